// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>

#include "widgets/common/badge.h"
#include "widgets/common/messageline.h"
#include "widgets/invoke/livestream.h"
#include "widgets/invoke/responsepanel.h"
#include "widgets/invoke/streamchunkmodel.h"

using namespace std::chrono_literals;
using engine::ResponseStream;
using widgets::LiveStream;
using widgets::ResponsePanel;
using widgets::StreamChunkModel;

namespace {

constexpr int ChunksTab = 4;

// As the relay makes it: each part adds to what came before.
struct Stream
{
    LiveStream live;

    Stream()
    {
        live.requestId = QStringLiteral("id");
        live.stream.caller = engine::CallerMode::Streaming;
    }
    const LiveStream &take(const QByteArray &bytes, engine::Nanoseconds at)
    {
        live.stream.take(bytes.size(), at);
        live.head += bytes.left(LiveStream::HeadBytes - live.head.size());
        return live;
    }
};

engine::InvokeOutcome outcomeOf(const LiveStream &live)
{
    engine::InvokeOutcome outcome;
    outcome.payload = live.head;
    outcome.record.requestId = live.requestId;
    outcome.record.start = engine::StartKind::Warm;
    outcome.record.memorySize = {128};
    outcome.record.responsePayload = live.head;
    outcome.record.responseBytes = live.stream.bytes;
    outcome.record.stream = live.stream;
    return outcome;
}

QString textOf(const ResponsePanel &panel, const char *name)
{
    return panel.findChild<QPlainTextEdit *>(QLatin1StringView(name))->toPlainText();
}

QString figuresOf(const ResponsePanel &panel)
{
    return panel.findChild<QLabel *>(QStringLiteral("responseFigures"))
        ->text()
        .replace(QStringLiteral("&nbsp;"), QStringLiteral(" "));
}

QString noteOf(const ResponsePanel &panel)
{
    return panel.findChild<widgets::MessageLine *>(QStringLiteral("responseNote"))->text();
}

} // namespace

class TestStreamedResponsePanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void growsAsItComes();
    void characterAcrossTwoParts();
    void onlyTheFirstBytesAreShown();
    void anErrorBehindTheBytes();
    void theNextOneStartsAnew();
    void chunksAsATable();
    void aTableThatGrowsKeepsItsSelection();
    void twoHundredMegabytesDoNotStall();
};

void TestStreamedResponsePanel::growsAsItComes()
{
    ResponsePanel panel;
    Stream s;
    auto *badge = panel.findChild<widgets::Badge *>(QStringLiteral("responseOutcome"));
    auto *views = panel.findChild<QTabBar *>(QStringLiteral("responseViews"));
    panel.setStreaming(s.take("{\"one\": ", 12ms));
    QCOMPARE(badge->mark().word, QStringLiteral("Streaming"));
    auto *save = panel.findChild<QToolButton *>(QStringLiteral("saveResponse"));
    QVERIFY(!save->isEnabled()); // a part would look like the whole
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("{\"one\": "));
    QVERIFY2(figuresOf(panel).contains(QStringLiteral("First byte <b>12.0 ms</b>")),
             qPrintable(figuresOf(panel)));
    panel.setStreaming(s.take("1}", 30ms));
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("{\"one\": 1}"));
    QVERIFY(figuresOf(panel).contains(QStringLiteral("Chunks <b>2</b>")));
    QVERIFY(views->isTabVisible(ChunksTab));

    panel.setOutcome(outcomeOf(s.live));
    QVERIFY(save->isEnabled());
    QCOMPARE(badge->mark().word, QStringLiteral("Success"));
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("{\n  \"one\": 1\n}"));
    QVERIFY(figuresOf(panel).contains(QStringLiteral("First byte <b>12.0 ms</b>")));
    QVERIFY(figuresOf(panel).contains(QStringLiteral("Size <b>10 B</b>")));
    QVERIFY(views->isTabVisible(ChunksTab));
    QCOMPARE(noteOf(panel), QString());
    // One that is not streamed has no chunks to show.
    engine::InvokeOutcome plain;
    plain.payload = "1";
    panel.setOutcome(plain);
    QVERIFY(!views->isTabVisible(ChunksTab));
}

void TestStreamedResponsePanel::characterAcrossTwoParts()
{
    ResponsePanel panel;
    Stream s;
    panel.setStreaming(s.take("a\xc3", 1ms));
    panel.setStreaming(s.take("\xa4", 2ms));
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("aä"));
}

void TestStreamedResponsePanel::onlyTheFirstBytesAreShown()
{
    ResponsePanel panel;
    Stream s;
    panel.setStreaming(s.take(QByteArray(LiveStream::HeadBytes, 'x'), 1ms));
    QTRY_COMPARE(textOf(panel, "responseText").count(u'x'), LiveStream::HeadBytes);
    QVERIFY(!textOf(panel, "responseText").contains(u'…'));
    for (int i = 0; i < 3; ++i)
        panel.setStreaming(s.take(QByteArray(8'000'000, 'y'), 2ms));
    QTRY_VERIFY(textOf(panel, "responseText").endsWith(u'…'));
    QCOMPARE(textOf(panel, "responseText").count(u'…'), 1);
    QVERIFY(figuresOf(panel).contains(QStringLiteral("Size <b>24.1 MB</b>")));

    panel.setOutcome(outcomeOf(s.live));
    QVERIFY2(noteOf(panel).contains(QStringLiteral("The first 65.5 kB of 24.1 MB")),
             qPrintable(noteOf(panel)));
    // It is more than any but a streaming caller would get.
    QVERIFY(noteOf(panel).contains(QStringLiteral("RESPONSE_STREAM")));
    QVERIFY(noteOf(panel).contains(QStringLiteral("6,291,556")));
}

void TestStreamedResponsePanel::anErrorBehindTheBytes()
{
    ResponsePanel panel;
    Stream s;
    panel.setStreaming(s.take("half", 1ms));
    engine::InvokeOutcome outcome = outcomeOf(s.live);
    outcome.record.outcome = engine::Outcome::FunctionError;
    outcome.record.stream->error = "{\"errorType\":\"Midway\",\"errorMessage\":\"no\"}";
    panel.setOutcome(outcome);
    QCOMPARE(textOf(panel, "responseTraceback").trimmed(), QStringLiteral("Midway: no"));
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("half"));
    QCOMPARE(panel.findChild<QTabBar *>(QStringLiteral("responseViews"))->currentIndex(), 0);
    // The next one has none.
    panel.setOutcome(outcomeOf(s.live));
    QVERIFY(!panel.findChild<QTabBar *>(QStringLiteral("responseViews"))->isTabVisible(0));
}

void TestStreamedResponsePanel::theNextOneStartsAnew()
{
    ResponsePanel panel;
    Stream first;
    panel.setStreaming(first.take("first", 1ms));
    Stream second;
    second.live.requestId = QStringLiteral("other");
    panel.setStreaming(second.take("second", 1ms));
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("second"));
    panel.clear();
    panel.setStreaming(second.live); // after it was cleared it is shown from its start
    QCOMPARE(textOf(panel, "responseText"), QStringLiteral("second"));
}

void TestStreamedResponsePanel::chunksAsATable()
{
    ResponsePanel panel;
    Stream s;
    for (int i = 0; i < 300; ++i)
        s.take("abc", std::chrono::milliseconds(10 + i));
    panel.setOutcome(outcomeOf(s.live));
    auto *table = panel.findChild<QTableView *>(QStringLiteral("streamChunks"));
    QVERIFY(!table->accessibleName().isEmpty());
    QCOMPARE(table->model()->rowCount(), 150);
    const auto cell = [table](int row, int column) {
        return table->model()->index(row, column).data().toString();
    };
    QCOMPARE(cell(0, StreamChunkModel::TimeColumn), QStringLiteral("10.0 ms – 11.0 ms"));
    QCOMPARE(cell(1, StreamChunkModel::OffsetColumn), QStringLiteral("6"));
    QCOMPARE(cell(1, StreamChunkModel::BytesColumn), QStringLiteral("6"));
    QCOMPARE(cell(1, StreamChunkModel::ArrivalsColumn), QStringLiteral("2"));
    const auto *strip = panel.findChild<QWidget *>(QStringLiteral("streamStrip"));
    QVERIFY(!strip->accessibleName().isEmpty());
    QVERIFY2(strip->accessibleDescription().contains(QStringLiteral("First byte after 10.0 ms")),
             qPrintable(strip->accessibleDescription()));
}

void TestStreamedResponsePanel::aTableThatGrowsKeepsItsSelection()
{
    StreamChunkModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    ResponseStream stream;
    for (int i = 0; i < 256; ++i) {
        stream.take(1, std::chrono::milliseconds(i));
        model.setChunks(stream.chunks);
        QCOMPARE(model.rowCount(), i + 1);
    }
    QCOMPARE(resets.size(), 1); // the first
    for (int i = 256; i < 258; ++i) {
        stream.take(1, std::chrono::milliseconds(i));
        model.setChunks(stream.chunks);
    }
    QCOMPARE(resets.size(), 2); // neighbours were joined; then the last one grew
    QCOMPARE(model.index(128, StreamChunkModel::ArrivalsColumn).data().toString(),
             QStringLiteral("2"));
    model.setChunks({});
    QCOMPARE(model.rowCount(), 0);
}

// What is handed over is bounded, so that any one update is small work, however long the stream.
void TestStreamedResponsePanel::twoHundredMegabytesDoNotStall()
{
    ResponsePanel panel;
    panel.resize(800, 500);
    panel.show();
    Stream s;
    const QByteArray part(256 * 1024, 'x');
    for (int i = 0; i < 800; ++i) {
        panel.setStreaming(s.take(part, std::chrono::milliseconds(i)));
        QCoreApplication::processEvents();
    }
    QCOMPARE(s.live.stream.bytes, std::int64_t{200} * 1024 * 1024);
    QVERIFY(s.live.head.size() <= LiveStream::HeadBytes);
    QVERIFY(s.live.stream.chunks.size() <= ResponseStream::MostChunks);
    QTRY_VERIFY(textOf(panel, "responseText").endsWith(u'…'));
    QVERIFY(textOf(panel, "responseText").size() < 2 * LiveStream::HeadBytes);
}

QTEST_MAIN(TestStreamedResponsePanel)
#include "tst_streamedresponsepanel.moc"

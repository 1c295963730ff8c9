// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTextBlock>
#include <QToolButton>

#include "widgets/logs/loghighlighter.h"
#include "widgets/logs/logrequestmodel.h"
#include "widgets/logs/logspanel.h"

using widgets::LogBuffer;
using widgets::LogLine;
using widgets::LogRequestModel;
using widgets::LogsPanel;

namespace {

const QString Fn = QStringLiteral("hello");

QString idOf(int number)
{
    return QStringLiteral("request-%1").arg(number);
}

} // namespace

class TestLogsPanel : public QObject
{
    Q_OBJECT

private slots:
    void bufferKeepsStartAndEnd();
    void bufferReadsFromAPosition();
    void lineKinds_data();
    void lineKinds();
    void requestModel();
    void linesArriveInTheirRequest();
    void aRecordBringsItsLog();
    void lastWordsOfAnEnvironment();
    void searchGoesRound();
    void framesLeadToTheCode();
    void aFloodIsCut();
};

void TestLogsPanel::bufferKeepsStartAndEnd()
{
    LogBuffer log;
    const QByteArray line = QByteArray(99, 'x') + '\n';
    for (int i = 0; i < 100'000; ++i)
        log.append(line);
    QCOMPARE(log.totalBytes(), 10'000'000);
    QCOMPARE(log.head().size(), LogBuffer::HeadBytes);
    QVERIFY(log.keptBytes() <= LogBuffer::HeadBytes + LogBuffer::TailBytes);
    QCOMPARE(log.cutBytes() + log.keptBytes(), log.totalBytes());
    QVERIFY(log.tail().startsWith(line));
    log.append("the end\n");
    QVERIFY(log.tail().endsWith("the end\n"));
}

void TestLogsPanel::bufferReadsFromAPosition()
{
    LogBuffer log;
    QByteArray all;
    for (int i = 0; i < 40'000; ++i) {
        const QByteArray line = "line " + QByteArray::number(i) + '\n' + QByteArray(i % 97, '.');
        log.append(line);
        all += line;
    }
    QVERIFY(all.size() > LogBuffer::HeadBytes);
    QCOMPARE(log.cutBytes(), 0);
    for (const qsizetype position : {qsizetype(0), qsizetype(5), qsizetype(LogBuffer::HeadBytes),
                                     qsizetype(LogBuffer::HeadBytes) + 70'001, all.size()})
        QCOMPARE(log.from(position), all.sliced(position));
}

void TestLogsPanel::lineKinds_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("kind");
    QTest::newRow("START") << "START RequestId: 1 Version: $LATEST" << int(LogLine::Platform);
    QTest::newRow("REPORT") << "REPORT RequestId: 1\tDuration: 3.01 ms" << int(LogLine::Platform);
    QTest::newRow("Python error") << "[ERROR] KeyError: 'name'" << int(LogLine::Error);
    QTest::newRow("Python warning")
        << "[WARNING]\t2026-01-01T00:00:00Z\t1\tslow" << int(LogLine::Warning);
    QTest::newRow("Node.js error")
        << "2026-01-01T00:00:00.000Z\t1\tERROR\tInvoke Error" << int(LogLine::Error);
    QTest::newRow("JSON level") << "{\"level\":\"ERROR\",\"message\":\"x\"}" << int(LogLine::Error);
    QTest::newRow("the word alone") << "no ERROR here" << int(LogLine::Plain);
    QTest::newRow("cut") << widgets::cutLine(95'000'000) << int(LogLine::Cut);
}

void TestLogsPanel::lineKinds()
{
    QFETCH(QString, line);
    QTEST(int(widgets::logLineKind(line)), "kind");
}

void TestLogsPanel::requestModel()
{
    LogRequestModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    for (int i = 0; i < LogRequestModel::MostRequests + 5; ++i)
        model.append(Fn, idOf(i), "text\n", 0);
    QCOMPARE(model.rowCount(), LogRequestModel::MostRequests + 1);
    QCOMPARE(model.rowOf(idOf(LogRequestModel::MostRequests + 4)), 1); // newest first
    QCOMPARE(model.rowOf(idOf(0)), -1);                                // the oldest went
    engine::InvocationRecord record;
    record.requestId = idOf(100);
    record.functionName = Fn;
    record.outcome = engine::Outcome::Timeout;
    model.finish(record);
    const QModelIndex row = model.index(model.rowOf(idOf(100)));
    QVERIFY(row.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("Timeout")));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestLogsPanel::linesArriveInTheirRequest()
{
    LogsPanel panel;
    panel.resize(900, 400);
    panel.show();
    QVERIFY(panel.findChild<QWidget *>(QStringLiteral("logEmpty"))->isVisible());
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    panel.append(Fn, idOf(1), "one\n");
    panel.append(Fn, idOf(2), "two\n");
    QTRY_COMPARE(text->toPlainText(), QStringLiteral("one\ntwo\n"));
    auto *list = panel.findChild<QListView *>(QStringLiteral("logRequests"));
    QSignalSpy selected(&panel, &LogsPanel::requestSelected);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_End);
    QCOMPARE(selected.at(0).at(0).toString(), idOf(1));
    QCOMPARE(text->toPlainText(), QStringLiteral("one\n"));
    panel.append(Fn, idOf(2), "not here\n");
    panel.append(Fn, idOf(1), "here\n");
    QTRY_COMPARE(text->toPlainText(), QStringLiteral("one\nhere\n"));
    QTest::mouseClick(panel.findChild<QWidget *>(QStringLiteral("logClear")), Qt::LeftButton);
    QVERIFY(panel.findChild<QWidget *>(QStringLiteral("logEmpty"))->isVisible());
}

void TestLogsPanel::aRecordBringsItsLog()
{
    LogsPanel panel;
    engine::InvocationRecord record;
    record.requestId = idOf(1);
    record.functionName = Fn;
    record.log = "START RequestId: 1\n";
    panel.finish(record);
    panel.finish(record); // its text is there already
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    QTRY_COMPARE(text->toPlainText(), QString::fromUtf8(record.log));
}

void TestLogsPanel::lastWordsOfAnEnvironment()
{
    LogsPanel panel;
    panel.append(Fn, idOf(1), "line\n");
    panel.appendEnvironment(Fn, "extension: fl");
    panel.appendEnvironment(Fn, "ushed\n");
    const QModelIndex row = panel.model()->index(1);
    QVERIFY(row.data().toString().endsWith(QStringLiteral("hello, last words")));
    QVERIFY(row.data(Qt::ToolTipRole).toString().contains(Fn));
    QVERIFY(!row.data(LogRequestModel::OutcomeRole).isValid());
    panel.showRequest(LogRequestModel::environmentsId(Fn));
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    QTRY_COMPARE(text->toPlainText().trimmed(), QStringLiteral("extension: flushed"));
}

void TestLogsPanel::searchGoesRound()
{
    LogsPanel panel;
    panel.resize(900, 400);
    panel.show();
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    panel.append(Fn, idOf(1), "apple\npear\napple\n");
    QTRY_VERIFY(!text->toPlainText().isEmpty());
    auto *search = panel.findChild<QLineEdit *>(QStringLiteral("logSearch"));
    QTest::keyClick(text, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(search, QStringLiteral("apple"));
    QCOMPARE(text->textCursor().blockNumber(), 0);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(text->textCursor().blockNumber(), 2);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(text->textCursor().blockNumber(), 0);
    QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(text->textCursor().blockNumber(), 2);
    QTest::keyClicks(search, QStringLiteral("x"));
    QVERIFY(search->property("invalid").toBool());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!search->property("invalid").toBool());
}

void TestLogsPanel::framesLeadToTheCode()
{
    LogsPanel panel;
    panel.show();
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    panel.append(Fn, idOf(1), "  File \"/var/task/app.py\", line 3, in handler\n");
    QTRY_VERIFY(!text->toPlainText().isEmpty());
    QSignalSpy opened(&panel, &LogsPanel::sourceActivated);
    text->moveCursor(QTextCursor::Start);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(opened.at(0), (QVariantList{QStringLiteral("/var/task/app.py"), 3}));
}

void TestLogsPanel::aFloodIsCut()
{
    LogsPanel panel;
    panel.show();
    QByteArray portion;
    while (portion.size() < 1'000'000)
        portion +=
            "the same line again and again, a hundred characters of it or so, more or less\n";
    for (int i = 0; i < 100; ++i)
        panel.append(Fn, idOf(1), portion);
    panel.append(Fn, idOf(1), "last line\n");
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("logText"));
    QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().endsWith(QStringLiteral("last line\n")), 60'000);
    QVERIFY(text->document()->characterCount() < 6'000'000);
    QVERIFY(text->toPlainText().contains(QStringLiteral("cut here")));
    QVERIFY(panel.model()->log(idOf(1))->keptBytes() < 6'000'000);
}

QTEST_MAIN(TestLogsPanel)
#include "tst_logspanel.moc"

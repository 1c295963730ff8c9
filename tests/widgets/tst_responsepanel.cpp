// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTextBlock>

#include "widgets/common/badge.h"
#include "widgets/common/sourcetextview.h"
#include "widgets/invoke/jsonmodel.h"
#include "widgets/invoke/responsepanel.h"

using namespace std::chrono_literals;
using widgets::JsonModel;
using widgets::ResponsePanel;
using widgets::StackFrame;

namespace {

engine::InvokeOutcome outcomeOf(const QByteArray &payload,
                                engine::Outcome outcome = engine::Outcome::Success)
{
    engine::InvokeOutcome result;
    result.payload = payload;
    result.record.outcome = outcome;
    result.record.start = engine::StartKind::Cold;
    result.record.duration = 3200us;
    result.record.billed = 114ms;
    result.record.initDuration = 110ms;
    result.record.memorySize = {128};
    result.record.peakMemoryBytes = 36 * 1024 * 1024;
    return result;
}

const QByteArray PythonError = "{\"errorMessage\": \"no name\", \"errorType\": \"KeyError\","
                               " \"stackTrace\": [\"  File \\\"/var/task/app.py\\\", line 3, in "
                               "handler\\n    return event['name']\\n\"]}";

} // namespace

class TestResponsePanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void frames_data();
    void frames();
    void jsonModel();
    void jsonModelTakesAnyValue();
    void theHeaderTellsWhatItTook();
    void textIsIndentedOrExact();
    void bodiesAreUnfolded();
    void stackTracesLeadToTheCode();
    void anErrorHasItsPage();
    void sixMegabytesArrive();
};

void TestResponsePanel::frames_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("number");
    QTest::newRow("Python") << "  File \"/var/task/app.py\", line 3, in handler"
                            << "/var/task/app.py" << 3;
    QTest::newRow("Python inside JSON") << "\"  File \\\"/var/task/a b.py\\\", line 12, in f\""
                                        << "/var/task/a b.py" << 12;
    QTest::newRow("Node.js ESM") << "    at handler (file:///var/task/index.mjs:3:9)"
                                 << "/var/task/index.mjs" << 3;
    QTest::newRow("Node.js ESM, escaped path") << "at file:///var/task/a%20b.mjs:7:1"
                                               << "/var/task/a b.mjs" << 7;
    QTest::newRow("Node.js CommonJS") << "    at Runtime.handler (/var/task/lib/x.js:30:11)"
                                      << "/var/task/lib/x.js" << 30;
    QTest::newRow("not the function's code") << "  File \"/usr/lib/python3.11/json.py\", line 3"
                                             << "" << 0;
    QTest::newRow("no frame") << "reading /var/task/data.csv"
                              << "" << 0;
}

void TestResponsePanel::frames()
{
    QFETCH(QString, line);
    QFETCH(QString, path);
    QFETCH(int, number);
    const std::vector<StackFrame> frames = widgets::stackFramesIn(line);
    QCOMPARE(frames.size(), std::size_t(path.isEmpty() ? 0 : 1));
    if (!frames.empty()) {
        QCOMPARE(frames.front().path, path);
        QCOMPARE(frames.front().line, number);
    }
}

void TestResponsePanel::jsonModel()
{
    JsonModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    // It would fetch inside the signals of a fetch, which no view does.
    tester.setUseFetchMore(false);
    QByteArray json = "{ \"b\\u00e4r\": [], \"n\": 12345678901234567890.10, \"list\": [";
    for (int i = 0; i < 1'200; ++i)
        json += QByteArray::number(i) + ',';
    json += "{\"deep\": \"]}\\\"\"}], \"z\": null}";
    model.setJson(json);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("bär"));
    QVERIFY(!model.hasChildren(model.index(0, 0)));
    QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("12345678901234567890.10"));
    const QModelIndex list = model.index(2, 0);
    while (model.canFetchMore(list))
        model.fetchMore(list);
    QCOMPARE(model.rowCount(list), 1'201);
    const QModelIndex last = model.index(1'200, 0, list);
    model.fetchMore(last);
    QCOMPARE(model.index(0, 1, last).data().toString(), QStringLiteral("]}\""));
    model.setJson("no json");
    QCOMPARE(model.rowCount(), 0);
}

void TestResponsePanel::jsonModelTakesAnyValue()
{
    for (const char *json : {"{}", "[]", "1", "\"x\"", "null", " [ ] "}) {
        JsonModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setJson(json);
        QCOMPARE(model.rowCount(), 0);
    }
}

void TestResponsePanel::theHeaderTellsWhatItTook()
{
    ResponsePanel panel;
    panel.setCostText([](const engine::InvocationRecord &) { return QStringLiteral("$0.01"); });
    panel.setOutcome(outcomeOf("{}", engine::Outcome::Timeout));
    const auto badge = [&](const char *name) {
        return panel.findChild<widgets::Badge *>(QLatin1StringView(name))->mark();
    };
    QCOMPARE(badge("responseOutcome").word, QStringLiteral("Timeout"));
    QCOMPARE(badge("responseStart").word, QStringLiteral("Cold"));
    const QString figures = panel.findChild<QLabel *>(QStringLiteral("responseFigures"))->text();
    for (const QString &part : {QStringLiteral("3.20 ms"), QStringLiteral("114 ms"),
                                QStringLiteral("36 of 128 MB"), QStringLiteral("$0.01")})
        QVERIFY2(figures.contains(part), qPrintable(part));
}

void TestResponsePanel::textIsIndentedOrExact()
{
    ResponsePanel panel;
    panel.show();
    const QByteArray payload = "{\"a\":1.0}";
    panel.setOutcome(outcomeOf(payload));
    auto *text = panel.findChild<QPlainTextEdit *>(QStringLiteral("responseText"));
    QCOMPARE(text->toPlainText(), QStringLiteral("{\n  \"a\": 1.0\n}"));
    QTest::mouseClick(panel.findChild<QWidget *>(QStringLiteral("prettyResponse")), Qt::LeftButton);
    QCOMPARE(text->toPlainText(), QString::fromUtf8(payload));
    QTest::mouseClick(panel.findChild<QWidget *>(QStringLiteral("copyResponse")), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(payload));
    QSignalSpy saved(&panel, &ResponsePanel::saveRequested);
    QTest::mouseClick(panel.findChild<QWidget *>(QStringLiteral("saveResponse")), Qt::LeftButton);
    QCOMPARE(saved.at(0).at(0).toByteArray(), payload);
}

void TestResponsePanel::bodiesAreUnfolded()
{
    ResponsePanel panel;
    auto *views = panel.findChild<QTabBar *>(QStringLiteral("responseViews"));
    panel.setOutcome(
        outcomeOf("{\"statusCode\": 200, \"body\": \"{\\\"greeting\\\": \\\"Hi\\\"}\"}"));
    QVERIFY(views->isTabVisible(3));
    QCOMPARE(panel.findChild<QPlainTextEdit *>(QStringLiteral("responseBody"))->toPlainText(),
             QStringLiteral("{\n  \"greeting\": \"Hi\"\n}"));
    panel.setOutcome(outcomeOf("{\"body\": \"plain\"}"));
    QVERIFY(!views->isTabVisible(3));
    panel.setOutcome(outcomeOf("not json"));
    QVERIFY(!views->isTabVisible(2));
}

void TestResponsePanel::stackTracesLeadToTheCode()
{
    ResponsePanel panel;
    panel.resize(700, 400);
    panel.show();
    panel.setOutcome(outcomeOf(PythonError, engine::Outcome::FunctionError));
    auto *trace = panel.findChild<widgets::SourceTextView *>(QStringLiteral("responseTraceback"));
    QVERIFY(trace->isVisible());
    QVERIFY(trace->toPlainText().startsWith(QStringLiteral("KeyError: no name\n")));
    QSignalSpy opened(&panel, &ResponsePanel::sourceActivated);
    QTextCursor cursor(trace->document()->findBlockByNumber(1));
    cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor, 10);
    trace->setTextCursor(cursor);
    QTest::keyClick(trace, Qt::Key_Return);
    QTest::mouseClick(trace->viewport(), Qt::LeftButton, {}, trace->cursorRect().center());
    QCOMPARE(opened.count(), 2);
    QCOMPARE(opened.at(1), (QVariantList{QStringLiteral("/var/task/app.py"), 3}));
}

void TestResponsePanel::anErrorHasItsPage()
{
    ResponsePanel panel;
    panel.show();
    panel.setError({engine::Error::Code::SandboxFailed, QStringLiteral("no bwrap")});
    auto *error = panel.findChild<QWidget *>(QStringLiteral("responseError"));
    QVERIFY(error->isVisible());
    QTest::mouseClick(error->findChild<QWidget *>(QStringLiteral("copyMessage")), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("no bwrap")));
    panel.clear();
    QSignalSpy wanted(&panel, &ResponsePanel::invokeRequested);
    QTest::mouseClick(panel.findChild<QWidget *>(QStringLiteral("action")), Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
}

void TestResponsePanel::sixMegabytesArrive()
{
    QByteArray large = "[";
    while (large.size() < 6'000'000)
        large += "{\"key\":\"value\"},";
    large += "0]";
    ResponsePanel panel;
    panel.show();
    QSignalSpy shown(&panel, &ResponsePanel::shown);
    panel.setOutcome(outcomeOf(large));
    QCOMPARE(shown.count(), 0); // worked out in the pool
    QVERIFY(shown.wait(60'000));
    panel.setOutcome(outcomeOf("1")); // what is still on its way is dropped
    QCOMPARE(panel.findChild<QPlainTextEdit *>(QStringLiteral("responseText"))->toPlainText(),
             QStringLiteral("1"));
}

QTEST_MAIN(TestResponsePanel)
#include "tst_responsepanel.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "engine/core/json.h"
#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::TestWorkspace;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

// lwb's own words and exit statuses about sample events; programs rely on them.
class TestLwbEvents : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void listsAndPrints();
    void wrapsAndSaves();
    void imports();
    void refusals_data();
    void refusals();
    void anEventIsPipedIntoAnInvoke();
    void variablesArePutIn();

private:
    [[nodiscard]] Lwb::Said lwb(const QStringList &arguments, const QByteArray &input = {}) const;

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestLwbEvents::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->addPython(text("echo"), "def handler(event, context):\n    return event\n",
                           "      Environment: {Variables: {TABLE: orders}}\n");
}

Lwb::Said TestLwbEvents::lwb(const QStringList &arguments, const QByteArray &input) const
{
    const auto process = m_lwb.start(arguments, m_workspace->path());
    process->write(input);
    process->closeWriteChannel();
    return Lwb::end(*process);
}

void TestLwbEvents::listsAndPrints()
{
    const Lwb::Said listed = lwb({text("events")});
    QCOMPARE(listed.status, 0);
    QVERIFY2(listed.out.contains("Amazon S3: Object created (Put)"), listed.out);
    const Lwb::Said fields = lwb({text("events"), text("s3"), text("--fields")});
    QVERIFY2(fields.out.contains("size"), fields.out);
    QVERIFY2(fields.out.contains("number, 0 to 5497558138880"), fields.out);
    const Lwb::Said event =
        lwb({text("events"), text("s3"), text("delete"), text("--set"), text("key=a b=c.csv")});
    QCOMPARE(event.status, 0);
    QVERIFY2(event.out.contains("\"key\": \"a+b%3Dc.csv\""), event.out);
    const Lwb::Said bodies = lwb({text("events"), text("sqs"), text("--set"), text("body=1"),
                                  text("--set"), text("body=2")});
    QCOMPARE(bodies.out.count("\"messageId\""), 2);
}

void TestLwbEvents::wrapsAndSaves()
{
    const QStringList arguments{text("events"),     text("s3"),  text("--wrap"), text("sns"),
                                text("--wrap"),     text("sqs"), text("--save"), text("upload"),
                                text("--function"), text("echo")};
    const Lwb::Said saved = lwb(arguments);
    QCOMPARE(saved.status, 0);
    const QString path = m_workspace->path(text("events/echo/upload.json"));
    QCOMPARE(saved.out.trimmed(), path.toUtf8());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("aws:sqs"));
    const Lwb::Said again = lwb(arguments);
    QCOMPARE(again.status, 3);
    QVERIFY2(again.err.contains("is there already"), again.err);
}

void TestLwbEvents::imports()
{
    const Lwb::Said request = lwb({text("events"), text("--curl"),
                                   text("curl -XPUT 'https://e.com/a/b?x=1' --json '{\"n\":1}'")});
    QVERIFY2(request.out.contains("\"rawPath\": \"/a/b\""), request.out);
    QVERIFY2(request.out.contains("\"routeKey\": \"PUT /a/b\""), request.out);
    const Lwb::Said line = lwb({text("events"), text("--text"), text("-")}, "INFO x {\\\"a\\\":1}");
    QCOMPARE(engine::compactJson(line.out).trimmed(), QByteArray("{\"a\":1}"));
}

void TestLwbEvents::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("err");
    const auto row = [](const char *name, const QStringList &arguments, int status,
                        const char *err) {
        QTest::newRow(name) << arguments << status << QByteArray(err);
    };
    row("no such source", {text("pigeon")}, 2, "There is no source \"pigeon\"");
    row("no such variant", {text("sns"), text("x")}, 2,
        "sns has no variant \"x\"; there are: notification.");
    row("a wrong value", {text("s3"), text("--set"), text("size=big")}, 2,
        "Size in bytes must be a whole number.");
    row("a set without '='", {text("s3"), text("--set"), text("size")}, 2,
        "--set takes FIELD=VALUE.");
    row("a wrap that there is not", {text("s3"), text("--wrap"), text("x")}, 2,
        "This is not supported: x.");
    row("save for nobody", {text("s3"), text("--save"), text("x")}, 2,
        "--save goes with --function.");
    row("save for a stranger",
        {text("s3"), text("--save"), text("x"), text("--function"), text("nobody")}, 3,
        "There is no function named \"nobody\"");
    row("curl for a queue", {text("sqs"), text("--curl"), text("curl e.com")}, 2,
        "--curl goes with an HTTP source.");
    row("a broken command", {text("--curl"), text("curl 'e.com")}, 2,
        "line 1, column 6: this quote is not closed");
    row("options and no source", {text("--fields")}, 2, "Name a source");
}

void TestLwbEvents::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, err);
    const Lwb::Said said = lwb(QStringList{text("events")} + arguments);
    QVERIFY2(said.err.contains(err), said.err);
    QCOMPARE(said.status, status);
    QVERIFY(said.out.isEmpty());
}

void TestLwbEvents::anEventIsPipedIntoAnInvoke()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    const Lwb::Said event = lwb({text("events"), text("eventbridge")});
    const Lwb::Said answer =
        lwb({text("invoke"), text("echo"), text("--event"), text("-")}, event.out);
    QCOMPARE(answer.status, 0);
    QCOMPARE(QJsonDocument::fromJson(answer.out), QJsonDocument::fromJson(event.out));
}

void TestLwbEvents::variablesArePutIn()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    const QString payload = text("{\"id\":\"{{uuid}}\",\"t\":\"{{env.TABLE}}\",\"x\":\"{{{{\"}");
    const Lwb::Said two =
        lwb({text("invoke"), text("echo"), text("--payload"), payload, text("--times"), text("2")});
    QCOMPARE(two.status, 0);
    const auto lines = two.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
    const QJsonObject second = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(first[text("t")].toString(), text("orders"));
    QCOMPARE(first[text("x")].toString(), text("{{"));
    QVERIFY(first[text("id")].toString().size() == 36);
    QVERIFY(first[text("id")] != second[text("id")]);

    const Lwb::Said unknown =
        lwb({text("invoke"), text("echo"), text("--payload"), text("{\"a\":\"{{env.HOME}}\"}")});
    QCOMPARE(unknown.status, 2);
    QVERIFY2(unknown.err.contains("line 1, column 7"), unknown.err);
    const Lwb::Said asIs = lwb({text("invoke"), text("echo"), text("--no-variables"),
                                text("--payload"), text("{\"a\":\"{{env.HOME}}\"}")});
    QVERIFY2(asIs.out.contains("{{env.HOME}}"), asIs.out);
}

QTEST_GUILESS_MAIN(TestLwbEvents)
#include "tst_lwbevents.moc"

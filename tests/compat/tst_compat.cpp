// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "tests/support/testworkspace.h"

using engine::InvokeOutcome;
using engine::Outcome;
using engine::StartKind;
using testsupport::TestWorkspace;

namespace {

#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(), "no outcome");                                              \
    const InvokeOutcome &name = *name##Result

const QString Cache = QStringLiteral(WORKBENCH_COMPAT_CACHE);

// Empty when the client is there; else why not.
QString install(const QString &kind)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (WORKBENCH_COMPAT_INSTALLS)
        environment.insert(QStringLiteral("WORKBENCH_COMPAT"), QStringLiteral("ON"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/compat/install.sh"),
                  {kind, Cache + u'/' + kind});
    if (!process.waitForFinished(1'000'000))
        return process.errorString();
    const QString said = QString::fromLocal8Bit(process.readAll()).trimmed();
    return process.exitCode() == 0 ? QString() : QStringLiteral("%1 client: %2").arg(kind, said);
}

// What callers see of an error, without what has to differ: the request's id, and in the trace the
// frames of the client itself.
QByteArray comparable(QByteArray payload, const InvokeOutcome &outcome)
{
    payload.replace(outcome.record.requestId.toUtf8(), "an id");
    payload.replace("/var/task/ric/dist/", "/var/runtime/");
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    if (!document.isObject() || !document.object().contains(QStringLiteral("errorMessage")))
        return payload;
    QJsonObject error = document.object();
    if (const QJsonArray trace = error.value(QStringLiteral("trace")).toArray(); !trace.isEmpty()) {
        QJsonArray kept;
        for (const QJsonValue &line : trace) {
            const QString text = line.toString();
            if (!text.startsWith(u"    at ") || text.contains(u"/var/task/index."))
                kept.append(line);
        }
        error.insert(QStringLiteral("trace"), kept);
    }
    return QJsonDocument(error).toJson(QJsonDocument::Compact);
}

} // namespace

// Amazon's published runtime interface clients, unchanged, as custom runtimes in the sandbox; and
// beside them the workbench's own bootstraps, which must give callers the same.
class TestCompat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void python_data();
    void python();
    void node_data();
    void node();

private:
    void compare(TestWorkspace &workspace);

    QString m_whyNoPython, m_whyNoNode;
};

void TestCompat::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
    m_whyNoPython = install(QStringLiteral("python"));
    m_whyNoNode = install(QStringLiteral("node"));
}

// Invokes "official" and "ours", twice each: cold and warm, or twice an init that fails.
void TestCompat::compare(TestWorkspace &workspace)
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, expected);
    for (const bool first : {true, false}) {
        OUTCOME(official, workspace.invoke(QStringLiteral("official"), payload));
        OUTCOME(ours, workspace.invoke(QStringLiteral("ours"), payload));
        QVERIFY2(official.payload.contains(expected), official.payload + official.record.log);
        QCOMPARE(comparable(ours.payload, ours), comparable(official.payload, official));
        QCOMPARE(ours.functionError, official.functionError);
        QCOMPARE(ours.record.outcome, official.record.outcome);
        QCOMPARE(ours.record.errorType, official.record.errorType);
        QCOMPARE(official.record.start, first ? StartKind::Cold : StartKind::Warm);
        QCOMPARE(ours.record.start, official.record.start);
    }
}

void TestCompat::python_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("handler");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *code, const char *expected,
                        const char *payload = "{\"name\": \"AWS\"}",
                        const char *handler = "app.handler") {
        QTest::newRow(name) << QByteArray(code) << QByteArray(handler) << QByteArray(payload)
                            << QByteArray(expected);
    };
    row("hello", "def handler(event, context):\n    return {'hello': event['name']}\n",
        "{\"hello\": \"AWS\"}");
    row("text beyond ASCII", "def handler(event, context):\n    return event\n", "\\u00e9 \\u20ac",
        "\"\xC3\xA9 \\u20ac\"");
    row("numbers",
        "import decimal\ndef handler(e, c):\n    return [1.0, 1e300, float('nan'), "
        "decimal.Decimal('1.10'), 2**70]\n",
        "NaN");
    row("context",
        "def handler(e, c):\n    return [c.memory_limit_in_mb, c.function_version, "
        "c.get_remaining_time_in_millis() <= 3000, c.client_context]\n",
        "[\"128\", \"$LATEST\", true, null]");
    row("an exception",
        "def deep():\n    raise ValueError('no name')\ndef handler(e, c):\n    deep()\n",
        "\"errorType\": \"ValueError\"");
    row("an exception of its own",
        "class Mine(Exception):\n    pass\ndef handler(e, c):\n    raise Mine({'a': 1})\n",
        "\"errorType\": \"Mine\"");
    row("an exception without a text", "def handler(e, c):\n    raise KeyError\n", "KeyError");
    row("a chain",
        "def handler(e, c):\n    try: 1 / 0\n    except Exception as e: raise "
        "RuntimeError('second') from e\n",
        "second");
    row("a result that is no JSON", "def handler(e, c):\n    return {1, 2}\n",
        "Runtime.MarshalError");
    row("exit", "import sys\ndef handler(e, c):\n    sys.exit(3)\n", "exit status 3");
    row("an init error", "raise RuntimeError('not today')\n", "not today");
    row("no module", "", "Runtime.ImportModuleError", "{}", "nowhere.handler");
    row("no handler", "x = 1\n", "Runtime.HandlerNotFound");
    row("a syntax error", "def handler(:\n", "Runtime.UserCodeSyntaxError");
    row("a bad name", "x = 1\n", "Runtime.MalformedHandlerName", "{}", "app");
}

void TestCompat::python()
{
    if (!m_whyNoPython.isEmpty())
        QSKIP(qPrintable(m_whyNoPython));
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, handler);
    TestWorkspace w;
    w.add(
        QStringLiteral("official"), "provided.al2023", handler,
        {{"app.py", code},
         {"bootstrap", "#!/bin/sh\nPYTHONPATH=/var/task/ric exec /usr/bin/python3 -m awslambdaric "
                       "\"$_HANDLER\"\n"}});
    w.add(QStringLiteral("ours"), "python3.11", handler, {{"app.py", code}});
    QCOMPARE(QProcess::execute(QStringLiteral("cp"),
                               {QStringLiteral("-r"), Cache + QStringLiteral("/python/site"),
                                w.path(QStringLiteral("official/ric"))}),
             0);
    compare(w);
}

void TestCompat::node_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("handler");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *code, const char *expected,
                        const char *payload = "{\"name\": \"AWS\"}",
                        const char *handler = "index.handler") {
        QTest::newRow(name) << QByteArray(code) << QByteArray(handler) << QByteArray(payload)
                            << QByteArray(expected);
    };
    row("hello", "exports.handler = async (event) => ({ hello: event.name });",
        "{\"hello\":\"AWS\"}");
    row("a callback", "exports.handler = (e, c, callback) => callback(null, [e.name]);",
        "[\"AWS\"]");
    row("nothing", "exports.handler = async () => {};", "null");
    row("context",
        "exports.handler = async (e, c) => [c.memoryLimitInMB, c.functionVersion, "
        "c.getRemainingTimeInMillis() <= 3000];",
        "[\"128\",\"$LATEST\",true]");
    row("an exception", "exports.handler = async () => { throw new TypeError('no name'); };",
        "\"errorType\":\"TypeError\"");
    row("an exception of its own",
        "class Mine extends Error { constructor() { super('m'); this.name = 'Mine'; this.code = 7; "
        "} }\nexports.handler = async () => { throw new Mine(); };",
        "\"errorType\":\"Mine\"");
    row("no error object", "exports.handler = async () => { throw 'text'; };", "text");
    row("an error by callback", "exports.handler = (e, c, callback) => callback(new Error('cb'));",
        "\"errorMessage\":\"cb\"");
    row("a result that is no JSON",
        "exports.handler = async () => { const a = {}; a.a = a; return a; };",
        "Unable to stringify response body");
    row("an error nobody catches",
        "exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('late'); }, "
        "10));",
        "late");
    row("exit", "exports.handler = async () => process.exit(3);", "exit status 3");
    row("a stream",
        "exports.handler = awslambda.streamifyResponse(async (event, stream) => {\n"
        "  stream.setContentType('text/plain');\n"
        "  for (const part of ['one ', 'two ', event.name]) stream.write(part);\n"
        "  stream.end();\n});",
        "one two AWS");
    row("a stream that fails at once",
        "exports.handler = awslambda.streamifyResponse(async () => { throw new Error('early'); });",
        "early");
    row("an init error", "throw new Error('not today');", "not today");
    row("no module", "", "Runtime.ImportModuleError", "{}", "nowhere.handler");
    row("no handler", "exports.x = 1;", "Runtime.HandlerNotFound");
    row("a syntax error", "exports.handler = (;", "Runtime.UserCodeSyntaxError");
    row("a bad name", "exports.handler = 1;", "Runtime.MalformedHandlerName", "{}", "index");
}

void TestCompat::node()
{
    if (!m_whyNoNode.isEmpty())
        QSKIP(qPrintable(m_whyNoNode));
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, handler);
    TestWorkspace w;
    w.add(QStringLiteral("official"), "provided.al2023", handler,
          {{"index.js", code},
           {"bootstrap", "#!/bin/sh\nexec /usr/bin/node ric/bin/index.mjs \"$_HANDLER\"\n"}});
    w.add(QStringLiteral("ours"), "nodejs20.x", handler, {{"index.js", code}});
    QVERIFY(QDir().mkpath(w.path(QStringLiteral("official/ric"))));
    const QString from = Cache + QStringLiteral("/node/node_modules/aws-lambda-ric/");
    for (const char *part : {"bin", "dist", "package.json"})
        QCOMPARE(QProcess::execute(QStringLiteral("cp"),
                                   {QStringLiteral("-r"), from + QLatin1StringView(part),
                                    w.path(QStringLiteral("official/ric"))}),
                 0);
    compare(w);
}

QTEST_GUILESS_MAIN(TestCompat)
#include "tst_compat.moc"

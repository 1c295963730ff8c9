// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "engine/runtimes/runtimecatalog.h"
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
    void java_data();
    void java();

private:
    void compare(TestWorkspace &workspace);

    QString m_whyNoPython, m_whyNoNode, m_whyNoJava;
};

void TestCompat::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
    m_whyNoPython = install(QStringLiteral("python"));
    m_whyNoNode = install(QStringLiteral("node"));
    m_whyNoJava = install(QStringLiteral("java"));
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
    row("tuples with names",
        "import collections\nP = collections.namedtuple('P', 'x y')\nclass D:\n    def "
        "_asdict(self): return {'d': 1}\ndef handler(e, c):\n    return [P(1, [P('a', (2, 3))]), "
        "{'k': P(None, D())}]\n",
        "{\"x\": 1, \"y\": [{\"x\": \"a\", \"y\": [2, 3]}]}");
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

void TestCompat::java_data()
{
    QTest::addColumn<QByteArray>("code"); // members of the class app.App
    QTest::addColumn<QByteArray>("handler");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const char *name, const char *code, const char *expected,
                        const QByteArray &payload = "{\"name\":\"AWS\"}",
                        const char *handler = "app.App::handler") {
        QTest::newRow(name) << QByteArray(code) << QByteArray(handler) << payload
                            << QByteArray(expected);
    };
    const char echo[] = "public Object handler(Object event) { return event; }";
    const char order[] =
        "public enum Size { SMALL, LARGE }\n"
        "public static class Item { public String name; public double price; private int n;\n"
        "public int getN() { return n; } public void setN(int v) { n = v; }\n"
        "public boolean isDear() { return price > 5; } }\n"
        "public static class Order { public List<Item> items; public Size size; public Map<String, "
        "Item> more; public java.time.Instant at; public Date date; public byte[] bytes; public "
        "Optional<String> note; public java.math.BigDecimal exact; }\n"
        "public Order handler(Order order, Context context) { return order; }";
    row("hello",
        "public Object handler(Map<String, Object> e) { return \"Hello \" + e.get(\"name\"); }",
        "\"Hello AWS\"");
    row("numbers and text", echo, "1.0E300",
        "{\"a\":[1,1.0,1e300,5000000000,null],\"t\":\"\\u00e9\\u20ac\\ud83d\\ude00\\u0001/\"}");
    row("classes of values", order, "\"dear\":true",
        "{\"items\":[{\"name\":\"a\",\"price\":\"5.5\",\"n\":2.7,\"x\":1},{}],\"size\":\"LARGE\","
        "\"more\":{\"k\":{}},\"at\":\"2026-01-05T10:00:00.25Z\",\"date\":\"2026-01-05\","
        "\"bytes\":\"AQI=\",\"note\":\"n\",\"exact\":1.10}");
    row("one for a list, an unknown constant", order, "\"n\":0",
        "{\"items\":{\"name\":\"a\"},\"size\":\"HUGE\",\"more\":\"\"}");
    row("an event of another type", order, "An error occurred during JSON parsing",
        "{\"items\":[{\"price\":\"dear\"}]}");
    row("what can't be JSON",
        "public Object handler(Object e) { List<Object> l = new ArrayList<>(); l.add(l); return l; "
        "}",
        "JSON serialization");
    row("context",
        "public Object handler(Object e, Context c) { return Arrays.asList(c.getMemoryLimitInMB(), "
        "c.getFunctionVersion(), c.getRemainingTimeInMillis() <= 20000, c.getIdentity(), "
        "c.getClientContext(), c.getTenantId(), "
        "System.getProperty(\"com.amazonaws.xray.traceHeader\").equals(c.getXrayTraceId())); }",
        "[512,\"$LATEST\",true,null,null,null,true]");
    row("streams",
        "public void handler(java.io.InputStream i, java.io.OutputStream o, Context c) throws "
        "Exception { o.write('<'); o.write(i.readAllBytes()); }",
        "<{");
    row("an exception",
        "static void deep() { throw new IllegalStateException(\"no\", new RuntimeException()); }\n"
        "public Object handler(Object e) { deep(); return 1; }",
        "app.App.deep(App.java:");
    row("an exception of an interface's method",
        "public static class H implements RequestHandler<Object, Object> { public Object "
        "handleRequest(Object e, Context c) { throw new UnsupportedOperationException(); } }",
        "UnsupportedOperationException", "{}", "app.App$H");
    row("a checked exception of its own",
        "static class Mine extends Exception {}\npublic Object handler(Object e) throws Mine { "
        "throw new Mine(); }",
        "app.App$Mine");
    row("no class", echo, "Class not found", "{}", "app.Nix::handler");
    row("no method", echo, "No public method named nix", "{}", "app.App::nix");
    row("no interface", echo, "appropriate handler interface", "{}", "app.App");
    row("no constructor", "public App(int i) {}\npublic Object handler(Object e) { return 1; }",
        "zero-argument constructor");
    row("a constructor that throws",
        "public App() { throw new IllegalStateException(\"not today\"); }\npublic Object "
        "handler(Object e) { return 1; }",
        "not today");
    row("a static initializer that throws",
        "static final int X = Integer.parseInt(\"x\");\npublic Object handler(Object e) { return "
        "X; "
        "}",
        "Error loading class app.App");
    row("exit", "public Object handler(Object e) { System.exit(3); return 1; }", "exit status 3");
    row("overloads",
        "public Object handler(String e) { return 1; }\npublic Object handler(String e, Context c) "
        "{ return 2; }\npublic Object handler(String e, String f) { return 3; }",
        "2", "\"x\"");
    row("an event of SQS",
        "public Object handler(com.amazonaws.services.lambda.runtime.events.SQSEvent e) { return "
        "e.getRecords().get(0).getBody() + e.getRecords().get(0).getEventSourceArn(); }",
        "\"barn\"", "{\"Records\":[{\"body\":\"b\",\"eventSourceARN\":\"arn\"}]}");
    row("an event of DynamoDB, and back",
        "public Object handler(com.amazonaws.services.lambda.runtime.events.DynamodbEvent e) { var "
        "r = e.getRecords().get(0).getDynamodb(); return r.getNewImage().get(\"a\").getN() + "
        "r.getApproximateCreationDateTime().getTime(); }",
        "\"71428537600500\"",
        "{\"Records\":[{\"dynamodb\":{\"NewImage\":{\"a\":{\"N\":\"7\"}},"
        "\"ApproximateCreationDateTime\":1428537600.5}}]}");
    row("an event of S3",
        "public Object handler(com.amazonaws.services.lambda.runtime.events.S3Event e) { var r = "
        "e.getRecords().get(0); return r.getS3().getObject().getUrlDecodedKey() + "
        "r.getEventTime() + r.getResponseElements().getxAmzId2(); }",
        "\"a b1970-01-01T00:00:00.123Zi\"",
        "{\"Records\":[{\"eventTime\":\"1970-01-01T00:00:00.123Z\",\"requestParameters\":{"
        "\"sourceIPAddress\":\"1\"},\"userIdentity\":{\"principalId\":\"p\"},\"awsRegion\":\"r\","
        "\"eventName\":\"n\",\"eventSource\":\"s\",\"eventVersion\":\"2\","
        "\"responseElements\":{\"x-amz-id-2\":\"i\",\"x-amz-request-id\":\"q\"},\"s3\":{"
        "\"configurationId\":\"c\",\"s3SchemaVersion\":\"1\",\"bucket\":{\"name\":\"b\",\"arn\":"
        "\"x\",\"ownerIdentity\":{\"principalId\":\"p\"}},\"object\":{\"key\":\"a+b\",\"size\":1,"
        "\"eTag\":\"e\",\"sequencer\":\"s\",\"versionId\":\"v\"}}}]}");
    row("an answer to API Gateway",
        "public com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse "
        "handler(com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent e) { return "
        "com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse.builder()"
        ".withStatusCode(201).withBody(e.getRequestContext().getHttp().getMethod()).build(); }",
        "\"statusCode\":201", "{\"requestContext\":{\"http\":{\"method\":\"POST\"}}}");
}

void TestCompat::java()
{
    if (!m_whyNoJava.isEmpty())
        QSKIP(qPrintable(m_whyNoJava));
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, handler);
    const engine::RuntimeCatalog catalog(engine::RuntimeCatalog::standardPlaces());
    const auto java = catalog.interpreterFor(*engine::RuntimeId::parse(QStringLiteral("java17")));
    if (!java || !java->prefix.isEmpty())
        QSKIP("no Java below /usr");
    TestWorkspace w;
    const QByteArray memory("      MemorySize: 512\n      Timeout: 20\n");
    w.add(QStringLiteral("official"), "provided.al2023", handler,
          {{"bootstrap", "#!/bin/sh\nexec " + java->program.toUtf8()
                             + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/var/task/ric/*' "
                               "com.amazonaws.services.lambda.runtime.api.client.AWSLambda "
                               "\"$_HANDLER\"\n"}},
          memory);
    // The classes stand in both folders: no compiler of the engine's is at work here.
    w.add(QStringLiteral("ours"), "java17", handler, {{"readme.txt", "classes"}}, memory);
    w.write(QStringLiteral("app/App.java"),
            "package app;\nimport com.amazonaws.services.lambda.runtime.*;\nimport java.util.*;\n"
            "public class App {\n"
                + code + "\n}\n");
    const QString cache = Cache + QStringLiteral("/java/");
    for (const char *name : {"official", "ours"}) {
        const QString target = w.path(QLatin1StringView(name));
        QCOMPARE(QProcess::execute(
                     QStringLiteral("javac"),
                     {QStringLiteral("--release"), QStringLiteral("17"), QStringLiteral("-cp"),
                      QStringLiteral("%1lib/*:%1ric/*").arg(cache), QStringLiteral("-d"), target,
                      w.path(QStringLiteral("app/App.java"))}),
                 0);
        QCOMPARE(QProcess::execute(QStringLiteral("cp"),
                                   {QStringLiteral("-r"), cache + QStringLiteral("lib"), target}),
                 0);
    }
    QCOMPARE(QProcess::execute(QStringLiteral("cp"),
                               {QStringLiteral("-r"), cache + QStringLiteral("ric"),
                                w.path(QStringLiteral("official"))}),
             0);
    compare(w);
}

QTEST_GUILESS_MAIN(TestCompat)
#include "tst_compat.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "tests/runtimes/bootstraprun.h"

using engine::Interpreter;
using engine::Language;
using engine::RuntimeCatalog;
using testsupport::BootstrapRun;

// Each claim for every Java of this machine, with the handlers of java/example, compiled for the
// oldest of them.
class TestJavaBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void binds_data();
    void binds();
    void findsHandlers_data();
    void findsHandlers();
    void tellsTheContext();
    void faults_data();
    void faults();
    void dies_data();
    void dies();
    void throwsWithTrace();
    void logs_data();
    void logs();
    void tellsWhatLoadingTook();
    void looksInTheCodeBeforeItsLibraries();
    void reads6MegabytesThatComeSlowly();
    void survivesAResponseOverTheLimit();

private:
    [[nodiscard]] BootstrapRun run(const Interpreter &java, const QString &handler,
                                   const QByteArray &event = "{}") const;

    QTemporaryDir m_cache, m_classes;
    QMap<QString, QByteArray> m_files;
    std::vector<Interpreter> m_javas;
};

namespace {

const QString Handlers = QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/runtimes/java/example");

QMap<QString, QByteArray> filesBelow(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(QDir(folder).relativeFilePath(file.fileName()), file.readAll());
    }
    return files;
}

QByteArray member(const QByteArray &json, const char *name)
{
    return QJsonDocument::fromJson(json)
        .object()
        .value(QLatin1StringView(name))
        .toString()
        .toUtf8();
}

} // namespace

void TestJavaBootstrap::initTestCase()
{
    auto places = RuntimeCatalog::standardPlaces();
    places.bootstraps = m_cache.path();
    const RuntimeCatalog catalog(places);
    for (const Interpreter &one : catalog.interpreters()) {
        if (one.language == Language::Java)
            m_javas.push_back(one);
    }
    if (m_javas.empty())
        QSKIP("no Java on this machine");
    QDirIterator jars(m_cache.path(), {QStringLiteral("lambda-api.jar")}, QDir::Files,
                      QDirIterator::Subdirectories);
    if (!jars.hasNext())
        QSKIP("this build was made without a JDK");
    const QString javac = QStandardPaths::findExecutable(QStringLiteral("javac"));
    if (javac.isEmpty())
        QSKIP("no javac in PATH");
    QProcess compiler;
    compiler.setProcessChannelMode(QProcess::MergedChannels);
    compiler.start(javac, {QStringLiteral("--release"), QStringLiteral("11"), QStringLiteral("-cp"),
                           jars.next(), QStringLiteral("-d"), m_classes.path(),
                           Handlers + QStringLiteral("/Values.java"),
                           Handlers + QStringLiteral("/Forms.java")});
    QVERIFY(compiler.waitForFinished(60'000));
    QVERIFY2(compiler.exitCode() == 0, compiler.readAll().constData());
    m_files = filesBelow(m_classes.path());
}

BootstrapRun TestJavaBootstrap::run(const Interpreter &java, const QString &handler,
                                    const QByteArray &event) const
{
    BootstrapRun made;
    made.bootstraps = m_cache.path();
    made.interpreter = java;
    made.runtime = QStringLiteral("java17");
    made.handler = handler;
    made.files = m_files;
    made.events = {{event}};
    return made;
}

void TestJavaBootstrap::binds_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("answer"); // or the end of what the log says of an error

    const auto row = [](const char *name, const char *method, const QByteArray &event,
                        const QByteArray &answer) {
        QTest::newRow(name) << method << event << answer;
    };
    row("anything comes back, without what is null", "same",
        R"({"a":[1,2.50,"x"],"b":null,"c":{}})", R"({"a":[1,2.5,"x"],"c":{}})");
    row("a whole number", "kind", "5", R"("java.lang.Integer")");
    row("a large one", "kind", "5000000000", R"("java.lang.Long")");
    row("a very large one", "kind", "50000000000000000000", R"("java.math.BigInteger")");
    row("a fraction", "kind", "1.5", R"("java.lang.Double")");
    row("an object", "kind", "{}", R"("java.util.LinkedHashMap")");
    row("nothing", "kind", "null", R"("null")");
    row("text", "text", R"("é\u20ac\n\/")", "\"\xc3\xa9\xe2\x82\xac\\n/\"");
    row("a number is a text too", "text", "5.50", R"("5.50")");
    row("a text is a number too", "twice", R"("21")", "42");
    row("a fraction is cut off", "twice", "21.9", "42");
    row("nothing is zero", "twice", "null", "0");
    row("one in an array", "twice", "[21]", "42");
    row("not a number, infinity", "half", "-Infinity", R"("-Infinity")");
    row("members by field, setter and getter", "order",
        R"({"items":[{"name":"a","count":3,"more":1}],"hidden":"no"})",
        R"({"items":[{"name":"a","count":3,"rare":false}]})");
    row("one is a list", "items", R"({"name":"a","count":1})", R"("a1[setCount]")");
    row("generic types", "mapped", R"({"a":{"name":"x"},"b":null})", R"("[a, b]x")");
    row("a generic type's own list", "page", R"({"entries":[{"name":"x"}]})", R"("x")");
    row("types of members", "order",
        R"({"byName":{"k":{"count":7}},"array":{"count":8},"size":"LARGE","price":1.10,"note":"n",)"
        R"("date":"2026-01-05T10:00:00Z","at":"2026-01-05T10:00:00.5Z","day":[2026,1,5],)"
        R"("id":"550e8400-e29b-41d4-a716-446655440000","numbers":[1,"2"],"bytes":"AQI=",)"
        R"("sizes":["SMALL","SMALL"],"bySize":{"LARGE":2}})",
        R"({"byName":{"k":{"count":7,"rare":false}},"array":[{"count":8,"rare":false}],)"
        R"("size":"LARGE","price":1.10,"note":"n","date":1767607200000,)"
        R"("at":1767607200.500000000,"day":[2026,1,5],)"
        R"("id":"550e8400-e29b-41d4-a716-446655440000","numbers":[1,2],"bytes":"AQI=",)"
        R"("sizes":["SMALL"],"bySize":{"LARGE":2}})");
    row("what is no constant is nothing", "order", R"({"size":"HUGE"})", "{}");
    row("an empty text or array is no object", "order", R"({"items":"","byName":[]})", "{}");
    row("lenient", "same", R"({a:'it\'s',"b":007})", R"({"a":"it's","b":7})");
    row("what goes out", "awkward", "{}",
        "{\"nan\":\"NaN\",\"float\":1.0,\"large\":1.0E300,\"list\":[1,null,\"c\"],\"bytes\":\"AQI="
        "\","
        "\"chars\":\"ab\",\"instant\":1.500000000,\"day\":[2026,1,5],\"lasts\":1.500000000,"
        "\"date\":123,\"text\":\"\xc3\xa9 \xe2\x82\xac \\uD83D\\uDE00 "
        "\\\"\\\\\\n\\u0001/\",\"enum\":\"LARGE\",\"some\":1,\"empty\":{}}");

    row("an object is no text", "text", R"({"a":1})",
        "Cannot deserialize value of type `java.lang.String` from Object value (token "
        "`JsonToken.START_OBJECT`)");
    row("a word is no number", "twice", R"("x")",
        R"(Cannot deserialize value of type `int` from String "x": not a valid `int` value)");
    row("too large", "twice", "3000000000",
        "Numeric value (3000000000) out of range of int (-2147483648 - 2147483647)");
    row("where it is", "order", R"({"items":[{},{"count":"x"}]})",
        R"(not a valid `int` value (through reference chain: example.Values$Order["items"]->)"
        R"(java.util.List[1]->example.Values$Item["count"]))");
    row("an interface", "needsAnInterface", "{}",
        "abstract types either need to be mapped to concrete types, have custom deserializer, or "
        "contain additional type information");
    row("a trailing comma", "same", R"([1,])", "[line: 1, column: 4]");
    row("a comment", "same", "/* */ 1", "[line: 1, column: 1]");
    row("an event that ends early", "same", R"({"a":)", "[line: 1, column: 6]");
    row("no event at all", "same", "", "No content to map due to end-of-input");
    row("too deep", "same", QByteArray(1001, '['), "[line: 1, column: 1001]");
}

void TestJavaBootstrap::binds()
{
    QFETCH(QString, method);
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, answer);

    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Values::") + method, event);
        one.run();
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        if (one.posts[0].path == "invocation/id-1/response") {
            QCOMPARE(one.posts[0].body, answer);
            continue;
        }
        const QByteArray expected(
            "{\"errorMessage\":\"An error occurred during JSON parsing\","
            "\"errorType\":\"java.lang.RuntimeException\",\"stackTrace\":[]}");
        QCOMPARE(one.posts[0].body, expected);
        QCOMPARE(one.frames.size(), 1);
        QVERIFY2(one.frames[0].text.contains(answer + "\n"), one.frames[0].text.constData());
    }
}

void TestJavaBootstrap::findsHandlers_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("said");

    const auto row = [](const char *name, const char *handler, const char *answer,
                        const char *event = "\"in\"", const char *said = "") {
        QTest::newRow(name) << handler << QByteArray(event) << QByteArray(answer)
                            << QByteArray(said);
    };
    row("an interface", "example.Forms$Hello", "\"Hello AWS\"", "{\"name\":\"AWS\"}");
    row("its method", "example.Forms$Hello::handleRequest", "\"Hello AWS\"", "{\"name\":\"AWS\"}");
    row("types given by a subclass", "example.Forms$Inherited", "[\"x\"]", "{\"name\":\"x\"}");
    row("the interface of streams", "example.Forms$Raw", "no JSON at all", "no JSON at all");
    row("its method too", "example.Forms$Raw::handleRequest", "no JSON at all", "no JSON at all");
    row("no result", "example.Forms$Nothing", "null");
    row("no result of a method", "example.Values::nothing", "null");
    row("a static method", "example.Values::ofTheClass", "\"static in\"");
    row("streams and context", "example.Values::bytes", "<\"in\">");
    row("a stream in", "example.Values::onlyReads", "null");
    row("a stream out", "example.Values::onlyWrites", "\"raw\"");
    row("context alone", "example.Values::onlyContext", "\"id-1\"");
    row("the overload with a context", "example.Values::overloaded", "\"with context\"");
}

void TestJavaBootstrap::findsHandlers()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, event);
    QFETCH(QByteArray, answer);

    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, handler, event);
        one.events = {{event}, {event}}; // warm as well as cold
        one.run();
        QVERIFY2(one.posts.size() == 2, one.output + one.frames.value(0).text);
        for (const auto &post : one.posts) {
            QCOMPARE(post.body, answer);
            QCOMPARE(post.path, QByteArray("invocation/id-1/response"));
        }
        QCOMPARE(one.exitCode, -1);
    }
}

void TestJavaBootstrap::tellsTheContext()
{
    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Forms$AskContext"));
        one.environment = {{QStringLiteral("NAME"), QStringLiteral("\u00e9")}};
        one.events = {{"{}",
                       "Lambda-Runtime-Client-Context: {\"custom\":{\"k\":\"\xc3\xa9\"},\"env\":{},"
                       "\"client\":{\"app_title\":\"T\"}}\r\n"
                       "Lambda-Runtime-Cognito-Identity: {\"cognitoIdentityId\":\"me\","
                       "\"cognitoIdentityPoolId\":\"pool\"}\r\n"
                       "Lambda-Runtime-Aws-Tenant-Id: tenant\r\n"
                       "Lambda-Runtime-Trace-Id: Root=1-2-3\r\n"},
                      {"{}"}};
        one.run();
        QVERIFY2(one.posts.size() == 2, one.output + one.frames.value(0).text);
        QJsonArray first = QJsonDocument::fromJson(one.posts[0].body).array();
        QJsonArray second = QJsonDocument::fromJson(one.posts[1].body).array();
        const auto texts = [](const QJsonArray &values) {
            return QJsonDocument(values).toJson(QJsonDocument::Compact);
        };
        QCOMPARE(first.size(), 17);
        const QJsonValue arn = first[3], trace = first[12];
        QVERIFY(arn.toString().startsWith(QStringLiteral("arn:aws:lambda:")));
        QCOMPARE(trace.toString(), QStringLiteral("Root=1-2-3"));
        QCOMPARE(first[13], trace);
        QCOMPARE(texts(first),
                 QByteArray("[\"id-1\",\"demo\",\"$LATEST\",\"" + arn.toString().toUtf8()
                            + "\",128,\"/aws/lambda/demo\",\"stream\",true,\"me\","
                              "{\"k\":\"\xc3\xa9\"},\"T\",\"tenant\",\""
                            + trace.toString().toUtf8() + "\",\"" + trace.toString().toUtf8()
                            + "\",null,\"\xc3\xa9\",\"UTF-8\"]"));
        for (int i : {8, 9, 10, 11, 12, 13})
            QVERIFY(second[i].isNull());
    }
}

void TestJavaBootstrap::faults_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("body");

    const auto row = [](const char *name, const char *handler, const char *message,
                        const char *type = "") {
        const QByteArray error =
            *type == 0 ? QByteArray() : ",\"errorType\":\"" + QByteArray(type) + '"';
        QTest::newRow(name) << handler
                            << QByteArray("{\"errorMessage\":\"" + QByteArray(message) + '"' + error
                                          + '}');
    };
    row("no class", "example.Nowhere::handle", "Class not found: example.Nowhere",
        "java.lang.ClassNotFoundException");
    row("no method in the name", "example.Values::", "Invalid handler: `example.Values::'");
    row("no class in the name", "::text", "Invalid handler: `::text'");
    row("no such method", "example.Values::nowhere",
        "No public method named nowhere with appropriate method signature found on class "
        "example.Values");
    row("no fitting method", "example.Values::unfit",
        "No public method named unfit with appropriate method signature found on class "
        "example.Values");
    row("no interface", "example.Forms$NoHandler",
        "Class does not implement an appropriate handler interface: example.Forms$NoHandler");
    row("types not given", "example.Forms$WithoutTypes",
        "Class example.Forms$WithoutTypes does not implement RequestHandler with concrete type "
        "parameters");
    row("a constructor with an argument", "example.Forms$NeedsAnArgument",
        "Class example.Forms$NeedsAnArgument has no public zero-argument constructor",
        "java.lang.Exception");
    row("an inner class", "example.Forms$Inner",
        "Class example.Forms$Inner cannot be instantiated because it is a non-static inner class",
        "java.lang.Exception");
}

// Found while loading, told at each invocation: the runtime lives on.
void TestJavaBootstrap::faults()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, body);

    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, handler);
        one.events = {{"{}"}, {"{}"}};
        one.run();
        QCOMPARE(one.posts.size(), 2);
        for (const auto &post : one.posts) {
            QCOMPARE(post.path, QByteArray("invocation/id-1/error"));
            QCOMPARE(post.body, body);
            QCOMPARE(post.headers.value("lambda-runtime-function-error-type"),
                     QByteArray("Runtime.BadFunctionCode"));
        }
        QCOMPARE(one.exitCode, -1);
        QVERIFY(one.frames.value(0).text.startsWith(member(body, "errorMessage")));
    }
}

void TestJavaBootstrap::dies_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("path"); // empty: nothing was posted
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");

    QTest::newRow("a constructor that throws")
        << "example.Forms$BadConstructor" << QByteArray("init/error") << QByteArray("not today")
        << QByteArray("java.lang.IllegalStateException") << 1;
    QTest::newRow("a class initializer that throws")
        << "example.Forms$BadInitializer" << QByteArray("init/error")
        << QByteArray("Error loading class example.Forms$BadInitializer")
        << QByteArray("java.lang.ExceptionInInitializerError") << 1;
    QTest::newRow("exit") << "example.Forms$Exits" << QByteArray() << QByteArray() << QByteArray()
                          << 3;
    QTest::newRow("an error of the virtual machine")
        << "example.Forms$Overflows" << QByteArray("invocation/id-1/error")
        << QByteArray("java.lang.StackOverflowError") << QByteArray("java.lang.StackOverflowError")
        << 0;
}

void TestJavaBootstrap::dies()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, type);
    QFETCH(int, status);

    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, handler);
        one.run();
        QCOMPARE(one.exitCode, status);
        if (path.isEmpty()) {
            QVERIFY(one.posts.isEmpty());
            continue;
        }
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        QCOMPARE(one.posts[0].path, path);
        QCOMPARE(member(one.posts[0].body, "errorMessage"), message);
        QCOMPARE(member(one.posts[0].body, "errorType"), type);
    }
}

void TestJavaBootstrap::throwsWithTrace()
{
    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Forms$Throws"));
        one.events = {{"{}"}, {"{}"}};
        one.run();
        QCOMPARE(one.posts.size(), 2);
        static const QRegularExpression lines(QStringLiteral("Forms.java:\\d+"));
        const QString body =
            QString::fromUtf8(one.posts[1].body).replace(lines, QStringLiteral("Forms.java:N"));
        QCOMPARE(body,
                 QStringLiteral("{\"errorMessage\":\"no way\",\"errorType\":\"java.lang."
                                "IllegalStateException\",\"stackTrace\":[\"example.Forms$Throws."
                                "handleRequest(Forms.java:N)\"]}"));
        QCOMPARE(one.posts[0].headers.value("lambda-runtime-function-error-type"),
                 QByteArray("Runtime.UserException"));
        const QJsonObject cause =
            QJsonDocument::fromJson(
                one.posts[0].headers.value("lambda-runtime-function-xray-error-cause"))
                .object();
        const QJsonObject exception =
            cause.value(QStringLiteral("exceptions")).toArray().at(0).toObject();
        QCOMPARE(exception.value(QStringLiteral("message")).toString(), QStringLiteral("no way"));
        QCOMPARE(exception.value(QStringLiteral("stack"))
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("label"))
                     .toString(),
                 QStringLiteral("handleRequest"));
        const QString log = QString::fromUtf8(one.frames.value(0).text)
                                .replace(lines, QStringLiteral("Forms.java:N"));
        QCOMPARE(log, QStringLiteral("no way: java.lang.IllegalStateException\n"
                                     "java.lang.IllegalStateException: no way\n"
                                     "\tat example.Forms$Throws.handleRequest(Forms.java:N)\n"
                                     "Caused by: java.lang.IllegalArgumentException\n"
                                     "\tat example.Forms$Throws.handleRequest(Forms.java:N)\n\n"));

        BootstrapRun silent = run(java, QStringLiteral("example.Forms$ThrowsWithoutText"));
        silent.run();
        QCOMPARE(member(silent.posts.value(0).body, "errorMessage"),
                 QByteArray("java.lang.UnsupportedOperationException"));
    }
}

void TestJavaBootstrap::logs_data()
{
    using Frame = BootstrapRun::Frame;
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("level");
    QTest::addColumn<bool>("framed");
    QTest::addColumn<QList<Frame>>("frames");
    QTest::addColumn<QByteArray>("output");

    constexpr quint32 text = 0xa55a0003, json = 0xa55a0002;
    constexpr quint32 debug = 2 << 2, warn = 4 << 2;
    const QByteArray printed("printed \xc3\xa9\nno line end");
    QTest::newRow("text") << QByteArray() << QByteArray() << true
                          << QList<Frame>{{text, "at init\n"},
                                          {text, "two\nlines"},
                                          {text | debug, "[DEBUG] debug"},
                                          {text | warn, "[WARN] warn"},
                                          {text, "bytes"}}
                          << printed;
    QTest::newRow("text without a descriptor")
        << QByteArray() << QByteArray() << false << QList<Frame>{}
        << QByteArray("at init\ntwo\nlines[DEBUG] debug[WARN] warnbytes" + printed);
    const auto event = [](const char *message, const char *level) {
        return QByteArray("{\"timestamp\":\"<time>\",\"message\":\"") + message + "\",\"level\":\""
               + level + "\",\"AWSRequestId\":\"id-1\"}\n";
    };
    QTest::newRow("JSON, from a level on")
        << QByteArray("JSON") << QByteArray("INFO") << true
        << QList<Frame>{{json, "{\"timestamp\":\"<time>\",\"message\":\"at init\\n\",\"level\":"
                               "\"UNDEFINED\"}\n"},
                        {json, event("two\\nlines", "UNDEFINED")},
                        {json | warn, event("warn", "WARN")},
                        {json, "bytes"}}
        << printed;
}

void TestJavaBootstrap::logs()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, level);
    QFETCH(bool, framed);
    QFETCH(QList<BootstrapRun::Frame>, frames);
    QFETCH(QByteArray, output);

    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Forms$Logs"));
        one.framed = framed;
        if (!format.isEmpty())
            one.environment = {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QString::fromUtf8(format)},
                               {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QString::fromUtf8(level)}};
        one.run();
        QCOMPARE(one.output, output);
        QCOMPARE(one.frames.size(), frames.size());
        for (int i = 0; i < frames.size(); ++i) {
            QCOMPARE(one.frames[i].type, frames[i].type);
            QCOMPARE(one.frames[i].text, frames[i].text);
        }
    }
}

void TestJavaBootstrap::tellsWhatLoadingTook()
{
    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Forms$Hello"), R"({"name":"AWS"})");
        one.environment = {{QStringLiteral("_LAMBDA_WORKBENCH_EXPLAIN_INIT"), QStringLiteral("1")}};
        one.run();
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        QCOMPARE(one.posts[0].body, QByteArray("\"Hello AWS\""));
        QCOMPARE(one.frames.size(), 1);
        QCOMPARE(one.frames[0].type, 0xa55a0022);
        const QJsonArray times = QJsonDocument::fromJson(one.frames[0].text).array();
        QCOMPARE(times.size(), 2);
        const QJsonArray handler = times[0].toArray(), package = times[1].toArray();
        QCOMPARE(handler[0].toString(), QStringLiteral("example.Forms$Hello"));
        QCOMPARE(handler[1].toInt(), 0);
        QCOMPARE(package[0].toString(), QStringLiteral("example"));
        QCOMPARE(package[1].toInt(), 1);
        QVERIFY(package[3].toDouble() > 0);
        QCOMPARE(handler[3].toDouble(), handler[2].toDouble() + package[3].toDouble());
    }
}

void TestJavaBootstrap::looksInTheCodeBeforeItsLibraries()
{
    const QString jar = QStandardPaths::findExecutable(QStringLiteral("jar"));
    if (jar.isEmpty())
        QSKIP("no jar in PATH");
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("some.jar"));
    QCOMPARE(QProcess::execute(jar, {QStringLiteral("cf"), file, QStringLiteral("-C"),
                                     m_classes.path(), QStringLiteral(".")}),
             0);
    QFile reading(file);
    QVERIFY(reading.open(QIODevice::ReadOnly));
    const QByteArray library = reading.readAll();
    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Values::text"), "\"x\"");
        one.files = {{QStringLiteral("lib/some.jar"), library}};
        one.run();
        QCOMPARE(one.posts.value(0).body, QByteArray("\"x\""));

        one.files.insert(QStringLiteral("example/Values.class"), "no class file");
        one.run();
        QCOMPARE(one.posts.value(0).path, QByteArray("init/error"));
        QVERIFY(one.posts.value(0).body.startsWith(
            "{\"errorMessage\":\"Error loading class example.Values: "));
    }
}

void TestJavaBootstrap::reads6MegabytesThatComeSlowly()
{
    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Forms$Raw"),
                               '"' + QByteArray(6 * 1024 * 1024, 'x') + '"');
        one.slow = true;
        one.run();
        QCOMPARE(one.posts.size(), 1);
        QVERIFY(one.posts[0].body == one.events[0].body);
    }
}

void TestJavaBootstrap::survivesAResponseOverTheLimit()
{
    for (const Interpreter &java : m_javas) {
        BootstrapRun one = run(java, QStringLiteral("example.Values::same"), "{}");
        one.events = {{"{}"}, {"{}"}};
        one.postStatus = "413 Request Entity Too Large";
        one.run();
        QCOMPARE(one.posts.size(), 2);
        QCOMPARE(one.exitCode, -1);
    }
}

QTEST_GUILESS_MAIN(TestJavaBootstrap)
#include "tst_javabootstrap.moc"

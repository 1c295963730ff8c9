// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include "tests/runtimes/bootstraprun.h"
#include "tests/support/testdotnet.h"

using engine::Interpreter;
using engine::Language;
using engine::RuntimeCatalog;
using testsupport::BootstrapRun;
using testsupport::TestDotNet;

// Each claim for the newest .NET of this machine that can run .NET 8's functions, with the handlers
// of dotnet/, compiled by Mono.
class TestDotNetBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void findsHandlers_data();
    void findsHandlers();
    void tellsTheContext();
    void faults_data();
    void faults();
    void throws_data();
    void throws();
    void logs_data();
    void logs();
    void withoutSerializer_data();
    void withoutSerializer();
    void endsWithoutItsFiles_data();
    void endsWithoutItsFiles();
    void reads6MegabytesThatComeSlowly();
    void survivesAResponseOverTheLimit();

private:
    [[nodiscard]] BootstrapRun run(const QString &handler,
                                   const QByteArray &event = "\"in\"") const;

    QTemporaryDir m_cache;
    TestDotNet::Files m_files, m_bare;
    Interpreter m_dotnet;
};

namespace {

const QString Sources = QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/runtimes/dotnet/");

QString textOf(const QByteArray &json, const char *name)
{
    return QJsonDocument::fromJson(json).object().value(QLatin1StringView(name)).toString();
}

} // namespace

void TestDotNetBootstrap::initTestCase()
{
    const TestDotNet &dotnet = TestDotNet::instance();
    if (!dotnet.whyNot.isEmpty())
        QSKIP(qPrintable(dotnet.whyNot));
    RuntimeCatalog::Places places;
    places.dotnetRoots = QStringList{dotnet.root};
    places.bootstraps = m_cache.path();
    const auto found =
        RuntimeCatalog(places).interpreterFor(*engine::RuntimeId::parse(QStringLiteral("dotnet8")));
    QVERIFY(found);
    m_dotnet = *found;
    QVERIFY(TestDotNet::compileBootstrap(m_cache.path()));
    QString said;
    m_files = TestDotNet::compile(QStringLiteral("Example"), {Sources + QStringLiteral("Forms.cs")},
                                  &said);
    QVERIFY2(!m_files.isEmpty(), qPrintable(said));
    m_bare =
        TestDotNet::compile(QStringLiteral("Bare"), {Sources + QStringLiteral("Bare.cs")}, &said);
    QVERIFY2(!m_bare.isEmpty(), qPrintable(said));
}

BootstrapRun TestDotNetBootstrap::run(const QString &handler, const QByteArray &event) const
{
    BootstrapRun made;
    made.bootstraps = m_cache.path();
    made.interpreter = m_dotnet;
    made.runtime = QStringLiteral("dotnet8");
    made.handler =
        handler.contains(u':') ? handler : QStringLiteral("Example::Example.Forms::") + handler;
    made.files = m_files;
    made.events = {{event}};
    return made;
}

void TestDotNetBootstrap::findsHandlers_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("event");

    const auto row = [](const char *name, const char *handler, const char *answer,
                        const char *event = "\"in\"") {
        QTest::newRow(name) << handler << QByteArray(answer) << QByteArray(event);
    };
    row("a value", "Same", "{\"a\":[1,2.50]}", "{\"a\":[1,2.50]}");
    row("a value and the context", "Text", "\"inid-1\"");
    row("the context alone", "OnlyContext", "\"demo\"");
    row("nothing in", "Alone", "7");
    row("nothing out", "Nothing", "");
    row("nothing in and out", "NothingAtAll", "");
    row("nothing out of the context", "NothingButContext", "");
    row("nothing out of both", "NothingOfBoth", "");
    row("a static method", "OfTheClass", "\"static in\"");
    row("a private method", "Hidden", "\"hidden in\"");
    row("an inherited method", "OfTheBase", "\"base in\"");
    row("a class of values", "Double", "{\"Name\":\"x\",\"Count\":4}",
        "{\"Name\":\"x\",\"Count\":2}");
    row("a list of them", "Sorted", "[{\"Name\":\"a\",\"Count\":0},{\"Name\":\"b\",\"Count\":0}]",
        "[{\"Name\":\"b\"},{\"Name\":\"a\"}]");
    row("a task of a value", "Later", "\"later in\"");
    row("a task of nothing", "LaterNothing", "");
    row("streams", "Raw", "\xff\"in\"");
    row("a task of a stream", "RawLater", "<\"in\">");
    row("an overload by its signature",
        "Example::Example.Forms::System.String Overloaded(System.String)", "\"one\"");
    row("no more memory than the function has", "Memory", "[true,null]");
    row("a structure", "Example::Example.Small::Handle", "\"struct in\"");
}

void TestDotNetBootstrap::findsHandlers()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, event);

    BootstrapRun one = run(handler, event);
    one.events = {{event}, {event}}; // warm as well as cold
    one.run();
    QVERIFY2(one.posts.size() == 2, one.output + one.frames.value(0).text);
    for (const auto &post : one.posts) {
        QCOMPARE(post.body, answer);
        QCOMPARE(post.path, QByteArray("invocation/id-1/response"));
    }
    QCOMPARE(one.exitCode, -1);
}

void TestDotNetBootstrap::tellsTheContext()
{
    BootstrapRun one = run(QStringLiteral("Context"));
    one.events = {{"{}",
                   "Lambda-Runtime-Client-Context: {\"custom\":{\"k\":\"\xc3\xa9\\u00e9\"},\"env\":"
                   "{},\"client\":{\"app_title\":\"T\"}}\r\n"
                   "Lambda-Runtime-Cognito-Identity: {\"cognitoIdentityId\":\"me\","
                   "\"cognitoIdentityPoolId\":\"pool\"}\r\n"
                   "Lambda-Runtime-Aws-Tenant-Id: tenant\r\n"
                   "Lambda-Runtime-Trace-Id: Root=1-2-3\r\n"},
                  {"{}"}};
    one.handler = QStringLiteral("Example::Example.Forms::Context");
    one.run();
    QVERIFY2(one.posts.size() == 2, one.output + one.frames.value(0).text);
    QJsonArray first = QJsonDocument::fromJson(one.posts[0].body).array();
    const QJsonArray second = QJsonDocument::fromJson(one.posts[1].body).array();
    QCOMPARE(first.size(), 17);
    QVERIFY(first[3].toString().startsWith(QStringLiteral("arn:aws:lambda:")));
    first[3] = QStringLiteral("arn");
    const QByteArray expected(
        "[\"id-1\",\"demo\",\"$LATEST\",\"arn\",\"/aws/lambda/demo\",\"stream\",128,true,"
        "\"tenant\",\"Root=1-2-3\",\"me\",\"pool\",\"\xc3\xa9\xc3\xa9\",\"T\",\"TestJson\",true,"
        "\"Root=1-2-3\"]");
    QCOMPARE(QJsonDocument(first).toJson(QJsonDocument::Compact), expected);
    for (const int absent : {8, 9, 10, 11, 12, 13, 16})
        QVERIFY2(second[absent].isNull(), QByteArray::number(absent).constData());
}

void TestDotNetBootstrap::faults_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("type");

    const auto row = [](const char *name, const char *handler, const char *message,
                        const char *type = "LambdaValidationException") {
        QTest::newRow(name) << handler << QString::fromUtf8(message) << QString::fromUtf8(type);
    };
    row("two parts", "A::B",
        "Invalid lambda function handler: 'A::B'. The valid format is 'ASSEMBLY::TYPE::METHOD'.");
    row("no assembly", "::B::C",
        "Invalid lambda function handler: '::B::C', the assembly is missing. The valid format is "
        "'ASSEMBLY::TYPE::METHOD'.");
    row("no method", "A::B::",
        "Invalid lambda function handler: 'A::B::', the method is missing. The valid format is "
        "'ASSEMBLY::TYPE::METHOD'.");
    row("an assembly that is not there", "Nix::B::C",
        "Could not find the specified handler assembly with the file name 'Nix, Culture=neutral, "
        "PublicKeyToken=null'. The assembly should be located in the root of your uploaded .zip "
        "file.");
    row("a type that is not there", "Example::Nix::C",
        "Unable to load type 'Nix' from assembly 'Example'.");
    row("a method that is not there", "Nix",
        "Unable to find method 'Nix' in type 'Example.Forms' from assembly 'Example': Found no "
        "methods matching method name 'Nix'.");
    row("overloads", "Overloaded",
        "The method 'Overloaded' in type 'Example.Forms' appears to have a number of overloads. To "
        "call this method please specify a complete method signature. Possible candidates are:\n"
        "System.String Overloaded(System.String)\n"
        "System.String Overloaded(System.String, Amazon.Lambda.Core.ILambdaContext).");
    row("three parameters", "Three",
        "Method 'Three' of type 'Example.Forms' is not supported: the method has more than 2 "
        "parameters.");
    row("two inputs", "TwoInputs",
        "Method 'TwoInputs' of type 'Example.Forms' is not supported: the method has 2 parameters, "
        "but the second parameter is not of type 'Amazon.Lambda.Core.ILambdaContext'.");
    row("a generic method", "Generic",
        "The method 'T Generic[T](T)' cannot be used as a Lambda Handler because it is a generic "
        "method. Handler methods cannot be generic. Please specify a non-generic handler method.");
    row("params", "Many",
        "The method 'System.String Many(System.String[])' cannot be used as a Lambda Handler "
        "because it is a 'params' method. Please specify a method that does not use 'params'.");
    row("async void", "Forgotten",
        "The method 'Void Forgotten(System.String)' cannot be used as a Lambda Handler because it "
        "is an 'async void' method. Handler methods cannot be 'async void'. Please specify a "
        "method that is not 'async void'.");
    row("an abstract class", "Example::Example.Unfinished::Handle",
        "The instance method 'System.String Handle(System.String)' cannot be used as a Lambda "
        "Handler because its type 'Example.Unfinished' is abstract. Please either use a static "
        "handler or specify a type that is not abstract.");
    row("an abstract method", "Example::Example.Unfinished::Later",
        "The method 'System.String Later(System.String)' cannot be used as a Lambda Handler "
        "because it is an abstract method. Handler methods cannot be abstract. Please specify a "
        "non-abstract handler method.");
    row("a generic class", "Example::Example.Open`1::Handle",
        "The type 'Example.Open`1' cannot be used as a Lambda Handler type because it is generic. "
        "Handler methods cannot be located in generic types. Please specify a handler method in a "
        "non-generic type.");
    row("a constructor that throws", "Example::Example.Raising::Handle",
        "Exception has been thrown by the target of an invocation.", "TargetInvocationException");
    row("a static constructor that throws", "Example::Example.StaticRaising::Handle",
        "The type initializer for 'Example.StaticRaising' threw an exception.",
        "TypeInitializationException");
}

void TestDotNetBootstrap::faults()
{
    QFETCH(QString, handler);
    QFETCH(QString, message);
    QFETCH(QString, type);

    BootstrapRun one = run(handler);
    one.run();
    QVERIFY2(one.posts.size() == 1, one.output.constData());
    QCOMPARE(one.posts[0].path, QByteArray("init/error"));
    QCOMPARE(textOf(one.posts[0].body, "errorMessage"), message);
    QCOMPARE(textOf(one.posts[0].body, "errorType"), type);
    QCOMPARE(one.frames.size(), 1);
    QVERIFY2(one.frames[0].text.startsWith("<time>\t\tfail\t"), one.frames[0].text.constData());
    QVERIFY2(one.output.startsWith("Unhandled exception. "), one.output.constData());
    QVERIFY(one.exitCode != -1); // killed by itself: aborted
}

void TestDotNetBootstrap::throws_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");

    QTest::newRow("an exception")
        << "Throws"
        << QByteArray("{\n  \"errorType\": \"InvalidOperationException\",\n  \"errorMessage\": "
                      "\"no\",\n  \"stackTrace\": [\n    \"at Example.Forms.Throws(Object input)\"")
        << QByteArray("\"\n  ]\n}\n");
    QTest::newRow("an exception of a task")
        << "ThrowsLater"
        << QByteArray("{\n  \"errorType\": \"InvalidOperationException\",\n  \"errorMessage\": "
                      "\"late\",\n  \"stackTrace\": [\n    \"at Example.Forms.")
        << QByteArray("\"\n  ]\n}\n");
    QTest::newRow("what it was caused by")
        << "ThrowsChain"
        << QByteArray("{\n  \"errorType\": \"Mine\",\n  \"errorMessage\": \"second "
                      "\\\"quoted\\\"\",\n  \"stackTrace\": [\n")
        << QByteArray("\n  ],\n  \"cause\":   {\n    \"errorType\": \"ArgumentException\",\n    "
                      "\"errorMessage\": \"first\",\n    \"stackTrace\": [\n      \"at "
                      "Example.Forms.ThrowsChain(Object input)\"\n    ]\n  }\n}\n");
    QTest::newRow("several")
        << "ThrowsSeveral"
        << QByteArray("{\n  \"errorType\": \"AggregateException\",\n  \"errorMessage\": \"all (a) "
                      "(b)\",\n")
        << QByteArray("\n  ],\n  \"cause\":   {\n    \"errorType\": \"Mine\",\n    "
                      "\"errorMessage\": \"a\"\n  },\n  \"causes\": [    {\n      \"errorType\": "
                      "\"Mine\",\n      \"errorMessage\": \"a\"\n    },\n    {\n      "
                      "\"errorType\": \"Mine\",\n      \"errorMessage\": \"b\"\n    }\n  ]\n}\n");
    QTest::newRow("more than a document may hold")
        << "ThrowsALot" << QByteArray()
        << QByteArray("{\"errorMessage\": \"Exception exceeded maximum payload size of 256KB.\"}");
}

void TestDotNetBootstrap::throws()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);

    BootstrapRun one = run(handler);
    one.run();
    QVERIFY2(one.posts.size() == 1, one.output.constData());
    QCOMPARE(one.posts[0].path, QByteArray("invocation/id-1/error"));
    QVERIFY2(one.posts[0].body.startsWith(begin), one.posts[0].body.constData());
    QVERIFY2(one.posts[0].body.endsWith(end), one.posts[0].body.constData());
    QCOMPARE(one.exitCode, -1); // it lives on
}

void TestDotNetBootstrap::logs_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QList<engine::EnvironmentVariable>>("environment");
    QTest::addColumn<QList<QByteArray>>("frames");

    using Variables = QList<engine::EnvironmentVariable>;
    const auto set = [](const char *name, const char *value) {
        return engine::EnvironmentVariable{QString::fromUtf8(name), QString::fromUtf8(value)};
    };
    const auto json = [](const char *level, const char *rest) {
        return "{\"timestamp\":\"<time>\",\"level\":\"" + QByteArray(level)
               + "\",\"requestId\":\"id-1\",\"message\":" + rest + "}\n";
    };
    QTest::newRow("text") << "Logs" << Variables{}
                          << QList<QByteArray>{
                                 "<time>\tid-1\tinfo\ta\nb\n",  "<time>\tid-1\tinfo\t1 x\n",
                                 "<time>\tid-1\tinfo\t5\n",     "raw",
                                 "<time>\tid-1\tfail\twrong\n", "<time>\tid-1\tinfo\tline\n",
                                 "<time>\tid-1\twarn\tw\n",     "<time>\tid-1\tbare\n"};
    QTest::newRow("without a prefix")
        << "Logs" << Variables{set("AWS_LAMBDA_HANDLER_LOG_FORMAT", "Unformatted")}
        << QList<QByteArray>{"a\nb\n", "1 x\n", "5\n", "raw", "wrong\n", "line\n", "w\n", "bare\n"};
    QTest::newRow("of a level and above")
        << "Logs" << Variables{set("AWS_LAMBDA_LOG_LEVEL", "WARN")}
        << QList<QByteArray>{"raw", "<time>\tid-1\tfail\twrong\n", "<time>\tid-1\twarn\tw\n",
                             "<time>\tid-1\tbare\n"};
    QTest::newRow("finer than usual")
        << "Logs"
        << Variables{set("AWS_LAMBDA_HANDLER_LOG_LEVEL", "Debug"),
                     set("AWS_LAMBDA_HANDLER_LOG_FORMAT", "Unformatted")}
        << QList<QByteArray>{"a\nb\n", "1 x\n", "5\n", "raw",   "wrong\n",
                             "line\n", "w\n",   "d\n", "bare\n"};
    QTest::newRow("JSON") << "Logs" << Variables{set("AWS_LAMBDA_LOG_FORMAT", "JSON")}
                          << QList<QByteArray>{
                                 json("Information", "\"a\\nb\""), json("Information", "\"1 x\""),
                                 json("Information", "\"5\""),     "raw",
                                 json("Error", "\"wrong\""),       json("Information", "\"line\""),
                                 json("Warning", "\"w\""),         json("Information", "\"bare\"")};
    QTest::newRow("values") << "LogsValues" << Variables{}
                            << QList<QByteArray>{
                                   "<time>\tid-1\tinfo\t3 of Example.Order for 1.50, {{x}}\n",
                                   "<time>\tid-1\tfail\ta and True and a\nExample.Forms+Mine: "
                                   "why\n",
                                   "<time>\tid-1\tinfo\t{list} {rest}\n"};
    QTest::newRow("values in JSON")
        << "LogsValues" << Variables{set("AWS_LAMBDA_LOG_FORMAT", "JSON")}
        << QList<QByteArray>{
               json("Information", "\"3 of Example.Order for 1.50, {{x}}\",\"count\":3,\"order\":"
                                   "{\"Name\":\"n\",\"Count\":1},\"price\":\"1.50\""),
               json("Error", "\"a and True and a\",\"0\":\"a\",\"1\":true,\"0\":\"a\","
                             "\"errorType\":\"Example.Forms\\u002BMine\",\"errorMessage\":\"why\","
                             "\"stackTrace\":[\"Example.Forms\\u002BMine: why\"]")
                   .replace("\\u002B", "+"),
               json("Information", "\"{list} {rest}\",\"list\":[1,2]")};
}

void TestDotNetBootstrap::logs()
{
    QFETCH(QString, handler);
    QFETCH(QList<engine::EnvironmentVariable>, environment);
    QFETCH(QList<QByteArray>, frames);

    BootstrapRun one = run(handler);
    one.environment = environment;
    one.run();
    QVERIFY2(one.posts.size() == 1, one.output.constData());
    QCOMPARE(one.posts[0].path, QByteArray("invocation/id-1/response"));
    QList<QByteArray> texts;
    for (const auto &frame : one.frames) {
        QCOMPARE(frame.type, 0xa55a0003);
        texts.append(frame.text);
    }
    QCOMPARE(texts, frames);
    QCOMPARE(one.output, QByteArray());
}

void TestDotNetBootstrap::withoutSerializer_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("message"); // empty: it runs

    const auto message = [](const char *method, const char *purpose) {
        return QStringLiteral("Could not find the LambdaSerializerAttribute on the assembly 'Bare' "
                              "or method '%1' while attempting to %2 data of type "
                              "'System.String'. To use types other than System.IO.Stream as "
                              "input/output parameters, the assembly or Lambda function should be "
                              "annotated with Amazon.Lambda.Core.LambdaSerializerAttribute.")
            .arg(QLatin1StringView(method), QLatin1StringView(purpose));
    };
    QTest::newRow("streams need none") << "Raw" << QString();
    QTest::newRow("in") << "Takes" << message("Takes", "deserialize input");
    QTest::newRow("out") << "Gives" << message("Gives", "serialize output");
}

void TestDotNetBootstrap::withoutSerializer()
{
    QFETCH(QString, method);
    QFETCH(QString, message);

    BootstrapRun one = run(QStringLiteral("Bare::Bare::") + method);
    one.files = m_bare;
    one.run();
    QVERIFY2(one.posts.size() == 1, one.output.constData());
    if (message.isEmpty())
        QCOMPARE(one.posts[0].body, QByteArray("\"in\""));
    else
        QCOMPARE(textOf(one.posts[0].body, "errorMessage"), message);
}

void TestDotNetBootstrap::endsWithoutItsFiles_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("status");

    const char *const lacking =
        "Error: .NET binaries for Lambda function are not correctly installed in the /var/task "
        "directory of the image when the image was built. The /var/task directory is missing the "
        "required %s file.\n";
    QTest::newRow("dependencies") << "Same"
                                  << "Example.deps.json"
                                  << QByteArray(lacking).replace("%s", ".deps.json") << 105;
    QTest::newRow("configuration")
        << "Same"
        << "Example.runtimeconfig.json" << QByteArray(lacking).replace("%s", ".runtimeconfig.json")
        << 106;
}

void TestDotNetBootstrap::endsWithoutItsFiles()
{
    QFETCH(QString, handler);
    QFETCH(QString, missing);
    QFETCH(QByteArray, words);
    QFETCH(int, status);

    BootstrapRun one = run(handler);
    one.files.remove(missing);
    one.run();
    QCOMPARE(one.output, words);
    QCOMPARE(one.exitCode, status);
}

void TestDotNetBootstrap::reads6MegabytesThatComeSlowly()
{
    const QByteArray event = '"' + QByteArray(6 * 1024 * 1024, 'x') + '"';
    BootstrapRun one = run(QStringLiteral("Same"), event);
    one.slow = true;
    one.run();
    QVERIFY2(one.posts.size() == 1, one.output.constData());
    QVERIFY(one.posts[0].body == event);
}

void TestDotNetBootstrap::survivesAResponseOverTheLimit()
{
    BootstrapRun one = run(QStringLiteral("Calls"));
    one.events = {{"1"}, {"2"}};
    one.postStatus = "413 Payload Too Large";
    one.run();
    QCOMPARE(one.posts.size(), 2);
    QCOMPARE(one.posts[1].body, QByteArray("2"));
    QCOMPARE(one.exitCode, -1);
}

QTEST_GUILESS_MAIN(TestDotNetBootstrap)
#include "tst_dotnetbootstrap.moc"

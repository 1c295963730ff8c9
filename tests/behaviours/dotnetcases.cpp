// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>

#include "engine/runtimes/runtimecatalog.h"
#include "tests/behaviours/behaviours.h"
#include "tests/support/testdotnet.h"

namespace testsupport {
namespace {

using End = Behaviour::End;

// All cases of one assembly, so that there is one run of the compiler: a class each.
class Assembly
{
public:
    // `members` are those of a class of its own; the handler is its method Handle.
    Case add(const QByteArray &members)
    {
        const QByteArray name = "C" + QByteArray::number(++m_classes);
        m_source += "public class " + name + "\n{\n" + members + "\n}\n";
        return {.handler = "App::App." + name + "::Handle"};
    }
    Case doing(const QByteArray &statements, const QByteArray &before = {})
    {
        return add(before
                   + "public object Handle(Dictionary<string, object> input, ILambdaContext c)\n{\n"
                   + statements + "\n}");
    }

    // Compiles what was added, once, and gives it to all cases.
    void finish(QMap<QByteArray, Case> &cases, const QByteArray &whyNot)
    {
        const TestDotNet::Files files = whyNot.isEmpty() ? compiled() : TestDotNet::Files();
        for (Case &made : cases)
            give(made, files, whyNot);
    }
    void finish(std::vector<LanguageCases::Own> &rows, const QByteArray &whyNot)
    {
        const TestDotNet::Files files = whyNot.isEmpty() ? compiled() : TestDotNet::Files();
        for (LanguageCases::Own &row : rows)
            give(row.made, files, whyNot);
    }

private:
    [[nodiscard]] TestDotNet::Files compiled() const
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("App.cs"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("can't write the sources");
        file.write("using System;\nusing System.Collections.Generic;\nusing System.IO;\n"
                   "using System.Threading;\nusing System.Threading.Tasks;\n"
                   "using Amazon.Lambda.Core;\n"
                   "[assembly: LambdaSerializer(typeof(TestJson))]\nnamespace App\n{\n"
                   + m_source + "}\n");
        file.close();
        QString said;
        TestDotNet::Files files = TestDotNet::compile(QStringLiteral("App"), {path}, &said);
        if (files.isEmpty())
            qFatal("%s", qPrintable(said));
        return files;
    }

    static void give(Case &made, const TestDotNet::Files &files, const QByteArray &whyNot)
    {
        static QList<QByteArray> names; // a File holds no copy of its own
        if (!made.absent.isEmpty())
            return;
        if (!whyNot.isEmpty()) {
            made = {.absent = whyNot};
            return;
        }
        for (auto it = files.cbegin(); it != files.cend(); ++it) {
            const qsizetype index = names.indexOf(it.key().toUtf8());
            if (index < 0)
                names.append(it.key().toUtf8());
            made.files.push_back(
                {index < 0 ? names.constLast().constData() : names[index].constData(), it.value()});
        }
    }

    QByteArray m_source;
    int m_classes = 0;
};

Case failing(Case made, const char *type, const QString &message)
{
    made.errorType = QString::fromUtf8(type);
    made.errorMessage = message;
    return made;
}

Case logged(Case made, const QList<QByteArray> &log, const QList<QByteArray> &noLog = {})
{
    made.log = log;
    made.noLog = noLog;
    return made;
}

QString runtimeOf(const QString &version)
{
    return QStringLiteral("dotnet") + version.section(u'.', 0, 0);
}

// What is not there: a version that no machine has is asked for to see which cases there are.
QByteArray whyNot(const QString &version)
{
    if (version == u"99.0.0")
        return "not to be run";
    return TestDotNet::instance().whyNot.toUtf8();
}

QMap<QByteArray, Case> shared(const QString &version)
{
    Assembly app;
    QMap<QByteArray, Case> cases;
    cases["echo"] = app.add("public object Handle(object input) { return input; }");
    cases["folder"] = {.absent = "an assembly lies in the root of the code"};
    cases["nested"] = app.add("public class Users\n{\n"
                              "public string Get() { return \"nested\"; }\n}");
    cases["nested"].handler.replace("::Handle", "+Users::Get");
    cases["async"] = app.add("public async Task<string> Handle(object input)\n{\n"
                             "await Task.Delay(1);\nreturn \"async\";\n}");
    cases["count"] = app.doing("return ++s_calls;", "private static int s_calls;\n");
    cases["dependency"] = app.doing("return typeof(ILambdaContext).Assembly.Location.StartsWith("
                                    "\"/var/task/\") ? \"dependency\" : \"elsewhere\";");
    cases["machine"] = {.absent = "what an assembly may load is in its own .deps.json"};
    // No body at all: that is what Lambda's client sends.
    cases["nothing"] = app.add("public void Handle(object input) {}");
    cases["nothing"].payload = "";
    cases["raw"] = app.add("public Stream Handle(Stream input)\n{\n"
                           "return new MemoryStream(new byte[] { 114, 97, 119, 255 });\n}");
    cases["raw"].bytes = cases["raw"].payload = "raw\xff";
    cases["unserializable"] =
        failing(app.doing("return new Loop();",
                          "public class Loop { public Loop Me { get { return this; } } }\n"),
                "JsonException", QStringLiteral("^A possible object cycle was detected\\..*"));
    cases["context"] =
        app.doing("return new object[] { c.FunctionName, c.MemoryLimitInMB, c.FunctionVersion,\n"
                  "c.AwsRequestId, c.InvokedFunctionArn, c.LogGroupName, c.LogStreamName,\n"
                  "c.RemainingTime.TotalMilliseconds > 0 && c.RemainingTime.TotalSeconds <= 20,\n"
                  "c.ClientContext.Custom[\"k\"] };");
    cases["context"].payload =
        "[\"{function}\",512,\"$LATEST\",\"{requestId}\",\"arn:aws:lambda:us-east-1:000000000000:"
        "function:{function}\",\"/aws/lambda/{function}\",\"{logStream}\",true,\"v\"]";
    // There are objects for both, which hold nothing.
    cases["no-client"] = app.doing("return new object[] { c.ClientContext.Custom,\n"
                                   "c.Identity.IdentityId, c.TenantId };");
    cases["environment"] = app.doing(
        "return new object[] { Environment.GetEnvironmentVariable(\"AWS_EXECUTION_ENV\"),\n"
        "Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable(\"TABLE\"),\n"
        "Environment.GetEnvironmentVariable(\"_X_AMZN_TRACE_ID\").StartsWith(\"Root=1-\"),"
        "\nEnvironment.GetEnvironmentVariable(\"_LAMBDA_TELEMETRY_LOG_FD\") != \"62\" };");

    const Case raises = app.doing("++m_calls;\nif (input.ContainsKey(\"fine\"))\nreturn m_calls;\n"
                                  "throw new InvalidOperationException(\"no\");",
                                  "private int m_calls;\n");
    cases["raises"] = failing(raises, "InvalidOperationException", QStringLiteral("no"));
    cases["raises"].begin = "{\n  \"errorType\": \"InvalidOperationException\",\n"
                            "  \"errorMessage\": \"no\",\n  \"stackTrace\": [\n    \"at App.";
    cases["raises-own"] =
        failing(app.doing("throw new TooMany();", "public class TooMany : Exception\n{\n"
                                                  "public TooMany() : base(\"\u00e9\") {}\n}\n"),
                "TooMany", QStringLiteral("\u00e9"));
    Case constructor = app.add("public object Handle(object input) { return null; }");
    cases["loading"] = failing(app.add("private static readonly object s_never = Fail();\n"
                                       "static object Fail()\n{\n"
                                       "throw new InvalidOperationException(\"not today\");\n}\n"
                                       "public static object Handle(object input)\n{\n"
                                       "return s_never;\n}"),
                               "TypeInitializationException",
                               QStringLiteral("^The type initializer for 'App\\.C\\d+' threw an "
                                              "exception\\."));
    cases["no-file"] =
        failing(constructor, "LambdaValidationException",
                QStringLiteral("^Could not find the specified handler assembly with "
                               "the file name 'Nix, .*'\\. The assembly should be "
                               "located in the root of your uploaded \\.zip file\\."));
    cases["no-file"].handler = "Nix::App.Nix::Handle";
    cases["no-handler"] = failing(constructor, "LambdaValidationException",
                                  QStringLiteral("Unable to load type 'App.Nix' from assembly "
                                                 "'App'."));
    cases["no-handler"].handler = "App::App.Nix::Handle";
    cases["malformed"] = failing(constructor, "LambdaValidationException",
                                 QStringLiteral("Invalid lambda function handler: 'App::App.C1'. "
                                                "The valid format is 'ASSEMBLY::TYPE::METHOD'."));
    cases["malformed"].handler = "App::App.C1";
    const Case compiled{.absent = "the compiler finds it before anything runs"};
    cases["syntax"] = cases["no-module"] = compiled;
    cases["signature"] = {.absent = "told while loading; see .NET's own rows"};
    cases["exits"] = app.doing("Environment.Exit(3);\nreturn null;");
    cases["exits"].errorMessage = QStringLiteral("Runtime exited with error: exit status 3");

    cases["prints"] =
        logged(app.doing("Console.WriteLine(\"a\");\nConsole.Error.WriteLine(\"b\");\n"
                         "Console.Write(\"c\\n\");\nreturn null;"),
               {"<time>\t{requestId}\tinfo\ta", "<time>\t{requestId}\tfail\tb", "c"});
    cases["logs"] = logged(app.doing("c.Logger.LogLine(\"i\");\nc.Logger.Log(\"Warning\", \"w\");\n"
                                     "LambdaLogger.Log(\"bare\");\nreturn null;"),
                           {"<time>\t{requestId}\tinfo\ti", "<time>\t{requestId}\twarn\tw",
                            "<time>\t{requestId}\tbare"});
    cases["logs-json"] = logged(
        app.doing("c.Logger.Log(\"Warning\", \"{a} {b}\", 5, \"x\");\nreturn null;"),
        {"{\"timestamp\":\"<time>\",\"level\":\"Warning\",\"requestId\":\"{requestId}\",\"traceId\""
         ":\""});
    cases["logs-levels"] = logged(
        app.doing("c.Logger.LogLine(\"no\");\nc.Logger.Log(\"Error\", \"e\");\nreturn null;"),
        {"{\"timestamp\":\"<time>\",\"level\":\"Error\","}, {"\"no\""});
    cases["raises-logged"] = failing(raises, "InvalidOperationException", QStringLiteral("no"));
    cases["raises-logged"].log = {
        "<time>\t{requestId}\tfail\tSystem.InvalidOperationException: no\n"
        "   at App."};
    cases["size"] = app.add("public class Event { public int size { get; set; } }\n"
                            "public string Handle(Event input)\n{\n"
                            "return new string('x', input.size);\n}");
    cases["sleeps"] = app.doing("if (input.ContainsKey(\"fine\"))\nreturn \"fine\";\n"
                                "Thread.Sleep(60000);\nreturn null;");
    cases["streams"] = {.absent = "Lambda's .NET streams no responses of class libraries"};
    cases["streamed"] = cases["streamfails"] = cases["streams"];
    // It is the host that names it; the library is looked for beside the assembly.
    cases["native"] =
        failing(app.add("[System.Runtime.InteropServices.DllImport(\"/var/task/fast.so\")]\n"
                        "private static extern int fast();\n"
                        "private static readonly int s_fast = fast();\n"
                        "public static object Handle(object input) { return s_fast; }"),
                "TypeInitializationException", QStringLiteral("^The type initializer for .*"));
    cases["native"].files.push_back({"fast.so", foreignLibrary()});
    app.finish(cases, whyNot(version));
    return cases;
}

std::vector<LanguageCases::Own> own(const QString &version)
{
    Assembly app;
    std::vector<LanguageCases::Own> rows;
    const auto fault = [&rows](const char *claim, const Case &made, const char *message) {
        rows.push_back({{{}, claim, End::InitError},
                        failing(made, "LambdaValidationException", QString::fromUtf8(message))});
    };
    Case missing = app.add("public object Handle(object input) { return input; }");
    missing.handler = "App::App.C1::Nix";
    fault("a method that is not there", missing,
          "Unable to find method 'Nix' in type 'App.C1' from assembly 'App': Found no methods "
          "matching method name 'Nix'.");
    fault("a handler with other parameters",
          app.add("public string Handle(string one, string two) { return one; }"),
          "Method 'Handle' of type 'App.C2' is not supported: the method has 2 parameters, but the "
          "second parameter is not of type 'Amazon.Lambda.Core.ILambdaContext'.");
    rows.push_back({{{},
                     "classes of values",
                     End::Answer,
                     "{\"Items\":[{\"Name\":\"a\"},{}]}",
                     "{\"Items\":[{\"Name\":\"a!\"},{\"Name\":\"!\"}]}"},
                    app.add("public class Item { public string Name { get; set; } }\n"
                            "public class Order { public List<Item> Items { get; set; } }\n"
                            "public Order Handle(Order order)\n{\n"
                            "foreach (Item item in order.Items) item.Name += \"!\";\n"
                            "return order;\n}")});
    rows.push_back(
        {{{}, "an event of another type", End::Error, "[]"},
         failing(app.add("public string Handle(int number) { return \"\"; }"), "JsonException",
                 QStringLiteral("^The JSON value could not be converted to "
                                "System\\.Int32\\..*"))});
    rows.push_back({{{}, "an error of the constructor", End::InitError},
                    failing(app.add("public C5() { throw new InvalidOperationException(\"x\"); }\n"
                                    "public object Handle(object input) { return input; }"),
                            "TargetInvocationException",
                            QStringLiteral("Exception has been thrown by the target of an "
                                           "invocation."))});
    app.finish(rows, whyNot(version));
    return rows;
}

// Only where there is a compiler too: the cases are sources.
QStringList installed()
{
    const TestDotNet &dotnet = TestDotNet::instance();
    if (!dotnet.whyNot.isEmpty())
        return {};
    auto places = engine::RuntimeCatalog::standardPlaces();
    const QTemporaryDir cache;
    places.bootstraps = cache.path();
    QStringList versions;
    const engine::RuntimeCatalog catalog(places);
    for (const engine::Interpreter &one : catalog.interpreters()) {
        constexpr int Oldest = 8;
        if (one.language == engine::Language::DotNet
            && one.version.section(u'.', 0, 0).toInt() >= Oldest)
            versions << one.version;
    }
    return versions;
}

const RegisteredLanguage dotnet({".NET", engine::Language::DotNet, runtimeOf, shared, own,
                                 installed});

} // namespace
} // namespace testsupport

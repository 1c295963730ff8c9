// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/behaviours/behaviours.h"

namespace testsupport {
namespace {

using End = Behaviour::End;

// Sources: the engine compiles them before they run.
Case app(const QByteArray &members)
{
    return {.files = {{"app/App.java",
                       "package app;\n"
                       "import com.amazonaws.services.lambda.runtime.*;\n"
                       "import com.amazonaws.services.lambda.runtime.logging.LogLevel;\n"
                       "import java.util.*;\n"
                       "public class App {\n"
                           + members + "\n}\n"}},
            .handler = "app.App::handler"};
}

Case doing(const QByteArray &statements, const QByteArray &before = {})
{
    return app(before + "public Object handler(Map<String, Object> event, Context context) {\n"
               + statements + "\n}");
}

Case failing(Case made, const char *type, const QString &message, const char *reported = "")
{
    made.errorType = QString::fromUtf8(type);
    made.errorMessage = message;
    made.reportedType = QString::fromUtf8(reported);
    return made;
}

Case logging(const QByteArray &statements, const QList<QByteArray> &log,
             const QList<QByteArray> &noLog = {})
{
    Case made = doing("LambdaLogger log = context.getLogger();\n" + statements + "\nreturn null;");
    made.log = log;
    made.noLog = noLog;
    return made;
}

QString runtimeOf(const QString &version)
{
    return QStringLiteral("java") + version.section(u'.', 0, 0);
}

QMap<QByteArray, Case> shared(const QString &)
{
    QMap<QByteArray, Case> cases;
    cases["echo"] = app("public Object handler(Object event) { return event; }");
    cases["folder"] = {
        .files = {{"in/folder/App.java", "package in.folder;\npublic class App {\n"
                                         "public String handler() { return \"folder\"; }\n}\n"}},
        .handler = "in.folder.App::handler"};
    cases["nested"] = app("public static class Users {\n"
                          "public static String get() { return \"nested\"; }\n}");
    cases["nested"].handler = "app.App$Users::get";
    cases["async"] = {.absent = "Lambda's Java waits for no future"};
    cases["count"] = doing("return ++calls;", "private static int calls;\n");
    cases["dependency"] = doing("return More.NAME;");
    cases["dependency"].files.push_back(
        {"app/More.java", "package app;\nclass More { static String NAME = \"dependency\"; }\n"});
    cases["machine"] = doing("String path = System.getProperty(\"java.class.path\");\n"
                             "return path.startsWith(\"/var/runtime/\") && !path.contains(\":\") "
                             "? \"alone\" : path;");
    cases["nothing"] = app("public void handler(Object event) {}");
    cases["raw"] = app("public void handler(java.io.InputStream in, java.io.OutputStream out)"
                       " throws Exception {\n"
                       "out.write(new byte[] {'r', 'a', 'w', (byte) 0xff});\n}");
    cases["raw"].bytes = cases["raw"].payload = "raw\xff";
    cases["unserializable"] =
        failing(doing("event = new HashMap<>();\nevent.put(\"me\", event);\nreturn event;"),
                "java.lang.RuntimeException",
                QStringLiteral("An error occurred during JSON serialization of response"),
                "Runtime.UserException");
    cases["context"] = doing(
        "return Arrays.asList(context.getFunctionName(), context.getMemoryLimitInMB(),\n"
        "context.getFunctionVersion(), context.getAwsRequestId(), "
        "context.getInvokedFunctionArn(),\n"
        "context.getLogGroupName(), context.getLogStreamName(),\n"
        "context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 20000,\n"
        "context.getClientContext().getCustom().get(\"k\"));");
    cases["context"].payload =
        "[\"{function}\",512,\"$LATEST\",\"{requestId}\",\"arn:aws:lambda:us-east-1:000000000000:"
        "function:{function}\",\"/aws/lambda/{function}\",\"{logStream}\",true,\"v\"]";
    cases["no-client"] = doing("return Arrays.asList(context.getClientContext(),\n"
                               "context.getIdentity(), context.getTenantId());");
    // The trace is a property, and the descriptor's variable stays, as on Lambda.
    cases["environment"] =
        doing("return Arrays.asList(System.getenv(\"AWS_EXECUTION_ENV\"),\n"
              "System.getProperty(\"user.dir\"), System.getenv(\"TABLE\"),\n"
              "System.getProperty(\"com.amazonaws.xray.traceHeader\").startsWith(\"Root=1-\"),\n"
              "System.getenv(\"_X_AMZN_TRACE_ID\") != null);");

    const Case raises = doing("++calls;\nif (event.containsKey(\"fine\")) return calls;\n"
                              "throw new IllegalStateException(\"no\");",
                              "private int calls;\n");
    cases["raises"] = failing(raises, "java.lang.IllegalStateException", QStringLiteral("no"),
                              "Runtime.UserException");
    cases["raises"].begin = "{\"errorMessage\":\"no\",\"errorType\":\"java.lang."
                            "IllegalStateException\",\"stackTrace\":[\"app.App.handler(App.java:10)"
                            "\"";
    cases["raises-own"] =
        failing(doing("throw new TooMany();",
                      "static class TooMany extends RuntimeException {\n"
                      "@Override public String getMessage() { return \"\u00e9\"; }\n}\n"),
                "app.App$TooMany", QStringLiteral("\u00e9"));
    cases["loading"] = failing(
        app("public App() { throw new IllegalStateException(\"not today\"); }\n"
            "public Object handler(Object event) { return null; }"),
        "java.lang.IllegalStateException", QStringLiteral("not today"), "Runtime.BadFunctionCode");
    cases["loading"].log = {"not today: java.lang.IllegalStateException\n"
                            "java.lang.IllegalStateException: not today\n"
                            "\tat app.App.<init>(App.java:6)\n"};
    const Case later{.absent = "told at each call, not while loading; see Java's own rows"};
    cases["no-file"] = cases["no-handler"] = cases["malformed"] = later;
    const Case compiled{.absent = "the compiler finds it before anything runs; see tests/builds"};
    cases["syntax"] = cases["no-module"] = compiled;
    cases["signature"] =
        failing(app("public Object handler(String one, String two) { return 1; }"), "",
                QStringLiteral("No public method named handler with appropriate method signature "
                               "found on class app.App"),
                "Runtime.BadFunctionCode");
    cases["exits"] = doing("System.exit(3);\nreturn null;");
    cases["exits"].errorMessage = QStringLiteral("Runtime exited with error: exit status 3");

    cases["prints"] = doing("System.out.println(\"a\\nb\");\nSystem.err.print(\"c\\n\");\n"
                            "return null;");
    cases["prints"].log = {"a", "b", "c"};
    cases["logs"] =
        logging("log.log(\"i\\n\");\nlog.log(\"w\\n\", LogLevel.WARN);", {"i", "[WARN] w"});
    cases["logs-json"] =
        logging("log.log(\"w\", LogLevel.WARN);",
                {"{\"timestamp\":\"<time>\",\"message\":\"w\",\"level\":\"WARN\",\"AWSRequestId\":"
                 "\"{requestId}\"}"});
    cases["logs-levels"] =
        logging("log.log(\"no\", LogLevel.INFO);\nlog.log(\"e\", LogLevel.ERROR);",
                {"{\"timestamp\":\"<time>\",\"message\":\"e\",\"level\":\"ERROR\",\"AWSRequestId\":"
                 "\"{requestId}\"}"},
                {"\"no\""});
    cases["raises-logged"] =
        failing(raises, "java.lang.IllegalStateException", QStringLiteral("no"));
    cases["raises-logged"].log = {"no: java.lang.IllegalStateException\n"
                                  "java.lang.IllegalStateException: no\n"
                                  "\tat app.App.handler(App.java:10)\n"};
    cases["size"] = doing("return \"x\".repeat((Integer) event.get(\"size\"));");
    cases["sleeps"] = doing("if (event.containsKey(\"fine\")) return \"fine\";\n"
                            "try { Thread.sleep(60000); } catch (InterruptedException e) {}\n"
                            "return null;");
    cases["streams"] = {.absent = "Lambda's Java has no response streaming"};
    cases["streamed"] = cases["streamfails"] = cases["streams"];
    // It is the virtual machine that names it.
    cases["native"] = failing(app("static { System.load(\"/var/task/fast.so\"); }\n"
                                  "public Object handler(Object event) { return null; }"),
                              "java.lang.UnsatisfiedLinkError",
                              QStringLiteral("^Error loading class app\\.App: /var/task/fast\\.so: "
                                             ".*can't load .*AARCH64.* on a .*"));
    cases["native"].files.push_back({"fast.so", foreignLibrary()});
    return cases;
}

std::vector<LanguageCases::Own> own(const QString &)
{
    std::vector<LanguageCases::Own> rows;
    const auto fault = [&rows](const char *claim, const char *handler, const char *type,
                               const char *message) {
        Case made = failing(doing("return 1;"), type, QString::fromUtf8(message),
                            "Runtime.BadFunctionCode");
        made.handler = handler;
        rows.push_back({{{}, claim, End::Error}, made});
    };
    fault("a class that is not there", "app.Nix::handler", "java.lang.ClassNotFoundException",
          "Class not found: app.Nix");
    fault("a method that is not there", "app.App::nix", "",
          "No public method named nix with appropriate method signature found on class app.App");
    fault("a class that is no handler", "app.App", "",
          "Class does not implement an appropriate handler interface: app.App");

    Case interface {
        .files = {{"app/App.java",
                   "package app;\n"
                   "import com.amazonaws.services.lambda.runtime.*;\n"
                   "import java.util.List;\n"
                   "public class App implements RequestHandler<App.Order, String> {\n"
                   "public enum Size { SMALL, LARGE }\n"
                   "public static class Item { public String name; public int count; }\n"
                   "public static class Order {\n"
                   "private List<Item> items;\n"
                   "public Size size;\n"
                   "public List<Item> getItems() { return items; }\n"
                   "public void setItems(List<Item> value) { items = value; }\n}\n"
                   "@Override\n"
                   "public String handleRequest(Order order, Context context) {\n"
                   "return order.items.get(0).name + order.items.size() + order.size;\n"
                   "}\n}\n"}},
        .handler = "app.App"
    };
    rows.push_back(
        {{{},
          "an interface, its generic types, and classes of values",
          End::Answer,
          "{\"items\":[{\"name\":\"a\",\"count\":\"2\",\"new\":1},{}],\"size\":\"LARGE\"}",
          "\"a2LARGE\""},
         interface});
    rows.push_back({{{}, "an event of another type", End::Error, "{\"items\":[5]}"},
                    failing(interface, "java.lang.RuntimeException",
                            QStringLiteral("An error occurred during JSON parsing"))});
    rows.push_back({{{},
                     "text of the environment and default encoding are UTF-8",
                     End::Answer,
                     "{}",
                     "[\"\u00e9\",\"UTF-8\"]",
                     {{QStringLiteral("NAME"), QStringLiteral("\u00e9")}}},
                    doing("return Arrays.asList(System.getenv(\"NAME\"),\n"
                          "java.nio.charset.Charset.defaultCharset().name());")});
    return rows;
}

const RegisteredLanguage java({"Java", engine::Language::Java, runtimeOf, shared, own});

} // namespace
} // namespace testsupport

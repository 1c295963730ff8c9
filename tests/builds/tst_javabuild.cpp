// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/testworkspace.h"

using engine::BuildProblem;
using engine::Error;
using testsupport::TestWorkspace;

namespace {

QByteArray helloSource(const QByteArray &result)
{
    return "package example;\n"
           "import com.amazonaws.services.lambda.runtime.*;\n"
           "public class Hello implements RequestHandler<Object, String> {\n"
           "    @Override\n"
           "    public String handleRequest(Object event, Context context) {\n"
           "        return "
           + result + ";\n    }\n}\n";
}

const QString Hello = QStringLiteral("hello");

} // namespace

// Sources, compiled by this machine's own javac in the sandbox and run.
class TestJavaBuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void runsWhatIsOnScreen();
    void namesThePlaceOfAMistake();
    void takesResourcesAndLeavesTestsOut();
    void runsWhatMavenBuilt();

private:
    QByteArray answer(TestWorkspace &workspace) const;
};

void TestJavaBuild::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    const auto tools = engine::findBuildTools(engine::ToolPlaces::standard());
    if (tools.javaApi.isEmpty())
        QSKIP("this build was made without a JDK");
    for (const auto &java : tools.java) {
        if (java.hasCompiler)
            return;
    }
    QSKIP("no javac on this machine");
}

// The payload, or what went wrong.
QByteArray TestJavaBuild::answer(TestWorkspace &workspace) const
{
    const auto outcome = workspace.invoke(Hello);
    if (outcome)
        return outcome->payload;
    return outcome.error().detail.toUtf8() + '\n' + workspace.engine().buildStatus(Hello).output;
}

void TestJavaBuild::runsWhatIsOnScreen()
{
    TestWorkspace workspace;
    workspace.add(Hello, "java17", "example.Hello",
                  {{"example/Hello.java", helloSource("\"one\"")}}, "MemorySize: 512");
    QCOMPARE(answer(workspace), QByteArray("\"one\""));
    workspace.write(QStringLiteral("hello/example/Hello.java"), helloSource("\"two\""));
    QCOMPARE(answer(workspace), QByteArray("\"two\""));
}

void TestJavaBuild::namesThePlaceOfAMistake()
{
    TestWorkspace workspace;
    workspace.add(Hello, "java17", "example.Hello",
                  {{"src/main/java/example/Hello.java", helloSource("1")}});
    const auto outcome = workspace.invoke(Hello);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::BuildFailed);
    const auto problems = workspace.engine().buildStatus(Hello).problems;
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(problems[0].file, QStringLiteral("src/main/java/example/Hello.java"));
    QCOMPARE(problems[0].line, 6);
    QCOMPARE(problems[0].column, 16);
    QCOMPARE(problems[0].message,
             QStringLiteral("incompatible types: int cannot be converted to String"));
}

void TestJavaBuild::takesResourcesAndLeavesTestsOut()
{
    TestWorkspace workspace;
    const QByteArray reading =
        helloSource("text()").chopped(2) // the class's own end
        + "    static String text() {\n"
          "        try (var in = Hello.class.getResourceAsStream(\"/a b/t\")) {\n"
          "            return new String(in.readAllBytes());\n"
          "        } catch (java.io.IOException e) {\n"
          "            throw new IllegalStateException(e);\n"
          "        }\n    }\n}\n";
    workspace.add(Hello, "java17", "example.Hello",
                  {{"src/main/java/example/Hello.java", reading},
                   {"src/main/resources/a b/t", "from a resource"},
                   {"src/test/java/example/HelloTest.java", "not even Java"}},
                  "MemorySize: 512");
    QCOMPARE(answer(workspace), QByteArray("\"from a resource\""));
}

void TestJavaBuild::runsWhatMavenBuilt()
{
    TestWorkspace workspace;
    workspace.add(Hello, "java17", "example.Nowhere",
                  {{"pom.xml", "<project/>"}, {"target/classes/example/Some.class", "no class"}},
                  "MemorySize: 512");
    QCOMPARE(answer(workspace), QByteArray("{\"errorMessage\":\"Class not found: example.Nowhere\","
                                           "\"errorType\":\"java.lang.ClassNotFoundException\"}"));
    QCOMPARE(workspace.engine().buildStatus(Hello).tool, QStringLiteral("copy"));
}

QTEST_GUILESS_MAIN(TestJavaBuild)
#include "tst_javabuild.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>

#include "engine/core/atomicfile.h"
#include "engine/project/workspace.h"
#include "tests/support/testworkspace.h"

using engine::BuildStatus;
using engine::Error;
using engine::GoToolchain;
using testsupport::TestWorkspace;
using State = BuildStatus::State;

// The Go toolchains of this machine, each of them, in the sandbox: what they build and what they
// say. Slow the first time, because a new workspace compiles the standard library.
class TestGoBuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyToolchain_data();
    void everyToolchain();
    void theSampleRuns();

private:
    std::vector<GoToolchain> m_toolchains;
};

void TestGoBuild::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_toolchains = engine::findBuildTools(engine::ToolPlaces::standard()).go;
    if (m_toolchains.empty())
        QSKIP("Go is not installed");
}

void TestGoBuild::everyToolchain_data()
{
    QTest::addColumn<QString>("root");
    for (const GoToolchain &toolchain : m_toolchains)
        QTest::newRow(qPrintable(QStringLiteral("go ") + toolchain.version)) << toolchain.root;
}

void TestGoBuild::everyToolchain()
{
    QFETCH(QString, root);
    engine::LocalEngine::Options options;
    options.tools = engine::ToolPlaces{.goRoots = {root}};
    TestWorkspace workspace(options);
    const auto build = [&workspace](const char *name) {
        const auto status = TestWorkspace::wait(workspace.engine().build(QLatin1StringView(name)));
        return status ? *status : BuildStatus{};
    };
    const auto add = [&workspace](const char *name, const std::vector<TestWorkspace::File> &files) {
        workspace.add(QLatin1StringView(name), "provided.al2023", "x", files);
    };
    add("single", {{"main.go", "package main\n\nfunc main() { helper() }\n"},
                   {"helper.go", "package main\n\nfunc helper() { println(\"hi\") }\n"},
                   {"main_test.go", "package main\n\nimport \"testing\"\n"}});
    add("module", {{"go.mod", "module example.com/hello\n\ngo 1.16\n"},
                   {"main.go", "package main\n\nimport (\n\t_ \"embed\"\n\n\t"
                               "\"example.com/hello/inner\"\n)\n\n//go:embed text.txt\n"
                               "var text string\n\nfunc main() { inner.Say(text) }\n"},
                   {"inner/inner.go", "package inner\n\nfunc Say(s string) { println(s) }\n"},
                   {"text.txt", "first"}});
    add("wrong", {{"main.go", "package main\n\nfunc main() {\n\tx := 1\n\tundefined.Call()\n}\n"}});
    add("lacking", {{"go.mod", "module example.com/lacking\n\ngo 1.16\n"},
                    {"main.go", "package main\n\nimport \"github.com/aws/aws-lambda-go/lambda\"\n"
                                "\nfunc main() { lambda.Start(nil) }\n"}});
    add("badmodule", {{"go.mod", "module example.com/x\n\nnonsense\n"},
                      {"main.go", "package main\n\nfunc main() {}\n"}});
    add("newer", {{"go.mod", "module example.com/x\n\ngo 1.999\n"},
                  {"main.go", "package main\n\nfunc main() { nothing() }\n"}});

    BuildStatus status = build("single");
    QVERIFY2(status.state == State::Succeeded, status.output.constData());
    QCOMPARE(status.tool.section(u' ', 0, 0), QStringLiteral("go"));
    status = build("module");
    QVERIFY2(status.state == State::Succeeded, status.output.constData());
    // What is embedded decides too.
    QCOMPARE(build("module").state, State::Succeeded);
    workspace.write(QStringLiteral("module/text.txt"), "second");
    QCOMPARE(build("module").state, State::Succeeded);
    workspace.write(QStringLiteral("module/text.txt"), "first");
    QCOMPARE(build("module").state, State::UpToDate);

    status = build("wrong");
    QCOMPARE(status.state, State::Failed);
    QVERIFY2(status.problems.size() == 2, status.output.constData());
    QCOMPARE(status.problems[0].file, QStringLiteral("main.go"));
    QCOMPARE(status.problems[0].line, 4);
    QCOMPARE(status.problems[0].column, 2);
    QVERIFY(status.problems[0].message.contains(QLatin1StringView("declared")));
    QCOMPARE(status.problems[1].line, 5);

    status = build("lacking");
    QVERIFY(status.error);
    QVERIFY2(status.error->code == Error::Code::DependenciesMissing, status.output.constData());
    QCOMPARE(status.error->place, QStringLiteral("main.go"));
    QCOMPARE(status.error->line, 3);

    status = build("badmodule");
    QVERIFY(status.error);
    QCOMPARE(status.error->code, Error::Code::BuildFailed);
    QVERIFY2(status.error->place == QLatin1StringView("go.mod"), status.output.constData());
    QCOMPARE(status.error->line, 3);

    status = build("newer"); // older ones try, later ones refuse; both say it
    QVERIFY(status.error);
    QVERIFY2(status.output.contains("1.999"), status.output.constData());
    QVERIFY(!status.error->detail.isEmpty());
}

void TestGoBuild::theSampleRuns()
{
    TestWorkspace workspace;
    QVERIFY(QDir(workspace.path()).remove(QStringLiteral("template.yaml")));
    QVERIFY(engine::writeSampleWorkspace(workspace.path()));
    const QString function = QStringLiteral("hello-go");
    const auto first = workspace.invoke(function, "{\"name\": \"Go\"}");
    QVERIFY(first);
    QCOMPARE(first->payload, QByteArray("{\"message\":\"Hello, Go!\",\"calls\":1}"));
    QVERIFY(first->record.log.contains("greeting Go\n"));
    const auto second = workspace.invoke(function, "{\"name\": \"Go\"}");
    QCOMPARE(second->payload, QByteArray("{\"message\":\"Hello, Go!\",\"calls\":2}"));
    const auto nobody = workspace.invoke(function, "{}");
    QCOMPARE(nobody->functionError, QStringLiteral("Unhandled"));
    QVERIFY(nobody->payload.contains("the event has no name"));
    // It survived its own error.
    QCOMPARE(workspace.invoke(function, "{\"name\": \"Go\"}")->record.start,
             engine::StartKind::Warm);
}

QTEST_GUILESS_MAIN(TestGoBuild)
#include "tst_gobuild.moc"

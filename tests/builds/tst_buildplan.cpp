// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include "engine/builds/buildplan.h"

using engine::BuildPlan;
using engine::BuildTools;
using engine::Error;
using engine::Function;

namespace {

QStringList list(std::initializer_list<const char *> texts)
{
    QStringList strings;
    for (const char *text : texts)
        strings << QString::fromUtf8(text);
    return strings;
}

void touch(const QString &path, const QByteArray &content = "x")
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QVERIFY(file.setPermissions(file.permissions() | QFile::ExeOwner));
}

BuildTools tools(const char *version, const char *root)
{
    return {.go = {{QLatin1StringView(version), QLatin1StringView(root)}},
            .java = {{QStringLiteral("17.0.9"), QStringLiteral("/usr/lib/jvm/java-17")}},
            .dotnet = {{QStringLiteral("/usr/lib/dotnet"), list({"8.0.4"}),
                        list({"8.0.204", "6.0.428"})}}};
}

} // namespace

class TestBuildPlan : public QObject
{
    Q_OBJECT

private slots:
    void whatIsBuilt_data();
    void whatIsBuilt();
    void goCommands_data();
    void goCommands();
    void aToolchainOutsideOfUsrIsMounted();
    void missingToolsAreNamed();
    void typeScriptCommand();
    void javaCommands_data();
    void javaCommands();
    void javaIsFoundByItsReleaseFile();
    void dotNetCommand();
    void goModulesBesideTheCode_data();
    void goModulesBesideTheCode();
    void esbuildOfTheWorkspace();
    void toolchainsAreFoundNewestFirst();
};

void TestBuildPlan::whatIsBuilt_data()
{
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("tool"); // empty: the folder is run as it is
    const auto row = [](const char *name, const char *runtime, const char *handler,
                        const char *method, std::initializer_list<const char *> files,
                        const char *tool) {
        QTest::newRow(name) << QString::fromLatin1(runtime) << QString::fromLatin1(handler)
                            << QString::fromLatin1(method) << list(files)
                            << QString::fromLatin1(tool);
    };
    row("go: a module", "provided.al2023", "x", "", {"go.mod", "cmd.go"}, "go 1.19.8");
    row("go: a single file", "provided.al2", "x", "", {"main.go"}, "go 1.19.8");
    row("go: by the template", "provided.al2023", "x", "go1.x", {"hello.go"}, "go 1.19.8");
    row("go: built by hand", "provided.al2023", "x", "", {"go.mod", "main.go", "bootstrap"}, "");
    row("go: other methods are the user's own", "provided.al2023", "x", "makefile",
        {"go.mod", "main.go", "Makefile"}, "");
    row("a script", "provided.al2023", "x", "", {"bootstrap"}, "");
    row("nothing", "provided.al2023", "x", "", {}, "");
    row("go files of a Python function", "python3.12", "app.main", "", {"app.py", "main.go"}, "");
    row("python", "python3.12", "app.main", "", {"app.py"}, "");
    row("plain node", "nodejs20.x", "index.handler", "", {"index.mjs"}, "");
    row("node with both", "nodejs20.x", "index.handler", "", {"index.js", "index.ts"}, "");
    row("typescript", "nodejs20.x", "index.handler", "", {"index.ts", "node_modules/.bin/esbuild"},
        "esbuild");
    row("typescript in a folder, nested export", "nodejs22.x", "src/app.api.main", "",
        {"src/app.ts", "node_modules/.bin/esbuild"}, "esbuild");
    row("java: sources", "java17", "a.B", "", {"a/B.java"}, "javac 17.0.9");
    row("java: Maven's or Gradle's folders", "java21", "a.B", "",
        {"pom.xml", "src/main/java/a/B.java", "target/classes/a/B.class"}, "javac 17.0.9");
    row("java: its tests alone are no sources", "java17", "a.B", "",
        {"src/test/java/a/BTest.java", "a/B.class"}, "");
    row("java: classes", "java17", "a.B", "", {"a/B.class", "lib/c.jar"}, "");
    row("java: a library", "java17", "a.B", "", {"lib/c.jar"}, "");
    row("java: what Maven built", "java17", "a.B", "", {"target/classes/a/B.class"}, "copy");
    row("java: what Gradle built", "java17", "a.B", "", {"build/libs/app.jar"}, "copy");
    row("java: nothing", "java17", "a.B", "", {"target/app-sources.jar"}, "");
    row("java files of a Python function", "python3.12", "app.main", "", {"B.java", "app.py"}, "");
    row(".NET: a project", "dotnet8", "App::A.B::C", "", {"App.csproj", "F.cs"}, "dotnet 8.0.204");
    row(".NET: a program's project", "dotnet8", "App", "", {"App.fsproj"}, "dotnet 8.0.204");
    row(".NET: published", "dotnet8", "App::A.B::C", "",
        {"App.dll", "App.deps.json", "App.runtimeconfig.json"}, "");
    row(".NET: published beside its project", "dotnet8", "App.dll", "", {"App.csproj", "App.dll"},
        "");
    row(".NET files of a Python function", "python3.12", "app.main", "", {"App.csproj", "app.py"},
        "");
    row("typescript out of the folder", "nodejs22.x", "../app.main", "",
        {"node_modules/.bin/esbuild"}, "");
}

void TestBuildPlan::whatIsBuilt()
{
    QFETCH(QString, runtime);
    QFETCH(QString, handler);
    QFETCH(QString, method);
    QFETCH(QStringList, files);
    QFETCH(QString, tool);
    QTemporaryDir folder;
    for (const QString &file : files)
        touch(folder.filePath(file));
    Function function;
    function.config.name = QStringLiteral("hello");
    function.config.runtime = runtime;
    function.config.handler = handler;
    function.buildMethod = method;
    function.codePath = folder.path();
    const auto plan = engine::planBuild(function, tools("1.19.8", "/usr/lib/go-1.19"));
    QVERIFY(plan);
    QCOMPARE(plan->has_value() ? (*plan)->tool : QString(), tool);
}

void TestBuildPlan::goCommands_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("command");
    QTest::newRow("a module") << "1.19.8" << list({"go.mod", "main.go"})
                              << "/usr/lib/go/bin/go build -trimpath -o /build/out/bootstrap "
                                 "-buildvcs=false .";
    QTest::newRow("files without a module")
        << "1.26" << list({"main.go", "util.go", "main_test.go", "readme.txt"})
        << "/usr/lib/go/bin/go build -trimpath -o /build/out/bootstrap -buildvcs=false main.go "
           "util.go";
    QTest::newRow("one that knows no version control")
        << "1.15.15" << list({"go.mod"})
        << "/usr/lib/go/bin/go build -trimpath -o /build/out/bootstrap .";
}

void TestBuildPlan::goCommands()
{
    QFETCH(QString, version);
    QFETCH(QStringList, files);
    QFETCH(QString, command);
    QTemporaryDir folder;
    for (const QString &file : files)
        touch(folder.filePath(file));
    Function function;
    function.config.runtime = QStringLiteral("provided.al2023");
    function.codePath = folder.path();
    const auto plan =
        engine::planBuild(function, {.go = {{version, QStringLiteral("/usr/lib/go")}}});
    QVERIFY(plan && *plan);
    QCOMPARE((*plan)->command.argv.join(u' '), command);
    QVERIFY((*plan)->command.mounts.empty());
    QCOMPARE((*plan)->command.network, engine::Network::None);
}

void TestBuildPlan::aToolchainOutsideOfUsrIsMounted()
{
    QTemporaryDir folder;
    touch(folder.filePath(QStringLiteral("main.go")));
    Function function;
    function.config.runtime = QStringLiteral("provided.al2023");
    function.codePath = folder.path();
    const auto plan = engine::planBuild(function, tools("1.22.1", "/home/me/sdk/go1.22.1"));
    QVERIFY(plan && *plan);
    QCOMPARE((*plan)->command.argv.first(), QStringLiteral("/build/go/bin/go"));
    QCOMPARE((*plan)->command.mounts.size(), std::size_t{1});
    QCOMPARE((*plan)->command.mounts[0].source, QStringLiteral("/home/me/sdk/go1.22.1"));
    QCOMPARE((*plan)->command.mounts[0].access, engine::SandboxSpec::Access::ReadOnly);
}

void TestBuildPlan::missingToolsAreNamed()
{
    QTemporaryDir folder;
    touch(folder.filePath(QStringLiteral("main.go")));
    touch(folder.filePath(QStringLiteral("index.ts")));
    Function function;
    function.codePath = folder.path();
    function.config.runtime = QStringLiteral("provided.al2023");
    const auto go = engine::planBuild(function, {});
    QVERIFY(!go);
    QCOMPARE(go.error().code, Error::Code::ToolMissing);
    QVERIFY(go.error().place.contains(QStringLiteral("golang-go")));

    touch(folder.filePath(QStringLiteral("A.java")));
    function.config.runtime = QStringLiteral("java17");
    BuildTools runtimeAlone;
    runtimeAlone.java = {{QStringLiteral("17.0.9"), QStringLiteral("/usr/lib/jvm/jre-17"), false}};
    const auto java = engine::planBuild(function, runtimeAlone);
    QVERIFY(!java);
    QCOMPARE(java.error().code, Error::Code::ToolMissing);
    QCOMPARE(java.error().detail, QStringLiteral("javac (/usr/lib/jvm/jre-17 has none)"));
    QVERIFY(java.error().place.contains(QStringLiteral("openjdk-17-jdk-headless")));

    function.config.runtime = QStringLiteral("nodejs20.x");
    function.config.handler = QStringLiteral("index.handler");
    const auto node = engine::planBuild(function, {});
    QVERIFY(!node);
    QCOMPARE(node.error().code, Error::Code::ToolMissing);
    QVERIFY(node.error().place.contains(QStringLiteral("npm install --save-dev esbuild")));
}

void TestBuildPlan::typeScriptCommand()
{
    QTemporaryDir folder;
    touch(folder.filePath(QStringLiteral("src/app.ts")));
    touch(folder.filePath(QStringLiteral("node_modules/.bin/esbuild")));
    touch(folder.filePath(QStringLiteral("node_modules/@aws-sdk/client-s3/package.json")));
    Function function;
    function.config.runtime = QStringLiteral("nodejs20.x");
    function.config.handler = QStringLiteral("src/app.main");
    function.codePath = folder.path();
    auto plan = engine::planBuild(function, {});
    QVERIFY(plan && *plan);
    const QString command = (*plan)->command.argv.join(u' ');
    QVERIFY2(command.startsWith(QStringLiteral("/var/task/node_modules/.bin/esbuild src/app.ts "
                                               "--bundle --platform=node --target=node20 "
                                               "--format=cjs --sourcemap")),
             qPrintable(command));
    QVERIFY(command.contains(QStringLiteral("--outfile=/build/out/src/app.js")));
    QVERIFY(!command.contains(QStringLiteral("@aws-sdk"))); // it is installed here
    QVERIFY(command.contains(QStringLiteral("--external:@smithy/*")));

    touch(folder.filePath(QStringLiteral("package.json")), "{\"type\": \"module\"}");
    plan = engine::planBuild(function, {});
    QVERIFY(plan && *plan);
    QCOMPARE((*plan)->result, QStringList{QStringLiteral("src/app.mjs")});
    QVERIFY((*plan)->command.argv.contains(QStringLiteral("--format=esm")));
}

void TestBuildPlan::javaCommands_data()
{
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QStringList>("installed"); // with '-': without a compiler
    QTest::addColumn<QString>("javac");
    QTest::addColumn<QString>("release");
    QTest::newRow("the same") << "java17" << list({"21.0.1", "17.0.9", "11.0.2"})
                              << "/usr/lib/jvm/17.0.9/bin/javac"
                              << "17";
    QTest::newRow("a newer one compiles for what was asked")
        << "java17" << list({"21.0.1"}) << "/usr/lib/jvm/21.0.1/bin/javac"
        << "17";
    QTest::newRow("an older one for itself")
        << "java25" << list({"17.0.9"}) << "/usr/lib/jvm/17.0.9/bin/javac"
        << "17";
    QTest::newRow("for the one that will run it, which has no compiler")
        << "java21" << list({"25.0.1", "-20.0.1"}) << "/usr/lib/jvm/25.0.1/bin/javac"
        << "20";
    QTest::newRow("Java 8") << "java8.al2" << list({"11.0.2"}) << "/usr/lib/jvm/11.0.2/bin/javac"
                            << "8";
}

void TestBuildPlan::javaCommands()
{
    QFETCH(QString, runtime);
    QFETCH(QStringList, installed);
    QFETCH(QString, javac);
    QFETCH(QString, release);
    BuildTools found;
    found.javaApi = QStringLiteral("/cache/java");
    for (QString version : installed) {
        const bool compiles = !version.startsWith(u'-');
        version.remove(u'-');
        found.java.push_back({version, QStringLiteral("/usr/lib/jvm/") + version, compiles});
    }
    QTemporaryDir folder;
    for (const char *file : {"src/main/java/a/B.java", "lib/b.jar", "lib/a.jar",
                             "target/dependency/c.jar", "target/app.jar"})
        touch(folder.filePath(QLatin1StringView(file)));
    Function function;
    function.codePath = folder.path();
    function.config.runtime = runtime;
    const auto plan = engine::planBuild(function, found);
    QVERIFY(plan && plan->has_value());
    const QStringList &argv = (*plan)->command.argv;
    QCOMPARE(argv[4], QStringLiteral("src/main/java"));
    QCOMPARE(argv[6], javac);
    QCOMPARE(argv.value(argv.indexOf(QStringLiteral("--release")) + 1), release);
    // The function's own copy of the interfaces would come before ours.
    QCOMPARE(argv.last(), QStringLiteral("lib/a.jar:lib/b.jar:target/dependency/c.jar:"
                                         "/build/java-api/lambda-api.jar"));
    QVERIFY((*plan)->ignored.contains(QStringLiteral("target")));
    QCOMPARE((*plan)->decisive, list({"target/dependency/c.jar"}));
}

void TestBuildPlan::javaIsFoundByItsReleaseFile()
{
    QTemporaryDir folder;
    const QDir root(folder.path());
    const auto install = [&](const char *name, const char *version, bool compiles) {
        const QString at = QStringLiteral("jvm/") + QLatin1StringView(name);
        touch(root.filePath(at + QStringLiteral("/bin/java")));
        if (compiles)
            touch(root.filePath(at + QStringLiteral("/bin/javac")));
        touch(root.filePath(at + QStringLiteral("/release")),
              QByteArray("IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"") + version + "\"\n");
    };
    install("a", "11.0.2", true);
    install("b", "21", false);
    install("c", "1.8.0_292", true);
    touch(root.filePath(QStringLiteral("jvm/d/bin/java"))); // no release
    QVERIFY(root.mkpath(QStringLiteral("bin")));
    QVERIFY(QFile::link(root.filePath(QStringLiteral("jvm/a/bin/javac")),
                        root.filePath(QStringLiteral("bin/javac"))));
    QStringList found;
    for (const auto &java : engine::findJavaToolchains({root.filePath(QStringLiteral("bin"))},
                                                       {root.filePath(QStringLiteral("jvm"))}))
        found << java.version + (java.hasCompiler ? QString() : QStringLiteral(" without javac"));
    QCOMPARE(found, list({"21 without javac", "11.0.2", "1.8.0"}));
}

void TestBuildPlan::goModulesBesideTheCode_data()
{
    QTest::addColumn<QByteArray>("replace");
    QTest::addColumn<QString>("source"); // relative to the workspace; empty: none is mounted
    QTest::addColumn<QString>("target");

    QTest::newRow("a line") << QByteArray("replace example.com/a => ../shared\n")
                            << "functions/shared"
                            << "/var/shared";
    QTest::newRow("a block, a version, a comment")
        << QByteArray("replace (\n\texample.com/a v1.0.0 => ../../libs // ours\n)\n") << "libs"
        << "/libs";
    QTest::newRow("another module")
        << QByteArray("replace example.com/a => example.com/b v1.2.3\n") << ""
        << "";
    QTest::newRow("in the code") << QByteArray("replace example.com/a => ./inner\n") << ""
                                 << "";
    QTest::newRow("out of the workspace")
        << QByteArray("replace example.com/a => ../../../elsewhere\n") << ""
        << "";
    QTest::newRow("where a link leads out")
        << QByteArray("replace example.com/a => ../link\n") << ""
        << "";
    QTest::newRow("over the sandbox itself")
        << QByteArray("replace example.com/a => ../../usr\n") << ""
        << "";
}

void TestBuildPlan::goModulesBesideTheCode()
{
    QFETCH(QByteArray, replace);
    QFETCH(QString, source);
    QFETCH(QString, target);
    QTemporaryDir folder;
    const QString workspace = QFileInfo(folder.path()).canonicalFilePath() + QStringLiteral("/w");
    const QString code = workspace + QStringLiteral("/functions/hello");
    for (const char *file : {"/w/functions/shared/a.go", "/w/libs/a.go", "/elsewhere/a.go",
                             "/w/usr/a.go", "/w/functions/hello/inner/a.go"})
        touch(folder.path() + QLatin1StringView(file));
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("elsewhere")),
                        workspace + QStringLiteral("/functions/link")));
    touch(code + QStringLiteral("/go.mod"), "module example.com/hello\n\n" + replace);
    Function function;
    function.config.name = QStringLiteral("hello");
    function.config.runtime = QStringLiteral("provided.al2023");
    function.codePath = code;
    BuildTools with = tools("1.19.8", "/usr/lib/go-1.19");
    with.workspace = workspace;
    const auto plan = engine::planBuild(function, with);
    QVERIFY(plan && *plan);
    QStringList mounts, expected, outside;
    for (const auto &mount : (*plan)->command.mounts)
        mounts << mount.source + u' ' + mount.target;
    if (!source.isEmpty()) {
        outside << workspace + u'/' + source;
        expected << outside.first() + u' ' + target;
    }
    QCOMPARE(mounts, expected);
    QCOMPARE((*plan)->outside, outside);
}

void TestBuildPlan::esbuildOfTheWorkspace()
{
    QTemporaryDir folder;
    const QString workspace = folder.filePath(QStringLiteral("w"));
    const QString code = workspace + QStringLiteral("/functions/hello");
    const QString modules = workspace + QStringLiteral("/node_modules");
    touch(code + QStringLiteral("/app.ts"));
    touch(folder.filePath(QStringLiteral("node_modules/.bin/esbuild"))); // above the workspace
    Function function;
    function.config.name = QStringLiteral("hello");
    function.config.runtime = QStringLiteral("nodejs20.x");
    function.config.handler = QStringLiteral("app.main");
    function.codePath = code;
    BuildTools with;
    with.workspace = workspace;
    const auto none = engine::planBuild(function, with);
    QVERIFY(!none);
    QCOMPARE(none.error().code, Error::Code::ToolMissing);

    touch(modules + QStringLiteral("/.bin/esbuild"));
    touch(modules + QStringLiteral("/@aws-sdk/client-s3/package.json"));
    const auto plan = engine::planBuild(function, with);
    QVERIFY(plan && *plan);
    const auto &command = (*plan)->command;
    QCOMPARE(command.argv.first(), QStringLiteral("/var/node_modules/.bin/esbuild"));
    QCOMPARE(command.mounts.size(), 1);
    QCOMPARE(command.mounts[0].source, modules);
    QCOMPARE(command.mounts[0].target, QStringLiteral("/var/node_modules"));
    QVERIFY((*plan)->decisive.contains(modules + QStringLiteral("/.package-lock.json")));
    QVERIFY(!command.argv.contains(QStringLiteral("--external:@aws-sdk/*"))); // it is bundled
    QVERIFY(command.argv.contains(QStringLiteral("--external:aws-sdk")));
}

void TestBuildPlan::dotNetCommand()
{
    QTemporaryDir folder;
    touch(folder.filePath(QStringLiteral("It's.csproj")));
    Function function;
    function.config.name = QStringLiteral("hello");
    function.config.runtime = QStringLiteral("dotnet8");
    function.config.handler = QStringLiteral("App::A.B::C");
    function.codePath = folder.path();
    BuildTools found;
    const auto without = engine::planBuild(function, found);
    QVERIFY(!without);
    QCOMPARE(without.error().code, Error::Code::ToolMissing);
    QCOMPARE(without.error().place,
             QStringLiteral("curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- "
                            "--channel 8.0"));
    // The newest of all installations; one outside of /usr has to be mounted.
    found.dotnet = {{QStringLiteral("/usr/lib/dotnet"), list({"8.0.4"}), list({"8.0.204"})},
                    {QStringLiteral("/opt/dotnet"), list({"10.0.1"}), list({"10.0.101"})}};
    const auto plan = engine::planBuild(function, found);
    QVERIFY(plan && *plan);
    QCOMPARE((*plan)->tool, QStringLiteral("dotnet 10.0.101"));
    QCOMPARE((*plan)->result, list({"App.dll"}));
    QCOMPARE((*plan)->command.mounts.size(), 1);
    QCOMPARE((*plan)->command.mounts[0].source, QStringLiteral("/opt/dotnet"));
    const QString script = (*plan)->command.argv.constLast();
    QVERIFY2(
        script.contains(QStringLiteral("exec /build/dotnet/dotnet publish 'It'\\''s.csproj' -c "
                                       "Release -o /build/out ")),
        qPrintable(script));
    QVERIFY((*plan)->command.network == engine::Network::None);
}

void TestBuildPlan::toolchainsAreFoundNewestFirst()
{
    QTemporaryDir folder;
    const QDir root(folder.path());
    for (const char *version : {"1.9.7", "1.21.0", "1.22rc1"}) {
        const QString at = QStringLiteral("sdk/go") + QLatin1StringView(version);
        touch(root.filePath(at + QStringLiteral("/bin/go")));
        touch(root.filePath(at + QStringLiteral("/VERSION")),
              QByteArray("go") + version + "\ntime 2026-01-01T00:00:00Z\n");
    }
    touch(root.filePath(QStringLiteral("broken/bin/go"))); // no VERSION
    touch(root.filePath(QStringLiteral("devel/bin/go")));
    touch(root.filePath(QStringLiteral("devel/VERSION")), "devel +abc");
    QVERIFY(root.mkpath(QStringLiteral("bin")));
    QVERIFY(QFile::link(root.filePath(QStringLiteral("sdk/go1.21.0/bin/go")),
                        root.filePath(QStringLiteral("bin/go"))));

    QStringList found;
    for (const auto &go : engine::findGoToolchains(
             {root.filePath(QStringLiteral("bin"))},
             {root.filePath(QStringLiteral("sdk/go1.9.7")), root.filePath(QStringLiteral("broken")),
              root.filePath(QStringLiteral("devel")), root.filePath(QStringLiteral("nowhere")),
              root.filePath(QStringLiteral("sdk/go1.21.0")),
              root.filePath(QStringLiteral("sdk/go1.22rc1"))}))
        found << go.version;
    QCOMPARE(found, list({"1.22rc1", "1.21.0", "1.9.7"}));
}

QTEST_GUILESS_MAIN(TestBuildPlan)
#include "tst_buildplan.moc"

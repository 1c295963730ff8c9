// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include "engine/core/messages.h"
#include "engine/runtimes/runtimecatalog.h"

using engine::Error;
using engine::Function;
using engine::Interpreter;
using engine::RuntimeCatalog;
using engine::RuntimeId;

class TestRuntimeCatalog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void findsInstallations();
    void nearest_data();
    void nearest();
    void launchesWhatIsOutsideUsr();
    void launchesRuby();
    void launchesJava();
    void launchesAWrappedFunction();
    void launchesProvided();
    void noticesWhatComesAndGoes();
    void namesWhatIsTooOld();
    void refuses_data();
    void refuses();
    void unpacksForEveryUser();

private:
    // A program that only looks like one.
    void program(const QString &path, const QByteArray &magic = "\x7f"
                                                                "ELF");
    RuntimeCatalog catalog(const QStringList &programs);
    QString at(const QString &path) const { return m_folder->filePath(path); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

Function function(const QString &runtime)
{
    Function made;
    made.config.name = QStringLiteral("demo");
    made.config.runtime = runtime;
    made.config.handler = QStringLiteral("app.handler");
    return made;
}

QString valueOf(const std::vector<engine::EnvironmentVariable> &variables, const char *key)
{
    for (const auto &variable : variables) {
        if (variable.key == QLatin1StringView(key))
            return variable.value;
    }
    return QStringLiteral("(absent)");
}

} // namespace

void TestRuntimeCatalog::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestRuntimeCatalog::program(const QString &path, const QByteArray &magic)
{
    QDir().mkpath(QFileInfo(at(path)).path());
    QFile file(at(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(magic + "not a program");
    file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
}

RuntimeCatalog TestRuntimeCatalog::catalog(const QStringList &programs)
{
    for (const QString &path : programs)
        program(path);
    return RuntimeCatalog({{at(QStringLiteral("bin"))},
                           {at(QStringLiteral("versions"))},
                           at(QStringLiteral("cache"))});
}

void TestRuntimeCatalog::findsInstallations()
{
    program(QStringLiteral("bin/python3.13"), "#!/bin/sh\n"); // a shim
    program(QStringLiteral("versions/3.12.1/bin/python3.12-config"), "#!/bin/sh\n");
    QDir().mkpath(at(QStringLiteral("bin")));
    QFile::link(at(QStringLiteral("versions/3.11.7/bin/python3.11")),
                at(QStringLiteral("bin/python3.11")));
    const RuntimeCatalog found = catalog({QStringLiteral("versions/3.9.18/bin/python3.9"),
                                          QStringLiteral("versions/3.8.18/bin/python3.8"),
                                          QStringLiteral("versions/3.11.7/bin/python3.11"),
                                          QStringLiteral("versions/3.12.1/bin/python3.12"),
                                          QStringLiteral("versions/v20.11.0/bin/node"),
                                          QStringLiteral("versions/v16.1.0/bin/node"),
                                          QStringLiteral("versions/ruby-3.3.6/bin/ruby"),
                                          QStringLiteral("versions/truffleruby-3.9.0/bin/ruby"),
                                          QStringLiteral("versions/2.7.8/bin/ruby2.7")});
    QStringList names;
    for (const Interpreter &one : found.interpreters())
        names.append(one.version + u' ' + QDir(at(QString())).relativeFilePath(one.program));
    QCOMPARE(names, QStringList({QStringLiteral("3.12.1 versions/3.12.1/bin/python3.12"),
                                 QStringLiteral("3.11.7 versions/3.11.7/bin/python3.11"),
                                 QStringLiteral("3.9.18 versions/3.9.18/bin/python3.9"),
                                 QStringLiteral("20.11.0 versions/v20.11.0/bin/node"),
                                 QStringLiteral("3.3.6 versions/ruby-3.3.6/bin/ruby")}));
    QCOMPARE(found.interpreters()[0].prefix, at(QStringLiteral("versions/3.12.1")));
}

void TestRuntimeCatalog::nearest_data()
{
    QTest::addColumn<QStringList>("installed");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<QString>("expected"); // empty: none

    const QStringList some{QStringLiteral("3.11.7"), QStringLiteral("3.13.0")};
    QTest::newRow("the same version") << some << "python3.11"
                                      << "3.11.7";
    QTest::newRow("newer before older") << some << "python3.12"
                                        << "3.13.0";
    QTest::newRow("the newest for tomorrow's") << some << "python3.14"
                                               << "3.13.0";
    QTest::newRow("the oldest for yesterday's") << some << "python3.9"
                                                << "3.11.7";
    QTest::newRow("another language does not help") << some << "nodejs20.x"
                                                    << "";
    QTest::newRow("a custom runtime needs none") << some << "provided.al2023"
                                                 << "";
}

void TestRuntimeCatalog::nearest()
{
    QFETCH(QStringList, installed);
    QFETCH(QString, runtime);
    QFETCH(QString, expected);

    QStringList programs;
    for (const QString &version : installed)
        programs.append(
            QStringLiteral("versions/%1/bin/python%2").arg(version, version.section(u'.', 0, 1)));
    const auto found = catalog(programs).interpreterFor(*RuntimeId::parse(runtime));
    QCOMPARE(found ? found->version : QString(), expected);
}

void TestRuntimeCatalog::launchesWhatIsOutsideUsr()
{
    const RuntimeCatalog found = catalog({QStringLiteral("versions/3.11.7/bin/python3.11"),
                                          QStringLiteral("versions/v20.11.0/bin/node")});
    const auto python = found.launch(function(QStringLiteral("python3.12")));
    QVERIFY(python.has_value());
    QCOMPARE(python->command.join(u' '),
             QStringLiteral("/var/lang/bin/python3.11 -S -u /var/runtime/start.py app.handler"));
    QCOMPARE(python->mounts.size(), std::size_t{2});
    QCOMPARE(python->mounts[1].source, at(QStringLiteral("versions/3.11.7")));
    QCOMPARE(python->mounts[1].target, QStringLiteral("/var/lang"));
    QVERIFY(QFileInfo::exists(python->mounts[0].source + QStringLiteral("/start.py")));
    QCOMPARE(python->warning, QStringLiteral("python3.12 is not installed; runs on Python 3.11.7"));
    QCOMPARE(python->versionName, QStringLiteral("python:3.11.7"));
    QCOMPARE(python->logDescriptor, engine::SandboxSpec::LogDescriptor::Number62);
    QCOMPARE(valueOf(python->environment, "PATH"),
             QStringLiteral("/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin"));
    QCOMPARE(valueOf(python->environment, "TZ"), QStringLiteral(":UTC"));
    QCOMPARE(valueOf(python->environment, "PYTHONPATH"), QStringLiteral("/var/runtime"));
    QCOMPARE(valueOf(python->environment, "LC_CTYPE"), QStringLiteral("C.UTF-8"));
    QCOMPARE(valueOf(python->environment, "AWS_EXECUTION_ENV"),
             QStringLiteral("AWS_Lambda_python3.12"));

    const auto node = found.launch(function(QStringLiteral("nodejs20.x")));
    QVERIFY(node.has_value());
    QCOMPARE(node->command.first(), QStringLiteral("/var/lang/bin/node"));
    QCOMPARE(node->command.mid(2).join(u' '), QStringLiteral("/var/runtime/index.cjs app.handler"));
    QCOMPARE(node->warning, QString());
    QCOMPARE(valueOf(node->environment, "NODE_PATH"),
             QStringLiteral("/opt/nodejs/node20/node_modules:/opt/nodejs/node_modules:"
                            "/var/runtime/node_modules:/var/runtime:/var/task"));
    QCOMPARE(valueOf(node->environment, "PYTHONPATH"), QStringLiteral("(absent)"));
}

void TestRuntimeCatalog::launchesRuby()
{
    QDir().mkpath(at(QStringLiteral("versions/3.3.6/lib/ruby/3.3.0/x86_64-linux")));
    program(QStringLiteral("versions/3.3.6/lib/ruby/3.3.0/x86_64-linux/rbconfig.rb"), "");
    const RuntimeCatalog found = catalog({QStringLiteral("versions/3.3.6/bin/ruby")});
    const auto ruby = found.launch(function(QStringLiteral("ruby3.2")));
    QVERIFY(ruby.has_value());
    QCOMPARE(ruby->command.join(u' '),
             QStringLiteral("/var/lang/bin/ruby --disable=gems,did_you_mean,error_highlight "
                            "/var/runtime/main.rb app.handler"));
    QCOMPARE(ruby->warning, QStringLiteral("ruby3.2 is not installed; runs on Ruby 3.3.6"));
    QCOMPARE(ruby->versionName, QStringLiteral("ruby:3.3.6"));
    QVERIFY(QFileInfo::exists(ruby->mounts[0].source + QStringLiteral("/main.rb")));
    QCOMPARE(ruby->mounts[1].target, QStringLiteral("/var/lang"));
    QCOMPARE(valueOf(ruby->environment, "PATH"),
             QStringLiteral("/var/lang/bin:/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin"));
    QCOMPARE(valueOf(ruby->environment, "GEM_HOME"), QStringLiteral("/var/runtime"));
    QCOMPARE(valueOf(ruby->environment, "GEM_PATH"),
             QStringLiteral("/var/task/vendor/bundle/ruby/3.2.0:/opt/ruby/gems/3.2.0:"
                            "/var/runtime:/var/runtime/ruby/3.2.0:"
                            "/var/task/vendor/bundle/ruby/3.3.0:/opt/ruby/gems/3.3.0"));
    QCOMPARE(valueOf(ruby->environment, "RUBYLIB"),
             QStringLiteral("/var/runtime/gems/aws_lambda_ric-3.1.3/lib:/var/task:"
                            "/var/runtime/lib:/opt/ruby/lib:/var/lang/lib/ruby/3.3.0:"
                            "/var/lang/lib/ruby/3.3.0/x86_64-linux"));
    QCOMPARE(valueOf(ruby->environment, "AWS_EXECUTION_ENV"), QStringLiteral("AWS_Lambda_ruby3.2"));
}

void TestRuntimeCatalog::noticesWhatComesAndGoes()
{
    const RuntimeCatalog found = catalog(
        {QStringLiteral("versions/3.12.1/bin/python3.12"), QStringLiteral("bin/python3.11")});
    const auto runsOn = [&found] {
        const auto launch = found.launch(function(QStringLiteral("python3.12")));
        return launch ? launch->interpreter : launch.error().detail;
    };
    QCOMPARE(runsOn(), QStringLiteral("Python 3.12.1"));
    QVERIFY(QFile::remove(at(QStringLiteral("versions/3.12.1/bin/python3.12"))));
    QCOMPARE(runsOn(), QStringLiteral("python3.12")); // the other one is no real program
    program(QStringLiteral("versions/3.13.0/bin/python3.13"));
    QCOMPARE(runsOn(), QStringLiteral("Python 3.13.0"));
    program(QStringLiteral("versions/3.12.1/bin/python3.12"));
    QCOMPARE(runsOn(), QStringLiteral("Python 3.12.1"));
}

void TestRuntimeCatalog::namesWhatIsTooOld()
{
    const RuntimeCatalog found = catalog({QStringLiteral("versions/3.8.18/bin/python3.8"),
                                          QStringLiteral("versions/v16.1.0/bin/node")});
    const auto python = found.launch(function(QStringLiteral("python3.12")));
    QVERIFY(!python.has_value());
    QCOMPARE(python.error().code, Error::Code::RuntimeMissing);
    QCOMPARE(engine::explain(python.error()).sentence,
             QStringLiteral("No interpreter for the runtime python3.12 (Python 3.8.18, %1, is too "
                            "old) is installed.")
                 .arg(at(QStringLiteral("versions/3.8.18/bin/python3.8"))));
    const auto node = found.launch(function(QStringLiteral("nodejs20.x")));
    QVERIFY(!node.has_value());
    QVERIFY(node.error().detail.contains(QStringLiteral("Node.js 16.1.0")));
}

void TestRuntimeCatalog::launchesJava()
{
    const auto release = [this](const QString &folder, const QByteArray &version) {
        QFile file(at(folder + QStringLiteral("/release")));
        QDir().mkpath(at(folder));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    };
    release(QStringLiteral("versions/11.0.2-open"), "11.0.2");
    release(QStringLiteral("versions/jdk-21"), "21"); // a first release has no more
    release(QStringLiteral("versions/old"), "1.8.0_292");
    const RuntimeCatalog found = catalog({QStringLiteral("versions/11.0.2-open/bin/java"),
                                          QStringLiteral("versions/jdk-21/bin/java"),
                                          QStringLiteral("versions/old/bin/java"),
                                          QStringLiteral("versions/17.0.1/bin/java")});
    QStringList versions;
    for (const Interpreter &one : found.interpreters())
        versions.append(one.version);
    // One without the file "release" is none, whatever its folder is called.
    QCOMPARE(versions, QStringList({QStringLiteral("21"), QStringLiteral("11.0.2")}));

    const auto java = found.launch(function(QStringLiteral("java17")));
    if (!java && java.error().code == Error::Code::Unsupported)
        QSKIP("this build was made without a JDK");
    QVERIFY(java.has_value());
    QCOMPARE(java->warning, QStringLiteral("java17 is not installed; runs on Java 21"));
    QCOMPARE(java->versionName, QStringLiteral("java:21"));
    QCOMPARE(java->command.first(), QStringLiteral("/var/lang/bin/java"));
    QVERIFY(java->command.contains(QStringLiteral("-XX:+UseSerialGC")));
    QVERIFY(java->command.contains(QStringLiteral("-XX:MaxHeapSize=111411k"))); // of 128 MB
    QCOMPARE(java->command.mid(java->command.size() - 4).join(u' '),
             QStringLiteral("-cp /var/runtime/lambda-runtime.jar lambdaworkbench.runtime.Start "
                            "app.handler"));
    QVERIFY(QFileInfo::exists(java->mounts[0].source + QStringLiteral("/lambda-runtime.jar")));
    QCOMPARE(java->mounts[1].source, at(QStringLiteral("versions/jdk-21")));
    QCOMPARE(valueOf(java->environment, "AWS_EXECUTION_ENV"), QStringLiteral("AWS_Lambda_java17"));
    QCOMPARE(valueOf(java->environment, "AWS_ACCESS_KEY"), QStringLiteral("(absent)"));

    const auto old = found.launch(function(QStringLiteral("java11")));
    QVERIFY(old.has_value());
    QCOMPARE(old->warning, QString());
    QVERIFY(!old->command.contains(QStringLiteral("-XX:+UseSerialGC")));
    QCOMPARE(valueOf(old->environment, "AWS_ACCESS_KEY"), QStringLiteral("ASIAIOSFODNN7EXAMPLE"));
}

void TestRuntimeCatalog::launchesAWrappedFunction()
{
    Function wrapped = function(QStringLiteral("python3.11"));
    wrapped.config.environment = {
        {QStringLiteral("AWS_LAMBDA_EXEC_WRAPPER"), QStringLiteral("/opt/wrap")}};
    const auto launch = catalog({QStringLiteral("versions/3.11.7/bin/python3.11")}).launch(wrapped);
    QVERIFY(launch.has_value());
    QCOMPARE(launch->command.mid(0, 2), QStringList({QStringLiteral("/opt/wrap"),
                                                     QStringLiteral("/var/lang/bin/python3.11")}));
}

void TestRuntimeCatalog::launchesProvided()
{
    const auto launch = catalog({}).launch(function(QStringLiteral("provided.al2")));
    QVERIFY(launch.has_value());
    QCOMPARE(launch->command, QStringList(QStringLiteral("/var/task/bootstrap")));
    QVERIFY(launch->mounts.empty());
    QCOMPARE(launch->logDescriptor, engine::SandboxSpec::LogDescriptor::Absent);
    QCOMPARE(valueOf(launch->environment, "PATH"),
             QStringLiteral("/usr/local/bin:/usr/bin/:/bin:/opt/bin"));
    QCOMPARE(valueOf(launch->environment, "AWS_EXECUTION_ENV"), QStringLiteral("(absent)"));
}

void TestRuntimeCatalog::refuses_data()
{
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<Error::Code>("code");
    QTest::addColumn<QString>("place");

    QTest::newRow("no Python") << "python3.12" << Error::Code::RuntimeMissing
                               << "sudo apt-get install python3";
    QTest::newRow("no Node.js") << "nodejs20.x" << Error::Code::RuntimeMissing
                                << "sudo apt-get install nodejs";
    QTest::newRow("no Ruby") << "ruby3.3" << Error::Code::RuntimeMissing
                             << "sudo apt-get install ruby";
    QTest::newRow("unknown") << "cobol85" << Error::Code::InvalidConfiguration << "demo";
    QTest::newRow("no Java") << "java21" << Error::Code::RuntimeMissing
                             << "sudo apt-get install openjdk-17-jdk-headless";
    QTest::newRow("no .NET") << "dotnet8" << Error::Code::RuntimeMissing
                             << "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- "
                                "--channel 8.0";
}

void TestRuntimeCatalog::refuses()
{
    QFETCH(QString, runtime);
    QFETCH(Error::Code, code);
    QFETCH(QString, place);

    const auto launch = catalog({}).launch(function(runtime));
    QVERIFY(!launch.has_value());
    QCOMPARE(launch.error().code, code);
    QCOMPARE(launch.error().place, place);
}

void TestRuntimeCatalog::unpacksForEveryUser()
{
    const RuntimeCatalog found = catalog({QStringLiteral("versions/v20.11.0/bin/node")});
    const auto first = found.launch(function(QStringLiteral("nodejs20.x")));
    QVERIFY(first.has_value());
    const QString folder = first->mounts[0].source;
    QVERIFY(QFileInfo(folder).permission(QFileDevice::ExeOther | QFileDevice::ReadOther));
    QVERIFY(QFileInfo(folder + QStringLiteral("/index.cjs")).permission(QFileDevice::ReadOther));

    QVERIFY(QDir(at(QStringLiteral("cache"))).removeRecursively());
    const auto again = found.launch(function(QStringLiteral("nodejs20.x")));
    QVERIFY(again.has_value());
    QCOMPARE(again->mounts[0].source, folder); // named after its content
    QVERIFY(QFileInfo::exists(folder + QStringLiteral("/index.cjs")));
}

QTEST_GUILESS_MAIN(TestRuntimeCatalog)
#include "tst_runtimecatalog.moc"

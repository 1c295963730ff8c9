// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include "tests/support/fakego.h"
#include "tests/support/testworkspace.h"

using testsupport::TestWorkspace;

// lwb's own words and exit statuses about builds; programs rely on them.
class TestLwbBuild : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void trustBuildInvoke();
    void aFailureIsListed();
    void initTrustsWhatItWrote();

private:
    struct Said
    {
        int status;
        QByteArray out, err;
    };
    Said lwb(const QStringList &arguments) const;

    testsupport::FakeGo m_go;
    QTemporaryDir m_home;
};

void TestLwbBuild::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    QFile::setPermissions(m_home.path(), QFile::Permissions(0x7755));
}

TestLwbBuild::Said TestLwbBuild::lwb(const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"),
                       m_go.binFolder() + u':' + qEnvironmentVariable("PATH"));
    for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
        environment.insert(QLatin1StringView(variable), m_home.path());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WORKBENCH_LWB), arguments);
    if (!process.waitForFinished(300'000))
        return {-1, {}, "lwb does not end"};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestLwbBuild::trustBuildInvoke()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("hello"), "provided.al2023", "x",
                  {{"main.go", "echo compiling\nprogram v1\n"}});
    workspace.addPython(QStringLiteral("plain"), "def handler(event, context): return 1\n");
    const QStringList in{QStringLiteral("-C"), workspace.path()};

    Said said = lwb(in + QStringList{QStringLiteral("build")});
    QCOMPARE(said.status, 3); // nothing was tried
    QVERIFY2(said.err.contains("is not trusted") && said.err.contains("trust"), said.err);
    said = lwb(in + QStringList{QStringLiteral("trust")});
    QCOMPARE(said.status, 0);
    QCOMPARE(lwb({QStringLiteral("trust"), QStringLiteral("--list")}).out,
             workspace.path().toUtf8() + '\n');

    said = lwb(in + QStringList{QStringLiteral("invoke"), QStringLiteral("hello")});
    QCOMPARE(said.status, 0);
    QCOMPARE(said.out, QByteArray("\"v1\"\n"));
    QCOMPARE(said.err.count("building hello"), 1);
    said = lwb(in + QStringList{QStringLiteral("invoke"), QStringLiteral("hello")});
    QVERIFY(!said.err.contains("building"));

    said = lwb(in + QStringList{QStringLiteral("build")});
    QCOMPARE(said.status, 0);
    QVERIFY2(said.err.contains("hello: up to date\n") && said.err.contains("plain: "), said.err);
    QVERIFY(said.out.isEmpty());
    workspace.write(QStringLiteral("hello/main.go"), "echo compiling\nprogram v2\n");
    said = lwb(in + QStringList{QStringLiteral("build"), QStringLiteral("hello")});
    QVERIFY2(said.err.startsWith("compiling\nhello: built by go 1.99.0"), said.err);

    QCOMPARE(lwb(in + QStringList{QStringLiteral("trust"), QStringLiteral("--remove")}).status, 0);
    QCOMPARE(lwb(in + QStringList{QStringLiteral("invoke"), QStringLiteral("hello")}).status, 3);
}

void TestLwbBuild::aFailureIsListed()
{
    TestWorkspace workspace;
    workspace.add(QStringLiteral("hello"), "provided.al2023", "x",
                  {{"main.go", "echo './main.go:3:7: undefined: x'\n"
                               "echo './main.go:9: missing return'\nexit 1\n"}});
    const QStringList in{QStringLiteral("-C"), workspace.path()};
    QCOMPARE(lwb(in + QStringList{QStringLiteral("trust")}).status, 0);
    Said said = lwb(in + QStringList{QStringLiteral("build"), QStringLiteral("hello")});
    QCOMPARE(said.status, 1);
    QVERIFY2(said.err.contains("  main.go:3:7: undefined: x\n  main.go:9: missing return\n"),
             said.err);
    said = lwb(in + QStringList{QStringLiteral("build"), QStringLiteral("--json")});
    QCOMPARE(said.status, 1);
    const QJsonObject object = QJsonDocument::fromJson(said.out).object();
    QCOMPARE(object.value(QStringLiteral("state")).toString(), QStringLiteral("failed"));
    const QJsonArray problems = object.value(QStringLiteral("problems")).toArray();
    QCOMPARE(problems.size(), 2);
    QCOMPARE(problems[0].toObject().value(QStringLiteral("line")).toInt(), 3);
    QCOMPARE(problems[0].toObject().value(QStringLiteral("column")).toInt(), 7);
    QCOMPARE(problems[0].toObject().value(QStringLiteral("file")).toString(),
             QStringLiteral("main.go"));

    said = lwb(in + QStringList{QStringLiteral("build"), QStringLiteral("nobody")});
    QCOMPARE(said.status, 3);
}

void TestLwbBuild::initTrustsWhatItWrote()
{
    QTemporaryDir folder;
    const QString sample = folder.filePath(QStringLiteral("sample"));
    QCOMPARE(lwb({QStringLiteral("init"), sample}).status, 0);
    QVERIFY(lwb({QStringLiteral("trust"), QStringLiteral("--list")}).out.contains(sample.toUtf8()));
}

QTEST_GUILESS_MAIN(TestLwbBuild)
#include "tst_lwbbuild.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/fakego.h"
#include "tests/support/lwb.h"
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
    using Said = testsupport::Lwb::Said;
    [[nodiscard]] Said lwb(const QStringList &arguments) const { return m_lwb.run(arguments); }

    testsupport::FakeGo m_go;
    testsupport::Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
};

void TestLwbBuild::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_lwb.setEnvironment(QStringLiteral("PATH"),
                         m_go.binFolder() + u':' + qEnvironmentVariable("PATH"));
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/project/workspace.h"
#include "tests/support/lwb.h"

using testsupport::Lwb;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

// lwb's own words and exit statuses about new functions; programs rely on them.
class TestLwbNew : public QObject
{
    Q_OBJECT

private slots:
    void listsStarters();
    void addsToAFolderOfItsOwn();
    void aDryRunWritesNothing();
    void refusals_data();
    void refusals();

private:
    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
};

void TestLwbNew::listsStarters()
{
    const Lwb::Said said = m_lwb.run({text("new"), text("--list")});
    QCOMPARE(said.status, 0);
    QVERIFY2(said.out.contains("sqs-batch"), said.out);
    QVERIFY2(said.out.contains("python3.13 nodejs22.x ruby3.3 java21 go"), said.out);
}

void TestLwbNew::addsToAFolderOfItsOwn()
{
    const QTemporaryDir dir;
    const Lwb::Said first = m_lwb.run({text("new"), text("hello")}, dir.path());
    QVERIFY2(first.status == 0, first.err);
    QVERIFY2(first.out.startsWith("hello/app.py\n"), first.out);
    QVERIFY2(
        first.out.contains("template.yaml\nTry: lwb invoke hello --event events/hello/ana.json\n"),
        first.out);
    const Lwb::Said second =
        m_lwb.run({text("new"), text("my-table"), text("--runtime"), text("nodejs20.x"),
                   text("--starter"), text("dynamodb-stream")},
                  dir.path());
    QVERIFY2(second.status == 0, second.err);
    const auto workspace = engine::openWorkspace(dir.path());
    QVERIFY(workspace);
    QCOMPARE(workspace->problems, std::vector<engine::TemplateProblem>{});
    QCOMPARE(workspace->functions.size(), std::size_t(2));
    QCOMPARE(workspace->functions[1].config.name, text("my-table"));
    QCOMPARE(workspace->functions[1].config.runtime, text("nodejs20.x"));
    QCOMPARE(workspace->functions[1].triggers.front().type, text("DynamoDB"));
    const Lwb::Said shell =
        m_lwb.run({text("new"), text("sh"), text("--runtime"), text("shell")}, dir.path());
    QVERIFY2(shell.status == 0, shell.err);
}

void TestLwbNew::aDryRunWritesNothing()
{
    const QTemporaryDir dir;
    const Lwb::Said said = m_lwb.run(
        {text("new"), text("x"), text("--dry-run"), text("--runtime"), text("go")}, dir.path());
    QCOMPARE(said.status, 0);
    QVERIFY2(said.out.contains("x/runtime.go\n"), said.out);
    QVERIFY2(said.out.contains("BuildMethod: go1.x"), said.out);
    QVERIFY(QDir(dir.path()).isEmpty());
}

void TestLwbNew::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("err");
    const auto row = [](const char *name, const QStringList &arguments, int status,
                        const char *err) {
        QTest::newRow(name) << arguments << status << QByteArray(err);
    };
    row("no name", {}, 2, "new takes one name.");
    row("two names", {text("a"), text("b")}, 2, "new takes one name.");
    row("a bad name", {text("a b")}, 2, "1 to 64 letters");
    row("no such starter", {text("a"), text("--starter"), text("x")}, 2, "--list");
    row("not in this runtime",
        {text("a"), text("--starter"), text("streaming"), text("--runtime"), text("go")}, 2,
        "\"streaming\" is there for nodejs22.x, not for go");
    row("a name that is taken", {text("taken")}, 3, "taken is there already");
}

void TestLwbNew::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QByteArray, err);
    const QTemporaryDir dir;
    const QByteArray before = "Resources:\n  taken:\n    Type: AWS::SNS::Topic\n";
    const QString file = dir.filePath(text("template.yaml"));
    QVERIFY(engine::writeAtomically(file, before));
    const Lwb::Said said = m_lwb.run(QStringList{text("new")} + arguments, dir.path());
    QVERIFY2(said.err.contains(err), said.err);
    QCOMPARE(said.status, status);
    QVERIFY(said.out.isEmpty());
    QCOMPARE(*engine::readWhole(file), before);
}

QTEST_GUILESS_MAIN(TestLwbNew)
#include "tst_lwbnew.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>

#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::objectsOf;
using testsupport::TestWorkspace;

// lwb's own words and exit statuses about versions, aliases and concurrency.
class TestLwbVersions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void publishedVersionsAnswerAsTheyWere();
    void aliasesMoveAndAreDeleted();
    void aliasSharesCalls();
    void reservedConcurrencyIsInTheTemplate();
    void provisionedConcurrency();
    void refusals_data();
    void refusals();

private:
    [[nodiscard]] Lwb::Said lwb(const QByteArray &arguments) const
    {
        return m_lwb.run(QString::fromUtf8(arguments).split(u' '), m_workspace->path());
    }
    [[nodiscard]] QByteArray answer(const QByteArray &name) const
    {
        return lwb("invoke " + name).out.trimmed();
    }
    void answerWith(const QByteArray &value)
    {
        m_workspace->write(QStringLiteral("hello/app.py"),
                           "def handler(event, context): return " + value + "\n");
    }
    [[nodiscard]] QByteArray templateText() const
    {
        QFile file(m_workspace->path(QStringLiteral("template.yaml")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestLwbVersions::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestLwbVersions::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->addPython(QStringLiteral("hello"), "def handler(event, context): return 1\n");
}

void TestLwbVersions::publishedVersionsAnswerAsTheyWere()
{
    const Lwb::Said none = lwb("versions hello");
    QCOMPARE(none.status, 0);
    QVERIFY2(none.err.contains("lwb publish hello"), none.err);

    QCOMPARE(lwb("publish hello --description first").out, QByteArray("1\n"));
    QCOMPARE(lwb("publish hello").out, QByteArray("1\n")); // nothing has changed
    answerWith("2");
    const auto second = objectsOf(lwb("publish hello --json").out)[0];
    QCOMPARE(second[QStringLiteral("version")].toString(), QStringLiteral("2"));
    QVERIFY(!second[QStringLiteral("codeSha256")].toString().isEmpty());
    answerWith("3");
    QCOMPARE(answer("hello:1"), QByteArray("1"));
    QCOMPARE(answer("hello:2"), QByteArray("2"));
    QCOMPARE(answer("hello"), QByteArray("3"));

    const QByteArray table = lwb("versions hello").out;
    QVERIFY2(table.contains("first") && table.count('\n') == 3, table);
    QCOMPARE(lwb("versions hello --delete 1").status, 0);
    QCOMPARE(objectsOf(lwb("versions hello --json").out).size(), std::size_t{1});
    QCOMPARE(lwb("invoke hello:1").status, 3);
}

void TestLwbVersions::aliasesMoveAndAreDeleted()
{
    QCOMPARE(lwb("publish hello").out, QByteArray("1\n"));
    answerWith("2");
    QCOMPARE(lwb("publish hello").out, QByteArray("2\n"));
    QCOMPARE(lwb("alias hello live --version 1").status, 0);
    QCOMPARE(answer("hello:live"), QByteArray("1"));
    QCOMPARE(lwb("alias hello live --version 2").status, 0);
    QCOMPARE(answer("hello:live"), QByteArray("2"));
    const auto alias = objectsOf(lwb("alias hello live --json").out)[0];
    QCOMPARE(alias[QStringLiteral("version")].toString(), QStringLiteral("2"));
    QCOMPARE(lwb("versions hello --delete 2").status, 3); // the alias points to it
    QCOMPARE(lwb("alias hello live --delete").status, 0);
    QCOMPARE(lwb("invoke hello:live").status, 3);
    QCOMPARE(lwb("versions hello --delete 2").status, 0);
}

void TestLwbVersions::aliasSharesCalls()
{
    QCOMPARE(lwb("publish hello").out, QByteArray("1\n"));
    answerWith("2");
    QCOMPARE(lwb("publish hello").out, QByteArray("2\n"));
    const Lwb::Said shared = lwb("alias hello live --version 1 --additional 2=1");
    QCOMPARE(shared.status, 0);
    QVERIFY2(shared.out.contains("1 (0 %), 2 (100 %)"), shared.out);
    QCOMPARE(answer("hello:live"), QByteArray("2"));
}

void TestLwbVersions::reservedConcurrencyIsInTheTemplate()
{
    const QByteArray before = templateText();
    const auto set = objectsOf(lwb("concurrency hello --reserved 5 --json").out)[0];
    QCOMPARE(set[QStringLiteral("reservedConcurrentExecutions")].toInt(), 5);
    QVERIFY(templateText().contains("ReservedConcurrentExecutions: 5"));
    QVERIFY(lwb("concurrency hello").out.startsWith("Reserved: 5\n"));
    QCOMPARE(lwb("concurrency hello --reserved 0").status, 0);
    QCOMPARE(lwb("invoke hello").status, 3); // it may not run at all
    QCOMPARE(lwb("concurrency hello --reserved none").status, 0);
    QCOMPARE(templateText(), before);
}

void TestLwbVersions::provisionedConcurrency()
{
    QCOMPARE(lwb("publish hello").out, QByteArray("1\n"));
    const Lwb::Said set = lwb("concurrency hello:1 --provisioned 2");
    QCOMPARE(set.status, 0);
    QVERIFY2(set.out.contains("Provisioned for 1: 2"), set.out);
    QCOMPARE(lwb("concurrency hello:1 --provisioned 0").status, 0);
    QVERIFY(!lwb("concurrency hello").out.contains("Provisioned"));
}

void TestLwbVersions::refusals_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *arguments, int status, const char *says) {
        QTest::newRow(arguments) << QByteArray(arguments) << status << QByteArray(says);
    };
    row("publish", 2, "publish takes one function.");
    row("publish nobody", 3, "nobody");
    row("versions hello --delete 7", 3, "7");
    row("alias hello", 0, "");
    row("alias hello live", 3, "hello:live");
    row("alias hello live --version 9", 3, "9");
    row("alias hello live --additional 2=0.1", 2, "A new alias needs --version.");
    row("alias hello live --version 1 --additional half", 2, "VERSION=WEIGHT");
    row("concurrency hello --reserved many", 2, "--reserved takes a number from 0 on, or none.");
    row("concurrency hello --reserved 901", 3, "100");
    row("concurrency hello --provisioned 1", 3, "");
    row("concurrency hello:1 --provisioned -1", 2, "--provisioned takes a number from 0 on.");
}

void TestLwbVersions::refusals()
{
    QFETCH(QByteArray, arguments);
    QFETCH(QByteArray, says);
    const Lwb::Said said = lwb(arguments);
    QTEST(said.status, "status");
    QVERIFY2(said.err.contains(says), said.err);
    QVERIFY(said.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestLwbVersions)
#include "tst_lwbversions.moc"

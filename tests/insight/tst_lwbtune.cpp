// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/support/lwb.h"
#include "tests/support/testworkspace.h"

using testsupport::Lwb;
using testsupport::TestWorkspace;

// lwb tune: words, files and exit statuses; programs rely on them.
class TestLwbTune : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void measuresAndApplies();
    void invokeTakesASizeToo();
    void refusals_data();
    void refusals();

private:
    using Said = Lwb::Said;
    [[nodiscard]] Said lwb(const QStringList &arguments) const
    {
        return m_lwb.run(arguments, m_workspace->path());
    }

    Lwb m_lwb{QStringLiteral(WORKBENCH_LWB)};
    std::unique_ptr<TestWorkspace> m_workspace;
};

void TestLwbTune::init()
{
    m_workspace = std::make_unique<TestWorkspace>();
    m_workspace->addPython(QStringLiteral("hello"),
                           "def handler(event, context):\n    return event\n",
                           "      MemorySize: 300 # as it was\n");
}

void TestLwbTune::measuresAndApplies()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const Said said =
        lwb({QStringLiteral("tune"), QStringLiteral("hello"), QStringLiteral("--memory"),
             QStringLiteral("512,256"), QStringLiteral("--times"), QStringLiteral("3"),
             QStringLiteral("--json"), QStringLiteral("--apply"), QStringLiteral("--strategy"),
             QStringLiteral("cost"), QStringLiteral("--export"),
             m_workspace->path(QStringLiteral("power.json"))});
    QVERIFY2(said.status == 0, said.err.constData());
    const QJsonObject json = QJsonDocument::fromJson(said.out).object();
    const QJsonArray sizes = json.value(QStringLiteral("sizes")).toArray();
    QCOMPARE(sizes.size(), 2);
    for (const auto &size : sizes) {
        QCOMPARE(size.toObject().value(QStringLiteral("calls")).toInt(), 4);
        QCOMPARE(size.toObject()
                     .value(QStringLiteral("warm"))
                     .toObject()
                     .value(QStringLiteral("count"))
                     .toInt(),
                 3);
    }
    const int cheapest = json.value(QStringLiteral("cheapestMB")).toInt();
    QVERIFY(cheapest == 256 || cheapest == 512);
    QFile exported(m_workspace->path(QStringLiteral("power.json")));
    QVERIFY(exported.open(QIODevice::ReadOnly));
    QCOMPARE(
        QJsonDocument::fromJson(exported.readAll()).object().value(QStringLiteral("power")).toInt(),
        cheapest);
    QFile written(m_workspace->path(QStringLiteral("template.yaml")));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("MemorySize: " + QByteArray::number(cheapest)
                                       + " # as it was\n"));
    // Every call is in the history.
    const Said history = lwb({QStringLiteral("history"), QStringLiteral("--json")});
    QCOMPARE(history.out.count("\"memorySizeMB\":"), 8);
}

void TestLwbTune::invokeTakesASizeToo()
{
    if (const QString why = TestWorkspace::whyNoSandbox(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const Said said = lwb(QStringLiteral("invoke hello --memory 640 --json").split(u' '));
    QVERIFY2(said.status == 0, said.err.constData());
    QCOMPARE(
        QJsonDocument::fromJson(said.out).object().value(QStringLiteral("memorySizeMB")).toInt(),
        640);
}

void TestLwbTune::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
    QTest::newRow("no function") << words("tune") << 2;
    QTest::newRow("two functions") << words("tune a b") << 2;
    QTest::newRow("no size") << words("tune hello --memory 127") << 2;
    QTest::newRow("no calls") << words("tune hello --times 0") << 2;
    QTest::newRow("too many calls") << words("tune hello --times 1001") << 2;
    QTest::newRow("no weight") << words("tune hello --weight 1.1") << 2;
    QTest::newRow("no number as weight") << words("tune hello --weight nan") << 2;
    QTest::newRow("no strategy") << words("tune hello --strategy best") << 2;
    QTest::newRow("two events") << words("tune hello --event a --payload {}") << 2;
    QTest::newRow("no such event") << words("tune hello --event missing.json") << 2;
    QTest::newRow("a version can't be changed") << words("tune hello:1 --apply") << 2;
    QTest::newRow("a reference for nothing") << words("tune hello --reference 5") << 2;
    QTest::newRow("a call with no size") << words("invoke hello --memory much") << 2;
    QTest::newRow("an event has the function's size")
        << words("invoke hello --memory 512 --async") << 2;
    QTest::newRow("a call with too little") << words("invoke hello --memory 127") << 3;
    QTest::newRow("an unknown variable") << words("tune hello --payload {\"a\":\"{{nope}}\"}") << 2;
    QTest::newRow("no such function") << words("tune nobody") << 3;
    QTest::newRow("no JSON") << words("tune hello --payload {") << 3;
}

void TestLwbTune::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    const Said said = lwb(arguments);
    QCOMPARE(said.status, status);
    QVERIFY(!said.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestLwbTune)
#include "tst_lwbtune.moc"

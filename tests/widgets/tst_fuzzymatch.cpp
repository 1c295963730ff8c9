// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/common/fuzzymatch.h"

using widgets::fuzzyMatch;

class TestFuzzyMatch : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void orders_data();
    void orders();
};

void TestFuzzyMatch::matches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *query, const char *text, bool fits) {
        QTest::addRow("%s in %s", query, text)
            << QString::fromUtf8(query) << QString::fromUtf8(text) << fits;
    };
    row("", "Invoke", true);
    row("inv", "Run: Invoke", true);
    row("rle", "Retire idle environments", true);
    row("R I", "Run: Invoke", true);
    row("vni", "Invoke", false);
    row("invokes", "Invoke", false);
    row("größe", "GRÖSSE", false); // folding does not change how many letters there are
    row("grö", "Größe ändern", true);
    row("x", "", false);
}

void TestFuzzyMatch::matches()
{
    QFETCH(QString, query);
    QFETCH(QString, text);
    QTEST(fuzzyMatch(query, text).has_value(), "fits");
}

void TestFuzzyMatch::orders_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    const auto row = [](const char *query, const char *better, const char *worse) {
        QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(better)
                             << QString::fromUtf8(worse);
    };
    row("log", "View: Logs", "File: Close all editors going");
    row("ri", "Run: Invoke", "File: Reset things in it");
    row("app", "hello/app.py", "hello/wrapper.py");
    row("cost", "View: Cost", "View: Cost and more words that go on");
    row("OV", "OrderView", "drover");
}

void TestFuzzyMatch::orders()
{
    QFETCH(QString, query);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    const auto first = fuzzyMatch(query, better);
    const auto second = fuzzyMatch(query, worse);
    QVERIFY(first && second);
    QVERIFY2(*first > *second, qPrintable(QStringLiteral("%1, %2").arg(*first).arg(*second)));
}

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzymatch.moc"

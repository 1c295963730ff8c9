// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLocale>

#include "widgets/common/format.h"

using namespace std::chrono_literals;

class TestFormat : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void durations();
    void bytes();
    void money();
};

void TestFormat::durations()
{
    QCOMPARE(widgets::formatDuration(84us), QStringLiteral("84.0 µs"));
    QCOMPARE(widgets::formatDuration(3200us), QStringLiteral("3.20 ms"));
    QCOMPARE(widgets::formatDuration(1040ms), QStringLiteral("1.04 s"));
    QCOMPARE(widgets::formatDuration(999999us), QStringLiteral("1.00 s"));
    QCOMPARE(widgets::formatDuration(0ns), QStringLiteral("0 ns"));
    QCOMPARE(widgets::formatDuration(900s), QStringLiteral("900 s"));
}

void TestFormat::bytes()
{
    QCOMPARE(widgets::formatBytes(312), QStringLiteral("312 B"));
    QCOMPARE(widgets::formatBytes(4'096), QStringLiteral("4.10 kB"));
    QCOMPARE(widgets::formatBytes(6'291'556), QStringLiteral("6.29 MB"));
}

void TestFormat::money()
{
    const auto money = [](const char *text) {
        engine::Money value;
        engine::Money::parse(QLatin1StringView(text), &value);
        return widgets::formatMoney(value);
    };
    QCOMPARE(money("0.0000004375"), QStringLiteral("$0.0000004375"));
    QCOMPARE(money("2.733338"), QStringLiteral("$2.73"));
    QCOMPARE(money("0"), QStringLiteral("$0.00"));
    QCOMPARE(money("-0.0000004375"), QStringLiteral("$-0.0000004375"));

    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const QStringList german{money("0.0000004375"), money("1234.5"),
                             widgets::formatDuration(engine::Nanoseconds{1'250'000'000})};
    QLocale::setDefault(before);
    QCOMPARE(german, (QStringList{QStringLiteral("$0,0000004375"), QStringLiteral("$1.234,50"),
                                  QStringLiteral("1,25 s")}));
}

QTEST_MAIN(TestFormat)
#include "tst_format.moc"

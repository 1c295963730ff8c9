// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QSignalSpy>

#include "widgets/cost/countedit.h"

using widgets::CountEdit;

namespace {

constexpr qint64 Refused = -1;

} // namespace

class TestCountEdit : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void parse_data();
    void parse();
    void typing();
    void mistakesAreMarkedAndKeepTheValue();
    void steps();
    void setValueStaysWithinTheRange();
};

void TestCountEdit::parse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("english");
    QTest::addColumn<qint64>("german");
    const auto row = [](const char *text, qint64 english, qint64 german) {
        QTest::newRow(text) << QString::fromUtf8(text) << english << german;
    };

    row("0", 0, 0);
    row("250000", 250'000, 250'000);
    row("1,500,000", 1'500'000, 1'500'000);
    row("1.500.000", 1'500'000, 1'500'000);
    row("1 500 000", 1'500'000, 1'500'000);
    row("1\u202f500\u00a0000", 1'500'000, 1'500'000);
    row("1'500'000", 1'500'000, 1'500'000);
    row("250k", 250'000, 250'000);
    row(" 3 M ", 3'000'000, 3'000'000);
    row("2G", 2'000'000'000, 2'000'000'000);
    row("2b", 2'000'000'000, 2'000'000'000);
    row("1.5M", 1'500'000, 1'500'000);
    row("1,5M", 1'500'000, 1'500'000);
    row("1.500M", 1'500'000, 1'500'000'000);
    row("1,500M", 1'500'000'000, 1'500'000);
    row("0.001k", 1, 1'000); // in German a group: 0001 thousand
    row("1000000000000", 1'000'000'000'000, 1'000'000'000'000);
    row("1000G", 1'000'000'000'000, 1'000'000'000'000);
    row("0000000000000000000001", 1, 1);
    row("1000000000001", Refused, Refused);
    row("1001G", Refused, Refused);
    row("99999999999999999999999", Refused, Refused);
    row("1.0005k", Refused, Refused); // half a request
    row("1.5", Refused, Refused);
    row("1,50,000", Refused, Refused);
    row("-1", Refused, Refused);
    row("1e6", Refused, Refused);
    row("M", Refused, Refused);
    row("1MM", Refused, Refused);
    row("many", Refused, Refused);
    row("", Refused, Refused);
}

void TestCountEdit::parse()
{
    QFETCH(QString, text);
    QFETCH(qint64, english);
    QFETCH(qint64, german);

    QCOMPARE(widgets::parseCount(text, QLocale(QLocale::English)).value_or(Refused), english);
    QCOMPARE(widgets::parseCount(text, QLocale(QLocale::German)).value_or(Refused), german);
}

void TestCountEdit::typing()
{
    CountEdit edit;
    const QSignalSpy changed(&edit, &CountEdit::valueChanged);
    edit.selectAll();
    QTest::keyClicks(&edit, QStringLiteral("2.5M"));

    QCOMPARE(edit.value(), qint64{2'500'000});
    QCOMPARE(edit.text(), QStringLiteral("2.5M")); // nothing jumps while one types
    QCOMPARE(changed.constLast().constFirst().toLongLong(), qint64{2'500'000});
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(edit.text(), QStringLiteral("2,500,000"));
}

void TestCountEdit::mistakesAreMarkedAndKeepTheValue()
{
    CountEdit edit;
    edit.setValue(7);
    edit.selectAll();
    QTest::keyClicks(&edit, QStringLiteral("x"));

    QVERIFY(!edit.isValid());
    QVERIFY(edit.property("invalid").toBool());
    QCOMPARE(edit.value(), qint64{7});
    QTest::keyClick(&edit, Qt::Key_Return);
    QCOMPARE(edit.text(), QStringLiteral("x")); // there to be corrected
    edit.selectAll();
    QTest::keyClicks(&edit, QStringLiteral("8"));
    QVERIFY(edit.isValid());
    QCOMPARE(edit.value(), qint64{8});
}

void TestCountEdit::steps()
{
    CountEdit edit;
    const auto after = [&](qint64 from, Qt::Key key) {
        edit.setValue(from);
        QTest::keyClick(&edit, key);
        return edit.value();
    };

    QCOMPARE(after(0, Qt::Key_Up), qint64{1});
    QCOMPARE(after(1'000'000, Qt::Key_Up), qint64{2'000'000});
    QCOMPARE(after(5'000'000, Qt::Key_Up), qint64{10'000'000});
    QCOMPARE(after(1'234'567, Qt::Key_Up), qint64{2'000'000});
    QCOMPARE(after(1'234'567, Qt::Key_Down), qint64{1'000'000});
    QCOMPARE(after(1'000'000, Qt::Key_Down), qint64{500'000});
    QCOMPARE(after(1, Qt::Key_Down), qint64{0});
    QCOMPARE(after(0, Qt::Key_Down), qint64{0});
    QCOMPARE(after(CountEdit::Most, Qt::Key_Up), CountEdit::Most);
}

void TestCountEdit::setValueStaysWithinTheRange()
{
    CountEdit edit;
    edit.setValue(-5);
    QCOMPARE(edit.value(), qint64{0});
    edit.setValue(CountEdit::Most + 1);
    QCOMPARE(edit.value(), CountEdit::Most);
    QCOMPARE(edit.text(), QStringLiteral("1,000,000,000,000"));
}

QTEST_MAIN(TestCountEdit)
#include "tst_countedit.moc"

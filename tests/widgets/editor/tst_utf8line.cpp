// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/editor/utf8line.h"

using widgets::Utf8Line;

class TestUtf8Line : public QObject
{
    Q_OBJECT

private slots:
    void maps_data();
    void maps();
};

void TestUtf8Line::maps_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("byteAt"); // of every unit and of the end
    QTest::addColumn<bool>("valid");

    const QString replaced(QChar::ReplacementCharacter);
    QTest::newRow("nothing") << QByteArray() << QString() << QList<int>{0} << true;
    QTest::newRow("ASCII") << QByteArray("ab") << QStringLiteral("ab") << QList<int>{0, 1, 2}
                           << true;
    QTest::newRow("two bytes") << QByteArray("\xc3\xa4x") << QStringLiteral("\u00e4x")
                               << QList<int>{0, 2, 3} << true;
    QTest::newRow("three bytes") << QByteArray("\xe2\x82\xac") << QStringLiteral("\u20ac")
                                 << QList<int>{0, 3} << true;
    QTest::newRow("four bytes are two units, both at the first byte")
        << QByteArray("\xf0\x9f\x98\x80.") << QStringLiteral("\U0001f600.")
        << QList<int>{0, 0, 4, 5} << true;
    QTest::newRow("Latin-1 is not valid")
        << QByteArray("\xe4x") << replaced + QLatin1Char('x') << QList<int>{0, 1, 2} << false;
    QTest::newRow("a sequence cut off at the end")
        << QByteArray("a\xe2\x82") << QLatin1Char('a') + replaced + replaced
        << QList<int>{0, 1, 2, 3} << false;
    QTest::newRow("an overlong slash")
        << QByteArray("\xc0\xaf") << replaced + replaced << QList<int>{0, 1, 2} << false;
    QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << replaced + replaced + replaced
                                 << QList<int>{0, 1, 2, 3} << false;
    QTest::newRow("a zero byte") << QByteArray("a\0b", 3) << QString::fromLatin1("a\0b", 3)
                                 << QList<int>{0, 1, 2, 3} << true;
}

void TestUtf8Line::maps()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QFETCH(QList<int>, byteAt);
    QFETCH(bool, valid);

    const Utf8Line line(bytes);
    QCOMPARE(line.text(), text);
    QCOMPARE(line.isValid(), valid);
    QList<int> actual;
    for (int unit = 0; unit <= line.text().size(); ++unit)
        actual << line.byteAt(unit);
    QCOMPARE(actual, byteAt);
}

QTEST_MAIN(TestUtf8Line)
#include "tst_utf8line.moc"

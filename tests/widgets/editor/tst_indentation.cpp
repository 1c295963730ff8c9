// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/editor/indentation.h"

using widgets::ColonOpensBlock;
using widgets::IndentStyle;

class TestIndentation : public QObject
{
    Q_OBJECT

private slots:
    void styles_data();
    void styles();
    void nextLine_data();
    void nextLine();
    void blanks();
};

void TestIndentation::styles_data()
{
    QTest::addColumn<QString>("fileName");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("tabs");
    QTest::addColumn<int>("width");

    QTest::newRow("an empty Python file") << "a.py" << QByteArray() << false << 4;
    QTest::newRow("an empty JavaScript file") << "a.mjs" << QByteArray() << false << 2;
    QTest::newRow("an empty Makefile") << "Makefile" << QByteArray() << true << 4;
    QTest::newRow("Python with two blanks")
        << "a.py" << QByteArray("def f():\n  if x:\n    y\n") << false << 2;
    QTest::newRow("JavaScript with tabs")
        << "a.js" << QByteArray("f() {\n\tg();\n\th();\n}\n") << true << 4;
    QTest::newRow("blank lines do not count")
        << "a.js" << QByteArray("f() {\n    g();\n\n    h();\n  \n}\n") << false << 4;
    QTest::newRow("a Go file with blanks") << "a.go" << QByteArray("f {\n  x\n}\n") << false << 2;
}

void TestIndentation::styles()
{
    QFETCH(QString, fileName);
    QFETCH(QByteArray, text);
    QFETCH(bool, tabs);
    QFETCH(int, width);

    const IndentStyle style = widgets::indentStyleOf(fileName, text);
    QCOMPARE(style.tabs, tabs);
    QCOMPARE(style.width, width);
}

void TestIndentation::nextLine_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<bool>("colon");
    QTest::addColumn<int>("columns");

    QTest::newRow("keeps the indent") << "    x = 1" << true << 4;
    QTest::newRow("a colon opens a block") << "    if x:" << true << 8;
    QTest::newRow("but not in JavaScript") << "  case 1:" << false << 2;
    QTest::newRow("nor in a comment") << "  # note:" << true << 2;
    QTest::newRow("a brace opens one") << "  if (x) {  " << false << 6;
    QTest::newRow("return closes the block") << "        return x" << true << 4;
    QTest::newRow("returned is no return") << "    returned = 1" << true << 4;
    QTest::newRow("return at the left stays there") << "return" << true << 0;
    QTest::newRow("only blanks") << "      " << true << 6;
    QTest::newRow("a tab is as wide as a level") << "\tx" << false << 4;
}

void TestIndentation::nextLine()
{
    QFETCH(QString, before);
    QFETCH(bool, colon);
    QFETCH(int, columns);

    QCOMPARE(widgets::indentBehind(before, {false, 4},
                                   colon ? ColonOpensBlock::Yes : ColonOpensBlock::No),
             columns);
}

void TestIndentation::blanks()
{
    QCOMPARE(widgets::blanksFor(6, {false, 4}), QStringLiteral("      "));
    QCOMPARE(widgets::blanksFor(6, {true, 4}), QStringLiteral("\t  "));
}

QTEST_MAIN(TestIndentation)
#include "tst_indentation.moc"

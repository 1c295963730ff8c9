// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/editor/textsearch.h"

using widgets::SearchQuery;

class TestTextSearch : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void replaces_data();
    void replaces();
    void wrongExpression();
};

void TestTextSearch::finds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("options");   // c: case, w: whole words, r: expression
    QTest::addColumn<QList<int>>("places"); // begin, end, begin, end, ... in bytes

    QTest::newRow("any case") << QByteArray("Ab ab") << "ab"
                              << "" << QList<int>{0, 2, 3, 5};
    QTest::newRow("match case") << QByteArray("Ab ab") << "ab"
                                << "c" << QList<int>{3, 5};
    QTest::newRow("umlauts in any case, counted in bytes")
        << QByteArray("\xc3\x84 \xc3\xa4") << QStringLiteral("\u00e4") << ""
        << QList<int>{0, 2, 3, 5};
    QTest::newRow("behind an emoji") << QByteArray("\xf0\x9f\x98\x80x") << "x"
                                     << "" << QList<int>{4, 5};
    QTest::newRow("behind bytes that are no text") << QByteArray("\xe4x") << "x"
                                                   << "" << QList<int>{1, 2};
    QTest::newRow("whole words") << QByteArray("a ab a_ a.") << "a"
                                 << "w" << QList<int>{0, 1, 8, 9};
    QTest::newRow("whole words that begin with a sign") << QByteArray("$a x$a") << "$a"
                                                        << "w" << QList<int>{0, 2};
    QTest::newRow("signs stand for themselves") << QByteArray("a.c abc") << "a.c"
                                                << "" << QList<int>{0, 3};
    QTest::newRow("an expression") << QByteArray("a.c abc") << "a.c"
                                   << "r" << QList<int>{0, 3, 4, 7};
    QTest::newRow("line ends") << QByteArray("ab\r\ncb\n") << "b$"
                               << "r" << QList<int>{1, 2, 5, 6};
    QTest::newRow("empty matches") << QByteArray("a\nb") << "^"
                                   << "r" << QList<int>{0, 0, 2, 2};
    QTest::newRow("nothing to find") << QByteArray("abc") << ""
                                     << "" << QList<int>{};
    QTest::newRow("a wrong expression") << QByteArray("abc") << "("
                                        << "r" << QList<int>{};
}

void TestTextSearch::finds()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, pattern);
    QFETCH(QString, options);
    QFETCH(QList<int>, places);

    QList<int> actual;
    for (const auto &match :
         widgets::findAll(text, {pattern, options.contains(u'c'), options.contains(u'w'),
                                 options.contains(u'r')}))
        actual << match.begin << match.end;
    QCOMPARE(actual, places);
}

void TestTextSearch::replaces_data()
{
    QTest::addColumn<QString>("replacement");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QByteArray>("first");

    QTest::newRow("groups") << "\\2=$1" << true << QByteArray("1=a");
    QTest::newRow("the whole match") << "[$0]" << true << QByteArray("[a1]");
    QTest::newRow("signs") << "$$\\\\\\t\\n" << true << QByteArray("$\\\t\n");
    QTest::newRow("a sign at the end") << "x\\" << true << QByteArray("x\\");
    QTest::newRow("plain text stays as it is") << "$1\\n" << false << QByteArray("$1\\n");
}

void TestTextSearch::replaces()
{
    QFETCH(QString, replacement);
    QFETCH(bool, regex);
    QFETCH(QByteArray, first);

    const SearchQuery query{regex ? QStringLiteral("([a-z])([0-9])") : QStringLiteral("a1"), false,
                            false, regex};
    const auto texts = widgets::replacements("a1 b2", query, replacement);
    QCOMPARE(texts.size(), size_t(regex ? 2 : 1));
    QCOMPARE(texts.front(), first);
}

void TestTextSearch::wrongExpression()
{
    QVERIFY(widgets::searchError({QStringLiteral("("), false, false, true}));
    QVERIFY(!widgets::searchError({QStringLiteral("("), false, false, false}));
    QVERIFY(!widgets::searchError({QStringLiteral("(a)"), false, true, true}));
}

QTEST_MAIN(TestTextSearch)
#include "tst_textsearch.moc"

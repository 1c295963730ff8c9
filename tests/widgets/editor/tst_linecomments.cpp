// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "widgets/editor/linecomments.h"

using widgets::CommentMarks;

namespace {

QStringList lines(std::initializer_list<const char *> texts)
{
    QStringList result;
    for (const char *text : texts)
        result << QString::fromLatin1(text);
    return result;
}

} // namespace

class TestLineComments : public QObject
{
    Q_OBJECT

private slots:
    void toggles_data();
    void toggles();
};

void TestLineComments::toggles_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("end"); // empty: a line comment
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");

    QTest::newRow("one line out") << "#"
                                  << "" << lines({"  x"}) << lines({"  # x"});
    QTest::newRow("one line in") << "#"
                                 << "" << lines({"  # x"}) << lines({"  x"});
    QTest::newRow("in without the blank") << "//"
                                          << "" << lines({"//x"}) << lines({"x"});
    QTest::newRow("at the smallest indent")
        << "#"
        << "" << lines({"  if a:", "", "    b"}) << lines({"  # if a:", "", "  #   b"});
    QTest::newRow("and back") << "#"
                              << "" << lines({"  # if a:", "", "  #   b"})
                              << lines({"  if a:", "", "    b"});
    QTest::newRow("a mixture goes out") << "#"
                                        << "" << lines({"# a", "b"}) << lines({"# # a", "# b"});
    QTest::newRow("only blank lines stay") << "#"
                                           << "" << lines({"", "  "}) << lines({"", "  "});
    QTest::newRow("block marks out") << "<!--"
                                     << "-->" << lines({" a"}) << lines({" <!-- a -->"});
    QTest::newRow("block marks in") << "<!--"
                                    << "-->" << lines({" <!-- a -->"}) << lines({" a"});
    QTest::newRow("a language without comments") << ""
                                                 << "" << lines({"a"}) << lines({"a"});
}

void TestLineComments::toggles()
{
    QFETCH(QString, begin);
    QFETCH(QString, end);
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);

    const CommentMarks marks =
        end.isEmpty() ? CommentMarks{begin, {}, {}} : CommentMarks{{}, begin, end};
    QCOMPARE(widgets::toggleComments(before, marks), after);
}

QTEST_MAIN(TestLineComments)
#include "tst_linecomments.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLineEdit>
#include <QPointer>
#include <QTreeWidget>

#include "widgets/common/commandpalette.h"

using widgets::CommandPalette;

// As in a workspace of five thousand functions.
class TestCommandPalette : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsNoMoreThanAnybodyReads();
    void theBestComesFirst();
    void theOnesLeftOutAreFound();

private:
    QTreeWidget *list() { return m_palette->findChild<QTreeWidget *>(); }
    QLineEdit *query() { return m_palette->findChild<QLineEdit *>(); }

    QWidget m_window;
    QPointer<CommandPalette> m_palette;
    int m_chosen = -1;
};

void TestCommandPalette::init()
{
    delete m_palette;
    m_window.resize(800, 600);
    m_window.show();
    std::vector<CommandPalette::Entry> entries;
    for (int i = 0; i < 5'000; ++i)
        entries.push_back({QStringLiteral("function-%1").arg(i), QStringLiteral("function"),
                           [this, i] { m_chosen = i; }});
    m_palette = new CommandPalette(std::move(entries), &m_window);
    m_palette->open(QStringLiteral("Where to go"));
    m_chosen = -1;
}

void TestCommandPalette::showsNoMoreThanAnybodyReads()
{
    QCOMPARE(list()->topLevelItemCount(), 201);
    QCOMPARE(list()->topLevelItem(0)->text(0), QStringLiteral("function-0"));
    QCOMPARE(list()->topLevelItem(199)->text(0), QStringLiteral("function-199"));
    const QTreeWidgetItem *more = list()->topLevelItem(200);
    QVERIFY2(more->text(0).contains(QStringLiteral("4800")), qPrintable(more->text(0)));
    QVERIFY(!(more->flags() & Qt::ItemIsEnabled));
}

void TestCommandPalette::theBestComesFirst()
{
    QTest::keyClicks(query(), QStringLiteral("49"));
    QCOMPARE(list()->topLevelItem(0)->text(0), QStringLiteral("function-49"));
    QTest::keyClicks(query(), QStringLiteral("x"));
    QCOMPARE(list()->topLevelItemCount(), 1);
    QVERIFY(!(list()->topLevelItem(0)->flags() & Qt::ItemIsEnabled));
    QTest::keyClick(query(), Qt::Key_Return); // does nothing
    QVERIFY(m_palette->isVisible());
}

void TestCommandPalette::theOnesLeftOutAreFound()
{
    QTest::keyClicks(query(), QStringLiteral("f4999"));
    QTest::keyClick(query(), Qt::Key_Return);
    QTRY_COMPARE(m_chosen, 4'999);
    QTRY_VERIFY(!m_palette);
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>

#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/editor/syntaxmodule.h"

using widgets::CodeEditor;
using widgets::EditorTabs;
using widgets::SyntaxModule;

class TestEditorTabs : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_tabs.reset(); }

    void emptyState();
    void dirtyMarks();
    void savedMeanwhileEdited();
    void openTwiceIsOneTab();
    void closingAsksTheProgram();
    void controlTab();
    void sameTitlesAreToldApart();
    void replacedFromOutside();
    void banner();
    void bannersOfTheirOwn();
    void renamed();
    void zoomIsOneForAll();

private:
    QTabBar *bar() { return m_tabs->findChild<QTabWidget *>()->tabBar(); }
    void type(const QString &text)
    {
        QTest::keyClicks(m_tabs->currentEditor()->textWidget(), text);
    }

    SyntaxModule m_module;
    std::unique_ptr<EditorTabs> m_tabs;
};

void TestEditorTabs::init()
{
    m_tabs = std::make_unique<EditorTabs>(m_module);
    m_tabs->resize(600, 400);
    m_tabs->show();
    QVERIFY(QTest::qWaitForWindowActive(m_tabs.get()));
}

void TestEditorTabs::emptyState()
{
    const auto *hint = m_tabs->findChild<QLabel *>(QStringLiteral("emptyHint"));
    QVERIFY(hint->isVisible());
    m_tabs->openDocument(QStringLiteral("/p/a.py"), QStringLiteral("a.py"), "x");
    QVERIFY(!hint->isVisible());
    QSignalSpy current(m_tabs.get(), &EditorTabs::currentChanged);
    m_tabs->closeDocument(QStringLiteral("/p/a.py"));
    QVERIFY(hint->isVisible());
    QCOMPARE(current.count(), 1);
    QCOMPARE(current.last().first().toString(), QString());
}

void TestEditorTabs::dirtyMarks()
{
    m_tabs->openDocument(QStringLiteral("/p/a.py"), QStringLiteral("a.py"), "x\n");
    m_tabs->openDocument(QStringLiteral("/p/b.py"), QStringLiteral("b.py"), "y\n");
    QSignalSpy dirty(m_tabs.get(), &EditorTabs::dirtyChanged);
    type(QStringLiteral("z"));
    QCOMPARE(m_tabs->dirtyDocuments(), QStringList{QStringLiteral("/p/b.py")});
    QCOMPARE(bar()->tabText(0), QStringLiteral("a.py"));
    QCOMPARE(bar()->tabText(1), QStringLiteral("\u25cf b.py"));
    QVERIFY(bar()->tabToolTip(1).contains(QStringLiteral("not saved")));

    QSignalSpy save(m_tabs.get(), &EditorTabs::saveRequested);
    m_tabs->saveAll();
    QCOMPARE(save.count(), 1);
    QCOMPARE(save.last().at(0).toString(), QStringLiteral("/p/b.py"));
    QCOMPARE(save.last().at(1).toByteArray(), QByteArray("zy\n"));
    QVERIFY(m_tabs->isDirty(QStringLiteral("/p/b.py"))); // asked for is not done
    m_tabs->setSaved(QStringLiteral("/p/b.py"), "zy\n");
    QVERIFY(m_tabs->dirtyDocuments().isEmpty());
    QCOMPARE(bar()->tabText(1), QStringLiteral("b.py"));
    QCOMPARE(dirty.count(), 2);
}

void TestEditorTabs::savedMeanwhileEdited()
{
    const QString path = QStringLiteral("/p/a.py");
    m_tabs->openDocument(path, QStringLiteral("a.py"), "x\n");
    type(QStringLiteral("1"));
    const QByteArray written = m_tabs->contentOf(path);
    type(QStringLiteral("2"));
    m_tabs->setSaved(path, written);
    QVERIFY(m_tabs->isDirty(path));
}

void TestEditorTabs::openTwiceIsOneTab()
{
    const QString a = QStringLiteral("/p/a.py");
    CodeEditor *first = m_tabs->openDocument(a, QStringLiteral("a.py"), "x");
    m_tabs->openDocument(QStringLiteral("/p/b.py"), QStringLiteral("b.py"), "y");
    type(QStringLiteral("z"));
    QCOMPARE(m_tabs->openDocument(a, QStringLiteral("a.py"), "other"), first);
    QCOMPARE(m_tabs->documents().size(), 2);
    QCOMPARE(m_tabs->currentPath(), a);
    QCOMPARE(m_tabs->contentOf(a), QByteArray("x"));
}

void TestEditorTabs::closingAsksTheProgram()
{
    m_tabs->openDocument(QStringLiteral("/p/a.py"), QStringLiteral("a.py"), "x");
    m_tabs->openDocument(QStringLiteral("/p/b.py"), QStringLiteral("b.py"), "y");
    type(QStringLiteral("z"));
    QSignalSpy close(m_tabs.get(), &EditorTabs::closeRequested);
    QTest::mouseClick(bar(), Qt::MiddleButton, Qt::NoModifier, bar()->tabRect(1).center());
    QCOMPARE(close.count(), 1);
    QCOMPARE(close.last().at(0).toString(), QStringLiteral("/p/b.py"));
    QCOMPARE(close.last().at(1).toBool(), true);
    QVERIFY(m_tabs->contains(QStringLiteral("/p/b.py"))); // only asked
    QTest::mouseClick(bar()->tabButton(0, QTabBar::RightSide), Qt::LeftButton);
    QCOMPARE(close.last().at(0).toString(), QStringLiteral("/p/a.py"));
    QCOMPARE(close.last().at(1).toBool(), false);
    m_tabs->closeDocument(QStringLiteral("/p/b.py"));
    QCOMPARE(m_tabs->documents(), QStringList{QStringLiteral("/p/a.py")});
    QCOMPARE(m_tabs->currentPath(), QStringLiteral("/p/a.py"));
}

void TestEditorTabs::controlTab()
{
    for (const char *name : {"a.py", "b.py", "c.py"})
        m_tabs->openDocument(QStringLiteral("/p/") + QLatin1StringView(name),
                             QString::fromLatin1(name), "x");
    QSignalSpy current(m_tabs.get(), &EditorTabs::currentChanged);
    m_tabs->currentEditor()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(m_tabs->currentPath(), QStringLiteral("/p/a.py"));
    QVERIFY(m_tabs->currentEditor()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab,
                    Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_tabs->currentPath(), QStringLiteral("/p/c.py"));
    QCOMPARE(current.count(), 2);
}

void TestEditorTabs::sameTitlesAreToldApart()
{
    m_tabs->openDocument(QStringLiteral("/p/one/app.py"), QStringLiteral("app.py"), "x");
    m_tabs->openDocument(QStringLiteral("/p/two/app.py"), QStringLiteral("app.py"), "x");
    QCOMPARE(bar()->tabText(0), QStringLiteral("app.py (one)"));
    QCOMPARE(bar()->tabText(1), QStringLiteral("app.py (two)"));
    m_tabs->closeDocument(QStringLiteral("/p/one/app.py"));
    QCOMPARE(bar()->tabText(0), QStringLiteral("app.py"));
}

void TestEditorTabs::replacedFromOutside()
{
    const QString path = QStringLiteral("/p/a.py");
    m_tabs->openDocument(path, QStringLiteral("a.py"), "x\ny\n");
    m_tabs->goTo(path, 2, 1);
    m_tabs->replaceContent(path, "new\nx\ny\n");
    QCOMPARE(m_tabs->contentOf(path), QByteArray("new\nx\ny\n"));
    QCOMPARE(m_tabs->editor(path)->cursorLine(), 3);
    QVERIFY(!m_tabs->isDirty(path));
}

void TestEditorTabs::banner()
{
    const QString path = QStringLiteral("/p/a.py");
    m_tabs->openDocument(path, QStringLiteral("a.py"), "x");
    m_tabs->showBanner(path, QStringLiteral("Changed on disk"),
                       {{QStringLiteral("reload"), QStringLiteral("Reload")},
                        {QStringLiteral("keep"), QStringLiteral("Keep mine")}});
    QCOMPARE(m_tabs->bannerText(path), QStringLiteral("Changed on disk"));
    QSignalSpy triggered(m_tabs.get(), &EditorTabs::bannerTriggered);
    auto *keep = m_tabs->findChild<QPushButton *>(QStringLiteral("banner-keep"));
    QVERIFY(keep->isVisible());
    QTest::mouseClick(keep, Qt::LeftButton);
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(triggered.last().at(0).toString(), path);
    QCOMPARE(triggered.last().at(1).toString(), QStringLiteral("keep"));
    m_tabs->showBanner(path, QStringLiteral("Read-only"));
    QCOMPARE(m_tabs->bannerText(path), QStringLiteral("Read-only"));
    m_tabs->hideBanner(path);
    QCOMPARE(m_tabs->bannerText(path), QString());
}

void TestEditorTabs::bannersOfTheirOwn()
{
    m_tabs->openDocument(QStringLiteral("/p/a.bin"), QStringLiteral("a.bin"),
                         QByteArray("a\0b", 3));
    QVERIFY(m_tabs->bannerText(QStringLiteral("/p/a.bin")).contains(QStringLiteral("not a text")));
    m_tabs->openDocument(QStringLiteral("/p/l.py"), QStringLiteral("l.py"), "x = '\xe4'\n");
    QVERIFY(m_tabs->bannerText(QStringLiteral("/p/l.py")).contains(QStringLiteral("UTF-8")));
    type(QStringLiteral("y"));
    QCOMPARE(m_tabs->contentOf(QStringLiteral("/p/l.py")), QByteArray("yx = '\xe4'\n"));
    m_tabs->openDocument(QStringLiteral("/p/u.py"), QStringLiteral("u.py"), "x = '\xc3\xa4'\n");
    QCOMPARE(m_tabs->bannerText(QStringLiteral("/p/u.py")), QString());
}

void TestEditorTabs::renamed()
{
    m_tabs->openDocument(QStringLiteral("/p/a.py"), QStringLiteral("a.py"), "x");
    type(QStringLiteral("y"));
    m_tabs->renameDocument(QStringLiteral("/p/a.py"), QStringLiteral("/p/b.js"),
                           QStringLiteral("b.js"));
    QCOMPARE(m_tabs->documents(), QStringList{QStringLiteral("/p/b.js")});
    QCOMPARE(m_tabs->currentEditor()->languageName(), QStringLiteral("JavaScript"));
    QVERIFY(m_tabs->isDirty(QStringLiteral("/p/b.js")));
    QCOMPARE(bar()->tabText(0), QStringLiteral("\u25cf b.js"));
}

void TestEditorTabs::zoomIsOneForAll()
{
    CodeEditor *a = m_tabs->openDocument(QStringLiteral("/p/a.py"), QStringLiteral("a.py"), "x");
    CodeEditor *b = m_tabs->openDocument(QStringLiteral("/p/b.py"), QStringLiteral("b.py"), "x");
    b->zoomIn();
    b->zoomIn();
    QCOMPARE(a->zoom(), 2);
    CodeEditor *c = m_tabs->openDocument(QStringLiteral("/p/c.py"), QStringLiteral("c.py"), "x");
    QCOMPARE(c->zoom(), 2);
}

QTEST_MAIN(TestEditorTabs)
#include "tst_editortabs.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAccessible>
#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include "engine/project/workspace.h"
#include "tests/app/windowdriver.h"
#include "widgets/charts/latencypanel.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"
#include "widgets/events/eventeditor.h"
#include "widgets/invoke/invokebar.h"

using testsupport::WindowDriver;

namespace {

// As the keyboard goes: to whatever has the focus.
void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget *popup = QApplication::activePopupWidget();
    QWidget *target =
        popup && popup->focusWidget() ? popup->focusWidget() : QApplication::focusWidget();
    QVERIFY2(target, "nothing has the focus");
    QTest::keyClick(target, Qt::Key(key), modifiers);
}

QString focusName()
{
    const QWidget *focused = QApplication::focusWidget();
    return focused ? QString::fromLatin1(focused->metaObject()->className()) + u' '
                         + focused->objectName()
                   : QStringLiteral("nothing");
}

} // namespace

// Everything without a mouse, and both themes.
class TestWindowKeyboard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_driver.reset(); }
    void altAndANumberLeadsToEveryPanel_data();
    void altAndANumberLeadsToEveryPanel();
    void tabReachesInvoke();
    void aMistakeInTheEventIsToldAndStopsInvoke();
    void theEditorsKeys();
    void theBurstPopupByKeys();
    void everyControlHasAName();
    void themesSwitchWhileEverythingIsOpen();

private:
    testsupport::IsolatedHome m_home;
    QTemporaryDir m_folder;
    QString m_sample;
    std::unique_ptr<WindowDriver> m_driver;
};

void TestWindowKeyboard::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    m_sample = m_folder.filePath(QStringLiteral("sample"));
    QVERIFY(engine::writeSampleWorkspace(m_sample).has_value());
}

void TestWindowKeyboard::init()
{
    m_driver = std::make_unique<WindowDriver>();
    QVERIFY(m_driver->open(m_sample));
}

void TestWindowKeyboard::altAndANumberLeadsToEveryPanel_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("dock");
    int key = Qt::Key_1;
    for (const char *dock : {"functionsDock", "configurationDock", "eventDock", "responseDock",
                             "logsDock", "historyDock", "latencyDock", "costDock", "buildDock"})
        QTest::newRow(dock) << key++ << QString::fromLatin1(dock);
}

void TestWindowKeyboard::altAndANumberLeadsToEveryPanel()
{
    QFETCH(int, key);
    QFETCH(QString, dock);
    m_driver->openFile(m_sample + QStringLiteral("/hello/app.py"))->textWidget()->setFocus();
    press(key, Qt::AltModifier);
    auto *panel = m_driver->window().findChild<QDockWidget *>(dock);
    QVERIFY(panel);
    QTRY_VERIFY(panel->widget()->isVisible());
    QVERIFY2(panel->isAncestorOf(QApplication::focusWidget()), qPrintable(focusName()));
    press(Qt::Key_0, Qt::AltModifier);
    QVERIFY2(m_driver->panel<widgets::EditorTabs>()->isAncestorOf(QApplication::focusWidget()),
             qPrintable(focusName()));
}

void TestWindowKeyboard::tabReachesInvoke()
{
    press(Qt::Key_1, Qt::AltModifier);
    const QWidget *invoke = m_driver->find<QPushButton>("invoke");
    QStringList way;
    for (int step = 0; step < 200 && QApplication::focusWidget() != invoke; ++step) {
        way << focusName();
        // Both editors take Tab for themselves; Alt and a number leaves them.
        if (m_driver->panel<widgets::EditorTabs>()->isAncestorOf(QApplication::focusWidget()))
            press(Qt::Key_2, Qt::AltModifier);
        else if (QApplication::focusWidget()->objectName() == QStringLiteral("eventText"))
            press(Qt::Key_4, Qt::AltModifier);
        else
            press(Qt::Key_Tab);
    }
    QVERIFY2(QApplication::focusWidget() == invoke, qPrintable(way.join(u'\n')));
}

void TestWindowKeyboard::aMistakeInTheEventIsToldAndStopsInvoke()
{
    press(Qt::Key_3, Qt::AltModifier);
    auto *text = m_driver->find<QPlainTextEdit>("eventText");
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(text));
    m_driver->typeEvent("{\n\"name\": oops\n}");
    auto *message = m_driver->find<widgets::MessageLine>("eventMessage");
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->text().contains(QStringLiteral("line 2")), qPrintable(message->text()));
    QVERIFY2(message->text().contains(QStringLiteral("column")), qPrintable(message->text()));
    auto *invoke = m_driver->find<QPushButton>("invoke");
    QVERIFY(!invoke->isEnabled());
    QCOMPARE(invoke->toolTip(), QStringLiteral("The event is not valid"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!m_driver->panel<widgets::InvokeBar>()->isBusy());
    QVERIFY(!text->toPlainText().endsWith(QStringLiteral("\n\n"))); // nor a new line
    m_driver->typeEvent("{\n\"name\": \"fine\"\n}");
    QTRY_VERIFY(!message->isVisible());
    QVERIFY(invoke->isEnabled());
}

void TestWindowKeyboard::theEditorsKeys()
{
    auto *editor = m_driver->openFile(m_sample + QStringLiteral("/hello/app.py"));
    editor->textWidget()->setFocus();
    press(Qt::Key_F, Qt::ControlModifier);
    auto *bar = editor->findChild<QWidget *>(QStringLiteral("findBar"));
    QVERIFY(bar && bar->isVisible());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("calls"));
    press(Qt::Key_F3);
    const int first = editor->cursorLine();
    press(Qt::Key_F3);
    QVERIFY(editor->cursorLine() != first);
    press(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(editor->cursorLine(), first);
    press(Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
    QVERIFY2(editor->isAncestorOf(QApplication::focusWidget()), qPrintable(focusName()));
    press(Qt::Key_G, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("9"));
    press(Qt::Key_Return);
    QCOMPARE(editor->cursorLine(), 9);
    QVERIFY2(editor->isAncestorOf(QApplication::focusWidget()), qPrintable(focusName()));
    // Another tab, and back.
    auto *tabs = m_driver->panel<widgets::EditorTabs>();
    const QString path = tabs->currentPath();
    press(Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(tabs->currentPath() != path);
}

void TestWindowKeyboard::theBurstPopupByKeys()
{
    auto *options = m_driver->find<QWidget>("burstOptions");
    options->setFocus();
    press(Qt::Key_Space);
    auto *popup = m_driver->find<QWidget>("burstPopup");
    QTRY_VERIFY(popup->isVisible());
    press(Qt::Key_Escape);
    QTRY_VERIFY(!popup->isVisible());
    QVERIFY(!m_driver->panel<widgets::InvokeBar>()->isBusy());
}

void TestWindowKeyboard::everyControlHasAName()
{
    // Who can't see the window is told what a control is for.
    QStringList nameless;
    for (QWidget *widget : m_driver->window().findChildren<QWidget *>()) {
        const auto type = QLatin1StringView(widget->metaObject()->className());
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->isHidden()
            || widget->objectName().startsWith(QStringLiteral("qt_"))
            || type.startsWith(QLatin1StringView("QComboBox"))) // the list of an open one
            continue;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken && spoken->text(QAccessible::Name).isEmpty())
            nameless << type + u' ' + widget->objectName() + QStringLiteral(" in ")
                            + widget->parentWidget()->objectName();
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestWindowKeyboard::themesSwitchWhileEverythingIsOpen()
{
    auto *editor = m_driver->openFile(m_sample + QStringLiteral("/hello/app.py"));
    QTest::keyClick(editor->textWidget(), Qt::Key_F, Qt::ControlModifier);
    for (const auto choice : {app::Theming::Choice::Dark, app::Theming::Choice::Light,
                              app::Theming::Choice::Dark, app::Theming::Choice::Light}) {
        m_driver->theming().setChoice(choice);
        QCoreApplication::processEvents();
        const auto scheme =
            choice == app::Theming::Choice::Dark ? widgets::Scheme::Dark : widgets::Scheme::Light;
        for (const char *dock :
             {"functionsDock", "configurationDock", "eventDock", "responseDock", "logsDock",
              "historyDock", "latencyDock", "costDock", "buildDock"}) {
            m_driver->window().raisePanel(QString::fromLatin1(dock));
            const auto *panel = m_driver->find<QDockWidget>(dock)->widget();
            QVERIFY2(widgets::schemeOf(panel) == scheme, dock);
            QTRY_VERIFY(panel->isVisible());
            // What is painted is in the theme: most of a panel is its background.
            const QImage picture = m_driver->find<QDockWidget>(dock)->widget()->grab().toImage();
            qint64 bright = 0, all = 0;
            for (int y = 0; y < picture.height(); y += 4) {
                for (int x = 0; x < picture.width(); x += 4, ++all)
                    bright += qGray(picture.pixel(x, y)) > 128 ? 1 : 0;
            }
            QVERIFY2((bright * 2 > all) == (scheme == widgets::Scheme::Light), dock);
        }
        const QImage code = editor->grab().toImage();
        QCOMPARE(qGray(code.pixel(code.width() - 20, code.height() / 2)) > 128,
                 scheme == widgets::Scheme::Light);
    }
}

QTEST_MAIN(TestWindowKeyboard)
#include "tst_windowkeyboard.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>

#include "widgets/common/messageline.h"
#include "widgets/config/formfield.h"
#include "widgets/config/functionconfigform.h"
#include "widgets/config/layerseditor.h"

using widgets::FunctionConfigForm;
using widgets::LayersEditor;

namespace {

const QString Arn = QStringLiteral("arn:aws:lambda:us-east-1:017000801446:layer:Powertools:7");

QStringList names(const char *list)
{
    return QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
}

std::vector<widgets::LayerChoice> choices()
{
    return {{QStringLiteral("Base"), QStringLiteral("layers/base"), 12'300'000, {}},
            {QStringLiteral("Libs"), QStringLiteral("libs.zip"), 700'000, {}},
            {QStringLiteral("Gone"),
             QStringLiteral("gone.zip"),
             -1,
             {QStringLiteral("The layer Gone is not there."), QStringLiteral("Check it.")}}};
}

template <typename T>
T *child(QWidget *parent, const char *name)
{
    return parent->findChild<T *>(QLatin1StringView(name));
}

// A form that shows a function with these layers.
struct Driver
{
    explicit Driver(const QStringList &layers, int fixed = 0)
    {
        QLocale::setDefault(QLocale(QLocale::English));
        function.logicalId = function.config.name = QStringLiteral("f");
        function.config.runtime = QStringLiteral("python3.11");
        function.config.handler = QStringLiteral("app.handler");
        function.config.layers = layers;
        function.globalLayers = fixed;
        form.setLayerChoices(choices());
        form.setFunction(function);
        form.resize(500, 900);
        form.show();
        list = child<QTreeWidget>(&form, "layerList");
        list->setFocus();
    }
    void choose(int row) { list->setCurrentItem(list->topLevelItem(row)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(list, key, modifiers);
    }
    void click(const char *name)
    {
        QTest::mouseClick(child<QToolButton>(&form, name), Qt::LeftButton);
    }
    // The entry of the menu, as a click on it would take it.
    void add(const QString &id)
    {
        auto *menu = child<QMenu>(&form, "addLayerMenu");
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == id)
                return action->trigger();
        }
        QFAIL("the menu does not offer it");
    }
    QStringList layers() const { return form.config().layers; }
    bool enabled(const char *name) { return child<QToolButton>(&form, name)->isEnabled(); }
    QString text(int row, int column) const { return list->topLevelItem(row)->text(column); }

    engine::WorkspaceFunction function;
    FunctionConfigForm form;
    QTreeWidget *list = nullptr;
};

} // namespace

class TestLayersEditor : public QObject
{
    Q_OBJECT

private slots:
    void showsNamesContentsAndSizes();
    void addsWhatTheTemplateDeclares();
    void removesAndMoves();
    void worksByKeyboard();
    void layersOfGlobalsStay();
    void tellsWhatIsWrong();
    void theSixthIsAnErrorAtTheField();
    void changesCanBeTakenBack();
    void undoAndRedo();
    void intrinsicsAreLocked();
};

void TestLayersEditor::showsNamesContentsAndSizes()
{
    Driver driver(names("Base Libs"));
    QSignalSpy edited(&driver.form, &FunctionConfigForm::edited);
    QCOMPARE(driver.text(0, 0), QStringLiteral("Base"));
    QCOMPARE(driver.text(0, 1), QStringLiteral("layers/base"));
    QCOMPARE(driver.text(0, 2), QStringLiteral("12.3 MB"));
    QCOMPARE(driver.text(1, 2), QStringLiteral("700.0 kB"));
    QCOMPARE(child<QLabel>(&driver.form, "layersSize")->text(),
             QStringLiteral("13.0 MB of 262.1 MB for code and layers together"));
    QCOMPARE(edited.count(), 0);
    Driver none({});
    QVERIFY(child<QLabel>(&none.form, "layersSize")->text().contains(QStringLiteral("/opt")));
}

void TestLayersEditor::addsWhatTheTemplateDeclares()
{
    Driver driver(names("Base"));
    QSignalSpy edited(&driver.form, &FunctionConfigForm::edited);
    auto *menu = child<QMenu>(&driver.form, "addLayerMenu");
    emit menu->aboutToShow();
    QStringList offered;
    for (const QAction *action : menu->actions())
        offered << action->text();
    QCOMPARE(offered, names("Libs Gone"));
    driver.add(QStringLiteral("Libs"));
    QCOMPARE(driver.layers(), names("Base Libs"));
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited.last().at(0).value<engine::FunctionConfig>().layers, names("Base Libs"));
    driver.add(QStringLiteral("Gone"));
    emit menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 1);
    QVERIFY(!menu->actions().constFirst()->isEnabled());
}

void TestLayersEditor::removesAndMoves()
{
    Driver driver(names("Base Libs Gone"));
    QVERIFY(!driver.enabled("removeLayer"));
    driver.choose(0);
    QVERIFY(!driver.enabled("layerUp"));
    driver.click("layerDown");
    QCOMPARE(driver.layers(), names("Libs Base Gone"));
    QCOMPARE(driver.list->currentItem(), driver.list->topLevelItem(1)); // it goes along
    driver.click("layerDown");
    QVERIFY(!driver.enabled("layerDown"));
    driver.click("layerUp");
    QCOMPARE(driver.layers(), names("Libs Base Gone"));
    driver.click("removeLayer");
    QCOMPARE(driver.layers(), names("Libs Gone"));
    QCOMPARE(driver.list->currentItem(), driver.list->topLevelItem(1));
    driver.click("removeLayer");
    driver.click("removeLayer");
    QCOMPARE(driver.layers(), QStringList());
    QVERIFY(!driver.enabled("removeLayer"));
}

void TestLayersEditor::worksByKeyboard()
{
    Driver driver(names("Base Libs Gone"));
    driver.choose(0);
    driver.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(driver.layers(), names("Libs Base Gone"));
    driver.press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(driver.layers(), names("Base Libs Gone"));
    driver.press(Qt::Key_Up, Qt::AltModifier); // at the top already
    QCOMPARE(driver.layers(), names("Base Libs Gone"));
    driver.press(Qt::Key_Down);
    driver.press(Qt::Key_Delete);
    QCOMPARE(driver.layers(), names("Base Gone"));
    // a label's mnemonic leads to the list
    auto *field = child<widgets::FormField>(&driver.form, "layersField");
    QVERIFY(field->isAncestorOf(driver.list));
    QCOMPARE(child<LayersEditor>(&driver.form, "layers")->focusProxy(), driver.list);
}

void TestLayersEditor::layersOfGlobalsStay()
{
    Driver driver(names("Base Libs Gone"), 1);
    QCOMPARE(driver.text(0, 0), QStringLiteral("Base (Globals)"));
    driver.choose(0);
    QVERIFY(!driver.enabled("removeLayer"));
    QVERIFY(!driver.enabled("layerDown"));
    driver.press(Qt::Key_Delete);
    driver.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(driver.layers(), names("Base Libs Gone"));
    driver.choose(1);
    QVERIFY(!driver.enabled("layerUp")); // not over those of Globals
    driver.press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(driver.layers(), names("Base Libs Gone"));
}

void TestLayersEditor::tellsWhatIsWrong()
{
    Driver driver(names("Base Gone") << Arn);
    QCOMPARE(driver.text(2, 0), QStringLiteral("Powertools:7"));
    auto *message = child<widgets::MessageLine>(&driver.form, "layersMessage");
    QVERIFY2(message->text().contains(QStringLiteral("The layer Gone is not there.")),
             qPrintable(message->text()));
    driver.choose(2); // the chosen one's problem goes first
    QVERIFY2(message->text().contains(QStringLiteral("Powertools:7")), qPrintable(message->text()));
    QVERIFY(message->text().contains(QStringLiteral("get-layer-version-by-arn"))); // the remedy
    QVERIFY(driver.list->topLevelItem(1)
                ->data(0, Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("not there")));
    QVERIFY(
        child<QLabel>(&driver.form, "layersSize")->text().startsWith(QStringLiteral("At least")));
    driver.press(Qt::Key_Delete);
    driver.choose(1);
    driver.press(Qt::Key_Delete);
    QCOMPARE(message->text(), QString());
}

void TestLayersEditor::theSixthIsAnErrorAtTheField()
{
    Driver driver(names("A B C D E"));
    auto *field = child<widgets::FormField>(&driver.form, "layersField");
    QCOMPARE(field->message(), QString());
    driver.add(QStringLiteral("Base"));
    QVERIFY2(field->message().startsWith(QStringLiteral("Cannot reference more than 5 layers.")),
             qPrintable(field->message()));
    QVERIFY(field->message().contains(QStringLiteral("Remove a layer")));
    driver.press(Qt::Key_Delete);
    QCOMPARE(field->message(), QString());
}

void TestLayersEditor::changesCanBeTakenBack()
{
    Driver driver(names("Base Libs"));
    auto *field = child<widgets::FormField>(&driver.form, "layersField");
    auto *reset = child<QToolButton>(field, "reset");
    QVERIFY(!reset->isVisibleTo(&driver.form) || !reset->isEnabled());
    driver.choose(0);
    driver.press(Qt::Key_Delete);
    QVERIFY(reset->isVisibleTo(&driver.form) && reset->isEnabled());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(driver.layers(), names("Base Libs"));
}

void TestLayersEditor::undoAndRedo()
{
    Driver driver(names("Base Libs"));
    driver.choose(0);
    driver.press(Qt::Key_Delete);
    driver.add(QStringLiteral("Gone"));
    QCOMPARE(driver.layers(), names("Libs Gone"));
    // the owner's answers do not end it
    driver.function.config = driver.form.config();
    driver.form.setFunction(driver.function);
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.layers(), names("Libs"));
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.layers(), names("Base Libs"));
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.layers(), names("Base Libs"));
    driver.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(driver.layers(), names("Libs"));
    // what comes from elsewhere does
    driver.function.config.layers = names("Gone");
    driver.form.setFunction(driver.function);
    driver.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.layers(), names("Gone"));
}

void TestLayersEditor::intrinsicsAreLocked()
{
    Driver driver(names("Base"));
    driver.function.intrinsics[QStringLiteral("Layers")] = QStringLiteral("!If [Prod, [..], [..]]");
    driver.form.setFunction(driver.function);
    QVERIFY(child<widgets::FormField>(&driver.form, "layersField")->isLocked());
    QVERIFY(!driver.list->isEnabled());
}

QTEST_MAIN(TestLayersEditor)
#include "tst_layerseditor.moc"

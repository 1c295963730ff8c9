// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include "widgets/config/environmenteditor.h"
#include "widgets/config/formfield.h"
#include "widgets/config/functionconfigform.h"

using widgets::EnvironmentModel;
using widgets::FormField;
using widgets::FunctionConfigForm;

namespace {

engine::WorkspaceFunction hello()
{
    engine::WorkspaceFunction function;
    function.logicalId = QStringLiteral("Hello");
    function.config.name = QStringLiteral("hello");
    function.config.runtime = QStringLiteral("python3.11");
    function.config.handler = QStringLiteral("app.handler");
    function.config.environment = {{QStringLiteral("TABLE"), QStringLiteral("orders")}};
    return function;
}

template <typename T>
T *child(QWidget *parent, const char *name)
{
    return parent->findChild<T *>(QLatin1StringView(name));
}

void type(QSpinBox *box, const QString &text)
{
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, text);
}

} // namespace

class TestFunctionConfigForm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void showingAFunctionEmitsNothing();
    void typingEmitsTheWholeConfig();
    void errorsStandAtTheirField();
    void theOwnersAnswerLeavesTheCaretAlone();
    void aChangeFromElsewhereArrives();
    void changesCanBeTakenBack();
    void intrinsicsAreLocked();
    void textWhereANumberBelongs();
    void unknownRuntimeStays();
    void theSliderSetsUsualSizes();
    void environmentModel();
    void variablesAreEditedInTheGrid();
    void environmentLines_data();
    void environmentLines();
};

void TestFunctionConfigForm::showingAFunctionEmitsNothing()
{
    FunctionConfigForm form;
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    form.setFunction(hello());
    QCOMPARE(edited.count(), 0);
    QCOMPARE(form.config(), hello().config);
    QVERIFY(child<QLineEdit>(&form, "name")->isReadOnly());
}

void TestFunctionConfigForm::typingEmitsTheWholeConfig()
{
    FunctionConfigForm form;
    form.setPriceText([](engine::Megabytes memory, engine::Architecture) {
        return QStringLiteral("$%1").arg(memory.value);
    });
    form.setFunction(hello());
    form.show();
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    type(child<QSpinBox>(&form, "memory"), QStringLiteral("512"));
    QVERIFY(edited.count() > 0);
    engine::FunctionConfig expected = hello().config;
    expected.memory = {512};
    QCOMPARE(edited.last().at(0).value<engine::FunctionConfig>(), expected);
    QCOMPARE(child<QLabel>(&form, "memoryHint")->text(), QStringLiteral("0.29 vCPU · $512 per ms"));
}

void TestFunctionConfigForm::errorsStandAtTheirField()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    auto *memory = child<QSpinBox>(&form, "memory");
    auto *field = child<FormField>(&form, "memoryField");
    type(memory, QStringLiteral("127"));
    QCOMPARE(field->message(), QStringLiteral("Memory must be 128 to 10,240 MB."));
    QVERIFY(memory->property("invalid").toBool());
    type(memory, QStringLiteral("10241"));
    QVERIFY(memory->property("invalid").toBool());
    type(memory, QStringLiteral("10240"));
    QCOMPARE(field->message(), QString());
    QVERIFY(!memory->property("invalid").toBool());
    type(child<QSpinBox>(&form, "timeout"), QStringLiteral("901"));
    QVERIFY(child<FormField>(&form, "timeoutField")->message().contains(QStringLiteral("900")));
}

void TestFunctionConfigForm::theOwnersAnswerLeavesTheCaretAlone()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    form.activateWindow();
    auto *handler = child<QLineEdit>(&form, "handler");
    handler->setFocus();
    handler->setCursorPosition(3);
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    QTest::keyClicks(handler, QStringLiteral("ab"));
    QCOMPARE(handler->text(), QStringLiteral("appab.handler"));
    engine::WorkspaceFunction first = hello(); // the answer to "a" comes after "b" was typed
    first.config = edited.at(0).at(0).value<engine::FunctionConfig>();
    form.setFunction(first);
    QCOMPARE(handler->text(), QStringLiteral("appab.handler"));
    QCOMPARE(handler->cursorPosition(), 5);
    engine::WorkspaceFunction second = hello();
    second.config = edited.at(1).at(0).value<engine::FunctionConfig>();
    form.setFunction(second);
    QTest::keyClicks(handler, QStringLiteral("c"));
    QCOMPARE(handler->text(), QStringLiteral("appabc.handler"));
}

void TestFunctionConfigForm::aChangeFromElsewhereArrives()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    engine::WorkspaceFunction changed = hello();
    changed.config.memory = {1024};
    changed.config.description = QStringLiteral("greets");
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    form.setFunction(changed);
    QCOMPARE(form.config(), changed.config);
    QCOMPARE(edited.count(), 0);
}

void TestFunctionConfigForm::changesCanBeTakenBack()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    auto *reset =
        child<FormField>(&form, "memoryField")->findChild<QToolButton *>(QStringLiteral("reset"));
    QVERIFY(!reset->isVisible());
    type(child<QSpinBox>(&form, "memory"), QStringLiteral("512"));
    QVERIFY(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(form.config(), hello().config);
    QVERIFY(!reset->isVisible());
}

void TestFunctionConfigForm::intrinsicsAreLocked()
{
    engine::WorkspaceFunction function = hello();
    function.intrinsics[QStringLiteral("MemorySize")] = QStringLiteral("!Ref Size");
    function.intrinsics[QStringLiteral("Environment.TABLE")] = QStringLiteral("!Ref Table");
    function.origins[QStringLiteral("Timeout")] = engine::WorkspaceFunction::Origin::Globals;
    FunctionConfigForm form;
    form.setFunction(function);
    QVERIFY(!child<QSpinBox>(&form, "memory")->isEnabled());
    QVERIFY(
        child<FormField>(&form, "memoryField")->message().contains(QStringLiteral("!Ref Size")));
    QCOMPARE(child<FormField>(&form, "timeoutField")
                 ->findChild<QLabel *>(QStringLiteral("origin"))
                 ->text(),
             QStringLiteral("from Globals"));
    auto *table = child<QTableView>(&form, "environmentTable");
    const QModelIndex value = table->model()->index(0, EnvironmentModel::ValueColumn);
    QVERIFY(!(value.flags() & Qt::ItemIsEditable));
    QSignalSpy wanted(&form, &FunctionConfigForm::propertyActivated);
    child<FormField>(&form, "memoryField")
        ->findChild<QToolButton *>(QStringLiteral("lock"))
        ->click();
    QCOMPARE(wanted.at(0).at(1).toString(), QStringLiteral("MemorySize"));
}

void TestFunctionConfigForm::textWhereANumberBelongs()
{
    engine::WorkspaceFunction function = hello();
    function.malformed[QStringLiteral("MemorySize")] = QStringLiteral("abc");
    FunctionConfigForm form;
    form.setFunction(function);
    form.show();
    auto *memory = child<QSpinBox>(&form, "memory");
    QCOMPARE(memory->text(), QStringLiteral("abc"));
    QVERIFY(memory->property("invalid").toBool());
    QCOMPARE(form.config(), function.config);
    QCOMPARE(form.errors().front().kind, engine::ConfigError::Kind::NotANumber);
    type(memory, QStringLiteral("256"));
    QCOMPARE(form.config().memory.value, 256);
    QVERIFY(form.errors().empty());
}

void TestFunctionConfigForm::unknownRuntimeStays()
{
    engine::WorkspaceFunction function = hello();
    function.config.runtime = QStringLiteral("cobol1");
    FunctionConfigForm form;
    form.setFunction(function);
    QCOMPARE(form.config().runtime, QStringLiteral("cobol1"));
    QVERIFY(!child<FormField>(&form, "runtimeField")->message().isEmpty());
}

void TestFunctionConfigForm::theSliderSetsUsualSizes()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    auto *slider = child<QSlider>(&form, "memorySlider");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(form.config().memory.value, 10240);
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(form.config().memory.value, 128);
}

void TestFunctionConfigForm::environmentModel()
{
    EnvironmentModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &EnvironmentModel::edited);
    model.setVariables({{QStringLiteral("A1"), QStringLiteral("x")}});
    QCOMPARE(edited.count(), 0);
    QCOMPARE(model.appendBlank(), 1);
    QCOMPARE(model.variables().size(), std::size_t(1)); // a blank row is no variable
    QCOMPARE(model.duplicate(0), 1);
    QCOMPARE(model.variables()[1].key, QStringLiteral("A1_2"));
    model.setData(model.index(1, 0), QStringLiteral("AWS_REGION"), Qt::EditRole);
    QVERIFY(model.firstProblem().contains(QStringLiteral("AWS_REGION")));
    model.setData(model.index(1, 0), QStringLiteral("A1"), Qt::EditRole);
    QVERIFY(model.firstProblem().contains(QStringLiteral("twice")));
    model.remove({0});
    QCOMPARE(model.firstProblem(), QString());
    model.merge(
        {{QStringLiteral("A1"), QStringLiteral("y")}, {QStringLiteral("B1"), QStringLiteral("z")}});
    const std::vector<engine::EnvironmentVariable> expected{
        {QStringLiteral("A1"), QStringLiteral("y")}, {QStringLiteral("B1"), QStringLiteral("z")}};
    QVERIFY(model.variables() == expected);
}

void TestFunctionConfigForm::variablesAreEditedInTheGrid()
{
    FunctionConfigForm form;
    form.resize(400, 900);
    form.setFunction(hello());
    form.show();
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    auto *table = child<QTableView>(&form, "environmentTable");
    QCOMPARE(child<QLabel>(&form, "environmentBudget")->text(), QStringLiteral("18 / 4,096 bytes"));
    QTest::mouseClick(child<QToolButton>(&form, "addVariable"), Qt::LeftButton);
    QWidget *editor = table->findChild<QLineEdit *>();
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("AWS_REGION"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(edited.count() > 0); // the delegate commits by the event loop
    auto *message = child<QWidget>(&form, "environmentMessage");
    QVERIFY(message->isVisible());
    table->selectRow(1);
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(!message->isVisible());
    QGuiApplication::clipboard()->setText(QStringLiteral("export MODE=fast\nTABLE='new'\n"));
    QTest::keyClick(table, Qt::Key_V, Qt::ControlModifier);
    const std::vector<engine::EnvironmentVariable> expected{
        {QStringLiteral("TABLE"), QStringLiteral("new")},
        {QStringLiteral("MODE"), QStringLiteral("fast")}};
    QVERIFY(form.config().environment == expected);
    QGuiApplication::clipboard()->setText(QStringLiteral("BIG=") + QString(5'000, u'x'));
    QTest::keyClick(table, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(message->isVisible());
}

void TestFunctionConfigForm::environmentLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << "A=b"
                           << "A"
                           << "b";
    QTest::newRow("exported") << "export A=b"
                              << "A"
                              << "b";
    QTest::newRow("a value may hold =") << "A=b=c"
                                        << "A"
                                        << "b=c";
    QTest::newRow("comment behind a value") << "A=b # c"
                                            << "A"
                                            << "b";
    QTest::newRow("double quotes") << "A=\"b \\\"c\\\"\\nd\""
                                   << "A"
                                   << "b \"c\"\nd";
    QTest::newRow("single quotes are taken literally") << "A='b\\n'"
                                                       << "A"
                                                       << "b\\n";
    QTest::newRow("empty value") << "A="
                                 << "A"
                                 << "";
}

void TestFunctionConfigForm::environmentLines()
{
    QFETCH(QString, text);
    QFETCH(QString, key);
    QFETCH(QString, value);
    const std::vector<engine::EnvironmentVariable> expected{{key, value}};
    QVERIFY(widgets::parseEnvironmentLines(text) == expected);
    QVERIFY(widgets::parseEnvironmentLines(widgets::environmentLines(expected)) == expected);
}

QTEST_MAIN(TestFunctionConfigForm)
#include "tst_functionconfigform.moc"

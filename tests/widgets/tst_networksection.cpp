// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QToolButton>

#include "widgets/common/messageline.h"
#include "widgets/config/formfield.h"
#include "widgets/config/functionconfigform.h"

using engine::FunctionConfig;
using engine::Network;
using widgets::FormField;
using widgets::FunctionConfigForm;
using widgets::MessageLine;
using Ports = std::vector<int>;

namespace {

engine::WorkspaceFunction hello()
{
    engine::WorkspaceFunction function;
    function.logicalId = QStringLiteral("Hello");
    function.config.name = QStringLiteral("hello");
    function.config.runtime = QStringLiteral("python3.11");
    function.config.handler = QStringLiteral("app.handler");
    return function;
}

template <typename T>
T *child(QWidget *parent, const char *name)
{
    return parent->findChild<T *>(QLatin1StringView(name));
}

} // namespace

// The section of the form about what a function may reach, typed into.
class TestNetworkSection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void portsAreTyped();
    void onlyNumbersCanBeTyped();
    void wrongPortsAreToldAtTheField_data();
    void wrongPortsAreToldAtTheField();
    void textOfTheTemplateIsTold();
    void missingInternetIsToldAtTheField();
    void aVpcIsShownAndNotActedOn();
    void takesBackAndLocks();
    void keysLeadInReadingOrder();
};

void TestNetworkSection::portsAreTyped()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    auto *ports = child<QLineEdit>(&form, "hostPorts");
    QCOMPARE(ports->accessibleName(), QStringLiteral("Ports of this machine"));
    ports->setFocus();
    QTest::keyClicks(ports, QStringLiteral("5432 8000"));
    QVERIFY(!edited.isEmpty());
    QCOMPARE(edited.last().at(0).value<FunctionConfig>().hostPorts, (Ports{5432, 8000}));
    QTest::keyClick(ports, Qt::Key_Return);
    QCOMPARE(ports->text(), QStringLiteral("5432, 8000"));
    QVERIFY(child<FormField>(&form, "hostPortsField")
                ->message()
                .contains(QLatin1StringView("and no others")));
    ports->selectAll();
    QTest::keyClick(ports, Qt::Key_Delete);
    QCOMPARE(edited.last().at(0).value<FunctionConfig>().hostPorts, Ports{});

    auto *network = child<QComboBox>(&form, "network");
    network->setFocus();
    QTest::keyClick(network, Qt::Key_Down);
    QCOMPARE(edited.last().at(0).value<FunctionConfig>().network, Network::Internet);
    QVERIFY(child<FormField>(&form, "networkField")
                ->message()
                .contains(QLatin1StringView("your local network too")));
}

void TestNetworkSection::onlyNumbersCanBeTyped()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    auto *ports = child<QLineEdit>(&form, "hostPorts");
    ports->setFocus();
    QTest::keyClicks(ports, QStringLiteral("-8a0.8:0/"));
    QCOMPARE(ports->text(), QStringLiteral("8080"));
    QCOMPARE(form.config().hostPorts, Ports{8080});
}

void TestNetworkSection::wrongPortsAreToldAtTheField_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("says");
    QTest::newRow("too high") << QStringLiteral("70000") << QStringLiteral("70000 is no port");
    QTest::newRow("zero") << QStringLiteral("0") << QStringLiteral("0 is no port");
    QTest::newRow("reserved") << QStringLiteral("2000") << QStringLiteral("by the X-Ray daemon");
    QTest::newRow("twice") << QStringLiteral("80, 80") << QStringLiteral("Port 80 is there twice");
}

void TestNetworkSection::wrongPortsAreToldAtTheField()
{
    QFETCH(QString, typed);
    QFETCH(QString, says);
    FunctionConfigForm form;
    form.setFunction(hello());
    form.show();
    auto *ports = child<QLineEdit>(&form, "hostPorts");
    ports->setFocus();
    QTest::keyClicks(ports, typed);
    auto *field = child<FormField>(&form, "hostPortsField");
    QVERIFY2(field->message().contains(says), qPrintable(field->message()));
    QVERIFY(ports->property("invalid").toBool());
    QCOMPARE(form.errors().size(), std::size_t{1});
}

void TestNetworkSection::textOfTheTemplateIsTold()
{
    FunctionConfigForm form;
    auto function = hello();
    function.config.hostPorts = {5432};
    function.malformed[QStringLiteral("Metadata.LambdaWorkbench.HostPorts")] =
        QStringLiteral("http");
    form.setFunction(function);
    form.show();
    auto *field = child<FormField>(&form, "hostPortsField");
    QVERIFY(field->message().contains(QLatin1StringView("\"http\" is not a whole number.")));
    auto *ports = child<QLineEdit>(&form, "hostPorts");
    ports->setFocus();
    QTest::keyClicks(ports, QStringLiteral(", 80"));
    QVERIFY(form.errors().empty());
    QCOMPARE(form.config().hostPorts, (Ports{5432, 80}));
}

void TestNetworkSection::missingInternetIsToldAtTheField()
{
    FunctionConfigForm form;
    form.setInternetTrouble({QStringLiteral("slirp4netns is not installed."),
                             QStringLiteral("Install it with: sudo apt install slirp4netns")});
    form.setFunction(hello());
    form.show();
    auto *field = child<FormField>(&form, "networkField");
    QVERIFY(!field->message().contains(QLatin1StringView("slirp4netns")));
    child<QComboBox>(&form, "network")->setCurrentIndex(1);
    QVERIFY(field->message().contains(QLatin1StringView("sudo apt install slirp4netns")));
    QVERIFY(form.errors().empty()); // nothing that AWS would refuse
    form.setInternetTrouble({});
    QVERIFY(!field->message().contains(QLatin1StringView("apt")));
}

void TestNetworkSection::aVpcIsShownAndNotActedOn()
{
    FunctionConfigForm form;
    auto function = hello();
    form.setFunction(function);
    form.show();
    auto *note = child<MessageLine>(&form, "vpcNote");
    QVERIFY(note->text().isEmpty());
    function.vpc = engine::VpcSettings{
        {QStringLiteral("subnet-1"), QStringLiteral("!Ref Two")}, {QStringLiteral("sg-9")}, false};
    form.setFunction(function);
    for (const char *part : {"subnet-1, !Ref Two", "sg-9", "NAT gateway", "not acted on"})
        QVERIFY2(note->text().contains(QLatin1StringView(part)), part);
    form.setFunction(hello());
    QVERIFY(note->text().isEmpty());
}

void TestNetworkSection::takesBackAndLocks()
{
    FunctionConfigForm form;
    auto function = hello();
    function.config.hostPorts = {5432};
    form.setFunction(function);
    form.show();
    auto *ports = child<QLineEdit>(&form, "hostPorts");
    auto *field = child<FormField>(&form, "hostPortsField");
    ports->setFocus();
    QTest::keyClicks(ports, QStringLiteral(", 80"));
    auto *reset = child<QToolButton>(field, "reset");
    QVERIFY(reset->isVisible());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(ports->text(), QStringLiteral("5432"));
    QVERIFY(!reset->isVisible());
    function.intrinsics[QStringLiteral("Metadata.LambdaWorkbench.HostPorts")] =
        QStringLiteral("!Ref Ports");
    form.setFunction(function);
    QVERIFY(field->isLocked());
    QVERIFY(!ports->isEnabled());
}

void TestNetworkSection::keysLeadInReadingOrder()
{
    FunctionConfigForm form;
    form.setFunction(hello());
    form.resize(500, 2'000);
    form.show();
    QVERIFY(QTest::qWaitForWindowActive(&form));
    child<QComboBox>(&form, "runtime")->setFocus();
    QStringList names;
    for (int i = 0; i < 40 && !names.contains(QStringLiteral("environmentTable")); ++i) {
        const QWidget *focus = QApplication::focusWidget();
        if (!focus->objectName().isEmpty() && !focus->objectName().startsWith(u"qt_"))
            names.append(focus->objectName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QCOMPARE(names.join(u' '),
             QStringLiteral("runtime handler memory memorySlider timeout ephemeralStorage "
                            "architecture profile reserves description network hostPorts "
                            "environmentTable"));
}

QTEST_MAIN(TestNetworkSection)
#include "tst_networksection.moc"

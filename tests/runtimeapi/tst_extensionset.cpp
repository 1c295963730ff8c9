// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <functional>

#include "engine/runtimeapi/extensionset.h"

using namespace engine;
using State = ExtensionSet::State;
using Next = ExtensionSet::Next;

Q_DECLARE_METATYPE(
    std::function<std::optional<engine::ExtensionSet::Refusal>(engine::ExtensionSet &)>)

namespace {

const QByteArray IdA = "00000000-0000-4000-8000-00000000000a";
const QByteArray IdB = "00000000-0000-4000-8000-00000000000b";
const QStringList Both{QStringLiteral("INVOKE"), QStringLiteral("SHUTDOWN")};

QString told(const std::optional<ExtensionSet::Refusal> &refusal)
{
    return refusal ? QString::fromUtf8(refusal->type + ": " + refusal->message)
                   : QStringLiteral("ok");
}

// One external extension "a", registered for both events.
ExtensionSet registered()
{
    ExtensionSet set({QStringLiteral("a")});
    set.started();
    (void)set.registerOne(QStringLiteral("a"), Both, IdA);
    return set;
}

ExtensionSet ready()
{
    ExtensionSet set = registered();
    (void)set.next(IdA);
    set.closeRegistration();
    return set;
}

} // namespace

class TestExtensionSet : public QObject
{
    Q_OBJECT

private slots:
    void aWholeLife();
    void refusals_data();
    void refusals();
    void tenAreTheMost();
    void initWaitsForTheFirstNextOfAll();
    void anEventThatNeverArrivedIsGivenAgain();
    void whoReportsAnErrorHoldsTheInvocation();
    void theFirstFailureIsTheOneThatCounts();
    void shutdownIsForThoseThatWantItAndRun();
};

void TestExtensionSet::aWholeLife()
{
    ExtensionSet set({QStringLiteral("a")});
    QVERIFY(!set.allRegistered());
    set.started();
    QCOMPARE(set.registerOne(QStringLiteral("a"), Both, IdA).index, 0);
    QVERIFY(set.allRegistered());
    QVERIFY(!set.allReady());
    QCOMPARE(set.next(IdA).next, Next::InitMayBeDone);
    QVERIFY(set.allReady());
    QCOMPARE(set.beginInvoke(), std::vector<int>{0});
    set.delivered(0);
    QVERIFY(!set.invokeDone());
    QCOMPARE(set.next(IdA).next, Next::InvokeMayBeDone);
    QVERIFY(set.invokeDone());
    QCOMPARE(set.beginShutdown(), std::vector<int>{0});
    set.delivered(0);
    set.exited(0);
    QCOMPARE(set.all()[0].state, State::Exited);
}

void TestExtensionSet::refusals_data()
{
    using Call = std::function<std::optional<ExtensionSet::Refusal>(ExtensionSet &)>;
    QTest::addColumn<QString>("expected");
    QTest::addColumn<Call>("call");

    const auto registering = [](const char *name, const QStringList &events) -> Call {
        return [name = QString::fromLatin1(name), events](ExtensionSet &set) {
            return set.registerOne(name, events, IdB).refusal;
        };
    };
    const auto asking = [](const QByteArray &id) -> Call {
        return [id](ExtensionSet &set) { return set.next(id).refusal; };
    };
    const auto reporting = [](const QByteArray &id, ExtensionSet::Error kind,
                              const QString &type) -> Call {
        return [=](ExtensionSet &set) { return set.reportError(id, kind, type).refusal; };
    };
    const QString transition = QStringLiteral(
        "Extension.InvalidExtensionState: State transition from %1 to %2 failed for extension "
        "00000000-0000-4000-8000-00000000000a. Error: State transition is not allowed");
    const QString type = QStringLiteral("Extension.Oops");

    QTest::newRow("a name is needed")
        << QStringLiteral("Extension.InvalidExtensionName: Empty extension name")
        << registering("", {});
    QTest::newRow("an event that is none")
        << QStringLiteral("Extension.InvalidEventType: NAP: ErrorInvalidEventType")
        << registering("b", {QStringLiteral("NAP")});
    QTest::newRow("internal ones have no SHUTDOWN")
        << QStringLiteral("Extension.InvalidEventType: SHUTDOWN: "
                          "ShutdownEventNotSupportedForInternalExtension")
        << registering("b", Both);
    QTest::newRow("an external one registers once")
        << transition.arg(QStringLiteral("Ready"), QStringLiteral("Registered"))
        << registering("a", Both);
    QTest::newRow("too late for an internal one")
        << QStringLiteral("Extension.RegistrationClosed: Extension registration closed already")
        << registering("b", {});
    QTest::newRow("no identifier") << QStringLiteral("Extension.MissingExtensionIdentifier: "
                                                     "Missing Lambda-Extension-Identifier header")
                                   << asking({});
    QTest::newRow("an identifier that is none")
        << QStringLiteral("Extension.InvalidExtensionIdentifier: "
                          "Invalid Lambda-Extension-Identifier")
        << asking("nonsense");
    QTest::newRow("an unknown identifier")
        << QStringLiteral("Extension.UnknownExtensionIdentifier: Unknown extension "
                          "00000000-0000-4000-8000-00000000000b")
        << asking(IdB);
    QTest::newRow("next while it waits")
        << transition.arg(QStringLiteral("Ready"), QStringLiteral("Ready")) << asking(IdA);
    QTest::newRow("init error after init")
        << transition.arg(QStringLiteral("Ready"), QStringLiteral("InitError"))
        << reporting(IdA, ExtensionSet::Error::Init, type);
    QTest::newRow("exit error without a type")
        << QStringLiteral("Extension.MissingHeader: "
                          "Lambda-Extension-Function-Error-Type not found")
        << reporting(IdA, ExtensionSet::Error::Exit, {});
    QTest::newRow("exit error of nobody") << QStringLiteral("Extension.UnknownExtensionIdentifier: "
                                                            "Unknown Lambda-Extension-Identifier")
                                          << reporting(IdB, ExtensionSet::Error::Exit, type);
    QTest::newRow("exit error at any time after registration")
        << QStringLiteral("ok") << reporting(IdA, ExtensionSet::Error::Exit, type);
}

void TestExtensionSet::refusals()
{
    using Call = std::function<std::optional<ExtensionSet::Refusal>(ExtensionSet &)>;
    QFETCH(QString, expected);
    QFETCH(Call, call);
    ExtensionSet set = ready();
    QCOMPARE(told(call(set)), expected);
}

void TestExtensionSet::tenAreTheMost()
{
    ExtensionSet set({QStringLiteral("a")});
    for (int i = 1; i < 10; ++i)
        QCOMPARE(told(set.registerOne(QStringLiteral("in%1").arg(i), {}, IdB).refusal),
                 QStringLiteral("ok"));
    QCOMPARE(told(set.registerOne(QStringLiteral("in5"), {}, IdB).refusal),
             QStringLiteral("Extension.TooManyExtensions: Extension limit (10) reached"));
    // External ones have their place from the start.
    QCOMPARE(told(set.registerOne(QStringLiteral("a"), {}, IdA).refusal), QStringLiteral("ok"));
    ExtensionSet two;
    QVERIFY(!two.registerOne(QStringLiteral("in"), {}, IdA).refusal);
    QCOMPARE(told(two.registerOne(QStringLiteral("in"), {}, IdB).refusal),
             QStringLiteral("Extension.InvalidExtensionState: "
                            "Extension with this name already registered"));
}

void TestExtensionSet::initWaitsForTheFirstNextOfAll()
{
    ExtensionSet set = registered();
    QVERIFY(!set.registerOne(QStringLiteral("in"), {QStringLiteral("INVOKE")}, IdB).refusal);
    set.closeRegistration();
    QCOMPARE(set.next(IdB).next, Next::InitMayBeDone);
    QVERIFY(!set.allReady());
    QCOMPARE(set.next(IdA).next, Next::InitMayBeDone);
    QVERIFY(set.allReady());
}

void TestExtensionSet::anEventThatNeverArrivedIsGivenAgain()
{
    ExtensionSet set = ready();
    (void)set.beginInvoke(); // nobody waited: its connection had broken
    QCOMPARE(set.next(IdA).next, Next::Deliver);
    set.delivered(0);
    QCOMPARE(set.next(IdA).next, Next::InvokeMayBeDone);
}

void TestExtensionSet::whoReportsAnErrorHoldsTheInvocation()
{
    ExtensionSet set = ready();
    (void)set.beginInvoke();
    set.delivered(0);
    QVERIFY(!set.reportError(IdA, ExtensionSet::Error::Exit, QStringLiteral("X")).refusal);
    QVERIFY(!set.invokeDone());
    QCOMPARE(set.all()[0].errorType, QStringLiteral("X"));
    // Said again is no mistake, and changes nothing.
    QVERIFY(!set.reportError(IdA, ExtensionSet::Error::Exit, QStringLiteral("Y")).refusal);
    QCOMPARE(set.all()[0].errorType, QStringLiteral("X"));
}

void TestExtensionSet::theFirstFailureIsTheOneThatCounts()
{
    ExtensionSet announced = registered();
    QVERIFY(!announced.reportError(IdA, ExtensionSet::Error::Init, QStringLiteral("X")).refusal);
    announced.exited(0);
    QCOMPARE(announced.fatal(QStringLiteral("Extension.Crash")),
             QStringLiteral("Extension.InitError"));
    ExtensionSet crashed = registered();
    crashed.exited(0);
    QCOMPARE(crashed.fatal(QStringLiteral("Extension.Crash")), QStringLiteral("Extension.Crash"));
    ExtensionSet missing({QStringLiteral("a"), QStringLiteral("b")});
    missing.launchFailed(1, QStringLiteral("PermissionDenied"));
    QCOMPARE(missing.firstFatal(), QStringLiteral("Extension.LaunchError"));
    QCOMPARE(missing.all()[1].state, State::LaunchError);
    QVERIFY(missing.all()[0].running);
}

void TestExtensionSet::shutdownIsForThoseThatWantItAndRun()
{
    ExtensionSet set({QStringLiteral("deaf"), QStringLiteral("ended"), QStringLiteral("wants")});
    set.started();
    (void)set.registerOne(QStringLiteral("deaf"), {QStringLiteral("INVOKE")}, IdB);
    (void)set.registerOne(QStringLiteral("ended"), Both, "00000000-0000-4000-8000-00000000000c");
    (void)set.registerOne(QStringLiteral("wants"), Both, IdA);
    set.exited(1);
    QCOMPARE(set.beginShutdown(), std::vector<int>{2});
    QCOMPARE(set.next(IdA).next, Next::Deliver); // it was not waiting
}

QTEST_APPLESS_MAIN(TestExtensionSet)
#include "tst_extensionset.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/runtimeapi/shutdownsequence.h"

using namespace engine;
using namespace std::chrono_literals;
using Step = ShutdownSequence::Step;
using Steps = ShutdownSequence::Steps;

class TestShutdownSequence : public QObject
{
    Q_OBJECT

private slots:
    void withoutExtensionsAtOnce();
    void internalOnesGiveTheRuntimeHalfASecond();
    void externalOnes();
    void aRuntimeThatIsGoneIsNotWaitedFor();
    void nobodyHurries();
};

void TestShutdownSequence::withoutExtensionsAtOnce()
{
    ShutdownSequence sequence;
    QCOMPARE(sequence.begin({false, false, true}, 1s), Steps{Step::Done});
    QVERIFY(!sequence.active());
    QVERIFY(!sequence.due());
}

void TestShutdownSequence::internalOnesGiveTheRuntimeHalfASecond()
{
    ShutdownSequence sequence;
    QCOMPARE(sequence.begin({false, true, true}, 1s), Steps{Step::TerminateRuntime});
    QCOMPARE(*sequence.due(), Nanoseconds(1500ms));
    ShutdownSequence slow = sequence;
    QCOMPARE(sequence.runtimeExited(), Steps{Step::Done});
    QCOMPARE(slow.timePassed(1499ms), Steps{});
    QCOMPARE(slow.timePassed(1500ms), (Steps{Step::KillRuntime, Step::Done}));
}

void TestShutdownSequence::externalOnes()
{
    ShutdownSequence sequence;
    QCOMPARE(sequence.begin({true, false, true}, 1s), Steps{Step::TerminateRuntime});
    QCOMPARE(*sequence.due(), Nanoseconds(1300ms));
    QCOMPARE(sequence.end(), Nanoseconds(3s));
    QCOMPARE(sequence.runtimeExited(), Steps{Step::TellExtensions});
    QCOMPARE(*sequence.due(), Nanoseconds(3s));
    QCOMPARE(sequence.extensionsLeft(1), Steps{});
    QCOMPARE(sequence.extensionsLeft(0), Steps{Step::Done});
    QVERIFY(!sequence.active());
    QCOMPARE(sequence.timePassed(9s), Steps{});
}

void TestShutdownSequence::aRuntimeThatIsGoneIsNotWaitedFor()
{
    ShutdownSequence sequence;
    QCOMPARE(sequence.begin({true, true, false}, 1s), Steps{Step::TellExtensions});
}

void TestShutdownSequence::nobodyHurries()
{
    ShutdownSequence sequence;
    (void)sequence.begin({true, false, true}, 0s);
    QCOMPARE(sequence.timePassed(300ms), (Steps{Step::KillRuntime, Step::TellExtensions}));
    QCOMPARE(sequence.runtimeExited(), Steps{}); // of the SIGKILL
    QCOMPARE(sequence.timePassed(1999ms), Steps{});
    QCOMPARE(sequence.timePassed(2000ms), Steps{Step::Done});
}

QTEST_APPLESS_MAIN(TestShutdownSequence)
#include "tst_shutdownsequence.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <functional>
#include <memory>

#include <unistd.h>

#include "engine/async/queuelease.h"

using engine::QueueLease;
using engine::Reactor;
using engine::SystemClock;
using namespace std::chrono_literals;

namespace {

// The child's side: takes the lease, says so, and sits on it until it is killed.
int hold(const QString &file)
{
    SystemClock clock;
    Reactor reactor(clock);
    const auto lease = QueueLease::open(file, reactor, [] {});
    if (!lease || !(*lease)->take())
        return 1;
    QTextStream(stdout) << "held" << Qt::endl;
    for (;;)
        ::pause();
}

} // namespace

class TestQueueLease : public QObject
{
    Q_OBJECT

private slots:
    void oneAtATime();
    void aDeadOwnerFreesIt();
    void changesAreNoticed();

private:
    std::unique_ptr<QueueLease> open(const std::function<void()> &noticed = [] {})
    {
        auto lease = QueueLease::open(m_file, m_reactor, noticed);
        return lease ? std::move(*lease) : nullptr;
    }
    // Runs the reactor until `done` says so; false when that takes too long.
    bool runUntil(const std::function<bool()> &done)
    {
        for (int i = 0; i < 600; ++i) {
            if (done())
                return true;
            m_reactor.poll(100ms);
        }
        return false;
    }

    QTemporaryDir m_dir;
    const QString m_file = m_dir.filePath(QStringLiteral("state/async.lock"));
    SystemClock m_clock;
    Reactor m_reactor{m_clock};
};

void TestQueueLease::oneAtATime()
{
    auto first = open();
    QCOMPARE(QueueLease::owner(m_file).pid, qint64{0});
    QVERIFY(first->take());
    QVERIFY(first->take(60));
    QVERIFY(first->held());
    QCOMPARE(QueueLease::owner(m_file).pid, qint64{::getpid()});
    QCOMPARE(QueueLease::owner(m_file).speed, 60);
    const auto second = open();
    QVERIFY(!second->take());
    QVERIFY(!second->held());
    first.reset();
    QVERIFY(second->take());
}

void TestQueueLease::aDeadOwnerFreesIt()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), m_file});
    QVERIFY(child.waitForReadyRead(120'000));
    int notices = 0;
    const auto lease = open([&notices] { ++notices; });
    QVERIFY(!lease->take());
    QCOMPARE(QueueLease::owner(m_file).pid, child.processId());
    child.kill(); // as kill -9
    QVERIFY(runUntil([&] { return notices > 0; }));
    QVERIFY(child.waitForFinished(120'000));
    QVERIFY(lease->take());
    QCOMPARE(QueueLease::owner(m_file).pid, qint64{::getpid()});
}

void TestQueueLease::changesAreNoticed()
{
    int notices = 0;
    const auto owner = open([&notices] { ++notices; });
    QVERIFY(owner->take());
    const auto other = open();
    QVERIFY(!other->take());
    (void)QueueLease::owner(m_file); // asking is no change
    m_reactor.poll(0ms);
    QCOMPARE(notices, 0);
    {
        const QueueLease::Change change(*other);
        m_reactor.poll(0ms);
        QCOMPARE(notices, 0); // not before it is done
    }
    QVERIFY(runUntil([&] { return notices == 1; }));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--hold"))
        return hold(arguments.value(2));
    TestQueueLease test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_queuelease.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <map>
#include <queue>
#include <random>
#include <set>

#include "engine/pool/scheduler.h"

using namespace std::chrono_literals;
using engine::Nanoseconds;
using engine::Scheduler;
using Kind = engine::Scheduler::Decision::Kind;

namespace {

constexpr Nanoseconds Day = 24h;

QString keyOf(int revision)
{
    return QStringLiteral("r%1\nm").arg(revision);
}

// A world around the scheduler in virtual time: requests come by chance and as the hour wants it,
// code changes, environments die, provisioned and standby numbers are changed. Each decision is
// checked against what the world knows, and what is wrong is kept as the first complaint.
class World
{
public:
    explicit World(unsigned seed)
        : m_random(seed)
    {
    }

    void run()
    {
        for (int f = 0; f < Functions; ++f)
            at(0s, [this, f] { arrive(f); });
        at(7min, [this] { changeCode(); });
        at(11min, [this] { changeNumbers(); });
        at(3min, [this] { kill(); });
        work();
        // The day is over: what is kept is let go, and all that idles expires.
        take(m_scheduler.setStandby(0));
        for (const Scheduler::Target &target : m_provisioned)
            take(m_scheduler.provision(target, 0));
        work();
    }

    QString complaint;
    int requests = 0, starts = 0, reuses = 0, wakes = 0, throttles = 0, mostEnvironments = 0;
    [[nodiscard]] std::size_t environments() const { return m_environments.size(); }
    [[nodiscard]] std::size_t unanswered() const { return m_requests.size(); }
    [[nodiscard]] const Scheduler &scheduler() const { return m_scheduler; }

    static constexpr int Functions = 3;
    static constexpr int Gate = 4;
    static constexpr int Account = 40;

private:
    struct Environment
    {
        Scheduler::Target target;
        Scheduler::RequestId request = 0; // 0: none
        bool booting = true;
    };
    struct Event
    {
        Nanoseconds when;
        std::uint64_t number;
        std::function<void()> act;
        bool operator<(const Event &other) const
        {
            return std::pair(when, number) > std::pair(other.when, other.number);
        }
    };

    void at(Nanoseconds when, std::function<void()> act)
    {
        m_events.push({when, ++m_numbers, std::move(act)});
    }

    void work()
    {
        while (complaint.isEmpty()) {
            const auto expiry = m_scheduler.nextExpiry();
            if (expiry && (m_events.empty() || *expiry <= m_events.top().when)) {
                m_now = std::max(m_now, *expiry);
                take(m_scheduler.expire(m_now));
                continue;
            }
            if (m_events.empty())
                return;
            const Event event = m_events.top();
            m_events.pop();
            m_now = std::max(m_now, event.when);
            event.act();
        }
    }

    Nanoseconds drawn(Nanoseconds mean)
    {
        std::exponential_distribution<double> distribution(1.0);
        return Nanoseconds(
            static_cast<std::int64_t>(distribution(m_random) * static_cast<double>(mean.count())));
    }

    bool oneOf(int many) { return m_random() % static_cast<unsigned>(many) == 0; }

    Scheduler::Target target(int function) const
    {
        return {QStringLiteral("f%1").arg(function), QStringLiteral("$LATEST"),
                keyOf(m_revisions[function])};
    }

    void arrive(int function)
    {
        // Quiet nights, and once an hour a rush.
        const bool night = m_now % Day < 6h;
        const bool rush = (m_now / 1min) % 60 == function * 7;
        const Nanoseconds mean = night ? 4min : rush ? 300ms : 9s;
        if (m_now < Day)
            at(m_now + drawn(mean), [this, function] { arrive(function); });
        const Scheduler::RequestId id = ++m_numbers;
        Scheduler::Request request;
        request.id = id;
        request.target = target(function);
        request.start = oneOf(20) ? Scheduler::Start::Cold : Scheduler::Start::ReuseOrStart;
        request.synchronous = !oneOf(5);
        m_requests[id] = request.target;
        ++requests;
        take(m_scheduler.request(request, m_now));
        if (oneOf(50) && m_requests.count(id) && m_scheduler.withdraw(id))
            m_requests.erase(id);
    }

    void changeCode()
    {
        if (m_now >= Day)
            return;
        at(m_now + drawn(15min), [this] { changeCode(); });
        const int function = static_cast<int>(m_random() % Functions);
        ++m_revisions[function];
        if (oneOf(3))
            take(m_scheduler.retire(target(function).function));
    }

    void changeNumbers()
    {
        if (m_now >= Day)
            return;
        at(m_now + drawn(40min), [this] { changeNumbers(); });
        take(m_scheduler.setStandby(static_cast<int>(m_random() % 4)));
        Scheduler::Target version{QStringLiteral("f0"), QStringLiteral("1"), keyOf(0)};
        if (m_provisioned.empty())
            m_provisioned.push_back(version);
        take(m_scheduler.provision(version, static_cast<int>(m_random() % 3)));
    }

    void kill()
    {
        if (m_now >= Day)
            return;
        at(m_now + drawn(6min), [this] { kill(); });
        if (m_environments.empty())
            return;
        auto victim = m_environments.begin();
        std::advance(victim, m_random() % m_environments.size());
        const Scheduler::EnvironmentId id = victim->first;
        m_environments.erase(victim);
        take(m_scheduler.gone(id));
    }

    void complain(const QString &text)
    {
        if (complaint.isEmpty())
            complaint = QStringLiteral("%1 s: %2").arg(m_now / 1s).arg(text);
    }

    Environment *known(Scheduler::EnvironmentId id)
    {
        const auto found = m_environments.find(id);
        if (found == m_environments.end()) {
            complain(QStringLiteral("E%1 is decided about and gone").arg(id));
            return nullptr;
        }
        return &found->second;
    }

    void serve(const Scheduler::Decision &decision, Nanoseconds ready)
    {
        Environment *environment = known(decision.environment);
        const auto request = m_requests.find(decision.request);
        if (!environment)
            return;
        if (request == m_requests.end())
            return complain(QStringLiteral("request %1 is served twice").arg(decision.request));
        if (environment->request != 0)
            return complain(QStringLiteral("E%1 has a request").arg(decision.environment));
        if (!(environment->target == request->second))
            return complain(QStringLiteral("E%1 runs other code").arg(decision.environment));
        environment->request = decision.request;
        m_requests.erase(request);
        const Scheduler::EnvironmentId id = decision.environment;
        if (ready > 0s)
            at(m_now + ready, [this, id] { booted(id); });
        at(m_now + ready + drawn(400ms), [this, id, asked = decision.request] { done(id, asked); });
    }

    void booted(Scheduler::EnvironmentId id)
    {
        const auto found = m_environments.find(id);
        if (found == m_environments.end())
            return;
        found->second.booting = false;
        take(m_scheduler.booted(id));
    }

    void done(Scheduler::EnvironmentId id, Scheduler::RequestId request)
    {
        const auto found = m_environments.find(id);
        if (found == m_environments.end() || found->second.request != request)
            return;
        found->second.request = 0;
        found->second.booting = false;
        take(m_scheduler.idle(id, m_now));
    }

    void start(const Scheduler::Decision &decision, const Scheduler::Target &target)
    {
        m_environments[decision.environment] = {target, 0, true};
        mostEnvironments = std::max(mostEnvironments, static_cast<int>(m_environments.size()));
    }

    void take(const Scheduler::Decisions &decisions)
    {
        for (const Scheduler::Decision &decision : decisions) {
            const Scheduler::EnvironmentId id = decision.environment;
            switch (decision.kind) {
            case Kind::Reuse:
                ++reuses;
                serve(decision, 0s);
                break;
            case Kind::Start:
                ++starts;
                start(decision, m_requests[decision.request]);
                serve(decision, 80ms);
                break;
            case Kind::Wake:
                ++wakes;
                serve(decision, 5ms);
                break;
            case Kind::Wait:
                break;
            case Kind::Throttle:
                ++throttles;
                m_requests.erase(decision.request);
                break;
            case Kind::Retire:
                if (const Environment *environment = known(id); environment && environment->request)
                    complain(QStringLiteral("E%1 is retired in the middle").arg(id));
                m_environments.erase(id);
                (void)m_scheduler.gone(id);
                break;
            case Kind::Boot:
                start(decision, decision.target);
                at(m_now + 60ms, [this, id] {
                    if (const auto found = m_environments.find(id);
                        found != m_environments.end() && found->second.request == 0) {
                        found->second.booting = false;
                        take(m_scheduler.standsBy(id, m_now));
                    }
                });
                break;
            case Kind::Provision:
                start(decision, decision.target);
                at(m_now + 80ms, [this, id] { done(id, 0); });
                break;
            }
        }
        int booting = 0;
        for (const auto &[id, environment] : m_environments)
            booting += environment.booting ? 1 : 0;
        if (booting > Gate)
            complain(QStringLiteral("%1 boot at once").arg(booting));
        if (m_scheduler.concurrency() > Account)
            complain(QStringLiteral("%1 requests at once").arg(m_scheduler.concurrency()));
    }

    std::mt19937 m_random;
    Scheduler m_scheduler{{.accountConcurrency = Account, .startGate = Gate, .standby = 1}};
    Nanoseconds m_now{0};
    std::priority_queue<Event> m_events;
    std::uint64_t m_numbers = 0;
    std::map<Scheduler::EnvironmentId, Environment> m_environments;
    std::map<Scheduler::RequestId, Scheduler::Target> m_requests; // not decided about yet
    std::array<int, Functions> m_revisions{};
    std::vector<Scheduler::Target> m_provisioned;
};

} // namespace

// 24 hours of requests, code changes and deaths in virtual time.
class TestSchedulerDay : public QObject
{
    Q_OBJECT

private slots:
    void aDay_data();
    void aDay();
};

void TestSchedulerDay::aDay_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestSchedulerDay::aDay()
{
    QFETCH(unsigned, seed);
    World world(seed);
    world.run();
    QVERIFY2(world.complaint.isEmpty(), qPrintable(world.complaint));
    // Nothing is left, neither in the world nor in the scheduler's books.
    QCOMPARE(world.unanswered(), std::size_t{0});
    QCOMPARE(world.environments(), std::size_t{0});
    QVERIFY(world.scheduler().counts().empty());
    QCOMPARE(world.scheduler().waiting(), 0);
    QCOMPARE(world.scheduler().concurrency(), 0);
    // It was a day with something of everything.
    QVERIFY(world.requests > 10'000);
    QVERIFY(world.starts > 50 && world.reuses > 5'000 && world.wakes > 50);
    QVERIFY(world.mostEnvironments > World::Gate);
}

QTEST_GUILESS_MAIN(TestSchedulerDay)
#include "tst_schedulerday.moc"

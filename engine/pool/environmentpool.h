// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "engine/core/ids.h"
#include "engine/core/reactor.h"
#include "engine/pool/environment.h"
#include "engine/pool/environmentactivity.h"
#include "engine/pool/scheduler.h"
#include "engine/runtimes/runtimecatalog.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// A request that wants an environment. Calls come from the reactor or from submit() itself.
class PoolClient : public EnvironmentClient
{
public:
    virtual void throttled(const QString &reason) = 0; // the last call
    virtual void refused(const Error &error) = 0;      // no environment can be made; the last call
    // An environment takes the request; ended() follows in time.
    virtual void assigned(const Environment &environment, StartKind start) = 0;
};

// Provisioned concurrency of one version ("Configuring provisioned concurrency").
struct ProvisionedConcurrency
{
    enum class Status { InProgress, Ready, Failed };
    Status status = Status::InProgress;
    int requested = 0;
    int available = 0;      // initialised
    QString reason = {};    // of a failure: "FUNCTION_ERROR_INIT_FAILURE", or a sentence
    QString errorType = {}; // of its init, "Runtime.ImportModuleError"

    bool operator==(const ProvisionedConcurrency &) const = default;
};

// All environments of a workspace: makes them, gives them requests as the Scheduler decides, ends
// them. On the reactor's thread.
class EnvironmentPool final : private EnvironmentOwner
{
public:
    struct Job
    {
        Function function;
        std::vector<EnvironmentVariable> extraEnvironment;
        Scheduler::Start start = Scheduler::Start::ReuseOrStart;
        SandboxSpec::CpuLimit cpuLimit = SandboxSpec::CpuLimit::ByMemory;
        bool synchronous = true;
        bool standby = true; // false: no environment is to stand by for more of its kind
        // The user chose the network for this request; it is not what the template says.
        bool networkChosen = false;
        RuntimeEvent event = {};
    };

    // None is owned; all must outlive this object.
    EnvironmentPool(Reactor &reactor, SandboxFactory &factory, const RuntimeCatalog &runtimes,
                    IdSource &ids, Scheduler::Limits limits);
    ~EnvironmentPool() override;

    // The client must stay until its last call; `withdraw` or `kill` bring that about early.
    Scheduler::RequestId submit(Job job, PoolClient &client);
    // Takes back a request that waits: nothing is called any more. False when it runs already.
    bool withdraw(Scheduler::RequestId request);
    void timeOut(const Environment &environment);
    void kill(const Environment &environment);
    void holdStream(const Environment &environment, StreamFlow flow);
    void retire(const QString &functionName);
    // No request is left: ends all environments. Those with extensions are shut down as Lambda does
    // and waited for here, at most two seconds and a bit; nothing but them runs meanwhile.
    void shutDown();

    // Of every function that has one; what others may use follows from it.
    void setReservedConcurrency(std::map<QString, int> byFunction);
    // Keeps so many environments of a published version initialised; 0 ends that. One whose init
    // fails ends it too, with status Failed, until it is asked for again.
    void provision(const Function &version, SandboxSpec::CpuLimit cpuLimit, int environments);
    // Nothing when it was not asked for.
    [[nodiscard]] std::optional<ProvisionedConcurrency> provisioned(const QString &functionName,
                                                                    const QString &version) const;
    // See Scheduler::Limits.
    void setStandby(int environments);

    [[nodiscard]] std::map<QString, Scheduler::Counts> counts() const
    {
        return m_scheduler.counts();
    }
    // Of the function's requests that are under way, up to now, added up.
    [[nodiscard]] NetworkBytes networkBytes(const QString &functionName) const;
    [[nodiscard]] int waiting() const { return m_scheduler.waiting(); }
    // Called, from the reactor, when counts() or waiting() have changed.
    std::function<void()> onChanged;
    // What environments did since the last call, in order; from the reactor, once a turn.
    std::function<void(const EnvironmentActivities &)> onActivity;
    // What an environment printed while it was ended, for which there is no invocation.
    std::function<void(const QString &functionName, const QByteArray &text)> onLog;
    // Variables that go over all others, asked for at each cold start: credentials. An Error
    // refuses the request. May be null.
    std::function<Result<std::vector<EnvironmentVariable>>(const Function &)> credentials;
    // May what the template says about the network be done? An Error refuses the request; asked
    // when there is a network, at each start of an environment. Null: yes.
    std::function<Result<void>(const Function &)> mayReach;

private:
    struct Pending
    {
        Job job;
        PoolClient *client;
    };
    struct Provision
    {
        Job job;
        int requested = 0;
        QString reason; // of its failure
        QString errorType;
    };
    using VersionKey = std::pair<QString, QString>; // function, version
    enum class Purpose { Request, Standby, Provisioned };

    void environmentInitialises(std::uint64_t id) override;
    void environmentBooted(std::uint64_t id) override;
    void environmentIdle(std::uint64_t id) override;
    void environmentGone(std::uint64_t id) override;
    void environmentStandsBy(std::uint64_t id) override;
    void environmentNotPrepared(std::uint64_t id, const QString &errorType) override;
    void environmentLogged(std::uint64_t id, const QByteArray &text) override;

    void remember(const Job &job, const Scheduler::Target &target);
    void carryOut(const Scheduler::Decisions &decisions);
    // Makes it; what it runs it is told afterwards.
    [[nodiscard]] Result<Environment *> make(const Job &job, Scheduler::EnvironmentId id,
                                             Purpose purpose);
    void start(Pending pending, Scheduler::EnvironmentId id);
    void prepare(const Scheduler::Decision &decision);
    void provisionFailed(const VersionKey &version, const QString &reason,
                         const QString &errorType);
    void run(Pending pending, Environment &environment, StartKind kind);
    void drop(Scheduler::EnvironmentId id);
    void letGo(std::unique_ptr<Environment> environment);
    void note(EnvironmentActivity::Kind kind, const Environment &environment,
              const QString &requestId = {});
    void noteRequest(EnvironmentActivity::Kind kind, const Job &job, const QString &reason = {});
    void armExpiry();
    void changed();
    [[nodiscard]] Environment *find(const Environment &environment);

    Reactor &m_reactor;
    SandboxFactory &m_factory;
    const RuntimeCatalog &m_runtimes;
    IdSource &m_ids;
    Scheduler m_scheduler;
    std::map<Scheduler::EnvironmentId, std::unique_ptr<Environment>> m_environments;
    std::vector<std::unique_ptr<Environment>> m_dropped; // until the current callback is over
    std::map<Scheduler::EnvironmentId, std::unique_ptr<Environment>> m_leaving; // on their way out
    std::map<Scheduler::RequestId, Pending> m_pending;
    // What standby environments are made after, with its key; without an event.
    std::map<VersionKey, std::pair<QString, Job>> m_lastJobs;
    std::map<VersionKey, Provision> m_provisions;
    Scheduler::RequestId m_nextRequest = 1;
    Watch m_expiry;
    bool m_changePending = false;
    EnvironmentActivities m_activity; // not told yet
    std::shared_ptr<bool> m_alive;
};

} // namespace engine

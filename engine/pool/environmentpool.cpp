// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/environmentpool.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <utility>

#include "engine/pool/environmentvariables.h"
#include "engine/telemetry/logtext.h"

namespace engine {
namespace {

// What requests must have in common to share an environment. The revision stands first, on a line
// of its own: the Scheduler retires what has another one.
QString keyOf(const EnvironmentPool::Job &job)
{
    QString key = job.function.revision + u'\n'
                  + (job.cpuLimit == SandboxSpec::CpuLimit::ByMemory ? u'm' : u'f');
    for (const EnvironmentVariable &variable : job.extraEnvironment)
        key += u'\n' + variable.key + u'=' + variable.value;
    return key;
}

QString logStreamName(qint64 wallMs, const QString &version, const QString &hex)
{
    return QStringLiteral("%1/[%2]%3")
        .arg(QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(QStringLiteral("yyyy/MM/dd")),
             version, hex);
}

// AWS's runtime versions have ARNs; ours says as truly which interpreter it is, by hash.
QByteArray initStartLine(const QString &versionName, const QString &region)
{
    const QByteArray hash =
        QCryptographicHash::hash(versionName.toUtf8(), QCryptographicHash::Sha256).toHex();
    return logtext::initStart(
        versionName,
        QStringLiteral("arn:aws:lambda:%1::runtime:%2").arg(region, QString::fromLatin1(hash)));
}

} // namespace

EnvironmentPool::EnvironmentPool(Reactor &reactor, SandboxFactory &factory,
                                 const RuntimeCatalog &runtimes, IdSource &ids,
                                 Scheduler::Limits limits)
    : m_reactor(reactor)
    , m_factory(factory)
    , m_runtimes(runtimes)
    , m_ids(ids)
    , m_scheduler(limits)
    , m_alive(std::make_shared<bool>(true))
{
}

EnvironmentPool::~EnvironmentPool()
{
    *m_alive = false;
}

Scheduler::RequestId EnvironmentPool::submit(Job job, PoolClient &client)
{
    const Scheduler::RequestId request = m_nextRequest++;
    const QString group = job.function.config.name;
    const QString key = keyOf(job);
    const Scheduler::Start start = job.start;
    m_pending.emplace(request, Pending{std::move(job), &client});
    carryOut(m_scheduler.request(request, group, key, start));
    return request;
}

bool EnvironmentPool::withdraw(Scheduler::RequestId request)
{
    if (!m_scheduler.withdraw(request))
        return false;
    m_pending.erase(request);
    changed();
    return true;
}

void EnvironmentPool::timeOut(const Environment &environment)
{
    if (Environment *own = find(environment))
        own->timeOut();
}

void EnvironmentPool::kill(const Environment &environment)
{
    if (Environment *own = find(environment))
        own->kill();
}

void EnvironmentPool::retire(const QString &functionName)
{
    carryOut(m_scheduler.retire(functionName));
}

void EnvironmentPool::environmentBooted(std::uint64_t id)
{
    carryOut(m_scheduler.booted(id));
}

void EnvironmentPool::environmentIdle(std::uint64_t id)
{
    carryOut(m_scheduler.idle(id, m_reactor.clock().now()));
    armExpiry();
}

void EnvironmentPool::environmentGone(std::uint64_t id)
{
    drop(id);
    carryOut(m_scheduler.gone(id));
}

void EnvironmentPool::carryOut(const Scheduler::Decisions &decisions)
{
    using Kind = Scheduler::Decision::Kind;
    for (const Scheduler::Decision &decision : decisions) {
        if (decision.kind == Kind::Retire) {
            drop(decision.environment);
            continue;
        }
        if (decision.kind == Kind::Wait)
            continue;
        auto node = m_pending.extract(decision.request);
        if (decision.kind == Kind::Throttle)
            node.mapped().client->throttled(decision.reason);
        else if (decision.kind == Kind::Start)
            start(std::move(node.mapped()), decision.environment);
        else
            run(std::move(node.mapped()), *m_environments.at(decision.environment),
                StartKind::Warm);
    }
    changed();
}

void EnvironmentPool::start(Pending pending, Scheduler::EnvironmentId id)
{
    const Function &function = pending.job.function;
    const auto launch = m_runtimes.launch(function);
    const auto keys =
        credentials ? credentials(function)
                    : Result<std::vector<EnvironmentVariable>>(std::vector<EnvironmentVariable>());
    if (!launch || !keys) {
        PoolClient *client = pending.client;
        // Not from within: whoever submits must have the request's id first.
        m_reactor.soon(
            [this, alive = m_alive, id, client, error = launch ? keys.error() : launch.error()] {
                if (!*alive)
                    return;
                client->refused(error);
                carryOut(m_scheduler.gone(id));
            });
        return;
    }
    Environment::Settings settings;
    settings.id = id;
    settings.logStream = logStreamName(m_reactor.clock().wallMs(), function.version, m_ids.hex(32));
    settings.initStartLine = initStartLine(launch->versionName, function.region);
    for (const QString &note : function.notes)
        settings.initStartLine += "[WARNING] lambda-workbench: " + note.toUtf8() + '\n';
    settings.interpreter = launch->interpreter;
    settings.timeout = function.config.timeout;
    SandboxSpec &spec = settings.sandbox;
    spec.mounts = launch->mounts;
    spec.mounts.push_back({function.codePath, QStringLiteral("/var/task")});
    if (!function.optPath.isEmpty())
        spec.mounts.push_back({function.optPath, QStringLiteral("/opt")});
    if (!function.hidden.isEmpty())
        spec.masked = QStringList{QStringLiteral("/var/task/") + function.hidden};
    spec.command = launch->command;
    spec.environment =
        environmentVariables(function, *launch, pending.job.extraEnvironment, settings.logStream);
    for (const EnvironmentVariable &variable : *keys) {
        std::erase_if(spec.environment,
                      [&](const EnvironmentVariable &each) { return each.key == variable.key; });
        if (!variable.value.isEmpty()) // a token of nobody's would spoil keys without one
            spec.environment.push_back(variable);
    }
    spec.memory = function.config.memory;
    spec.ephemeralStorage = function.config.ephemeralStorage;
    spec.network = function.config.network;
    spec.logDescriptor = launch->logDescriptor;
    spec.cpuLimit = pending.job.cpuLimit;
    auto &environment = m_environments[id];
    EnvironmentOwner &owner = *this;
    environment = std::make_unique<Environment>(m_reactor, m_factory, std::move(settings), owner);
    run(std::move(pending), *environment, StartKind::Cold);
}

void EnvironmentPool::run(Pending pending, Environment &environment, StartKind kind)
{
    pending.client->assigned(environment, kind);
    environment.run(std::move(pending.job.event), *pending.client);
}

void EnvironmentPool::drop(Scheduler::EnvironmentId id)
{
    const auto it = m_environments.find(id);
    if (it == m_environments.end())
        return;
    // It may be in one of its own callbacks: let it go when that is over.
    m_dropped.push_back(std::move(it->second));
    m_environments.erase(it);
    m_reactor.soon([this, alive = m_alive] {
        if (*alive)
            m_dropped.clear();
    });
}

void EnvironmentPool::armExpiry()
{
    const auto next = m_scheduler.nextExpiry();
    if (!next || m_expiry)
        return;
    m_expiry = m_reactor.at(*next, [this] {
        m_expiry.reset();
        carryOut(m_scheduler.expire(m_reactor.clock().now()));
        armExpiry();
    });
}

void EnvironmentPool::changed()
{
    if (!onChanged || std::exchange(m_changePending, true))
        return;
    m_reactor.soon([this, alive = m_alive] {
        if (!*alive)
            return;
        m_changePending = false;
        onChanged();
    });
}

Environment *EnvironmentPool::find(const Environment &environment)
{
    const auto it = m_environments.find(environment.settings().id);
    return it == m_environments.end() ? nullptr : it->second.get();
}

} // namespace engine

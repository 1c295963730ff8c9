// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/environmentextensions.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "engine/model/limits.h"

namespace engine {
namespace {

QStringList namesOf(const QStringList &paths)
{
    QStringList names;
    for (const QString &path : paths)
        names << path.section(u'/', -1);
    return names;
}

} // namespace

QStringList extensionsIn(const QString &optFolder, bool *disabled)
{
    *disabled = false;
    if (optFolder.isEmpty())
        return {};
    if (QFileInfo::exists(optFolder + QStringLiteral("/disable-extensions-jwigqn8j"))) {
        *disabled = true;
        return {};
    }
    QStringList paths;
    const QDir folder(optFolder + QStringLiteral("/extensions"));
    // A link to a folder counts: it is the entry that must not be one.
    for (const QFileInfo &entry : folder.entryInfoList(
             QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::NoSort)) {
        if (entry.isSymLink() || !entry.isDir())
            paths << QStringLiteral("/opt/extensions/") + entry.fileName();
    }
    paths.sort();
    // One more than may be: it is what the limit is told by.
    return paths.mid(0, limits::Extensions + 1);
}

EnvironmentExtensions::EnvironmentExtensions(Reactor &reactor, IdSource &ids, Settings settings,
                                             EnvironmentExtensionsOwner &owner)
    : m_reactor(reactor)
    , m_settings(std::move(settings))
    , m_owner(owner)
    , m_api(m_settings.facts, ids, *this)
    , m_telemetry(
          reactor,
          [this](quint16 port, std::function<void(Result<UniqueFd>)> connected) {
              if (Sandbox *sandbox = m_owner.extensionSandbox())
                  sandbox->connectInside(port, std::move(connected));
          },
          m_settings.log.isJson() ? platformevents::Format::Json : platformevents::Format::Text)
{
    reset();
}

EnvironmentExtensions::~EnvironmentExtensions()
{
    *m_alive = false;
}

void EnvironmentExtensions::reset()
{
    m_timer.reset();
    m_sequence = {};
    m_told.clear();
    m_linesWritten = false;
    m_runtimeMayStart = false;
    m_telemetry.reset();
    m_api.reset(namesOf(m_settings.paths));
}

void EnvironmentExtensions::started()
{
    m_api.set().started();
    extensionRegistered(); // a quick one may have been first
}

QString EnvironmentExtensions::notStarted(int index, int error)
{
    // Their number is looked at before the last one would be started.
    const QString type = index >= limits::Extensions ? QStringLiteral("TooManyExtensions")
                         : error == EACCES           ? QStringLiteral("PermissionDenied")
                                                     : QStringLiteral("UnknownError");
    m_api.set().launchFailed(index, type);
    return m_api.set().firstFatal();
}

QString EnvironmentExtensions::ended(int index)
{
    m_api.set().exited(index);
    if (m_sequence.active()) {
        if (std::find(m_told.begin(), m_told.end(), index) != m_told.end())
            carryOut(m_sequence.extensionsLeft(toldAndRunning()));
        return {};
    }
    return m_api.set().fatal(QStringLiteral("Extension.Crash"));
}

void EnvironmentExtensions::extensionRegistered()
{
    if (m_runtimeMayStart || !hasExternal() || !m_api.set().allRegistered()
        || !m_api.set().all().front().running)
        return;
    m_runtimeMayStart = true;
    m_owner.extensionsRegistered();
}

void EnvironmentExtensions::initEnded(bool well)
{
    if (well)
        m_api.closeSubscriptions();
    if (!std::exchange(m_linesWritten, true)) {
        const qint64 time = m_reactor.clock().wallMs();
        QByteArray lines;
        for (const ExtensionSet::Extension &each : m_api.set().all()) {
            const QString state = extensionStateName(each.state);
            lines += m_settings.log.extension(time, each.name, state, each.events, each.errorType);
            m_telemetry.platform(
                platformevents::extension(time, each.name, state, each.events, each.errorType));
        }
        m_owner.extensionsLog(lines);
    }
    if (well)
        m_telemetry.closeSubscriptions();
}

void EnvironmentExtensions::telemetryWanted(int index, const TelemetrySubscription &subscription)
{
    const bool logs = subscription.api == TelemetrySubscription::Api::Logs;
    const QString name = m_api.set().all()[static_cast<std::size_t>(index)].name;
    const QString state = m_telemetry.subscribe(index, subscription)
                              ? QStringLiteral("Subscribed")
                              : QStringLiteral("Already subscribed");
    const QByteArray api = logs ? "logsSubscription" : "telemetrySubscription";
    const qint64 time = m_reactor.clock().wallMs();
    m_owner.extensionsLog(m_settings.log.subscription(time, api, name, state, subscription.types));
    m_telemetry.platform(platformevents::subscription(time, api, name, state, subscription.types),
                         logs ? TelemetryHub::ForLogs : TelemetryHub::ForTelemetry);
}

void EnvironmentExtensions::shutDown(const char *reason, bool runtimeRuns)
{
    m_reason = reason;
    m_told.clear();
    m_telemetry.flush();
    ShutdownSequence::Start start;
    start.hasExternal = hasExternal();
    start.hasInternal = any() && !m_api.set().all().back().external;
    start.runtimeRuns = runtimeRuns;
    carryOut(m_sequence.begin(start, m_reactor.clock().now()));
}

void EnvironmentExtensions::runtimeExited()
{
    carryOut(m_sequence.runtimeExited());
}

void EnvironmentExtensions::carryOut(const ShutdownSequence::Steps &steps)
{
    using Step = ShutdownSequence::Step;
    const std::shared_ptr<bool> alive = m_alive;
    bool done = false;
    for (const Step step : steps) {
        Sandbox *sandbox = m_owner.extensionSandbox();
        if (step == Step::TerminateRuntime && sandbox)
            sandbox->signalRuntime(SIGTERM);
        else if (step == Step::KillRuntime && sandbox)
            sandbox->signalRuntime(SIGKILL);
        else if (step == Step::TellExtensions)
            tellExtensions();
        else if (step == Step::Done)
            done = true;
    }
    // Nobody wanted to be told.
    if (!done && !steps.empty() && steps.back() == Step::TellExtensions && toldAndRunning() == 0)
        return carryOut(m_sequence.extensionsLeft(0));
    m_timer.reset();
    if (done)
        return m_owner.shutDownDone();
    if (const auto due = m_sequence.due())
        m_timer = m_reactor.at(
            *due, [this] { carryOut(m_sequence.timePassed(m_reactor.clock().now())); });
}

void EnvironmentExtensions::tellExtensions()
{
    const Nanoseconds left = m_sequence.end() - m_reactor.clock().now();
    const qint64 deadline =
        m_reactor.clock().wallMs() + std::chrono::duration_cast<Milliseconds>(left).count();
    m_api.shutDown(m_reason, deadline);
    Sandbox *sandbox = m_owner.extensionSandbox();
    const std::vector<ExtensionSet::Extension> &all = m_api.set().all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].external || !all[i].running)
            continue;
        if (all[i].wants(u"SHUTDOWN"))
            m_told.push_back(static_cast<int>(i));
        else if (sandbox)
            sandbox->signalExtension(static_cast<int>(i), SIGKILL);
    }
}

int EnvironmentExtensions::toldAndRunning() const
{
    const std::vector<ExtensionSet::Extension> &all = m_api.set().all();
    return static_cast<int>(std::count_if(m_told.begin(), m_told.end(), [&](int index) {
        return all[static_cast<std::size_t>(index)].running;
    }));
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/platformlog.h"

#include "engine/telemetry/logtext.h"

namespace engine {
namespace {

using Level = SystemLogLevel;

// A success tells little, anything else is worth a warning.
Level byStatus(const QByteArray &status, Level ofSuccess)
{
    return status == "success" ? ofSuccess : Level::Warn;
}

} // namespace

QByteArray PlatformLog::line(Level needed, const QByteArray &document) const
{
    return m_level >= needed ? document + '\n' : QByteArray();
}

QByteArray PlatformLog::initStart(qint64 timeMs, const platformevents::Init &init) const
{
    if (!m_json)
        return logtext::initStart(init.runtimeVersion, init.runtimeVersionArn);
    return line(init.runtimeVersion.isEmpty() ? Level::Debug : Level::Info,
                platformevents::initStart(timeMs, init));
}

QByteArray PlatformLog::initRuntimeDone(qint64 timeMs, const platformevents::Init &init,
                                        const QByteArray &status, const QString &errorType) const
{
    if (!m_json)
        return {};
    return line(byStatus(status, Level::Debug),
                platformevents::initRuntimeDone(timeMs, init, status, errorType));
}

QByteArray PlatformLog::initReport(qint64 timeMs, const platformevents::Init &init,
                                   Nanoseconds duration, const QByteArray &status,
                                   const QString &errorType) const
{
    if (m_json) {
        const Level success = init.initializationType == "on-demand" ? Level::Debug : Level::Info;
        return line(byStatus(status, success),
                    platformevents::initReport(timeMs, init, duration, status, errorType));
    }
    if (status == "success")
        return {};
    return logtext::initReport(duration,
                               init.phase == platformevents::Init::Phase::Init
                                   ? logtext::InitPhase::Init
                                   : logtext::InitPhase::Invoke,
                               QString::fromLatin1(status), errorType);
}

QByteArray PlatformLog::extension(qint64 timeMs, const QString &name, const QString &state,
                                  const QStringList &events, const QString &errorType) const
{
    return m_json ? line(Level::Info,
                         platformevents::extension(timeMs, name, state, events, errorType))
                  : logtext::extension(name, state, events, errorType);
}

QByteArray PlatformLog::subscription(qint64 timeMs, const QByteArray &api, const QString &name,
                                     const QString &state, const QStringList &types) const
{
    return m_json ? line(Level::Info, platformevents::subscription(timeMs, api, name, state, types))
                  : logtext::subscription(api, name, state, types);
}

QByteArray PlatformLog::start(qint64 timeMs, const QString &requestId, const QString &version,
                              const platformevents::Tracing &tracing) const
{
    return m_json ? line(Level::Info, platformevents::start(timeMs, requestId, version, tracing))
                  : logtext::start(requestId, version);
}

QByteArray PlatformLog::runtimeDone(qint64 timeMs, const platformevents::RuntimeDone &done) const
{
    if (!m_json)
        return {};
    return line(byStatus(done.status, Level::Debug), platformevents::runtimeDone(timeMs, done));
}

QByteArray PlatformLog::end(const QString &requestId) const
{
    return m_json ? QByteArray() : logtext::end(requestId);
}

QByteArray PlatformLog::report(qint64 timeMs, const InvocationRecord &record,
                               const std::vector<platformevents::Span> &spans,
                               const platformevents::Tracing &tracing) const
{
    if (!m_json)
        return logtext::report(record);
    return line(byStatus(platformevents::statusOf(record.outcome), Level::Info),
                platformevents::report(timeMs, record, spans, tracing));
}

} // namespace engine

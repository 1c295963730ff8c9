// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "engine/model/functionconfig.h"
#include "engine/telemetry/invocationrecord.h"
#include "engine/telemetry/platformevents.h"

namespace engine {

// The platform's own lines of a function's log, in the format and from the level that its
// LoggingConfig asks for: text as in logtext.h, or platformevents.h's documents, one on a line.
// An empty answer: no such line. Pure. Source: runtime-api section 7.1.
class PlatformLog
{
public:
    explicit PlatformLog(const LoggingConfig &config)
        : m_json(config.format == LogFormat::Json)
        , m_level(config.systemLevel)
    {
    }

    [[nodiscard]] QByteArray initStart(qint64 timeMs, const platformevents::Init &init) const;
    [[nodiscard]] QByteArray initRuntimeDone(qint64 timeMs, const platformevents::Init &init,
                                             const QByteArray &status,
                                             const QString &errorType) const;
    // In text only of an init that failed.
    [[nodiscard]] QByteArray initReport(qint64 timeMs, const platformevents::Init &init,
                                        Nanoseconds duration, const QByteArray &status,
                                        const QString &errorType) const;
    [[nodiscard]] QByteArray extension(qint64 timeMs, const QString &name, const QString &state,
                                       const QStringList &events, const QString &errorType) const;
    [[nodiscard]] QByteArray subscription(qint64 timeMs, const QByteArray &api, const QString &name,
                                          const QString &state, const QStringList &types) const;
    [[nodiscard]] QByteArray start(qint64 timeMs, const QString &requestId, const QString &version,
                                   const platformevents::Tracing &tracing) const;
    // In JSON only.
    [[nodiscard]] QByteArray runtimeDone(qint64 timeMs,
                                         const platformevents::RuntimeDone &done) const;
    [[nodiscard]] QByteArray end(const QString &requestId) const; // in text only
    [[nodiscard]] QByteArray report(qint64 timeMs, const InvocationRecord &record,
                                    const std::vector<platformevents::Span> &spans,
                                    const platformevents::Tracing &tracing) const;

    [[nodiscard]] bool isJson() const { return m_json; }

private:
    [[nodiscard]] QByteArray line(SystemLogLevel needed, const QByteArray &document) const;

    bool m_json;
    SystemLogLevel m_level;
};

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/eventfile.h"

#include <QFile>

#include <cstdio>

#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/events/eventvariables.h"

namespace app {

engine::Result<QByteArray> readEvent(const QString &path)
{
    QFile file;
    if (path == QStringLiteral("-")) {
        if (!file.open(stdin, QIODevice::ReadOnly))
            return engine::Error{engine::Error::Code::NotReadable, file.errorString(), path};
    } else {
        file.setFileName(path);
        if (!file.exists())
            return engine::Error{engine::Error::Code::NotFound, {}, path};
        if (!file.open(QIODevice::ReadOnly))
            return engine::Error{engine::Error::Code::NotReadable, file.errorString(), path};
    }
    return file.readAll();
}

engine::Result<QByteArray> withVariables(engine::LocalEngine &engine, const QString &functionName,
                                         const QByteArray &event,
                                         const std::vector<engine::EnvironmentVariable> &extra)
{
    if (!engine::mayHaveVariables(event))
        return event;
    const auto function = engine.function(functionName);
    if (!function)
        return function.error();
    engine::SystemClock clock;
    engine::RandomIds ids;
    return engine::expandVariables(
        event, {clock, ids, engine::lookUpIn(function->config.environment, extra)});
}

} // namespace app

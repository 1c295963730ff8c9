// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include "engine/telemetry/responsestream.h"

namespace widgets {

// A response that is being streamed, as far as it has come.
struct LiveStream
{
    static constexpr qsizetype HeadBytes = 64 * 1024;

    QString requestId;
    QString trigger;
    engine::ResponseStream stream;
    QByteArray head; // its first bytes, up to HeadBytes
};

} // namespace widgets

Q_DECLARE_METATYPE(widgets::LiveStream)

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <set>

#include "engine/invoke/localengine.h"
#include "widgets/invoke/livestream.h"

namespace app {

// Between the engine, which tells of each arrival of a streamed response, and the window, which
// paints: of any stream it passes on what has come every few frames, bounded in size. On the
// engine's thread. Answers of functions that do not stream are left out, and so are those of a
// burst but for the first few.
class StreamRelay : public QObject
{
public:
    using Send = std::function<void(const widgets::LiveStream &)>;

    // Child of the engine, and gone with it.
    StreamRelay(engine::LocalEngine &engine, Send send);

private:
    void take(const engine::StreamPiece &piece);
    void sendChanged();

    const Send m_send;
    std::map<QString, widgets::LiveStream> m_streams; // by request
    std::set<QString> m_changed;
    QTimer m_pause;
};

} // namespace app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/streamrelay.h"

#include <utility>

namespace app {
namespace {

constexpr auto Pause = std::chrono::milliseconds(50);
// Nobody reads along with the thousand responses of a burst.
constexpr std::size_t MostAtOnce = 4;

} // namespace

StreamRelay::StreamRelay(engine::LocalEngine &engine, Send send)
    : QObject(&engine)
    , m_send(std::move(send))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &StreamRelay::sendChanged);
    connect(&engine, &engine::LocalEngine::streamArrived, this, &StreamRelay::take);
    connect(&engine, &engine::LocalEngine::recorded, this,
            [this](const engine::InvocationRecord &record) {
                m_streams.erase(record.requestId);
                m_changed.erase(record.requestId);
            });
}

void StreamRelay::take(const engine::StreamPiece &piece)
{
    const bool isKnown = m_streams.count(piece.requestId) > 0;
    if (piece.kind == engine::StreamPiece::Kind::Whole
        || (!isKnown && (piece.offset > 0 || m_streams.size() >= MostAtOnce)))
        return;
    widgets::LiveStream &live = m_streams[piece.requestId];
    live.requestId = piece.requestId;
    live.trigger = piece.trigger;
    live.stream.caller = engine::CallerMode::Streaming;
    live.stream.take(piece.bytes.size(), piece.at);
    live.head += piece.bytes.left(widgets::LiveStream::HeadBytes - live.head.size());
    m_changed.insert(piece.requestId);
    if (!m_pause.isActive())
        sendChanged();
}

void StreamRelay::sendChanged()
{
    const std::set<QString> changed = std::exchange(m_changed, {});
    if (changed.empty())
        return; // the next arrival is told at once
    for (const QString &request : changed)
        m_send(m_streams.at(request));
    m_pause.start();
}

} // namespace app

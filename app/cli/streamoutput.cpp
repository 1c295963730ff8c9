// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/streamoutput.h"

#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

namespace app {
namespace {

constexpr qsizetype HoldAbove = 1024 * 1024;
constexpr qsizetype GoOnBelow = 256 * 1024;

} // namespace

StreamOutput::StreamOutput(engine::LocalEngine &engine, int descriptor, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_descriptor(descriptor)
{
    struct stat status
    {
    };
    if (::fstat(descriptor, &status) == 0
        && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode) || ::isatty(descriptor)))
        m_kind = Kind::Pipe;
}

void StreamOutput::take(const engine::StreamPiece &piece)
{
    m_taken = true;
    if (m_error != 0)
        return; // what comes is thrown away: the log and the record are worth having all the same
    if (m_kind == Kind::File)
        return writeAll(piece.bytes);
    m_pending += piece.bytes;
    if (!m_watch)
        m_watch = m_engine.reactor().watch(m_descriptor, EPOLLOUT,
                                           [this](std::uint32_t) { writeSome(); });
    if (m_held.isEmpty() && m_pending.size() - m_written > HoldAbove) {
        m_held = piece.requestId;
        m_engine.holdStream(m_held, engine::StreamFlow::Held);
    }
}

void StreamOutput::writeAll(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t wrote = ::write(m_descriptor, bytes.constData() + done,
                                      static_cast<std::size_t>(bytes.size() - done));
        if (wrote < 0 && errno != EINTR && errno != EAGAIN) {
            m_error = errno; // a full disk
            return;
        }
        done += std::max<ssize_t>(wrote, 0);
    }
}

void StreamOutput::writeSome()
{
    // A pipe that is ready takes so much without making us wait, though it is not non-blocking:
    // that flag would be the shell's as well.
    const auto size =
        static_cast<std::size_t>(std::min<qsizetype>(m_pending.size() - m_written, PIPE_BUF));
    const char *bytes = m_pending.constData() + m_written;
    const ssize_t wrote = ::write(m_descriptor, bytes, size);
    if (wrote < 0 && errno != EINTR && errno != EAGAIN)
        return lost(errno);
    m_written += std::max<ssize_t>(wrote, 0);
    const qsizetype left = m_pending.size() - m_written;
    if (left == 0 || m_written > HoldAbove)
        m_pending.remove(0, std::exchange(m_written, 0));
    if (!m_held.isEmpty() && left < GoOnBelow)
        m_engine.holdStream(std::exchange(m_held, {}), engine::StreamFlow::Flows);
    if (left == 0)
        end();
}

// Nobody reads any more, and nobody told us with a signal.
void StreamOutput::lost(int error)
{
    m_error = error;
    m_pending.clear();
    m_written = 0;
    if (!m_held.isEmpty())
        m_engine.holdStream(std::exchange(m_held, {}), engine::StreamFlow::Flows);
    end();
}

void StreamOutput::finish(std::function<void()> written)
{
    m_whenWritten = std::move(written);
    m_held.clear();
    if (m_pending.isEmpty())
        end();
}

void StreamOutput::end()
{
    m_watch.reset();
    if (!m_whenWritten)
        return;
    m_taken = false;
    std::exchange(m_whenWritten, {})();
}

} // namespace app

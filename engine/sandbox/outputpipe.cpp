// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/outputpipe.h"

#include <fcntl.h>
#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace engine {
namespace {

constexpr qsizetype ChunkBytes = 64 * 1024;
constexpr qsizetype BatchBytes = 4 * ChunkBytes;

} // namespace

Result<void> OutputPipe::make(UniqueFd *readEnd, UniqueFd *writeEnd)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return Error{Error::Code::Internal, QString::fromLocal8Bit(std::strerror(errno))};
    readEnd->reset(ends[0]);
    writeEnd->reset(ends[1]);
    // Not the other end: few programs expect their stdout to be non-blocking.
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return {};
}

OutputPipe::OutputPipe(Reactor &reactor, UniqueFd readEnd, Receive receive)
    : m_fd(std::move(readEnd))
    , m_receive(std::move(receive))
    , m_watch(reactor.watch(m_fd.get(), EPOLLIN, [this](std::uint32_t) { readBatch(BatchBytes); }))
{
}

void OutputPipe::drain()
{
    readBatch(std::max<qsizetype>(::fcntl(m_fd.get(), F_GETPIPE_SZ), ChunkBytes));
}

void OutputPipe::readBatch(qsizetype budget)
{
    const std::shared_ptr<bool> alive = m_alive;
    while (budget > 0) {
        const Read read = readOnce(&budget);
        if (!*alive)
            return;
        if (read == Read::End)
            m_watch.reset();
        if (read != Read::Something)
            return;
    }
}

OutputPipe::Read OutputPipe::readOnce(qsizetype *budget)
{
    QByteArray bytes(std::min(*budget, ChunkBytes), Qt::Uninitialized);
    const auto got = ::read(m_fd.get(), bytes.data(), static_cast<std::size_t>(bytes.size()));
    if (got == 0)
        return Read::End;
    if (got < 0)
        return errno == EINTR ? Read::Something : Read::Nothing;
    bytes.truncate(got);
    *budget -= got;
    const Receive receive = m_receive; // this object may go while it runs
    receive(bytes);
    return Read::Something;
}

} // namespace engine

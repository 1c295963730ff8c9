// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/core/uniquefd.h"

namespace engine {

// The reading end of a pipe that a sandbox writes into. Reads no more per wake-up than a batch, so
// that a function which prints without end waits for its reader instead of filling memory.
class OutputPipe
{
public:
    using Receive = std::function<void(const QByteArray &)>; // may destroy the OutputPipe

    // Makes the pipe; *writeEnd is for the sandbox.
    [[nodiscard]] static Result<void> make(UniqueFd *readEnd, UniqueFd *writeEnd);

    OutputPipe(Reactor &reactor, UniqueFd readEnd, Receive receive);

    // Delivers what is in the pipe now. Bounded by the pipe's size, even while somebody writes.
    void drain();

private:
    enum class Read { Something, Nothing, End };
    Read readOnce(qsizetype *budget);
    void readBatch(qsizetype budget);

    UniqueFd m_fd;
    Receive m_receive;
    Watch m_watch;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);

public:
    ~OutputPipe() { *m_alive = false; }
    Q_DISABLE_COPY_MOVE(OutputPipe)
};

} // namespace engine

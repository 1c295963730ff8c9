// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace engine {

// Takes apart what managed runtimes write to _LAMBDA_TELEMETRY_LOG_FD: frames of a 4-byte type, a
// 4-byte length, perhaps 8 bytes of time, and one message each, which may have several lines. The
// bytes come from the function, so anything may be in them: what is no frame is passed on as text.
class LogFrames
{
public:
    // The log text of the frames that are complete now, each message ended by a newline. Into
    // `messages` (may be null) go the same ones as they came.
    [[nodiscard]] QByteArray take(const QByteArray &bytes,
                                  std::vector<QByteArray> *messages = nullptr);
    // The message of a frame that is not for the log: how long modules took to load. Taken once.
    [[nodiscard]] QByteArray takeModuleTimes() { return std::exchange(m_moduleTimes, {}); }
    // What is left of a frame that never ended (its process is gone).
    [[nodiscard]] QByteArray rest();

private:
    QByteArray m_buffer;
    QByteArray m_moduleTimes;
};

} // namespace engine

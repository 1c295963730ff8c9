// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

#include <functional>

#include "engine/invoke/localengine.h"

namespace app {

// Writes a streamed response to a descriptor as it comes, to the byte. The engine never waits for
// the reader: what a slow one has not taken is kept here up to a bound, then the function is held
// back as a slow caller of Lambda's would do it. One response at a time.
class StreamOutput : public QObject
{
public:
    // The engine must outlive this object. The descriptor is not owned.
    StreamOutput(engine::LocalEngine &engine, int descriptor, QObject *parent = nullptr);

    void take(const engine::StreamPiece &piece);
    // Of the response at hand.
    [[nodiscard]] bool hasTaken() const { return m_taken; }
    // errno of the first write that failed; what came after it is not in there either. 0: none.
    [[nodiscard]] int error() const { return m_error; }
    // The response is over: `written` is called when all of it is out, perhaps at once.
    void finish(std::function<void()> written);

private:
    void writeSome();
    void writeAll(const QByteArray &bytes);
    void lost(int error);
    void end();

    engine::LocalEngine &m_engine;
    const int m_descriptor;
    enum class Kind { File, Pipe };
    Kind m_kind = Kind::File; // always ready; sockets and terminals count as pipes
    QByteArray m_pending;
    qsizetype m_written = 0; // of it
    QString m_held;          // the request that is held back
    bool m_taken = false;
    int m_error = 0;
    std::function<void()> m_whenWritten;
    engine::Watch m_watch;
};

} // namespace app

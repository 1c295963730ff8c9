// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QObject>

#include <memory>
#include <optional>

#include "app/cli/interrupt.h"
#include "app/cli/recordwriter.h"
#include "engine/async/asyncqueue.h"
#include "engine/async/engineattempts.h"
#include "engine/invoke/localengine.h"

namespace app {

// Works the events of a workspace off in lwb's main thread and tells what becomes of them.
class QueueRun : public QObject
{
public:
    struct Options
    {
        int speed = 1; // see PacedTime
        bool json = false;
    };

    // Both must outlive this object; `history` may be null.
    QueueRun(engine::LocalEngine &engine, engine::HistoryStore *history, const Options &options);

    // Says what failed.
    bool open(const QString &workspace);
    [[nodiscard]] engine::AsyncAnswer accept(const engine::InvokeRequest &request)
    {
        return m_queue->accept(request);
    }
    // Runs the event loop until the queue is empty or Ctrl+C leaves the rest in it; the exit
    // status. Returns at once, with a word about it, when another process works the queue off.
    enum class WhenOwned { IsFine, IsAnError };
    int workOff(WhenOwned whenOwned);

    // --time and --fast-retries; the speed, or nothing when the value is none.
    static void addOptions(QCommandLineParser &parser);
    [[nodiscard]] static std::optional<int> speedOf(const QCommandLineParser &parser);
    [[nodiscard]] static bool hasOptions(const QCommandLineParser &parser);

private:
    void tellAttempt(const engine::AsyncAttempt &attempt);
    void tellRecord(const engine::InvocationRecord &record);
    void stop();

    engine::LocalEngine &m_engine;
    const Options m_options;
    engine::RandomIds m_ids;
    engine::EngineAttempts m_attempts;
    RecordWriter m_writer;
    std::unique_ptr<engine::AsyncQueue> m_queue;
    std::unique_ptr<Interrupt> m_interrupt;
    int m_status = 0;
};

} // namespace app

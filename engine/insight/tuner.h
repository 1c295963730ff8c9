// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

#include "engine/insight/invokedoor.h"
#include "engine/insight/tuning.h"

namespace engine {

// Makes the calls of a tuning plan, one after the other and size by size: one in a new environment,
// then the warm ones. A size that fails three times in a row has told what it has to tell. Works on
// the thread that made it; results come through its event loop.
class Tuner : public QObject
{
    Q_OBJECT

public:
    // What records name as who asked; cancelling it at the engine ends the call that runs.
    static const QString Trigger;

    // `machineCpus`: how many this computer has; 0 when that does not matter.
    Tuner(InvokeDoor invoke, TuningPlan plan, int machineCpus = 0, QObject *parent = nullptr);

    void start(); // once
    // Makes no more calls; the one that runs is waited for. What was measured is kept.
    void cancel();
    [[nodiscard]] TuningResult result() const;
    [[nodiscard]] int plannedCalls() const;

signals:
    // After each call: how many were made, and the size that they are at. What failing sizes leave
    // out counts as made.
    void progressed(int calls, int planned, engine::Megabytes memory);
    // The last signal. An Error means that nothing can be run, what was measured is kept.
    void finished(const engine::Result<engine::TuningResult> &result);

private:
    void next();
    void onOutcome(const Result<InvokeOutcome> &outcome);
    void end(const Result<TuningResult> &result);

    const InvokeDoor m_invoke;
    Tuning m_tuning;
    const int m_machineCpus;
    std::size_t m_size = 0; // at this one
    int m_call = 0;         // of it; 0 is the cold one
    int m_failuresInARow = 0;
    bool m_cancelled = false;
    bool m_running = false;
};

} // namespace engine

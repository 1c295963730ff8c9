// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>

#include <memory>

#include "engine/core/result.h"
#include "engine/core/units.h"
#include "engine/invoke/localengine.h"

class QTemporaryDir;

namespace engine {

// What one vCPU of this computer is: a fixed piece of work that needs nothing but a processor, run
// as a function in the sandbox, at 1,769 MB (the size that has one vCPU on Lambda) and at 128 MB.
// The same piece deployed to Lambda tells by which factor local durations of CPU-bound code differ
// from those there; it says nothing about code that waits for networks or disks.
struct Calibration
{
    // One thread of pure Python: x = (x × 1103515245 + 12345) mod 2^31, so many times.
    static constexpr int Rounds = 2'000'000;

    QString interpreter;     // "Python 3.11.2": only figures of one version compare
    Nanoseconds oneCpu{0};   // median of the warm calls at 1,769 MB
    Nanoseconds smallest{0}; // the same at 128 MB
    double cpuShare = 0;     // CPU time / duration at 1,769 MB: 1 when the vCPU was all its own
    // oneCpu / smallest: the share of a vCPU that 128 MB really had; 128 / 1,769 = 0.072 is right.
    [[nodiscard]] double smallestShare() const;
    // By what local durations are multiplied to be those of Lambda, where the piece took `lambda`.
    [[nodiscard]] double factorFor(Nanoseconds lambda) const;

    bool operator==(const Calibration &) const = default;
};

// The handler (app.py, app.handler) that is measured, to be deployed for comparison.
[[nodiscard]] QByteArray calibrationCode();

// Measures in a workspace of its own in a temporary folder. On one thread; takes some seconds.
class CalibrationRun : public QObject
{
    Q_OBJECT

public:
    // `cacheFolder` as in LocalEngine::Options.
    explicit CalibrationRun(QString cacheFolder = {}, QObject *parent = nullptr);
    ~CalibrationRun() override;

    // Once. Fails with RuntimeMissing without a Python, SandboxUnavailable, and Refused when the
    // piece did not compute what it must.
    void start();
    // Ends the call that runs; finished() comes with Refused. Nothing happens where none runs.
    void cancel();

signals:
    void finished(const engine::Result<engine::Calibration> &result);

private:
    void next();
    void onOutcome(const Result<InvokeOutcome> &outcome);
    [[nodiscard]] Result<void> open();

    const QString m_cacheFolder;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalEngine> m_engine;
    int m_call = 0;
    std::vector<Nanoseconds> m_large, m_small, m_cpu;
    QString m_interpreter;
};

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>
#include <optional>
#include <vector>

#include "engine/core/units.h"
#include "engine/insight/distribution.h"
#include "engine/pricing/pricing.h"
#include "engine/telemetry/invocationrecord.h"

namespace engine {

// Memory ("power") tuning: one event at several memory sizes, in the terms of the open tool
// aws-lambda-power-tuning, whose method and output it shares. Pure: a tuner makes the calls.
struct TuningPlan
{
    QString functionName; // as InvokeRequest takes it
    QByteArray payload;
    std::vector<Megabytes> sizes; // each 128 to 10,240 MB; ascending, none twice
    int repetitions = 10;         // warm calls of each size, 1 to 1,000; one cold one comes before
    double weight = 0.5;          // of the cost in the balanced choice, 0 (speed) to 1 (cost)
    double discard = 0.2;         // share of the fastest, and of the slowest, left out of means
};

inline constexpr int MaxTuningRepetitions = 1'000;
inline constexpr int MaxTuningSizes = 50;
// 128, 256, 512, 1,024, 1,536, 1,769 (one vCPU) and 3,008 MB.
[[nodiscard]] const std::vector<Megabytes> &tuningPresets();
// "128, 512,1024" in any order, equal ones once. Nothing when one is no size, there is none, or
// there are more than MaxTuningSizes.
[[nodiscard]] std::optional<std::vector<Megabytes>> parseSizes(const QString &text);

// What came of one size.
struct TuningRow
{
    Megabytes memory{0};
    int calls = 0;  // made and recorded, cold ones included
    int errors = 0; // of them, whatever failed: functions, timeouts, memory, throttles
    std::map<QString, int> errorKinds; // by outcomeName()
    QString lastError;                 // errorType of the last one that failed, or its sentence

    Distribution duration;   // of the warm calls that went well
    Nanoseconds mean{0};     // of them, without the discarded ones
    double meanBilledMs = 0; // the same of billed durations
    Distribution cold;       // init and duration together, of the cold calls that went well
    std::optional<Megabytes> memoryUsed; // the most

    // Of one warm call of mean billed duration, rounded up; what the duration costs, without the
    // fee that each request has at any size. The arm64 figure is the price of the duration that was
    // measured here, on whatever processor this is.
    Money cost[2]; // by Architecture
    Money spent;   // all calls of the row, at the function's architecture

    // Cheap or quick failures recommend nothing.
    [[nodiscard]] bool isCandidate() const { return errors == 0 && duration.count > 0; }
};

struct TuningResult
{
    QString functionName;
    Architecture architecture = Architecture::X86_64; // which cost the choices go by
    std::vector<TuningRow> rows;                      // ascending
    double weight = 0.5;
    bool complete = false; // false: cancelled, and rows may have fewer calls than were planned
    // Rows; nothing where no size had only good calls.
    std::optional<std::size_t> cheapest, fastest, balanced;
    // The CPU share follows the memory up to what this computer has; sizes above gain nothing
    // here that they would gain on Lambda. 0: not known.
    Megabytes fullMachine{0};
};

// Collects records of a run, in any order, and computes the rest.
class Tuning
{
public:
    explicit Tuning(TuningPlan plan, const PriceTable &prices = shippedPrices());

    // By the size that the record says it had; one that was not planned is left out.
    void add(const InvocationRecord &record);
    void setComplete() { m_complete = true; } // every call that was planned was made
    [[nodiscard]] TuningResult result() const;
    [[nodiscard]] const TuningPlan &plan() const { return m_plan; }

private:
    struct Calls
    {
        TuningRow row;
        std::vector<Nanoseconds> warm, cold;
        std::vector<double> warmBilled;
    };

    TuningPlan m_plan;
    const PriceTable &m_prices;
    Architecture m_architecture = Architecture::X86_64;
    std::map<Megabytes, Calls> m_calls;
    bool m_complete = false;
};

// Names cheapest, fastest and balanced among the candidates: smallest cost, then shorter; shortest,
// then cheaper; smallest weight × cost / highest cost + (1 − weight) × mean / longest mean.
void choose(TuningResult &result);

// The function's CPU share at this size, in vCPUs of Lambda: 0.07 at 128 MB, 1 at 1,769 MB.
[[nodiscard]] double vcpusOf(Megabytes memory);

} // namespace engine

Q_DECLARE_METATYPE(engine::TuningPlan)
Q_DECLARE_METATYPE(engine::TuningResult)

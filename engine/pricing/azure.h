// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "engine/model/runtimeid.h"
#include "engine/pricing/monthplan.h"

namespace engine {

// A hosting plan of Azure Functions: its prices and limits, as read from a file.
struct AzurePlan
{
    QString id; // "consumption", "flex"
    QString name;
    bool legacy = false; // not offered for new Linux apps any more
    Money perMillionExecutions;
    Money perGbSecond;
    std::int64_t freeExecutions = 0; // per month
    std::int64_t freeGbSeconds = 0;  // per month
    int minimumMs = 0;               // each execution is billed for at least this
    int roundingMs = 1;              // and rounded up to this
    // Either what was used is billed, rounded up to a step, or one of some sizes.
    int observedStepMb = 0;     // 0: sizes
    std::vector<int> sizesMb;   // ascending
    int mostMb = 0;             // of an instance
    int mostTimeoutMinutes = 0; // 0: no limit
    int defaultTimeoutMinutes = 0;
    int httpSeconds = 0; // an HTTP request must be answered within
    int mostInstances = 0;
    struct AlwaysReady
    {
        Money baselinePerGbSecond;
        Money perGbSecond;
        Money perMillionExecutions;
    };
    std::optional<AlwaysReady> alwaysReady; // instances that are kept warm; none: not offered
    std::vector<Language> languages;        // Provided: by a custom handler
    QStringList triggers;
};

struct AzurePrices
{
    QString asOf;
    QString source;
    QString note; // how sure the figures are
    QString region;
    std::vector<AzurePlan> plans;
};

// Fails with BadSyntax (place: line and column) or BadTemplate naming what is missing or wrong.
[[nodiscard]] Result<AzurePrices> readAzurePrices(const QByteArray &json);
// The file that comes with the program, resources/pricing/azure.json; never fails.
[[nodiscard]] const AzurePrices &shippedAzurePrices();

// Why a function would not run there as it is, or not as well.
struct AzureMisfit
{
    enum class Kind {
        Memory,      // needs more than an instance has; limit in MB
        Timeout,     // may run longer than a function there; limit in minutes
        HttpTimeout, // an HTTP caller is given up on earlier; limit in seconds
        Language,    // not offered, a custom handler has to be written
        Concurrency, // provisioned environments have no counterpart there
        Processor,   // arm64 is not offered
        Layers,      // have no counterpart: dependencies go into the package
    };
    Kind kind;
    bool blocking = true; // false: it would run, with a change or a difference
    int limit = 0;        // the plan's, in the unit of the kind
    bool operator==(const AzureMisfit &) const = default;
};
// `called`: whether it answers HTTP requests. Empty: it fits.
[[nodiscard]] std::vector<AzureMisfit> misfits(const AzurePlan &plan, const FunctionConfig &config,
                                               const MonthPlan &month, bool answersHttp);

// The same month there. `used`: memory that was measured, which Consumption bills; nothing: the
// configured one. One execution at a time on an instance, as on Lambda: Flex Consumption may run
// several, which is cheaper. Provisioned environments become always-ready instances where there
// are some, and then nothing is free.
[[nodiscard]] Cost azureCost(const AzurePlan &plan, const MonthPlan &month,
                             std::optional<Megabytes> used, FreeTier freeTier);
// What the plan bills for these megabytes; at most what it has.
[[nodiscard]] Megabytes azureMemory(const AzurePlan &plan, Megabytes needed);

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <vector>

#include "engine/core/units.h"
#include "engine/model/networkaccess.h"

namespace engine {

enum class Architecture { X86_64, Arm64 };
[[nodiscard]] QString architectureName(Architecture architecture); // "x86_64", "arm64"

// What the log is written as, and from which level on (LoggingConfig).
enum class LogFormat { Text, Json };
enum class SystemLogLevel { Warn, Info, Debug }; // in order of amount

struct LoggingConfig
{
    LogFormat format = LogFormat::Text;
    // TRACE, DEBUG, INFO, WARN, ERROR or FATAL; only in JSON, where an empty one counts as INFO.
    QString applicationLevel;
    SystemLogLevel systemLevel = SystemLogLevel::Info; // only in JSON
    QString group;                                     // empty: /aws/lambda/NAME

    bool operator==(const LoggingConfig &) const = default;
};

// X-Ray: PassThrough marks no request as sampled here, because none comes with a trace of its own;
// Active marks each one (the service: a part of them), and what the function sends is kept.
enum class Tracing { PassThrough, Active };

struct EnvironmentVariable
{
    QString key;
    QString value;

    bool operator==(const EnvironmentVariable &) const = default;
};

// What becomes of events that are sent with invocation type Event (PutFunctionEventInvokeConfig,
// and DeadLetterConfig of the function). Targets are ARNs, empty: none.
struct AsyncConfig
{
    Seconds maximumEventAge{21'600}; // 60 to 21,600, counted from the event's acceptance
    int maximumRetryAttempts = 2;    // 0 to 2, after function errors
    QString onSuccess;        // a queue, topic, function or event bus; at most 350 characters
    QString onFailure;        // the same, or a bucket
    QString deadLetterTarget; // a queue or topic; gets the event itself

    bool operator==(const AsyncConfig &) const = default;
};

// What Lambda does about a function that calls itself, directly or round other ones
// (PutFunctionRecursionConfig).
enum class RecursiveLoop { Terminate, Allow };

// What a developer can set on one function. A plain value: copy it, compare it, hand it to
// another thread. It may hold settings that could not be deployed, because a half-filled form
// is exactly that; validate() says what is wrong with them. Ranges: limits.h.
struct FunctionConfig
{
    QString name;                    // 1 to 64 of: letters, digits, '-', '_'
    QString runtime;                 // an id such as "python3.12"; see runtimeid.h
    QString handler;                 // "module.function"; free text for provided.*
    QString description;             // 0 to 256 characters
    Megabytes memory{128};           // 128 to 10,240; the CPU share follows from it
    Seconds timeout{3};              // 1 to 900, counted from the event's delivery
    Megabytes ephemeralStorage{512}; // size of /tmp, 512 to 10,240
    Architecture architecture =
        Architecture::X86_64;                     // decides the price; code runs on this machine
    std::vector<EnvironmentVariable> environment; // in the template's order
    Network network = Network::None;
    std::vector<int> hostPorts; // see NetworkAccess; kept beside the network ("HostPorts: [5432]")
    // Laid over each other at /opt in this order: logical ids of the template's layers, or, for
    // layers that are not on this machine, their ARNs or the expressions that name them.
    QStringList layers;
    // The AWS profile of this machine's user whose keys the function gets; empty: well-formed ones
    // that are worth nothing. The workbench's own setting, kept beside the network's.
    QString profile;
    // Places of the account's concurrency that this function has for itself, and can't pass; 0 to
    // 900 of 1,000, 0 blocks it. NotReserved: it shares what the others leave.
    int reservedConcurrency = NotReserved;
    // SAM's AutoPublishAlias: publishing moves this alias. Empty: none.
    QString autoPublishAlias;
    int provisionedConcurrency = 0; // of that alias: environments kept initialised

    AsyncConfig async;
    RecursiveLoop recursiveLoop = RecursiveLoop::Terminate;

    static constexpr int NotReserved = -1;
    LoggingConfig logging;
    Tracing tracing = Tracing::PassThrough;

    [[nodiscard]] NetworkAccess networkAccess() const { return {network, hostPorts}; }

    bool operator==(const FunctionConfig &) const = default;
};

struct ConfigError
{
    enum class Field {
        Name,
        Runtime,
        Handler,
        Description,
        Memory,
        Timeout,
        EphemeralStorage,
        Environment,
        Layers,
        ReservedConcurrency,
        MaximumEventAge,
        MaximumRetryAttempts,
        OnSuccess,
        OnFailure,
        DeadLetterTarget,
        HostPorts,
    };
    enum class Kind {
        Missing,
        Malformed, // characters or shape that AWS refuses
        TooSmall,
        TooLarge,
        TooLong,
        NotANumber, // the template holds text where a number belongs; detail is that text
        Unknown,    // no such runtime; a target of a service that can't be one
        Reserved,   // an environment variable that Lambda sets itself; a port that it takes
        Duplicate,  // the same environment variable or port, or two versions of one layer
        Itself,     // the function as its own destination
    };

    Field field;
    Kind kind;
    QString detail = {}; // the value or key concerned

    bool operator==(const ConfigError &) const = default;
};

// Finds every error, not only the first, in the order in which the form shows its fields.
// Empty means deployable. Needs no files and no network, so it is cheap enough for each
// keystroke. Source of the rules: CreateFunction and "Lambda quotas".
// `reservedElsewhere` is what the workspace's other functions have reserved of the account's limit.
[[nodiscard]] std::vector<ConfigError> validate(const FunctionConfig &config,
                                                int reservedElsewhere = 0);

// The same for a list of ports alone: one error for each port, or one for too many of them.
[[nodiscard]] std::vector<ConfigError> validateHostPorts(const std::vector<int> &ports);

// At least 100 places of the account must stay for functions without a reservation.
[[nodiscard]] int mostReservable(int reservedElsewhere);

// The variables that Lambda sets and refuses to take ("Using Lambda environment variables").
[[nodiscard]] const QStringList &reservedEnvironmentKeys();

// "sqs" of "arn:aws:sqs:...", empty for what is no ARN.
[[nodiscard]] QString serviceOfArn(const QString &arn);

// What Lambda measures against the 4 KB: the bytes of the map's compact JSON text.
[[nodiscard]] int environmentSize(const std::vector<EnvironmentVariable> &environment);

// The share of CPU that goes with the memory, in vCPUs: memory / 1,769, at most 6.
[[nodiscard]] double cpuShare(Megabytes memory);

} // namespace engine

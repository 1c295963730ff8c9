// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "engine/core/units.h"

// Lambda's quotas, each with its source in AWS's documentation ("Lambda quotas" unless named).
namespace engine::limits {

inline constexpr int FunctionNameLength = 64; // CreateFunction, FunctionName
inline constexpr int HandlerLength = 128;     // CreateFunction, Handler
inline constexpr int DescriptionLength = 256; // CreateFunction, Description
inline constexpr Megabytes MemoryMin{128};
inline constexpr Megabytes MemoryMax{10'240};
inline constexpr Seconds TimeoutMin{1};
inline constexpr Seconds TimeoutMax{900};
inline constexpr Megabytes EphemeralStorageMin{512};
inline constexpr Megabytes EphemeralStorageMax{10'240};
inline constexpr int EnvironmentBytes = 4'096; // of the map's compact JSON text
inline constexpr int Layers = 5;               // of one function ("Lambda quotas", CreateFunction)
inline constexpr std::int64_t ZippedBytes = 52'428'800;    // of an upload
inline constexpr std::int64_t UnzippedBytes = 262'144'000; // of code and layers together
inline constexpr int AccountConcurrency = 1'000;
inline constexpr int UnreservedConcurrencyMin = 100; // "Configuring reserved concurrency"
// Of a second, for each of the concurrency that a function could have ("Lambda quotas")
inline constexpr int RequestsPerConcurrency = 10;
// New environments of one function: 1,000 every 10 s ("Lambda scaling behavior")
inline constexpr int ScalingBurst = 1'000;
inline constexpr int ScalingPerSecond = 100;
inline constexpr int FileDescriptors = 1'024;
inline constexpr int Processes = 1'024; // processes and threads together

// 6 MiB + 100 bytes, event and buffered response (Runtime Interface Emulator, and error texts)
inline constexpr std::int64_t PayloadBytes = 6'291'556;
// To a streaming caller; 20 MiB before July 2025
inline constexpr std::int64_t StreamedResponseBytes = 200LL * 1024 * 1024;
// "Response streaming for Lambda functions": the first 6 MB without limit, then 2 MB/s; as a token
// bucket, and in powers of two, in the Runtime Interface Emulator (interop, bandwidthlimiter).
inline constexpr std::int64_t StreamBurstBytes = 6LL * 1024 * 1024;
inline constexpr std::int64_t StreamBytesPerSecond = 2LL * 1024 * 1024;
inline constexpr std::int64_t ErrorCauseHeaderBytes = 1024 * 1024; // X-Ray cause, official clients

// Asynchronous invocation ("Invoking a function asynchronously", PutFunctionEventInvokeConfig)
inline constexpr std::int64_t AsyncPayloadBytes = 1'048'576; // 1 MB; 256 KB before October 2025
inline constexpr Seconds EventAgeMin{60};
inline constexpr Seconds EventAgeMax{21'600};
inline constexpr int RetryAttemptsMax = 2;
inline constexpr int DestinationLength = 350;
inline constexpr std::int64_t SqsMessageBytes = 1'048'576; // body and attributes (SQS quotas)
inline constexpr std::int64_t SnsMessageBytes = 262'144;   // body and attributes (SNS quotas)
// Invocations of one function in one chain of events; the next one is stopped ("Use Lambda
// recursive loop detection": approximately 16).
inline constexpr int RecursionHops = 16;

inline constexpr Seconds InitTimeout{10};    // "Lambda execution environment lifecycle"
inline constexpr int Extensions = 10;        // external and internal together ("Lambda quotas")
// "Lambda execution environment lifecycle", Shutdown: with an external extension, of which the
// runtime gets the first part, and with internal ones only. Without any: none at all.
inline constexpr std::chrono::milliseconds ShutdownTime{2'000};
inline constexpr std::chrono::milliseconds ShutdownTimeRuntime{300};
inline constexpr std::chrono::milliseconds ShutdownTimeInternal{500};
inline constexpr int MemoryOfOneCpu = 1'769; // MB that give one vCPU ("Configure memory")
inline constexpr int MostCpus = 6;
inline constexpr int InitCpus = 2; // at least, while an environment initialises; known from users

} // namespace engine::limits

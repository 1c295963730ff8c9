// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

// What a sandbox may reach; the workbench's own setting, kept under the resource's Metadata
// ("LambdaWorkbench: {Network: none}"). Its own network namespace in either case.
enum class Network { None, Internet };
[[nodiscard]] QString networkName(Network network); // "none", "internet"

// The same with the ports of the host's own loopback, which go with either network: each answers
// inside at 127.0.0.1, and what comes there is relayed to 127.0.0.1 of the host.
struct NetworkAccess
{
    Network network = Network::None;
    std::vector<int> hostPorts; // 1 to 65,535, each once, at most MostHostPorts

    bool operator==(const NetworkAccess &) const = default;
};

inline constexpr int MostHostPorts = 32; // ours; Lambda has no such setting
inline constexpr int LastPort = 65'535;
// Taken inside by the Runtime API (9001) and by the X-Ray daemon (2000).
[[nodiscard]] bool isReservedPort(int port);

// "none", "internet", "5432,8000", "internet,5432", and back. Nothing where it is neither a word
// nor a number; whether the numbers are ports that can be had is validate()'s to say.
[[nodiscard]] QString networkText(const NetworkAccess &access);
[[nodiscard]] std::optional<NetworkAccess> parseNetwork(const QString &text);

// Bytes that went through a function's networks, as seen by the function. -1: it has no such
// network, or this machine can't count.
struct NetworkBytes
{
    std::int64_t internetSent = -1; // by its network device's counters: with all headers
    std::int64_t internetReceived = -1;
    std::int64_t hostPortsSent = -1; // what connections carried, without headers
    std::int64_t hostPortsReceived = -1;

    [[nodiscard]] bool measured() const { return internetSent >= 0 || hostPortsSent >= 0; }
    // What came in addition since `before`; what was not measured at either time stays -1.
    [[nodiscard]] NetworkBytes since(const NetworkBytes &before) const;
    // Both; what only one has counts as it is.
    [[nodiscard]] NetworkBytes plus(const NetworkBytes &other) const;

    bool operator==(const NetworkBytes &) const = default;
};

} // namespace engine

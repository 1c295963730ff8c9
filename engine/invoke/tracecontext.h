// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

#include "engine/core/ids.h"

namespace engine {

// The value of an X-Amzn-Trace-Id or Lambda-Runtime-Trace-Id header, taken apart:
// "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:a87bd80c:3".
// Lineage counts the invocations of each function in this chain of events, so that loops are found.
// How the service writes it is not published beyond its look; ours is "1:" and, for each function,
// eight hexadecimal digits of its ARN's CRC-32 and the count, parted by '|'.
struct TraceContext
{
    static constexpr std::size_t MostFunctions = 32; // in a lineage; further ones are not read

    struct Hops
    {
        QByteArray function; // functionHash()
        int count = 0;       // invocations so far

        bool operator==(const Hops &) const = default;
    };

    QByteArray root = {};   // empty: the chain begins here
    QByteArray parent = {}; // sixteen hexadecimal digits
    bool sampled = false;
    std::vector<Hops> lineage = {};

    // What is not well formed is left out.
    [[nodiscard]] static TraceContext parse(const QByteArray &header);
    [[nodiscard]] QByteArray header() const;

    // Counts one more invocation of the function; gives which one it is, from 1.
    int countHop(const QString &functionArn);

    bool operator==(const TraceContext &) const = default;
};

// The root of a chain that begins at this time (milliseconds since 1970).
[[nodiscard]] QByteArray newTraceRoot(qint64 wallMs, IdSource &ids);

// Eight hexadecimal digits of the CRC-32 (IEEE 802.3) of the unqualified ARN.
[[nodiscard]] QByteArray functionHash(const QString &functionArn);

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "engine/core/uniquefd.h"
#include "engine/sandbox/init/protocol.h"

namespace engine {

// One message of the protocol with init, as it came.
struct Packet
{
    WbMessage message{};
    std::vector<UniqueFd> descriptors;
    int sender = 0; // its pid, as seen here; 0: unknown
};

enum class Received { Packet, Nothing, Closed };

// Never blocks; the socket must be a SOCK_SEQPACKET one with SO_PASSCRED.
[[nodiscard]] Received receivePacket(int socket, Packet *packet);
// False when the other end is gone, or does not read any more.
bool sendPacket(int socket, const WbMessage &message, const std::vector<int> &descriptors = {});

} // namespace engine

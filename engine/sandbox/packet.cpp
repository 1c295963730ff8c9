// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/packet.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace engine {

Received receivePacket(int socket, Packet *packet)
{
    alignas(cmsghdr) std::array<char, CMSG_SPACE(4 * sizeof(int)) + CMSG_SPACE(sizeof(ucred))>
        buffer;
    iovec part{&packet->message, sizeof packet->message};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = buffer.data();
    header.msg_controllen = buffer.size();
    const auto got = ::recvmsg(socket, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? Received::Nothing : Received::Closed;
    for (cmsghdr *control = CMSG_FIRSTHDR(&header); control;
         control = CMSG_NXTHDR(&header, control)) {
        if (control->cmsg_level != SOL_SOCKET)
            continue;
        if (control->cmsg_type == SCM_CREDENTIALS) {
            ucred sender{};
            std::memcpy(&sender, CMSG_DATA(control), sizeof sender);
            packet->sender = sender.pid;
        } else if (control->cmsg_type == SCM_RIGHTS) {
            const std::size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (std::size_t i = 0; i < count; ++i) {
                int descriptor = -1;
                std::memcpy(&descriptor, CMSG_DATA(control) + i * sizeof(int), sizeof descriptor);
                packet->descriptors.emplace_back(descriptor);
            }
        }
    }
    return got == static_cast<ssize_t>(sizeof packet->message) ? Received::Packet
                                                               : Received::Closed;
}

bool sendPacket(int socket, const WbMessage &message, const std::vector<int> &descriptors)
{
    alignas(cmsghdr) std::array<char, CMSG_SPACE((WbMaxExtra + 8) * sizeof(int))> buffer{};
    WbMessage copy = message;
    iovec part{&copy, sizeof copy};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!descriptors.empty()) {
        const std::size_t size = descriptors.size() * sizeof(int);
        header.msg_control = buffer.data();
        header.msg_controllen = CMSG_SPACE(size);
        cmsghdr *control = CMSG_FIRSTHDR(&header);
        control->cmsg_level = SOL_SOCKET;
        control->cmsg_type = SCM_RIGHTS;
        control->cmsg_len = CMSG_LEN(size);
        std::memcpy(CMSG_DATA(control), descriptors.data(), size);
    }
    return ::sendmsg(socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL)
           == static_cast<ssize_t>(sizeof copy);
}

} // namespace engine

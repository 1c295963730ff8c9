// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/networkaccess.h"

#include <QStringList>

namespace engine {
namespace {

constexpr int RuntimeApiPort = 9001;
constexpr int XRayPort = 2000;

std::int64_t difference(std::int64_t now, std::int64_t before)
{
    return now < 0 || before < 0 ? -1 : now - before;
}

std::int64_t sum(std::int64_t a, std::int64_t b)
{
    return a < 0 ? b : b < 0 ? a : a + b;
}

} // namespace

QString networkName(Network network)
{
    return network == Network::None ? QStringLiteral("none") : QStringLiteral("internet");
}

bool isReservedPort(int port)
{
    return port == RuntimeApiPort || port == XRayPort;
}

QString networkText(const NetworkAccess &access)
{
    QStringList parts;
    if (access.network == Network::Internet || access.hostPorts.empty())
        parts.append(networkName(access.network));
    for (const int port : access.hostPorts)
        parts.append(QString::number(port));
    return parts.join(u',');
}

std::optional<NetworkAccess> parseNetwork(const QString &text)
{
    NetworkAccess access;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        const QString word = part.trimmed();
        bool isNumber = false;
        const int port = word.toInt(&isNumber);
        if (isNumber)
            access.hostPorts.push_back(port);
        else if (word == networkName(Network::Internet))
            access.network = Network::Internet;
        else if (word != networkName(Network::None) || parts.size() > 1)
            return std::nullopt;
    }
    return access;
}

NetworkBytes NetworkBytes::since(const NetworkBytes &before) const
{
    return {difference(internetSent, before.internetSent),
            difference(internetReceived, before.internetReceived),
            difference(hostPortsSent, before.hostPortsSent),
            difference(hostPortsReceived, before.hostPortsReceived)};
}

NetworkBytes NetworkBytes::plus(const NetworkBytes &other) const
{
    return {sum(internetSent, other.internetSent), sum(internetReceived, other.internetReceived),
            sum(hostPortsSent, other.hostPortsSent),
            sum(hostPortsReceived, other.hostPortsReceived)};
}

} // namespace engine

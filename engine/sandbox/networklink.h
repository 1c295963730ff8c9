// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/core/uniquefd.h"

namespace engine {

// The way to the Internet for one sandbox: slirp4netns, an ordinary process on the host that
// speaks for the sandbox's network namespace. The host's own loopback stays out of reach.
// Destroying it ends the process.
class NetworkLink
{
public:
    using Done = std::function<void(const Result<void> &)>; // may destroy the NetworkLink

    // `process` is one inside the sandbox. `done` is called once, from the reactor.
    NetworkLink(Reactor &reactor, int process, Done done);
    ~NetworkLink();
    Q_DISABLE_COPY_MOVE(NetworkLink)

    // Bytes by the counters of the sandbox's device, as seen from inside; nothing when they can't
    // be read.
    struct Counts
    {
        std::int64_t sent = 0;
        std::int64_t received = 0;
    };
    [[nodiscard]] std::optional<Counts> counts() const;

private:
    [[nodiscard]] Result<void> start(int process);
    void finish(const Result<void> &result);

    Reactor &m_reactor;
    Done m_done;
    int m_pid = 0;
    UniqueFd m_pidfd, m_ready, m_errors, m_exit; // closing m_exit ends slirp4netns
    UniqueFd m_devices;                          // its /proc/net/dev
    Watch m_readyWatch, m_exitWatch;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

// Of one device, in the text of a /proc/net/dev.
[[nodiscard]] std::optional<NetworkLink::Counts> deviceCounts(const QByteArray &text,
                                                              const QByteArray &device);

[[nodiscard]] QString findSlirp(); // empty: not installed

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <vector>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/core/uniquefd.h"

namespace engine {

// Listens inside a sandbox on ports below 1,024, which nothing in there has the right to, process 1
// included: a process of the host's enters its network for that moment, as slirp4netns does for
// good. Destroying it ends the process.
class PortOpener
{
public:
    // One that listens, at 127.0.0.1 of the sandbox, or errno; in the order of the ports. None of
    // the calls may destroy the PortOpener but the one of `done`, which comes last.
    using Opened = std::function<void(std::size_t place, UniqueFd socket, int error)>;
    using Done = std::function<void()>;

    // `process` is one inside the sandbox. Calls come from the reactor.
    PortOpener(Reactor &reactor, const QString &initPath, int process,
               const std::vector<int> &ports, Opened opened, Done done);
    ~PortOpener();
    Q_DISABLE_COPY_MOVE(PortOpener)

private:
    [[nodiscard]] int start(const QString &initPath, int process); // errno
    void receive();
    void endProcess();
    void finish(int error);

    Reactor &m_reactor;
    std::vector<int> m_ports;
    Opened m_opened;
    Done m_done;
    std::size_t m_told = 0; // of the ports
    int m_pid = 0;
    UniqueFd m_control;
    Watch m_arrives;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

constexpr int FirstOrdinaryPort = 1'024; // in a network namespace that is new

} // namespace engine

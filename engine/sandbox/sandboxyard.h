// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <set>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/sandbox/bubblewrap.h"
#include "engine/sandbox/parkedprocess.h"
#include "engine/sandbox/resourcegroup.h"

namespace engine {

// What wants to be asked now and then while it runs.
class Watched
{
public:
    virtual ~Watched() = default;
    virtual void checkLimits() = 0; // may end with the destruction of any Watched
};

// What all sandboxes of a factory share: parked processes, control groups, the files that every
// sandbox gets, and the care for processes that are on their way out.
class SandboxYard
{
public:
    SandboxYard(Reactor &reactor, QString initPath, QString bwrapPath, int parkedCount);
    ~SandboxYard(); // kills and reaps what is left; takes milliseconds
    Q_DISABLE_COPY_MOVE(SandboxYard)

    [[nodiscard]] Reactor &reactor() const { return m_reactor; }
    [[nodiscard]] const HostLayout &layout() const { return m_layout; }
    [[nodiscard]] const QString &initPath() const { return m_initPath; }
    void setIsOwnPort(std::function<bool(int)> isOwnPort) { m_isOwnPort = std::move(isOwnPort); }
    [[nodiscard]] const std::function<bool(int)> &isOwnPort() const { return m_isOwnPort; }
    [[nodiscard]] Result<QByteArray> seccompProgram(); // that fits this machine
    [[nodiscard]] Result<int> initBinary();            // descriptor, stays owned here

    // A parked process, or, when none is there, a new one. Others are parked soon after.
    [[nodiscard]] Result<ParkedProcess> take(const HostUser &user);
    // Kills the process, with what runs under it, and reaps it when it is dead.
    void bury(ParkedProcess process);

    void watch(Watched *watched);
    void unwatch(Watched *watched);

private:
    struct Parked
    {
        ParkedProcess process;
        Watch died;
    };
    struct Dying
    {
        ParkedProcess process;
        Watch wait;
        int tries = 0;
    };

    [[nodiscard]] Result<ParkedProcess> parkNow(const HostUser &user);
    void refill();
    void reap(std::list<Dying>::iterator dying);
    void removeGroup(std::list<Dying>::iterator dying);
    void armLimits();
    void checkLimits();

    Reactor &m_reactor;
    QString m_initPath;
    QString m_bwrapPath;
    int m_parkedCount;
    HostLayout m_layout;
    std::function<bool(int)> m_isOwnPort;     // see SandboxOptions
    std::unique_ptr<ResourceGroups> m_groups; // made at first use
    QByteArray m_seccomp;
    UniqueFd m_init;
    std::list<Parked> m_parked;
    HostUser m_lastUser;
    Watch m_refill;
    std::list<Dying> m_dying;
    std::set<Watched *> m_watched;
    Watch m_limitTimer;
};

} // namespace engine

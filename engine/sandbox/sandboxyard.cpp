// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/sandboxyard.h"

#include <QFile>

#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/core/atomicfile.h"
#include "engine/sandbox/memoryfile.h"
#include "engine/sandbox/sandboxprobe.h"
#include "engine/sandbox/seccompfilter.h"

namespace engine {
namespace {

using namespace std::chrono_literals;

// Long enough that a start which comes with the last one's is not slowed down by parking.
constexpr Milliseconds RefillDelay = 2ms;
constexpr Milliseconds LimitInterval = 25ms;
constexpr std::size_t WatchedPerInterval = 100; // more of them are asked less often
constexpr int RemovalTries = 10;

void killProcess(const ParkedProcess &process)
{
    // The whole group first: it also holds what would outlive bwrap for a moment.
    if (process.group)
        process.group->killAll();
    if (process.pidfd)
        ::syscall(SYS_pidfd_send_signal, process.pidfd.get(), SIGKILL, nullptr, 0);
    else
        ::kill(process.pid, SIGKILL); // not reaped yet, so the number is still its own
}

// A thousand environments take a dozen descriptors each; desktops start programs with 1,024. What
// runs in a sandbox has its own limit, set by init.
void allowManyDescriptors()
{
    constexpr rlim_t Enough = 65'536;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= Enough)
        return;
    files.rlim_cur = std::min(files.rlim_max, Enough);
    ::setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace

SandboxYard::SandboxYard(Reactor &reactor, QString initPath, QString bwrapPath, int parkedCount)
    : m_reactor(reactor)
    , m_initPath(std::move(initPath))
    , m_bwrapPath(std::move(bwrapPath))
    , m_parkedCount(parkedCount)
    , m_layout(readHostLayout())
{
    m_layout.canDisableUserNamespaces = bwrapCanDisableUserNamespaces(m_bwrapPath);
    allowManyDescriptors();
}

SandboxYard::~SandboxYard()
{
    m_refill.reset();
    for (Parked &parked : m_parked) {
        parked.died.reset();
        bury(std::move(parked.process));
    }
    m_parked.clear();
    for (Dying &dying : m_dying) {
        dying.wait.reset();
        if (dying.process.pid > 0)
            ::waitpid(dying.process.pid, nullptr, 0);
    }
    for (int i = 0; i < 50 && !m_dying.empty(); ++i) {
        m_dying.remove_if(
            [](Dying &dying) { return !dying.process.group || dying.process.group->remove(); });
        const timespec pause{0, 2'000'000};
        if (!m_dying.empty())
            ::nanosleep(&pause, nullptr); // the last processes of a namespace are on their way out
    }
}

Result<QByteArray> SandboxYard::seccompProgram()
{
    if (m_seccomp.isEmpty()) {
        const bool groupCounts = m_groups && m_groups->kinds().memory != ResourceGroups::Kind::None;
        auto program =
            buildSeccompFilter(groupCounts ? AnonymousFiles::Allowed : AnonymousFiles::Denied);
        if (!program)
            return program;
        m_seccomp = *program;
    }
    return m_seccomp;
}

Result<int> SandboxYard::initBinary()
{
    if (!m_init) {
        const auto bytes = readWhole(m_initPath);
        if (!bytes)
            return Error{Error::Code::SandboxUnavailable,
                         QStringLiteral("workbench-init is not at %1").arg(m_initPath)};
        auto file = makeMemoryFile(*bytes);
        if (!file)
            return file.error();
        m_init = std::move(*file);
    }
    return m_init.get();
}

Result<ParkedProcess> SandboxYard::parkNow(const HostUser &user)
{
    if (!m_groups)
        m_groups = std::make_unique<ResourceGroups>();
    auto group = m_groups->create();
    if (!group)
        return Error{Error::Code::SandboxFailed, QStringLiteral("a control group can't be made")};
    return park(m_initPath, m_bwrapPath, user, std::move(group));
}

Result<ParkedProcess> SandboxYard::take(const HostUser &user)
{
    m_lastUser = user;
    if (!m_refill)
        m_refill = m_reactor.after(RefillDelay, [this] { refill(); });
    const auto it = std::find_if(m_parked.begin(), m_parked.end(),
                                 [&](const Parked &parked) { return parked.process.user == user; });
    if (it == m_parked.end())
        return parkNow(user);
    it->died.reset();
    ParkedProcess process = std::move(it->process);
    m_parked.erase(it);
    return process;
}

void SandboxYard::refill()
{
    m_refill.reset();
    const auto fitting = std::count_if(m_parked.begin(), m_parked.end(), [&](const Parked &parked) {
        return parked.process.user == m_lastUser;
    });
    if (fitting >= m_parkedCount)
        return;
    // Those of another kind make room: the kind changes when another function is worked on.
    const auto other = std::find_if(m_parked.begin(), m_parked.end(), [&](const Parked &parked) {
        return !(parked.process.user == m_lastUser);
    });
    if (static_cast<int>(m_parked.size()) >= 2 * m_parkedCount && other != m_parked.end()) {
        other->died.reset();
        bury(std::move(other->process));
        m_parked.erase(other);
    }
    auto process = parkNow(m_lastUser);
    if (!process)
        return; // the next start will tell the reason
    const auto place = m_parked.insert(m_parked.end(), Parked{std::move(*process), {}});
    place->died =
        m_reactor.watch(place->process.pidfd.get(), EPOLLIN, [this, place](std::uint32_t) {
            place->died.reset();
            bury(std::move(place->process));
            m_parked.erase(place);
        });
    m_refill = m_reactor.after(RefillDelay, [this] { refill(); });
}

void SandboxYard::bury(ParkedProcess process)
{
    killProcess(process);
    process.control.reset(); // init ends with it
    const auto dying = m_dying.insert(m_dying.end(), Dying{std::move(process), {}, 0});
    dying->wait = m_reactor.watch(dying->process.pidfd.get(), EPOLLIN,
                                  [this, dying](std::uint32_t) { reap(dying); });
}

void SandboxYard::reap(std::list<Dying>::iterator dying)
{
    dying->wait.reset();
    ::waitpid(std::exchange(dying->process.pid, 0), nullptr, 0);
    removeGroup(dying);
}

void SandboxYard::removeGroup(std::list<Dying>::iterator dying)
{
    // bwrap is dead; the processes of the sandbox may need a moment more to leave the group.
    if (!dying->process.group || dying->process.group->remove() || ++dying->tries > RemovalTries) {
        m_dying.erase(dying);
        return;
    }
    dying->wait =
        m_reactor.after(Milliseconds{1 << dying->tries}, [this, dying] { removeGroup(dying); });
}

void SandboxYard::watch(Watched *watched)
{
    m_watched.insert(watched);
    if (!m_limitTimer)
        armLimits();
}

void SandboxYard::unwatch(Watched *watched)
{
    m_watched.erase(watched);
}

void SandboxYard::armLimits()
{
    const auto turns = 1 + m_watched.size() / WatchedPerInterval;
    m_limitTimer = m_reactor.after(LimitInterval * turns, [this] { checkLimits(); });
}

void SandboxYard::checkLimits()
{
    m_limitTimer.reset();
    const std::vector<Watched *> all(m_watched.begin(), m_watched.end());
    for (Watched *watched : all) {
        if (m_watched.contains(watched)) // an earlier one's end may have destroyed it
            watched->checkLimits();
    }
    if (!m_watched.empty())
        armLimits();
}

} // namespace engine

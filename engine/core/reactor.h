// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/core/clock.h"
#include "engine/core/uniquefd.h"

class QSocketNotifier;

namespace engine {

class Reactor;

// A descriptor being watched, or a timer that is set; destroying it ends both. Must not outlive
// its Reactor. It may be destroyed in any callback, its own included.
class Watch
{
public:
    Watch() = default;
    Watch(Watch &&other) noexcept;
    Watch &operator=(Watch &&other) noexcept;
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;
    ~Watch() { reset(); }

    void reset();
    // Other events (EPOLLIN, EPOLLOUT, ...) on the same descriptor.
    void setEvents(std::uint32_t events);
    explicit operator bool() const { return m_reactor != nullptr; }

private:
    friend class Reactor;
    Watch(Reactor *reactor, std::uint64_t id)
        : m_reactor(reactor)
        , m_id(id)
    {
    }

    Reactor *m_reactor = nullptr;
    std::uint64_t m_id = 0;
};

// All sockets, pipes, pidfds and timers of the engine, in one epoll instance whose descriptor is
// the only one that Qt's event loop sees (a thousand notifiers would make every wake-up slow).
// Timers follow the injected clock: with one that stands still, tests call runDue().
// Not thread safe: everything happens on the thread that made it.
class Reactor : public QObject
{
    Q_OBJECT

public:
    explicit Reactor(Clock &clock, QObject *parent = nullptr);
    ~Reactor() override;

    // `ready` gets epoll's events. The descriptor is not owned and must stay open.
    [[nodiscard]] Watch watch(int fd, std::uint32_t events,
                              std::function<void(std::uint32_t)> ready);
    // Once, not before `when` on the clock; in order of time, equal ones in order of making.
    [[nodiscard]] Watch at(Nanoseconds when, std::function<void()> due);
    [[nodiscard]] Watch after(Nanoseconds delay, std::function<void()> due);
    // As soon as the current callback is over; not to be called off.
    void soon(std::function<void()> run);

    // Handles what is ready now; waits for at most `wait` when nothing is (lwb's and the tests'
    // own loops; the window's event loop calls this by itself). True when something was handled.
    bool poll(Milliseconds wait);
    // Runs the timers that are due on the clock.
    void runDue();

    [[nodiscard]] Clock &clock() const { return m_clock; }
    [[nodiscard]] std::size_t watchCount() const { return m_watched.size() + m_timers.size(); }

private:
    friend class Watch;
    struct Watched
    {
        int fd;
        std::function<void(std::uint32_t)> ready;
    };
    using TimerKey = std::pair<Nanoseconds, std::uint64_t>;

    void remove(std::uint64_t id);
    void setEvents(std::uint64_t id, std::uint32_t events);
    void armTimer();
    void runSoon();

    Clock &m_clock;
    UniqueFd m_epoll;
    UniqueFd m_timerFd;
    UniqueFd m_wakeFd;
    QSocketNotifier *m_notifier = nullptr;
    std::uint64_t m_nextId = 1;
    // shared: a callback that removes its own watch must not destroy itself while it runs
    std::unordered_map<std::uint64_t, std::shared_ptr<Watched>> m_watched;
    std::map<TimerKey, std::function<void()>> m_timers;
    std::unordered_map<std::uint64_t, Nanoseconds> m_timerTimes;
    std::vector<std::function<void()>> m_soon;
    Nanoseconds m_armedFor{-1};
};

} // namespace engine

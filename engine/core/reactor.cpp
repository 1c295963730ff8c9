// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/reactor.h"

#include <QSocketNotifier>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace engine {
namespace {

constexpr std::uint64_t TimerId = ~std::uint64_t{0};
constexpr std::uint64_t WakeId = TimerId - 1;

void add(int epoll, int fd, std::uint32_t events, std::uint64_t id)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

} // namespace

Watch::Watch(Watch &&other) noexcept
    : m_reactor(std::exchange(other.m_reactor, nullptr))
    , m_id(other.m_id)
{
}

Watch &Watch::operator=(Watch &&other) noexcept
{
    if (this != &other) {
        reset();
        m_reactor = std::exchange(other.m_reactor, nullptr);
        m_id = other.m_id;
    }
    return *this;
}

void Watch::reset()
{
    if (Reactor *reactor = std::exchange(m_reactor, nullptr))
        reactor->remove(m_id);
}

void Watch::setEvents(std::uint32_t events)
{
    if (m_reactor)
        m_reactor->setEvents(m_id, events);
}

Reactor::Reactor(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_timerFd(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK))
    , m_wakeFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    add(m_epoll.get(), m_timerFd.get(), EPOLLIN, TimerId);
    add(m_epoll.get(), m_wakeFd.get(), EPOLLIN, WakeId);
    m_notifier = new QSocketNotifier(m_epoll.get(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] { poll(Milliseconds{0}); });
}

Reactor::~Reactor() = default;

Watch Reactor::watch(int fd, std::uint32_t events, std::function<void(std::uint32_t)> ready)
{
    const std::uint64_t id = m_nextId++;
    m_watched.emplace(id, std::make_shared<Watched>(Watched{fd, std::move(ready)}));
    add(m_epoll.get(), fd, events, id);
    return {this, id};
}

Watch Reactor::at(Nanoseconds when, std::function<void()> due)
{
    const std::uint64_t id = m_nextId++;
    m_timers.emplace(TimerKey{when, id}, std::move(due));
    m_timerTimes.emplace(id, when);
    armTimer();
    return {this, id};
}

Watch Reactor::after(Nanoseconds delay, std::function<void()> due)
{
    return at(m_clock.now() + delay, std::move(due));
}

void Reactor::soon(std::function<void()> run)
{
    m_soon.push_back(std::move(run));
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wakeFd.get(), &one, sizeof one);
}

bool Reactor::poll(Milliseconds wait)
{
    std::array<epoll_event, 64> events;
    const int count = ::epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(wait.count()));
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        std::uint64_t ticks = 0;
        if (event.data.u64 == TimerId) {
            [[maybe_unused]] const auto got = ::read(m_timerFd.get(), &ticks, sizeof ticks);
            m_armedFor = Nanoseconds{-1};
            runDue();
        } else if (event.data.u64 == WakeId) {
            [[maybe_unused]] const auto got = ::read(m_wakeFd.get(), &ticks, sizeof ticks);
            runSoon();
        } else if (const std::uint64_t id = event.data.u64; // the kernel's structure is packed
                   m_watched.contains(id)) {
            const auto it = m_watched.find(id);
            const std::shared_ptr<Watched> watched = it->second;
            watched->ready(event.events);
        }
    }
    return count > 0;
}

void Reactor::runDue()
{
    const Nanoseconds now = m_clock.now();
    while (!m_timers.empty() && m_timers.begin()->first.first <= now) {
        const auto node = m_timers.extract(m_timers.begin());
        m_timerTimes.erase(node.key().second);
        node.mapped()();
    }
    armTimer();
}

void Reactor::runSoon()
{
    const auto run = std::exchange(m_soon, {});
    for (const auto &callback : run)
        callback();
}

void Reactor::remove(std::uint64_t id)
{
    if (const auto it = m_watched.find(id); it != m_watched.end()) {
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, it->second->fd, nullptr);
        m_watched.erase(it);
    } else if (const auto timer = m_timerTimes.find(id); timer != m_timerTimes.end()) {
        m_timers.erase(TimerKey{timer->second, id});
        m_timerTimes.erase(timer);
        // The kernel's timer stays armed: one early wake-up is cheaper than a system call for
        // every deadline that is met.
    }
}

void Reactor::setEvents(std::uint64_t id, std::uint32_t events)
{
    if (const auto it = m_watched.find(id); it != m_watched.end()) {
        epoll_event event{};
        event.events = events;
        event.data.u64 = id;
        ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, it->second->fd, &event);
    }
}

void Reactor::armTimer()
{
    if (m_timers.empty())
        return;
    const Nanoseconds next = m_timers.begin()->first.first;
    if (m_armedFor >= Nanoseconds{0} && m_armedFor <= next)
        return;
    m_armedFor = next;
    const Nanoseconds delay = std::max(next - m_clock.now(), Nanoseconds{1});
    itimerspec spec{};
    spec.it_value.tv_sec = delay.count() / 1'000'000'000;
    spec.it_value.tv_nsec = delay.count() % 1'000'000'000;
    ::timerfd_settime(m_timerFd.get(), 0, &spec, nullptr);
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/networklink.h"

#include <QByteArrayList>
#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <linux/nsfs.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "engine/sandbox/parkedprocess.h"

namespace engine {
namespace {

constexpr auto Device = "tap0";

} // namespace

std::optional<NetworkLink::Counts> deviceCounts(const QByteArray &text, const QByteArray &device)
{
    constexpr int Received = 0; // bytes; the columns of /proc/net/dev behind the name
    constexpr int Sent = 8;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || line.left(colon).trimmed() != device)
            continue;
        const QByteArrayList columns = line.mid(colon + 1).simplified().split(' ');
        bool sentIsNumber = false;
        bool receivedIsNumber = false;
        const NetworkLink::Counts counts{columns.value(Sent).toLongLong(&sentIsNumber),
                                         columns.value(Received).toLongLong(&receivedIsNumber)};
        if (sentIsNumber && receivedIsNumber)
            return counts;
    }
    return std::nullopt;
}

std::optional<NetworkLink::Counts> NetworkLink::counts() const
{
    char text[2048]; // of two devices
    const auto got = ::pread(m_devices.get(), text, sizeof text, 0);
    return got > 0 ? deviceCounts(QByteArray::fromRawData(text, got), Device) : std::nullopt;
}

QString findSlirp()
{
    return QStandardPaths::findExecutable(QStringLiteral("slirp4netns"));
}

NetworkLink::NetworkLink(Reactor &reactor, int process, Done done)
    : m_reactor(reactor)
    , m_done(std::move(done))
{
    const Result<void> started = start(process);
    if (!started) {
        reactor.soon([this, alive = std::weak_ptr<bool>(m_alive), started] {
            if (!alive.expired())
                finish(started);
        });
    }
}

NetworkLink::~NetworkLink()
{
    m_exit.reset();
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        // Of a killed process without children: over in microseconds, so it may be waited for.
        ::waitpid(m_pid, nullptr, 0);
    }
}

Result<void> NetworkLink::start(int process)
{
    const auto failed = [](const QString &what) {
        return Error{Error::Code::SandboxFailed, QStringLiteral("network internet: ") + what};
    };
    const QString program = findSlirp();
    if (program.isEmpty())
        return Error{Error::Code::SandboxUnavailable,
                     QStringLiteral("network internet needs slirp4netns, which is not installed")};
    const QByteArray path = "/proc/" + QByteArray::number(process) + "/ns/net";
    const UniqueFd network(::open(path.constData(), O_RDONLY | O_CLOEXEC));
    // Not the user namespace that code runs in: that one can't set a network up.
    const UniqueFd owner(network ? ::ioctl(network.get(), NS_GET_USERNS) : -1);
    if (!owner)
        return failed(QString::fromLocal8Bit(std::strerror(errno)));
    m_devices.reset(::open(("/proc/" + QByteArray::number(process) + "/net/dev").constData(),
                           O_RDONLY | O_CLOEXEC));

    int ready[2];
    int exit[2];
    int errors[2];
    if (::pipe2(ready, O_CLOEXEC) != 0)
        return failed(QStringLiteral("pipe"));
    m_ready.reset(ready[0]);
    const UniqueFd readyEnd(ready[1]);
    if (::pipe2(exit, O_CLOEXEC) != 0)
        return failed(QStringLiteral("pipe"));
    const UniqueFd exitEnd(exit[0]);
    m_exit.reset(exit[1]);
    if (::pipe2(errors, O_CLOEXEC | O_NONBLOCK) != 0)
        return failed(QStringLiteral("pipe"));
    m_errors.reset(errors[0]);
    const UniqueFd errorsEnd(errors[1]);

    const auto pid =
        spawnProgram(QFile::encodeName(program),
                     {"--configure", "--mtu=65520", "--disable-host-loopback", "--enable-seccomp",
                      "--ready-fd=3", "--exit-fd=4", "--userns-path=/proc/self/fd/5",
                      "--netns-type=path", "/proc/self/fd/6", Device},
                     {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"},
                     {-1, errorsEnd.get(), errorsEnd.get(), readyEnd.get(), exitEnd.get(),
                      owner.get(), network.get()});
    if (!pid)
        return pid.error();
    m_pid = *pid;
    m_pidfd = openPidfd(m_pid);
    m_readyWatch = m_reactor.watch(m_ready.get(), EPOLLIN, [this](std::uint32_t) {
        char one = 0;
        if (::read(m_ready.get(), &one, 1) == 1)
            finish({});
        else
            m_readyWatch.reset(); // it ends; its exit tells why
    });
    m_exitWatch = m_reactor.watch(m_pidfd.get(), EPOLLIN, [this, failed](std::uint32_t) {
        QByteArray text(4096, Qt::Uninitialized);
        const auto got = ::read(m_errors.get(), text.data(), static_cast<std::size_t>(text.size()));
        text.truncate(std::max<qsizetype>(got, 0));
        ::waitpid(std::exchange(m_pid, 0), nullptr, 0);
        finish(failed(QString::fromLocal8Bit(text.trimmed())));
    });
    return {};
}

void NetworkLink::finish(const Result<void> &result)
{
    m_readyWatch.reset();
    if (!result)
        m_exitWatch.reset();
    if (const Done done = std::exchange(m_done, {}))
        done(result);
}

} // namespace engine

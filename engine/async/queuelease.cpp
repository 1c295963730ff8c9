// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/async/queuelease.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QList>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <utility>

namespace engine {
namespace {

// Only where the user has no inotify instance left (fs.inotify.max_user_instances).
constexpr auto PauseWithoutNotices = std::chrono::seconds(2);

bool lock(int fd)
{
    return ::flock(fd, LOCK_EX | LOCK_NB) == 0;
}

} // namespace

QueueLease::Change::Change(const QueueLease &lease)
    : m_file(::open(QFile::encodeName(lease.m_file).constData(), O_WRONLY | O_CLOEXEC))
{
}

Result<std::unique_ptr<QueueLease>> QueueLease::open(const QString &file, Reactor &reactor,
                                                     std::function<void()> noticed)
{
    if (!QDir().mkpath(QFileInfo(file).absolutePath()))
        return Error{Error::Code::NotWritable, QStringLiteral("can't create the folder"),
                     QFileInfo(file).absolutePath()};
    UniqueFd fd(::open(QFile::encodeName(file).constData(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    if (!fd)
        return Error{Error::Code::NotWritable, qt_error_string(), file};
    std::unique_ptr<QueueLease> lease(
        new QueueLease(file, std::move(fd), reactor, std::move(noticed)));
    lease->watch();
    return lease;
}

QueueLease::QueueLease(const QString &file, UniqueFd fd, Reactor &reactor,
                       std::function<void()> noticed)
    : m_file(file)
    , m_fd(std::move(fd))
    , m_reactor(reactor)
    , m_noticed(std::move(noticed))
{
}

QueueLease::~QueueLease()
{
    m_watch.reset();
    release(); // before the close, which tells the others
}

void QueueLease::release()
{
    if (m_held)
        ::flock(m_fd.get(), LOCK_UN);
    m_held = false;
}

bool QueueLease::take(int speed)
{
    if (!m_held && !lock(m_fd.get()))
        return false;
    m_held = true;
    const QByteArray owner =
        QByteArray::number(qint64{::getpid()}) + ' ' + QByteArray::number(speed) + '\n';
    // for people who ask who it is; that nobody can be told is no reason not to work
    if (::ftruncate(m_fd.get(), 0) == 0)
        (void)!::pwrite(m_fd.get(), owner.constData(), static_cast<std::size_t>(owner.size()), 0);
    return true;
}

QueueLease::Owner QueueLease::owner(const QString &file)
{
    // for reading: closing it tells nobody anything
    const UniqueFd fd(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd || ::flock(fd.get(), LOCK_SH | LOCK_NB) == 0)
        return {};
    char text[64] = {};
    const ssize_t size = ::pread(fd.get(), text, sizeof text - 1, 0);
    const QList<QByteArray> words =
        QByteArray(text, qMax(ssize_t{0}, size)).simplified().split(' ');
    return {words.value(0).toLongLong(), qMax(1, words.value(1).toInt())};
}

void QueueLease::watch()
{
    m_inotify.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (m_inotify
        && ::inotify_add_watch(m_inotify.get(), QFile::encodeName(m_file).constData(),
                               IN_CLOSE_WRITE)
               >= 0) {
        m_watch = m_reactor.watch(m_inotify.get(), EPOLLIN, [this](std::uint32_t) {
            readNotices();
            m_noticed();
        });
        return;
    }
    m_watch = m_reactor.after(PauseWithoutNotices, [this] {
        watch();
        m_noticed();
    });
}

void QueueLease::readNotices()
{
    alignas(inotify_event) char buffer[4'096];
    while (::read(m_inotify.get(), buffer, sizeof buffer) > 0) {
    }
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <memory>

#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/core/uniquefd.h"

namespace engine {

// Who works a workspace's queue off: one process at a time, the one that holds a lock on
// .lambda-workbench/state/async.lock. The kernel frees it with the process, however it ends.
//
// The same file tells changes: whoever changes the queue opens it for writing before and closes it
// afterwards, which the kernel reports to all others, also when the writer was killed in between.
class QueueLease
{
public:
    // Around a change of the queue; see above.
    class Change
    {
    public:
        explicit Change(const QueueLease &lease);

    private:
        UniqueFd m_file;
    };

    // Opens the file, made if needed, without taking the lease. `noticed`: somebody has changed
    // the queue or given the lease up; in the reactor, and also after changes of one's own.
    [[nodiscard]] static Result<std::unique_ptr<QueueLease>> open(const QString &file,
                                                                  Reactor &reactor,
                                                                  std::function<void()> noticed);
    ~QueueLease(); // gives it up
    Q_DISABLE_COPY_MOVE(QueueLease)

    // Who holds the lease.
    struct Owner
    {
        qint64 pid = 0; // 0: nobody
        int speed = 1;  // of its PacedTime
    };

    // True when this process has it, now or already. Never waits. The speed is for who asks
    // owner().
    bool take(int speed = 1);
    [[nodiscard]] bool held() const { return m_held; }
    // Gives it up without telling: others hear of it when this object goes.
    void release();

    // Disturbs nobody.
    [[nodiscard]] static Owner owner(const QString &file);

private:
    QueueLease(const QString &file, UniqueFd fd, Reactor &reactor, std::function<void()> noticed);
    void watch();
    void readNotices();

    const QString m_file;
    UniqueFd m_fd; // kept open: closing it would be a notice
    Reactor &m_reactor;
    const std::function<void()> m_noticed;
    bool m_held = false;
    UniqueFd m_inotify;
    Watch m_watch; // of the notices, or a timer where the kernel has none left
};

} // namespace engine

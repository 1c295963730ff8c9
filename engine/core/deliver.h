// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace engine {

// Calls `receive` with the future's result on `receiver`'s thread, once, when it is there. When
// the receiver goes first, nothing is called. A cancelled future without a result calls nothing.
template <typename T, typename Receive>
void deliver(const QFuture<T> &future, QObject *receiver, Receive receive)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, receive = std::move(receive)]() mutable {
                         watcher->deleteLater();
                         if (watcher->future().resultCount() > 0)
                             receive(watcher->future().result());
                     });
    watcher->setFuture(future);
}

} // namespace engine

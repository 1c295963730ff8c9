// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QMetaObject>
#include <QObject>
#include <QPromise>
#include <QThread>

#include <functional>
#include <memory>

namespace app {

// Runs `work` on the context's thread and gives its result as a future that always finishes.
template <typename T>
QFuture<T> post(QObject *context, std::function<T()> work)
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QFuture<T> future = promise->future();
    QMetaObject::invokeMethod(
        context,
        [promise, work = std::move(work)] {
            promise->addResult(work());
            promise->finish();
        },
        Qt::QueuedConnection);
    return future;
}

// Ends a thread whose calls are posted to `context`: after what was posted before, `last` runs
// there, the context is deleted, and the thread is waited for.
inline void stop(QThread &thread, QObject *context, std::function<void()> last)
{
    QMetaObject::invokeMethod(
        context,
        [context, last = std::move(last), &thread] {
            last();
            delete context;
            thread.quit();
        },
        Qt::QueuedConnection);
    thread.wait();
}

} // namespace app

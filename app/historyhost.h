// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QThread>

#include <memory>
#include <vector>

#include "engine/core/result.h"
#include "engine/telemetry/historystore.h"

namespace app {

// The history on a thread of its own, because a disk may be slow. All calls return at once.
class HistoryHost : public QObject
{
    Q_OBJECT

public:
    explicit HistoryHost(QObject *parent = nullptr);
    ~HistoryHost() override; // writes what is left

    using Records = std::vector<engine::InvocationRecord>;

    void open(const QString &file);
    void append(const Records &records);
    [[nodiscard]] QFuture<engine::Result<Records>> list(const engine::HistoryStore::Filter &filter);
    [[nodiscard]] QFuture<engine::Result<engine::InvocationRecord>> record(
        const QString &requestId);
    [[nodiscard]] QFuture<engine::Result<void>> clear();

signals:
    void failed(const engine::Error &error); // opening or writing; runs go on without history

private:
    QThread m_thread;
    QObject *m_onThread;
    std::unique_ptr<engine::HistoryStore> m_store; // touched on the thread only
};

} // namespace app

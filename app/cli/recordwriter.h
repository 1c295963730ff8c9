// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <vector>

#include "engine/invoke/localengine.h"
#include "engine/telemetry/historystore.h"

namespace app {

// Writes what an engine records to the history, in batches: each one waits for the disk. What is
// left is written by the destructor.
class RecordWriter : public QObject
{
public:
    // `history` may be null: nothing is written. Both must outlive this object.
    RecordWriter(engine::LocalEngine &engine, engine::HistoryStore *history);
    ~RecordWriter() override;

private:
    void write();

    engine::HistoryStore *m_history;
    std::vector<engine::InvocationRecord> m_unwritten;
    QTimer m_soon;
};

// The line of a record in --json, for who has no more than the record.
[[nodiscard]] QByteArray recordLine(const engine::InvocationRecord &record);

} // namespace app

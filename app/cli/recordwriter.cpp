// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/recordwriter.h"

#include <utility>

#include "app/cli/terminal.h"
#include "engine/pricing/pricing.h"
#include "engine/telemetry/recordjson.h"

namespace app {
namespace {

constexpr auto WritePause = std::chrono::milliseconds(100);

// What the caller saw, as far as the record tells.
engine::RecordAnswer answerOf(const engine::InvocationRecord &record)
{
    const bool ran = record.start != engine::StartKind::None;
    return {record.outcome == engine::Outcome::Throttled ? 429 : 200,
            record.failed() && ran ? QStringLiteral("Unhandled") : QString(),
            record.responsePayload};
}

} // namespace

RecordWriter::RecordWriter(engine::LocalEngine &engine, engine::HistoryStore *history)
    : m_history(history)
{
    connect(&engine, &engine::LocalEngine::recorded, this,
            [this](const engine::InvocationRecord &record) {
                m_unwritten.push_back(record);
                if (!m_soon.isActive())
                    m_soon.start();
            });
    m_soon.setSingleShot(true);
    m_soon.setInterval(WritePause);
    connect(&m_soon, &QTimer::timeout, this, &RecordWriter::write);
}

RecordWriter::~RecordWriter()
{
    write();
}

void RecordWriter::write()
{
    const std::vector<engine::InvocationRecord> records = std::exchange(m_unwritten, {});
    if (!m_history || records.empty())
        return;
    if (const auto written = m_history->append(records); !written) {
        m_history = nullptr; // said once; the run itself goes on
        terminal::error(written.error());
    }
}

QByteArray recordLine(const engine::InvocationRecord &record)
{
    const engine::Money cost = engine::costOf(record, engine::shippedPrices()).total;
    return engine::recordJson(record, answerOf(record), cost);
}

} // namespace app

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QTemporaryDir>

#include "engine/telemetry/historystore.h"

using namespace std::chrono_literals;
using engine::CallerMode;
using engine::HistoryStore;
using engine::InvocationRecord;

// What the history keeps of streamed responses. Older files: tst_historystore.
class TestStreamHistory : public QObject
{
    Q_OBJECT

private slots:
    void keepsAStream_data();
    void keepsAStream();
    void capsPayloadAndError();
};

void TestStreamHistory::keepsAStream_data()
{
    QTest::addColumn<int>("caller"); // -1: not streamed
    QTest::addColumn<int>("arrivals");
    QTest::newRow("not streamed") << -1 << 0;
    QTest::newRow("streaming caller") << int(CallerMode::Streaming) << 2;
    QTest::newRow("buffered caller") << int(CallerMode::Buffered) << 2;
    QTest::newRow("no byte came") << int(CallerMode::Streaming) << 0;
    QTest::newRow("thousands of chunks") << int(CallerMode::Streaming) << 10'000;
}

void TestStreamHistory::keepsAStream()
{
    QFETCH(int, caller);
    QFETCH(int, arrivals);

    QTemporaryDir dir;
    InvocationRecord record;
    record.requestId = QStringLiteral("id");
    if (caller >= 0) {
        record.stream.emplace();
        record.stream->caller = CallerMode(caller);
        record.stream->error = "{\"errorType\":\"Midway\"}";
        for (int i = 0; i < arrivals; ++i)
            record.stream->take(7, std::chrono::milliseconds(5 + i));
        record.responseBytes = record.stream->bytes;
    }
    const auto store = HistoryStore::open(dir.filePath(QStringLiteral("history.sqlite")));
    QVERIFY((*store)->append({record}));
    QVERIFY(*(*store)->record(record.requestId) == record);

    // A list has what cost and columns need, and no more.
    const auto listed = (*store)->list({});
    QCOMPARE(listed->size(), std::size_t{1});
    QCOMPARE(listed->front().stream.has_value(), caller >= 0);
    if (record.stream) {
        QCOMPARE(listed->front().stream->caller, record.stream->caller);
        QCOMPARE(listed->front().stream->bytes, record.stream->bytes);
        QCOMPARE(listed->front().stream->firstByte, record.stream->firstByte);
        QVERIFY(listed->front().stream->chunks.empty());
    }
}

void TestStreamHistory::capsPayloadAndError()
{
    QTemporaryDir dir;
    InvocationRecord record;
    record.requestId = QStringLiteral("id");
    record.responsePayload = QByteArray(HistoryStore::PayloadCap + 1, 'x');
    record.responseBytes = 200 * 1024 * 1024;
    record.stream.emplace();
    record.stream->take(record.responseBytes, 1ms);
    record.stream->error = QByteArray(HistoryStore::PayloadCap + 1, 'e');
    const auto store = HistoryStore::open(dir.filePath(QStringLiteral("history.sqlite")));
    QVERIFY((*store)->append({record}));
    const auto kept = (*store)->record(record.requestId);
    QCOMPARE(kept->responsePayload.size(), HistoryStore::PayloadCap);
    QVERIFY(kept->isResponseCapped());
    QCOMPARE(kept->responseBytes, std::int64_t{200} * 1024 * 1024);
    QCOMPARE(kept->stream->error.size(), HistoryStore::PayloadCap);
}

QTEST_GUILESS_MAIN(TestStreamHistory)
#include "tst_streamhistory.moc"

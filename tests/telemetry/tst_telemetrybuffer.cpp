// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/telemetry/telemetrybuffer.h"

using namespace engine;
using namespace std::chrono_literals;

class TestTelemetryBuffer : public QObject
{
    Q_OBJECT

private slots:
    void aBatchIsDueInTimeOrWhenFull();
    void aBatchHoldsNoMoreThanItMay();
    void aLongEventGoesAlone();
    void whatIsNotAcceptedIsTakenAgain();
    void aFloodIsDroppedAndCounted();
};

void TestTelemetryBuffer::aBatchIsDueInTimeOrWhenFull()
{
    TelemetryBuffer buffer({3, 100, 25ms});
    QVERIFY(!buffer.due());
    buffer.add("a", 10ms);
    QCOMPARE(*buffer.due(), Nanoseconds(35ms));
    buffer.add("b", 20ms); // the first one's time counts
    QCOMPARE(*buffer.due(), Nanoseconds(35ms));
    buffer.add("c", 21ms);
    QVERIFY(*buffer.due() <= Nanoseconds(21ms));
    TelemetryBuffer large({3, 100, 25ms});
    large.add(QByteArray(100, 'x'), 10ms);
    QVERIFY(*large.due() <= Nanoseconds(10ms));
}

void TestTelemetryBuffer::aBatchHoldsNoMoreThanItMay()
{
    TelemetryBuffer buffer({3, 10, 25ms});
    for (const char *event : {"1234", "5678", "9"})
        buffer.add(event, 0ms);
    buffer.add("abc", 0ms);
    const auto first = buffer.take();
    QCOMPARE(first.events, (std::vector<QByteArray>{"1234", "5678", "9"}));
    buffer.delivered(first, 5ms);
    QCOMPARE(buffer.take().events, std::vector<QByteArray>{"abc"});
    QCOMPARE(*buffer.due(), Nanoseconds(30ms));
}

void TestTelemetryBuffer::aLongEventGoesAlone()
{
    TelemetryBuffer buffer({3, 10, 25ms});
    buffer.add(QByteArray(15, 'x'), 0ms);
    buffer.add("y", 0ms);
    const auto first = buffer.take();
    QCOMPARE(first.events.size(), std::size_t{1});
    buffer.delivered(first, 0ms);
    QCOMPARE(buffer.take().events, std::vector<QByteArray>{"y"});
}

void TestTelemetryBuffer::whatIsNotAcceptedIsTakenAgain()
{
    TelemetryBuffer buffer({3, 10, 25ms});
    buffer.add("a", 0ms);
    QCOMPARE(buffer.take().events, std::vector<QByteArray>{"a"});
    buffer.add("b", 0ms);
    QCOMPARE(buffer.take().events, (std::vector<QByteArray>{"a", "b"}));
}

void TestTelemetryBuffer::aFloodIsDroppedAndCounted()
{
    TelemetryBuffer buffer({1'000, 1'000, 25ms});
    for (int i = 0; i < 1'000'000; ++i)
        buffer.add("0123456789", 0ms);
    QVERIFY(buffer.bytes() <= TelemetryBuffer::MostBatches * 1'000);
    const std::int64_t kept = std::int64_t(buffer.count());
    const auto batch = buffer.take();
    QVERIFY(batch.dropped.has_value());
    QCOMPARE(batch.dropped->records, 1'000'000 - kept);
    QCOMPARE(batch.dropped->bytes, (1'000'000 - kept) * 10);
    buffer.add("0123456789", 0ms); // while that batch is under way
    buffer.delivered(batch, 0ms);
    const auto next = buffer.take();
    QCOMPARE(next.dropped->records, std::int64_t{1});
    buffer.delivered(next, 0ms);
    buffer.add("0123456789", 0ms);
    QVERIFY(!buffer.take().dropped);
}

QTEST_APPLESS_MAIN(TestTelemetryBuffer)
#include "tst_telemetrybuffer.moc"

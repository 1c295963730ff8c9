// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/telemetry/responsestream.h"

using namespace std::chrono_literals;
using engine::Nanoseconds;
using engine::ResponseStream;
using engine::StreamChunk;

class TestResponseStream : public QObject
{
    Q_OBJECT

private slots:
    void keepsEachArrival();
    void putsNeighboursTogether_data();
    void putsNeighboursTogether();
    void asText();
    void damagedText();
};

void TestResponseStream::keepsEachArrival()
{
    ResponseStream stream;
    stream.take(5, 10ms);
    stream.take(6, 12ms);
    QCOMPARE(stream.bytes, std::int64_t{11});
    QCOMPARE(stream.firstByte, Nanoseconds(10ms));
    const std::vector<StreamChunk> expected{{0, 5, 10ms, 10ms, 1}, {5, 6, 12ms, 12ms, 1}};
    QVERIFY(stream.chunks == expected);
}

void TestResponseStream::putsNeighboursTogether_data()
{
    QTest::addColumn<int>("arrivals");
    QTest::addColumn<int>("perChunk");
    QTest::addColumn<int>("chunks");
    QTest::newRow("as many as fit") << 256 << 1 << 256;
    QTest::newRow("one more") << 257 << 2 << 129;
    QTest::newRow("the next one joins it") << 258 << 2 << 129;
    QTest::newRow("full again") << 512 << 2 << 256;
    QTest::newRow("and one more") << 513 << 4 << 129;
    QTest::newRow("a hundred thousand") << 100'000 << 512 << 196;
}

void TestResponseStream::putsNeighboursTogether()
{
    QFETCH(int, arrivals);
    QFETCH(int, perChunk);
    QFETCH(int, chunks);

    ResponseStream stream;
    for (int i = 0; i < arrivals; ++i)
        stream.take(3, std::chrono::microseconds(i));
    QCOMPARE(stream.arrivalsPerChunk, perChunk);
    QCOMPARE(int(stream.chunks.size()), chunks);
    // Nothing is lost or counted twice: chunks follow each other and hold all bytes and arrivals.
    std::int64_t bytes = 0;
    std::int64_t seen = 0;
    for (const StreamChunk &chunk : stream.chunks) {
        QCOMPARE(chunk.offset, bytes);
        QCOMPARE(chunk.first, Nanoseconds(std::chrono::microseconds(seen)));
        bytes += chunk.bytes;
        seen += chunk.arrivals;
        QCOMPARE(chunk.last, Nanoseconds(std::chrono::microseconds(seen - 1)));
        QCOMPARE(chunk.bytes, std::int64_t{chunk.arrivals} * 3);
        QVERIFY(chunk.arrivals == perChunk || &chunk == &stream.chunks.back());
    }
    QCOMPARE(bytes, stream.bytes);
    QCOMPARE(seen, stream.arrivals);
    QCOMPARE(seen, std::int64_t{arrivals});
}

void TestResponseStream::asText()
{
    ResponseStream stream;
    for (int i = 0; i < 300; ++i)
        stream.take(7, std::chrono::milliseconds(i));
    stream.error = QByteArray("{\"a\":\"\n \0\"}", 11);
    ResponseStream read;
    read.caller = stream.caller; // these are columns of their own
    read.bytes = stream.bytes;
    read.firstByte = stream.firstByte;
    readStreamChunks(writeStreamChunks(stream), &read);
    QVERIFY(read == stream);
}

void TestResponseStream::damagedText()
{
    for (const char *text : {"", "x", "1 2", "\n\n", "0 -1 =\n1 2 3\n1 2 3 4 5 6"}) {
        ResponseStream stream;
        readStreamChunks(text, &stream);
        QVERIFY(stream.chunks.empty());
        QVERIFY(stream.arrivalsPerChunk >= 1);
    }
    ResponseStream stream;
    readStreamChunks("1 1000 " + QByteArray("\n1 2 3 4 5").repeated(1'000), &stream);
    QCOMPARE(stream.chunks.size(), ResponseStream::MostChunks);
}

QTEST_GUILESS_MAIN(TestResponseStream)
#include "tst_responsestream.moc"

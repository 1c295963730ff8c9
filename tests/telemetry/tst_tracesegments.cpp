// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/telemetry/tracesegments.h"

using namespace engine;

namespace {

const QByteArray Header = "{\"format\":\"json\",\"version\":1}\n";
const QByteArray Segment = "{\"id\":\"70de5b6f19ff9a0a\",\"name\":\"work\","
                           "\"trace_id\":\"1-581cf771-a006649127e371903a2de979\"}";

} // namespace

class TestTraceSegments : public QObject
{
    Q_OBJECT

private slots:
    void packets_data();
    void packets();
    void boundsHold();
    void writtenAndReadAgain();
};

void TestTraceSegments::packets_data()
{
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<bool>("taken");

    QTest::newRow("as SDKs send it") << Header + Segment << true;
    QTest::newRow("blanks in the header, a newline at the end")
        << "{\"format\": \"json\", \"version\": 1}\n" + Segment + "\n"
        << true;
    QTest::newRow("no header") << Segment << false;
    QTest::newRow("another format") << "{\"format\":\"xml\",\"version\":1}\n" + Segment << false;
    QTest::newRow("another version") << "{\"format\":\"json\",\"version\":2}\n" + Segment << false;
    QTest::newRow("no document") << Header << false;
    QTest::newRow("a document that is no object") << Header + "[]" << false;
    QTest::newRow("without a trace") << Header + "{\"id\":\"1\",\"name\":\"x\"}" << false;
    QTest::newRow("an id that is no text")
        << Header + "{\"id\":1,\"name\":\"x\",\"trace_id\":\"1\"}" << false;
    QTest::newRow("nested without end") << Header + QByteArray(60'000, '[') << false;
    QTest::newRow("zero bytes") << Header + Segment + QByteArray(1, '\0') << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestTraceSegments::packets()
{
    QFETCH(QByteArray, packet);
    QFETCH(bool, taken);
    TraceSegments segments;
    segments.take(packet);
    QCOMPARE(segments.documents.size(), taken ? std::size_t{1} : std::size_t{0});
    QCOMPARE(segments.ignored, taken ? 0 : 1);
    QCOMPARE(segments.json(), taken ? '[' + Segment + ']' : QByteArray("[]"));
}

void TestTraceSegments::boundsHold()
{
    TraceSegments many;
    for (std::size_t i = 0; i < TraceSegments::Most + 5; ++i)
        many.take(Header + Segment);
    QCOMPARE(many.documents.size(), TraceSegments::Most);
    QCOMPARE(many.ignored, 5);
    TraceSegments large;
    QByteArray bulky = Segment;
    bulky.insert(1, "\"metadata\":\"" + QByteArray(60'000, 'x') + "\",");
    for (int i = 0; i < 40; ++i)
        large.take(Header + bulky);
    QVERIFY(large.json().size() <= TraceSegments::MostBytes);
    QVERIFY(large.ignored > 0);
}

void TestTraceSegments::writtenAndReadAgain()
{
    TraceSegments segments;
    segments.take(Header + Segment);
    segments.take(Header + Segment);
    segments.take("nonsense");
    QVERIFY(readTraceSegments(writeTraceSegments(segments)) == segments);
    QVERIFY(readTraceSegments({}) == TraceSegments{});
}

QTEST_APPLESS_MAIN(TestTraceSegments)
#include "tst_tracesegments.moc"

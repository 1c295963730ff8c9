// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/invoke/tracecontext.h"

using engine::TraceContext;

namespace {

const QByteArray Root = "1-67891233-abcdef012345678912345678";
const QByteArray Parent = "53995c3f42cd8ad8";

QString arn(const char *name)
{
    return QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:%1")
        .arg(QLatin1StringView(name));
}

} // namespace

class TestTraceContext : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void countsEachFunctionOnItsOwn();
    void aLongChainForgetsTheOldest();
    void hashesAsCrc32Does();
};

void TestTraceContext::parses_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("written");

    const QByteArray plain = "Root=" + Root + ";Parent=" + Parent;
    QTest::newRow("as the service writes it") << plain + ";Sampled=1" << plain + ";Sampled=1";
    QTest::newRow("sampling is off unless it is on") << plain << plain + ";Sampled=0";
    QTest::newRow("a lineage") << plain + ";Sampled=0;Lineage=1:a87bd80c:3|00000001:16"
                               << plain + ";Sampled=0;Lineage=1:a87bd80c:3|00000001:16";
    QTest::newRow("what other programs add goes")
        << plain + ";Self=1-2-3;Sampled=0" << plain + ";Sampled=0";
    QTest::newRow("a root that is none")
        << QByteArray("Root=1-2-3;Parent=xyz") << QByteArray("Root=;Parent=;Sampled=0");
    QTest::newRow("a lineage of no known form")
        << plain + ";Lineage=a87bd80c:1" << plain + ";Sampled=0";
    QTest::newRow("counts that are none")
        << plain + ";Lineage=1:a87bd80c:-1|b:2|00000002:99999999999999|00000003:1|:"
        << plain + ";Sampled=0;Lineage=1:00000003:1";
    QTest::newRow("nothing") << QByteArray() << QByteArray("Root=;Parent=;Sampled=0");
    QTest::newRow("only separators")
        << QByteArray(";;=;==;") << QByteArray("Root=;Parent=;Sampled=0");
}

void TestTraceContext::parses()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, written);
    const TraceContext context = TraceContext::parse(header);
    QCOMPARE(context.header(), written);
    QCOMPARE(TraceContext::parse(context.header()), context);
}

void TestTraceContext::countsEachFunctionOnItsOwn()
{
    TraceContext trace{Root, Parent};
    QList<int> hops;
    for (int round = 0; round < 3; ++round)
        hops << trace.countHop(arn("a")) << trace.countHop(arn("b"));
    QCOMPARE(hops, (QList<int>{1, 1, 2, 2, 3, 3}));
    const TraceContext passedOn = TraceContext::parse(trace.header());
    QCOMPARE(passedOn.lineage.size(), std::size_t{2});
    QCOMPARE(TraceContext(passedOn).countHop(arn("a")), 4);
}

void TestTraceContext::aLongChainForgetsTheOldest()
{
    TraceContext trace{Root, Parent};
    for (int i = 0; i < 100; ++i)
        QCOMPARE(trace.countHop(arn(QByteArray::number(i).constData())), 1);
    QCOMPARE(trace.lineage.size(), TraceContext::MostFunctions);
    QCOMPARE(trace.countHop(arn("99")), 2);
}

void TestTraceContext::hashesAsCrc32Does()
{
    QCOMPARE(engine::functionHash(QStringLiteral("123456789")), QByteArray("cbf43926"));
}

QTEST_GUILESS_MAIN(TestTraceContext)
#include "tst_tracecontext.moc"

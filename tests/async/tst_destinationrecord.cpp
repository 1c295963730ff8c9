// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>

#include "engine/async/destinationrecord.h"

using engine::AsyncConfig;
using engine::AsyncEvent;
using engine::AttemptResponse;
using engine::DestinationMessage;
using engine::EventCondition;
using engine::EventEnd;
using State = DestinationMessage::State;

namespace {

const auto Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");
const auto Uuid = QStringLiteral("00000000-0000-4000-8000-000000000001");
const auto Demo = QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:demo:$LATEST");
const auto Queue = QStringLiteral("arn:aws:sqs:us-east-1:000000000000:q");
const auto Topic = QStringLiteral("arn:aws:sns:us-east-1:000000000000:t");
const auto Bus = QStringLiteral("arn:aws:events:us-east-1:000000000000:event-bus/b");
const auto Bucket = QStringLiteral("arn:aws:s3:::kept");
constexpr qint64 Time = 1'767'607'200'123; // 2026-01-05T10:00:00.123Z

AsyncEvent eventOf(const QByteArray &payload = "{\"order\":7}")
{
    AsyncEvent made;
    made.requestId = Id;
    made.functionName = QStringLiteral("demo");
    made.payload = payload;
    return made;
}

EventEnd success(const QByteArray &payload = "{\"ok\":true}")
{
    return {EventCondition::Success, 1, Demo,
            AttemptResponse{200, QStringLiteral("$LATEST"), {}, payload}, Time};
}

EventEnd failure(const QByteArray &message = "boom")
{
    return {EventCondition::RetriesExhausted, 3, Demo,
            AttemptResponse{200, QStringLiteral("$LATEST"), QStringLiteral("Unhandled"),
                            "{\"errorMessage\":\"" + message + "\",\"errorType\":\"E\"}"},
            Time};
}

AsyncConfig onSuccess(const QString &target)
{
    AsyncConfig config;
    config.onSuccess = target;
    return config;
}

AsyncConfig onFailure(const QString &target)
{
    AsyncConfig config;
    config.onFailure = target;
    return config;
}

AsyncConfig deadLetter(const QString &target)
{
    AsyncConfig config;
    config.deadLetterTarget = target;
    return config;
}

DestinationMessage only(const std::vector<DestinationMessage> &messages)
{
    return messages.size() == 1 ? messages.front() : DestinationMessage();
}

QString attribute(const DestinationMessage &message, int index)
{
    const auto &each = message.attributes.at(static_cast<std::size_t>(index));
    return each.name + u'|' + each.type + u'|' + each.value;
}

const QByteArray SuccessRecord =
    "{\"version\":\"1.0\",\"timestamp\":\"2026-01-05T10:00:00.123Z\","
    "\"requestContext\":{\"requestId\":\"8476a536-e9f4-11e8-9739-2dfe598c3fcd\","
    "\"functionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:demo:$LATEST\","
    "\"condition\":\"Success\",\"approximateInvokeCount\":1},\"requestPayload\":{\"order\":7},"
    "\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"},"
    "\"responsePayload\":{\"ok\":true}}";

} // namespace

class TestDestinationRecord : public QObject
{
    Q_OBJECT

private slots:
    void records_data();
    void records();
    void payloadsAreNotRebuilt();
    void sendsToEachTargetOfTheEnd();
    void deadLetters();
    void aLongErrorIsCutBetweenCharacters();
    void attributesThatCantBeAddedAreDropped_data();
    void attributesThatCantBeAddedAreDropped();
    void aBusGetsAnEvent();
    void aBucketGetsAKey();
    void whatATargetCantTake_data();
    void whatATargetCantTake();
};

void TestDestinationRecord::records_data()
{
    QTest::addColumn<EventEnd>("end");
    QTest::addColumn<QByteArray>("record");

    QTest::newRow("success") << success() << SuccessRecord;
    QTest::newRow("retries used up")
        << failure()
        << QByteArray(
               "{\"version\":\"1.0\",\"timestamp\":\"2026-01-05T10:00:00.123Z\","
               "\"requestContext\":{\"requestId\":\"8476a536-e9f4-11e8-9739-2dfe598c3fcd\","
               "\"functionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:demo:$LATEST\","
               "\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3},"
               "\"requestPayload\":{\"order\":7},\"responseContext\":{\"statusCode\":200,"
               "\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"},"
               "\"responsePayload\":{\"errorMessage\":\"boom\",\"errorType\":\"E\"}}");
    QTest::newRow("never attempted")
        << EventEnd{EventCondition::ZeroReservedConcurrency, 0, Demo, {}, Time}
        << QByteArray(
               "{\"version\":\"1.0\",\"timestamp\":\"2026-01-05T10:00:00.123Z\","
               "\"requestContext\":{\"requestId\":\"8476a536-e9f4-11e8-9739-2dfe598c3fcd\","
               "\"functionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:demo:$LATEST\","
               "\"condition\":\"ZeroReservedConcurrency\",\"approximateInvokeCount\":0},"
               "\"requestPayload\":{\"order\":7}}");
}

void TestDestinationRecord::records()
{
    QFETCH(EventEnd, end);
    QFETCH(QByteArray, record);
    QCOMPARE(destinationRecord(eventOf(), end), record);
}

void TestDestinationRecord::payloadsAreNotRebuilt()
{
    const QByteArray exact = "{\"b\": 1.10, \"a\":12345678901234567890, \"a\":2}";
    const QByteArray record = destinationRecord(eventOf(exact), success("not json \xff"));
    QVERIFY2(record.contains("\"requestPayload\":" + exact + ','), record);
    QVERIFY(QJsonDocument::fromJson(record).object()[QStringLiteral("responsePayload")].isString());
    QVERIFY(destinationRecord(eventOf(), success({})).endsWith("\"responsePayload\":null}"));
}

void TestDestinationRecord::sendsToEachTargetOfTheEnd()
{
    AsyncConfig all = onSuccess(Queue);
    all.onFailure = Topic;
    all.deadLetterTarget = Queue;
    const DestinationMessage good = only(messagesFor(eventOf(), success(), all, Uuid));
    QCOMPARE(good.targetArn, Queue);
    QCOMPARE(good.purpose, DestinationMessage::Purpose::OnSuccess);
    QCOMPARE(good.body, SuccessRecord);
    QCOMPARE(good.requestId, Id);
    const auto bad = messagesFor(eventOf(), failure(), all, Uuid);
    QCOMPARE(bad.size(), std::size_t{2});
    QCOMPARE(bad[0].purpose, DestinationMessage::Purpose::DeadLetter);
    QCOMPARE(bad[1].purpose, DestinationMessage::Purpose::OnFailure);
    QCOMPARE(bad[1].targetArn, Topic);
    QVERIFY(messagesFor(eventOf(), success(), onFailure(Queue), Uuid).empty());
    QVERIFY(messagesFor(eventOf(), failure(), onSuccess(Queue), Uuid).empty());
}

void TestDestinationRecord::deadLetters()
{
    const QByteArray payload = "{ \"order\" : 7 }\n";
    const auto letter =
        only(messagesFor(eventOf(payload), failure("boom"), deadLetter(Queue), Uuid));
    QCOMPARE(letter.body, payload);
    QCOMPARE(letter.attributes.size(), std::size_t{3});
    QCOMPARE(attribute(letter, 0), QStringLiteral("RequestID|String|") + Id);
    QCOMPARE(attribute(letter, 1), QStringLiteral("ErrorCode|Number|200"));
    QCOMPARE(attribute(letter, 2), QStringLiteral("ErrorMessage|String|boom"));

    AsyncEvent throttled = eventOf();
    throttled.lastStatus = 429;
    throttled.lastError = QStringLiteral("Rate Exceeded.");
    const auto old = only(messagesFor(
        throttled, {EventCondition::EventAgeExceeded, 0, Demo, {}, Time}, deadLetter(Topic), Uuid));
    QCOMPARE(attribute(old, 1), QStringLiteral("ErrorCode|Number|429"));
    QCOMPARE(attribute(old, 2), QStringLiteral("ErrorMessage|String|Rate Exceeded."));
}

void TestDestinationRecord::aLongErrorIsCutBetweenCharacters()
{
    const auto letter = only(messagesFor(eventOf(), failure(QByteArray(1'023, 'x') + "\u00fcy"),
                                         deadLetter(Queue), Uuid));
    QCOMPARE(letter.attributes.at(2).value, QString(1'023, u'x'));
    const auto exact =
        only(messagesFor(eventOf(), failure(QByteArray(1'024, 'x')), deadLetter(Queue), Uuid));
    QCOMPARE(exact.attributes.at(2).value.size(), 1'024);
}

void TestDestinationRecord::attributesThatCantBeAddedAreDropped_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("error");

    QTest::newRow("no error message") << QByteArray("{}") << QByteArray();
    QTest::newRow("a control character") << QByteArray("{}") << QByteArray("a\\u0000b");
    QTest::newRow("no room beside the event")
        << '"' + QByteArray(1'048'574, 'x') + '"' << QByteArray("boom");
}

void TestDestinationRecord::attributesThatCantBeAddedAreDropped()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, error);
    const auto letter =
        only(messagesFor(eventOf(payload), failure(error), deadLetter(Queue), Uuid));
    QCOMPARE(letter.state, State::Kept);
    QVERIFY(letter.attributes.empty());
    QCOMPARE(letter.body, payload);
}

void TestDestinationRecord::aBusGetsAnEvent()
{
    const auto message = only(messagesFor(eventOf(), success(), onSuccess(Bus), Uuid));
    QCOMPARE(
        message.body,
        QByteArray("{\"version\":\"0\",\"id\":\"00000000-0000-4000-8000-000000000001\","
                   "\"detail-type\":\"Lambda Function Invocation Result - Success\","
                   "\"source\":\"lambda\",\"account\":\"000000000000\","
                   "\"time\":\"2026-01-05T10:00:00Z\",\"region\":\"us-east-1\","
                   "\"resources\":[\"arn:aws:events:us-east-1:000000000000:event-bus/b\","
                   "\"arn:aws:lambda:us-east-1:000000000000:function:demo:$LATEST\"],\"detail\":")
            + SuccessRecord + '}');
    const auto failed = only(messagesFor(eventOf(), failure(), onFailure(Bus), Uuid));
    QVERIFY(failed.body.contains("Lambda Function Invocation Result - Failure"));
}

void TestDestinationRecord::aBucketGetsAKey()
{
    const auto message = only(messagesFor(eventOf(), failure(), onFailure(Bucket), Uuid));
    QCOMPARE(message.key,
             QStringLiteral("aws/lambda/async/demo/2026/01/05/2026-01-05T10.00.00-") + Uuid);
}

void TestDestinationRecord::whatATargetCantTake_data()
{
    QTest::addColumn<AsyncConfig>("config");
    QTest::addColumn<EventEnd>("end");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<State>("state");
    QTest::addColumn<bool>("withPayload");

    const QByteArray big = '"' + QByteArray(300'000, 'x') + '"';
    const QByteArray small = "{}";
    QTest::newRow("a FIFO queue") << onSuccess(Queue + QStringLiteral(".fifo")) << success()
                                  << small << State::Failed << true;
    QTest::newRow("a topic, past 256 KB")
        << onSuccess(Topic) << success() << big << State::Failed << true;
    QTest::newRow("a topic gets a failure without payloads")
        << onFailure(Topic) << failure() << big << State::Kept << false;
    QTest::newRow("a queue takes as much")
        << onSuccess(Queue) << success() << big << State::Kept << true;
    QTest::newRow("a queue, past 1 MB")
        << onSuccess(Queue) << success('"' + QByteArray(1'048'576, 'x') + '"') << small
        << State::Failed << true;
    QTest::newRow("a topic's dead letter past 256 KB")
        << deadLetter(Topic) << failure() << big << State::Failed << true;
    QTest::newRow("a bucket takes all")
        << onFailure(Bucket) << failure() << '"' + QByteArray(1'048'000, 'x') + '"' << State::Kept
        << true;
}

void TestDestinationRecord::whatATargetCantTake()
{
    QFETCH(AsyncConfig, config);
    QFETCH(EventEnd, end);
    QFETCH(QByteArray, payload);
    QFETCH(State, state);
    QFETCH(bool, withPayload);
    const auto message = only(messagesFor(eventOf(payload), end, config, Uuid));
    QCOMPARE(message.state, state);
    QCOMPARE(message.failure.isEmpty(), state != State::Failed);
    QCOMPARE(message.body.contains("Payload") || message.body == payload, withPayload);
}

QTEST_GUILESS_MAIN(TestDestinationRecord)
#include "tst_destinationrecord.moc"

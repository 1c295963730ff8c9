// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QProcess>

#include <nlohmann/json.hpp>

#include <set>

#include "engine/core/json.h"
#include "engine/events/eventmaker.h"
#include "engine/events/eventmessages.h"
#include "engine/events/eventwords.h"
#include "engine/events/gzip.h"
#include "tests/support/countingids.h"
#include "tests/support/manualclock.h"

using engine::EventMistake;
using engine::EventValues;
using Json = nlohmann::json;
using Kind = EventMistake::Kind;

namespace {

constexpr qint64 Tuesday = 1'770'124'929'512; // 2026-02-03T13:22:09.512Z

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

// The same world for every event.
struct World
{
    World() { clock.setWallMs(Tuesday); }
    testsupport::ManualClock clock;
    testsupport::CountingIds ids;
};

QByteArray made(const char *source, const char *variant, const EventValues &values = {})
{
    World world;
    engine::EventSurroundings around{world.clock, world.ids, text("orders"), text("eu-west-1"),
                                     text("111122223333")};
    const engine::EventSource *of = engine::eventSource(text(source));
    const engine::EventVariant *which = of ? of->variant(text(variant)) : nullptr;
    if (!which)
        qFatal("no event %s %s", source, variant);
    const auto mistakes = engine::checkValues(*which, values);
    for (const EventMistake &mistake : mistakes)
        qWarning("%s", qPrintable(engine::explainMistake(mistake, *which)));
    return mistakes.empty() ? engine::makeEvent(*which, values, around) : QByteArray();
}

Json json(const QByteArray &bytes)
{
    return Json::parse(bytes.toStdString());
}

QByteArray dumped(const Json &json)
{
    return QByteArray::fromStdString(json.dump());
}

QByteArray fileIn(const char *folder, const QString &name)
{
    QFile file(QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/events/%1/%2.json")
                   .arg(QLatin1StringView(folder), name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Where the two differ in members and kinds of values; null goes with anything.
QString difference(const Json &expected, const Json &actual, const QString &at)
{
    if (expected.is_null() || actual.is_null())
        return {};
    const bool numbers = expected.is_number() && actual.is_number();
    if (expected.type() != actual.type() && !numbers)
        return at + text(": ") + text(expected.type_name()) + text(" / ")
               + text(actual.type_name());
    if (expected.is_array() && !expected.empty() && !actual.empty())
        return difference(expected[0], actual[0], at + text("[0]"));
    if (!expected.is_object())
        return {};
    if (expected.empty()) // whose members are free
        return {};
    for (const auto &[key, value] : expected.items()) {
        if (!actual.contains(key))
            return at + u'.' + QString::fromStdString(key) + text(" is missing");
        const QString inner =
            difference(value, actual[key], at + u'.' + QString::fromStdString(key));
        if (!inner.isEmpty())
            return inner;
    }
    for (const auto &[key, value] : actual.items())
        if (!expected.contains(key))
            return at + u'.' + QString::fromStdString(key) + text(" is too much");
    return {};
}

} // namespace

Q_DECLARE_METATYPE(engine::EventValues)

class TestSampleEvents : public QObject
{
    Q_OBJECT

private slots:
    void everyEventIsAsItsGoldenFile_data();
    void everyEventIsAsItsGoldenFile();
    void shapesAreThoseOfAws_data();
    void shapesAreThoseOfAws();
    void mistakes_data();
    void mistakes();
    void defaultsHaveNoMistakes();
    void whatIsAcceptedMakesAnEvent_data();
    void whatIsAcceptedMakesAnEvent();
    void computedValues();
    void logEventsAreRealGzip();
    void oneRequestAtEveryFront();
    void wrapping();
    void wordsCanBeTranslated();
};

void TestSampleEvents::everyEventIsAsItsGoldenFile_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("variant");
    for (const auto &source : engine::eventSources())
        for (const auto &variant : source.variants)
            QTest::addRow("%s %s", qPrintable(source.name), qPrintable(variant.name))
                << source.name << variant.name;
}

void TestSampleEvents::everyEventIsAsItsGoldenFile()
{
    QFETCH(QString, source);
    QFETCH(QString, variant);
    QByteArray actual = made(qPrintable(source), qPrintable(variant));
    QVERIFY(engine::checkJson(actual));
    if (source == u"cloudwatch-logs") // compressed bytes are zlib's business
        return;
    const QString name = source + u'.' + variant;
    if (qEnvironmentVariableIsSet("WORKBENCH_REFRESH_GOLDEN")) {
        QFile file(QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/events/data/%1.json").arg(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(actual);
        return;
    }
    QCOMPARE(actual, fileIn("data", name));
}

void TestSampleEvents::shapesAreThoseOfAws_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("variant");
    QTest::addColumn<EventValues>("values");
    const auto row = [](const char *source, const char *variant, const EventValues &values = {}) {
        QTest::addRow("%s %s", source, variant) << text(source) << text(variant) << values;
    };
    const auto one = [](const char *value) { return QStringList{text(value)}; };
    row("api-gateway-rest", "proxy",
        {{text("path"), one("/orders/2024/a%20b")},
         {text("route"), one("/orders/{proxy+}")},
         {text("query"), one("color=red&color=blue&q=a+b")},
         {text("headers"), one("content-type: application/json\nx-tag: one\nx-tag: two")}});
    row("api-gateway-http", "v2",
        {{text("query"), one("color=red&color=blue&q=a%20b")},
         {text("headers"), one("content-type: application/json\nX-Tag: one\nx-tag: two\nCookie: "
                               "session=abc; theme=dark")},
         {text("authorizer"),
          one(R"({"jwt":{"claims":{"sub":"user-1","scope":"orders:write"},"scopes":["orders:write"]}})")},
         {text("stageVariables"), one("{\"table\":\"orders-dev\"}")}});
    row("function-url", "public",
        {{text("path"), one("/pa2%Fth/1")},
         {text("query"), one("q=query&multiQuery=foo")},
         {text("headers"), one("content-type: application/json\nextra-headers: With WeiRd CapS")}});
    row("websocket", "connect");
    row("authorizer", "rest-token");
    row("authorizer", "http-v2");
    row("alb", "single", {{text("query"), one("reason=damaged%20in%20transit&color=blue")}});
    row("alb", "multi");
    for (const auto &[source, variant] : {std::pair("s3", "put"),
                                          {"eventbridge", "scheduled"},
                                          {"scheduler", "schedule"},
                                          {"kinesis", "records"},
                                          {"kafka", "msk"},
                                          {"mq", "activemq"},
                                          {"mq", "rabbitmq"},
                                          {"cognito", "pre-sign-up"},
                                          {"cognito", "pre-token-v2"},
                                          {"cloudfront", "origin-request"},
                                          {"ses", "received"},
                                          {"config", "scheduled"},
                                          {"lex", "dialog"},
                                          {"connect", "flow"},
                                          {"appsync", "resolver"},
                                          {"bedrock-agent", "api"},
                                          {"cloudformation", "create"}})
        row(source, variant);
    row("sns", "notification", {{text("attributes"), one("kind: new\nraw: x")}});
    row("sqs", "standard", {{text("attributes"), one("kind: new")}});
    row("dynamodb", "modify",
        {{text("item"), one(R"({"id":{"S":"42"},"total":{"N":"12.5"},"tags":{"SS":["a","b"]}})")}});
    row("codepipeline", "job", {{text("continuation"), one("step-2")}});
}

void TestSampleEvents::shapesAreThoseOfAws()
{
    QFETCH(QString, source);
    QFETCH(QString, variant);
    QFETCH(EventValues, values);
    const QByteArray expected = fileIn("shapes", source + u'.' + variant);
    QVERIFY(!expected.isEmpty());
    const Json actual = json(made(qPrintable(source), qPrintable(variant), values));
    QString found = difference(json(expected), actual, {});
    // the load balancer's sample of several values leaves ordinary headers out
    if (source == u"alb" && variant == u"multi" && found.contains(u"multiValueHeaders"))
        found.clear();
    if (source == u"authorizer" && found.contains(u"headers")) // shortened too
        found.clear();
    QVERIFY2(found.isEmpty(), qPrintable(found));
}

void TestSampleEvents::mistakes_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("variant");
    QTest::addColumn<EventValues>("values");
    QTest::addColumn<QString>("field");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *source, const char *variant,
                        const char *field, const QStringList &texts, Kind kind,
                        const char *sentence) {
        QTest::newRow(name) << text(source) << text(variant) << EventValues{{text(field), texts}}
                            << text(field) << static_cast<int>(kind) << text(sentence);
    };
    row("a field that there is not", "s3", "put", "buckt", {text("x")}, Kind::UnknownField,
        "There is no field \"buckt\" in this event.");
    row("an empty bucket", "s3", "put", "bucket", {QString()}, Kind::Missing, "Bucket is needed.");
    row("a bucket in capitals", "s3", "put", "bucket", {text("Orders")}, Kind::Malformed,
        "Bucket can't be \"Orders\": 3 to 63 lower-case letters, digits, dots, hyphens.");
    row("a size that is no number", "s3", "put", "size", {text("1k")}, Kind::NotANumber,
        "Size in bytes must be a whole number.");
    row("a size below nothing", "s3", "put", "size", {text("-1")}, Kind::TooSmall,
        "Size in bytes must be at least 0.");
    row("a size beyond S3's", "s3", "put", "size", {text("5497558138881")}, Kind::TooLarge,
        "Size in bytes must be at most 5497558138880.");
    row("a size beyond a number", "s3", "put", "size", {text("99999999999999999999")},
        Kind::NotANumber, "Size in bytes must be a whole number.");
    row("two texts for one", "s3", "put", "key", {text("a"), text("b")}, Kind::TooMany,
        "Key takes at most 1.");
    row("no choice of ours", "api-gateway-http", "v2", "method", {text("get")}, Kind::NotAChoice,
        "Method must be one of: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS.");
    row("a path without slash", "api-gateway-http", "v2", "path", {text("orders")}, Kind::Malformed,
        "Path can't be \"orders\": starts with /.");
    row("a route elsewhere", "api-gateway-http", "v2", "route", {text("/customers/{id}")},
        Kind::OtherRoute, "The path /orders/42 does not go to this route.");
    row("a header without colon", "api-gateway-http", "v2", "headers", {text("a: b\nnonsense")},
        Kind::Malformed, "Headers, line 2: \"nonsense\" is no \"Name: value\".");
    row("a flag that is none", "api-gateway-rest", "proxy", "binary", {text("yes")},
        Kind::NotAChoice, "Binary body (base64) must be one of: true, false.");
    row("no message at all", "sqs", "standard", "body", {}, Kind::Missing, "Bodies is needed.");
    row("a detail that is no JSON", "eventbridge", "event", "detail", {text("{\"a\":}")},
        Kind::NotJson,
        "Detail is not JSON (line 1, column 6): unexpected '}'; expected '[', '{', or a literal");
}

void TestSampleEvents::mistakes()
{
    QFETCH(QString, source);
    QFETCH(QString, variant);
    QFETCH(EventValues, values);
    QFETCH(QString, field);
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    const auto *of = engine::eventSource(source)->variant(variant);
    const auto found = engine::checkValues(*of, values);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().field, field);
    QCOMPARE(static_cast<int>(found.front().kind), kind);
    QCOMPARE(engine::explainMistake(found.front(), *of), sentence);
}

void TestSampleEvents::defaultsHaveNoMistakes()
{
    World world;
    engine::EventSurroundings around{world.clock, world.ids, text("orders"), text("eu-west-1"),
                                     text("111122223333")};
    for (const auto &source : engine::eventSources()) {
        for (const auto &variant : source.variants) {
            EventValues values;
            for (const auto &field : variant.fields)
                values[field.name] = {engine::defaultOf(field, around)};
            for (const auto &mistake : engine::checkValues(variant, values))
                QFAIL(qPrintable(source.name + u' ' + variant.name + u' '
                                 + engine::explainMistake(mistake, variant)));
        }
    }
}

void TestSampleEvents::whatIsAcceptedMakesAnEvent_data()
{
    everyEventIsAsItsGoldenFile_data();
}

// Whatever gets past checkValues(), however odd, gives an event and never an exception.
void TestSampleEvents::whatIsAcceptedMakesAnEvent()
{
    QFETCH(QString, source);
    QFETCH(QString, variant);
    const engine::EventVariant &which = *engine::eventSource(source)->variant(variant);
    const QStringList odd{text(""),
                          text("+7"),
                          text("007"),
                          text(" 7 "),
                          text("-0"),
                          text("7.5"),
                          text("null"),
                          text("5"),
                          text("[]"),
                          text("\"x\""),
                          text("{\"a\":[1e400]}"),
                          text("${bucket}"),
                          text("{{x"),
                          text("a\nb: c\n:d"),
                          text("/ü/%zz/?&=#"),
                          QString(QChar(0xD800)),
                          text("\t"),
                          QString(QChar(0)),
                          text("true"),
                          text("[{\"$each\":\"x\"}]")};
    World world;
    const engine::EventSurroundings around{world.clock, world.ids, text("orders"),
                                           text("eu-west-1"), text("111122223333")};
    for (const engine::EventField &field : which.fields) {
        for (const QString &value : odd) {
            const EventValues values{{field.name, {value}}};
            if (!engine::checkValues(which, values).empty())
                continue;
            QByteArray event;
            try {
                event = engine::makeEvent(which, values, around);
            } catch (const std::exception &error) {
                QFAIL(qPrintable(QStringLiteral("%1=%2: %3")
                                     .arg(field.name, value, QString::fromUtf8(error.what()))));
            }
            QVERIFY2(engine::checkJson(event), qPrintable(field.name + u'=' + value));
        }
    }
}

void TestSampleEvents::computedValues()
{
    const Json s3 = json(made("s3", "put"))["Records"][0]["s3"]["object"];
    QCOMPARE(text(s3["key"].get<std::string>().c_str()), text("inbox/week+7/r%C3%A9sum%C3%A9.csv"));
    QVERIFY(!s3.contains("versionId"));
    const Json sqs = json(
        made("sqs", "standard",
             {{text("body"), {text("a"), text("b")}}, {text("attributes"), {text("kind: new")}}}));
    QCOMPARE(sqs["Records"].size(), std::size_t(2));
    QCOMPARE(text(sqs["Records"][1]["md5OfBody"].get<std::string>().c_str()),
             text("92eb5ffee6ae2fec3ad71c777531578f"));
    QVERIFY(sqs["Records"][0]["messageId"] != sqs["Records"][1]["messageId"]);
    // "kind" of type String with the value "new": SQS's own sum
    QCOMPARE(text(sqs["Records"][0]["md5OfMessageAttributes"].get<std::string>().c_str()),
             text("6c03da4e31553b96eb78c9e6a0d1a929"));
    const Json kinesis = json(made("kinesis", "records"));
    QCOMPARE(text(kinesis["Records"][0]["kinesis"]["data"].get<std::string>().c_str()),
             text("eyJvcmRlcklkIjo0Mn0="));
    const Json dynamo = json(made(
        "dynamodb", "insert", {{text("item"), {text(R"({"id":7,"ok":true,"l":[null,"x"]})")}}}));
    const QString image =
        text("{\"id\":{\"N\":\"7\"},\"l\":{\"L\":[{\"NULL\":true},{\"S\":\"x\"}]},"
             "\"ok\":{\"BOOL\":true}}");
    const Json &change = dynamo["Records"][0]["dynamodb"];
    QCOMPARE(text(change["NewImage"].dump().c_str()), image);
    QCOMPARE(text(change["Keys"].dump().c_str()), text("{\"id\":{\"N\":\"7\"}}"));
}

void TestSampleEvents::logEventsAreRealGzip()
{
    const Json event =
        json(made("cloudwatch-logs", "data", {{text("message"), {text("ERROR é"), text("x")}}}));
    QProcess gzip;
    gzip.start(text("gzip"), {text("-dc")});
    if (!gzip.waitForStarted())
        QSKIP("no gzip");
    gzip.write(QByteArray::fromBase64(
        QByteArray::fromStdString(event["awslogs"]["data"].get<std::string>())));
    gzip.closeWriteChannel();
    QVERIFY(gzip.waitForFinished());
    QCOMPARE(gzip.exitCode(), 0);
    const Json inner = json(gzip.readAllStandardOutput());
    QCOMPARE(inner["logEvents"].size(), std::size_t(2));
    QCOMPARE(text(inner["logEvents"][0]["message"].get<std::string>().c_str()), text("ERROR é\n"));
    QCOMPARE(inner["messageType"].get<std::string>(), std::string("DATA_MESSAGE"));
    QCOMPARE(engine::gzipped({}).toHex(), QByteArray("1f8b08000000000002ff03000000000000000000"));
}

// The worked example of the documentation: one request, what each front makes of it.
void TestSampleEvents::oneRequestAtEveryFront()
{
    const EventValues request{
        {text("method"), {text("POST")}},
        {text("path"), {text("/a%20b//c/")}},
        {text("query"), {text("color=red&color=blue&q=a+b%2Fc")}},
        {text("headers"),
         {text("X-Tag: one\nX-Tag: two\nCookie: s=1; t=2\nContent-Type: text/plain")}},
        {text("body"), {text("hi")}}};
    EventValues routed = request;
    routed[text("route")] = {text("/{proxy+}")};

    const Json rest = json(made("api-gateway-rest", "proxy", routed));
    QCOMPARE(dumped(rest["path"]), dumped(Json("/a%20b//c/")));
    QCOMPARE(dumped(rest["pathParameters"]), dumped(Json({{"proxy", "a%20b//c"}})));
    QCOMPARE(dumped(rest["queryStringParameters"]),
             dumped(Json({{"color", "blue"}, {"q", "a b/c"}})));
    QCOMPARE(dumped(rest["multiValueQueryStringParameters"]),
             dumped(Json({{"color", {"red", "blue"}}, {"q", Json::array({"a b/c"})}})));
    QCOMPARE(dumped(rest["headers"]["X-Tag"]), dumped(Json("two")));
    QCOMPARE(dumped(rest["multiValueHeaders"]["X-Tag"]), dumped(Json({"one", "two"})));
    QCOMPARE(dumped(rest["headers"]["Cookie"]), dumped(Json("s=1; t=2")));
    QVERIFY(!rest["headers"].contains("Content-Length"));
    QCOMPARE(dumped(rest["body"]), dumped(Json("hi")));

    const Json http = json(made("api-gateway-http", "v2", routed));
    QCOMPARE(dumped(http["rawPath"]), dumped(Json("/a%20b//c/")));
    QCOMPARE(dumped(http["pathParameters"]), dumped(Json({{"proxy", "a b//c"}})));
    QCOMPARE(dumped(http["rawQueryString"]), dumped(Json("color=red&color=blue&q=a+b%2Fc")));
    QCOMPARE(dumped(http["queryStringParameters"]),
             dumped(Json({{"color", "red,blue"}, {"q", "a b/c"}})));
    QCOMPARE(dumped(http["headers"]["x-tag"]), dumped(Json("one,two")));
    QCOMPARE(dumped(http["cookies"]), dumped(Json({"s=1", "t=2"})));
    QVERIFY(!http["headers"].contains("cookie"));
    QCOMPARE(dumped(http["headers"]["content-length"]), dumped(Json("2")));

    QVERIFY(!json(made("function-url", "public", request)).contains("pathParameters"));
    const Json single = json(made("alb", "single", request));
    QCOMPARE(dumped(single["queryStringParameters"]),
             dumped(Json({{"color", "blue"}, {"q", "a+b%2Fc"}})));
    QCOMPARE(dumped(single["headers"]["x-tag"]), dumped(Json("two")));
    QCOMPARE(dumped(single["headers"]["cookie"]), dumped(Json("s=1; t=2")));
    const Json multi = json(made("alb", "multi", request));
    QCOMPARE(dumped(multi["multiValueQueryStringParameters"]),
             dumped(Json({{"color", {"red", "blue"}}, {"q", Json::array({"a+b%2Fc"})}})));
    QCOMPARE(dumped(multi["multiValueHeaders"]["x-tag"]), dumped(Json({"one", "two"})));
    QVERIFY(!multi.contains("headers"));

    // null, a member that is not there, or nothing
    const EventValues bare{{text("method"), {text("GET")}},
                           {text("query"), {QString()}},
                           {text("headers"), {QString()}},
                           {text("body"), {QString()}}};
    QVERIFY(json(made("api-gateway-rest", "proxy", bare))["body"].is_null());
    QVERIFY(!json(made("api-gateway-http", "v2", bare)).contains("body"));
    QCOMPARE(dumped(json(made("alb", "single", bare))["body"]), dumped(Json("")));
    QCOMPARE(dumped(json(made("alb", "single", bare))["queryStringParameters"]),
             dumped(Json::object()));

    // a form is no text
    const Json form =
        json(made("function-url", "public",
                  {{text("headers"), {text("content-type: application/x-www-form-urlencoded")}},
                   {text("body"), {text("a=1")}}}));
    QCOMPARE(dumped(form["body"]), dumped(Json("YT0x")));
    QCOMPARE(dumped(form["isBase64Encoded"]), dumped(Json(true)));
}

void TestSampleEvents::wrapping()
{
    World world;
    engine::EventSurroundings around{world.clock, world.ids, text("orders"), text("eu-west-1"),
                                     text("111122223333")};
    // an upload, told to a topic, which a queue subscribes to
    const auto queued = engine::wrapEvent(made("s3", "put"), text("sns-sqs"), around);
    QVERIFY(queued);
    const Json sns =
        json(QByteArray::fromStdString(json(*queued)["Records"][0]["body"].get<std::string>()));
    QVERIFY(sns.contains("SigningCertURL"));
    const Json s3 = json(QByteArray::fromStdString(sns["Message"].get<std::string>()));
    QCOMPARE(dumped(s3["Records"][0]["eventName"]), dumped(Json("ObjectCreated:Put")));
    for (const engine::EventWrap &wrap : engine::eventWraps())
        QVERIFY2(engine::wrapEvent("{\"a\": 1}", wrap.name, around), qPrintable(wrap.name));
    QCOMPARE(dumped(json(*engine::wrapEvent("{ \"a\" : 1.00000000000000000000001 }", text("sqs"),
                                            around))["Records"][0]["body"]),
             dumped(Json("{\"a\":1.00000000000000000000001}")));
    QCOMPARE(dumped(json(
                 *engine::wrapEvent("plain", text("sns"), around))["Records"][0]["Sns"]["Message"]),
             dumped(Json("plain")));
    QCOMPARE(engine::wrapEvent("plain", text("eventbridge"), around).error().code,
             engine::Error::Code::PayloadNotJson);
    QCOMPARE(engine::wrapEvent("{}", text("pigeon"), around).error().code,
             engine::Error::Code::Unsupported);
}

void TestSampleEvents::wordsCanBeTranslated()
{
    const QStringList words = engine::eventWords();
    const auto check = [&words](const QString &word, bool sentence) {
        const bool example = word.isEmpty() || word.startsWith(u'{') || !word.contains(u' ');
        if (!words.contains(word) && !(sentence && example))
            QFAIL(qPrintable(word));
    };
    std::set<QString> names;
    for (const auto &source : engine::eventSources()) {
        check(source.category, false);
        for (const auto &variant : source.variants) {
            check(variant.title, false);
            QVERIFY(names.insert(source.name + u' ' + variant.name).second);
            for (const auto &field : variant.fields) {
                check(field.label, false);
                check(field.hint, true);
            }
        }
    }
    for (const auto &wrap : engine::eventWraps())
        check(wrap.title, false);
    QVERIFY(names.size() > 70);
}

QTEST_GUILESS_MAIN(TestSampleEvents)
#include "tst_sampleevents.moc"

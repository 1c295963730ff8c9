// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/runtimeapi/telemetrysubscription.h"

using namespace engine;
using namespace std::chrono_literals;
using Api = TelemetrySubscription::Api;

namespace {

QByteArray body(const QByteArray &version, const QByteArray &types, const QByteArray &destination,
                const QByteArray &more = {})
{
    return "{\"schemaVersion\":" + version + ",\"types\":" + types
           + ",\"destination\":" + destination + more + '}';
}

const QByteArray Http = "{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox.localdomain:8080/a?b=c\"}";
const QByteArray Version = "\"2022-12-13\"";
const QByteArray Platform = "[\"platform\"]";

} // namespace

class TestTelemetrySubscription : public QObject
{
    Q_OBJECT

private slots:
    void whole();
    void defaults();
    void tcp();
    void logsKnowsNoVersionAtFirst();
    void refusals_data();
    void refusals();
};

void TestTelemetrySubscription::whole()
{
    const auto read = readTelemetrySubscription(
        Api::Telemetry,
        body(Version, "[\"function\",\"platform\",\"function\"]", Http,
             ",\"buffering\":{\"maxItems\":1000,\"maxBytes\":1048576,\"timeoutMs\":25}"));
    const auto *wish = std::get_if<TelemetrySubscription>(&read);
    QVERIFY(wish);
    QCOMPARE(wish->types, (QStringList{QStringLiteral("function"), QStringLiteral("platform")}));
    QCOMPARE(wish->port, quint16(8080));
    QCOMPARE(wish->path, QByteArray("/a?b=c"));
    QCOMPARE(wish->host, QByteArray("sandbox.localdomain:8080"));
    QVERIFY(wish->buffering == (TelemetryBuffer::Limits{1000, 1048576, 25ms}));
}

void TestTelemetrySubscription::defaults()
{
    const auto read = readTelemetrySubscription(
        Api::Telemetry,
        body(Version, Platform, "{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox:1\"}"));
    const auto *wish = std::get_if<TelemetrySubscription>(&read);
    QVERIFY(wish);
    QCOMPARE(wish->path, QByteArray("/"));
    QVERIFY(wish->buffering == (TelemetryBuffer::Limits{10'000, 262'144, 1'000ms}));
}

void TestTelemetrySubscription::tcp()
{
    const auto read = readTelemetrySubscription(
        Api::Telemetry, body(Version, Platform, "{\"protocol\":\"TCP\",\"port\":4000}"));
    const auto *wish = std::get_if<TelemetrySubscription>(&read);
    QVERIFY(wish);
    QCOMPARE(wish->port, quint16(4000));
    QVERIFY(wish->protocol == TelemetrySubscription::Protocol::Tcp);
}

void TestTelemetrySubscription::logsKnowsNoVersionAtFirst()
{
    const auto read = readTelemetrySubscription(
        Api::Logs, "{\"types\":[\"platform\"],\"destination\":" + Http + '}');
    const auto *wish = std::get_if<TelemetrySubscription>(&read);
    QVERIFY(wish);
    QCOMPARE(wish->schemaVersion, QStringLiteral("2020-08-15"));
}

void TestTelemetrySubscription::refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto to = [](const QByteArray &uri) {
        return body(Version, Platform, "{\"protocol\":\"HTTP\",\"URI\":\"" + uri + "\"}");
    };
    const auto buffering = [](const QByteArray &member) {
        return body(Version, Platform, Http, ",\"buffering\":{" + member + '}');
    };
    const QByteArray badUri = "URI should be http://sandbox.localdomain:PORT/PATH";

    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("failed to parse JSON");
    QTest::newRow("nested without end")
        << QByteArray(100'000, '[') << QByteArray("failed to parse JSON");
    QTest::newRow("AWS's own example: all at once")
        << body(Version, "[]", "{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox.localdomain\"}")
        << QByteArray("types should not be empty; URI port is not provided");
    QTest::newRow("a version of the other API")
        << body("\"2020-08-15\"", Platform, Http)
        << QByteArray("schemaVersion should be one of 2022-07-01, 2022-12-13, 2025-01-29");
    QTest::newRow("an unknown type")
        << body(Version, "[\"platform\",1]", Http)
        << QByteArray("types should be of platform, function, extension");
    QTest::newRow("another host") << to("http://example.com:80/") << badUri;
    QTest::newRow("the host's own loopback") << to("http://127.0.0.1:80/") << badUri;
    QTest::newRow("a host that only begins alike")
        << to("http://sandbox.localdomain.example.com:80/") << badUri;
    QTest::newRow("another scheme") << to("https://sandbox.localdomain:80/") << badUri;
    QTest::newRow("Lambda's own port")
        << to("http://sandbox:9001/") << QByteArray("port 9001 is reserved");
    QTest::newRow("no protocol") << body(Version, Platform, "{}")
                                 << QByteArray("destination protocol should be HTTP or TCP");
    QTest::newRow("a port out of range")
        << body(Version, Platform, "{\"protocol\":\"TCP\",\"port\":65536}")
        << QByteArray("port should be between 1 and 65535; port is not provided");
    QTest::newRow("items under their floor")
        << buffering("\"maxItems\":999") << QByteArray("maxItems should be between 1000 and 10000");
    QTest::newRow("items above their ceiling")
        << buffering("\"maxItems\":10001")
        << QByteArray("maxItems should be between 1000 and 10000");
    QTest::newRow("bytes under their floor")
        << buffering("\"maxBytes\":262143")
        << QByteArray("maxBytes should be between 262144 and 1048576");
    QTest::newRow("a timeout above its ceiling")
        << buffering("\"timeoutMs\":30001")
        << QByteArray("timeoutMs should be between 25 and 30000");
    QTest::newRow("a number past all numbers")
        << buffering("\"timeoutMs\":99999999999999999999")
        << QByteArray("timeoutMs should be between 25 and 30000");
    QTest::newRow("a fraction") << buffering("\"timeoutMs\":25.5")
                                << QByteArray("timeoutMs should be between 25 and 30000");
}

void TestTelemetrySubscription::refusals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto read = readTelemetrySubscription(Api::Telemetry, text);
    const auto *refusal = std::get_if<TelemetryRefusal>(&read);
    QVERIFY(refusal);
    QCOMPARE(refusal->message, message);
}

QTEST_APPLESS_MAIN(TestTelemetrySubscription)
#include "tst_telemetrysubscription.moc"

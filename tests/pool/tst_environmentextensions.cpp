// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/json.h"
#include "engine/http/acceptor.h"
#include "engine/pool/environment.h"
#include "tests/support/countingids.h"
#include "tests/support/fakesandbox.h"
#include "tests/support/lines.h"
#include "tests/support/loopback.h"
#include "tests/support/manualclock.h"

using namespace engine;
using namespace std::chrono_literals;
using testsupport::lines;
using testsupport::LoopbackClient;

namespace {

const QString Id = QStringLiteral("8476a536-e9f4-11e8-9739-2dfe598c3fcd");

// A subscriber of telemetry: takes what is posted and answers with a status.
struct Subscriber final : http::ConnectionHandler
{
    explicit Subscriber(Reactor &r)
        : reactor(r)
        , acceptor(r, testsupport::listenOnLoopback(&port), [this](UniqueFd socket) {
            http::ConnectionHandler &handler = *this;
            connections.push_back(
                std::make_unique<http::Connection>(reactor, std::move(socket), handler));
        })
    {
    }
    void requestStarted(http::Connection &, const http::RequestHead &head) override
    {
        target = head.target;
        body.clear();
    }
    void bodyArrived(http::Connection &, QByteArrayView bytes) override { body.append(bytes); }
    void requestFinished(http::Connection &connection, const std::vector<http::Header> &) override
    {
        posts.push_back(body);
        if (status != 0)
            connection.respond({status, {}, {}});
    }
    void connectionClosed(http::Connection &, End) override {}

    Reactor &reactor;
    quint16 port = 0;
    http::Acceptor acceptor;
    std::vector<std::unique_ptr<http::Connection>> connections;
    QByteArray target;
    QByteArray body;
    std::vector<QByteArray> posts;
    int status = 200; // 0: never answers
};

// One environment whose runtime and extensions the test plays.
struct Bench final : EnvironmentClient, EnvironmentOwner
{
    explicit Bench(const QStringList &extensions)
        : reactor(clock)
        , sandboxes(reactor)
    {
        Environment::Settings settings;
        settings.id = 1;
        settings.initStartLine = "INIT_START\n";
        settings.timeout = 3s;
        settings.ids = &ids;
        for (const QString &name : extensions)
            settings.extensions << QStringLiteral("/opt/extensions/") + name;
        settings.sandbox.extensions = settings.extensions.mid(0, 10);
        settings.facts.functionName = QStringLiteral("f");
        settings.facts.functionVersion = QStringLiteral("$LATEST");
        settings.facts.handler = QStringLiteral("app.handler");
        settings.facts.accountId = QStringLiteral("000000000000");
        EnvironmentOwner &owner = *this;
        environment = std::make_unique<Environment>(reactor, sandboxes, settings, owner);
    }
    void logged(const QByteArray &text) override { log << QString::fromUtf8(text).trimmed(); }
    void invokeBegan() override { log << QStringLiteral("invoke"); }
    void answered(const RuntimeAnswer &a) override
    {
        log << QStringLiteral("answer ") + QString::fromUtf8(a.payload);
    }
    void ending(const EnvironmentEnd &e) override
    {
        log << QStringLiteral("(ending)");
        report(e);
    }
    void ended(const EnvironmentEnd &e) override
    {
        using Kind = EnvironmentEnd::Kind;
        log << (e.kind == Kind::Completed         ? QStringLiteral("completed")
                : e.kind == Kind::TimedOut        ? QStringLiteral("timed out")
                : e.kind == Kind::Exited          ? QStringLiteral("exited")
                : e.kind == Kind::ExtensionFailed ? e.extensionError
                                                  : QStringLiteral("other"));
        end = e;
        if (e.kind == Kind::Completed)
            report(e);
    }
    static void report(const EnvironmentEnd &e)
    {
        InvocationRecord record;
        record.requestId = Id;
        if (e.report)
            e.report(record);
    }
    void environmentLogged(std::uint64_t, const QByteArray &text) override
    {
        log << QStringLiteral("(late) ") + QString::fromUtf8(text).trimmed();
    }
    void environmentBooted(std::uint64_t) override { log << QStringLiteral("(booted)"); }
    void environmentIdle(std::uint64_t) override { log << QStringLiteral("(idle)"); }
    void environmentGone(std::uint64_t) override { log << QStringLiteral("(gone)"); }
    void environmentStandsBy(std::uint64_t) override { log << QStringLiteral("(stands by)"); }
    void environmentNotPrepared(std::uint64_t, const QString &errorType) override
    {
        log << QStringLiteral("(not prepared) ") + errorType;
    }

    void run()
    {
        RuntimeEvent event;
        event.requestId = Id;
        event.payload = "1";
        event.functionArn = QStringLiteral("arn:f");
        event.traceId = "Root=1-2-3;Parent=4;Sampled=0";
        EnvironmentClient &client = *this;
        environment->run(event, client);
        settle();
    }
    void settle()
    {
        for (int i = 0; i < 20; ++i)
            reactor.poll(1ms);
    }
    void pass(Nanoseconds time)
    {
        clock.advance(time);
        reactor.runDue();
        settle();
    }
    std::unique_ptr<LoopbackClient> client()
    {
        return std::make_unique<LoopbackClient>(reactor, sandboxes.sandboxes.back()->port);
    }
    SandboxListener &listener() { return *sandboxes.sandboxes.back()->listener; }
    QStringList take() { return std::exchange(log, {}); }
    QStringList takeSandbox() { return std::exchange(sandboxes.log, {}); }

    testsupport::ManualClock clock;
    testsupport::CountingIds ids;
    Reactor reactor;
    testsupport::FakeSandboxes sandboxes;
    std::unique_ptr<Environment> environment;
    QStringList log;
    EnvironmentEnd end;
};

// An extension's side.
struct Extension
{
    Extension(Bench &b, const QByteArray &extensionName)
        : bench(b)
        , name(extensionName)
        , client(b.client())
    {
    }
    QByteArray call(const QByteArray &line, const QByteArray &headers, const QByteArray &body)
    {
        client->send(line + " HTTP/1.1\r\nHost: x\r\n" + headers
                     + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return client->response();
    }
    QByteArray enroll(const QByteArray &body)
    {
        const QByteArray answer = call("POST /2020-01-01/extension/register",
                                       "Lambda-Extension-Name: " + name + "\r\n", body);
        const QByteArray header = "Lambda-Extension-Identifier: ";
        const qsizetype at = answer.indexOf(header);
        if (at >= 0)
            id = answer.mid(at + header.size(), 36);
        bench.settle();
        return answer;
    }
    void askNext()
    {
        client->send("GET /2020-01-01/extension/event/next HTTP/1.1\r\nHost: x\r\n"
                     "Lambda-Extension-Identifier: "
                     + id + "\r\n\r\n");
        bench.settle();
    }
    QByteArray event() { return client->response(); }
    QByteArray subscribe(const QByteArray &body)
    {
        const std::unique_ptr<LoopbackClient> other = bench.client();
        other->send("PUT /2022-07-01/telemetry HTTP/1.1\r\nHost: x\r\nLambda-Extension-Identifier: "
                    + id + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                    + body);
        return other->response();
    }

    Bench &bench;
    QByteArray name;
    std::unique_ptr<LoopbackClient> client;
    QByteArray id;
};

QByteArray runtimeNext()
{
    return "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n";
}

QByteArray respond(const QByteArray &body)
{
    return "POST /2018-06-01/runtime/invocation/" + Id.toLatin1()
           + "/response HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\n\r\n" + body;
}

const QByteArray Both = "{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}";
const QByteArray ToHttp = "{\"schemaVersion\":\"2022-12-13\",\"types\":[\"platform\",\"function\","
                          "\"extension\"],\"buffering\":{\"timeoutMs\":25},\"destination\":"
                          "{\"protocol\":\"HTTP\",\"URI\":\"http://sandbox:8080/in\"}}";

// Boots to the first delivered event; both clients have theirs.
void boot(Bench &b, std::unique_ptr<Extension> &extension, std::unique_ptr<LoopbackClient> &runtime)
{
    b.run();
    extension = std::make_unique<Extension>(b, "ext");
    (void)extension->enroll(Both);
    runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    extension->askNext();
    (void)runtime->response();
    (void)extension->event();
    b.take();
    b.takeSandbox();
}

void complete(Bench &b, Extension &extension, LoopbackClient &runtime)
{
    runtime.send(respond("1"));
    (void)runtime.response();
    runtime.send(runtimeNext());
    b.settle();
    extension.askNext();
}

} // namespace

class TestEnvironmentExtensions : public QObject
{
    Q_OBJECT

private slots:
    void theRuntimeWaitsForTheRegistration();
    void theInvocationWaitsForTheExtension();
    void initWaitsForTheFirstNext();
    void anInternalOne();
    void spindown();
    void spindownOfTheSlow();
    void timeoutIsToldToExtensions();
    void crashInTheMiddle();
    void crashInInitIsTriedTwice();
    void anAnnouncedErrorNamesTheCrash();
    void oneThatCannotStart();
    void theEleventh();
    void oneThatNeverRegisters();
    void onlyTheInternalOnesRuntimeIsTerminated();
    void telemetryOfAnInvocation();
    void aSubscriberThatTakesNothingIsBounded();
    void frozenMeansSilent();
    void metadata();
    void killedWhileResetting();
    void preparedAheadOfRequests();
};

void TestEnvironmentExtensions::theRuntimeWaitsForTheRegistration()
{
    Bench b({QStringLiteral("ext")});
    b.run();
    QCOMPARE(b.take(), lines({"INIT_START"}));
    QCOMPARE(b.takeSandbox(), lines({"start"}));
    Extension extension(b, "ext");
    const QByteArray answer = extension.enroll(Both);
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK"), answer);
    QVERIFY(answer.endsWith("{\"functionName\":\"f\",\"functionVersion\":\"$LATEST\","
                            "\"handler\":\"app.handler\"}"));
    QCOMPARE(b.takeSandbox(), lines({"start runtime"}));
}

void TestEnvironmentExtensions::theInvocationWaitsForTheExtension()
{
    Bench b({QStringLiteral("ext")});
    b.run();
    Extension extension(b, "ext");
    (void)extension.enroll(Both);
    const auto runtime = b.client();
    extension.askNext();
    runtime->send(runtimeNext());
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    QCOMPARE(b.take(),
             lines({"INIT_START", "EXTENSION\tName: ext\tState: Ready\tEvents: [INVOKE, SHUTDOWN]",
                    "invoke", "(booted)"}));
    const QByteArray event = extension.event();
    QVERIFY(event.contains("\r\nLambda-Extension-Event-Identifier: "));
    QVERIFY2(
        event.endsWith("{\"eventType\":\"INVOKE\",\"deadlineMs\":1767225603000,\"requestId\":\""
                       + Id.toLatin1()
                       + "\",\"invokedFunctionArn\":\"arn:f\",\"tracing\":{\"type\":"
                         "\"X-Amzn-Trace-Id\",\"value\":\"Root=1-2-3;Parent=4;Sampled=0\"}}"),
        event);
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(runtimeNext());
    b.settle();
    QCOMPARE(b.take(), lines({"answer 1"}));
    b.clock.advance(40ms);
    extension.askNext();
    QCOMPARE(b.take(), lines({"completed", "(idle)"}));
    QCOMPARE(b.end.times.ended - b.end.times.runtimeDone, Nanoseconds(40ms));
    QVERIFY(b.takeSandbox().endsWith(QStringLiteral("freeze")));

    b.run(); // warm: the same order again
    QVERIFY(extension.event().contains("INVOKE"));
    (void)runtime->response();
    extension.askNext(); // it may well be the first to be done
    QVERIFY(b.take().endsWith(QStringLiteral("invoke")));
    runtime->send(respond("2"));
    (void)runtime->response();
    runtime->send(runtimeNext());
    b.settle();
    QCOMPARE(b.take(), lines({"answer 2", "completed", "(idle)"}));
}

void TestEnvironmentExtensions::initWaitsForTheFirstNext()
{
    Bench b({QStringLiteral("ext")});
    b.run();
    Extension extension(b, "ext");
    (void)extension.enroll("{\"events\":[]}");
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    b.take();
    b.pass(70ms);
    QCOMPARE(b.take(), QStringList());
    extension.askNext();
    QCOMPARE(b.take().last(), QStringLiteral("(booted)"));
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(runtimeNext());
    b.settle();
    // It wants no INVOKE, so nobody waits for it.
    QCOMPARE(b.take(), lines({"answer 1", "completed", "(idle)"}));
    QCOMPARE(*b.end.initDuration, Nanoseconds(70ms));
    QVERIFY(extension.client->silent());
}

void TestEnvironmentExtensions::anInternalOne()
{
    Bench b({});
    b.run();
    Extension extension(b, "inside");
    const QByteArray answer = extension.call(
        "POST /2020-01-01/extension/register",
        "Lambda-Extension-Name: inside\r\nLambda-Extension-Accept-Feature: accountId\r\n",
        "{\"events\":[\"INVOKE\"]}");
    QVERIFY(answer.contains("{\"accountId\":\"000000000000\",\"functionName\":\"f\""));
    extension.id = "00000000-0000-4000-8000-000000000001";
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    QVERIFY(!b.take().contains(QStringLiteral("invoke")));
    extension.askNext();
    QVERIFY(b.take().contains(QStringLiteral("invoke")));
    Extension late(b, "late");
    QVERIFY(late.enroll("{}").contains("Extension.RegistrationClosed"));
}

void TestEnvironmentExtensions::spindown()
{
    Bench b({QStringLiteral("ext")});
    std::unique_ptr<Extension> extension;
    std::unique_ptr<LoopbackClient> runtime;
    boot(b, extension, runtime);
    complete(b, *extension, *runtime);
    b.take();
    b.takeSandbox();
    QVERIFY(b.environment->leave());
    b.settle();
    QCOMPARE(b.takeSandbox(), lines({"thaw", "signal runtime 15"}));
    b.listener().runtimeExited({RuntimeExit::Cause::Exited, 0});
    const QByteArray event = extension->event();
    QVERIFY2(event.endsWith("{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":1767225602000,"
                            "\"shutdownReason\":\"spindown\"}"),
             event);
    QVERIFY(!event.contains("Event-Identifier"));
    b.sandboxes.sandboxes.back()->pipe = "flushed\n";
    b.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 0});
    b.settle();
    QCOMPARE(b.take(), lines({"(late) flushed", "(gone)"}));
    QCOMPARE(b.takeSandbox(), lines({"gone"}));
}

void TestEnvironmentExtensions::spindownOfTheSlow()
{
    Bench b({QStringLiteral("ext")});
    std::unique_ptr<Extension> extension;
    std::unique_ptr<LoopbackClient> runtime;
    boot(b, extension, runtime);
    complete(b, *extension, *runtime);
    b.take();
    QVERIFY(b.environment->leave());
    b.settle();
    b.takeSandbox();
    b.pass(299ms);
    QCOMPARE(b.takeSandbox(), QStringList());
    b.pass(1ms);
    QCOMPARE(b.takeSandbox(), lines({"signal runtime 9"}));
    QVERIFY(extension->event().contains("SHUTDOWN"));
    b.pass(1699ms);
    QCOMPARE(b.take(), QStringList());
    b.pass(1ms);
    QCOMPARE(b.take(), lines({"(gone)"}));
}

void TestEnvironmentExtensions::timeoutIsToldToExtensions()
{
    Bench b({QStringLiteral("ext")});
    std::unique_ptr<Extension> extension;
    std::unique_ptr<LoopbackClient> runtime;
    boot(b, extension, runtime);
    b.environment->timeOut();
    b.settle();
    QCOMPARE(b.take(), lines({"(ending)"}));
    b.environment->timeOut(); // too late to matter
    QCOMPARE(b.takeSandbox(), lines({"thaw", "signal runtime 15"}));
    b.listener().runtimeExited({RuntimeExit::Cause::Signalled, 15});
    extension->askNext(); // done with its invocation only now
    QVERIFY(extension->event().contains("\"shutdownReason\":\"timeout\""));
    b.sandboxes.sandboxes.back()->pipe = "flushed\n";
    b.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 0});
    b.settle();
    QCOMPARE(b.take(), lines({"flushed", "timed out", "(idle)"}));
    QCOMPARE(b.takeSandbox(), lines({"stop"}));
    // The next one begins with the extension again.
    b.run();
    QCOMPARE(b.take(), lines({"invoke"}));
    QCOMPARE(b.takeSandbox(), lines({"restart"}));
    Extension again(b, "ext");
    QVERIFY(again.enroll(Both).startsWith("HTTP/1.1 200"));
    QCOMPARE(b.takeSandbox(), lines({"start runtime"}));
}

void TestEnvironmentExtensions::crashInTheMiddle()
{
    Bench b({QStringLiteral("ext"), QStringLiteral("other")});
    b.run();
    Extension extension(b, "ext");
    Extension other(b, "other");
    (void)extension.enroll(Both);
    (void)other.enroll(Both);
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    extension.askNext();
    other.askNext();
    (void)runtime->response();
    b.take();
    b.takeSandbox();
    b.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 3});
    b.settle();
    QCOMPARE(b.take(), lines({"(ending)"}));
    QCOMPARE(b.takeSandbox(), lines({"thaw", "signal runtime 15"}));
    b.listener().runtimeExited({RuntimeExit::Cause::Signalled, 15});
    (void)other.event();
    other.askNext();
    QVERIFY(other.event().contains("\"shutdownReason\":\"failure\""));
    b.listener().extensionExited(1, {RuntimeExit::Cause::Exited, 0});
    b.settle();
    QCOMPARE(b.take(), lines({"Extension.Crash", "(idle)"}));
    QCOMPARE(b.end.exit.status, 3);
}

void TestEnvironmentExtensions::crashInInitIsTriedTwice()
{
    Bench b({QStringLiteral("ext")});
    b.run();
    b.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 1});
    b.settle();
    QCOMPARE(b.take(),
             lines({"INIT_START",
                    "INIT_REPORT Init Duration: 0.00 ms\tPhase: init\tStatus: error\t"
                    "Error Type: Extension.Crash",
                    "EXTENSION\tName: ext\tState: Started\tEvents: []", "invoke", "(booted)"}));
    b.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 1});
    b.settle();
    QVERIFY(b.take().contains(QStringLiteral("Extension.Crash")));
    QCOMPARE(b.sandboxes.log.count(QStringLiteral("restart")), 1);
}

void TestEnvironmentExtensions::anAnnouncedErrorNamesTheCrash()
{
    Bench b({QStringLiteral("ext")});
    std::unique_ptr<Extension> extension;
    std::unique_ptr<LoopbackClient> runtime;
    boot(b, extension, runtime);
    QVERIFY(extension
                ->call("POST /2020-01-01/extension/exit/error",
                       "Lambda-Extension-Identifier: " + extension->id
                           + "\r\nLambda-Extension-Function-Error-Type: Extension.Oops\r\n",
                       {})
                .contains("{\"status\":\"OK\"}"));
    b.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 1});
    b.settle();
    b.listener().runtimeExited({RuntimeExit::Cause::Signalled, 15});
    b.settle();
    QCOMPARE(b.take(), lines({"(ending)", "Extension.ExitError", "(idle)"}));
}

void TestEnvironmentExtensions::oneThatCannotStart()
{
    Bench b({QStringLiteral("ext")});
    b.run();
    b.take();
    for (const int round : {0, 1}) {
        Q_UNUSED(round);
        b.listener().extensionNotStarted(0, EACCES);
        b.settle();
    }
    QVERIFY(b.take().contains(QStringLiteral("Extension.LaunchError")));
    QCOMPARE(b.end.extensionText,
             QStringLiteral("fork/exec /opt/extensions/ext: permission denied"));
}

void TestEnvironmentExtensions::theEleventh()
{
    QStringList names;
    for (int i = 0; i < 11; ++i)
        names << QStringLiteral("ext%1").arg(i, 2, 10, QChar(u'0'));
    Bench b(names);
    b.run();
    b.settle();
    const QStringList log = b.take();
    QVERIFY(log.contains(QStringLiteral("Extension.LaunchError")));
    const QString line = QStringLiteral(
        "Name: ext10\tState: LaunchError\tEvents: []\tError Type: TooManyExtensions");
    QCOMPARE(log.filter(line).size(), 2); // its init is tried again
    QCOMPARE(b.end.extensionText, QStringLiteral("Extension limit (10) reached"));
}

void TestEnvironmentExtensions::oneThatNeverRegisters()
{
    Bench b({QStringLiteral("ext")});
    b.run();
    b.take();
    b.pass(10s);
    QVERIFY(b.take().contains(QStringLiteral("invoke"))); // again, within the function's time
    b.environment->timeOut();
    b.settle();
    QVERIFY(b.take().contains(QStringLiteral("timed out")));
    // It wants no SHUTDOWN: killed at once.
    QVERIFY(b.takeSandbox().contains(QStringLiteral("signal extension 0 9")));
}

void TestEnvironmentExtensions::onlyTheInternalOnesRuntimeIsTerminated()
{
    Bench b({});
    b.run();
    Extension inside(b, "GoLangEnableSIGTERM");
    (void)inside.enroll("{\"events\":[]}");
    inside.askNext();
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    (void)runtime->response();
    runtime->send(respond("1"));
    (void)runtime->response();
    runtime->send(runtimeNext());
    b.settle();
    b.take();
    b.takeSandbox();
    QVERIFY(b.environment->leave());
    QCOMPARE(b.takeSandbox(), lines({"thaw", "signal runtime 15"}));
    b.pass(499ms);
    QCOMPARE(b.take(), QStringList());
    b.pass(1ms);
    QCOMPARE(b.take(), lines({"(gone)"}));
}

void TestEnvironmentExtensions::telemetryOfAnInvocation()
{
    Bench b({QStringLiteral("ext")});
    Subscriber subscriber(b.reactor);
    b.run();
    b.sandboxes.sandboxes.back()->insidePort = subscriber.port;
    Extension extension(b, "ext");
    (void)extension.enroll(Both);
    QVERIFY(extension.subscribe(ToHttp).endsWith("\"OK\""));
    QVERIFY(extension.subscribe(ToHttp).endsWith("\"OK\"")); // again is no mistake
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    extension.askNext();
    (void)runtime->response();
    QVERIFY(extension.subscribe(ToHttp).contains("Telemetry.SubscriptionClosed"));
    using Stream = SandboxListener::Stream;
    b.listener().sandboxOutput(Stream::Output, "hel");
    b.listener().sandboxOutput(Stream::Output, "lo\nwor");
    b.listener().sandboxOutput(Stream::Extensions, "I see\n");
    complete(b, extension, *runtime);
    (void)extension.event();
    b.pass(25ms); // in idle time: the sandbox is frozen
    QCOMPARE(subscriber.posts.size(), std::size_t{0});
    b.run();
    b.pass(25ms);
    QVERIFY(subscriber.posts.size() >= 1);
    QCOMPARE(subscriber.target, QByteArray("/in"));
    QByteArray all;
    for (const QByteArray &post : subscriber.posts) {
        QVERIFY(checkJson(post));
        all += post;
    }
    qsizetype at = 0;
    for (const char *expected :
         {"platform.initStart", "\"state\":\"Subscribed\"", "\"state\":\"Already subscribed\"",
          "platform.initRuntimeDone", "platform.extension", "platform.initReport", "platform.start",
          "\"record\":\"hello\\n\"", "\"type\":\"extension\"", "\"wor\"", "platform.runtimeDone",
          "platform.report", "platform.start"}) {
        const qsizetype found = all.indexOf(expected, at);
        QVERIFY2(found >= 0, QByteArray(expected) + " is not (in its place) in " + all);
        at = found + 1;
    }
}

void TestEnvironmentExtensions::aSubscriberThatTakesNothingIsBounded()
{
    Bench b({QStringLiteral("ext")});
    Subscriber subscriber(b.reactor);
    subscriber.status = 500;
    b.run();
    b.sandboxes.sandboxes.back()->insidePort = subscriber.port;
    Extension extension(b, "ext");
    (void)extension.enroll(Both);
    (void)extension.subscribe(ToHttp);
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    extension.askNext();
    (void)runtime->response();
    const QByteArray line = QByteArray(99, 'x') + '\n';
    for (int i = 0; i < 50'000; ++i)
        b.listener().sandboxOutput(SandboxListener::Stream::Output, line);
    for (int i = 0; i < 5; ++i)
        b.pass(1s);
    const std::size_t tries = subscriber.posts.size();
    QVERIFY(tries > 1);
    for (const QByteArray &post : subscriber.posts)
        QVERIFY(post.size() < 300'000);
    subscriber.status = 200;
    for (int i = 0; i < 5; ++i)
        b.pass(1s);
    QVERIFY(subscriber.posts[tries].startsWith("[{\"time\":"));
    QVERIFY(subscriber.posts[tries].contains("platform.logsDropped"));
    QVERIFY(subscriber.posts[tries].contains("\"droppedRecords\":"));
}

void TestEnvironmentExtensions::frozenMeansSilent()
{
    Bench b({QStringLiteral("ext")});
    Subscriber subscriber(b.reactor);
    subscriber.status = 0; // never answers
    b.run();
    b.sandboxes.sandboxes.back()->insidePort = subscriber.port;
    Extension extension(b, "ext");
    (void)extension.enroll(Both);
    (void)extension.subscribe(ToHttp);
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    extension.askNext();
    (void)runtime->response();
    b.pass(25ms);
    QCOMPARE(subscriber.posts.size(), std::size_t{1});
    complete(b, extension, *runtime);
    (void)extension.event();
    b.pass(10min); // frozen: the answer that is missing is not missed
    QCOMPARE(subscriber.posts.size(), std::size_t{1});
    b.run();
    b.pass(5s);
    b.pass(1s);
    QCOMPARE(subscriber.posts.size(), std::size_t{2});
}

void TestEnvironmentExtensions::killedWhileResetting()
{
    Bench b({QStringLiteral("ext")});
    std::unique_ptr<Extension> extension;
    std::unique_ptr<LoopbackClient> runtime;
    boot(b, extension, runtime);
    b.environment->timeOut();
    b.settle();
    b.environment->kill();
    b.settle();
    b.pass(10s);
    QCOMPARE(b.take(), lines({"(ending)", "other", "(gone)"}));
}

void TestEnvironmentExtensions::preparedAheadOfRequests()
{
    Bench b({QStringLiteral("ext")});
    b.environment->prepare(Environment::Ahead::Initialise);
    b.settle();
    Extension extension(b, "ext");
    (void)extension.enroll(Both);
    const auto runtime = b.client();
    runtime->send(runtimeNext());
    b.settle();
    QCOMPARE(b.take(), QStringList());
    extension.askNext();
    QCOMPARE(b.take(), lines({"(idle)"}));
    b.run();
    QVERIFY(extension.event().contains("INVOKE"));
    QVERIFY(runtime->response().contains(Id.toLatin1()));
    QVERIFY(b.take().join(u'\n').contains(QStringLiteral("EXTENSION\tName: ext\tState: Ready")));

    Bench broken({QStringLiteral("ext")});
    broken.environment->prepare(Environment::Ahead::Initialise);
    broken.settle();
    broken.listener().extensionExited(0, {RuntimeExit::Cause::Exited, 1});
    broken.settle();
    QCOMPARE(broken.take(), lines({"(not prepared) Extension.Crash", "(gone)"}));
}

void TestEnvironmentExtensions::metadata()
{
    Bench b({});
    b.run();
    Extension any(b, "any");
    // Without a token this environment has no such endpoint.
    QVERIFY(any.call("GET /2026-01-15/metadata/execution-environment", {}, {})
                .startsWith("HTTP/1.1 404"));
    QCOMPARE(firstZoneId(QStringLiteral("us-east-1")), QByteArray("use1-az1"));
    QCOMPARE(firstZoneId(QStringLiteral("ap-southeast-2")), QByteArray("apse2-az1"));
    QCOMPARE(firstZoneId(QStringLiteral("eu-central-1")), QByteArray("euc1-az1"));
}

QTEST_GUILESS_MAIN(TestEnvironmentExtensions)
#include "tst_environmentextensions.moc"

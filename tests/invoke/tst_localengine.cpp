// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QRegularExpression>
#include <QSignalSpy>

#include "tests/support/testworkspace.h"

using engine::InvokeOutcome;
using engine::InvokeRequest;
using engine::Outcome;
using engine::StartKind;
using testsupport::TestWorkspace;

namespace {

// A test ends with the outcome's own words when there is none to look at.
#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(), "no outcome");                                              \
    const InvokeOutcome &name = *name##Result

int count(const QByteArray &text, const QByteArray &part)
{
    return static_cast<int>(text.count(part));
}

bool matches(const QByteArray &text, const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::MultilineOption)
        .match(QString::fromUtf8(text))
        .hasMatch();
}

} // namespace

// The whole engine with real sandboxes and real interpreters. What functions do, in whatever
// language, is in the shared list (tests/behaviours).
class TestLocalEngine : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void coldThenWarm();
    void theEnvironmentOfAFunction();
    void endings_data();
    void endings();
    void timeoutKeepsTmpAndLosesGlobals();
    void failingInitRunsTwice();
    void explainsTheInit_data();
    void explainsTheInit();
    void outOfMemoryIsNamed();
    void tmpHasItsQuota();
    void manyProcessesEndTogether();
    void aHundredMegabytesOfOutput();
    void customRuntimes_data();
    void customRuntimes();
    void aBootstrapThatMisbehaves();
    void newCodeIsNeverOld();
    void newSettingsMakeNewEnvironments();
    void requestsAtOnceHaveEnvironmentsOfTheirOwn();
    void beyondTheAccountLimitIsThrottled();
    void cancelEndsWhatRuns();
    void badRequests_data();
    void badRequests();
    void badFunctions_data();
    void badFunctions();
    void frozenBetweenInvocations();
};

void TestLocalEngine::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestLocalEngine::coldThenWarm()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("hello"), "def handler(event, context):\n"
                                         "    print('hi')\n"
                                         "    return {'got': event}\n");
    QSignalSpy recorded(&w.engine(), &engine::LocalEngine::recorded);
    OUTCOME(cold, w.invoke(QStringLiteral("hello"), "{\"name\": \"AWS\"}"));
    QCOMPARE(cold.statusCode, 200);
    QCOMPARE(cold.functionError, QString());
    QCOMPARE(cold.payload, QByteArray("{\"got\": {\"name\": \"AWS\"}}"));
    QCOMPARE(cold.record.start, StartKind::Cold);
    QVERIFY(cold.record.initDuration.has_value());
    QVERIFY(cold.record.phases.sandbox.count() > 0);
    QVERIFY(cold.record.duration.count() > 0);
    QVERIFY(cold.record.wall > cold.record.duration);
    QVERIFY(cold.record.billed >= cold.record.duration + *cold.record.initDuration);
    QVERIFY2(
        matches(cold.record.log,
                QStringLiteral("^INIT_START Runtime Version: python:3\\.\\d+.*\\t.*\\n"
                               "START RequestId: [0-9a-f-]{36} Version: \\$LATEST\\nhi\\n"
                               "END RequestId: [0-9a-f-]{36}\\n"
                               "REPORT RequestId: [0-9a-f-]{36}\\tDuration: \\d+\\.\\d\\d ms\\t"
                               "Billed Duration: \\d+ ms\\tMemory Size: 128 MB\\t"
                               "(Max Memory Used: \\d+ MB\\t)?Init Duration: \\d+\\.\\d\\d "
                               "ms\\t\\n$")),
        cold.record.log);
    OUTCOME(warm, w.invoke(QStringLiteral("hello")));
    QCOMPARE(warm.record.start, StartKind::Warm);
    QCOMPARE(warm.record.environmentId, cold.record.environmentId);
    QVERIFY(!warm.record.initDuration);
    QCOMPARE(count(warm.record.log, "Init Duration"), 0);
    QCOMPARE(count(warm.record.log, "INIT_START"), 0);
    QCOMPARE(recorded.count(), 2);
}

void TestLocalEngine::theEnvironmentOfAFunction()
{
    qputenv("A_SECRET_OF_THE_HOST", "1");
    TestWorkspace w;
    w.addPython(QStringLiteral("env"),
                "import os\n"
                "def handler(event, context):\n"
                "    return dict(os.environ, cwd=os.getcwd(), user=os.popen('whoami').read())\n",
                "      Environment: {Variables: {TABLE: orders}}\n");
    OUTCOME(outcome, w.invoke(QStringLiteral("env")));
    const QByteArray &all = outcome.payload;
    QVERIFY(!all.contains("A_SECRET_OF_THE_HOST"));
    QVERIFY(!all.contains("_LAMBDA_TELEMETRY_LOG_FD"));
    for (const char *part :
         {"\"TABLE\": \"orders\"", "\"AWS_LAMBDA_FUNCTION_NAME\": \"env\"",
          "\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\": \"128\"", "\"AWS_REGION\": \"us-east-1\"",
          "\"AWS_EXECUTION_ENV\": \"AWS_Lambda_python3.11\"", "\"_HANDLER\": \"app.handler\"",
          "\"AWS_LAMBDA_FUNCTION_VERSION\": \"$LATEST\"", "\"LAMBDA_TASK_ROOT\": \"/var/task\"",
          "\"TZ\": \":UTC\"", "\"cwd\": \"/var/task\"", "\"user\": \"sbx_user1051\\n\"",
          "\"AWS_LAMBDA_INITIALIZATION_TYPE\": \"on-demand\""})
        QVERIFY2(all.contains(part), qPrintable(QString::fromUtf8(part) + QString::fromUtf8(all)));
}

void TestLocalEngine::endings_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<QString>("message");

    const auto exitError = QStringLiteral("Runtime.ExitError");
    QTest::newRow("exit 0") << QByteArray("os._exit(0)") << exitError
                            << "Runtime exited without providing a reason";
    QTest::newRow("exit 3") << QByteArray("os._exit(3)") << exitError
                            << "Runtime exited with error: exit status 3";
    QTest::newRow("exit 137 is not SIGKILL")
        << QByteArray("os._exit(137)") << exitError << "Runtime exited with error: exit status 137";
    QTest::newRow("SIGKILL") << QByteArray("os.kill(os.getpid(), 9)") << exitError
                             << "Runtime exited with error: signal: killed";
    QTest::newRow("SIGSEGV") << QByteArray("os.kill(os.getpid(), 11)") << exitError
                             << "Runtime exited with error: signal: segmentation fault";
    QTest::newRow("SIGABRT") << QByteArray("os.abort()") << exitError
                             << "Runtime exited with error: signal: aborted";
    QTest::newRow("never ends") << QByteArray("time.sleep(1e6)")
                                << QStringLiteral("Sandbox.Timedout")
                                << "Task timed out after 1.00 seconds";
    QTest::newRow("stops itself") << QByteArray("os.kill(os.getpid(), 19)")
                                  << QStringLiteral("Sandbox.Timedout")
                                  << "Task timed out after 1.00 seconds";
}

void TestLocalEngine::endings()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, errorType);
    QFETCH(QString, message);

    // Where no control group limits the CPU, processes are paused and continued for it, and one
    // that stopped itself is continued with the others: full speed, so that its end is the same
    // anywhere.
    engine::LocalEngine::Options options;
    options.limitCpu = !statement.contains("os.kill(os.getpid(), 19)");
    TestWorkspace w(options);
    w.addPython(QStringLiteral("f"),
                "import os, time\n"
                "def handler(event, context):\n"
                "    if event.get('fine'): return 'fine'\n"
                "    print('before', flush=True)\n    "
                    + statement + "\n",
                "      Timeout: 1\n");
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QCOMPARE(result.functionError, QStringLiteral("Unhandled"));
    QCOMPARE(result.payload,
             QByteArray("{\"errorType\":\"" + errorType.toUtf8()
                        + "\",\"errorMessage\":\"RequestId: " + result.record.requestId.toUtf8()
                        + " Error: " + message.toUtf8() + "\"}"));
    QVERIFY2(result.record.log.contains("\nbefore\n"), result.record.log);
    const bool timeout = errorType == QStringLiteral("Sandbox.Timedout");
    QVERIFY2(result.record.log.contains(timeout ? "Status: timeout"
                                                : "Status: error\tError Type: Runtime.ExitError"),
             result.record.log);
    if (timeout)
        QCOMPARE(result.record.duration, engine::Nanoseconds(std::chrono::seconds(1)));
    // The environment is reset, and the next request runs in it.
    OUTCOME(next, w.invoke(QStringLiteral("f"), "{\"fine\": 1}"));
    QCOMPARE(next.payload, QByteArray("\"fine\""));
    QCOMPARE(next.record.environmentId, result.record.environmentId);
    QCOMPARE(count(next.record.log, "Init Duration"), 0);
}

void TestLocalEngine::timeoutKeepsTmpAndLosesGlobals()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"),
                "import os, time\n"
                "calls = 0\n"
                "def handler(event, context):\n"
                "    global calls\n"
                "    calls += 1\n"
                "    marker = os.path.exists('/tmp/marker')\n"
                "    open('/tmp/marker', 'w').close()\n"
                "    if event.get('hang'): time.sleep(1e6)\n"
                "    return [calls, marker]\n",
                "      Timeout: 1\n");
    OUTCOME(first, w.invoke(QStringLiteral("f")));
    QCOMPARE(first.payload, QByteArray("[1, false]"));
    OUTCOME(second, w.invoke(QStringLiteral("f")));
    QCOMPARE(second.payload, QByteArray("[2, true]"));
    OUTCOME(hung, w.invoke(QStringLiteral("f"), "{\"hang\": true}"));
    QCOMPARE(hung.record.outcome, Outcome::Timeout);
    OUTCOME(after, w.invoke(QStringLiteral("f")));
    QCOMPARE(after.payload, QByteArray("[1, true]"));
    QCOMPARE(after.record.start, StartKind::Warm);
}

void TestLocalEngine::failingInitRunsTwice()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"), "print('loading', flush=True)\n"
                                     "raise RuntimeError('not today')\n");
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QCOMPARE(count(result.record.log, "\nloading\n"), 2);
    QVERIFY2(matches(result.record.log,
                     QStringLiteral("^INIT_REPORT Init Duration: \\d+\\.\\d\\d ms\\tPhase: "
                                    "init\\tStatus: error\\tError Type: ")),
             result.record.log);
    QVERIFY2(result.payload.contains("not today"), result.payload);
    QCOMPARE(result.record.outcome, Outcome::InitFailed);
}

void TestLocalEngine::explainsTheInit_data()
{
    QTest::addColumn<QByteArray>("runtime");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("helper");
    QTest::addColumn<QStringList>("names"); // of what is loaded, as deep as the blanks

    QTest::newRow("Python") << QByteArray("python3.11") << QByteArray("app.py")
                            << QByteArray("import os, helper, logging\n"
                                          "def handler(event, context):\n"
                                          "    return any('EXPLAIN' in k for k in os.environ)\n")
                            << QByteArray("helper.py")
                            << QStringList{QStringLiteral("app"), QStringLiteral(" helper"),
                                           QStringLiteral(" logging")};
    const QByteArray hidden = "Object.keys(process.env).some((k) => k.includes('EXPLAIN'))";
    QTest::newRow("CommonJS") << QByteArray("nodejs20.x") << QByteArray("app.js")
                              << "require('./helper.js'); require('zlib');"
                                 "exports.handler = async () => "
                                     + hidden
                              << QByteArray("helper.js")
                              << QStringList{QStringLiteral("app.js"), QStringLiteral(" helper.js"),
                                             QStringLiteral(" node:zlib")};
    QTest::newRow("ES modules") << QByteArray("nodejs20.x") << QByteArray("app.mjs")
                                << "import './helper.mjs'; export const handler = async () => "
                                       + hidden + " // the end"
                                << QByteArray("helper.mjs")
                                << QStringList{QStringLiteral("app.mjs"),
                                               QStringLiteral(" helper.mjs")};
}

void TestLocalEngine::explainsTheInit()
{
    QFETCH(QByteArray, runtime);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, helper);
    QFETCH(QStringList, names);

    TestWorkspace w;
    w.add(QStringLiteral("f"), runtime, "app.handler",
          {{file.constData(), code}, {helper.constData(), ""}});
    InvokeRequest request;
    request.functionName = QStringLiteral("f");
    request.explainInit = true;
    OUTCOME(told, TestWorkspace::wait(w.engine().invoke(request)));
    QCOMPARE(told.payload, QByteArray("false")); // the wish is not the function's to see
    QCOMPARE(told.record.start, StartKind::Cold);
    QStringList found;
    for (const engine::ModuleTime &module : told.record.initModules) {
        QVERIFY(module.self.count() >= 0 && module.total >= module.self);
        const QString name = QString(module.depth, u' ') + module.name;
        if (names.contains(name))
            found.append(name);
    }
    QCOMPARE(found, names);
    // Not less than Init Duration: on a loaded machine the engine hears of the runtime's start late.
    QVERIFY(told.record.initModules.front().total < told.record.wall);

    OUTCOME(plain, w.invoke(QStringLiteral("f")));
    QCOMPARE(plain.record.start, StartKind::Cold); // environments that explain are not shared
    QVERIFY(plain.record.initModules.empty());
}

void TestLocalEngine::outOfMemoryIsNamed()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"), "def handler(event, context):\n"
                                     "    if event.get('fine'): return 'fine'\n"
                                     "    hog = []\n"
                                     "    while True: hog.append(bytearray(8 * 1024 * 1024))\n");
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QCOMPARE(result.record.outcome, Outcome::OutOfMemory);
    QVERIFY2(result.payload.contains("Runtime.OutOfMemory"), result.payload);
    QVERIFY2(result.payload.contains("signal: killed"), result.payload);
    QCOMPARE(result.record.maxMemoryUsed()->value, 128);
    OUTCOME(next, w.invoke(QStringLiteral("f"), "{\"fine\": 1}"));
    QCOMPARE(next.payload, QByteArray("\"fine\""));
}

void TestLocalEngine::tmpHasItsQuota()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"),
                "import os\n"
                "def handler(event, context):\n"
                "    written = 0\n"
                "    try:\n"
                "        with open('/tmp/big', 'wb') as f:\n"
                "            while True:\n"
                "                f.write(bytes(1024 * 1024)); f.flush()\n"
                "                written += 1\n"
                "    except OSError as e:\n"
                "        return [e.errno, written]\n",
                "      Timeout: 60\n");
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QVERIFY2(matches(result.payload, QStringLiteral("^\\[28, (50\\d|51[0-2])\\]$")),
             result.payload + result.record.log);
}

void TestLocalEngine::manyProcessesEndTogether()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"),
                "import os, time\n"
                "def handler(event, context):\n"
                "    if event.get('count'):\n"
                "        return sum(p.isdigit() for p in os.listdir('/proc'))\n"
                "    n = 0\n"
                "    try:\n"
                "        while True:\n"
                "            if os.fork() == 0:\n"
                "                os.setsid()\n"
                "                time.sleep(1e6)\n"
                "            n += 1\n"
                "    except OSError:\n"
                "        pass\n"
                "    print(n, flush=True)\n"
                "    time.sleep(1e6)\n",
                "      Timeout: 20\n      MemorySize: 2048\n");
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QVERIFY2(result.record.failed(), result.payload);
    OUTCOME(next, w.invoke(QStringLiteral("f"), "{\"count\": 1}"));
    QVERIFY2(next.payload.toInt() <= 4, next.payload);
}

void TestLocalEngine::aHundredMegabytesOfOutput()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"),
                "import sys\n"
                "def handler(event, context):\n"
                "    line = 'x' * 1023 + '\\n'\n"
                "    for i in range(100 * 1024): sys.stdout.write(line)\n"
                "    sys.stdout.flush()\n"
                "    return 'done'\n",
                "      Timeout: 120\n      MemorySize: 1769\n");
    QSignalSpy live(&w.engine(), &engine::LocalEngine::logArrived);
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QByteArray shown;
    for (const auto &arrived : live)
        shown += arrived.at(2).toByteArray();
    QVERIFY(shown.size() < 2 * 1024 * 1024);
    QVERIFY(shown.contains("bytes left out"));
    QVERIFY(shown.contains("\nREPORT RequestId: "));
    QCOMPARE(result.payload, QByteArray("\"done\""));
    QVERIFY(result.record.log.size() < 2 * 1024 * 1024);
    QVERIFY(result.record.log.contains("bytes left out"));
    QVERIFY(result.record.log.contains("\nREPORT RequestId: "));
}

void TestLocalEngine::customRuntimes_data()
{
    QTest::addColumn<QByteArray>("bootstrap"); // empty: no file
    QTest::addColumn<QByteArray>("payload");

    const QByteArray api = "http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime";
    QTest::newRow("a loop in plain shell")
        << QByteArray("#!/bin/sh\nset -eu\nwhile :; do\n  H=$(mktemp)\n"
                      "  E=$(curl -sS -D \"$H\" \""
                      + api
                      + "/invocation/next\")\n"
                        "  ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id \"$H\" | tr -d '[:space:]' "
                        "| cut -d: -f2)\n"
                        "  curl -sS -X POST \""
                      + api + "/invocation/$ID/response\" -d \"$E\" > /dev/null\ndone\n")
        << QByteArray("{\"a\":1}");
    QTest::newRow("no bootstrap") << QByteArray()
                                  << QByteArray("Couldn't find valid bootstrap(s): "
                                                "[/var/task/bootstrap /opt/bootstrap]");
    QTest::newRow("an interpreter that is not there")
        << QByteArray("#!/no/such/shell\n") << QByteArray("Runtime.InvalidEntrypoint");
    QTest::newRow("ends at once") << QByteArray("#!/bin/sh\nexit 7\n")
                                  << QByteArray("Runtime exited with error: exit status 7");
}

void TestLocalEngine::customRuntimes()
{
    QFETCH(QByteArray, bootstrap);
    QFETCH(QByteArray, payload);

    TestWorkspace w;
    std::vector<TestWorkspace::File> files;
    if (!bootstrap.isEmpty())
        files.push_back({"bootstrap", bootstrap});
    w.add(QStringLiteral("f"), "provided.al2023", "none", files);
    OUTCOME(result, w.invoke(QStringLiteral("f"), "{\"a\":1}"));
    QVERIFY2(result.payload.contains(payload), result.payload + result.record.log);
}

void TestLocalEngine::aBootstrapThatMisbehaves()
{
    TestWorkspace w;
    w.add(QStringLiteral("f"), "provided.al2023", "none",
          {{"bootstrap",
            "#!/usr/bin/python3\n"
            "import os, socket\n"
            "host, port = os.environ['AWS_LAMBDA_RUNTIME_API'].split(':')\n"
            "def say(data):\n"
            "    s = socket.create_connection((host, int(port)))\n"
            "    s.sendall(data)\n"
            "    s.settimeout(5)\n"
            "    got = b''\n"
            "    try:\n"
            "        while b'\\r\\n\\r\\n' not in got:\n"
            "            more = s.recv(65536)\n"
            "            if not more: break\n"
            "            got += more\n"
            "    except OSError: pass\n"
            "    return got\n"
            "def post(path, body):\n"
            "    return say(b'POST /2018-06-01/runtime/' + path + b' HTTP/1.1\\r\\nHost: x\\r\\n"
            "Content-Length: %d\\r\\n\\r\\n' % len(body) + body)\n"
            "print(say(b'\\x00\\xff garbage\\r\\n\\r\\n')[:12])\n"
            "while True:\n"
            "    head = say(b'GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: x"
            "\\r\\n\\r\\n')\n"
            "    rid = head.lower().split(b'request-id: ')[1].split(b'\\r')[0]\n"
            "    print(say(b'NONSENSE')[:12] if False else b'', flush=True)\n"
            "    print(post(b'invocation/' + rid + b'/response', b'1')[:12])\n"
            "    print(post(b'invocation/' + rid + b'/response', b'2')[:12])\n"
            "    print(post(b'invocation/other/response', b'3')[:12], flush=True)\n"}});
    OUTCOME(result, w.invoke(QStringLiteral("f")));
    QCOMPARE(result.payload, QByteArray("1"));
    QVERIFY2(result.record.log.contains("b'HTTP/1.1 400'"), result.record.log);
    QCOMPARE(count(result.record.log, "b'HTTP/1.1 202'"), 1);
    QCOMPARE(count(result.record.log, "b'HTTP/1.1 400'"), 3);
    OUTCOME(next, w.invoke(QStringLiteral("f")));
    QCOMPARE(next.record.start, StartKind::Warm);
}

void TestLocalEngine::newCodeIsNeverOld()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"), "def handler(event, context): return 0\n");
    OUTCOME(first, w.invoke(QStringLiteral("f")));
    QCOMPARE(first.payload, QByteArray("0"));
    for (int i = 1; i <= 5; ++i) {
        w.write(QStringLiteral("f/app.py"),
                "def handler(event, context): return " + QByteArray::number(i) + "\n");
        OUTCOME(next, w.invoke(QStringLiteral("f")));
        QCOMPARE(next.payload, QByteArray::number(i));
        QCOMPARE(next.record.start, StartKind::Cold);
    }
    OUTCOME(again, w.invoke(QStringLiteral("f")));
    QCOMPARE(again.record.start, StartKind::Warm);
}

void TestLocalEngine::newSettingsMakeNewEnvironments()
{
    TestWorkspace w;
    w.addPython(
        QStringLiteral("f"),
        "import os\n"
        "def handler(event, context): return os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']\n",
        "      MemorySize: 256\n");
    OUTCOME(first, w.invoke(QStringLiteral("f")));
    QCOMPARE(first.payload, QByteArray("\"256\""));
    QFile file(w.path(QStringLiteral("template.yaml")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    w.write(QStringLiteral("template.yaml"), QByteArray(text).replace("256", "512"));
    OUTCOME(second, w.invoke(QStringLiteral("f")));
    QCOMPARE(second.payload, QByteArray("\"512\""));
    QCOMPARE(second.record.memorySize.value, 512);
    QCOMPARE(second.record.start, StartKind::Cold);
}

void TestLocalEngine::requestsAtOnceHaveEnvironmentsOfTheirOwn()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"), "import time\n"
                                     "def handler(event, context):\n"
                                     "    time.sleep(0.5)\n"
                                     "    return event['n']\n");
    constexpr int Requests = 20;
    std::vector<QFuture<engine::Result<InvokeOutcome>>> futures;
    for (int i = 0; i < Requests; ++i) {
        InvokeRequest request;
        request.functionName = QStringLiteral("f");
        request.payload = "{\"n\": " + QByteArray::number(i) + "}";
        futures.push_back(w.engine().invoke(request));
    }
    int warm = 0;
    for (int i = 0; i < Requests; ++i) {
        OUTCOME(outcome, TestWorkspace::wait(futures[std::size_t(i)]));
        QCOMPARE(outcome.payload, QByteArray::number(i));
        warm += outcome.record.start == StartKind::Warm;
    }
    const auto counts = w.engine().status().functions.at(QStringLiteral("f"));
    QCOMPARE(counts.idle + warm, Requests);
    QCOMPARE(counts.busy + counts.starting, 0);
}

void TestLocalEngine::beyondTheAccountLimitIsThrottled()
{
    engine::LocalEngine::Options options;
    options.accountConcurrency = 1;
    TestWorkspace w(options);
    w.addPython(QStringLiteral("f"), "def handler(event, context): return 1\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("f");
    const auto first = w.engine().invoke(request);
    OUTCOME(second, TestWorkspace::wait(w.engine().invoke(request)));
    QCOMPARE(second.statusCode, 429);
    QCOMPARE(second.payload,
             QByteArray("{\"Reason\":\"ConcurrentInvocationLimitExceeded\",\"Type\":"
                        "\"User\",\"message\":\"Rate Exceeded.\"}"));
    QCOMPARE(second.record.outcome, Outcome::Throttled);
    OUTCOME(done, TestWorkspace::wait(first));
    QCOMPARE(done.payload, QByteArray("1"));
}

void TestLocalEngine::cancelEndsWhatRuns()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"), "import time\ndef handler(event, context): time.sleep(1e6)\n",
                "      Timeout: 900\n");
    InvokeRequest request;
    request.functionName = QStringLiteral("f");
    request.trigger = QStringLiteral("burst");
    const auto running = w.engine().invoke(request);
    QTRY_COMPARE(w.engine().status().functions[QStringLiteral("f")].busy, 1);
    w.engine().cancel(QStringLiteral("burst"));
    OUTCOME(outcome, TestWorkspace::wait(running));
    QCOMPARE(outcome.record.outcome, Outcome::Cancelled);
    QTRY_VERIFY(w.engine().status().functions.empty());
}

void TestLocalEngine::badRequests_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<engine::Error::Code>("code");

    QTest::newRow("no such function")
        << "nobody" << QByteArray("{}") << engine::Error::Code::UnknownFunction;
    QTest::newRow("no JSON") << "f" << QByteArray("{\"a\": }")
                             << engine::Error::Code::PayloadNotJson;
    QTest::newRow("more than 6 MiB") << "f" << QByteArray('"' + QByteArray(6'291'556, 'x') + '"')
                                     << engine::Error::Code::PayloadTooLarge;
}

void TestLocalEngine::badRequests()
{
    QFETCH(QString, function);
    QFETCH(QByteArray, payload);
    QFETCH(engine::Error::Code, code);

    TestWorkspace w;
    w.addPython(QStringLiteral("f"), "def handler(event, context): return 1\n");
    QSignalSpy recorded(&w.engine(), &engine::LocalEngine::recorded);
    const auto result = w.invoke(function, payload);
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    QCOMPARE(recorded.count(), 1);
}

void TestLocalEngine::badFunctions_data()
{
    QTest::addColumn<QByteArray>("runtime");
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<engine::Error::Code>("code");

    using Code = engine::Error::Code;
    QTest::newRow("unknown runtime")
        << QByteArray("cobol85") << QByteArray() << Code::InvalidConfiguration;
    QTest::newRow("memory 127") << QByteArray("python3.11") << QByteArray("      MemorySize: 127\n")
                                << Code::InvalidConfiguration;
    QTest::newRow("memory abc") << QByteArray("python3.11") << QByteArray("      MemorySize: abc\n")
                                << Code::InvalidConfiguration;
    QTest::newRow("timeout 901") << QByteArray("python3.11") << QByteArray("      Timeout: 901\n")
                                 << Code::InvalidConfiguration;
    QTest::newRow("a reserved variable")
        << QByteArray("python3.11")
        << QByteArray("      Environment: {Variables: {AWS_REGION: x}}\n")
        << Code::InvalidConfiguration;
}

void TestLocalEngine::badFunctions()
{
    QFETCH(QByteArray, runtime);
    QFETCH(QByteArray, properties);
    QFETCH(engine::Error::Code, code);

    TestWorkspace w;
    w.add(QStringLiteral("f"), runtime, "app.handler",
          {{"app.py", "def handler(event, context): return 1\n"}}, properties);
    const auto result = w.invoke(QStringLiteral("f"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
}

void TestLocalEngine::frozenBetweenInvocations()
{
    TestWorkspace w;
    w.addPython(QStringLiteral("f"),
                "import threading, time\n"
                "ticks = 0\n"
                "def tick():\n"
                "    global ticks\n"
                "    while True:\n"
                "        ticks += 1\n"
                "        time.sleep(0.001)\n"
                "threading.Thread(target=tick, daemon=True).start()\n"
                "def handler(event, context): return ticks\n",
                "      MemorySize: 1769\n");
    OUTCOME(first, w.invoke(QStringLiteral("f")));
    // Work of another function passes the time; a thread that ran on would have ticked.
    w.addPython(QStringLiteral("other"), "import time\n"
                                         "def handler(event, context): time.sleep(1)\n");
    OUTCOME(other, w.invoke(QStringLiteral("other")));
    Q_UNUSED(other);
    OUTCOME(second, w.invoke(QStringLiteral("f")));
    QCOMPARE(second.record.environmentId, first.record.environmentId);
    QVERIFY2(second.payload.toInt() - first.payload.toInt() < 100,
             second.payload + " after " + first.payload);
}

QTEST_GUILESS_MAIN(TestLocalEngine)
#include "tst_localengine.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "engine/core/messages.h"
#include "tests/support/lines.h"
#include "tests/support/testworkspace.h"

using engine::InvokeRequest;
using engine::Outcome;
using engine::StartKind;
using testsupport::lines;
using testsupport::TestWorkspace;

namespace {

#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(),                                                             \
             name##Result ? "" : qPrintable(engine::explain(name##Result.error()).sentence));      \
    const engine::InvokeOutcome &name = *name##Result

// What every extension here begins with: the Extensions API in a few lines.
const QByteArray Head = R"(#!/usr/bin/python3
import http.client, http.server, json, os, signal, sys, threading, time
name = os.path.basename(sys.argv[0])
api = os.environ['AWS_LAMBDA_RUNTIME_API']
def call(method, path, body=None, **headers):
    c = http.client.HTTPConnection(api)
    h = {'Lambda-Extension-' + k.replace('_', '-'): v for k, v in headers.items()}
    c.request(method, path, json.dumps(body) if body is not None else None, h)
    r = c.getresponse()
    return r, r.read()
def register(*events):
    r, body = call('POST', '/2020-01-01/extension/register', {'events': list(events)}, Name=name)
    assert r.status == 200, body
    return r.getheader('Lambda-Extension-Identifier')
def next_event():
    return json.loads(call('GET', '/2020-01-01/extension/event/next', Identifier=me)[1])
def say(*words):
    print(*words, flush=True)
)";

const QByteArray Watcher = Head + R"(
say('[ext] start')
me = register('INVOKE', 'SHUTDOWN')
say('[ext] registered')
while True:
    event = next_event()
    say('[ext]', event['eventType'], event.get('shutdownReason', ''))
    if event['eventType'] == 'SHUTDOWN':
        open('/tmp/shutdown', 'a').write(event['shutdownReason'] + '\n')
        break
    time.sleep(0.2)
    say('[ext] done')
)";

const QByteArray Function = "import os, sys, time, signal\n"
                            "print('[fn] init', flush=True)\n"
                            "def handler(event, context):\n"
                            "    print('[fn] handler', flush=True)\n"
                            "    return sorted(os.listdir('/tmp'))\n";

class Workspace : public TestWorkspace
{
public:
    // The function "f" with these programs as the extensions of a layer.
    void addWith(const std::vector<File> &extensions, const QByteArray &code = Function,
                 const QByteArray &more = {})
    {
        for (const File &file : extensions) {
            const QString name = QStringLiteral("layer/extensions/") + QLatin1StringView(file.name);
            write(name, file.content);
            QFile::setPermissions(path(name), QFile::permissions(path(name)) | QFile::ExeOwner
                                                  | QFile::ExeGroup | QFile::ExeOther
                                                  | QFile::ReadOther | QFile::ReadGroup);
        }
        addPython(QStringLiteral("f"), code,
                  more
                      + "      Layers: [!Ref L]\n"
                        "  L:\n    Type: AWS::Serverless::LayerVersion\n    Properties:\n"
                        "      ContentUri: layer\n");
    }
    engine::Result<engine::InvokeOutcome> run(const QByteArray &payload = "{}")
    {
        return invoke(QStringLiteral("f"), payload);
    }
};

// The log's lines in brackets and the platform's, without what changes.
QStringList story(const QByteArray &log)
{
    QStringList lines;
    for (const QByteArray &line : log.split('\n')) {
        if (line.startsWith("[ext]") || line.startsWith("[fn]") || line.startsWith("EXTENSION"))
            lines << QString::fromUtf8(line.trimmed());
        else if (line.startsWith("START") || line.startsWith("END")
                 || line.startsWith("INIT_START"))
            lines << QString::fromUtf8(line.left(line.indexOf(' ')));
    }
    return lines;
}

} // namespace

// Extensions, telemetry and traces in real sandboxes.
class TestExtensions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void theWholeStory();
    void spindownIsToldAndItsWordsAreHeard();
    void theRuntimeIsTerminatedFirst();
    void timeoutLeavesTheExtensionItsTime();
    void failures_data();
    void failures();
    void environmentOfAnExtension();
    void disabledByALayer();
    void telemetryOverHttp();
    void telemetryOverTcp();
    void tracesArrive();
    void passThroughTracesNothing();
    void logsInJson();
    void metadataEndpoint();
    void aFloodOfTelemetryIsSurvived();
};

void TestExtensions::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestExtensions::theWholeStory()
{
    Workspace workspace;
    workspace.addWith({{"watch", Watcher}});
    OUTCOME(cold, workspace.run());
    QCOMPARE(cold.payload, QByteArray("[]"));
    QStringList told = story(cold.record.log);
    // The extension and the runtime hear of the event at the same moment.
    told.removeOne(QStringLiteral("[fn] handler"));
    QCOMPARE(told, lines({"INIT_START", "[ext] start", "[ext] registered", "[fn] init",
                          "EXTENSION\tName: watch\tState: Ready\tEvents: [INVOKE, SHUTDOWN]",
                          "START", "[ext] INVOKE", "[ext] done", "END"}));
    QVERIFY(cold.record.phases.after >= std::chrono::milliseconds(100));
    QVERIFY(cold.record.initDuration.has_value());
    OUTCOME(warm, workspace.run());
    QCOMPARE(warm.record.start, StartKind::Warm);
    QVERIFY(story(warm.record.log).contains(QStringLiteral("[ext] done")));
    QVERIFY(!warm.record.log.contains("EXTENSION"));
}

void TestExtensions::spindownIsToldAndItsWordsAreHeard()
{
    Workspace workspace;
    workspace.addWith({{"watch", Watcher}});
    QVERIFY(workspace.run());
    QByteArray late;
    connect(&workspace.engine(), &engine::LocalEngine::environmentLogged,
            [&late](const QString &function, const QByteArray &text) {
                late += function.toUtf8() + ": " + text;
            });
    workspace.close();
    QVERIFY2(late.contains("f: [ext] SHUTDOWN spindown"), late);
}

void TestExtensions::theRuntimeIsTerminatedFirst()
{
    Workspace workspace;
    workspace.addWith({{"watch", Watcher}}, "import signal, sys, time\n"
                                            "def bye(*a):\n"
                                            "    print('[fn] terminated', flush=True)\n"
                                            "    sys.exit(0)\n"
                                            "signal.signal(signal.SIGTERM, bye)\n"
                                            "def handler(event, context): return 1\n");
    QVERIFY(workspace.run());
    QByteArray late;
    connect(&workspace.engine(), &engine::LocalEngine::environmentLogged,
            [&late](const QString &, const QByteArray &text) { late += text; });
    workspace.close();
    QVERIFY2(late.contains("[fn] terminated"), late);
    QVERIFY(late.indexOf("[fn] terminated") < late.indexOf("[ext] SHUTDOWN"));
}

void TestExtensions::timeoutLeavesTheExtensionItsTime()
{
    Workspace workspace;
    workspace.addWith({{"watch", Watcher}},
                      "import os, time\n"
                      "def handler(event, context):\n"
                      "    if event.get('sleep'): time.sleep(60)\n"
                      "    return open('/tmp/shutdown').read() if os.path.exists('/tmp/shutdown') "
                      "else ''\n",
                      "      Timeout: 1\n");
    OUTCOME(late, workspace.run("{\"sleep\":1}"));
    QCOMPARE(late.record.outcome, Outcome::Timeout);
    OUTCOME(next, workspace.run());
    QCOMPARE(next.payload, QByteArray("\"timeout\\n\""));
    QCOMPARE(next.record.start, StartKind::Warm); // the sandbox and its /tmp have stayed
}

void TestExtensions::failures_data()
{
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<QByteArray>("payload"); // of the answer, after the request's id
    QTest::addColumn<QByteArray>("state");   // of the EXTENSION line

    QTest::newRow("ends before it registers")
        << QByteArray("#!/bin/sh\nexit 0\n")
        << QByteArray("{\"errorType\":\"Extension.Crash\",\"errorMessage\":\"exit code 0\"}")
        << QByteArray("State: Started\tEvents: []");
    QTest::newRow("ends after it has registered")
        << Head + "me = register('INVOKE')\nsys.exit(7)\n"
        << QByteArray("{\"errorType\":\"Extension.Crash\",\"errorMessage\":\"exit status 7\"}")
        << QByteArray("State: Registered\tEvents: [INVOKE]");
    QTest::newRow("reports that its init failed")
        << Head
               + "me = register()\n"
                 "call('POST', '/2020-01-01/extension/init/error', {}, Identifier=me, "
                 "Function_Error_Type='Extension.NoKey')\n"
                 "sys.exit(1)\n"
        << QByteArray("{\"errorType\":\"Extension.InitError\",\"errorMessage\":\"exit status 1\"}")
        << QByteArray("State: InitError\tEvents: []\tError Type: Extension.NoKey");
    QTest::newRow("crashes in the invocation")
        << Head
               + "me = register('INVOKE')\nnext_event()\n"
                 "os.kill(os.getpid(), signal.SIGKILL)\n"
        << QByteArray("{\"errorType\":\"Extension.Crash\",\"errorMessage\":\"signal: killed\"}")
        << QByteArray("State: Ready\tEvents: [INVOKE]");
    QTest::newRow("reports that it must end")
        << Head
               + "me = register('INVOKE')\nnext_event()\n"
                 "call('POST', '/2020-01-01/extension/exit/error', {}, Identifier=me, "
                 "Function_Error_Type='Extension.Lost')\n"
                 "sys.exit(1)\n"
        << QByteArray("{\"errorType\":\"Extension.ExitError\",\"errorMessage\":\"exit status 1\"}")
        << QByteArray("State: Ready\tEvents: [INVOKE]");
    QTest::newRow("eats memory before it registers")
        << Head + "x = bytearray(1)\nwhile True: x += b'x' * 10_000_000\n"
        << QByteArray("{\"errorType\":\"Extension.Crash\",\"errorMessage\":\"signal: killed\"}")
        << QByteArray("State: Started\tEvents: []");
    QTest::newRow("is no program")
        << QByteArray("#!/no/such/interpreter\n")
        << QByteArray("{\"errorType\":\"Extension.LaunchError\",\"errorMessage\":\"fork/exec "
                      "/opt/extensions/ext: no such file or directory\"}")
        << QByteArray("State: LaunchError\tEvents: []\tError Type: UnknownError");
}

void TestExtensions::failures()
{
    QFETCH(QByteArray, extension);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, state);
    Workspace workspace;
    workspace.addWith({{"ext", extension}},
                      "import time\ndef handler(event, context): time.sleep(60)\n");
    OUTCOME(failed, workspace.run());
    QCOMPARE(failed.functionError, QStringLiteral("Unhandled"));
    QByteArray told = failed.payload;
    told.replace("RequestId: " + failed.record.requestId.toLatin1() + " Error: ", "");
    QCOMPARE(told, payload);
    QVERIFY2(failed.record.log.contains("EXTENSION\tName: ext\t" + state + '\n'),
             failed.record.log);
    const QByteArray type = payload.split('"')[3];
    QVERIFY2(failed.record.log.contains("\tStatus: error\tError Type: " + type + '\t'),
             failed.record.log);
}

void TestExtensions::environmentOfAnExtension()
{
    Workspace workspace;
    workspace.addWith({{"env", Head
                                   + "say('[ext]', json.dumps(sorted(os.environ)))\n"
                                     "say('[ext]', os.environ['MINE'], sys.argv)\n"
                                     "me = register()\nnext_event()\n"}},
                      Function, "      Environment: {Variables: {MINE: here}}\n");
    OUTCOME(outcome, workspace.run());
    const QStringList told = story(outcome.record.log);
    QCOMPARE(told.value(2), QStringLiteral("[ext] here ['/opt/extensions/env']"));
    for (const char *present :
         {"\"AWS_LAMBDA_FUNCTION_NAME\"", "\"AWS_LAMBDA_RUNTIME_API\"", "\"AWS_REGION\"",
          "\"AWS_ACCESS_KEY_ID\"", "\"MINE\"", "\"PATH\"", "\"AWS_LAMBDA_METADATA_API\""})
        QVERIFY2(told.value(1).contains(QLatin1StringView(present)), present);
    for (const char *absent :
         {"\"_HANDLER\"", "\"AWS_EXECUTION_ENV\"", "\"AWS_LAMBDA_LOG_GROUP_NAME\"",
          "\"LAMBDA_TASK_ROOT\"", "\"AWS_XRAY_DAEMON_ADDRESS\"", "\"_LAMBDA_TELEMETRY_LOG_FD\""})
        QVERIFY2(!told.value(1).contains(QLatin1StringView(absent)), absent);
}

void TestExtensions::disabledByALayer()
{
    Workspace workspace;
    workspace.write(QStringLiteral("layer/disable-extensions-jwigqn8j"), "");
    workspace.addWith({{"watch", Watcher}});
    OUTCOME(outcome, workspace.run());
    QCOMPARE(story(outcome.record.log),
             lines({"INIT_START", "[fn] init", "START", "[fn] handler", "END"}));
}

const QByteArray Receiver = R"(
import socketserver
class Take(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        for event in json.loads(self.rfile.read(int(self.headers['Content-Length']))):
            open('/tmp/telemetry', 'a').write(json.dumps(event) + '\n')
            if event['type'] == 'platform.runtimeDone':
                seen.set()
        self.send_response(200)
        self.end_headers()
    def log_message(self, *a): pass
seen = threading.Event()
server = http.server.HTTPServer(('sandbox.localdomain', 8080), Take)
threading.Thread(target=server.serve_forever, daemon=True).start()
me = register('INVOKE', 'SHUTDOWN')
r, body = call('PUT', '/2022-07-01/telemetry', {'schemaVersion': '2022-12-13',
    'types': ['platform', 'function', 'extension'], 'buffering': {'timeoutMs': 25},
    'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:8080/'}}, Identifier=me)
assert r.status == 200 and body == b'"OK"', body
while next_event()['eventType'] == 'INVOKE':
    seen.wait()
    seen.clear()
)";

const QByteArray Reader = "import json, time\n"
                          "print('outside')\n"
                          "def handler(event, context):\n"
                          "    print('two\\nlines')\n"
                          "    return open('/tmp/telemetry').read() if event.get('read') else 0\n";

void TestExtensions::telemetryOverHttp()
{
    Workspace workspace;
    workspace.addWith({{"receive", Head + Receiver}}, Reader);
    OUTCOME(first, workspace.run());
    QCOMPARE(first.payload, QByteArray("0"));
    OUTCOME(second, workspace.run("{\"read\":1}"));
    QStringList types;
    QJsonObject report;
    const QString text = QJsonDocument::fromJson('[' + second.payload + ']').array()[0].toString();
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const QJsonObject event = QJsonDocument::fromJson(line.toUtf8()).object();
        const QString type = event[QStringLiteral("type")].toString();
        types << (type == u"function" ? event[QStringLiteral("record")].toString().trimmed()
                                      : type);
        if (type == u"platform.runtimeDone")
            report = event[QStringLiteral("record")].toObject();
    }
    const QStringList expected{
        QStringLiteral("platform.initStart"),
        QStringLiteral("platform.telemetrySubscription"),
        QStringLiteral("outside"),
        QStringLiteral("platform.initRuntimeDone"),
        QStringLiteral("platform.extension"),
        QStringLiteral("platform.initReport"),
        QStringLiteral("platform.start"),
        QStringLiteral("two"),
        QStringLiteral("lines"),
        QStringLiteral("platform.runtimeDone"),
    };
    QCOMPARE(types.mid(0, expected.size()), expected);
    QCOMPARE(report[QStringLiteral("requestId")].toString(), first.record.requestId);
    QCOMPARE(report[QStringLiteral("status")].toString(), QStringLiteral("success"));
    QVERIFY(first.record.log.contains(
        "TELEMETRY\tName: receive\tState: Subscribed\tTypes: [Platform, Function, Extension]\n"));
}

void TestExtensions::telemetryOverTcp()
{
    Workspace workspace;
    workspace.addWith({{"receive", Head + R"(
import socket
listener = socket.create_server(('127.0.0.1', 4000))
seen = threading.Event()
def take():
    for line in listener.accept()[0].makefile():
        if json.loads(line)['type'] == 'platform.runtimeDone':
            open('/tmp/telemetry', 'w').write('seen')
            seen.set()
threading.Thread(target=take, daemon=True).start()
me = register('INVOKE')
r, body = call('PUT', '/2020-08-15/logs', {'schemaVersion': '2021-03-18', 'types': ['platform'],
    'buffering': {'timeoutMs': 25}, 'destination': {'protocol': 'TCP', 'port': 4000}},
    Identifier=me)
assert r.status == 200, body
while True:
    next_event()
    seen.wait()
)"}},
                      Reader);
    OUTCOME(first, workspace.run());
    OUTCOME(second, workspace.run("{\"read\":1}"));
    QCOMPARE(second.payload, QByteArray("\"seen\""));
    QVERIFY(first.record.log.contains("LOGS\tName: receive\tState: Subscribed"));
}

const QByteArray Traced = "import os, socket\n"
                          "def handler(event, context):\n"
                          "    host, port = os.environ['AWS_XRAY_DAEMON_ADDRESS'].split(':')\n"
                          "    root = os.environ['_X_AMZN_TRACE_ID']\n"
                          "    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                          "    for text in ('{\"id\":\"70de5b6f19ff9a0a\",\"name\":\"work\","
                          "\"trace_id\":\"' + root[5:40] + '\"}', 'nonsense'):\n"
                          "        s.sendto(b'{\"format\": \"json\", \"version\": 1}\\n' + "
                          "text.encode(), (host, int(port)))\n"
                          "    return root\n";

void TestExtensions::tracesArrive()
{
    Workspace workspace;
    workspace.addPython(QStringLiteral("f"), Traced, "      Tracing: Active\n");
    for (int i = 0; i < 2; ++i) {
        OUTCOME(outcome, workspace.run());
        const QByteArray header = outcome.payload.mid(1, outcome.payload.size() - 2);
        QVERIFY2(header.contains(";Sampled=1"), header);
        QCOMPARE(outcome.record.traces.documents.size(), std::size_t{1});
        QVERIFY(outcome.record.traces.documents[0].contains(header.mid(5, 35)));
        QCOMPARE(outcome.record.traces.ignored, 1);
        QVERIFY(outcome.record.log.contains("\nXRAY TraceId: " + header.mid(5, 35) + "\tSegmentId: "
                                            + header.mid(48, 16) + "\tSampled: true\t\n"));
    }
}

void TestExtensions::passThroughTracesNothing()
{
    Workspace workspace;
    workspace.addPython(QStringLiteral("f"), Traced);
    OUTCOME(outcome, workspace.run());
    QVERIFY(outcome.payload.contains(";Sampled=0"));
    QVERIFY(outcome.record.traces.empty());
    QVERIFY(!outcome.record.log.contains("XRAY"));
}

void TestExtensions::logsInJson()
{
    Workspace workspace;
    workspace.addPython(QStringLiteral("f"),
                        "import logging, os\n"
                        "def handler(event, context):\n"
                        "    logging.getLogger().info('told')\n"
                        "    logging.getLogger().warning('warned')\n"
                        "    return os.environ['AWS_LAMBDA_LOG_GROUP_NAME']\n",
                        "      LoggingConfig:\n        LogFormat: JSON\n"
                        "        ApplicationLogLevel: WARN\n        SystemLogLevel: DEBUG\n"
                        "        LogGroup: shared\n");
    OUTCOME(outcome, workspace.run());
    QCOMPARE(outcome.payload, QByteArray("\"shared\""));
    QStringList kinds;
    for (const QByteArray &line : outcome.record.log.trimmed().split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        QVERIFY2(!event.isEmpty(), line);
        kinds << (event.contains(QStringLiteral("type"))
                      ? event[QStringLiteral("type")].toString()
                      : event[QStringLiteral("message")].toString());
    }
    QCOMPARE(kinds, lines({"platform.initStart", "platform.initRuntimeDone", "platform.initReport",
                           "platform.start", "warned", "platform.runtimeDone", "platform.report"}));
}

void TestExtensions::metadataEndpoint()
{
    Workspace workspace;
    workspace.addPython(
        QStringLiteral("f"),
        "import os, urllib.request, urllib.error\n"
        "def handler(event, context):\n"
        "    url = 'http://' + os.environ['AWS_LAMBDA_METADATA_API'] + "
        "'/2026-01-15/metadata/execution-environment'\n"
        "    out = []\n"
        "    for token in (os.environ['AWS_LAMBDA_METADATA_TOKEN'], 'x'):\n"
        "        r = urllib.request.Request(url, headers={'Authorization': 'Bearer ' + token})\n"
        "        try: out.append(urllib.request.urlopen(r).read().decode())\n"
        "        except urllib.error.HTTPError as e: out.append(e.code)\n"
        "    return out\n");
    OUTCOME(outcome, workspace.run());
    QCOMPARE(outcome.payload,
             QByteArray("[\"{\\\"AvailabilityZoneID\\\":\\\"use1-az1\\\"}\", 401]"));
}

void TestExtensions::aFloodOfTelemetryIsSurvived()
{
    Workspace workspace;
    // It subscribes and never reads; the function prints 30 MB.
    workspace.addWith({{"deaf", Head + R"(
import socket
listener = socket.create_server(('127.0.0.1', 4000))
me = register()
call('PUT', '/2022-07-01/telemetry', {'schemaVersion': '2022-12-13', 'types': ['function'],
    'destination': {'protocol': 'TCP', 'port': 4000}}, Identifier=me)
next_event()
)"}},
                      "def handler(event, context):\n"
                      "    line = 'x' * 999\n"
                      "    for i in range(30000): print(line)\n"
                      "    return 'done'\n",
                      "      Timeout: 60\n");
    OUTCOME(outcome, workspace.run());
    QCOMPARE(outcome.payload, QByteArray("\"done\""));
}

QTEST_GUILESS_MAIN(TestExtensions)
#include "tst_extensions.moc"

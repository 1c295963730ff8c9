// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include "engine/core/messages.h"
#include "tests/packages/archivemaker.h"
#include "tests/support/testworkspace.h"

using Code = engine::Error::Code;
using engine::Outcome;
using engine::StartKind;
using testsupport::ArchiveMaker;
using testsupport::TestWorkspace;

namespace {

// A test ends with the outcome's own words when there is none to look at.
#define OUTCOME(name, expression)                                                                  \
    const auto name##Result = (expression);                                                        \
    QVERIFY2(name##Result.has_value(),                                                             \
             name##Result ? "" : qPrintable(engine::explain(name##Result.error()).sentence));      \
    const engine::InvokeOutcome &name = *name##Result

const QByteArray TellsGreeting = "import greeting\n"
                                 "def handler(event, context):\n"
                                 "    return greeting.TEXT\n";

QByteArray layer(const QByteArray &id, const QByteArray &uri)
{
    return "  " + id + ":\n    Type: AWS::Serverless::LayerVersion\n    Properties:\n"
           + "      ContentUri: " + uri + "\n";
}

// Adds `use` to the function and the layers behind it.
QByteArray uses(const QByteArray &references, const QByteArray &declarations)
{
    return "      Layers: [" + references + "]\n" + declarations;
}

class Workspace : public TestWorkspace
{
public:
    ArchiveMaker zip(const char *name) { return {path(QLatin1StringView(name)), Format::Zip}; }
    using Format = ArchiveMaker::Format;
};

bool hasNode()
{
    return !QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty();
}

} // namespace

// Layers and packed code in real sandboxes.
class TestLayeredFunction : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void packedCode();
    void layersInOrder();
    void aLiveLayerIsNeverOld();
    void aNewZipIsNeverOld();
    void layersOfGlobals();
    void searchPaths_data();
    void searchPaths();
    void bothFoldersOfNodeModules();
    void bootstrapInALayer();
    void wrapperInALayer();
    void optIsReadOnly();
    void saysWhatItRunsWithout();
    void saysHowToHaveTheSdk();
    void badLayers_data();
    void badLayers();
    void tooLargeTogether();
    void manyAtOnceShareTheWork();
    void cancelledWhileUnpacking();
};

void TestLayeredFunction::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
}

void TestLayeredFunction::packedCode()
{
    Workspace workspace;
    workspace.zip("f.zip").file("app.py", "def handler(event, context): return 'packed'\n");
    workspace.write(
        QStringLiteral("template.yaml"),
        "Resources:\n  f:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        "      CodeUri: f.zip\n      Handler: app.handler\n      Runtime: python3.11\n");
    OUTCOME(cold, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(cold.payload, QByteArray("\"packed\""));
    OUTCOME(warm, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(warm.record.start, StartKind::Warm);
    workspace.zip("f.zip").file("app.py", "def handler(event, context): return 'anew'\n");
    OUTCOME(anew, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(anew.payload, QByteArray("\"anew\""));
    QVERIFY(QDir(workspace.path(QStringLiteral(".lambda-workbench/cache")))
                .removeRecursively()); // deletable at any time
    OUTCOME(again, workspace.invoke(QStringLiteral("f"), "{}", engine::InvokeRequest::Start::Cold));
    QCOMPARE(again.payload, QByteArray("\"anew\""));
}

void TestLayeredFunction::layersInOrder()
{
    Workspace workspace;
    workspace.zip("one.zip").file("python/greeting.py", "TEXT = 'one'\n");
    workspace.write(QStringLiteral("two/python/greeting.py"), "TEXT = 'two'\n");
    const QByteArray declared = layer("One", "one.zip") + layer("Two", "two");
    workspace.addPython(QStringLiteral("f"), TellsGreeting, uses("!Ref One, !Ref Two", declared));
    workspace.addPython(QStringLiteral("g"), TellsGreeting, uses("!Ref Two, !Ref One", {}));
    workspace.addPython(QStringLiteral("h"), TellsGreeting, uses("!Ref One", {}));
    OUTCOME(f, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(f.payload, QByteArray("\"two\""));
    OUTCOME(g, workspace.invoke(QStringLiteral("g")));
    QCOMPARE(g.payload, QByteArray("\"one\""));
    OUTCOME(h, workspace.invoke(QStringLiteral("h")));
    QCOMPARE(h.payload, QByteArray("\"one\""));
}

void TestLayeredFunction::aLiveLayerIsNeverOld()
{
    for (const QByteArray &more : {QByteArray(), QByteArray("!Ref Other, ")}) {
        Workspace workspace;
        workspace.zip("other.zip").file("x", "1");
        workspace.write(QStringLiteral("live/python/greeting.py"), "TEXT = 'first'\n");
        workspace.addPython(
            QStringLiteral("f"), TellsGreeting,
            uses(more + "!Ref Live", layer("Live", "live") + layer("Other", "other.zip")));
        OUTCOME(first, workspace.invoke(QStringLiteral("f")));
        QCOMPARE(first.payload, QByteArray("\"first\""));
        OUTCOME(warm, workspace.invoke(QStringLiteral("f")));
        QCOMPARE(warm.record.start, StartKind::Warm);
        for (int i = 0; i < 3; ++i) {
            const QByteArray text = "now " + QByteArray::number(i);
            workspace.write(QStringLiteral("live/python/greeting.py"), "TEXT = '" + text + "'\n");
            OUTCOME(now, workspace.invoke(QStringLiteral("f")));
            QCOMPARE(now.payload, '"' + text + '"');
            QCOMPARE(now.record.start, StartKind::Cold);
        }
    }
}

void TestLayeredFunction::aNewZipIsNeverOld()
{
    Workspace workspace;
    workspace.zip("l.zip").file("python/greeting.py", "TEXT = 'first'\n");
    workspace.addPython(QStringLiteral("f"), TellsGreeting, uses("!Ref L", layer("L", "l.zip")));
    OUTCOME(first, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(first.payload, QByteArray("\"first\""));
    for (int i = 0; i < 3; ++i) { // of the same size
        workspace.zip("l.zip").file("python/greeting.py",
                                    "TEXT = 'ver " + QByteArray::number(i) + "'\n");
        OUTCOME(now, workspace.invoke(QStringLiteral("f")));
        QCOMPARE(now.payload, "\"ver " + QByteArray::number(i) + '"');
    }
}

void TestLayeredFunction::layersOfGlobals()
{
    Workspace workspace;
    workspace.zip("one.zip").file("python/greeting.py", "TEXT = 'global'\n");
    workspace.zip("two.zip").file("python/greeting.py", "TEXT = 'own'\n");
    workspace.addPython(QStringLiteral("f"), TellsGreeting);
    workspace.addPython(QStringLiteral("g"), TellsGreeting,
                        uses("!Ref Two", layer("One", "one.zip") + layer("Two", "two.zip")
                                             + "Globals: {Function: {Layers: [!Ref One]}}\n"));
    OUTCOME(f, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(f.payload, QByteArray("\"global\""));
    OUTCOME(g, workspace.invoke(QStringLiteral("g")));
    QCOMPARE(g.payload, QByteArray("\"own\""));
}

void TestLayeredFunction::searchPaths_data()
{
    QTest::addColumn<QByteArray>("runtime");
    QTest::addColumn<QByteArray>("handler");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("entry"); // of the layer
    QTest::addColumn<QByteArray>("content");

    const QByteArray python = "import greeting\ndef handler(e, c): return greeting.TEXT\n";
    const QByteArray module = "TEXT = 'found'\n";
    QTest::newRow("python/") << QByteArray("python3.11") << QByteArray("app.handler")
                             << QByteArray("app.py") << python << QByteArray("python/greeting.py")
                             << module;
    QTest::newRow("python/lib/python3.X/site-packages")
        << QByteArray("python3.12") << QByteArray("app.handler") << QByteArray("app.py") << python
        << QByteArray("python/lib/python3.12/site-packages/greeting.py") << module;
    const QByteArray run = "import subprocess\n"
                           "def handler(e, c):\n"
                           "    return subprocess.check_output(['greet'], text=True)\n";
    QTest::newRow("bin in PATH") << QByteArray("python3.11") << QByteArray("app.handler")
                                 << QByteArray("app.py") << run << QByteArray("bin/greet")
                                 << QByteArray("#!/bin/sh\nprintf found\n");
    const QByteArray libraries = "import os\n"
                                 "def handler(e, c):\n"
                                 "    path = os.environ['LD_LIBRARY_PATH'].split(':')\n"
                                 "    return open(path[-1] + '/greeting').read()\n";
    QTest::newRow("lib in LD_LIBRARY_PATH")
        << QByteArray("python3.11") << QByteArray("app.handler") << QByteArray("app.py")
        << libraries << QByteArray("lib/greeting") << QByteArray("found");
    if (!hasNode())
        return;
    const QByteArray require = "exports.handler = async () => require('greeting');\n";
    const QByteArray exported = "module.exports = 'found';\n";
    QTest::newRow("nodejs/node_modules, require")
        << QByteArray("nodejs20.x") << QByteArray("index.handler") << QByteArray("index.js")
        << require << QByteArray("nodejs/node_modules/greeting/index.js") << exported;
    QTest::newRow("nodejs/nodeXX/node_modules, require")
        << QByteArray("nodejs22.x") << QByteArray("index.handler") << QByteArray("index.js")
        << require << QByteArray("nodejs/node22/node_modules/greeting/index.js") << exported;
    QTest::newRow("nodejs/node_modules, import")
        << QByteArray("nodejs20.x") << QByteArray("index.handler") << QByteArray("index.mjs")
        << QByteArray("import text from 'greeting';\nexport const handler = async () => text;\n")
        << QByteArray("nodejs/node_modules/greeting/index.js") << exported;
    if (QStandardPaths::findExecutable(QStringLiteral("ruby")).isEmpty())
        return;
    QTest::newRow("ruby/lib") << QByteArray("ruby3.3") << QByteArray("app.handler")
                              << QByteArray("app.rb")
                              << QByteArray("require 'greeting'\n"
                                            "def handler(event:, context:) = TEXT\n")
                              << QByteArray("ruby/lib/greeting.rb")
                              << QByteArray("TEXT = 'found'\n");
}

void TestLayeredFunction::searchPaths()
{
    QFETCH(QByteArray, runtime);
    QFETCH(QByteArray, handler);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, entry);
    QFETCH(QByteArray, content);
    Workspace workspace;
    workspace.zip("l.zip").file(entry.constData(), content, 0755);
    workspace.add(QStringLiteral("f"), runtime, handler, {{file.constData(), code}},
                  uses("!Ref L", layer("L", "l.zip")));
    OUTCOME(outcome, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(outcome.payload, QByteArray("\"found\""));
}

// What "import" finds is what "require" finds by NODE_PATH: both folders of a layer, the one of the
// runtime's own version first.
void TestLayeredFunction::bothFoldersOfNodeModules()
{
    if (!hasNode())
        QSKIP("no Node.js on this machine");
    Workspace workspace;
    const auto exports = [](const char *text) {
        return "module.exports = '" + QByteArray(text) + "';\n";
    };
    workspace.zip("l.zip")
        .file("nodejs/node20/node_modules/both/index.js", exports("own"), 0644)
        .file("nodejs/node20/node_modules/@scope/one/index.js", exports("one"), 0644)
        .file("nodejs/node_modules/both/index.js", exports("common"), 0644)
        .file("nodejs/node_modules/@scope/two/index.js", exports("two"), 0644)
        .file("nodejs/node_modules/single/index.js", exports("single"), 0644);
    const QByteArray code = "import both from 'both';\nimport one from '@scope/one';\n"
                            "import two from '@scope/two';\nimport single from 'single';\n"
                            "export const handler = async () => [both, one, two, single];\n";
    workspace.add(QStringLiteral("f"), "nodejs20.x", "index.handler", {{"index.mjs", code}},
                  uses("!Ref L", layer("L", "l.zip")));
    OUTCOME(outcome, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(outcome.payload, QByteArray("[\"own\",\"one\",\"two\",\"single\"]"));
}

const QByteArray Bootstrap = R"(#!/bin/sh
api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
while :; do
    id=$(curl -s -D - -o /tmp/event $api/next | tr -d '\r' | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
    curl -s -X POST -d "\"$0\"" $api/$id/response >/dev/null
done
)";

void TestLayeredFunction::bootstrapInALayer()
{
    if (QStandardPaths::findExecutable(QStringLiteral("curl")).isEmpty())
        QSKIP("curl is not installed");
    Workspace workspace;
    workspace.zip("l.zip").file("bootstrap", Bootstrap, 0755);
    workspace.add(QStringLiteral("f"), "provided.al2023", "any", {{"data", "1"}},
                  uses("!Ref L", layer("L", "l.zip")));
    workspace.add(QStringLiteral("g"), "provided.al2023", "any", {{"bootstrap", Bootstrap}},
                  uses("!Ref L", {}));
    workspace.add(QStringLiteral("h"), "provided.al2023", "any", {{"data", "1"}});
    OUTCOME(f, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(f.payload, QByteArray("\"/opt/bootstrap\""));
    OUTCOME(g, workspace.invoke(QStringLiteral("g")));
    QCOMPARE(g.payload, QByteArray("\"/var/task/bootstrap\""));
    OUTCOME(h, workspace.invoke(QStringLiteral("h")));
    QVERIFY2(h.payload.contains("Couldn't find valid bootstrap(s): [/var/task/bootstrap "
                                "/opt/bootstrap]"),
             h.payload.constData());
}

void TestLayeredFunction::wrapperInALayer()
{
    Workspace workspace;
    workspace.zip("l.zip").file("wrapper", "#!/bin/sh\nexport WRAPPED=yes\nexec \"$@\"\n", 0755);
    const QByteArray code = "import os\ndef handler(e, c): return os.environ.get('WRAPPED')\n";
    const QByteArray wrapper =
        "      Environment: {Variables: {AWS_LAMBDA_EXEC_WRAPPER: /opt/wrapper}}\n";
    workspace.addPython(QStringLiteral("f"), code, wrapper + uses("!Ref L", layer("L", "l.zip")));
    workspace.addPython(QStringLiteral("g"), code, wrapper);
    OUTCOME(f, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(f.payload, QByteArray("\"yes\""));
    OUTCOME(g, workspace.invoke(QStringLiteral("g")));
    QVERIFY2(g.payload.contains("exit status 127"), g.payload.constData());
}

void TestLayeredFunction::optIsReadOnly()
{
    Workspace workspace;
    workspace.write(QStringLiteral("live/a"), "1");
    workspace.addPython(QStringLiteral("f"),
                        "def handler(e, c):\n"
                        "    try:\n"
                        "        open('/opt/new', 'w')\n"
                        "    except OSError as error:\n"
                        "        return error.strerror\n",
                        uses("!Ref L", layer("L", "live")));
    OUTCOME(f, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(f.payload, QByteArray("\"Read-only file system\""));
    QVERIFY(!QFileInfo::exists(workspace.path(QStringLiteral("live/new"))));
}

void TestLayeredFunction::saysWhatItRunsWithout()
{
    Workspace workspace;
    const QByteArray arn = "arn:aws:lambda:us-east-1:017000801446:layer:Powertools:7";
    workspace.addPython(QStringLiteral("f"), "def handler(e, c): return 1\n",
                        uses("'" + arn + "'", {}));
    QVERIFY(workspace.engine().runtimeNote(QStringLiteral("f")).contains(QString::fromLatin1(arn)));
    OUTCOME(cold, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(cold.payload, QByteArray("1"));
    QVERIFY2(cold.record.log.contains("The layer " + arn + " is not on this machine"),
             cold.record.log.constData());
    OUTCOME(warm, workspace.invoke(QStringLiteral("f")));
    QVERIFY(!warm.record.log.contains("WARNING"));
}

void TestLayeredFunction::saysHowToHaveTheSdk()
{
    Workspace workspace;
    workspace.addPython(QStringLiteral("f"), "import boto3\ndef handler(e, c): return 1\n");
    OUTCOME(f, workspace.invoke(QStringLiteral("f")));
    QVERIFY2(f.payload.contains("No module named 'boto3'"), f.payload.constData());
    QVERIFY(!f.payload.contains("lwb"));
    QCOMPARE(f.record.log.count("lwb runtimes --sdk python3.11"), 1);
}

void TestLayeredFunction::badLayers_data()
{
    using Prepare = std::function<void(Workspace &)>;
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<QByteArray>("references");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("words"); // of the sentence
    const QByteArray one = "!Ref L";
    QTest::newRow("a missing zip") << Prepare([](auto &) {}) << one << Code::LayerMissing
                                   << QStringLiteral("The layer L is not there: ");
    QTest::newRow("a broken zip") << Prepare([](auto &w) {
        w.write(QStringLiteral("l.zip"), "PK\3\4 is no zip");
    }) << one << Code::BadArchive << QStringLiteral("l.zip can't be unpacked: ");
    QTest::newRow("an absolute path")
        << Prepare([](auto &w) { w.zip("l.zip").file("/etc/cron.d/x", "1"); }) << one
        << Code::BadArchive << QStringLiteral("/etc/cron.d/x");
    QTest::newRow("a path upwards") << Prepare([](auto &w) { w.zip("l.zip").file("../../x", "1"); })
                                    << one << Code::BadArchive << QStringLiteral("../../x");
    QTest::newRow("a link out") << Prepare([](auto &w) { w.zip("l.zip").link("home", "/root"); })
                                << one << Code::BadArchive
                                << QStringLiteral("a link that leads out of the folder: home");
    QTest::newRow("a bomb") << Prepare([](auto &w) {
        w.zip("l.zip").zeros("a", 240'000'000).zeros("b", 240'000'000);
    }) << one << Code::PackageTooLarge
                            << QStringLiteral("Unzipped size must be smaller than 262144000 bytes");
    QTest::newRow("a sixth layer")
        << Prepare([](auto &w) { w.zip("l.zip").file("a", "1"); })
        << QByteArray("!Ref L, 'arn:aws:lambda:us-east-1:1:layer:a:1', "
                      "'arn:aws:lambda:us-east-1:1:layer:b:1', "
                      "'arn:aws:lambda:us-east-1:1:layer:c:1', "
                      "'arn:aws:lambda:us-east-1:1:layer:d:1', "
                      "'arn:aws:lambda:us-east-1:1:layer:e:1'")
        << Code::InvalidConfiguration << QStringLiteral("Cannot reference more than 5 layers.");
}

void TestLayeredFunction::badLayers()
{
    QFETCH(std::function<void(Workspace &)>, prepare);
    QFETCH(QByteArray, references);
    QFETCH(Code, code);
    QFETCH(QString, words);
    Workspace workspace;
    workspace.addPython(QStringLiteral("f"), "def handler(e, c): return 1\n",
                        uses(references, layer("L", "l.zip")));
    prepare(workspace);
    const auto result = workspace.invoke(QStringLiteral("f"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, code);
    const auto text = engine::explain(result.error());
    QVERIFY2(text.sentence.contains(words), qPrintable(text.sentence));
    QVERIFY(!text.remedy.isEmpty());
    // and mended it runs
    workspace.zip("l.zip").file("a", "1");
    if (code == Code::InvalidConfiguration)
        return;
    OUTCOME(mended, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(mended.payload, QByteArray("1"));
}

void TestLayeredFunction::tooLargeTogether()
{
    Workspace workspace;
    // nothing of it takes room on the disk
    workspace.write(QStringLiteral("a/data"), {});
    QVERIFY(QFile::resize(workspace.path(QStringLiteral("a/data")), 262'144'000 - 28));
    workspace.addPython(QStringLiteral("f"), "def handler(e, c): return 1\n", // 28 bytes
                        uses("!Ref A", layer("A", "a")));
    OUTCOME(fits, workspace.invoke(QStringLiteral("f")));
    QCOMPARE(fits.payload, QByteArray("1"));
    workspace.write(QStringLiteral("f/more.txt"), "2");
    const auto over = workspace.invoke(QStringLiteral("f"));
    QCOMPARE(over.error().code, Code::PackageTooLarge);
    QCOMPARE(over.error().detail,
             QStringLiteral("Unzipped size must be smaller than 262144000 bytes"));
}

void TestLayeredFunction::manyAtOnceShareTheWork()
{
    Workspace workspace;
    workspace.zip("l.zip").file("python/greeting.py", "TEXT = 'found'\n").zeros("x", 20'000'000);
    workspace.addPython(QStringLiteral("f"), TellsGreeting, uses("!Ref L", layer("L", "l.zip")));
    std::vector<QFuture<engine::Result<engine::InvokeOutcome>>> futures;
    engine::InvokeRequest request;
    request.functionName = QStringLiteral("f");
    for (int i = 0; i < 4; ++i)
        futures.push_back(workspace.engine().invoke(request));
    for (const auto &future : futures) {
        OUTCOME(each, TestWorkspace::wait(future));
        QCOMPARE(each.payload, QByteArray("\"found\""));
    }
    QCOMPARE(QDir(workspace.path(QStringLiteral(".lambda-workbench/cache/layers")))
                 .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                 .size(),
             1);
}

void TestLayeredFunction::cancelledWhileUnpacking()
{
    Workspace workspace;
    workspace.zip("l.zip").zeros("x", 100'000'000);
    workspace.addPython(QStringLiteral("f"), TellsGreeting, uses("!Ref L", layer("L", "l.zip")));
    engine::InvokeRequest request;
    request.functionName = QStringLiteral("f");
    request.trigger = QStringLiteral("test");
    const auto future = workspace.engine().invoke(request);
    workspace.engine().cancel(QStringLiteral("test"));
    QVERIFY(future.isFinished());
    QCOMPARE(future.result()->record.outcome, Outcome::Cancelled);
    const auto second = workspace.engine().invoke(request);
    workspace.close(); // in the middle of the work
    QVERIFY(second.isFinished());
    QCOMPARE(second.result()->record.outcome, Outcome::Cancelled);
}

QTEST_GUILESS_MAIN(TestLayeredFunction)
#include "tst_layeredfunction.moc"

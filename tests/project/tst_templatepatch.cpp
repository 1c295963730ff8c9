// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>

#include <algorithm>
#include <functional>

#include "engine/project/workspace.h"

using Code = engine::Error::Code;
using Change = std::function<void(engine::FunctionConfig &)>;

Q_DECLARE_METATYPE(Change)

namespace {

engine::Workspace read(const QByteArray &text, const QString &file)
{
    return engine::readTemplate(QDir::rootPath(), file, text, {});
}

engine::Result<QByteArray> patched(const QByteArray &text, const QString &file, const QString &id,
                                   const Change &change)
{
    const auto workspace = read(text, file);
    const auto *function = workspace.function(id);
    if (!function)
        return engine::Error{Code::UnknownFunction, id};
    engine::FunctionConfig after = function->config;
    change(after);
    return engine::patchFunction(text, file, id, function->config, after);
}

Change memory(int value)
{
    return [value](auto &config) { config.memory = {value}; };
}

Change environment(std::vector<engine::EnvironmentVariable> variables)
{
    return [variables](auto &config) { config.environment = variables; };
}

engine::EnvironmentVariable var(const char *key, const QString &value)
{
    return {QString::fromLatin1(key), value};
}

// "-old +new": what diff would show of two texts that differ in one stretch of lines.
QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    QList<QByteArray> old = before.split('\n');
    QList<QByteArray> now = after.split('\n');
    while (!old.isEmpty() && !now.isEmpty() && old.first() == now.first()) {
        old.removeFirst();
        now.removeFirst();
    }
    while (!old.isEmpty() && !now.isEmpty() && old.last() == now.last()) {
        old.removeLast();
        now.removeLast();
    }
    QByteArray out;
    for (const QByteArray &line : old)
        out += '-' + line + '\n';
    for (const QByteArray &line : now)
        out += '+' + line + '\n';
    return out;
}

const QByteArray Head = "Resources:\n  F:\n    Type: AWS::Serverless::Function\n";

// Every kind of place a value can stand in.
const QByteArray Mixed = "# \xC3\xBCmlaut \xF0\x9F\x9A\x80\n"
                         "Globals:\n  Function: {Timeout: 5, Environment: {Variables: {G: g}}}\n"
                         "Resources:\n"
                         "  A: # first\n    Type: AWS::Serverless::Function\n    Properties:\n"
                         "      Handler: 'a.b' # quoted\n      Runtime: python3.11\n"
                         "      MemorySize: 128   # small\n"
                         "      InlineCode: |\n        # code\n        x = 1\n\n"
                         "      # what it needs\n      Environment:\n        Variables:\n"
                         "          ONE: \"1\" # one\n          # two\n          TWO: two\n\n"
                         "  B: {Type: AWS::Serverless::Function, Properties: {Handler: x.y}}\n"
                         "  C:\n    Type: AWS::Lambda::Function\n    Properties:\n"
                         "      Handler: c.d\n      Runtime: nodejs20.x\n"
                         "      Code: {ZipFile: 'x'}\n"
                         "      Description: >-\n        folded\n        text\n";

const QByteArray Json = "{\n  \"Resources\": {\n"
                        "    \"A\": {\n      \"Type\": \"AWS::Serverless::Function\",\n"
                        "      \"Properties\": {\n        \"Handler\": \"a.b\",\n"
                        "        \"MemorySize\": 128,\n        \"Runtime\": \"python3.11\"\n"
                        "      }\n    },\n"
                        "    \"B\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {}}\n"
                        "  }\n}\n";

} // namespace

class TestTemplatePatch : public QObject
{
    Q_OBJECT

private slots:
    void oneLineOfThreeHundred();
    void changesOnlyWhatItMust_data();
    void changesOnlyWhatItMust();
    void refuses_data();
    void refuses();
    void movesASharedAnchor();
    void keepsLineEndsAndByteOrderMark();
    void randomEdits_data();
    void randomEdits();
};

void TestTemplatePatch::oneLineOfThreeHundred()
{
    QByteArray text =
        "# A template with comments\nTransform: AWS::Serverless-2016-10-31\nResources:\n";
    for (int i = 0; i < 30; ++i)
        text +=
            "  # function \xC3\xA4 " + QByteArray::number(i) + "\n  F" + QByteArray::number(i)
            + ":\n    Type: AWS::Serverless::Function # type\n    Properties:\n"
              "      Handler: a.b\n      # how much\n      MemorySize: 256   # MB\n"
              "      Environment:\n        Variables: # none secret\n          KEY: !Ref Other\n\n";
    QVERIFY(text.count('\n') > 300);
    const auto result =
        patched(text, QStringLiteral("template.yaml"), QStringLiteral("F17"), memory(512));
    QVERIFY(result);
    QCOMPARE(difference(text, *result),
             QByteArray("-      MemorySize: 256   # MB\n+      MemorySize: 512   # MB\n"));
}

void TestTemplatePatch::changesOnlyWhatItMust_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("id");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *file, const QByteArray &text, const char *id,
                        const Change &change, const QByteArray &expected) {
        QTest::newRow(name) << QString::fromLatin1(file) << text << QString::fromLatin1(id)
                            << change << expected;
    };
    const char *yaml = "template.yaml";
    const char *json = "template.json";
    row("a plain number", yaml, Mixed, "A", memory(256),
        "-      MemorySize: 128   # small\n+      MemorySize: 256   # small\n");
    row(
        "quotes are kept", yaml, Mixed, "A",
        [](auto &config) { config.handler = QStringLiteral("it's.x"); },
        "-      Handler: 'a.b' # quoted\n+      Handler: 'it''s.x' # quoted\n");
    row(
        "a value of Globals is overridden at the function", yaml, Mixed, "A",
        [](auto &config) { config.timeout = engine::Seconds(9); }, "+      Timeout: 9\n");
    row(
        "a nested map is made", yaml, Mixed, "A",
        [](auto &config) { config.ephemeralStorage = {1024}; },
        "+      EphemeralStorage:\n+        Size: 1024\n");
    row(
        "metadata is made", yaml, Mixed, "C",
        [](auto &config) { config.network = engine::Network::Internet; },
        "+    Metadata:\n+      LambdaWorkbench:\n+        Network: internet\n");
    row(
        "architectures", yaml, Mixed, "A",
        [](auto &config) { config.architecture = engine::Architecture::Arm64; },
        "+      Architectures: [arm64]\n");
    row("a variable's value", yaml, Mixed, "A",
        environment({var("G", QStringLiteral("g")), var("ONE", QStringLiteral("uno")),
                     var("TWO", QStringLiteral("two"))}),
        "-          ONE: \"1\" # one\n+          ONE: \"uno\" # one\n");
    row("a variable behind its neighbour", yaml, Mixed, "A",
        environment({var("G", QStringLiteral("g")), var("ONE", QStringLiteral("1")),
                     var("NEW", QStringLiteral("yes")), var("TWO", QStringLiteral("two"))}),
        "+          NEW: \"yes\"\n");
    row("a variable less", yaml, Mixed, "A",
        environment({var("G", QStringLiteral("g")), var("ONE", QStringLiteral("1"))}),
        "-          TWO: two\n");
    row("a variable renamed", yaml, Mixed, "A",
        environment({var("G", QStringLiteral("g")), var("FIRST", QStringLiteral("1")),
                     var("TWO", QStringLiteral("two"))}),
        "-          ONE: \"1\" # one\n+          FIRST: \"1\" # one\n");
    row("no variable left", yaml, Mixed, "A", environment({var("G", QStringLiteral("g"))}),
        "-      Environment:\n-        Variables:\n-          ONE: \"1\" # one\n"
        "-          # two\n-          TWO: two\n");
    row("inside a flow mapping", yaml, Mixed, "B", memory(512),
        "-  B: {Type: AWS::Serverless::Function, Properties: {Handler: x.y}}\n"
        "+  B: {Type: AWS::Serverless::Function, Properties: {Handler: x.y, MemorySize: 512}}\n");
    row("variables inside a flow mapping", yaml, Mixed, "B",
        environment({var("G", QStringLiteral("g")), var("K", QStringLiteral("a: b"))}),
        "-  B: {Type: AWS::Serverless::Function, Properties: {Handler: x.y}}\n"
        "+  B: {Type: AWS::Serverless::Function, Properties: {Handler: x.y, "
        "Environment: {Variables: {K: \"a: b\"}}}}\n");
    row(
        "a folded text", yaml, Mixed, "C",
        [](auto &config) { config.description = QStringLiteral("new"); },
        "-      Description: >-\n-        folded\n-        text\n+      Description: new\n");
    row("a key with nothing behind it", yaml,
        Head + "    Properties:\n      Environment:\n      Handler: a.b\n", "F",
        environment({var("K", QStringLiteral("v"))}),
        "-      Environment:\n+      Environment: {Variables: {K: v}}\n");
    row("the last line without an end", yaml, Head + "    Properties:\n      Handler: a.b", "F",
        memory(256), "+      MemorySize: 256\n");
    row("no Properties at all", yaml, Head, "F", memory(256),
        "+    Properties:\n+      MemorySize: 256\n");
    row("text where the number was", yaml, Head + "    Properties:\n      MemorySize: abc\n", "F",
        memory(256), "-      MemorySize: abc\n+      MemorySize: 256\n");
    row("an alias is replaced", yaml,
        "X: &m 128\n" + Head + "    Properties:\n      MemorySize: *m\n", "F", memory(256),
        "-      MemorySize: *m\n+      MemorySize: 256\n");
    row("JSON: a number", json, Json, "A", memory(256),
        "-        \"MemorySize\": 128,\n+        \"MemorySize\": 256,\n");
    row(
        "JSON: a new member with its comma", json, Json, "A",
        [](auto &config) { config.timeout = engine::Seconds(9); },
        "-        \"Runtime\": \"python3.11\"\n+        \"Runtime\": \"python3.11\",\n"
        "+        \"Timeout\": 9\n");
    row("JSON: an empty object", json, Json, "B", memory(256),
        "-    \"B\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {}}\n"
        "+    \"B\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"MemorySize\": "
        "256}}\n");
    const auto ports = [](std::vector<int> list) {
        return Change([list](auto &config) { config.hostPorts = list; });
    };
    row("ports of the host are made", yaml, Mixed, "C", ports({5432}),
        "+    Metadata:\n+      LambdaWorkbench:\n+        HostPorts:\n+          - 5432\n");
    const QByteArray withPorts = Head
                                 + "    Metadata:\n      LambdaWorkbench:\n        HostPorts:\n"
                                   "          - 5432 # orders\n          - 8000\n"
                                   "    Properties:\n      Handler: a.b\n";
    row("a port more", yaml, withPorts, "F", ports({5432, 6379, 8000}), "+          - 6379\n");
    row("a port less", yaml, withPorts, "F", ports({5432}), "-          - 8000\n");
    row("no port left", yaml, withPorts, "F", ports({}),
        "-    Metadata:\n-      LambdaWorkbench:\n-        HostPorts:\n"
        "-          - 5432 # orders\n-          - 8000\n");
    row("ports on one line", yaml,
        Head + "    Metadata: {LambdaWorkbench: {HostPorts: [80, 81]}}\n", "F", ports({81, 82}),
        "-    Metadata: {LambdaWorkbench: {HostPorts: [80, 81]}}\n"
        "+    Metadata: {LambdaWorkbench: {HostPorts: [81, 82]}}\n");
    row("a single port that is no list", yaml,
        Head
            + "    Metadata:\n      LambdaWorkbench:\n        HostPorts: 80\n        Network: "
              "none\n",
        "F", ports({80, 81}),
        "-        HostPorts: 80\n-        Network: none\n+        Network: none\n"
        "+        HostPorts:\n+          - 80\n+          - 81\n");
    row("JSON: ports of the host", json, Json, "B", ports({5432}),
        "-    \"B\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {}}\n"
        "+    \"B\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {}, \"Metadata\": "
        "{\"LambdaWorkbench\": {\"HostPorts\": [5432]}}}\n");
    row(
        "nothing", yaml, Mixed, "A", [](auto &) {}, "");
}

void TestTemplatePatch::changesOnlyWhatItMust()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, id);
    QFETCH(Change, change);
    QFETCH(QByteArray, expected);
    const auto result = patched(text, file, id, change);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QCOMPARE(difference(text, *result), expected);
}

void TestTemplatePatch::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &text, const Change &change, Code code) {
        QTest::newRow(name) << text << change << static_cast<int>(code);
    };
    row("an expression", Head + "    Properties:\n      MemorySize: !Ref Size\n", memory(256),
        Code::Unresolved);
    row("an expression in long form", Head + "    Properties:\n      MemorySize: {Ref: Size}\n",
        memory(256), Code::Unresolved);
    row(
        "ports that are an expression",
        Head + "    Metadata: {LambdaWorkbench: {HostPorts: !Ref Ports}}\n",
        [](auto &config) { config.hostPorts = {80}; }, Code::Unresolved);
    row("a variable that is an expression",
        Head + "    Properties:\n      Environment: {Variables: {K: !Ref AWS::Region}}\n",
        environment({var("K", QStringLiteral("other"))}), Code::Unresolved);
    row("variables chosen by a condition",
        "Conditions: {C: !Equals [a, a]}\n" + Head
            + "    Properties:\n      Environment: !If [C, {Variables: {K: v}}, {}]\n",
        environment({var("K", QStringLiteral("other"))}), Code::Unresolved);
    row("a variable of Globals can't be taken away",
        "Globals: {Function: {Environment: {Variables: {G: g}}}}\n" + Head
            + "    Properties:\n      Handler: a.b\n",
        environment({}), Code::Unsupported);
    row("a shared map",
        "X: &e {Variables: {K: v}}\n" + Head + "    Properties:\n      Environment: *e\n",
        environment({var("K", QStringLiteral("other"))}), Code::Unsupported);
    row("the same variable twice", Head + "    Properties:\n      Handler: a.b\n",
        environment({var("K", QStringLiteral("1")), var("K", QStringLiteral("2"))}),
        Code::InvalidConfiguration);
}

void TestTemplatePatch::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(Change, change);
    QFETCH(int, code);
    const auto result = patched(text, QStringLiteral("template.yaml"), QStringLiteral("F"), change);
    QVERIFY(!result);
    QCOMPARE(static_cast<int>(result.error().code), code);
    const auto broken =
        engine::patchFunction("A: [", QStringLiteral("template.yaml"), QStringLiteral("F"), {}, {});
    QCOMPARE(broken.error().code, Code::BadSyntax);
    const auto unknown =
        engine::patchFunction(Head, QStringLiteral("template.yaml"), QStringLiteral("no"), {}, {});
    QCOMPARE(unknown.error().code, Code::UnknownFunction);
}

void TestTemplatePatch::movesASharedAnchor()
{
    const QByteArray text = Head
                            + "    Properties:\n      MemorySize: &m 128 # here\n  G:\n"
                              "    Type: AWS::Serverless::Function\n    Properties:\n"
                              "      MemorySize: *m\n";
    const auto result =
        patched(text, QStringLiteral("template.yaml"), QStringLiteral("F"), memory(256));
    QVERIFY(result);
    QVERIFY(result->contains("MemorySize: 256 # here\n"));
    QVERIFY(result->contains("MemorySize: &m 128\n"));
}

void TestTemplatePatch::keepsLineEndsAndByteOrderMark()
{
    QByteArray text = Mixed;
    text.replace("\n", "\r\n");
    text.prepend("\xEF\xBB\xBF");
    const auto result =
        patched(text, QStringLiteral("template.yaml"), QStringLiteral("A"), [](auto &config) {
            config.memory = {256};
            config.timeout = engine::Seconds(9);
            config.environment.push_back(var("THREE", QStringLiteral("a\nb")));
        });
    QVERIFY(result);
    QCOMPARE(result->count('\n'), result->count("\r\n"));
    QCOMPARE(result->count('\n'), text.count('\n') + 2);
    QVERIFY(result->startsWith("\xEF\xBB\xBF#"));
}

void TestTemplatePatch::randomEdits_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("YAML") << QStringLiteral("template.yaml") << Mixed;
    QTest::newRow("JSON") << QStringLiteral("template.json") << Json;
}

// Whatever is edited, reading the new text gives what was asked for, and all else is as it was.
void TestTemplatePatch::randomEdits()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    const QStringList values{QStringLiteral("plain"),
                             QStringLiteral("yes"),
                             QStringLiteral("null"),
                             QStringLiteral("123"),
                             QStringLiteral("0x1F"),
                             QStringLiteral("a: b"),
                             QStringLiteral("a #b"),
                             QStringLiteral(":"),
                             QStringLiteral("- x"),
                             QStringLiteral("{a}"),
                             QStringLiteral("it's"),
                             QStringLiteral("\"q\" \\n"),
                             QStringLiteral("a\nb\n"),
                             QStringLiteral("\ttab"),
                             QStringLiteral(" edge "),
                             QStringLiteral("ünï 🚀"),
                             QString(),
                             QStringLiteral("!Ref x"),
                             QStringLiteral("*a"),
                             QStringLiteral("12:30:45"),
                             QStringLiteral("2026-01-01"),
                             QStringLiteral("\u2028"),
                             QStringLiteral("~"),
                             QStringLiteral("a,b]"),
                             QStringLiteral("<<"),
                             QStringLiteral("\x01"),
                             QStringLiteral("-"),
                             QStringLiteral("1e3"),
                             QStringLiteral("false"),
                             QStringLiteral("@at"),
                             QStringLiteral("%p"),
                             QStringLiteral("a:"),
                             QStringLiteral("? x")};
    quint32 seed = 99;
    const auto random = [&](qsizetype below) {
        seed = seed * 1664525U + 1013904223U;
        return static_cast<qsizetype>((seed >> 8) % static_cast<quint32>(below));
    };
    const auto byKey = [](const auto &a, const auto &b) { return a.key < b.key; };
    for (int round = 0; round < 1500; ++round) {
        const auto before = read(text, file);
        const auto at =
            static_cast<size_t>(random(static_cast<qsizetype>(before.functions.size())));
        engine::FunctionConfig after = before.functions[at].config;
        const QString &value = values[random(values.size())];
        auto &variables = after.environment;
        switch (random(9)) {
        case 0:
            after.memory = {static_cast<int>(random(20'000))};
            break;
        case 1:
            after.timeout = engine::Seconds(random(1'000));
            break;
        case 2:
            after.description = value;
            break;
        case 3:
            after.ephemeralStorage = {static_cast<int>(random(20'000))};
            break;
        case 4:
            after.architecture =
                random(2) ? engine::Architecture::Arm64 : engine::Architecture::X86_64;
            if (random(2))
                after.hostPorts = {80 + static_cast<int>(random(3)), 90};
            else
                after.hostPorts.clear();
            after.network = random(2) ? engine::Network::Internet : engine::Network::None;
            break;
        case 5:
            after.handler = value;
            break;
        case 6:
            if (!variables.empty() && variables.back().key != u"G") {
                variables.back().key = QStringLiteral("R%1").arg(round);
                break;
            }
            [[fallthrough]];
        case 7:
            if (variables.size() > 6) {
                std::erase_if(variables, [](const auto &each) { return each.key != u"G"; });
                break;
            }
            variables.insert(variables.begin()
                                 + random(static_cast<qsizetype>(variables.size()) + 1),
                             {QStringLiteral("K%1").arg(round), value});
            break;
        default:
            if (!variables.empty())
                variables[static_cast<size_t>(random(static_cast<qsizetype>(variables.size())))]
                    .value = value;
        }
        const auto result = engine::patchFunction(text, file, before.functions[at].logicalId,
                                                  before.functions[at].config, after);
        QVERIFY2(result,
                 result ? "" : (qPrintable(result.error().detail + u'\n') + text).constData());
        const auto now = read(*result, file);
        QCOMPARE(now.functions.size(), before.functions.size());
        for (size_t i = 0; i < now.functions.size(); ++i) {
            engine::FunctionConfig expected = i == at ? after : before.functions[i].config;
            engine::FunctionConfig actual = now.functions[i].config;
            std::sort(expected.environment.begin(), expected.environment.end(), byKey);
            std::sort(actual.environment.begin(), actual.environment.end(), byKey);
            QVERIFY2(actual == expected, result->constData());
        }
        text = *result;
    }
    if (file.endsWith(u"yaml")) // the comments have come through it all
        for (const char *comment : {"# first\n", "# quoted\n", "# code\n", "# small\n"})
            QVERIFY2(text.contains(comment), text.constData());
}

QTEST_GUILESS_MAIN(TestTemplatePatch)
#include "tst_templatepatch.moc"

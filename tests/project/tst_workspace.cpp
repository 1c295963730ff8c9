// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/project/tomlreader.h"
#include "engine/project/workspace.h"

using engine::TemplateProblem;
using Kind = TemplateProblem::Kind;
using Origin = engine::WorkspaceFunction::Origin;

namespace {

const QByteArray Rich = R"(AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: dev}
  Memory: {Type: Number, Default: 256}
  Secret: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /a/b}
  Names: {Type: CommaDelimitedList, Default: 'a, b,c'}
Mappings:
  Sizes:
    dev: {Timeout: 7}
    prod: {Timeout: 30}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  NotProd: !Not [!Condition IsProd]
  Loop: !Condition Loop
Globals:
  Function:
    Runtime: python3.11
    MemorySize: !Ref Memory
    Environment:
      Variables: {SHARED: one, STAGE: global}
Resources:
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: !Sub 'items-${Stage}'}}
  Queue: {Type: AWS::SQS::Queue}
  Main:
    Type: AWS::Serverless::Function
    Metadata: {LambdaWorkbench: {Network: internet}}
    Properties:
      Handler: app.handler
      Timeout: !FindInMap [Sizes, !Ref Stage, Timeout]
      Architectures: [arm64]
      EphemeralStorage: {Size: 1024}
      Environment:
        Variables:
          STAGE: !Ref Stage
          TABLE: !Ref Table
          TABLE_ARN: !GetAtt Table.Arn
          URL: !Sub ['https://${Host}/${!x}/${AWS::Region}', {Host: !Join ['.', [api, example]]}]
          MODE: !If [IsProd, strict, !If [NotProd, lax, never]]
          SECOND: {'Fn::Select': [1, !Ref Names]}
          PART: !Select [0, !Split ['-', x-y]]
          SECRET: !Ref Secret
          LOOP: !If [Loop, a, b]
          DEBUG: yes
          PORT: 8080
          EMPTY:
      Events:
        Get: {Type: HttpApi, Properties: {Path: /orders, Method: get}}
        All: {Type: HttpApi}
        Tick: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}
        Jobs: {Type: SQS, Properties: {Queue: !GetAtt Queue.Arn}}
  Plain:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: plain-one
      Runtime: nodejs20.x
      Handler: index.handler
      MemorySize: abc
      Code: {ZipFile: 'exports.handler = async () => 1;'}
)";

engine::Workspace read(const QByteArray &text,
                       const QString &file = QStringLiteral("template.yaml"),
                       const std::map<QString, QString> &overrides = {})
{
    return engine::readTemplate(QDir::tempPath(), file, text, overrides);
}

QString variable(const engine::WorkspaceFunction &function, const char *key)
{
    for (const auto &each : function.config.environment)
        if (each.key == QLatin1StringView(key))
            return each.value;
    return QStringLiteral("(none)");
}

int count(const engine::Workspace &workspace, Kind kind)
{
    return static_cast<int>(
        std::count_if(workspace.problems.begin(), workspace.problems.end(),
                      [&](const TemplateProblem &problem) { return problem.kind == kind; }));
}

QString functionText(const QString &id, const QString &lines)
{
    return QStringLiteral("  %1:\n    Type: AWS::Serverless::Function\n    Properties:\n%2")
        .arg(id, lines);
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void resolvesWhatDecidesAFunction();
    void readsLoggingAndTracing();
    void readsHostPorts_data();
    void readsHostPorts();
    void readsVpcForShow();
    void overridesChangeWhatParametersDecide();
    void listsWhatItCantResolve();
    void readsCloudFormationsOwnFunctions();
    void namesThePlaceOfAMistake_data();
    void namesThePlaceOfAMistake();
    void anchorsAndMergeKeys();
    void survivesHostileText_data();
    void survivesHostileText();
    void survivesMutations();
    void refusesCodeOutsideTheWorkspace();
    void writesInlineCode();
    void opensAFolder();
    void tomlStrings_data();
    void tomlStrings();
    void eventsStayInTheirFolder();
};

void TestWorkspace::resolvesWhatDecidesAFunction()
{
    const auto workspace = read(Rich);
    QCOMPARE(workspace.functions.size(), size_t(2));
    const auto &main = workspace.functions[0];
    QCOMPARE(main.logicalId, QStringLiteral("Main"));
    QCOMPARE(main.line, 25);
    QCOMPARE(main.config.name, QStringLiteral("Main"));
    QCOMPARE(main.config.runtime, QStringLiteral("python3.11"));
    QCOMPARE(main.config.memory.value, 256);
    QCOMPARE(main.config.timeout.count(), 7);
    QCOMPARE(main.config.ephemeralStorage.value, 1024);
    QCOMPARE(main.config.architecture, engine::Architecture::Arm64);
    QCOMPARE(main.config.network, engine::Network::Internet);
    QCOMPARE(main.codeUri, QStringLiteral("."));
    QCOMPARE(main.config.environment.front().key, QStringLiteral("SHARED"));
    QCOMPARE(variable(main, "STAGE"), QStringLiteral("dev"));
    QCOMPARE(variable(main, "TABLE"), QStringLiteral("items-dev"));
    QCOMPARE(variable(main, "TABLE_ARN"),
             QStringLiteral("arn:aws:dynamodb:us-east-1:000000000000:table/items-dev"));
    QCOMPARE(variable(main, "URL"), QStringLiteral("https://api.example/${x}/us-east-1"));
    QCOMPARE(variable(main, "MODE"), QStringLiteral("lax"));
    QCOMPARE(variable(main, "SECOND"), QStringLiteral("b"));
    QCOMPARE(variable(main, "PART"), QStringLiteral("x"));
    QCOMPARE(variable(main, "DEBUG"), QStringLiteral("true"));
    QCOMPARE(variable(main, "PORT"), QStringLiteral("8080"));
    QCOMPARE(variable(main, "EMPTY"), QString());
    const std::vector<engine::TriggerSummary> triggers{
        {QStringLiteral("Get"), QStringLiteral("HttpApi"), QStringLiteral("GET /orders")},
        {QStringLiteral("All"), QStringLiteral("HttpApi"), QStringLiteral("$default")},
        {QStringLiteral("Tick"), QStringLiteral("Schedule"), QStringLiteral("rate(5 minutes)")},
        {QStringLiteral("Jobs"), QStringLiteral("SQS"),
         QStringLiteral("arn:aws:sqs:us-east-1:000000000000:Queue")}};
    QCOMPARE(main.triggers, triggers);
    QCOMPARE(main.origins.at(QStringLiteral("MemorySize")), Origin::Parameter);
    QCOMPARE(main.origins.at(QStringLiteral("Runtime")), Origin::Globals);
    QCOMPARE(main.origins.at(QStringLiteral("Handler")), Origin::Own);
    QCOMPARE(main.origins.at(QStringLiteral("Description")), Origin::Default);
    QCOMPARE(main.intrinsics.at(QStringLiteral("Environment.TABLE")), QStringLiteral("!Ref Table"));
    QVERIFY(!main.intrinsics.contains(QStringLiteral("Handler")));
}

void TestWorkspace::readsLoggingAndTracing()
{
    const auto workspace =
        read("Globals:\n  Function:\n    Tracing: Active\n"
             "    LoggingConfig: {LogFormat: JSON, SystemLogLevel: WARN}\n"
             "Resources:\n"
             "  One:\n    Type: AWS::Serverless::Function\n    Properties:\n"
             "      Tracing: PassThrough\n"
             "      LoggingConfig: {ApplicationLogLevel: TRACE, LogGroup: shared}\n"
             "  Two:\n    Type: AWS::Lambda::Function\n    Properties:\n"
             "      TracingConfig: {Mode: Active}\n"
             "      LoggingConfig: {LogFormat: XML}\n");
    QCOMPARE(workspace.functions.size(), size_t(2));
    const engine::FunctionConfig &one = workspace.functions[0].config;
    QCOMPARE(one.tracing, engine::Tracing::PassThrough);
    QCOMPARE(one.logging,
             (engine::LoggingConfig{engine::LogFormat::Json, QStringLiteral("TRACE"),
                                    engine::SystemLogLevel::Warn, QStringLiteral("shared")}));
    const engine::FunctionConfig &two = workspace.functions[1].config;
    QCOMPARE(two.tracing, engine::Tracing::Active); // and nothing of Globals, which is SAM's
    QCOMPARE(two.logging, engine::LoggingConfig{});
    QCOMPARE(count(workspace, Kind::BadValue), 1);
}

void TestWorkspace::readsHostPorts_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<std::vector<int>>("ports");
    QTest::addColumn<QString>("malformed");
    const auto row = [](const char *name, const char *value, std::vector<int> ports,
                        const char *malformed = "") {
        QTest::newRow(name) << QByteArray(value) << ports << QString::fromLatin1(malformed);
    };
    row("a list", "[5432, 8000]", {5432, 8000});
    row("quoted", "['5432']", {5432});
    row("a single one", "5432", {5432});
    row("by a parameter", "[!Ref Port]", {6379});
    row("nothing", "", {});
    row("an empty list", "[]", {});
    row("text among them", "[5432, http]", {5432}, "http");
    row("a list in the list", "[[1]]", {}, "?");
    row("a map", "{a: 1}", {}, "?");
    row("a fraction", "[1.5]", {}, "1.5");
    row("past what a number holds", "[99999999999]", {}, "99999999999");
}

void TestWorkspace::readsHostPorts()
{
    QFETCH(QByteArray, value);
    QFETCH(std::vector<int>, ports);
    QFETCH(QString, malformed);
    const auto workspace =
        read("Parameters: {Port: {Type: Number, Default: 6379}}\nResources:\n  F:\n"
             "    Type: AWS::Serverless::Function\n    Metadata:\n      LambdaWorkbench:\n"
             "        HostPorts: "
             + value + "\n    Properties: {Handler: a.b}\n");
    QCOMPARE(workspace.functions.size(), size_t(1));
    const auto &function = workspace.functions[0];
    QCOMPARE(function.config.hostPorts, ports);
    const auto found =
        function.malformed.find(QStringLiteral("Metadata.LambdaWorkbench.HostPorts"));
    QCOMPARE(found == function.malformed.end() ? QString() : found->second, malformed);
    QCOMPARE(count(workspace, Kind::BadValue), malformed.isEmpty() ? 0 : 1);
}

void TestWorkspace::readsVpcForShow()
{
    const auto workspace =
        read("Globals: {Function: {VpcConfig: {SecurityGroupIds: [sg-all]}}}\nResources:\n"
             "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n"
             "      VpcConfig:\n        SubnetIds: [subnet-1, !ImportValue Second]\n"
             "        Ipv6AllowedForDualStack: true\n"
             "  G:\n    Type: AWS::Lambda::Function\n    Properties:\n      Handler: a.b\n"
             "      VpcConfig: {SubnetIds: [], SecurityGroupIds: []}\n");
    QCOMPARE(workspace.functions.size(), size_t(2));
    const auto &vpc = workspace.functions[0].vpc;
    QVERIFY(vpc);
    QCOMPARE(vpc->subnets.value(0), QStringLiteral("subnet-1"));
    QVERIFY(vpc->subnets.value(1).contains(QLatin1StringView("ImportValue")));
    QCOMPARE(vpc->securityGroups, QStringList{QStringLiteral("sg-all")});
    QVERIFY(vpc->ipv6);
    QVERIFY(!workspace.functions[1].vpc);
    QCOMPARE(count(workspace, Kind::Unresolved), 0); // nothing here depends on it
}

void TestWorkspace::overridesChangeWhatParametersDecide()
{
    const auto workspace = read(Rich, QStringLiteral("template.yaml"),
                                {{QStringLiteral("Stage"), QStringLiteral("prod")},
                                 {QStringLiteral("Memory"), QStringLiteral("512")}});
    QCOMPARE(workspace.functions[0].config.timeout.count(), 30);
    QCOMPARE(workspace.functions[0].config.memory.value, 512);
    QCOMPARE(variable(workspace.functions[0], "MODE"), QStringLiteral("strict"));
}

void TestWorkspace::listsWhatItCantResolve()
{
    const auto workspace = read(Rich);
    QCOMPARE(count(workspace, Kind::Unresolved), 2); // the secret and the loop
    const auto first = std::find_if(workspace.problems.begin(), workspace.problems.end(),
                                    [](const auto &p) { return p.kind == Kind::Unresolved; });
    QCOMPARE(first->detail, QStringLiteral("!Ref Secret"));
    QCOMPARE(first->property, QStringLiteral("Environment.SECRET"));
    QCOMPARE(first->function, QStringLiteral("Main"));
    QCOMPARE(first->line, 42);
    QCOMPARE(first->column, 19);
}

void TestWorkspace::readsCloudFormationsOwnFunctions()
{
    const auto workspace = read(Rich);
    const auto &plain = workspace.functions[1];
    QCOMPARE(workspace.function(QStringLiteral("plain-one")), &plain);
    QCOMPARE(workspace.function(QStringLiteral("Plain")), &plain);
    QCOMPARE(workspace.function(QStringLiteral("nobody")), nullptr);
    QCOMPARE(plain.config.memory.value, 128);
    QVERIFY(plain.config.environment.empty()); // Globals are SAM's
    QCOMPARE(plain.malformed.at(QStringLiteral("MemorySize")), QStringLiteral("abc"));
    QCOMPARE(count(workspace, Kind::BadValue), 1);
}

void TestWorkspace::namesThePlaceOfAMistake_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("functions");
    const QByteArray good =
        (QStringLiteral("Resources:\n")
         + functionText(QStringLiteral("Good"), QStringLiteral("      Handler: a.b\n")))
            .toUtf8();
    QTest::newRow("a tab as indentation")
        << "template.yaml" << QByteArray(good + "  Bad:\n\tType: x\n") << 7 << 1 << 1;
    QTest::newRow("a bracket that does not close")
        << "template.yaml" << QByteArray(good + "  Bad: [1, 2\n") << 7 << 1 << 1;
    QTest::newRow("an unknown anchor after umlauts")
        << "template.yaml" << QByteArray("A: \xC3\xA4\xC3\xB6 # \xC3\xBC\nB: [\xC3\xA4, *no]\n")
        << 2 << 8 << 0;
    QTest::newRow("JSON without a comma")
        << "template.json"
        << QByteArray("{\"Resources\": {\n \"A\": {\"Type\": \"AWS::Serverless::Function\"},\n"
                      " \"B\": {\"x\": 1 \"y\": 2}}}")
        << 3 << 15 << 1;
    QTest::newRow("JSON that ends early")
        << "template.json" << QByteArray("{\"a\": ") << 1 << 7 << 0;
}

void TestWorkspace::namesThePlaceOfAMistake()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(int, functions);
    const auto workspace = read(text, file);
    QCOMPARE(static_cast<int>(workspace.functions.size()), functions);
    QCOMPARE(count(workspace, Kind::Syntax), 1);
    const auto &problem = *std::find_if(workspace.problems.begin(), workspace.problems.end(),
                                        [](const auto &p) { return p.kind == Kind::Syntax; });
    QCOMPARE(problem.line, line);
    QCOMPARE(problem.column, column);
    QVERIFY(!problem.detail.isEmpty());
}

void TestWorkspace::anchorsAndMergeKeys()
{
    const auto workspace = read("X: &base\n  Handler: a.b\n  MemorySize: &m 300\nResources:\n"
                                "  One:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                "      <<: *base\n      Timeout: 9\n"
                                "  Two:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                "      Handler: c.d\n      MemorySize: *m\n");
    QCOMPARE(workspace.functions.size(), size_t(2));
    QCOMPARE(workspace.functions[0].config.handler, QStringLiteral("a.b"));
    QCOMPARE(workspace.functions[0].config.memory.value, 300);
    QCOMPARE(workspace.functions[0].config.timeout.count(), 9);
    QCOMPARE(workspace.functions[1].config.memory.value, 300);
}

void TestWorkspace::survivesHostileText_data()
{
    QTest::addColumn<QByteArray>("text");
    QByteArray laughs = "a0: &a0 [x]\n";
    QByteArray merges = "m0: &m0 {k: v}\n";
    for (int i = 1; i < 40; ++i) {
        const QByteArray before = QByteArray("*a") + QByteArray::number(i - 1);
        laughs += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before + ','
                  + before + ',' + before + "]\n";
        const QByteArray merge = "*m" + QByteArray::number(i - 1);
        merges += "m" + QByteArray::number(i) + ": &m" + QByteArray::number(i) + " {<<: [" + merge
                  + ", " + merge + "]}\n";
    }
    const QByteArray function =
        "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n";
    QTest::newRow("a billion laughs") << laughs + function + "      Handler: !Join ['', *a39]\n";
    QTest::newRow("a billion merges") << merges + function + "      <<: *m39\n      Handler: a.b\n";
    QTest::newRow("deep brackets") << QByteArray(1'000'000, '[');
    QTest::newRow("deep JSON") << '{' + QByteArray(1'000'000, '[');
    QTest::newRow("many values") << QByteArray("- x\n").repeated(1'000'000);
    QTest::newRow("64 MB") << QByteArray(64 * 1024 * 1024, 'x');
    QTest::newRow("zero bytes") << QByteArray(1000, '\0');
    QTest::newRow("broken UTF-8") << QByteArray("a: \xFF\xFE\xC3\n");
    QTest::newRow("an alias of itself") << QByteArray("Resources: &a [*a]\n");
    QTest::newRow("a name that needs itself")
        << function + "      FunctionName: !Sub '${F}-x'\n      Handler: !Ref F\n";
    QTest::newRow("conditions in a circle")
        << "Conditions: {A: !Condition B, B: !Or [!Condition A, !Condition A]}\n" + function
               + "      Handler: !If [A, x, y]\n";
    QTest::newRow("nothing") << QByteArray();
}

void TestWorkspace::survivesHostileText()
{
    QFETCH(QByteArray, text);
    const auto yaml = read(text);
    QVERIFY(!yaml.problems.empty() || !yaml.functions.empty());
    (void)read(text, QStringLiteral("template.json"));
    (void)engine::readToml(text);
}

void TestWorkspace::survivesMutations()
{
    quint32 seed = 12345;
    const auto random = [&](quint32 below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8) % below;
    };
    const QByteArray spice = "{}[]:,&*!|>'\"%@`#-?\n\t \\\0\xC3<~$";
    for (int round = 0; round < 3000; ++round) {
        QByteArray text = Rich;
        const auto edits = 1 + random(4);
        for (quint32 i = 0; i < edits; ++i) {
            const auto at = static_cast<qsizetype>(random(static_cast<quint32>(text.size())));
            const char c =
                spice[static_cast<qsizetype>(random(static_cast<quint32>(spice.size())))];
            switch (random(4)) {
            case 0:
                text[at] = c;
                break;
            case 1:
                text.insert(at, c);
                break;
            case 2:
                text.remove(at, 1 + random(30));
                break;
            default:
                text.truncate(at + 1);
            }
        }
        const auto workspace = read(text);
        for (const auto &problem : workspace.problems)
            QVERIFY2(problem.line >= 0 && problem.column >= 0, text.constData());
        (void)read(text, QStringLiteral("template.json"));
        (void)engine::readToml(text);
    }
}

void TestWorkspace::refusesCodeOutsideTheWorkspace()
{
    const QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("inside")));
    QVERIFY(QFile::link(QStringLiteral("/etc"), dir.filePath(QStringLiteral("link"))));
    const auto codePath = [&](const QString &uri) {
        const QString text =
            QStringLiteral("Resources:\n")
            + functionText(QStringLiteral("F"), QStringLiteral("      CodeUri: %1\n").arg(uri));
        const auto workspace =
            engine::readTemplate(dir.path(), QStringLiteral("template.yaml"), text.toUtf8(), {});
        return workspace.functions.at(0).codePath;
    };
    QCOMPARE(codePath(QStringLiteral("inside/")), dir.filePath(QStringLiteral("inside")));
    QCOMPARE(codePath(QStringLiteral("/etc")), QString());
    QCOMPARE(codePath(QStringLiteral("../")), QString());
    QCOMPARE(codePath(QStringLiteral("link")), QString());
    QCOMPARE(codePath(QStringLiteral("s3://bucket/key")), QString());
}

void TestWorkspace::writesInlineCode()
{
    const QTemporaryDir dir;
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("template.yaml")), Rich));
    const auto workspace = engine::openWorkspace(dir.path());
    QVERIFY(workspace);
    const QString path =
        QDir(workspace->functions[1].codePath).filePath(QStringLiteral("index.js"));
    QCOMPARE(*engine::readWhole(path), QByteArray("exports.handler = async () => 1;"));
    // a link in the way is not followed
    QVERIFY(QFile::remove(path));
    const QString victim = dir.filePath(QStringLiteral("victim"));
    QVERIFY(engine::writeAtomically(victim, "mine"));
    QVERIFY(QFile::link(victim, path));
    QCOMPARE(count(*engine::openWorkspace(dir.path()), Kind::CodeMissing), 1);
    QCOMPARE(*engine::readWhole(victim), QByteArray("mine"));
}

void TestWorkspace::opensAFolder()
{
    const QTemporaryDir dir;
    QCOMPARE(engine::openWorkspace(dir.path()).error().code, engine::Error::Code::NotFound);
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("template.yaml")), Rich));
    QVERIFY(engine::writeAtomically(
        dir.filePath(QStringLiteral("samconfig.toml")),
        "version = 0.1\n[default.global.parameters]\nparameter_overrides = \"Stage=x Memory=1\"\n"
        "[default.deploy.parameters]\nstack_name = 'a'\n"
        "parameter_overrides = [\n  \"Stage='prod'\", # which\n  'Memory=640',\n]\n"));
    const std::map<QString, QString> expected{{QStringLiteral("Stage"), QStringLiteral("prod")},
                                              {QStringLiteral("Memory"), QStringLiteral("640")}};
    QCOMPARE(engine::parameterOverrides(dir.path()), expected);
    const auto workspace = engine::openWorkspace(dir.path());
    QVERIFY(workspace);
    QCOMPARE(workspace->functions[0].config.memory.value, 640);
}

void TestWorkspace::tomlStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("escapes") << QByteArray("a.\"b\" = \"x\\t\\u00e4\\\"\"") << "x\t\u00e4\"";
    QTest::newRow("literal") << QByteArray("[a]\nb = 'c:\\n'") << "c:\\n";
    QTest::newRow("more lines") << QByteArray("a.b = \"\"\"\none\\\n   two\n\"\"\"") << "onetwo\n";
    QTest::newRow("inline table") << QByteArray("a = { b = 'x', c = [1] }") << "x";
    QTest::newRow("a number with a comment") << QByteArray("a.b = 12 # x") << "12";
    QTest::newRow("without an end") << QByteArray("a.b = \"x") << "(none)";
}

void TestWorkspace::tomlStrings()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const auto document = engine::readToml(text);
    const auto found = document.values.find(QStringLiteral("a.b"));
    QCOMPARE(found == document.values.end() ? QStringLiteral("(none)") : found->second.front(),
             expected);
    QCOMPARE(document.mistake.has_value(), expected == QStringLiteral("(none)"));
}

void TestWorkspace::eventsStayInTheirFolder()
{
    const QTemporaryDir dir;
    const QString hello = QStringLiteral("hello");
    QCOMPARE(engine::eventFilePath(dir.path(), hello, QStringLiteral("ok.json")),
             dir.filePath(QStringLiteral("events/hello/ok.json")));
    QCOMPARE(engine::eventFilePath(dir.path(), hello, QStringLiteral("../../x")),
             dir.filePath(QStringLiteral("events/hello/-..-x.json")));
    QCOMPARE(engine::eventFilePath(dir.path(), QStringLiteral("../x"), QStringLiteral("a")),
             QString());
    QCOMPARE(engine::eventFilePath(dir.path(), hello, QStringLiteral(" .. ")), QString());
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("events/hello/b.json")), "{}"));
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("events/hello/a.json")), "{}"));
    QVERIFY(engine::writeAtomically(dir.filePath(QStringLiteral("events/hello/c.txt")), "{}"));
    const auto events = engine::savedEvents(dir.path(), hello);
    QCOMPARE(events.size(), size_t(2));
    QCOMPARE(events[0].name, QStringLiteral("a"));
    QVERIFY(QFile::link(QStringLiteral("/etc"), dir.filePath(QStringLiteral("events/out"))));
    QCOMPARE(engine::eventFilePath(dir.path(), QStringLiteral("out"), QStringLiteral("a")),
             QString());
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"

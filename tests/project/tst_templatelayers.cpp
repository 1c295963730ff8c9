// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/model/configmessages.h"
#include "engine/project/problemmessages.h"
#include "engine/project/workspace.h"

using Code = engine::Error::Code;
using Kind = engine::TemplateProblem::Kind;
using Origin = engine::WorkspaceFunction::Origin;

namespace {

const QByteArray Declared = R"(Globals:
  Function:
    Layers: [!Ref Base]
Resources:
  Base:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: base, CompatibleRuntimes: [python3.11, python3.12]}
  Zipped:
    Type: AWS::Lambda::LayerVersion
    Properties:
      LayerName: zipped-libs
      Content: zipped.zip
      CompatibleArchitectures: [arm64]
  Gone:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: gone.zip}
  Bucket:
    Type: AWS::Lambda::LayerVersion
    Properties: {Content: {S3Bucket: b, S3Key: k}}
  Outside:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: ../outside}
)";

const QByteArray Arn = "arn:aws:lambda:us-east-1:017000801446:layer:Powertools:7";

QByteArray function(const QByteArray &layers, const QByteArray &runtime = "python3.11")
{
    return Declared
           + "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
             "      CodeUri: base\n      Handler: a.b\n      Runtime: "
           + runtime + "\n" + layers;
}

const QString Yaml = QStringLiteral("template.yaml");

engine::Result<QByteArray> patched(const QByteArray &text, const QString &file,
                                   const QStringList &layers)
{
    const auto workspace = engine::readTemplate(QDir::rootPath(), file, text, {});
    const engine::FunctionConfig &before = workspace.function(QStringLiteral("F"))->config;
    engine::FunctionConfig after = before;
    after.layers = layers;
    return engine::patchFunction(text, file, QStringLiteral("F"), before, after);
}

QStringList names(const char *list)
{
    return QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestTemplateLayers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsLayers();
    void readsReferences_data();
    void readsReferences();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void limits_data();
    void limits();
    void patches_data();
    void patches();
    void refusesToPatch_data();
    void refusesToPatch();

private:
    engine::Workspace read(const QByteArray &text) const
    {
        return engine::readTemplate(m_dir.path(), Yaml, text, {});
    }
    QTemporaryDir m_dir;
};

void TestTemplateLayers::initTestCase()
{
    QVERIFY(QDir(m_dir.path()).mkdir(QStringLiteral("base")));
    QFile file(m_dir.filePath(QStringLiteral("zipped.zip")));
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void TestTemplateLayers::readsLayers()
{
    const auto workspace = read(Declared);
    QCOMPARE(workspace.layers.size(), size_t{5});
    const engine::WorkspaceLayer &base = workspace.layers[0];
    QCOMPARE(base.logicalId, QStringLiteral("Base"));
    QCOMPARE(base.name, QStringLiteral("Base"));
    QCOMPARE(base.line, 5);
    QCOMPARE(base.path, m_dir.filePath(QStringLiteral("base")));
    QVERIFY(!base.isArchive);
    QCOMPARE(base.runtimes, names("python3.11 python3.12"));
    const engine::WorkspaceLayer &zipped = *workspace.layer(QStringLiteral("Zipped"));
    QCOMPARE(zipped.name, QStringLiteral("zipped-libs"));
    QVERIFY(zipped.isArchive);
    QCOMPARE(zipped.path, m_dir.filePath(QStringLiteral("zipped.zip")));
    QCOMPARE(workspace.layer(QStringLiteral("Gone"))->path,
             m_dir.filePath(QStringLiteral("gone.zip")));
    QCOMPARE(workspace.layer(QStringLiteral("Bucket"))->path, QString());
    QCOMPARE(workspace.layer(QStringLiteral("Outside"))->path, QString());
    QVERIFY(!workspace.layer(QStringLiteral("F")));
    std::vector<std::pair<QString, Kind>> problems;
    for (const auto &problem : workspace.problems)
        problems.emplace_back(problem.function, problem.kind);
    const std::vector<std::pair<QString, Kind>> expected{
        {QStringLiteral("Gone"), Kind::CodeMissing},
        {QStringLiteral("Bucket"), Kind::Unsupported},
        {QStringLiteral("Outside"), Kind::Unsupported}};
    QCOMPARE(problems, expected);
}

void TestTemplateLayers::readsReferences_data()
{
    QTest::addColumn<QByteArray>("layers");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<int>("global");
    const QString arn = QString::fromLatin1(Arn);
    QTest::newRow("from Globals alone") << QByteArray() << names("Base") << 1;
    QTest::newRow("Globals come first")
        << QByteArray("      Layers:\n        - !Ref Zipped\n        - !GetAtt Gone.Arn\n")
        << names("Base Zipped Gone") << 1;
    QTest::newRow("the long forms")
        << QByteArray("      Layers: [{Ref: Zipped}, {'Fn::GetAtt': [Gone, Arn]}]\n")
        << names("Base Zipped Gone") << 1;
    QTest::newRow("layers of AWS") << QByteArray("      Layers: [" + Arn + "]\n")
                                   << QStringList{QStringLiteral("Base"), arn} << 1;
    QTest::newRow("what only AWS can resolve")
        << QByteArray("      Layers: [!ImportValue shared]\n")
        << QStringList{QStringLiteral("Base"), QStringLiteral("!ImportValue shared")} << 1;
    QTest::newRow("conditions take some out")
        << QByteArray("      Layers:\n        - !If [No, !Ref Gone, !Ref 'AWS::NoValue']\n"
                      "        - !Ref Zipped\nConditions: {No: !Equals [a, b]}\n")
        << names("Base Zipped") << 1;
}

void TestTemplateLayers::readsReferences()
{
    QFETCH(QByteArray, layers);
    const auto workspace = read(function(layers));
    const auto *found = workspace.function(QStringLiteral("F"));
    QVERIFY(found);
    QTEST(found->config.layers, "expected");
    QTEST(found->globalLayers, "global");
    QCOMPARE(found->origins.at(QStringLiteral("Layers")),
             layers.isEmpty() ? Origin::Globals : Origin::Own);
}

void TestTemplateLayers::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("a layer of AWS")
        << function("      Layers: [" + Arn + "]\n") << Kind::LayerElsewhere
        << QStringLiteral("The layer arn:aws:lambda:us-east-1:017000801446:layer:Powertools:7 is "
                          "not on this machine; here the function runs without it.");
    QTest::newRow("made for another runtime")
        << function("", "nodejs20.x") << Kind::LayerMismatch
        << QStringLiteral("The layer is not made for this function: Base: python3.11 python3.12, "
                          "nodejs20.x.");
    QTest::newRow("made for another processor")
        << function("      Layers: [!Ref Zipped]\n") << Kind::LayerMismatch
        << QStringLiteral("The layer is not made for this function: Zipped: arm64, x86_64.");
}

void TestTemplateLayers::saysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(Kind, kind);
    for (const auto &problem : read(text).problems) {
        if (problem.function != QStringLiteral("F"))
            continue;
        QCOMPARE(problem.kind, kind);
        QCOMPARE(problem.severity, engine::TemplateProblem::Severity::Warning);
        QTEST(engine::problemText(problem), "sentence");
        QVERIFY(!engine::explain(problem).remedy.isEmpty());
        return;
    }
    QFAIL("no problem was found");
}

void TestTemplateLayers::limits_data()
{
    QTest::addColumn<QStringList>("layers");
    QTest::addColumn<QString>("text"); // Lambda's own
    QTest::newRow("five") << names("A B C D E") << QString();
    QTest::newRow("six") << names("A B C D E F")
                         << QStringLiteral("Cannot reference more than 5 layers.");
    QTest::newRow("one twice")
        << names("A B A")
        << QStringLiteral("Two different versions of the same layer are not allowed to be "
                          "referenced in the same function. A and A are versions of the same "
                          "layer.");
    const QString arn = QString::fromLatin1(Arn);
    const QString other = arn.chopped(1) + u'8';
    QTest::newRow("two versions of one")
        << QStringList{arn, other}
        << QStringLiteral("Two different versions of the same layer are not allowed to be "
                          "referenced in the same function. %1 and %2 are versions of the same "
                          "layer.")
               .arg(arn, other);
}

void TestTemplateLayers::limits()
{
    QFETCH(QStringList, layers);
    QFETCH(QString, text);
    engine::FunctionConfig config;
    config.name = QStringLiteral("f");
    config.runtime = QStringLiteral("python3.11");
    config.handler = QStringLiteral("a.b");
    config.layers = layers;
    const auto errors = engine::validate(config);
    QCOMPARE(errors.empty(), text.isEmpty());
    if (errors.empty())
        return;
    QCOMPARE(errors.front().field, engine::ConfigError::Field::Layers);
    QCOMPARE(engine::serviceText(errors.front(), config), text);
    QCOMPARE(engine::explain(errors.front()).sentence, text);
    QVERIFY(!engine::explain(errors.front()).remedy.isEmpty());
}

void TestTemplateLayers::patches_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("layers");
    QTest::addColumn<QByteArray>("after");

    const auto block = [](const char *items) {
        return function("      Layers: # what it needs\n" + QByteArray(items)
                        + "      Timeout: 3 # last\n");
    };
    const char *const Two = "        # the zip\n        - !Ref Zipped # one\n"
                            "        - !GetAtt Gone.Arn\n";
    QTest::newRow("the first one") << function("      Timeout: 3\n") << Yaml << names("Base Zipped")
                                   << function("      Timeout: 3\n      Layers:\n"
                                               "        - !Ref Zipped\n");
    QTest::newRow("one more") << block(Two) << Yaml << names("Base Zipped Gone Outside")
                              << block("        # the zip\n        - !Ref Zipped # one\n"
                                       "        - !GetAtt Gone.Arn\n        - !Ref Outside\n");
    QTest::newRow("another order takes comments along")
        << block(Two) << Yaml << names("Base Gone Zipped")
        << block("        - !GetAtt Gone.Arn\n        # the zip\n        - !Ref Zipped # one\n");
    QTest::newRow("one less") << block(Two) << Yaml << names("Base Gone")
                              << block("        - !GetAtt Gone.Arn\n");
    QTest::newRow("none left") << block(Two) << Yaml << names("Base")
                               << function("      Timeout: 3 # last\n");
    QTest::newRow("on one line") << function("      Layers: [ !Ref Zipped, !Ref Gone ]\n") << Yaml
                                 << names("Base Gone Zipped Outside")
                                 << function("      Layers: [ !Ref Gone, !Ref Zipped, !Ref Outside "
                                             "]\n");
    QTest::newRow("an empty list") << function("      Layers: []\n") << Yaml << names("Base Gone")
                                   << function("      Layers: [!Ref Gone]\n");
    QTest::newRow("at the end of a file without a line end")
        << function("      Layers:\n        - !Ref Zipped") << Yaml << names("Base Zipped Gone")
        << function("      Layers:\n        - !Ref Zipped\n        - !Ref Gone");
    QTest::newRow("layers of AWS are kept as they are written")
        << function("      Layers:\n        - '" + Arn + "'\n        - !ImportValue x\n") << Yaml
        << QStringList{QStringLiteral("Base"), QStringLiteral("!ImportValue x"),
                       QStringLiteral("Gone"), QString::fromLatin1(Arn)}
        << function("      Layers:\n        - !ImportValue x\n        - !Ref Gone\n        - '"
                    + Arn + "'\n");

    const auto json = [](const QByteArray &layers) {
        return "{\n  \"Resources\": {\n    \"L\": {\"Type\": \"AWS::Serverless::LayerVersion\"},\n"
               "    \"M\": {\"Type\": \"AWS::Serverless::LayerVersion\"},\n"
               "    \"F\": {\n      \"Type\": \"AWS::Serverless::Function\",\n"
               "      \"Properties\": {\n        \"Handler\": \"a.b\""
               + layers + "\n      }\n    }\n  }\n}\n";
    };
    QTest::newRow("JSON, the first one")
        << json("") << QStringLiteral("template.json") << names("L")
        << json(",\n        \"Layers\": [{\"Ref\": \"L\"}]");
    QTest::newRow("JSON, on lines of their own")
        << json(",\n        \"Layers\": [\n          {\"Ref\": \"L\"}\n        ]")
        << QStringLiteral("template.json") << names("M L")
        << json(",\n        \"Layers\": [\n          {\"Ref\": \"M\"},\n          {\"Ref\": "
                "\"L\"}\n        ]");
}

void TestTemplateLayers::patches()
{
    QFETCH(QByteArray, before);
    QFETCH(QString, file);
    QFETCH(QStringList, layers);
    QFETCH(QByteArray, after);
    const auto result = patched(before, file, layers);
    QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
    QCOMPARE(*result, after);
}

void TestTemplateLayers::refusesToPatch_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("layers");
    QTest::addColumn<Code>("code");
    QTest::newRow("layers of Globals can't go") << function("") << names("") << Code::Unresolved;
    QTest::newRow("nor move") << function("      Layers: [!Ref Zipped]\n") << names("Zipped Base")
                              << Code::Unresolved;
    QTest::newRow("a condition over the list")
        << function("      Layers: !If [C, [!Ref Zipped], [!Ref Gone]]\n"
                    "Conditions: {C: !Equals [a, a]}\n")
        << names("Base Gone") << Code::Unresolved;
    QTest::newRow("a condition over one of it")
        << function("      Layers: [!If [C, !Ref Gone, !Ref 'AWS::NoValue'], !Ref Zipped]\n"
                    "Conditions: {C: !Equals [a, b]}\n")
        << names("Base Zipped Outside") << Code::Unresolved;
    QTest::newRow("comments within one line's list")
        << function("      Layers: [!Ref Zipped, # one\n        !Ref Gone]\n") << names("Base Gone")
        << Code::Unsupported;
    QTest::newRow("a list that others share")
        << function("      Layers: &l\n        - !Ref Zipped\n  G:\n    Type: "
                    "AWS::Serverless::Function\n    Properties: {Handler: x.y, Layers: *l}\n")
        << names("Base Gone") << Code::Unsupported;
}

void TestTemplateLayers::refusesToPatch()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, layers);
    const auto result = patched(text, Yaml, layers);
    QVERIFY2(!result, result ? result->constData() : "");
    QTEST(result.error().code, "code");
}

QTEST_GUILESS_MAIN(TestTemplateLayers)
#include "tst_templatelayers.moc"

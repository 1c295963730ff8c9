// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/core/json.h"
#include "engine/project/workspace.h"
#include "engine/starters/newfunction.h"
#include "engine/starters/starters.h"
#include "tests/support/countingids.h"
#include "tests/support/manualclock.h"

using engine::Error;
using engine::FunctionPlan;
using engine::FunctionWish;
using engine::Result;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

Result<FunctionPlan> planned(const QString &folder, const char *file, const QByteArray &content,
                             const FunctionWish &wish)
{
    testsupport::ManualClock clock;
    testsupport::CountingIds ids;
    return engine::planFunction(folder, text(file), content, wish, clock, ids);
}

} // namespace

class TestNewFunction : public QObject
{
    Q_OBJECT

private slots:
    void templates_data();
    void templates();
    void everyStarterGoesIntoEveryTemplate();
    void refusals_data();
    void refusals();
    void refusesWhatIsThere();
    void writesAllOrNothing();
    void writesFilesAndAnEmptyFolder();
    void wordsCanBeTranslated();
};

void TestNewFunction::templates_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const QByteArray function = "  MyJob:\n"
                                "    Type: AWS::Serverless::Function\n"
                                "    Properties:\n"
                                "      FunctionName: my-job\n"
                                "      CodeUri: my-job/\n"
                                "      Handler: app.handler\n"
                                "      Runtime: python3.13\n"
                                "      Description: Runs every night at two (UTC)\n"
                                "      Timeout: 10\n"
                                "      Events:\n"
                                "        Nightly:\n"
                                "          Type: Schedule\n"
                                "          Properties:\n"
                                "            Schedule: cron(0 2 * * ? *)\n";
    const QByteArray head = "# mine\nTransform: AWS::Serverless-2016-10-31\n";
    const QByteArray one = "Resources:\n  # the first\n  Other: {Type: AWS::SNS::Topic} # kept\n";
    const auto row = [](const char *name, const char *file, const QByteArray &before,
                        const QByteArray &after) {
        QTest::newRow(name) << text(file) << before << after;
    };
    row("at the end of Resources", "template.yaml", head + one, head + one + function);
    row("before what follows", "template.yml", one + "\n# outputs\nOutputs:\n  A: {Value: 1}\n",
        one + function + "\n# outputs\nOutputs:\n  A: {Value: 1}\n");
    row("without a line end", "template.yaml", (head + one).chopped(1),
        head + one + function.chopped(1));
    row("no Resources yet", "template.yaml", head, head + "Resources:\n" + function);
    row("Resources without any", "template.yaml", head + "Resources:\n",
        head + "Resources:\n" + function);
    row("Resources with empty braces", "template.yaml", head + "Resources: {}\n",
        head + "Resources:\n" + function);
    row("Resources alone", "template.yaml", "Resources: {}\n",
        "Transform: AWS::Serverless-2016-10-31\nResources:\n" + function);
    QByteArray windows = head + one;
    QByteArray windowsAfter = head + one + function;
    row("line ends of Windows", "template.yaml", windows.replace("\n", "\r\n"),
        windowsAfter.replace("\n", "\r\n"));
    row("JSON", "template.json",
        "{\n  \"Resources\": {\n    \"Other\": {\"Type\": \"AWS::SNS::Topic\"}\n  }\n}\n",
        "{\n  \"Resources\": {\n    \"Other\": {\"Type\": \"AWS::SNS::Topic\"},\n"
        "    \"MyJob\": {\n      \"Type\": \"AWS::Serverless::Function\",\n"
        "      \"Properties\": {\n        \"FunctionName\": \"my-job\",\n"
        "        \"CodeUri\": \"my-job/\",\n        \"Handler\": \"app.handler\",\n"
        "        \"Runtime\": \"python3.13\",\n"
        "        \"Description\": \"Runs every night at two (UTC)\",\n"
        "        \"Timeout\": 10,\n        \"Events\": {\n          \"Nightly\": {\n"
        "            \"Type\": \"Schedule\",\n            \"Properties\": {\n"
        "              \"Schedule\": \"cron(0 2 * * ? *)\"\n            }\n          }\n"
        "        }\n      }\n    }\n  }\n}\n");
}

void TestNewFunction::templates()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QTemporaryDir dir;
    const auto plan = planned(dir.path(), qPrintable(file), before,
                              {text("my-job"), text("schedule"), text("python3.13")});
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    QCOMPARE(plan->templateText, after);
    QCOMPARE(plan->logicalId, text("MyJob"));
    QVERIFY(plan->block.contains("Nightly"));
}

void TestNewFunction::everyStarterGoesIntoEveryTemplate()
{
    const QTemporaryDir dir;
    int made = 0;
    for (const engine::Starter &starter : engine::starters()) {
        for (const QString &runtime : starter.runtimes) {
            for (const char *file : {"template.yaml", "template.json"}) {
                const bool json = qstrcmp(file, "template.json") == 0;
                const QByteArray before =
                    json ? "{\"Resources\": {\"jobQueue\": {\"Type\": \"AWS::SNS::Topic\"}}}"
                         : "Resources:\n  jobQueue:\n    Type: AWS::SNS::Topic\n";
                const auto plan =
                    planned(dir.path(), file, before, {text("job"), starter.name, runtime});
                QVERIFY2(plan, qPrintable(starter.name + u' ' + runtime));
                QVERIFY(plan->templateText.contains("jobQueue"));
                QCOMPARE(plan->templateText.contains("jobQueue2"),
                         starter.name == u"sqs-batch"); // a name that is taken
                const auto workspace =
                    engine::readTemplate(dir.path(), text(file), plan->templateText, {});
                QCOMPARE(workspace.functions.size(), std::size_t(1));
                for (const auto &problem : workspace.problems)
                    QCOMPARE(problem.kind, engine::TemplateProblem::Kind::CodeMissing);
                QCOMPARE(workspace.functions.front().triggers.empty(), starter.triggers.isEmpty());
                for (const FunctionPlan::File &each : plan->files) {
                    QVERIFY2(!each.content.isEmpty(), qPrintable(each.path));
                    if (each.path.endsWith(u".json"))
                        QVERIFY(engine::checkJson(each.content));
                }
                ++made;
            }
        }
    }
    QVERIFY(made > 60);
}

void TestNewFunction::refusals_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("starter");
    QTest::addColumn<QString>("runtime");
    QTest::addColumn<int>("code");
    const QByteArray good = "Parameters:\n  Size: {Type: Number}\nResources:\n"
                            "  Job:\n    Type: AWS::Serverless::Function\n    Properties:\n"
                            "      FunctionName: nightly\n      InlineCode: x\n"
                            "      Handler: a.b\n      Runtime: python3.11\n";
    const auto row = [](const char *name, const QByteArray &before, const QString &function,
                        const char *starter, const char *runtime, Error::Code code) {
        QTest::newRow(name) << before << function << text(starter) << text(runtime)
                            << static_cast<int>(code);
    };
    using Code = Error::Code;
    row("a blank", good, text("my job"), "hello", "go", Code::InvalidConfiguration);
    row("nothing", good, QString(), "hello", "go", Code::InvalidConfiguration);
    row("a path", good, text("../x"), "hello", "go", Code::InvalidConfiguration);
    row("hyphens alone", good, text("--"), "hello", "go", Code::InvalidConfiguration);
    row("a line end", good, text("a\n"), "hello", "go", Code::InvalidConfiguration);
    row("65 letters", good, QString(65, u'a'), "hello", "go", Code::InvalidConfiguration);
    row("the folder of saved events", good, text("events"), "hello", "go",
        Code::InvalidConfiguration);
    row("a logical id that is taken", good, text("Job"), "hello", "go", Code::AlreadyExists);
    row("one that comes to the same", good, text("job-"), "hello", "go", Code::AlreadyExists);
    row("a function's name that is taken", good, text("nightly"), "hello", "go",
        Code::AlreadyExists);
    row("a parameter's name", good, text("Size"), "hello", "go", Code::AlreadyExists);
    row("no such starter", good, text("x"), "nothing", "go", Code::Unsupported);
    row("no such runtime", good, text("x"), "hello", "cobol", Code::Unsupported);
    row("not in this language", good, text("x"), "streaming", "go", Code::Unsupported);
    row("a template with a mistake", "Resources:\n  A: [\n", text("x"), "hello", "go",
        Code::BadSyntax);
    row("no mapping", "- 1\n- 2\n", text("x"), "hello", "go", Code::BadTemplate);
    row("Resources that are a list", "A: 1\nResources: [1]\n", text("x"), "hello", "go",
        Code::BadTemplate);
}

void TestNewFunction::refusals()
{
    QFETCH(QByteArray, before);
    QFETCH(QString, name);
    QFETCH(QString, starter);
    QFETCH(QString, runtime);
    QFETCH(int, code);
    const QTemporaryDir dir;
    const auto plan = planned(dir.path(), "template.yaml", before, {name, starter, runtime});
    QVERIFY(!plan);
    QCOMPARE(static_cast<int>(plan.error().code), code);
}

void TestNewFunction::refusesWhatIsThere()
{
    const QTemporaryDir dir;
    const FunctionWish wish{text("job"), text("hello"), text("nodejs20.x")};
    const auto plan = planned(dir.path(), "template.yaml", "A: 1\n", wish);
    QVERIFY(plan);
    QVERIFY(plan->templateText.contains("Runtime: nodejs20.x"));
    QVERIFY(engine::writeAtomically(dir.filePath(text("events/job/ana.json")), "{}"));
    QCOMPARE(engine::writeFiles(dir.path(), *plan).error().code, Error::Code::AlreadyExists);
    QCOMPARE(planned(dir.path(), "template.yaml", "A: 1\n", wish).error().place,
             dir.filePath(text("events/job/ana.json")));
    const QTemporaryDir other;
    QVERIFY(QDir(other.path()).mkdir(text("job")));
    QCOMPARE(planned(other.path(), "template.yaml", "A: 1\n", wish).error().code,
             Error::Code::AlreadyExists);
    // a link that leads out of the workspace
    const QTemporaryDir linked;
    QVERIFY(QFile::link(other.path(), linked.filePath(text("events"))));
    QCOMPARE(planned(linked.path(), "template.yaml", "A: 1\n", wish).error().code,
             Error::Code::NotWritable);
}

// As when the disk is full in the middle: the next try must not find half a function in its way.
void TestNewFunction::writesAllOrNothing()
{
    const QTemporaryDir dir;
    const FunctionWish wish{text("job"), text("hello"), text("python3.13")};
    const auto plan = planned(dir.path(), "template.yaml", "A: 1\n", wish);
    QVERIFY(plan);
    QFile inTheWay(dir.filePath(text("events"))); // where the events' folder would be
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    QCOMPARE(engine::writePlan(dir.path(), *plan).error().code, Error::Code::NotWritable);
    QCOMPARE(engine::writeFiles(dir.path(), *plan).error().code, Error::Code::NotWritable);
    QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList{text("events")});
    QVERIFY(inTheWay.remove());
    QVERIFY(QDir(dir.path()).mkdir(text("template.yaml"))); // which can't be written then
    QCOMPARE(engine::writePlan(dir.path(), *plan).error().code, Error::Code::NotWritable);
    QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList{text("template.yaml")});
    QVERIFY(QDir(dir.path()).rmdir(text("template.yaml")));
    QVERIFY(engine::writePlan(dir.path(), *plan));
}

void TestNewFunction::writesFilesAndAnEmptyFolder()
{
    const QTemporaryDir dir;
    testsupport::ManualClock clock;
    testsupport::CountingIds ids;
    const QString folder = dir.filePath(text("new"));
    const auto plan = engine::planFunction(
        folder, {text("sh"), text("custom-runtime"), text("shell")}, clock, ids);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    QVERIFY(plan->newTemplate);
    QVERIFY(engine::writePlan(folder, *plan));
    QVERIFY(QFileInfo(QDir(folder).filePath(plan->mainFile)).isExecutable());
    const auto workspace = engine::openWorkspace(folder);
    QVERIFY(workspace);
    QCOMPARE(workspace->problems, std::vector<engine::TemplateProblem>{});
    QCOMPARE(workspace->functions.front().config.name, text("sh"));
    QCOMPARE(engine::savedEvents(folder, text("sh")).size(), std::size_t(1));
    // a second one joins it
    const auto second = engine::planFunction(
        folder, {text("py"), text("sqs-batch"), text("python3.12")}, clock, ids);
    QVERIFY(second);
    QVERIFY(engine::writePlan(folder, *second));
    QVERIFY(second->templateText.contains("Queue: !GetAtt pyQueue.Arn"));
    QCOMPARE(engine::openWorkspace(folder)->functions.size(), std::size_t(2));
}

void TestNewFunction::wordsCanBeTranslated()
{
    const QStringList words = engine::starterWords();
    for (const engine::Starter &starter : engine::starters()) {
        QVERIFY2(words.contains(starter.title), qPrintable(starter.title));
        QVERIFY2(words.contains(starter.description), qPrintable(starter.description));
        QVERIFY(!starter.runtimes.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestNewFunction)
#include "tst_newfunction.moc"

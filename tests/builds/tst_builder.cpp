// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

#include "engine/project/trust.h"
#include "tests/support/fakego.h"
#include "tests/support/testworkspace.h"

using engine::BuildStatus;
using engine::Error;
using engine::InvokeOutcome;
using engine::InvokeRequest;
using testsupport::TestWorkspace;
using State = BuildStatus::State;

namespace {

QString nameOf(State state)
{
    switch (state) {
    case State::NotNeeded:
        return QStringLiteral("not needed");
    case State::Waiting:
        return QStringLiteral("waiting");
    case State::Running:
        return QStringLiteral("running");
    case State::Succeeded:
        return QStringLiteral("succeeded");
    case State::UpToDate:
        return QStringLiteral("up to date");
    case State::Failed:
        return QStringLiteral("failed");
    case State::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

} // namespace

class TestBuilder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void buildsBeforeItRuns();
    void nothingIsBuiltAgainThatDidNotChange();
    void theNextSaveEndsABuild();
    void anInvokeNeverRunsAnOlderBuild();
    void savesAreBuiltInTheBackground();
    void failuresNameThePlace();
    void missingPackagesHaveTheirOwnRemedy();
    void aBuildThatMakesNothingFails();
    void muchOutputIsBounded();
    void aHangingBuildCanBeCancelled();
    void aWaitingInvokeCanBeCancelled();
    void withoutTrustNothingRuns();
    void withoutAToolTheRemedyIsNamed();
    void theCacheMayBeDeleted();
    void linksOutOfTheWorkspaceAreRefused();
    void oldBuildsGo();
    void workbenchFilesAreHidden();
    void whatWasBuiltIsToBeHad();

private:
    void save(const QByteArray &script);
    void listen();
    bool until(const std::function<bool()> &done);
    QString reply();
    QStringList builds() const; // folders kept

    testsupport::FakeGo m_go;
    std::unique_ptr<TestWorkspace> m_workspace;
    engine::LocalEngine::Options m_options;
    QStringList m_log; // states, and lines of output after ">"
};

void TestBuilder::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_options.tools = engine::ToolPlaces{.goRoots = {m_go.root()}};
}

void TestBuilder::init()
{
    m_log.clear();
    m_workspace = std::make_unique<TestWorkspace>(m_options);
    m_workspace->add(QStringLiteral("hello"), "provided.al2023", "x",
                     {{"main.go", "program v1\n"}});
}

void TestBuilder::cleanup()
{
    m_workspace.reset();
}

void TestBuilder::save(const QByteArray &script)
{
    m_workspace->write(QStringLiteral("hello/main.go"), script);
}

void TestBuilder::listen()
{
    engine::LocalEngine *engine = &m_workspace->engine();
    connect(engine, &engine::LocalEngine::buildChanged, this,
            [this](const BuildStatus &status) { m_log << nameOf(status.state); });
    connect(engine, &engine::LocalEngine::buildOutputArrived, this,
            [this](const QString &, const QByteArray &lines) {
                for (const QByteArray &line : lines.trimmed().split('\n'))
                    m_log << u'>' + QString::fromUtf8(line);
            });
}

bool TestBuilder::until(const std::function<bool()> &done)
{
    return QTest::qWaitFor(done, 60'000);
}

// What the function answers, or the error's code and sentence.
QString TestBuilder::reply()
{
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    if (!outcome)
        return QStringLiteral("error %1").arg(static_cast<int>(outcome.error().code));
    return QString::fromUtf8(outcome->payload);
}

QStringList TestBuilder::builds() const
{
    return QDir(m_workspace->path(QStringLiteral(".lambda-workbench/cache/builds/hello")))
        .entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
}

void TestBuilder::buildsBeforeItRuns()
{
    listen();
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    QCOMPARE(m_log.join(u' '), QStringLiteral("waiting running succeeded"));
    const BuildStatus status = m_workspace->engine().buildStatus(QStringLiteral("hello"));
    QCOMPARE(status.tool, QStringLiteral("go 1.99.0"));
    QVERIFY(status.duration > engine::Nanoseconds{0});

    save("echo compiling; program v2\n");
    QCOMPARE(reply(), QStringLiteral("\"v2\""));
    QVERIFY(m_log.contains(QStringLiteral(">compiling")));
    QCOMPARE(m_log.constLast(), QStringLiteral("succeeded"));
}

void TestBuilder::nothingIsBuiltAgainThatDidNotChange()
{
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    listen();
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    QVERIFY(m_log.isEmpty());

    // Saved without a change, as a checkout or an editor does.
    save("program v1\n");
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    QCOMPARE(m_log.join(u' '), QStringLiteral("up to date"));
    // Changed, and changed back.
    save("program v2\n");
    QCOMPARE(reply(), QStringLiteral("\"v2\""));
    m_log.clear();
    save("program v1\n");
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    QCOMPARE(m_log.join(u' '), QStringLiteral("up to date"));

    m_workspace->close();
    m_log.clear();
    listen();
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    QCOMPARE(m_log.join(u' '), QStringLiteral("up to date"));
}

void TestBuilder::theNextSaveEndsABuild()
{
    save("echo begun; sleep 1000\n");
    listen();
    m_workspace->engine().prepare(QStringLiteral("hello"));
    QVERIFY(until([this] { return m_log.contains(QStringLiteral(">begun")); }));
    save("program v2\n");
    QVERIFY(until([this] { return m_log.contains(QStringLiteral("succeeded")); }));
    QCOMPARE(m_log.join(u' '), QStringLiteral("waiting running >begun waiting running succeeded"));
    QCOMPARE(reply(), QStringLiteral("\"v2\""));
}

void TestBuilder::anInvokeNeverRunsAnOlderBuild()
{
    // The compiler has read v1, and ends well, but not before v2 is saved; an invoke waits for it.
    save("program v1; echo begun\n"
         "while grep -q 'program v1' /var/task/main.go; do sleep 0.01; done\n");
    listen();
    InvokeRequest request;
    request.functionName = QStringLiteral("hello");
    const auto future = m_workspace->engine().invoke(request);
    QVERIFY(until([this] { return m_log.contains(QStringLiteral(">begun")); }));
    save("program v2\n");
    const auto outcome = TestWorkspace::wait(future);
    QVERIFY(outcome);
    QCOMPARE(outcome->payload, QByteArray("\"v2\""));

    // Saved in the very moment between a save and the notice of it: the look-up sees it.
    for (int i = 3; i < 6; ++i) {
        const QByteArray version = "v" + QByteArray::number(i);
        save("program " + version + '\n');
        QCOMPARE(reply().toUtf8(), '"' + version + '"');
    }
}

void TestBuilder::savesAreBuiltInTheBackground()
{
    listen();
    m_workspace->engine().prepare(QStringLiteral("hello"));
    QVERIFY(until([this] { return m_log.contains(QStringLiteral("succeeded")); }));
    m_log.clear();
    save("program v2\n");
    QVERIFY(until([this] { return m_log.contains(QStringLiteral("succeeded")); }));
    m_log.clear();
    QCOMPARE(reply(), QStringLiteral("\"v2\"")); // finds it built
    QVERIFY(m_log.isEmpty());
}

void TestBuilder::failuresNameThePlace()
{
    save("echo '# hello'; echo './main.go:3:7: undefined: x'; exit 1\n");
    listen();
    QSignalSpy recorded(&m_workspace->engine(), &engine::LocalEngine::recorded);
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error(), (Error{Error::Code::BuildFailed, QStringLiteral("undefined: x"),
                                     QStringLiteral("main.go"), 3, 7}));
    QCOMPARE(m_log.constLast(), QStringLiteral("failed"));
    const BuildStatus status = m_workspace->engine().buildStatus(QStringLiteral("hello"));
    QCOMPARE(status.problems.size(), std::size_t{1});
    QVERIFY(status.output.startsWith("# hello\n"));
    QCOMPARE(recorded.size(), 1);
    const auto record = recorded[0][0].value<engine::InvocationRecord>();
    QCOMPARE(record.outcome, engine::Outcome::Failed);
    QVERIFY(record.errorMessage.contains(QStringLiteral("undefined: x")));

    // A burst does not build a hundred times what fails.
    m_log.clear();
    for (int i = 0; i < 5; ++i)
        QVERIFY(!m_workspace->invoke(QStringLiteral("hello")));
    QVERIFY(m_log.count(QStringLiteral("running")) <= 1);

    save("program mended\n");
    QCOMPARE(reply(), QStringLiteral("\"mended\""));
    QCOMPARE(builds().size(), 1);
}

void TestBuilder::missingPackagesHaveTheirOwnRemedy()
{
    save("echo 'main.go:3:8: no required module provides package example.com/a'; exit 1\n");
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::DependenciesMissing);
    QCOMPARE(outcome.error().line, 3);
}

void TestBuilder::aBuildThatMakesNothingFails()
{
    save("exit 0\n");
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::BuildFailed);
    QVERIFY(outcome.error().detail.contains(QStringLiteral("bootstrap")));
    QVERIFY(builds().isEmpty());
}

void TestBuilder::muchOutputIsBounded()
{
    save("yes './main.go:1:1: x0123456789012345678901234567890123456789' | head -c 100000000\n"
         "exit 1\n");
    listen();
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().line, 1);
    const BuildStatus status = m_workspace->engine().buildStatus(QStringLiteral("hello"));
    QVERIFY(status.output.size() < 2 * 1024 * 1024);
    QVERIFY(status.problems.size() <= 2); // the line that was cut in the middle is another one
    QVERIFY(m_log.join(u' ').size() < 1024 * 1024);
}

void TestBuilder::aHangingBuildCanBeCancelled()
{
    save("trap '' TERM INT; echo begun; while :; do sleep 1; done\n");
    listen();
    InvokeRequest request;
    request.functionName = QStringLiteral("hello");
    const auto future = m_workspace->engine().invoke(request);
    QVERIFY(until([this] { return m_log.contains(QStringLiteral(">begun")); }));
    m_workspace->engine().cancelBuild(QStringLiteral("hello"));
    const auto outcome = TestWorkspace::wait(future);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::Cancelled);
    QCOMPARE(m_log.join(u' '), QStringLiteral("waiting running >begun cancelled"));
    save("program v2\n");
    QCOMPARE(reply(), QStringLiteral("\"v2\""));
}

void TestBuilder::aWaitingInvokeCanBeCancelled()
{
    save("echo begun; sleep 1000\n");
    listen();
    InvokeRequest request;
    request.functionName = QStringLiteral("hello");
    request.trigger = QStringLiteral("me");
    const auto future = m_workspace->engine().invoke(request);
    QVERIFY(until([this] { return m_log.contains(QStringLiteral(">begun")); }));
    m_workspace->engine().cancel(QStringLiteral("somebody else"));
    QVERIFY(!future.isFinished());
    m_workspace->engine().cancel(QStringLiteral("me"));
    const auto outcome = TestWorkspace::wait(future);
    QVERIFY(outcome);
    QCOMPARE(outcome->record.outcome, engine::Outcome::Cancelled);
    // The build is not the request's own.
    QCOMPARE(m_workspace->engine().buildStatus(QStringLiteral("hello")).state, State::Running);
}

void TestBuilder::withoutTrustNothingRuns()
{
    engine::TrustedFolders trust(m_workspace->trustFile());
    QVERIFY(trust.remove(m_workspace->path()));
    listen();
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::NotTrusted);
    QCOMPARE(m_log.join(u' '), QStringLiteral("failed"));
    QVERIFY(!QFileInfo::exists(m_workspace->path(QStringLiteral(".lambda-workbench/cache/tools"))));
    // What needs no build runs as before.
    m_workspace->addPython(QStringLiteral("plain"), "def handler(event, context): return 1\n");
    const auto plain = m_workspace->invoke(QStringLiteral("plain"));
    QVERIFY(plain);
    QCOMPARE(plain->payload, QByteArray("1"));

    QVERIFY(trust.add(m_workspace->path()));
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
}

void TestBuilder::withoutAToolTheRemedyIsNamed()
{
    auto options = m_options;
    options.tools = engine::ToolPlaces{};
    m_workspace = std::make_unique<TestWorkspace>(options);
    m_workspace->add(QStringLiteral("hello"), "provided.al2023", "x",
                     {{"main.go", "program v1\n"}});
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::ToolMissing);
    QVERIFY(outcome.error().place.contains(QStringLiteral("golang-go")));
}

void TestBuilder::theCacheMayBeDeleted()
{
    QCOMPARE(reply(), QStringLiteral("\"v1\""));
    QVERIFY(QDir(m_workspace->path(QStringLiteral(".lambda-workbench/cache"))).removeRecursively());
    listen();
    const auto outcome =
        m_workspace->invoke(QStringLiteral("hello"), "{}", InvokeRequest::Start::Cold);
    QVERIFY(outcome);
    QCOMPARE(outcome->payload, QByteArray("\"v1\""));
    QCOMPARE(m_log.join(u' '), QStringLiteral("waiting running succeeded"));
}

void TestBuilder::linksOutOfTheWorkspaceAreRefused()
{
    QTemporaryDir elsewhere;
    QVERIFY(QDir().mkpath(m_workspace->path(QStringLiteral(".lambda-workbench"))));
    QVERIFY(QFile::link(elsewhere.path(),
                        m_workspace->path(QStringLiteral(".lambda-workbench/cache"))));
    const auto outcome = m_workspace->invoke(QStringLiteral("hello"));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, Error::Code::NotWritable);
    QVERIFY(QDir(elsewhere.path()).isEmpty());
}

void TestBuilder::oldBuildsGo()
{
    for (int i = 0; i < 9; ++i) {
        save("program v" + QByteArray::number(i) + '\n');
        QCOMPARE(reply().toUtf8(), "\"v" + QByteArray::number(i) + '"');
    }
    QVERIFY(builds().size() <= 6);
    // The one of now is among them.
    m_workspace->close();
    listen();
    QCOMPARE(reply(), QStringLiteral("\"v8\""));
    QCOMPARE(m_log.join(u' '), QStringLiteral("up to date"));
}

void TestBuilder::workbenchFilesAreHidden()
{
    // CodeUri is the workspace itself: neither history nor what was built before is a source.
    m_workspace->write(
        QStringLiteral("template.yaml"),
        "Resources:\n  hello:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        "      Runtime: provided.al2023\n      Handler: x\n      CodeUri: .\n");
    m_workspace->write(QStringLiteral("main.go"),
                       "program \"$(ls -A /var/task/.lambda-workbench | wc -l)\"\n");
    m_workspace->write(QStringLiteral(".lambda-workbench/state/secret"), "x");
    QCOMPARE(reply(), QStringLiteral("\"0\""));
}

void TestBuilder::whatWasBuiltIsToBeHad()
{
    auto made = TestWorkspace::wait(m_workspace->engine().builtFunction(QStringLiteral("hello")));
    QVERIFY(made);
    QCOMPARE(made->builtBy, QStringLiteral("go 1.99.0"));
    QVERIFY(QFileInfo(made->codePath + QStringLiteral("/bootstrap")).isExecutable());
    QVERIFY(!QFileInfo::exists(made->codePath + QStringLiteral("/main.go")));
    m_workspace->addPython(QStringLiteral("plain"), "def handler(event, context): return 1\n");
    made = TestWorkspace::wait(m_workspace->engine().builtFunction(QStringLiteral("plain")));
    QVERIFY(made);
    QCOMPARE(made->codePath, m_workspace->path(QStringLiteral("plain")));
    QVERIFY(made->builtBy.isEmpty());
    made = TestWorkspace::wait(m_workspace->engine().builtFunction(QStringLiteral("nobody")));
    QVERIFY(!made);
    QCOMPARE(made.error().code, Error::Code::UnknownFunction);
}

QTEST_GUILESS_MAIN(TestBuilder)
#include "tst_builder.moc"

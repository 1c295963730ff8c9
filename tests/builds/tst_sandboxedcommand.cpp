// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <optional>

#include "engine/builds/sandboxedcommand.h"
#include "engine/core/clock.h"
#include "engine/sandbox/sandboxhost.h"
#include "engine/sandbox/sandboxprobe.h"

using engine::CommandEnd;
using engine::CommandSpec;
using engine::SandboxedCommand;
using engine::SandboxSpec;
using Kind = engine::CommandEnd::Kind;

Q_DECLARE_METATYPE(engine::CommandEnd::Kind)

class TestSandboxedCommand : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void endsAreToldApart_data();
    void endsAreToldApart();
    void seesTheSpecAlone();
    void writesWhereItMayAndNothingElse_data();
    void writesWhereItMayAndNothingElse();
    void linesComeWhole();
    void muchOutputIsCutInTheMiddle();
    void aHangingOneIsKilled();
    void memoryIsLimited();
    void destroyingItCancels();
    void nothingIsLeftRunning();
    void aMissingMountIsNamed();

private:
    CommandSpec shell(const QString &script) const;
    std::optional<CommandEnd> run(const CommandSpec &spec, int seconds = 60);
    bool until(const std::function<bool()> &done, int seconds = 60);

    std::unique_ptr<engine::SystemClock> m_clock;
    std::unique_ptr<engine::Reactor> m_reactor;
    std::unique_ptr<engine::BubblewrapFactory> m_sandboxes;
    std::unique_ptr<SandboxedCommand> m_command;
    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_live;
    int m_liveCalls = 0;
};

void TestSandboxedCommand::initTestCase()
{
    const auto found =
        engine::probeSandbox(QStringLiteral(WORKBENCH_BINARY_DIR "/libexec/workbench-init"));
    if (!found.canRun())
        QSKIP(qPrintable(QStringLiteral("no sandboxes here: ") + found.startError));
}

void TestSandboxedCommand::init()
{
    m_clock = std::make_unique<engine::SystemClock>();
    m_reactor = std::make_unique<engine::Reactor>(*m_clock);
    m_sandboxes = std::make_unique<engine::BubblewrapFactory>(
        *m_reactor,
        engine::SandboxOptions{QStringLiteral(WORKBENCH_BINARY_DIR "/libexec/workbench-init")});
    m_folder = std::make_unique<QTemporaryDir>();
    m_live.clear();
    m_liveCalls = 0;
}

void TestSandboxedCommand::cleanup()
{
    m_command.reset();
    m_sandboxes.reset();
    m_reactor.reset();
}

CommandSpec TestSandboxedCommand::shell(const QString &script) const
{
    CommandSpec spec;
    spec.argv = QStringList{QStringLiteral("sh"), QStringLiteral("-c"), script};
    spec.timeLimit = engine::Seconds{60};
    return spec;
}

bool TestSandboxedCommand::until(const std::function<bool()> &done, int seconds)
{
    const auto end = m_clock->now() + engine::Seconds{seconds};
    while (!done()) {
        if (m_clock->now() > end)
            return false;
        m_reactor->poll(engine::Milliseconds{50});
    }
    return true;
}

std::optional<CommandEnd> TestSandboxedCommand::run(const CommandSpec &spec, int seconds)
{
    std::optional<CommandEnd> got;
    m_command = std::make_unique<SandboxedCommand>(
        *m_reactor, *m_sandboxes, spec,
        SandboxedCommand::Events{[this](const QByteArray &lines) {
                                     m_live += lines;
                                     ++m_liveCalls;
                                 },
                                 [&](const CommandEnd &end) {
                                     got = end;
                                     m_command.reset(); // as owners do
                                 }});
    until([&] { return got.has_value(); }, seconds);
    return got;
}

void TestSandboxedCommand::endsAreToldApart_data()
{
    QTest::addColumn<QStringList>("argv");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("status");
    const auto sh = [](const char *script) {
        return QStringList{QStringLiteral("sh"), QStringLiteral("-c"), QLatin1StringView(script)};
    };
    QTest::newRow("success") << sh("exit 0") << Kind::Succeeded << 0;
    QTest::newRow("a status") << sh("exit 7") << Kind::Failed << 7;
    QTest::newRow("a signal") << sh("kill -SEGV $$") << Kind::Failed << 128 + 11;
    QTest::newRow("not there") << QStringList{QStringLiteral("/usr/bin/no-such-compiler")}
                               << Kind::NotStarted << ENOENT;
}

void TestSandboxedCommand::endsAreToldApart()
{
    QFETCH(QStringList, argv);
    QFETCH(Kind, kind);
    QFETCH(int, status);
    CommandSpec spec = shell({});
    spec.argv = argv;
    const auto end = run(spec);
    QVERIFY(end);
    QCOMPARE(end->kind, kind);
    QCOMPARE(end->status, status);
}

void TestSandboxedCommand::seesTheSpecAlone()
{
    qputenv("WORKBENCH_TEST_SECRET", "x");
    CommandSpec spec = shell(QStringLiteral("env | grep -v ^_= | sort; pwd; ls -A; ls /home"));
    spec.environment = {{QStringLiteral("TZ"), QStringLiteral("Asia/Tokyo")},
                        {QStringLiteral("GOOS"), QStringLiteral("linux")}};
    const auto end = run(spec);
    qunsetenv("WORKBENCH_TEST_SECRET");
    QVERIFY(end);
    QCOMPARE(end->output, QByteArray("GOOS=linux\nHOME=/tmp\nLANG=C.UTF-8\n"
                                     "PATH=/usr/local/bin:/usr/bin:/bin\nPWD=/var/task\n"
                                     "TZ=Asia/Tokyo\n/var/task\n"
                                     "ls: cannot access '/home': No such file or directory\n"));
    QCOMPARE(m_live, end->output);
}

void TestSandboxedCommand::writesWhereItMayAndNothingElse_data()
{
    // Started as root these run as different users.
    QTest::addColumn<bool>("isPublic");
    QTest::newRow("in a folder that everybody may enter") << true;
    QTest::newRow("in a private folder") << false;
}

void TestSandboxedCommand::writesWhereItMayAndNothingElse()
{
    QFETCH(bool, isPublic);
    if (isPublic)
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::permissions(m_folder->path())
                                                            | QFile::ReadOther | QFile::ExeOther));
    QDir folder(m_folder->path());
    QVERIFY(folder.mkpath(QStringLiteral("source")));
    CommandSpec spec =
        shell(QStringLiteral("echo built > /build/out/file; echo x > /var/task/file; ls /build"));
    spec.mounts = {{folder.filePath(QStringLiteral("source")), QStringLiteral("/var/task")}};
    const QString out = folder.filePath(QStringLiteral("out"));
    spec.mounts.push_back({out, QStringLiteral("/build/out"), SandboxSpec::Access::Writable});
    QVERIFY(engine::prepareOwnFolders({out}, spec));
    const auto end = run(spec);
    QVERIFY(end);
    QVERIFY2(end->output.contains("Read-only file system") || end->output.contains("denied"),
             end->output.constData());
    QFile file(out + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("built\n"));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("source/file"))));

    // A link where the folder should be leads out of the cache.
    QVERIFY(QFile::link(QStringLiteral("/etc"), folder.filePath(QStringLiteral("link"))));
    QVERIFY(!engine::prepareOwnFolders({folder.filePath(QStringLiteral("link"))}, spec));
}

void TestSandboxedCommand::linesComeWhole()
{
    const auto end = run(shell(QStringLiteral("printf one; printf '\\ntwo\\nthr' >&2; echo ee; "
                                              "printf last")));
    QVERIFY(end);
    QCOMPARE(end->output, QByteArray("one\ntwo\nthree\nlast"));
    QCOMPARE(m_live, QByteArray("one\ntwo\nthree\nlast\n"));
}

void TestSandboxedCommand::muchOutputIsCutInTheMiddle()
{
    const auto end =
        run(shell(QStringLiteral("echo first; yes 0123456789012345678901234567890123456789 | "
                                 "head -c 100000000; echo last")));
    QVERIFY(end);
    QCOMPARE(end->kind, Kind::Succeeded);
    QVERIFY(end->output.size() < 2 * 1024 * 1024);
    QVERIFY(end->output.startsWith("first\n") && end->output.endsWith("last\n"));
    QVERIFY(end->output.contains(" bytes left out ...]"));
    QVERIFY(m_live.size() < 1024 * 1024);
    QVERIFY(m_live.startsWith("first\n") && m_live.endsWith("last\n"));
    QVERIFY(m_live.contains(" bytes left out ...]"));
    QVERIFY(m_liveCalls < 1'000);
}

void TestSandboxedCommand::aHangingOneIsKilled()
{
    CommandSpec spec = shell(QStringLiteral("trap '' TERM; echo begun; sleep 1000 & wait"));
    spec.timeLimit = engine::Seconds{1};
    const auto end = run(spec);
    QVERIFY(end);
    QCOMPARE(end->kind, Kind::TimedOut);
    QCOMPARE(end->output, QByteArray("begun\n"));
}

void TestSandboxedCommand::memoryIsLimited()
{
    CommandSpec spec = shell(QStringLiteral("tail /dev/zero"));
    spec.memory = {64};
    spec.temporary = {16};
    const auto end = run(spec);
    QVERIFY(end);
    QCOMPARE(end->kind, Kind::OutOfMemory);
}

void TestSandboxedCommand::destroyingItCancels()
{
    QStringList log;
    m_command = std::make_unique<SandboxedCommand>(
        *m_reactor, *m_sandboxes, shell(QStringLiteral("echo begun; sleep 1000")),
        SandboxedCommand::Events{
            [&](const QByteArray &lines) { log << QString::fromUtf8(lines.trimmed()); },
            [&](const CommandEnd &) { log << QStringLiteral("ended"); }});
    QVERIFY(until([&] { return !log.isEmpty(); }));
    m_command.reset();
    // Whatever runs next gets its turn, and the cancelled one has said nothing more.
    std::optional<CommandEnd> next;
    m_command = std::make_unique<SandboxedCommand>(
        *m_reactor, *m_sandboxes, shell(QStringLiteral("exit 0")),
        SandboxedCommand::Events{{}, [&](const CommandEnd &end) { next = end; }});
    QVERIFY(until([&] { return next.has_value(); }));
    QCOMPARE(log, QStringList{QStringLiteral("begun")});
}

void TestSandboxedCommand::nothingIsLeftRunning()
{
    QDir folder(m_folder->path());
    CommandSpec spec =
        shell(QStringLiteral("setsid sh -c 'while :; do echo x >> /build/out/log; done' "
                             "</dev/null >/dev/null 2>&1 & "
                             "until [ -s /build/out/log ]; do :; done"));
    const QString out = folder.filePath(QStringLiteral("out"));
    spec.mounts.push_back({out, QStringLiteral("/build/out"), SandboxSpec::Access::Writable});
    QVERIFY(engine::prepareOwnFolders({out}, spec));
    const auto end = run(spec);
    QVERIFY(end);
    QCOMPARE(end->kind, Kind::Succeeded);
    const qint64 size = QFileInfo(out + QStringLiteral("/log")).size();
    QVERIFY(size > 0);
    QVERIFY(run(shell(QStringLiteral("exit 0"))));
    QCOMPARE(QFileInfo(out + QStringLiteral("/log")).size(), size);
}

void TestSandboxedCommand::aMissingMountIsNamed()
{
    CommandSpec spec = shell(QStringLiteral("exit 0"));
    spec.mounts = {{QStringLiteral("/no/such/folder"), QStringLiteral("/var/task")}};
    const auto end = run(spec);
    QVERIFY(end);
    QCOMPARE(end->kind, Kind::NoSandbox);
    QCOMPARE(end->error.place, QStringLiteral("/no/such/folder"));
}

QTEST_GUILESS_MAIN(TestSandboxedCommand)
#include "tst_sandboxedcommand.moc"

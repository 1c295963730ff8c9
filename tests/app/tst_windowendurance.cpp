// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSet>
#include <QTimer>

#include <signal.h>

#include "app/workspacepaths.h"
#include "engine/telemetry/historystore.h"
#include "tests/app/windowdriver.h"
#include "tests/support/testworkspace.h"
#include "widgets/history/invocationmodel.h"
#include "widgets/logs/logspanel.h"

using testsupport::contentOf;
using testsupport::TestWorkspace;
using testsupport::WindowDriver;

namespace {

// A process by number and start, because numbers are used again.
using Processes = QSet<QByteArray>;

struct Stat
{
    QByteArray name;
    QByteArray parent;
    QByteArray start;
};

std::optional<Stat> statOf(const QByteArray &pid)
{
    const QByteArray text =
        contentOf(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid)));
    const qsizetype end = text.lastIndexOf(')');
    if (end < 0)
        return std::nullopt;
    const QList<QByteArray> fields = text.mid(end + 2).split(' ');
    if (fields.size() < 20 || fields[0] == "Z")
        return std::nullopt;
    return Stat{text.left(end + 1), fields[1], fields[19]};
}

Processes descendants(qint64 root)
{
    QHash<QByteArray, Stat> all;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        if (const auto stat = statOf(entry.toLatin1()); stat && entry.front().isDigit())
            all.insert(entry.toLatin1(), *stat);
    }
    Processes found;
    QList<QByteArray> parents{QByteArray::number(root)};
    while (!parents.isEmpty()) {
        const QByteArray parent = parents.takeFirst();
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            if (it->parent == parent) {
                found << it.key() + ' ' + it->start;
                parents << it.key();
            }
        }
    }
    return found;
}

QByteArrayList stillThere(const Processes &processes)
{
    QByteArrayList left;
    for (const QByteArray &process : processes) {
        const QList<QByteArray> parts = process.split(' ');
        if (const auto stat = statOf(parts[0]); stat && stat->start == parts[1])
            left << stat->name;
    }
    return left;
}

const QByteArray Loud = "def handler(event, context):\n"
                        "    for _ in range(1000):\n"
                        "        print(('x' * 1023 + '\\n') * 100, end='')\n"
                        "    return 'printed'\n";
const QByteArray Large = "def handler(event, context):\n    return 'x' * (7 * 1024 * 1024)\n";
const QByteArray Quick = "import time\n\n\ndef handler(event, context):\n"
                         "    time.sleep(0.005)\n    return event\n";

} // namespace

// What is too much, and the end without warning.
class TestWindowEndurance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tooMuchLeavesTheWindowAlive_data();
    void tooMuchLeavesTheWindowAlive();
    void killedInTheMiddleOfABurst();

private:
    testsupport::IsolatedHome m_home;
};

void TestWindowEndurance::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestWindowEndurance::tooMuchLeavesTheWindowAlive_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<bool>("succeeds");
    QTest::newRow("100 MB of output") << Loud << QByteArray("printed") << true;
    QTest::newRow("a response of 7 MiB") << Large << QByteArray("ResponseSizeTooLarge") << false;
}

void TestWindowEndurance::tooMuchLeavesTheWindowAlive()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, response);
    QFETCH(bool, succeeds);
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("much"), code,
                        "      Timeout: 120\n      MemorySize: 1769\n");
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTimer heart;
    int beats = 0;
    connect(&heart, &QTimer::timeout, this, [&beats] { ++beats; });
    heart.start(10);
    QVERIFY(driver.waitForRun(
        [&] { QTest::keyClick(&driver.window(), Qt::Key_Return, Qt::ControlModifier); }, 150'000));
    QVERIFY2(beats > 0, "the window stood still");
    QVERIFY2(driver.response().contains(response), driver.response().left(300));
    QTRY_COMPARE(driver.history()->rowCount(), 1);
    const auto &row = driver.panel<widgets::InvocationModel>()->row(0);
    QCOMPARE(row.outcome == engine::Outcome::Success, succeeds);
    // The log is there, and bounded.
    driver.window().raisePanel(QStringLiteral("logsDock"));
    auto *log = driver.find<QPlainTextEdit>("logText");
    QTRY_VERIFY_WITH_TIMEOUT(log->toPlainText().contains(QStringLiteral("START RequestId")),
                             60'000);
    QVERIFY(log->toPlainText().size() < 80 * 1024 * 1024);
    // And it goes on.
    driver.typeOver(driver.editor(workspace.path(QStringLiteral("much/app.py"))),
                    "def handler(event, context): return 'next'\n");
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("\"next\""));
}

void TestWindowEndurance::killedInTheMiddleOfABurst()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("quick"), Quick);
    workspace.write(QStringLiteral("notes.txt"), "# version 0\n# version 0\n");
    const QString notes = workspace.path(QStringLiteral("notes.txt"));
    const QString historyFile = app::historyFile(workspace.path());
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedChannels);
    program.start(QStringLiteral(WINDOW_BURST), {workspace.path(), notes});
    QVERIFY(program.waitForStarted());
    const qint64 pid = program.processId();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(historyFile), 60'000);

    // What another process sees in the history has been acknowledged.
    std::vector<engine::InvocationRecord> acknowledged;
    {
        std::unique_ptr<engine::HistoryStore> store;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                auto opened = engine::HistoryStore::open(historyFile);
                if (opened)
                    store = std::move(*opened);
                return opened.has_value();
            }(),
            60'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                if (auto records = store->list({{}, 10'000}))
                    acknowledged = *records;
                return acknowledged.size() >= 50;
            }(),
            60'000);
    }
    const Processes children = descendants(pid);
    QVERIFY(!children.isEmpty());
    QCOMPARE(kill(static_cast<pid_t>(pid), SIGKILL), 0);
    QVERIFY(program.waitForFinished());

    QTRY_VERIFY2_WITH_TIMEOUT(stillThere(children).isEmpty(),
                              stillThere(children).join(", ").constData(), 30'000);
    auto store = engine::HistoryStore::open(historyFile);
    QVERIFY(store.has_value());
    const auto records = (*store)->list({{}, 100'000});
    QVERIFY(records.has_value());
    QSet<QString> ids;
    for (const auto &record : *records)
        ids << record.requestId;
    QCOMPARE(ids.size(), static_cast<qsizetype>(records->size())); // none twice
    for (const auto &record : acknowledged)
        QVERIFY2(ids.contains(record.requestId), qPrintable(record.requestId));

    const QByteArray text = contentOf(notes);
    const QByteArray first = text.left(text.indexOf('\n') + 1);
    QVERIFY2(first.startsWith("# version ") && first != "# version 0\n", first);
    QVERIFY(text.size() > 100'000);
    QVERIFY(text.endsWith('\n' + first)); // one version, whole

    // The next window takes over where it ended.
    WindowDriver driver;
    QVERIFY(driver.open(workspace.path()));
    QTRY_COMPARE(driver.history()->rowCount(), static_cast<int>(records->size()));
    QVERIFY(driver.invoke());
    QCOMPARE(driver.response(), QByteArray("{}"));
}

QTEST_MAIN(TestWindowEndurance)
#include "tst_windowendurance.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/builds/sdkinstaller.h"
#include "engine/core/atomicfile.h"
#include "engine/core/clock.h"
#include "engine/core/messages.h"
#include "engine/sandbox/sandboxhost.h"
#include "tests/support/testworkspace.h"

using Code = engine::Error::Code;
using engine::AwsSdk;
using testsupport::TestWorkspace;

namespace {

QByteArray bytesOf(const QString &path)
{
    const auto bytes = engine::readWhole(path);
    return bytes ? *bytes : QByteArray("missing");
}

} // namespace

// The installer is played by a shell, in the real sandbox: what becomes of its end.
class TestSdkInstaller : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void installs();
    void seesNothingOfTheUser();
    void replacesWhenAllWentWell();
    void tellsWhatFailed_data();
    void tellsWhatFailed();
    void cancelEndsAllThatWasStarted();

private:
    [[nodiscard]] AwsSdk sdk(const char *script, const char *proof = "boto3") const;
    engine::Result<void> run(const AwsSdk &sdk, QByteArray *text = nullptr);
    [[nodiscard]] QStringList left() const
    {
        return QDir(m_dir->filePath(QStringLiteral("sdk")))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    engine::SystemClock m_clock;
    engine::Reactor m_reactor{m_clock};
    engine::BubblewrapFactory m_sandboxes{m_reactor};
};

void TestSdkInstaller::initTestCase()
{
    if (const QString reason = TestWorkspace::whyNoSandbox(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    init();
    if (const auto done = run(sdk("mkdir $1/boto3"));
        !done && done.error().code == Code::SandboxUnavailable)
        QSKIP(qPrintable(engine::explain(done.error()).sentence)); // no network for sandboxes
}

void TestSdkInstaller::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7755)); // to other users' sandboxes
}

AwsSdk TestSdkInstaller::sdk(const char *script, const char *proof) const
{
    AwsSdk sdk;
    sdk.folder = m_dir->filePath(QStringLiteral("sdk/python3.11"));
    sdk.commands = {{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QString::fromLatin1(script),
                     QStringLiteral("sh"), QStringLiteral("%1")}};
    sdk.proof = QLatin1StringView(proof);
    sdk.remedy = QStringLiteral("sudo apt-get install python3-pip");
    return sdk;
}

engine::Result<void> TestSdkInstaller::run(const AwsSdk &sdk, QByteArray *text)
{
    engine::SdkInstaller installer(sdk, {}, m_sandboxes, m_reactor);
    engine::Result<void> result = engine::Error{Code::Internal, QStringLiteral("no end")};
    int ends = 0;
    connect(&installer, &engine::SdkInstaller::finished, &installer,
            [&](const engine::Result<void> &end) {
                result = end;
                ++ends;
            });
    connect(&installer, &engine::SdkInstaller::output, &installer, [text](const QByteArray &more) {
        if (text)
            *text += more;
    });
    installer.start();
    if (!QTest::qWaitFor([&ends] { return ends > 0; }, 30'000) || ends != 1)
        qFatal("it never ended");
    return result;
}

void TestSdkInstaller::seesNothingOfTheUser()
{
    QByteArray text;
    const QByteArray script = "mkdir $1/boto3; ls -d " + m_dir->path().toUtf8()
                              + " /home/* /root/* 2>/dev/null; echo $HOME; touch /usr/x || echo no";
    QVERIFY(run(sdk(script.constData()), &text));
    QVERIFY2(text.startsWith("/tmp\n") && text.endsWith("no\n"), text.constData());
}

void TestSdkInstaller::installs()
{
    const AwsSdk wanted = sdk("mkdir $1/boto3 && echo 1 > $1/boto3/x && echo working; umask");
    QCOMPARE(wanted.installed(), QString());
    QByteArray text;
    const auto done = run(wanted, &text);
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QCOMPARE(text, QByteArray("working\n0022\n"));
    QCOMPARE(bytesOf(wanted.folder + QStringLiteral("/boto3/x")), QByteArray("1\n"));
    QVERIFY(!wanted.installed().isEmpty());
    QCOMPARE(left(), QStringList{QStringLiteral("python3.11")});
}

void TestSdkInstaller::replacesWhenAllWentWell()
{
    const AwsSdk first = sdk("mkdir $1/boto3 && touch $1/first");
    QVERIFY(run(first));
    const QString before = first.installed();
    QVERIFY(!run(sdk("touch $1/half; exit 1")));
    QCOMPARE(first.installed(), before);
    QVERIFY(QFileInfo::exists(first.folder + QStringLiteral("/first")));
    QVERIFY(run(sdk("mkdir $1/boto3 && touch $1/second")));
    QVERIFY(first.installed() != before);
    QVERIFY(!QFileInfo::exists(first.folder + QStringLiteral("/first")));
    QVERIFY(QFileInfo::exists(first.folder + QStringLiteral("/second")));
    QCOMPARE(left(), QStringList{QStringLiteral("python3.11")});
}

void TestSdkInstaller::tellsWhatFailed_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("no network")
        << QByteArray("echo looking; echo 'ERROR: No matching distribution' >&2; exit 1")
        << QStringLiteral("The installation failed: ERROR: No matching distribution")
        << QStringLiteral("Its output tells more.");
    QTest::newRow("no installer")
        << QByteArray("echo '/usr/bin/python3: No module named pip' >&2; exit 1")
        << QStringLiteral("The installation failed: /usr/bin/python3: No module named pip")
        << QStringLiteral("Install what is missing with: sudo apt-get install python3-pip");
    QTest::newRow("nothing came of it") << QByteArray("true")
                                        << QStringLiteral("The installation failed: boto3 is "
                                                          "missing afterwards")
                                        << QStringLiteral("Its output tells more.");
}

void TestSdkInstaller::tellsWhatFailed()
{
    QFETCH(QByteArray, script);
    const auto end = run(sdk(script.constData()));
    QVERIFY(!end);
    QCOMPARE(end.error().code, Code::InstallFailed);
    QTEST(engine::explain(end.error()).sentence, "sentence");
    QTEST(engine::explain(end.error()).remedy, "remedy");
    QCOMPARE(left(), QStringList());

    AwsSdk none = sdk("");
    none.commands = {{QStringLiteral("/usr/bin/no-such-program")}};
    QCOMPARE(run(none).error().place, none.remedy);
}

void TestSdkInstaller::cancelEndsAllThatWasStarted()
{
    engine::SdkInstaller installer(sdk("(sleep 1000; true) & echo started; wait"), {}, m_sandboxes,
                                   m_reactor); // a child of a child
    QByteArray text;
    std::optional<engine::Result<void>> end;
    connect(&installer, &engine::SdkInstaller::output, &installer,
            [&](const QByteArray &more) { text += more; });
    connect(&installer, &engine::SdkInstaller::finished, &installer,
            [&](const engine::Result<void> &result) { end = result; });
    installer.start();
    QTRY_COMPARE_WITH_TIMEOUT(text, QByteArray("started\n"), 30'000);
    installer.cancel();
    QVERIFY(end.has_value());
    QCOMPARE(end->error().code, Code::Cancelled);
    QCOMPARE(left(), QStringList());
}

QTEST_GUILESS_MAIN(TestSdkInstaller)
#include "tst_sdkinstaller.moc"

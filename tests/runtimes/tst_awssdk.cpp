// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/core/messages.h"
#include "engine/runtimes/awssdk.h"

using Code = engine::Error::Code;
using engine::AwsSdk;
using engine::Interpreter;
using engine::Language;

namespace {

const Interpreter Python{
    Language::Python, QStringLiteral("3.11.2"), QStringLiteral("/usr/bin/python3.11"), {}};

QByteArray bytesOf(const QString &path)
{
    const auto bytes = engine::readWhole(path);
    return bytes ? *bytes : QByteArray("missing");
}

} // namespace

// The installer is played by a shell: what it is asked to do, and what becomes of its end.
class TestAwsSdk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void whichLanguagesHaveOne();
    void installersRunNothingOfThePackages();
    void installs();
    void replacesWhenAllWentWell();
    void tellsWhatFailed_data();
    void tellsWhatFailed();
    void cancelEndsAllThatWasStarted();
    void liesBesideTheBootstrap();
    void hints_data();
    void hints();

private:
    AwsSdk sdk(const char *script, const char *proof = "boto3") const
    {
        AwsSdk sdk;
        sdk.folder = m_dir->filePath(QStringLiteral("sdk/python3.11"));
        sdk.commands = {{QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                         QString::fromLatin1(script), QStringLiteral("sh"), QStringLiteral("%1")}};
        sdk.proof = QLatin1StringView(proof);
        sdk.remedy = QStringLiteral("sudo apt-get install python3-pip");
        return sdk;
    }
    static engine::Result<void> run(const AwsSdk &sdk, QByteArray *text = nullptr)
    {
        engine::SdkInstaller installer(sdk);
        engine::Result<void> result = engine::Error{Code::Internal, QStringLiteral("no end")};
        int ends = 0;
        connect(&installer, &engine::SdkInstaller::finished, &installer,
                [&](const engine::Result<void> &end) {
                    result = end;
                    ++ends;
                });
        connect(&installer, &engine::SdkInstaller::output, &installer,
                [text](const QByteArray &more) {
                    if (text)
                        *text += more;
                });
        installer.start();
        if (!QTest::qWaitFor([&ends] { return ends > 0; }, 30'000) || ends != 1)
            qFatal("it never ended");
        return result;
    }
    QStringList left() const
    {
        return QDir(m_dir->filePath(QStringLiteral("sdk")))
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestAwsSdk::whichLanguagesHaveOne()
{
    const QString root = QStringLiteral("/sdks");
    QCOMPARE(AwsSdk::of(Python, root)->folder, QStringLiteral("/sdks/python3.11"));
    QCOMPARE(AwsSdk::of({Language::NodeJs, QStringLiteral("20.1.0"), QStringLiteral("/x/node"), {}},
                        root)
                 ->folder,
             QStringLiteral("/sdks/nodejs"));
    QCOMPARE(
        AwsSdk::of({Language::Ruby, QStringLiteral("3.1.2"), QStringLiteral("/x/ruby"), {}}, root)
            ->folder,
        QStringLiteral("/sdks/ruby3.1"));
    QVERIFY(!AwsSdk::of({Language::Java, QStringLiteral("17"), {}, {}}, root));
}

void TestAwsSdk::installersRunNothingOfThePackages()
{
    QVERIFY(AwsSdk::of(Python, {})->commands[0].contains(QStringLiteral("--only-binary=:all:")));
    QVERIFY(AwsSdk::of({Language::NodeJs, QStringLiteral("20"), {}, {}}, {})
                ->commands[0]
                .contains(QStringLiteral("--ignore-scripts")));
}

void TestAwsSdk::installs()
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

void TestAwsSdk::replacesWhenAllWentWell()
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

void TestAwsSdk::tellsWhatFailed_data()
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

void TestAwsSdk::tellsWhatFailed()
{
    QFETCH(QByteArray, script);
    const auto end = run(sdk(script.constData()));
    QVERIFY(!end);
    QCOMPARE(end.error().code, Code::InstallFailed);
    QTEST(engine::explain(end.error()).sentence, "sentence");
    QTEST(engine::explain(end.error()).remedy, "remedy");
    QCOMPARE(left(), QStringList());

    AwsSdk none = sdk("");
    none.commands = {{m_dir->filePath(QStringLiteral("no-such-program"))}};
    QCOMPARE(run(none).error().place, none.remedy);
}

void TestAwsSdk::cancelEndsAllThatWasStarted()
{
    engine::SdkInstaller installer(
        sdk("(sleep 1000; true) & echo started; wait")); // a child of a child
    QByteArray text;
    std::optional<engine::Result<void>> end;
    connect(&installer, &engine::SdkInstaller::output, &installer,
            [&](const QByteArray &more) { text += more; });
    connect(&installer, &engine::SdkInstaller::finished, &installer,
            [&](const engine::Result<void> &result) { end = result; });
    installer.start();
    QTRY_COMPARE(text, QByteArray("started\n"));
    installer.cancel();
    // the end comes only when nobody holds the output open any more
    QTRY_VERIFY(end.has_value());
    QCOMPARE(end->error().code, Code::Cancelled);
    QCOMPARE(left(), QStringList());
}

void TestAwsSdk::liesBesideTheBootstrap()
{
    const QString bootstraps = m_dir->filePath(QStringLiteral("boot/abc"));
    QVERIFY(engine::writeAtomically(bootstraps + QStringLiteral("/python/start.py"), "boot"));
    const QString sdks = m_dir->filePath(QStringLiteral("sdk"));
    QCOMPARE(*engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks), bootstraps);
    QVERIFY(run(sdk("mkdir $1/boto3 && echo 1 > $1/boto3/x && echo no > $1/start.py")));
    const auto first = engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks);
    QVERIFY(first && *first != bootstraps);
    QCOMPARE(bytesOf(*first + QStringLiteral("/python/boto3/x")), QByteArray("1\n"));
    QCOMPARE(bytesOf(*first + QStringLiteral("/python/start.py")), QByteArray("boot"));
    QCOMPARE(*engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks), *first);
    QVERIFY(run(sdk("mkdir $1/boto3 && echo 2 > $1/boto3/x")));
    const auto second = engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks);
    QCOMPARE(bytesOf(*second + QStringLiteral("/python/boto3/x")), QByteArray("2\n"));
    QCOMPARE(bytesOf(*first + QStringLiteral("/python/boto3/x")), QByteArray("1\n"));
}

void TestAwsSdk::hints_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("names"); // what the hint says is missing; empty: no hint
    QTest::newRow("Python") << QStringLiteral("Unable to import module 'app': No module named "
                                              "'boto3'")
                            << QStringLiteral("boto3");
    QTest::newRow("a part of it") << QStringLiteral("No module named 'botocore.config'")
                                  << QStringLiteral("botocore.config");
    QTest::newRow("require") << QStringLiteral("Error: Cannot find module '@aws-sdk/client-s3'")
                             << QStringLiteral("@aws-sdk/client-s3");
    QTest::newRow("import") << QStringLiteral("Cannot find package '@aws-sdk/client-s3' imported "
                                              "from /var/task/index.mjs")
                            << QStringLiteral("@aws-sdk/client-s3");
    QTest::newRow("Ruby") << QStringLiteral("cannot load such file -- aws-sdk-s3")
                          << QStringLiteral("aws-sdk-s3");
    QTest::newRow("another module") << QStringLiteral("No module named 'requests'") << QString();
    QTest::newRow("a name that begins alike")
        << QStringLiteral("No module named 'boto3_stubs'") << QString();
    QTest::newRow("a message about it") << QStringLiteral("boto3 failed") << QString();
}

void TestAwsSdk::hints()
{
    QFETCH(QString, message);
    QFETCH(QString, names);
    const QString hint = engine::missingSdkHint(QStringLiteral("python3.12"), message);
    QCOMPARE(hint, names.isEmpty()
                       ? QString()
                       : QStringLiteral("Lambda brings %1 along. Here install the AWS SDK once "
                                        "with \"lwb runtimes --sdk python3.12\", or add it to the "
                                        "function.")
                             .arg(names));
}

QTEST_GUILESS_MAIN(TestAwsSdk)
#include "tst_awssdk.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/runtimes/awssdk.h"

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

// What is to be installed, and where functions find it. Installing: tests/builds.
class TestAwsSdk : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void whichLanguagesHaveOne();
    void installersRunNothingOfThePackages();
    void commandsAreThoseOfASandbox();
    void liesBesideTheBootstrap();
    void hints_data();
    void hints();

private:
    // As an installer leaves it.
    void putSdk(const QByteArray &id, const QList<std::pair<QString, QByteArray>> &files) const
    {
        const QString folder = m_dir->filePath(QStringLiteral("sdk/python3.11"));
        QDir(folder).removeRecursively();
        for (const auto &[name, content] : files)
            QVERIFY(engine::writeAtomically(folder + u'/' + name, content));
        QVERIFY(engine::writeAtomically(AwsSdk::markIn(folder), id));
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

void TestAwsSdk::commandsAreThoseOfASandbox()
{
    const Interpreter elsewhere{Language::Python, QStringLiteral("3.12.1"),
                                QStringLiteral("/opt/python/bin/python3.12"),
                                QStringLiteral("/opt/python")};
    const auto sdk = AwsSdk::of(elsewhere, {});
    QCOMPARE(sdk->prefix, QStringLiteral("/opt/python"));
    QCOMPARE(sdk->commands[0][0], QStringLiteral("/var/lang/bin/python3.12"));
    QCOMPARE(AwsSdk::of(Python, {})->commands[0][0], QStringLiteral("/usr/bin/python3.11"));
    QCOMPARE(AwsSdk::of(Python, {})->prefix, QString());
}

void TestAwsSdk::liesBesideTheBootstrap()
{
    const QString bootstraps = m_dir->filePath(QStringLiteral("boot/abc"));
    QVERIFY(engine::writeAtomically(bootstraps + QStringLiteral("/python/start.py"), "boot"));
    const QString sdks = m_dir->filePath(QStringLiteral("sdk"));
    QCOMPARE(*engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks), bootstraps);
    putSdk("a", {{QStringLiteral("boto3/x"), "1\n"}, {QStringLiteral("start.py"), "no"}});
    const auto first = engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks);
    QVERIFY(first && *first != bootstraps);
    QCOMPARE(bytesOf(*first + QStringLiteral("/python/boto3/x")), QByteArray("1\n"));
    QCOMPARE(bytesOf(*first + QStringLiteral("/python/start.py")), QByteArray("boot"));
    QCOMPARE(*engine::withSdk(bootstraps, QStringLiteral("python"), Python, sdks), *first);
    putSdk("b", {{QStringLiteral("boto3/x"), "2\n"}});
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

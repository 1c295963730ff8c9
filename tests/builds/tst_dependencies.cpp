// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/builds/dependencyinstaller.h"
#include "engine/core/atomicfile.h"
#include "engine/core/messages.h"
#include "engine/project/trust.h"
#include "tests/support/testworkspace.h"

using Code = engine::Error::Code;
using engine::ClientConfig;
using engine::DependencyPlan;
using engine::DependencyTarget;
using testsupport::TestWorkspace;

namespace {

QByteArray bytesOf(const QString &path)
{
    const auto bytes = engine::readWhole(path);
    return bytes ? *bytes : QByteArray("missing");
}

engine::Result<engine::InstalledDependencies> installed(TestWorkspace &workspace,
                                                        const QString &function,
                                                        const QString &layer = {})
{
    return TestWorkspace::wait(workspace.engine().installDependencies(function, layer));
}

// A wheel as zip without compression, whose checksums pip does not ask for.
QByteArray wheel(const QByteArray &version)
{
    const QByteArray info = "greet-" + version + ".dist-info/";
    const std::vector<std::pair<QByteArray, QByteArray>> files{
        {"greet/__init__.py", "TEXT = 'version " + version + "'\n"},
        {info + "METADATA", "Metadata-Version: 2.1\nName: greet\nVersion: " + version + "\n"},
        {info + "WHEEL",
         "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"},
        {info + "RECORD", "greet/__init__.py,,\n" + info + "METADATA,,\n" + info + "WHEEL,,\n"
                              + info + "RECORD,,\n"}};
    const auto crcOf = [](const QByteArray &data) {
        quint32 crc = ~0U;
        for (const char byte : data) {
            crc ^= static_cast<unsigned char>(byte);
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320U : 0U);
        }
        return ~crc;
    };
    const auto number = [](quint32 value, int size) {
        QByteArray bytes;
        for (int i = 0; i < size; ++i)
            bytes += static_cast<char>(value >> (8 * i));
        return bytes;
    };
    QByteArray zip;
    QByteArray directory;
    for (const auto &[name, content] : files) {
        const auto size = static_cast<quint32>(content.size());
        const QByteArray common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2)
                                  + number(0x21, 2) + number(crcOf(content), 4) + number(size, 4)
                                  + number(size, 4) + number(static_cast<quint32>(name.size()), 2);
        directory += "PK\1\2" + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2)
                     + number(0, 2) + number(0, 4) + number(static_cast<quint32>(zip.size()), 4)
                     + name;
        zip += "PK\3\4" + common + number(0, 2) + name + content;
    }
    const auto count = static_cast<quint32>(files.size());
    return zip + directory + "PK\5\6" + number(0, 4) + number(count, 2) + number(count, 2)
           + number(static_cast<quint32>(directory.size()), 4)
           + number(static_cast<quint32>(zip.size()), 4) + number(0, 2);
}

} // namespace

class TestDependencies : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void putsInPlaceOfItsOwnAlone();
    void replacesAnOlderVersion();
    void refusesLinksOut();
    void handsOverTheUsersConfiguration();
    void namesAddressesOfThisMachine();
    void missingManifests();
    void installsAWheel();
    void installsIntoALayer();
    void onlyWithTrust();
    void tellsTheToolsLastWords();
    void oneAtATimeAndCancelled();

private:
    QString path(const char *name) const { return m_dir->filePath(QString::fromUtf8(name)); }
    void put(const char *name, const QByteArray &content) const
    {
        QVERIFY(engine::writeAtomically(path(name), content));
    }
    DependencyTarget target() const
    {
        return {QStringLiteral("f"),
                path("code"),
                {},
                DependencyTarget::Place::Code,
                *engine::RuntimeId::parse(QStringLiteral("python3.11"))};
    }
    static DependencyPlan pip(const char *into = ".")
    {
        DependencyPlan plan;
        plan.out = {{QStringLiteral("."), QLatin1StringView(into)}};
        return plan;
    }
    // Why nothing can be installed here; empty when it can.
    static QString whyNot(TestWorkspace &workspace)
    {
        const QString sandbox = TestWorkspace::whyNoSandbox();
        if (!sandbox.isEmpty())
            return sandbox;
        const auto result = installed(workspace, QStringLiteral("f"));
        if (!result
            && (result.error().code == Code::ToolMissing
                || result.error().code == Code::SandboxUnavailable
                || result.error().code == Code::SandboxFailed))
            return engine::explain(result.error()).sentence;
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestDependencies::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(path("code")));
}

void TestDependencies::putsInPlaceOfItsOwnAlone()
{
    put("out/greet/__init__.py", "new");
    put("out/greet-1.dist-info/RECORD", "greet/__init__.py,,\n../../bin/greet,,\n");
    put("out/bin/greet", "script");
    put("code/app.py", "mine");
    const auto first = engine::putDependencies(pip(), target(), path("out"));
    QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
    QCOMPARE(*first, (QStringList{QStringLiteral("bin"), QStringLiteral("greet"),
                                  QStringLiteral("greet-1.dist-info")}));
    QCOMPARE(bytesOf(path("code/greet/__init__.py")), QByteArray("new"));
    QCOMPARE(bytesOf(path("code/app.py")), QByteArray("mine"));

    put("out/greet/other.py", "again"); // what pip put there may be replaced
    put("out/bin/greet", "script 2");
    QVERIFY(engine::putDependencies(pip(), target(), path("out")));
    QCOMPARE(bytesOf(path("code/greet/other.py")), QByteArray("again"));
    QVERIFY(!QFileInfo::exists(path("code/greet/__init__.py")));

    put("out/zz/a.py", "would be put");
    put("out/app.py", "theirs"); // what the user wrote may not
    const auto refused = engine::putDependencies(pip(), target(), path("out"));
    QCOMPARE(refused.error().code, Code::AlreadyExists);
    QCOMPARE(refused.error().place, path("code/app.py"));
    QCOMPARE(bytesOf(path("code/app.py")), QByteArray("mine"));
    QVERIFY(!QFileInfo::exists(path("code/zz"))); // nothing of it
}

void TestDependencies::replacesAnOlderVersion()
{
    put("code/python/greet/__init__.py", "old");
    put("code/python/greet-1.dist-info/RECORD", "greet/__init__.py,,\n");
    put("code/python/other-1.dist-info/RECORD", "other.py,,\n");
    put("out/greet/__init__.py", "new");
    put("out/greet-2.dist-info/RECORD", "greet/__init__.py,,\n");
    QVERIFY(engine::putDependencies(pip("python"), target(), path("out")));
    QCOMPARE(bytesOf(path("code/python/greet/__init__.py")), QByteArray("new"));
    QVERIFY(!QFileInfo::exists(path("code/python/greet-1.dist-info")));
    QVERIFY(QFileInfo::exists(path("code/python/greet-2.dist-info")));
    QVERIFY(QFileInfo::exists(path("code/python/other-1.dist-info")));
}

void TestDependencies::refusesLinksOut()
{
    QVERIFY(QDir().mkpath(path("elsewhere")));
    put("out/node_modules/x.js", "1");
    DependencyPlan plan;
    plan.out = {{QStringLiteral("node_modules"), QStringLiteral("nodejs/node_modules")}};
    QVERIFY(QFile::link(path("elsewhere"), path("code/nodejs")));
    QCOMPARE(engine::putDependencies(plan, target(), path("out")).error().code, Code::NotWritable);
    QCOMPARE(QDir(path("elsewhere")).count(), 2U);
    // what an installer left may be a link as well
    QVERIFY(QFile::remove(path("code/nodejs")));
    QVERIFY(QDir(path("out/node_modules")).removeRecursively());
    QVERIFY(QFile::link(path("elsewhere"), path("out/node_modules")));
    QCOMPARE(engine::putDependencies(plan, target(), path("out")).error().code, Code::NotWritable);
}

void TestDependencies::handsOverTheUsersConfiguration()
{
    put("home/.config/pip/pip.conf", "[global]\n");
    put("etc/pip.conf", "[global]\n");
    put("etc/npmrc", "x=1\n");
    put("home/.ssh/id_rsa", "secret");
    const auto config =
        ClientConfig::read(path("home"), path("etc"),
                           {QStringLiteral("HTTPS_PROXY=http://proxy.example:3128"),
                            QStringLiteral("AWS_SECRET_ACCESS_KEY=secret"),
                            QStringLiteral("PIP_INDEX_URL=https://a/b"),
                            QStringLiteral("no_proxy=localhost"), QStringLiteral("HOME=/root")});
    QStringList mounts;
    for (const auto &mount : config.mounts) {
        QCOMPARE(mount.access, engine::SandboxSpec::Access::ReadOnly);
        mounts << mount.source + QStringLiteral(" ") + mount.target;
    }
    const QString root = QFileInfo(m_dir->path()).canonicalFilePath();
    QCOMPARE(mounts, (QStringList{root
                                      + QStringLiteral("/home/.config/pip/pip.conf "
                                                       "/build/config/pip.conf"),
                                  root + QStringLiteral("/etc/npmrc /build/config/npmrc")}));
    QStringList variables;
    for (const auto &variable : config.environment)
        variables << variable.key + u'=' + variable.value;
    QCOMPARE(variables, (QStringList{QStringLiteral("PIP_CONFIG_FILE=/build/config/pip.conf"),
                                     QStringLiteral("NPM_CONFIG_USERCONFIG=/build/config/npmrc"),
                                     QStringLiteral("HTTPS_PROXY=http://proxy.example:3128"),
                                     QStringLiteral("PIP_INDEX_URL=https://a/b"),
                                     QStringLiteral("no_proxy=localhost")}));
    QCOMPARE(config.loopback, QStringList());
}

void TestDependencies::namesAddressesOfThisMachine()
{
    put("home/.npmrc", "registry=http://user:word@127.0.0.1:4873/\n");
    const auto config = ClientConfig::read(path("home"), path("etc"),
                                           {QStringLiteral("https_proxy=http://localhost:3128"),
                                            QStringLiteral("NO_PROXY=http://localhost:1")});
    QCOMPARE(config.loopback,
             (QStringList{QStringLiteral("127.0.0.1:4873"), QStringLiteral("localhost:3128")}));
}

void TestDependencies::missingManifests()
{
    const engine::RuntimeCatalog runtimes(engine::RuntimeCatalog::standardPlaces());
    const auto plan = engine::planDependencies(target(), runtimes, {}, {});
    QCOMPARE(plan.error().code, Code::NotFound);
    QCOMPARE(plan.error().place, path("code/requirements.txt"));
}

const QByteArray Greets = "import greet\ndef handler(event, context): return greet.TEXT\n";

void TestDependencies::installsAWheel()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("f"), Greets);
    workspace.write(QStringLiteral("f/greet-1.0-py3-none-any.whl"), wheel("1.0"));
    workspace.write(QStringLiteral("f/requirements.txt"),
                    "--no-index\n./greet-1.0-py3-none-any.whl\n");
    if (const QString why = whyNot(workspace); !why.isEmpty())
        QSKIP(qPrintable(why));
    const auto first = workspace.invoke(QStringLiteral("f"));
    QCOMPARE(first->payload, QByteArray("\"version 1.0\""));
    workspace.write(QStringLiteral("f/greet-2.0-py3-none-any.whl"), wheel("2.0"));
    workspace.write(QStringLiteral("f/requirements.txt"),
                    "--no-index\n./greet-2.0-py3-none-any.whl\n");
    const auto again = installed(workspace, QStringLiteral("f"));
    QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
    QCOMPARE(again->tool, QStringLiteral("pip"));
    QCOMPARE(again->put,
             (QStringList{QStringLiteral("greet"), QStringLiteral("greet-2.0.dist-info")}));
    const auto second = workspace.invoke(QStringLiteral("f"));
    QCOMPARE(second->payload, QByteArray("\"version 2.0\""));
}

void TestDependencies::installsIntoALayer()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("f"), Greets,
                        "      Layers: [!Ref L]\n  L:\n    Type: AWS::Serverless::LayerVersion\n"
                        "    Properties: {ContentUri: layer}\n");
    workspace.write(QStringLiteral("layer/greet-1.0-py3-none-any.whl"), wheel("1.0"));
    workspace.write(QStringLiteral("layer/requirements.txt"),
                    "--no-index\n./greet-1.0-py3-none-any.whl\n");
    workspace.write(QStringLiteral("f/requirements.txt"), "");
    if (const QString why = whyNot(workspace); !why.isEmpty())
        QSKIP(qPrintable(why));
    const auto put = installed(workspace, QStringLiteral("f"), QStringLiteral("L"));
    QVERIFY2(put, put ? "" : qPrintable(put.error().detail));
    QVERIFY(QFileInfo::exists(workspace.path(QStringLiteral("layer/python/greet/__init__.py"))));
    QCOMPARE(workspace.invoke(QStringLiteral("f"))->payload, QByteArray("\"version 1.0\""));
    const auto unknown = installed(workspace, QStringLiteral("f"), QStringLiteral("Nope"));
    QCOMPARE(unknown.error().code, Code::LayerMissing);
}

void TestDependencies::onlyWithTrust()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("f"), Greets);
    workspace.write(QStringLiteral("f/requirements.txt"), "");
    QVERIFY(engine::TrustedFolders(workspace.trustFile()).remove(workspace.path()));
    const auto refused = installed(workspace, QStringLiteral("f"));
    if (!refused && refused.error().code == Code::ToolMissing)
        QSKIP("no pip is here");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Code::NotTrusted);
}

void TestDependencies::tellsTheToolsLastWords()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("f"), Greets);
    workspace.write(QStringLiteral("f/requirements.txt"), "--no-index\nno-such-package\n");
    if (const QString why = whyNot(workspace); !why.isEmpty())
        QSKIP(qPrintable(why));
    const auto failed = installed(workspace, QStringLiteral("f"));
    QCOMPARE(failed.error().code, Code::InstallFailed);
    QVERIFY2(failed.error().detail.contains(QStringLiteral("no-such-package")),
             qPrintable(failed.error().detail));
}

void TestDependencies::oneAtATimeAndCancelled()
{
    TestWorkspace workspace;
    workspace.addPython(QStringLiteral("f"), Greets);
    workspace.write(QStringLiteral("f/requirements.txt"), "--no-index\nno-such-package\n");
    if (const QString why = whyNot(workspace); !why.isEmpty())
        QSKIP(qPrintable(why));
    const auto first = workspace.engine().installDependencies(QStringLiteral("f"));
    const auto second = workspace.engine().installDependencies(QStringLiteral("f"));
    QCOMPARE(TestWorkspace::wait(second).error().code, Code::Conflict);
    workspace.engine().cancelInstallation();
    QVERIFY(first.isFinished());
    QCOMPARE(first.result().error().code, Code::Cancelled);
    const QDir scratch(
        workspace.path(QStringLiteral(".lambda-workbench/cache/builds/f.dependencies")));
    QCOMPARE(scratch.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList());
}

QTEST_GUILESS_MAIN(TestDependencies)
#include "tst_dependencies.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "engine/core/atomicfile.h"
#include "engine/project/workspacefunctions.h"
#include "engine/versions/versionedfunctions.h"
#include "engine/versions/versionstore.h"

using namespace engine;

namespace {

const QString Demo = QStringLiteral("demo");

// A workspace with one function and one layer, and its versions.
struct Bench
{
    Bench()
        : store(dir.path())
        , functions(dir.path())
        , addressed(functions, store, [this] { return chance; })
    {
        write("template.yaml", "Parameters:\n  Size: {Type: Number, Default: 128}\n"
                               "Resources:\n"
                               "  demo:\n"
                               "    Type: AWS::Serverless::Function\n"
                               "    Properties:\n"
                               "      Runtime: python3.12\n"
                               "      Handler: app.handler\n"
                               "      CodeUri: code\n"
                               "      MemorySize: !Ref Size\n"
                               "      Layers: [!Ref tools]\n"
                               "  tools:\n"
                               "    Type: AWS::Serverless::LayerVersion\n"
                               "    Properties: {ContentUri: tools}\n");
        write("samconfig.toml", "[default.deploy.parameters]\n"
                                "parameter_overrides = \"Size=256\"\n");
        write("code/app.py", "def handler(event, context): return 1\n");
        write("tools/python/tool.py", "x = 1\n");
    }
    void write(const char *name, const QByteArray &content)
    {
        const auto written = writeAtomically(dir.filePath(QString::fromLatin1(name)), content);
        QVERIFY(written.has_value());
    }
    Result<PublishedVersion> publish(const QString &description = {})
    {
        const auto function = functions.function(Demo);
        if (!function)
            return function.error();
        return store.publish(*function, description, 1'767'225'600'000, cancelled);
    }
    [[nodiscard]] QString state(const QString &name = {}) const
    {
        return dir.filePath(QStringLiteral(".lambda-workbench/state/versions/demo/") + name);
    }

    QTemporaryDir dir;
    VersionStore store;
    WorkspaceFunctions functions;
    double chance = 0.5;
    VersionedFunctions addressed;
    std::atomic<bool> cancelled = false;
};

} // namespace

class TestVersionStore : public QObject
{
    Q_OBJECT

private slots:
    void aVersionKeepsWhatItWasPublishedWith();
    void nothingChangedIsNoNewVersion();
    void numbersAreNeverGivenTwice();
    void aliasesChooseAVersion();
    void qualifiersThatLeadNowhere();
    void aVersionInUseIsNotDeleted();
    void provisionedIsKeptByItsQualifier();
    void damagedFilesAreNamed();
    void aProgramThatDiedWhilePublishing();
    void linksOutOfTheWorkspace();
    void aTemplateThatWasTamperedWith();
};

void TestVersionStore::aVersionKeepsWhatItWasPublishedWith()
{
    Bench b;
    const auto one = b.publish(QStringLiteral("first"));
    QVERIFY(one.has_value());
    QCOMPARE(one->number, 1);
    QCOMPARE(one->memory, 256);
    QVERIFY(one->codeBytes > 0);
    QCOMPARE(QByteArray::fromBase64(one->codeSha256.toLatin1()).size(), 32);
    b.write("code/app.py", "def handler(event, context): return 2\n");
    b.write("tools/python/tool.py", "x = 2\n");
    b.write("samconfig.toml", "");
    const auto two = b.publish();
    QVERIFY(two.has_value());
    QCOMPARE(two->number, 2);
    QVERIFY(two->codeSha256 != one->codeSha256);

    // Even when all of the workspace is gone.
    QDir(b.dir.filePath(QStringLiteral("code"))).removeRecursively();
    QFile::remove(b.dir.filePath(QStringLiteral("template.yaml")));
    const auto old = b.store.version(Demo, QStringLiteral("1"));
    QVERIFY(old.has_value());
    QCOMPARE(old->version, QStringLiteral("1"));
    QVERIFY(old->isPublished());
    QCOMPARE(old->config.memory.value, 256);
    QCOMPARE(old->config.handler, QStringLiteral("app.handler"));
    QVERIFY(QFile::exists(old->codeArchive));
    QCOMPARE(old->layers.size(), std::size_t(1));
    QVERIFY(QFile::exists(old->layers[0].path));
    const auto later = b.store.version(Demo, QStringLiteral("2"));
    QVERIFY(later.has_value());
    QCOMPARE(later->config.memory.value, 128);
    QVERIFY(later->revision != old->revision);
    QVERIFY(later->layers[0].revision != old->layers[0].revision);

    const auto all = b.store.of(Demo);
    QVERIFY(all.has_value());
    QCOMPARE(all->versions, (std::vector<PublishedVersion>{*one, *two}));
}

void TestVersionStore::nothingChangedIsNoNewVersion()
{
    Bench b;
    const auto one = b.publish(QStringLiteral("first"));
    const auto again = b.publish(QStringLiteral("second"));
    QVERIFY(again.has_value());
    QCOMPARE(*again, *one);
    b.write("tools/python/tool.py", "x = 3\n");
    QCOMPARE(b.publish()->number, 2);
    b.write("samconfig.toml", "");
    QCOMPARE(b.publish()->number, 3);
}

void TestVersionStore::numbersAreNeverGivenTwice()
{
    Bench b;
    (void)b.publish();
    QVERIFY(b.store.remove(Demo, 1).has_value());
    QVERIFY(!QFile::exists(b.state(QStringLiteral("1"))));
    QCOMPARE(b.publish()->number, 2);
    QVERIFY(!b.store.version(Demo, QStringLiteral("1")));
}

void TestVersionStore::aliasesChooseAVersion()
{
    Bench b;
    (void)b.publish();
    b.write("code/app.py", "def handler(event, context): return 2\n");
    (void)b.publish();
    const QString live = QStringLiteral("demo:live");
    QVERIFY(b.store.setAlias(Demo, {QStringLiteral("live"), QStringLiteral("1")}).has_value());
    QCOMPARE(b.addressed.function(live)->version, QStringLiteral("1"));
    QCOMPARE(b.addressed.function(live)->arn(),
             QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:demo:live"));
    QVERIFY(b.store
                .setAlias(Demo,
                          {QStringLiteral("live"), QStringLiteral("1"), QStringLiteral("2"), 0.25})
                .has_value());
    b.chance = 0.2;
    QCOMPARE(b.addressed.function(live)->version, QStringLiteral("2"));
    b.chance = 0.3;
    QCOMPARE(b.addressed.function(live)->version, QStringLiteral("1"));
    QCOMPARE(b.addressed.function(QStringLiteral("demo:2"))->version, QStringLiteral("2"));
    QCOMPARE(b.addressed.function(QStringLiteral("demo:$LATEST"))->version, Latest);
    QCOMPARE(b.addressed.function(Demo)->version, Latest);
    QCOMPARE(b.addressed.function(Demo)->arn(),
             QStringLiteral("arn:aws:lambda:us-east-1:000000000000:function:demo"));
}

void TestVersionStore::qualifiersThatLeadNowhere()
{
    Bench b;
    (void)b.publish();
    for (const char *name : {"demo:2", "demo:live", "demo:", "other:1", "other", "demo:1:2"}) {
        const QString asked = QString::fromLatin1(name);
        if (asked.endsWith(u':'))
            continue; // no qualifier at all
        const auto function = b.addressed.function(asked);
        QVERIFY2(!function, name);
        QCOMPARE(function.error().code, Error::Code::UnknownFunction);
        QCOMPARE(function.error().detail, asked);
    }
}

void TestVersionStore::aVersionInUseIsNotDeleted()
{
    Bench b;
    (void)b.publish();
    QVERIFY(b.store.setAlias(Demo, {QStringLiteral("live"), QStringLiteral("1")}).has_value());
    const auto removed = b.store.remove(Demo, 1);
    QVERIFY(!removed);
    QVERIFY(removed.error().detail.contains(QStringLiteral("live")));
    QVERIFY(b.store.removeAlias(Demo, QStringLiteral("live")).has_value());
    QVERIFY(!b.store.removeAlias(Demo, QStringLiteral("live")));
    QVERIFY(b.store.remove(Demo, 1).has_value());
}

void TestVersionStore::provisionedIsKeptByItsQualifier()
{
    Bench b;
    (void)b.publish();
    QVERIFY(b.store.setAlias(Demo, {QStringLiteral("live"), QStringLiteral("1")}).has_value());
    QVERIFY(b.store.setProvisioned(Demo, QStringLiteral("live"), 2, {}).has_value());
    QCOMPARE(b.store.of(Demo)->provisioned.at(QStringLiteral("live")), 2);
    QVERIFY(!b.store.setProvisioned(Demo, QStringLiteral("1"), 2, {}));
    QVERIFY(b.store.removeAlias(Demo, QStringLiteral("live")).has_value());
    QVERIFY(b.store.of(Demo)->provisioned.empty());
}

void TestVersionStore::damagedFilesAreNamed()
{
    Bench b;
    (void)b.publish();
    const QString list = b.state(QStringLiteral("versions.json"));
    const QString version = b.state(QStringLiteral("1/version.json"));
    for (const QByteArray &broken : {QByteArray("{"), QByteArray("[]"), QByteArray()}) {
        QVERIFY(writeAtomically(version, broken).has_value());
        const auto function = b.store.version(Demo, QStringLiteral("1"));
        QVERIFY(!function);
        QCOMPARE(function.error().place, version);
    }
    for (const QByteArray &broken :
         {QByteArray("{"), QByteArray("{\"versions\":[1]}"), QByteArray("{\"aliases\":[1]}"),
          QByteArray("{\"provisioned\":[1]}")}) {
        QVERIFY(writeAtomically(list, broken).has_value());
        const auto all = b.store.of(Demo);
        QVERIFY2(!all, broken);
        QCOMPARE(all.error().place, list);
        QVERIFY(!b.publish()); // nothing is written over what can't be read
    }
}

void TestVersionStore::aProgramThatDiedWhilePublishing()
{
    Bench b;
    // What is left of one that was killed before, and of one killed after the folder was renamed.
    QVERIFY(QDir().mkpath(b.state(QStringLiteral(".draft/rest"))));
    QVERIFY(QDir().mkpath(b.state(QStringLiteral("1/rest"))));
    const auto version = b.publish();
    QVERIFY(version.has_value());
    QCOMPARE(version->number, 1);
    QVERIFY(!QFile::exists(b.state(QStringLiteral("1/rest"))));
    QVERIFY(!QFile::exists(b.state(QStringLiteral(".draft"))));
    QVERIFY(b.store.version(Demo, QStringLiteral("1")).has_value());
}

void TestVersionStore::linksOutOfTheWorkspace()
{
    QTemporaryDir outside;
    const auto link = [&outside](Bench &b, const QString &name) {
        const QString target = outside.filePath(name.section(u'/', -1));
        QVERIFY(QFile::rename(b.state(name), target));
        QVERIFY(QFile::link(target, b.state(name)));
    };
    for (const char *name : {"1/code.zip", "1/layer-0.zip", "1/template.yaml", "1/version.json"}) {
        Bench b;
        QVERIFY(b.publish().has_value());
        link(b, QString::fromLatin1(name));
        const auto version = b.store.version(Demo, QStringLiteral("1"));
        QVERIFY2(!version, name);
        QCOMPARE(version.error().place, b.state(QString::fromLatin1(name)));
    }
    // Nothing is written or removed behind a link either.
    Bench b;
    QVERIFY(QDir().mkpath(outside.filePath(QStringLiteral("away/.draft/precious"))));
    QVERIFY(QDir().mkpath(b.dir.filePath(QStringLiteral(".lambda-workbench/state/versions"))));
    QVERIFY(QFile::link(outside.filePath(QStringLiteral("away")),
                        b.dir.filePath(QStringLiteral(".lambda-workbench/state/versions/demo"))));
    QVERIFY(!b.publish());
    QVERIFY(!b.store.setAlias(Demo, {QStringLiteral("live"), Latest}));
    QVERIFY(QFile::exists(outside.filePath(QStringLiteral("away/.draft/precious"))));
    QVERIFY(!QFile::exists(outside.filePath(QStringLiteral("away/lock"))));
}

void TestVersionStore::aTemplateThatWasTamperedWith()
{
    Bench b;
    QVERIFY(b.publish().has_value());
    QFile::remove(b.state(QStringLiteral("1/samconfig.toml")));
    const auto text = readWhole(b.state(QStringLiteral("1/template.yaml")));
    QVERIFY(writeAtomically(b.state(QStringLiteral("1/template.yaml")),
                            QByteArray(*text).replace("Default: 128", "Default: 999999"))
                .has_value());
    QVERIFY(!b.store.version(Demo, QStringLiteral("1")));
}

QTEST_GUILESS_MAIN(TestVersionStore)
#include "tst_versionstore.moc"

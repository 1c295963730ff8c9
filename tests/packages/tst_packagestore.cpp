// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

#include "engine/packages/filetree.h"
#include "engine/packages/packagestore.h"
#include "tests/packages/archivemaker.h"

using Code = engine::Error::Code;
using engine::PackageStore;
using testsupport::ArchiveMaker;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

void put(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

struct stat statOf(const QString &path)
{
    struct stat info = {};
    ::lstat(QFile::encodeName(path).constData(), &info);
    return info;
}

} // namespace

class TestPackageStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void unpacksOnceForAContent();
    void readsAnArchiveAgainOnlyWhenItChanged();
    void believesNoForeignNotes();
    void staysInTheWorkspace();
    void laterLayersOverwriteEarlierOnes();
    void mergesOnceAndAnew();
    void leavesTheUsersFilesAlone();
    void forgetsWhatIsUnused();

private:
    QString path(const char *name) const { return m_dir->filePath(QLatin1StringView(name)); }
    QString zip(const char *name, const char *entry, const QByteArray &content) const
    {
        ArchiveMaker(path(name), ArchiveMaker::Format::Zip).file(entry, content);
        return path(name);
    }
    PackageStore store() const { return PackageStore(m_dir->path(), path("cache")); }
    PackageStore::Package unpacked(const QString &archive) const
    {
        const auto package = store().unpacked(archive, PackageStore::Kind::Layer, false);
        return package ? *package : PackageStore::Package{};
    }
    PackageStore::Package live(const char *name) const { return {path(name), QByteArray(name), 1}; }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestPackageStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestPackageStore::unpacksOnceForAContent()
{
    const auto first = unpacked(zip("a.zip", "python/a.py", "aaa"));
    QCOMPARE(bytesOf(first.folder + QStringLiteral("/python/a.py")), QByteArray("aaa"));
    QCOMPARE(first.folder, path("cache/layers/") + QString::fromLatin1(first.id));
    QCOMPARE(first.bytes, std::int64_t{3});
    const auto inode = statOf(first.folder).st_ino;
    QVERIFY(QFile::copy(path("a.zip"), path("copy.zip")));
    const auto second = unpacked(path("copy.zip"));
    QCOMPARE(second.folder, first.folder);
    QCOMPARE(second.bytes, std::int64_t{3});
    QCOMPARE(statOf(second.folder).st_ino, inode);
    const auto code = store().unpacked(path("a.zip"), PackageStore::Kind::Code, false);
    QCOMPARE(code->folder, path("cache/code/") + QString::fromLatin1(first.id));
}

// A folder that is only there because the notes say so proves that the archive was not read.
void TestPackageStore::readsAnArchiveAgainOnlyWhenItChanged()
{
    const auto first = unpacked(zip("a.zip", "a", "1"));
    put(first.folder + QStringLiteral("/marker"), "x");
    // unreadable for all but root, whom the file's emptiness would show: times are kept
    const struct stat before = statOf(path("a.zip"));
    {
        QFile file(path("a.zip"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(0));
        file.write("??");
    }
    const struct timespec times[2] = {before.st_atim, before.st_mtim};
    QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path("a.zip")).constData(), times, 0), 0);
    // the inode's own time tells of the change
    QVERIFY(!store().unpacked(path("a.zip"), PackageStore::Kind::Layer, false));

    const auto again = unpacked(zip("a.zip", "a", "1"));
    QCOMPARE(again.folder, first.folder);
    QCOMPARE(bytesOf(again.folder + QStringLiteral("/marker")), QByteArray("x"));
    const auto third = unpacked(path("a.zip")); // by the notes
    QCOMPARE(third.folder, first.folder);
    const auto changed = unpacked(zip("a.zip", "a", "2"));
    QVERIFY(changed.folder != first.folder);
    QCOMPARE(bytesOf(changed.folder + QStringLiteral("/a")), QByteArray("2"));
}

void TestPackageStore::believesNoForeignNotes()
{
    const auto first = unpacked(zip("a.zip", "a", "1"));
    const QString known =
        QDir(path("cache/layers")).entryList({QStringLiteral("known-*")}).value(0);
    QVERIFY(!known.isEmpty());
    const QString file = path("cache/layers/") + known;
    const QByteArray stamp = bytesOf(file).split('\n').front();
    put(path("secret/key"), "secret");
    for (const QByteArray &line : {QByteArray("../../secret 1"), QByteArray(64, 'f') + " 1",
                                   QByteArray(64, 'f') + " -1", QByteArray()}) {
        put(file, stamp + '\n' + line);
        QCOMPARE(unpacked(path("a.zip")).folder, first.folder);
    }
    // a link where the content should be is no content
    engine::filetree::remove(first.folder);
    QVERIFY(QFile::link(path("secret"), first.folder));
    const auto refused = store().unpacked(path("a.zip"), PackageStore::Kind::Layer, false);
    QVERIFY(!refused);
}

void TestPackageStore::staysInTheWorkspace()
{
    const QString archive = zip("a.zip", "a", "1");
    QTemporaryDir elsewhere;
    QVERIFY(QFile::link(elsewhere.path(), path("cache")));
    const auto refused = store().unpacked(archive, PackageStore::Kind::Layer, false);
    QCOMPARE(refused.error().code, Code::NotWritable);
    QCOMPARE(QDir(elsewhere.path()).count(), 2U);
}

void TestPackageStore::laterLayersOverwriteEarlierOnes()
{
    ArchiveMaker(path("one.zip"), ArchiveMaker::Format::Zip)
        .file("python/same.py", "one")
        .file("python/one.py", "one")
        .file("thing/inner", "a folder")
        .link("link", "python");
    ArchiveMaker(path("two.zip"), ArchiveMaker::Format::Zip)
        .file("python/same.py", "two")
        .file("bin/tool", "two", 0755)
        .file("thing", "a file")
        .file("link/x", "a folder");
    const PackageStore::Part one{unpacked(path("one.zip"))};
    const PackageStore::Part two{unpacked(path("two.zip"))};
    const auto forward = store().merged({one, two}, false);
    QVERIFY(forward);
    const QString opt = forward->folder;
    QCOMPARE(bytesOf(opt + QStringLiteral("/python/same.py")), QByteArray("two"));
    QCOMPARE(bytesOf(opt + QStringLiteral("/python/one.py")), QByteArray("one"));
    QVERIFY(QFileInfo(opt + QStringLiteral("/bin/tool")).isExecutable());
    QCOMPARE(bytesOf(opt + QStringLiteral("/thing")), QByteArray("a file"));
    QCOMPARE(bytesOf(opt + QStringLiteral("/link/x")), QByteArray("a folder"));
    QVERIFY(!QFileInfo::exists(opt + QStringLiteral("/python/x"))); // not through the link
    const auto backward = store().merged({two, one}, false);
    QVERIFY(backward->folder != opt);
    QCOMPARE(bytesOf(backward->folder + QStringLiteral("/python/same.py")), QByteArray("one"));
    // the parts are as they were
    QCOMPARE(bytesOf(one.package.folder + QStringLiteral("/python/same.py")), QByteArray("one"));
    QCOMPARE(bytesOf(two.package.folder + QStringLiteral("/python/same.py")), QByteArray("two"));
}

void TestPackageStore::mergesOnceAndAnew()
{
    const PackageStore::Part one{unpacked(zip("one.zip", "a", "1"))};
    const PackageStore::Part two{unpacked(zip("two.zip", "b", "2"))};
    const auto first = store().merged({one, two}, false);
    const auto inode = statOf(first->folder).st_ino;
    QCOMPARE(statOf(store().merged({one, two}, false)->folder).st_ino, inode);
    QCOMPARE(statOf(first->folder + QStringLiteral("/a")).st_ino,
             statOf(one.package.folder + QStringLiteral("/a")).st_ino); // no copy
    QCOMPARE(store().merged({one, two}, true)->folder, first->folder);
    const auto cancelled = store().merged({two, one}, true);
    QCOMPARE(cancelled.error().code, Code::Cancelled);
    QCOMPARE(QDir(path("cache/layers")).entryList({QStringLiteral("*half*")}, QDir::AllEntries),
             QStringList());
}

void TestPackageStore::leavesTheUsersFilesAlone()
{
    put(path("layer/python/mine.py"), "1");
    const struct stat before = statOf(path("layer/python/mine.py"));
    const PackageStore::Part zipped{unpacked(zip("a.zip", "a", "1"))};
    const auto merged =
        store().merged({zipped, {live("layer"), PackageStore::Part::Content::Live}}, false);
    const QString copy = merged->folder + QStringLiteral("/python/mine.py");
    QCOMPARE(bytesOf(copy), QByteArray("1"));
    const struct stat after = statOf(path("layer/python/mine.py"));
    QCOMPARE(after.st_nlink, nlink_t{1});
    QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    put(path("layer/python/mine.py"), "2");
    QCOMPARE(bytesOf(copy), QByteArray("1"));
}

void TestPackageStore::forgetsWhatIsUnused()
{
    const auto old = unpacked(zip("old.zip", "a", "1"));
    const auto young = unpacked(zip("young.zip", "a", "2"));
    const auto monthsAgo = QDateTime::currentDateTimeUtc().addDays(-40).toSecsSinceEpoch();
    const struct timespec times[2] = {{monthsAgo, 0}, {monthsAgo, 0}};
    ::utimensat(AT_FDCWD, QFile::encodeName(old.folder).constData(), times, 0);
    QVERIFY(!unpacked(zip("new.zip", "a", "3")).folder.isEmpty());
    QVERIFY(!QFileInfo::exists(old.folder));
    QVERIFY(QFileInfo::exists(young.folder));
    // and is there again when it is wanted
    QCOMPARE(unpacked(path("old.zip")).folder, old.folder);
    QCOMPARE(bytesOf(old.folder + QStringLiteral("/a")), QByteArray("1"));
}

QTEST_GUILESS_MAIN(TestPackageStore)
#include "tst_packagestore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

#include <functional>

#include "engine/packages/archive.h"
#include "tests/packages/archivemaker.h"

using Code = engine::Error::Code;
using Format = testsupport::ArchiveMaker::Format;
using Make = std::function<void(testsupport::ArchiveMaker &)>;

Q_DECLARE_METATYPE(Make)

namespace {

constexpr qint64 Mega = 1'000'000;

// "app.py 644 1", "bin/run 755 2", "link -> app.py": what is in a folder, sorted.
QStringList contentsOf(const QString &folder)
{
    QStringList found;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        struct stat info = {};
        ::lstat(QFile::encodeName(path).constData(), &info);
        const QString name = QDir(folder).relativeFilePath(path);
        if (S_ISLNK(info.st_mode))
            found << name + QStringLiteral(" -> ")
                         + QString::fromLocal8Bit(
                             QFile::encodeName(QFile(path).symLinkTarget())
                                 .replace(QFile::encodeName(QFileInfo(path).path()) + '/', ""));
        else if (S_ISREG(info.st_mode))
            found << QStringLiteral("%1 %2 %3")
                         .arg(name, QString::number(info.st_mode & 07777, 8))
                         .arg(info.st_size);
    }
    found.sort();
    return found;
}

} // namespace

class TestArchive : public QObject
{
    Q_OBJECT

private slots:
    void unpacks_data();
    void unpacks();
    void refuses_data();
    void refuses();
    void refusesWhatIsNoArchive_data();
    void refusesWhatIsNoArchive();
    void endsBombsEarly();
    void stopsWhenCancelled();
    void replacesNothing();

private:
    QTemporaryDir m_dir;
    QString fresh(const QString &name)
    {
        return m_dir.filePath(QString::number(++m_count) + u'-' + name);
    }
    // Nothing of a refused archive stays behind.
    void verifyNothingIsLeft(const QString &target)
    {
        const QFileInfo info(target);
        QCOMPARE(info.dir().entryList({info.fileName() + u'*'}, QDir::AllEntries | QDir::Hidden),
                 QStringList());
    }
    int m_count = 0;
};

void TestArchive::unpacks_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<Make>("make");
    QTest::addColumn<QStringList>("expected");

    const Make plain = [](auto &a) {
        a.file("app.py", "1").file("bin/run", "22", 0755).folder("empty/").file("é/ü.txt", "333");
    };
    const QStringList plainFiles{QStringLiteral("app.py 644 1"), QStringLiteral("bin/run 755 2"),
                                 QStringLiteral("é/ü.txt 644 3")};
    QTest::newRow("a zip keeps executable bits and names") << Format::Zip << plain << plainFiles;
    QTest::newRow("a tar.gz too") << Format::TarGz << plain << plainFiles;
    QTest::newRow("a file without others' permission stays so, and ours to remove")
        << Format::Zip
        << Make([](auto &a) { a.file("key", "1", 0600).file("none", "2", 0000 | 040); })
        << QStringList{QStringLiteral("key 600 1"), QStringLiteral("none 640 1")};
    QTest::newRow("nobody else may write")
        << Format::Zip << Make([](auto &a) { a.file("w", "1", 0777); })
        << QStringList{QStringLiteral("w 755 1")};
    QTest::newRow("links that stay inside") << Format::Zip << Make([](auto &a) {
        a.file("lib/a.so.1", "1").link("lib/a.so", "a.so.1");
    }) << QStringList{QStringLiteral("lib/a.so -> a.so.1"), QStringLiteral("lib/a.so.1 644 1")};
    QTest::newRow("links upwards that stay inside")
        << Format::TarGz << Make([](auto &a) {
               a.file("pkg/x.js", "1").link("node_modules/.bin/x", "../../pkg/x.js");
           })
        << QStringList{QStringLiteral("node_modules/.bin/x -> ") + QStringLiteral("PKG"),
                       QStringLiteral("pkg/x.js 644 1")};
    QTest::newRow("the last of two of one name counts")
        << Format::TarGz << Make([](auto &a) { a.file("a", "1").file("a", "22"); })
        << QStringList{QStringLiteral("a 644 2")};
    QTest::newRow("a file takes a link's place without writing through it")
        << Format::TarGz << Make([](auto &a) { a.file("a", "1").link("b", "a").file("b", "22"); })
        << QStringList{QStringLiteral("a 644 1"), QStringLiteral("b 644 2")};
    QTest::newRow("hard links within")
        << Format::TarGz << Make([](auto &a) { a.file("d/a", "1").hardLink("e/b", "d/a"); })
        << QStringList{QStringLiteral("d/a 644 1"), QStringLiteral("e/b 644 1")};
    QTest::newRow("dots in the name mean nothing")
        << Format::TarGz << Make([](auto &a) { a.file("./x/./y", "1"); })
        << QStringList{QStringLiteral("x/y 644 1")};
}

void TestArchive::unpacks()
{
    QFETCH(Format, format);
    QFETCH(Make, make);
    QFETCH(QStringList, expected);
    const QString path = fresh(QStringLiteral("archive"));
    testsupport::ArchiveMaker maker(path, format);
    make(maker);
    maker.close();

    const QString target = fresh(QStringLiteral("target"));
    const auto contents = engine::unpackArchive(path, target, {}, false);
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().detail));
    for (QString &line : expected) // QFile makes the target absolute
        line.replace(QStringLiteral("PKG"), target + QStringLiteral("/pkg/x.js"));
    QCOMPARE(contentsOf(target), expected);
}

void TestArchive::refuses_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("entry"); // that the error names
    const auto row = [](const char *name, Format format, Make make, const char *entry) {
        QTest::newRow(name) << format << make << QString::fromUtf8(entry);
    };
    for (const Format format : {Format::Zip, Format::TarGz}) {
        const bool zip = format == Format::Zip;
        row(
            zip ? "an absolute path, zip" : "an absolute path, tar", format,
            [](auto &a) { a.file("ok", "1").file("/etc/passwd", "x"); }, "/etc/passwd");
        row(
            zip ? "a path upwards, zip" : "a path upwards, tar", format,
            [](auto &a) { a.file("../outside", "x"); }, "../outside");
        row(
            zip ? "a path upwards in the middle, zip" : "a path upwards in the middle, tar", format,
            [](auto &a) { a.file("a/../../outside", "x"); }, "a/../../outside");
        row(
            zip ? "a link out, zip" : "a link out, tar", format,
            [](auto &a) { a.link("lib/etc", "../../etc"); }, "lib/etc");
        row(
            zip ? "an absolute link, zip" : "an absolute link, tar", format,
            [](auto &a) { a.link("shadow", "/etc/shadow"); }, "shadow");
        row(
            zip ? "a link that goes up behind a name, zip" : "a link up behind a name, tar", format,
            [](auto &a) { a.link("deep/one", "..").link("two", "deep/one/.."); }, "two");
        row(
            zip ? "writing through a link, zip" : "writing through a link, tar", format,
            [](auto &a) { a.folder("d/").link("l", "d").file("l/x", "1"); }, "l/x");
        row(
            zip ? "a set-uid file, zip" : "a set-uid file, tar", format,
            [](auto &a) { a.file("su", "1", 04755); }, "su");
        row(
            zip ? "a file where a folder is, zip" : "a file where a folder is, tar", format,
            [](auto &a) { a.file("d/x", "1").file("d", "1"); }, "d");
    }
    row(
        "a device", Format::TarGz, [](auto &a) { a.device("null"); }, "null");
    row(
        "a hard link out", Format::TarGz, [](auto &a) { a.hardLink("copy", "../../etc/passwd"); },
        "copy");
    row(
        "a hard link to nothing", Format::TarGz, [](auto &a) { a.hardLink("copy", "nothing"); },
        "copy");
    row(
        "folders without end", Format::TarGz,
        [](auto &a) { a.file(QByteArray("d/").repeated(150) + "x", "1"); }, "d/d/d");
    row(
        "a back slash", Format::Zip, [](auto &a) { a.file("..\\x", "1"); }, "../x");
}

void TestArchive::refuses()
{
    QFETCH(Format, format);
    QFETCH(Make, make);
    QFETCH(QString, entry);
    const QString path = fresh(QStringLiteral("archive"));
    testsupport::ArchiveMaker maker(path, format);
    make(maker);
    maker.close();
    const QString target = fresh(QStringLiteral("target"));

    const auto contents = engine::unpackArchive(path, target, {}, false);
    QVERIFY(!contents);
    QCOMPARE(contents.error().code, Code::BadArchive);
    QCOMPARE(contents.error().place, path);
    QVERIFY2(contents.error().detail.contains(entry), qPrintable(contents.error().detail));
    verifyNothingIsLeft(target);
    QVERIFY(!QFileInfo::exists(m_dir.filePath(QStringLiteral("outside"))));
}

void TestArchive::refusesWhatIsNoArchive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Code>("code");
    QTest::newRow("nothing") << QByteArray() << Code::BadArchive;
    QTest::newRow("text") << QByteArray("hello, this is no archive at all\n").repeated(50)
                          << Code::BadArchive;
    QTest::newRow("the head of a zip")
        << QByteArray("PK\3\4\24\0\0\0\10\0", 10) << Code::BadArchive;
    const QString whole = fresh(QStringLiteral("whole.zip"));
    testsupport::ArchiveMaker maker(whole, Format::Zip);
    maker.file("app.py", QByteArray("x = 1\n").repeated(10'000)).file("b.py", "y");
    maker.close();
    QFile file(whole);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QTest::newRow("a zip cut in two") << bytes.first(bytes.size() / 2) << Code::BadArchive;
    QByteArray damaged = bytes;
    for (int i = 60; i < 90; ++i)
        damaged[i] = static_cast<char>(damaged[i] ^ 0x5A);
    QTest::newRow("a zip with other bytes inside") << damaged << Code::BadArchive;
}

void TestArchive::refusesWhatIsNoArchive()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Code, code);
    const QString path = fresh(QStringLiteral("archive"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const QString target = fresh(QStringLiteral("target"));
    const auto contents = engine::unpackArchive(path, target, {}, false);
    QVERIFY(!contents);
    QCOMPARE(contents.error().code, code);
    verifyNothingIsLeft(target);

    QCOMPARE(engine::unpackArchive(path + u'x', target, {}, false).error().code, Code::NotFound);
    QCOMPARE(engine::unpackArchive(m_dir.path(), target, {}, false).error().code,
             Code::NotReadable);
}

void TestArchive::endsBombsEarly()
{
    const QString target = fresh(QStringLiteral("target"));
    const QString large = fresh(QStringLiteral("large.zip"));
    testsupport::ArchiveMaker(large, Format::Zip)
        .zeros("a", 150 * Mega)
        .file("b", "1")
        .zeros("c", 150 * Mega);
    const auto tooLarge = engine::unpackArchive(large, target, {}, false);
    QCOMPARE(tooLarge.error().code, Code::PackageTooLarge);
    QCOMPARE(tooLarge.error().detail,
             QStringLiteral("Unzipped size must be smaller than 262144000 bytes"));
    verifyNothingIsLeft(target);

    const QString bomb = fresh(QStringLiteral("bomb.tar.gz"));
    testsupport::ArchiveMaker(bomb, Format::TarGz).zeros("a", 200 * Mega);
    const auto exploded = engine::unpackArchive(bomb, target, {}, false);
    QCOMPARE(exploded.error().code, Code::BadArchive);
    QVERIFY2(exploded.error().detail.contains(QStringLiteral("many times its size")),
             qPrintable(exploded.error().detail));
    verifyNothingIsLeft(target);

    const QString crowd = fresh(QStringLiteral("crowd.zip"));
    {
        testsupport::ArchiveMaker maker(crowd, Format::Zip);
        for (int i = 0; i < 30; ++i)
            maker.file(QByteArray::number(i).constData(), "");
    }
    engine::ArchiveLimits few;
    few.entries = 29;
    QCOMPARE(engine::unpackArchive(crowd, target, few, false).error().code, Code::BadArchive);
    few.entries = 30;
    QCOMPARE(engine::unpackArchive(crowd, target, few, false)->entries, 30);
}

void TestArchive::stopsWhenCancelled()
{
    const QString path = fresh(QStringLiteral("a.zip"));
    testsupport::ArchiveMaker(path, Format::Zip).file("a", "1");
    const QString target = fresh(QStringLiteral("target"));
    QCOMPARE(engine::unpackArchive(path, target, {}, true).error().code, Code::Cancelled);
    verifyNothingIsLeft(target);
}

void TestArchive::replacesNothing()
{
    const QString path = fresh(QStringLiteral("a.zip"));
    testsupport::ArchiveMaker(path, Format::Zip).file("a", "1");
    QCOMPARE(engine::unpackArchive(path, m_dir.path(), {}, false).error().code,
             Code::AlreadyExists);
}

QTEST_GUILESS_MAIN(TestArchive)
#include "tst_archive.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "engine/packages/archive.h"
#include "engine/packages/zippackage.h"

using Code = engine::Error::Code;
using Verdict = engine::ZipPackage::Verdict;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return process.exitCode() == 0 ? process.readAllStandardOutput() : "failed";
}

} // namespace

class TestZipPackage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void holdsTheFolderAndNoLeavings();
    void sameBytesTwiceAndAfterTouch();
    void changesWithContentAndBits();
    void othersCanReadIt();
    void refusesLinksOut();
    void saysWhatLambdaTakes_data();
    void saysWhatLambdaTakes();
    void keepsTheOldOneWhenItFails();

private:
    void put(const char *name, const QByteArray &content)
    {
        const QString path = m_code.filePath(QString::fromUtf8(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QString zip(const char *name = "out.zip") { return m_out->filePath(QLatin1StringView(name)); }
    engine::Result<engine::ZipPackage> pack(const char *name = "out.zip")
    {
        return engine::writeZipPackage(m_code.path(), zip(name));
    }

    QDir m_code;
    std::unique_ptr<QTemporaryDir> m_out;
    std::unique_ptr<QTemporaryDir> m_in;
};

void TestZipPackage::init()
{
    m_out = std::make_unique<QTemporaryDir>();
    m_in = std::make_unique<QTemporaryDir>();
    m_code = QDir(m_in->path());
    put("app.py", "def handler(event, context): return 1\n");
    put("lib/data.bin", QByteArray(100'000, 'x'));
    put("bin/run", "#!/bin/sh\n");
    put("grün.txt", "ü");
    QFile::setPermissions(m_code.filePath(QStringLiteral("bin/run")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile::link(QStringLiteral("data.bin"), m_code.filePath(QStringLiteral("lib/same")));
    put(".env.example", "packed");
    put(".git/HEAD", "not packed");
    put("__pycache__/app.pyc", "not packed");
    put("lib/x.swp", "not packed");
}

void TestZipPackage::holdsTheFolderAndNoLeavings()
{
    const auto package = pack();
    QVERIFY2(package, package ? "" : qPrintable(package.error().detail));
    QCOMPARE(package->files, 6);
    QCOMPARE(package->leftOut, (QStringList{QStringLiteral(".git"), QStringLiteral("__pycache__"),
                                            QStringLiteral("lib/x.swp")}));
    QCOMPARE(package->zippedBytes, bytesOf(zip()).size());
    QVERIFY(package->zippedBytes < 10'000);
    const QString target = m_out->filePath(QStringLiteral("unpacked"));
    const auto contents = engine::unpackArchive(zip(), target, {}, false);
    QVERIFY2(contents, contents ? "" : qPrintable(contents.error().detail));
    QCOMPARE(contents->bytes, package->unzippedBytes);
    QCOMPARE(bytesOf(target + QStringLiteral("/lib/same")), QByteArray(100'000, 'x'));
    QCOMPARE(bytesOf(target + QStringLiteral("/grün.txt")), QByteArray("ü"));
    QVERIFY(QFileInfo(target + QStringLiteral("/lib/same")).isSymLink());
    QVERIFY(QFileInfo(target + QStringLiteral("/bin/run")).isExecutable());
    QVERIFY(!QFileInfo(target + QStringLiteral("/app.py")).permission(QFile::ExeOwner));
    QVERIFY(!QFileInfo::exists(target + QStringLiteral("/.git")));
}

void TestZipPackage::sameBytesTwiceAndAfterTouch()
{
    QVERIFY(pack());
    const QByteArray first = bytesOf(zip());
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Asia/Tokyo"); // zip's times are local ones
    QFile file(m_code.filePath(QStringLiteral("app.py")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime(QDate(2001, 2, 3), QTime(4, 5)),
                             QFileDevice::FileModificationTime));
    file.close();
    QFile::setPermissions(m_code.filePath(QStringLiteral("app.py")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther);
    QVERIFY(pack("again.zip"));
    qputenv("TZ", zone);
    QCOMPARE(bytesOf(zip("again.zip")), first);

    // written into the folder itself it does not grow from run to run
    const QString inside = m_code.filePath(QStringLiteral("package.zip"));
    QVERIFY(engine::writeZipPackage(m_code.path(), inside));
    QVERIFY(engine::writeZipPackage(m_code.path(), inside));
    QCOMPARE(bytesOf(inside), first);
}

void TestZipPackage::changesWithContentAndBits()
{
    QVERIFY(pack());
    const QByteArray first = bytesOf(zip());
    QFile::setPermissions(m_code.filePath(QStringLiteral("app.py")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(pack());
    const QByteArray second = bytesOf(zip());
    QVERIFY(second != first);
    put("app.py", "other\n");
    QVERIFY(pack());
    QVERIFY(bytesOf(zip()) != second);
}

void TestZipPackage::othersCanReadIt()
{
    QVERIFY(pack());
    const QStringList expected{QStringLiteral(".env.example"), QStringLiteral("app.py"),
                               QStringLiteral("bin/"),         QStringLiteral("bin/run"),
                               QStringLiteral("grün.txt"),     QStringLiteral("lib/"),
                               QStringLiteral("lib/data.bin"), QStringLiteral("lib/same")};
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    const QString unzip = QStandardPaths::findExecutable(QStringLiteral("unzip"));
    if (python.isEmpty() && unzip.isEmpty())
        QSKIP("neither python3 nor unzip is here");
    if (!python.isEmpty()) {
        const QByteArray script =
            "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n"
            "sys.stdout.buffer.write('\\n'.join(z.namelist()).encode())\n";
        const QByteArray names =
            outputOf(python, {QStringLiteral("-c"), QString::fromUtf8(script), zip()});
        QStringList sorted = QString::fromUtf8(names).split(u'\n');
        QCOMPARE(sorted, expected);
    }
    if (!unzip.isEmpty())
        QVERIFY(outputOf(unzip, {QStringLiteral("-tqq"), zip()}) != "failed");
}

void TestZipPackage::refusesLinksOut()
{
    QFile::link(QStringLiteral("/etc/hostname"), m_code.filePath(QStringLiteral("lib/host")));
    const auto absolute = pack();
    QCOMPARE(absolute.error().code, Code::Unsupported);
    QVERIFY(absolute.error().detail.contains(QStringLiteral("lib/host")));
    QFile::remove(m_code.filePath(QStringLiteral("lib/host")));
    QFile::link(QStringLiteral("../../../etc/hostname"), m_code.filePath(QStringLiteral("up")));
    QCOMPARE(pack().error().code, Code::Unsupported);
}

void TestZipPackage::saysWhatLambdaTakes_data()
{
    QTest::addColumn<qint64>("zipped");
    QTest::addColumn<qint64>("unzipped");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("both at the limit")
        << qint64{52'428'800} << qint64{262'144'000} << Verdict::Uploadable;
    QTest::newRow("zipped past it")
        << qint64{52'428'801} << qint64{262'144'000} << Verdict::OnlyFromS3;
    QTest::newRow("unzipped past it") << qint64{1} << qint64{262'144'001} << Verdict::TooLarge;
}

void TestZipPackage::saysWhatLambdaTakes()
{
    QFETCH(qint64, zipped);
    QFETCH(qint64, unzipped);
    QTEST(engine::ZipPackage({}, zipped, unzipped, 1, {}).verdict(), "verdict");
}

void TestZipPackage::keepsTheOldOneWhenItFails()
{
    QVERIFY(pack());
    const QByteArray first = bytesOf(zip());
    QFile::link(QStringLiteral("/etc/hostname"), m_code.filePath(QStringLiteral("bad")));
    QVERIFY(!pack());
    QCOMPARE(bytesOf(zip()), first);
    QCOMPARE(QDir(m_out->path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("out.zip")});
    QCOMPARE(
        engine::writeZipPackage(m_code.path() + QStringLiteral("/nothing"), zip()).error().code,
        Code::NotFound);
}

QTEST_GUILESS_MAIN(TestZipPackage)
#include "tst_zippackage.moc"

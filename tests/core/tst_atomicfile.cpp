// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>

#include "engine/core/atomicfile.h"

using Code = engine::Error::Code;

class TestAtomicFile : public QObject
{
    Q_OBJECT

private slots:
    void replacesContentAndKeepsPermissions();
    void followsALink();
    void failsWhereItCantWrite();
    void readingHasALimit();
    void pipesAndDevicesAreNotRead();
};

void TestAtomicFile::replacesContentAndKeepsPermissions()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("deep/er/file.sh"));
    QVERIFY(engine::writeAtomically(path, "one"));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(engine::writeAtomically(path, "two"));
    QCOMPARE(*engine::readWhole(path), QByteArray("two"));
    QVERIFY(QFile::permissions(path).testFlag(QFile::ExeOwner));
    QCOMPARE(QDir(dir.filePath(QStringLiteral("deep/er"))).entryList(QDir::Files).size(), 1);
}

void TestAtomicFile::followsALink()
{
    const QTemporaryDir dir;
    const QString real = dir.filePath(QStringLiteral("real"));
    const QString link = dir.filePath(QStringLiteral("link"));
    QVERIFY(engine::writeAtomically(real, "one"));
    QVERIFY(QFile::link(real, link));
    QVERIFY(engine::writeAtomically(link, "two"));
    QCOMPARE(*engine::readWhole(real), QByteArray("two"));
    QVERIFY(QFileInfo(link).isSymLink());
}

void TestAtomicFile::failsWhereItCantWrite()
{
    const auto result = engine::writeAtomically(QStringLiteral("/proc/nothing/file"), "x");
    QVERIFY(!result);
    QCOMPARE(result.error().code, Code::NotWritable);
}

void TestAtomicFile::readingHasALimit()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("file"));
    QVERIFY(engine::writeAtomically(path, "12345"));
    QVERIFY(engine::readWhole(path, 5).has_value());
    QCOMPARE(engine::readWhole(path, 4).error().code, Code::PayloadTooLarge);
    QCOMPARE(engine::readWhole(path + u'x').error().code, Code::NotFound);
    QCOMPARE(engine::readWhole(dir.path()).error().code, Code::NotReadable);
}

void TestAtomicFile::pipesAndDevicesAreNotRead()
{
    const QTemporaryDir dir;
    const QString pipe = dir.filePath(QStringLiteral("pipe"));
    const QString device = dir.filePath(QStringLiteral("device"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QVERIFY(QFile::link(QStringLiteral("/dev/zero"), device));
    for (const QString &path : {pipe, device, dir.path()})
        QCOMPARE(engine::readWhole(path).error().code, Code::NotReadable); // and does not wait
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomicfile.moc"

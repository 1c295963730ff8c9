// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/core/logbuffer.h"

using engine::LogBuffer;

class TestLogBuffer : public QObject
{
    Q_OBJECT

private slots:
    void keepsAShortLogWhole();
    void keepsBeginningAndEndOfALongOne();
    void oneHugePieceIsNoException();
};

void TestLogBuffer::keepsAShortLogWhole()
{
    LogBuffer log;
    QVERIFY(log.endsLine());
    log.append("one");
    QVERIFY(!log.endsLine());
    log.append("\n");
    QVERIFY(log.endsLine());
    QCOMPARE(log.text(), QByteArray("one\n"));
}

void TestLogBuffer::keepsBeginningAndEndOfALongOne()
{
    LogBuffer log;
    log.append("first\n");
    for (int i = 0; i < 100'000; ++i)
        log.append(QByteArray(100, 'x') + '\n');
    log.append("last\n");
    const QByteArray text = log.text();
    QVERIFY(text.startsWith("first\n"));
    QVERIFY(text.endsWith("last\n"));
    const qint64 total = 11 + 100'000LL * 101;
    const qint64 left = total - LogBuffer::HeadBytes - LogBuffer::TailBytes;
    QVERIFY(text.contains("[... " + QByteArray::number(left) + " bytes left out ...]"));
}

void TestLogBuffer::oneHugePieceIsNoException()
{
    LogBuffer log;
    log.append(QByteArray(50 * 1024 * 1024, 'x'));
    QVERIFY(log.text().size() < LogBuffer::HeadBytes + LogBuffer::TailBytes + 100);
}

QTEST_GUILESS_MAIN(TestLogBuffer)
#include "tst_logbuffer.moc"

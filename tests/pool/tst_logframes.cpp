// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QRandomGenerator>
#include <QtEndian>

#include "engine/pool/logframes.h"

namespace {

QByteArray frame(quint32 type, const QByteArray &message)
{
    QByteArray bytes(8, '\0');
    qToBigEndian<quint32>(type, bytes.data());
    qToBigEndian<quint32>(quint32(message.size()), bytes.data() + 4);
    if (type & 2)
        bytes += QByteArray(8, '\1');
    return bytes + message;
}

} // namespace

class TestLogFrames : public QObject
{
    Q_OBJECT

private slots:
    void messagesBecomeLines();
    void framesMayComeInPieces();
    void moduleTimesAreNoLog();
    void garbageIsPassedOnAsText();
    void noBytesBreakIt();
};

void TestLogFrames::messagesBecomeLines()
{
    engine::LogFrames frames;
    QCOMPARE(frames.take(frame(0xA55A0003, "one\ntwo") + frame(0xA55A0017, "three\n")
                         + frame(0xA55A0001, "old")),
             QByteArray("one\ntwo\nthree\nold\n"));
}

void TestLogFrames::framesMayComeInPieces()
{
    engine::LogFrames frames;
    const QByteArray bytes = frame(0xA55A0003, "hello") + frame(0xA55A0003, "world");
    QByteArray text;
    for (const char byte : bytes)
        text += frames.take(QByteArray(1, byte));
    QCOMPARE(text, QByteArray("hello\nworld\n"));
    QCOMPARE(frames.rest(), QByteArray());
}

void TestLogFrames::moduleTimesAreNoLog()
{
    engine::LogFrames frames;
    QCOMPARE(frames.take(frame(0xA55A0022, "[]") + frame(0xA55A0003, "text")),
             QByteArray("text\n"));
    QCOMPARE(frames.takeModuleTimes(), QByteArray("[]"));
    QCOMPARE(frames.takeModuleTimes(), QByteArray());
}

void TestLogFrames::garbageIsPassedOnAsText()
{
    engine::LogFrames frames;
    QCOMPARE(frames.take("not a frame at all"), QByteArray("not a frame at all\n"));
    QCOMPARE(frames.take(frame(0xA55A0003, "fine")), QByteArray("fine\n"));
    (void)frames.take(frame(0xA55A0003, "cut off in the middle").left(30));
    QCOMPARE(frames.rest(), QByteArray("cut off in the\n").left(15));
}

void TestLogFrames::noBytesBreakIt()
{
    QRandomGenerator random(7);
    engine::LogFrames frames;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes =
            frame(0xA55A0000 | random.bounded(64), QByteArray(random.bounded(40), 'x'));
        bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
        const QByteArray text = frames.take(bytes);
        QVERIFY(text.isEmpty() || text.endsWith('\n'));
    }
    (void)frames.rest();
}

QTEST_GUILESS_MAIN(TestLogFrames)
#include "tst_logframes.moc"

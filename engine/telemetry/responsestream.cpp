// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/responsestream.h"

#include <QByteArrayList>

namespace engine {
namespace {

void join(StreamChunk &chunk, const StreamChunk &next)
{
    chunk.bytes += next.bytes;
    chunk.last = next.last;
    chunk.arrivals += next.arrivals;
}

} // namespace

void ResponseStream::take(std::int64_t size, Nanoseconds at)
{
    const StreamChunk arrival{bytes, size, at, at, 1};
    if (arrivals == 0)
        firstByte = at;
    bytes += size;
    ++arrivals;
    if (!chunks.empty() && chunks.back().arrivals < arrivalsPerChunk)
        return join(chunks.back(), arrival);
    if (chunks.size() == MostChunks) {
        for (std::size_t i = 0; i < MostChunks / 2; ++i) {
            chunks[i] = chunks[2 * i];
            join(chunks[i], chunks[2 * i + 1]);
        }
        chunks.resize(MostChunks / 2);
        arrivalsPerChunk *= 2;
    }
    chunks.push_back(arrival);
}

QByteArray writeStreamChunks(const ResponseStream &stream)
{
    QByteArray text = QByteArray::number(stream.arrivalsPerChunk) + ' '
                      + QByteArray::number(qint64{stream.arrivals}) + ' ' + stream.error.toBase64();
    for (const StreamChunk &chunk : stream.chunks) {
        text += '\n';
        for (const qint64 number : {qint64{chunk.offset}, qint64{chunk.bytes},
                                    qint64{chunk.first.count()}, qint64{chunk.last.count()}})
            text += QByteArray::number(number) + ' ';
        text += QByteArray::number(chunk.arrivals);
    }
    return text;
}

void readStreamChunks(const QByteArray &text, ResponseStream *stream)
{
    const QByteArrayList lines = text.split('\n');
    const QByteArrayList head = lines.front().split(' ');
    if (head.size() != 3)
        return;
    stream->arrivalsPerChunk = qMax(1, head[0].toInt());
    stream->arrivals = head[1].toLongLong();
    stream->error = QByteArray::fromBase64(head[2]);
    for (qsizetype i = 1; i < lines.size() && stream->chunks.size() < ResponseStream::MostChunks;
         ++i) {
        const QByteArrayList parts = lines[i].split(' ');
        if (parts.size() == 5)
            stream->chunks.push_back({parts[0].toLongLong(), parts[1].toLongLong(),
                                      Nanoseconds(parts[2].toLongLong()),
                                      Nanoseconds(parts[3].toLongLong()), parts[4].toInt()});
    }
}

} // namespace engine

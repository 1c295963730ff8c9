// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/invoke/tracecontext.h"

#include <QList>

#include <algorithm>
#include <cstdint>

namespace engine {
namespace {

constexpr auto LineageVersion = "1:";

bool isHex(const QByteArray &text, qsizetype digits)
{
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

bool isRoot(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split('-');
    return parts.size() == 3 && parts[0] == "1" && isHex(parts[1], 8) && isHex(parts[2], 24);
}

std::vector<TraceContext::Hops> readLineage(const QByteArray &text)
{
    std::vector<TraceContext::Hops> lineage;
    if (!text.startsWith(LineageVersion))
        return lineage;
    for (const QByteArray &entry : text.mid(2).split('|')) {
        const QList<QByteArray> parts = entry.split(':');
        bool ok = false;
        const int count = parts.size() == 2 ? parts[1].toInt(&ok) : 0;
        if (ok && count > 0 && isHex(parts[0], 8) && lineage.size() < TraceContext::MostFunctions)
            lineage.push_back({parts[0].toLower(), count});
    }
    return lineage;
}

} // namespace

TraceContext TraceContext::parse(const QByteArray &header)
{
    TraceContext context;
    for (const QByteArray &field : header.split(';')) {
        const qsizetype equals = field.indexOf('=');
        const QByteArray name = field.left(qMax(equals, qsizetype{0})).trimmed();
        const QByteArray value = field.mid(equals + 1).trimmed();
        if (name == "Root" && isRoot(value))
            context.root = value;
        else if (name == "Parent" && isHex(value, 16))
            context.parent = value;
        else if (name == "Sampled")
            context.sampled = value == "1";
        else if (name == "Lineage")
            context.lineage = readLineage(value);
    }
    return context;
}

QByteArray TraceContext::header() const
{
    QByteArray text =
        "Root=" + root + ";Parent=" + parent + (sampled ? ";Sampled=1" : ";Sampled=0");
    const char *before = LineageVersion;
    if (!lineage.empty())
        text += ";Lineage=";
    for (const Hops &hops : lineage) {
        text += before + hops.function + ':' + QByteArray::number(hops.count);
        before = "|";
    }
    return text;
}

int TraceContext::countHop(const QString &functionArn)
{
    const QByteArray hash = functionHash(functionArn);
    const auto known = std::find_if(lineage.begin(), lineage.end(),
                                    [&](const Hops &hops) { return hops.function == hash; });
    if (known != lineage.end())
        return ++known->count;
    // a chain through more functions than that forgets the oldest: it still finds a loop of less
    if (lineage.size() >= MostFunctions)
        lineage.erase(lineage.begin());
    lineage.push_back({hash, 1});
    return 1;
}

QByteArray newTraceRoot(qint64 wallMs, IdSource &ids)
{
    return QStringLiteral("1-%1-%2")
        .arg(wallMs / 1'000, 8, 16, QChar(u'0'))
        .arg(ids.hex(24))
        .toLatin1();
}

QByteArray functionHash(const QString &functionArn)
{
    constexpr std::uint32_t Polynomial = 0xedb88320;
    std::uint32_t crc = 0xffffffff;
    for (const char byte : functionArn.toUtf8()) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? Polynomial : 0);
    }
    return QByteArray::number(crc ^ 0xffffffff, 16).rightJustified(8, '0');
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/preparedpayload.h"

#include "engine/core/json.h"
#include "widgets/invoke/jsonscan.h"

namespace widgets {
namespace {

QByteArrayView slice(const QByteArray &text, jsonscan::Span span)
{
    return QByteArrayView(text).sliced(span.start, span.size());
}

QString stringMember(const QByteArray &json, QByteArrayView key)
{
    const auto span = jsonscan::member(json, key);
    if (!span || json.at(span->start) != '"')
        return {};
    return jsonscan::unescaped(slice(json, *span));
}

QString tracebackOf(const QByteArray &json)
{
    const QString type = stringMember(json, "errorType");
    const QString message = stringMember(json, "errorMessage");
    if (type.isEmpty() && message.isEmpty())
        return {};
    QString text = type.isEmpty() || message.isEmpty() ? type + message
                                                       : type + QStringLiteral(": ") + message;
    text += u'\n';
    for (const char *key : {"stackTrace", "trace"}) {
        const auto lines = jsonscan::member(json, key);
        if (!lines || json.at(lines->start) != '[')
            continue;
        qsizetype at = lines->start + 1;
        while (const auto line = jsonscan::nextChild(json, &at)) {
            QString shown = slice(json, line->value).startsWith('"')
                                ? jsonscan::unescaped(slice(json, line->value))
                                : QString::fromUtf8(slice(json, line->value));
            while (shown.endsWith(u'\n'))
                shown.chop(1);
            // Node.js repeats the first line in its trace.
            if (key == QByteArrayView("trace") && text.startsWith(shown + u'\n'))
                continue;
            text += shown + u'\n';
        }
    }
    return text;
}

} // namespace

PreparedPayload preparePayload(const QByteArray &payload)
{
    PreparedPayload prepared;
    prepared.pretty = payload;
    if (!engine::checkJson(payload))
        return prepared;
    prepared.isJson = true;
    prepared.pretty = engine::indentJson(payload);
    const QByteArray body = stringMember(payload, "body").toUtf8();
    const qsizetype start = jsonscan::skipBlanks(body, 0);
    // A bare number or word is JSON too, but nothing to unfold.
    if (start < body.size() && (body[start] == '{' || body[start] == '[')
        && engine::checkJson(body))
        prepared.body = engine::indentJson(body);
    prepared.traceback = tracebackOf(payload);
    return prepared;
}

} // namespace widgets

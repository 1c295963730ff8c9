// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/loghighlighter.h"

#include <QCoreApplication>

#include <array>

#include "widgets/common/format.h"

namespace widgets {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(widgets::LogHighlighter)
};

constexpr QChar CutMark(u'⋯');

constexpr std::array Platform{
    "START RequestId:", "END RequestId:", "REPORT RequestId:", "INIT_START ",
    "INIT_REPORT ",     "RESTORE_",       "EXTENSION\t",       "TELEMETRY\t"};
// As Python's and Node.js's clients and common loggers write a level: "[ERROR]", "\tERROR\t",
// "ERROR:", "\"level\":\"ERROR\"".
bool namesLevel(QStringView start, QLatin1StringView level)
{
    for (qsizetype at = start.indexOf(level); at >= 0; at = start.indexOf(level, at + 1)) {
        const QChar before = at == 0 ? u'\n' : start[at - 1];
        const qsizetype end = at + level.size();
        const QChar behind = end == start.size() ? u'\n' : start[end];
        const bool opens = before == u'\n' || before == u'[' || before == u'\t' || before == u'"';
        const bool closes = behind == u']' || behind == u'\t' || behind == u':' || behind == u'"';
        if (opens && closes)
            return true;
    }
    return false;
}

} // namespace

LogLine logLineKind(const QString &line)
{
    if (line.startsWith(CutMark))
        return LogLine::Cut;
    for (const char *prefix : Platform) {
        if (line.startsWith(QLatin1StringView(prefix)))
            return LogLine::Platform;
    }
    if (line.startsWith(QLatin1StringView("Traceback (most recent call last)")))
        return LogLine::Error;
    // The level stands near the start, behind a time and a request id at most.
    const QStringView start = QStringView(line).left(160);
    for (const char *level : {"ERROR", "FATAL", "CRITICAL"}) {
        if (namesLevel(start, QLatin1StringView(level)))
            return LogLine::Error;
    }
    for (const char *level : {"WARN", "WARNING"}) {
        if (namesLevel(start, QLatin1StringView(level)))
            return LogLine::Warning;
    }
    for (const char *level : {"DEBUG", "TRACE"}) {
        if (namesLevel(start, QLatin1StringView(level)))
            return LogLine::Debug;
    }
    return LogLine::Plain;
}

QString cutLine(qint64 bytes)
{
    return CutMark
           + Words::tr(" %1 cut here: only start and end of a long log are shown")
                 .arg(formatBytes(bytes));
}

void LogHighlighter::highlightBlock(const QString &text)
{
    const LogLine kind = logLineKind(text);
    QTextCharFormat look;
    switch (kind) {
    case LogLine::Plain:
        break;
    case LogLine::Platform:
    case LogLine::Debug:
        look.setForeground(color(Token::Muted, scheme()));
        break;
    case LogLine::Warning:
        // Amber is for marks; as letters it needs more contrast than the token has on white.
        look.setForeground(scheme() == Scheme::Light ? color(Token::Warm, scheme()).darker(135)
                                                     : color(Token::Warm, scheme()));
        break;
    case LogLine::Error:
        look.setForeground(color(Token::Error, scheme()));
        break;
    case LogLine::Cut:
        look.setForeground(color(Token::Muted, scheme()));
        look.setFontItalic(true);
        break;
    }
    if (kind != LogLine::Plain)
        setFormat(0, static_cast<int>(text.size()), look);
    FrameHighlighter::highlightBlock(text);
}

} // namespace widgets

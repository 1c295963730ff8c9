// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

#include "app/cli/command.h"
#include "engine/core/messages.h"

namespace app::terminal {
namespace {

struct Terminal
{
    Q_DECLARE_TR_FUNCTIONS(app::Terminal)
};

void write(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), file);
    std::fflush(file);
}

} // namespace

void out(const QByteArray &bytes)
{
    write(stdout, bytes);
}

void outLine(const QString &line)
{
    write(stdout, line.toUtf8() + '\n');
}

void err(const QByteArray &bytes)
{
    write(stderr, bytes);
}

void errLine(const QString &line)
{
    write(stderr, line.toUtf8() + '\n');
}

void error(const engine::Error &error)
{
    const engine::Explanation text = engine::explain(error);
    errLine(Terminal::tr("lwb: %1").arg(text.sentence));
    if (!text.remedy.isEmpty())
        errLine(text.remedy);
}

std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  Terminal::tr("Shows this help."));
    parser.addOption(help);
    if (!parser.parse(arguments))
        return usage(parser.errorText());
    if (parser.isSet(help)) {
        QString text = parser.helpText();
        // Qt names the program; the verb belongs to it.
        text.replace(QCoreApplication::applicationFilePath(),
                     QStringLiteral("lwb %1").arg(arguments.first()));
        out(text.toUtf8());
        return Succeeded;
    }
    return std::nullopt;
}

int usage(const QString &complaint)
{
    errLine(Terminal::tr("lwb: %1").arg(complaint));
    errLine(Terminal::tr("\"lwb COMMAND --help\" tells how to use a command."));
    return UsageError;
}

void table(const QStringList &header, const std::vector<QStringList> &rows)
{
    std::vector<qsizetype> widths;
    for (const QString &title : header)
        widths.push_back(title.size());
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[std::size_t(i)] = std::max(widths[std::size_t(i)], row[i].size());
    }
    const auto line = [&widths](const QStringList &cells) {
        QString text;
        for (qsizetype i = 0; i < cells.size(); ++i)
            text += cells[i].leftJustified(widths[std::size_t(i)] + 2);
        while (text.endsWith(u' '))
            text.chop(1);
        outLine(text);
    };
    line(header);
    for (const QStringList &row : rows)
        line(row);
}

} // namespace app::terminal

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "engine/core/result.h"

namespace app::terminal {

void out(const QByteArray &bytes); // to standard output, as it is
void outLine(const QString &line);
void err(const QByteArray &bytes); // to standard error, as it is
void errLine(const QString &line);
void error(const engine::Error &error); // sentence and remedy, to standard error

// Parses a verb's arguments; answers --help itself. Nothing means: go on; a status means: end.
[[nodiscard]] std::optional<int> parse(QCommandLineParser &parser, const QStringList &arguments);
// Says what is wrong with the arguments; returns UsageError.
[[nodiscard]] int usage(const QString &complaint);

// Lines of columns, aligned, with a header; to standard output.
void table(const QStringList &header, const std::vector<QStringList> &rows);

} // namespace app::terminal

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

// One <message> of Qt's translation files.
struct TsMessage
{
    QString context; // the class that asks, with its namespace
    QString source;
    QString comment;     // what tells two messages with the same source apart
    QString type;        // of the translation: empty, "unfinished", "vanished" or "obsolete"
    QStringList forms;   // one, or with %n one for each of the language's plural forms
    bool counts = false; // has %n

    // "context: source", for lists of what is wrong.
    [[nodiscard]] QString name() const;
};

// All messages, in the file's order. Fails the running test when the file can't be read; then the
// list is empty.
[[nodiscard]] std::vector<TsMessage> readTsFile(const QString &path);

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

namespace engine {

// What a new function can be written in.
struct StarterRuntime
{
    QString name;     // as a person chooses it: "python3.13", "go", "shell"
    QString title;    // "Python 3.13"
    QString runtime;  // Lambda's id: "python3.13", "provided.al2023"
    QString language; // any other id of this language, "python3.11", can take its place; or empty
    QString folder;   // of its code, below the starter's
    QString handler;
    QString mainFile;        // to be opened first
    QStringList shared;      // files that all starters of this runtime have
    QString buildMethod;     // for Metadata; or empty
    int memory = 0;          // MB; 0: Lambda's default
    bool executable = false; // the main file
};

// An event that comes with a starter.
struct StarterEvent
{
    QString name;
    QByteArray json; // as it is; or else:
    QString source;  // see engine/events
    QString variant;
    std::map<QString, QStringList> values;
};

struct Starter
{
    QString name;                     // "sqs-batch"
    QString title;                    // English; see starterWord()
    QString description;              // English; see starterWord()
    QStringList runtimes;             // names of StarterRuntime, never empty
    QByteArray triggers;              // JSON: Events as SAM has it; or empty
    QByteArray resources;             // JSON: what the triggers refer to, by a short name; or empty
    QByteArray properties;            // JSON: further properties of the function; or empty
    std::vector<StarterEvent> events; // at least one
};

// Read once, from resources/starters. Any thread.
[[nodiscard]] const std::vector<StarterRuntime> &starterRuntimes();
[[nodiscard]] const std::vector<Starter> &starters();
// By name; for a runtime also another id of its language ("python3.11"), which is then its id.
// Null, or an empty name, when there is none.
[[nodiscard]] const Starter *starter(const QString &name);
[[nodiscard]] StarterRuntime starterRuntime(const QString &name);

// The file's bytes; `file` is one of shared, or of starterFiles().
[[nodiscard]] QByteArray starterFile(const Starter &starter, const StarterRuntime &runtime,
                                     const QString &file);
// All files of the code folder, relative, the shared ones too.
[[nodiscard]] QStringList starterFiles(const Starter &starter, const StarterRuntime &runtime);

// A title or description in the user's language.
[[nodiscard]] QString starterWord(const QString &english);
[[nodiscard]] QStringList starterWords();

} // namespace engine

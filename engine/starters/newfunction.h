// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

#include "engine/core/clock.h"
#include "engine/core/ids.h"
#include "engine/core/result.h"

namespace engine {

// What a person wants: a function of this name, like this starter, written in this.
struct FunctionWish
{
    QString name;    // 1 to 64 of: letters, digits, '-', '_'
    QString starter; // see starters.h
    QString runtime; // a StarterRuntime's name, or another id of its language
};

// What is to be done for it; nothing has been written yet. A plain value.
struct FunctionPlan
{
    struct File
    {
        QString path; // relative to the workspace, with '/'
        QByteArray content;
        bool executable = false;
    };

    QString logicalId;
    std::vector<File> files; // code, then events
    QString mainFile;        // relative to the workspace; one of `files`
    QString templateFile;    // name in the folder
    QByteArray templateText; // all of it, with the new block
    QByteArray original;     // all of it, as it was
    QByteArray block;        // the lines of it that are new
    bool newTemplate = false;
};

// `templateFile` empty: the folder has no template yet, and gets template.yaml. Reads the folder to
// see what is there, writes nothing. Fails with
//   InvalidConfiguration  the name (place: the name, detail: why)
//   AlreadyExists         a function, a resource or a file of that name (detail: the name; place:
//                         the file)
//   Unsupported           no such starter or runtime, or not in this runtime (detail)
//   BadTemplate, BadSyntax, Unresolved  as patchFunction()
[[nodiscard]] Result<FunctionPlan> planFunction(const QString &folder, const QString &templateFile,
                                                const QByteArray &templateText,
                                                const FunctionWish &wish, const Clock &clock,
                                                IdSource &ids);
// The same for a folder as it is on disk.
[[nodiscard]] Result<FunctionPlan> planFunction(const QString &folder, const FunctionWish &wish,
                                                const Clock &clock, IdSource &ids);

// Writes the plan's files, not its template. Fails with AlreadyExists when one of them has come to
// be, NotWritable; what was written by then is taken away again.
[[nodiscard]] Result<void> writeFiles(const QString &folder, const FunctionPlan &plan);
// The files, then the template; all or nothing.
[[nodiscard]] Result<void> writePlan(const QString &folder, const FunctionPlan &plan);

} // namespace engine

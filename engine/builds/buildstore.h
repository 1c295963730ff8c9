// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <optional>

#include "engine/core/result.h"

namespace engine {

// Where a workspace keeps what was built: .lambda-workbench/cache/builds/<function>/<fingerprint>.
// A folder of that name is whole, always: it is made under another name and renamed. All of it may
// be deleted at any time.
class BuildStore
{
public:
    // A build under way: its folders, gone with this value.
    class Scratch
    {
    public:
        explicit Scratch(QString folder);
        ~Scratch();
        Q_DISABLE_COPY_MOVE(Scratch)
        [[nodiscard]] QString output() const;
        [[nodiscard]] QString work() const;

    private:
        QString m_folder;
    };

    explicit BuildStore(QString workspace);

    // The folder of an earlier build; empty when there is none.
    [[nodiscard]] QString find(const QString &function, const QString &fingerprint) const;
    // Fails with NotWritable; also when a link leads out of the workspace.
    [[nodiscard]] Result<std::unique_ptr<Scratch>> begin(const QString &function) const;
    // The output becomes the build of this fingerprint, whose folder is the answer.
    [[nodiscard]] Result<QString> keep(const Scratch &scratch, const QString &function,
                                       const QString &fingerprint) const;
    // Removes all but the newest few, and what builds that were killed left behind.
    void prune(const QString &function, const QString &fingerprint) const;
    // What tools keep between builds, by name; shared by the functions of the workspace.
    [[nodiscard]] QString cacheFolder(const QString &name) const;

private:
    [[nodiscard]] QString folderOf(const QString &function) const;

    QString m_workspace;
};

// Removes a folder with all that is in it, links as links, also what is write-protected.
void removeTree(const QString &folder);

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <array>
#include <functional>
#include <map>
#include <optional>

#include "engine/project/codewatch.h"
#include "engine/project/functionsource.h"
#include "engine/project/workspace.h"

namespace engine {

// The functions of the workspace on disk. Every look-up first makes sure that template, parameters
// and code are those of this moment; when nothing changed that is a few system calls. Looks for a
// logical id first, then for a name. Lives on one thread.
class WorkspaceFunctions final : public FunctionSource
{
public:
    // The folder need not hold a workspace yet.
    explicit WorkspaceFunctions(const QString &folder, int maxWatches = CodeWatch::NoLimit);

    [[nodiscard]] Result<Function> function(const QString &idOrName) override;
    // As it stands now; fails as openWorkspace() does.
    [[nodiscard]] Result<Workspace> workspace();
    [[nodiscard]] const QString &folder() const { return m_folder; }
    // Of the functions that have one, by name; as of the last look-up.
    [[nodiscard]] const std::map<QString, int> &reservedConcurrency() const { return m_reserved; }
    // Called within a look-up that found the template changed. May be empty.
    std::function<void()> onRead;
    // The watch over the code of functions that were looked up, for those who wait for changes.
    [[nodiscard]] CodeWatch &codeWatch() { return m_codeWatch; }

private:
    // Of a file: device, inode, size, mode, times. All zero when it is not there.
    using Stamp = std::array<qint64, 7>;

    [[nodiscard]] Stamp stampOf(const QString &path) const;
    [[nodiscard]] bool isYoung(const Stamp &stamp) const;
    void refresh();
    [[nodiscard]] QByteArray archiveStamp(const QString &path) const; // empty: not there
    [[nodiscard]] Error whyUnknown(const QString &idOrName) const;

    QString m_folder;
    CodeWatch m_codeWatch;
    std::array<Stamp, 4> m_stamps{}; // template.yaml, .yml, .json, samconfig.toml
    bool m_read = false;
    bool m_young = false; // a file changed so lately that another change may leave the same times
    std::optional<Error> m_failure;
    Workspace m_workspace;
    QHash<QString, QByteArray> m_configHashes; // by logical id
    std::map<QString, int> m_reserved;
};

} // namespace engine

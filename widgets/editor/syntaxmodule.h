// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

struct WorkbenchSyntaxApi;

namespace widgets {

class SyntaxDefinition;

// Loads the module workbench-syntax when the first language is asked for. Without the module
// everything works, uncoloured: definitions are null, `unavailable` is emitted once and the log
// has the reason. One per program; it must outlive every editor and definition.
class SyntaxModule : public QObject
{
    Q_OBJECT

public:
    // The folders are searched in order.
    explicit SyntaxModule(const QStringList &folders = defaultFolders(), QObject *parent = nullptr);

    // Beside the executable, in the place of the installation, in the build tree.
    [[nodiscard]] static QStringList defaultFolders();

    // The language of a file, judged by its name; null if there is none, or no module.
    [[nodiscard]] std::unique_ptr<SyntaxDefinition> definitionForFile(const QString &fileName);
    // By the language's own name ("Python").
    [[nodiscard]] std::unique_ptr<SyntaxDefinition> definitionByName(const QString &name);

    // Loads it if that has not been tried.
    [[nodiscard]] bool isAvailable();

signals:
    void unavailable(const QString &reason); // not translated, from the system's loader

private:
    const WorkbenchSyntaxApi *api();

    QStringList m_folders;
    const WorkbenchSyntaxApi *m_api = nullptr;
    bool m_tried = false;
};

} // namespace widgets

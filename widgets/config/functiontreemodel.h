// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QHash>
#include <QStringList>

#include <map>
#include <memory>
#include <vector>

#include "engine/invoke/localengine.h"
#include "engine/project/workspace.h"

namespace widgets {

// One line of the function tree, as a value.
struct FunctionTreeItem
{
    enum class Kind { None, Function, File, EventGroup, Event, TriggerGroup, Trigger };

    Kind kind = Kind::None;
    QString function; // logical id
    QString name;     // relative path, event's name or trigger's id; empty for function and groups

    bool operator==(const FunctionTreeItem &) const = default;
};

// A workspace's functions and beneath each its code files, saved events and triggers. A new
// workspace with the same functions keeps every line that stays, so views keep their state.
class FunctionTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        KindRole = Qt::UserRole, // int of FunctionTreeItem::Kind
        RuntimeRole,             // "python3.12"
        ProblemRole,             // int of engine::TemplateProblem::Severity; invalid when fine
        WarmRole,                // idle environments
        BusyRole,                // starting and busy ones
    };

    explicit FunctionTreeModel(QObject *parent = nullptr);
    ~FunctionTreeModel() override;

    void setWorkspace(const engine::Workspace &workspace);
    void setFiles(const QString &function, const QStringList &relativePaths);
    void setEvents(const QString &function, const QStringList &names);
    [[nodiscard]] QStringList files(const QString &function) const;
    [[nodiscard]] QStringList events(const QString &function) const;
    void setStatus(const engine::EngineStatus &status);

    [[nodiscard]] FunctionTreeItem item(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const FunctionTreeItem &item) const; // invalid if not there

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node;

    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexAt(const Node *node) const;
    [[nodiscard]] Node *functionNode(const QString &logicalId) const;
    [[nodiscard]] const engine::WorkspaceFunction *described(const QString &logicalId) const;
    void rebuildChildren(Node *function);
    [[nodiscard]] QVariant functionData(const Node &node, int role) const;
    [[nodiscard]] QString problemText(const QString &logicalId) const;

    engine::Workspace m_workspace;
    engine::EngineStatus m_status;
    std::map<QString, QStringList> m_files;
    std::map<QString, QStringList> m_events;
    std::vector<std::unique_ptr<Node>> m_functions; // in the order of m_workspace
    QHash<QString, std::size_t> m_rows;             // of m_functions, by logical id
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/functiontreemodel.h"

#include <algorithm>

#include "engine/project/problemmessages.h"
#include "widgets/common/icons.h"

namespace widgets {

using Kind = FunctionTreeItem::Kind;

struct FunctionTreeModel::Node
{
    Kind kind = Kind::Function;
    QString function;
    QString name;
    QString detail; // of a trigger
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(Kind childKind, const QString &childName = {}, const QString &childDetail = {})
    {
        auto child = std::make_unique<Node>();
        child->kind = childKind;
        child->function = function;
        child->name = childName;
        child->detail = childDetail;
        child->parent = this;
        child->row = static_cast<int>(children.size());
        children.push_back(std::move(child));
        return children.back().get();
    }

    [[nodiscard]] bool sameTree(const Node &other) const
    {
        return kind == other.kind && name == other.name && detail == other.detail
               && std::equal(children.begin(), children.end(), other.children.begin(),
                             other.children.end(),
                             [](const auto &a, const auto &b) { return a->sameTree(*b); });
    }
};

FunctionTreeModel::FunctionTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

FunctionTreeModel::~FunctionTreeModel() = default;

void FunctionTreeModel::setWorkspace(const engine::Workspace &workspace)
{
    const bool sameFunctions = std::equal(
        workspace.functions.begin(), workspace.functions.end(), m_functions.begin(),
        m_functions.end(), [](const engine::WorkspaceFunction &function, const auto &node) {
            return function.logicalId == node->function;
        });
    if (!sameFunctions)
        beginResetModel();
    m_workspace = workspace;
    if (!sameFunctions) {
        m_functions.clear();
        m_rows.clear();
        for (const engine::WorkspaceFunction &function : m_workspace.functions) {
            auto node = std::make_unique<Node>();
            node->function = function.logicalId;
            node->row = static_cast<int>(m_functions.size());
            if (!m_rows.contains(node->function))
                m_rows.insert(node->function, m_functions.size());
            m_functions.push_back(std::move(node));
        }
        endResetModel();
    }
    for (const auto &node : m_functions)
        rebuildChildren(node.get());
    if (sameFunctions && !m_functions.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

void FunctionTreeModel::setFiles(const QString &function, const QStringList &relativePaths)
{
    m_files[function] = relativePaths;
    if (Node *node = functionNode(function))
        rebuildChildren(node);
}

void FunctionTreeModel::setEvents(const QString &function, const QStringList &names)
{
    m_events[function] = names;
    if (Node *node = functionNode(function))
        rebuildChildren(node);
}

QStringList FunctionTreeModel::files(const QString &function) const
{
    const auto found = m_files.find(function);
    return found == m_files.end() ? QStringList() : found->second;
}

QStringList FunctionTreeModel::events(const QString &function) const
{
    const auto found = m_events.find(function);
    return found == m_events.end() ? QStringList() : found->second;
}

void FunctionTreeModel::setStatus(const engine::EngineStatus &status)
{
    if (status == m_status)
        return;
    m_status = status;
    if (!m_functions.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, 0),
                         {WarmRole, BusyRole, Qt::AccessibleTextRole, Qt::ToolTipRole});
}

void FunctionTreeModel::rebuildChildren(Node *function)
{
    const engine::WorkspaceFunction *inTemplate = described(function->function);
    Node fresh;
    fresh.function = function->function;
    for (const QString &path : m_files[function->function])
        fresh.add(Kind::File, path);
    if (const QStringList events = m_events[function->function]; !events.isEmpty()) {
        Node *group = fresh.add(Kind::EventGroup);
        for (const QString &event : events)
            group->add(Kind::Event, event);
    }
    if (inTemplate && !inTemplate->triggers.empty()) {
        Node *group = fresh.add(Kind::TriggerGroup);
        for (const engine::TriggerSummary &trigger : inTemplate->triggers)
            group->add(Kind::Trigger, trigger.id,
                       trigger.detail.isEmpty() ? trigger.type
                                                : trigger.type + u' ' + trigger.detail);
    }
    const bool same = std::equal(function->children.begin(), function->children.end(),
                                 fresh.children.begin(), fresh.children.end(),
                                 [](const auto &a, const auto &b) { return a->sameTree(*b); });
    if (same)
        return;
    // Lines at the start and the end that stay are left alone, so views keep what is open there.
    auto &old = function->children;
    auto &now = fresh.children;
    std::size_t head = 0;
    while (head < old.size() && head < now.size() && old[head]->sameTree(*now[head]))
        ++head;
    std::size_t tail = 0;
    while (tail < old.size() - head && tail < now.size() - head
           && old[old.size() - 1 - tail]->sameTree(*now[now.size() - 1 - tail]))
        ++tail;

    const QModelIndex parentIndex = indexAt(function);
    const auto from = static_cast<std::ptrdiff_t>(head);
    if (const auto oldEnd = static_cast<std::ptrdiff_t>(old.size() - tail); oldEnd > from) {
        beginRemoveRows(parentIndex, int(from), int(oldEnd) - 1);
        old.erase(old.begin() + from, old.begin() + oldEnd);
        for (std::size_t i = head; i < old.size(); ++i)
            old[i]->row = static_cast<int>(i);
        endRemoveRows();
    }
    if (const auto newEnd = static_cast<std::ptrdiff_t>(now.size() - tail); newEnd > from) {
        beginInsertRows(parentIndex, int(from), int(newEnd) - 1);
        old.insert(old.begin() + from, std::make_move_iterator(now.begin() + from),
                   std::make_move_iterator(now.begin() + newEnd));
        for (std::size_t i = head; i < old.size(); ++i) {
            old[i]->row = static_cast<int>(i);
            old[i]->parent = function;
        }
        endInsertRows();
    }
}

FunctionTreeItem FunctionTreeModel::item(const QModelIndex &index) const
{
    const Node *node = nodeAt(index);
    return node ? FunctionTreeItem{node->kind, node->function, node->name} : FunctionTreeItem{};
}

QModelIndex FunctionTreeModel::indexOf(const FunctionTreeItem &item) const
{
    const Node *function = functionNode(item.function);
    if (!function || item.kind == Kind::None)
        return {};
    if (item.kind == Kind::Function)
        return indexAt(function);
    for (const auto &child : function->children) {
        if (child->kind == item.kind && child->name == item.name)
            return indexAt(child.get());
        for (const auto &grandchild : child->children) {
            if (grandchild->kind == item.kind && grandchild->name == item.name)
                return indexAt(grandchild.get());
        }
    }
    return {};
}

FunctionTreeModel::Node *FunctionTreeModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : nullptr;
}

QModelIndex FunctionTreeModel::indexAt(const Node *node) const
{
    return createIndex(node->row, 0, node);
}

FunctionTreeModel::Node *FunctionTreeModel::functionNode(const QString &logicalId) const
{
    const auto row = m_rows.find(logicalId);
    return row == m_rows.end() ? nullptr : m_functions[*row].get();
}

// By logical id alone: a name may be another function's logical id.
const engine::WorkspaceFunction *FunctionTreeModel::described(const QString &logicalId) const
{
    const auto row = m_rows.find(logicalId);
    return row == m_rows.end() ? nullptr : &m_workspace.functions[*row];
}

QModelIndex FunctionTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node *node = nodeAt(parent);
    return indexAt((node ? node->children : m_functions)[static_cast<std::size_t>(row)].get());
}

QModelIndex FunctionTreeModel::parent(const QModelIndex &child) const
{
    const Node *node = nodeAt(child);
    return node && node->parent ? indexAt(node->parent) : QModelIndex();
}

int FunctionTreeModel::rowCount(const QModelIndex &parent) const
{
    const Node *node = nodeAt(parent);
    return static_cast<int>(node ? node->children.size() : m_functions.size());
}

int FunctionTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant FunctionTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeAt(index);
    if (role == KindRole)
        return static_cast<int>(node.kind);
    if (node.kind == Kind::Function)
        return functionData(node, role);

    const int count = static_cast<int>(node.children.size());
    switch (node.kind) {
    case Kind::EventGroup:
        if (role == Qt::DisplayRole)
            return tr("Events (%1)").arg(count);
        return role == Qt::DecorationRole ? QVariant(icon(Icon::Event)) : QVariant();
    case Kind::TriggerGroup:
        if (role == Qt::DisplayRole)
            return tr("Triggers (%1)").arg(count);
        return role == Qt::DecorationRole ? QVariant(icon(Icon::Trigger)) : QVariant();
    case Kind::Trigger:
        if (role == Qt::DecorationRole)
            return icon(Icon::Trigger);
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return tr("%1: %2", "trigger's name: its type and source").arg(node.name, node.detail);
        return {};
    default:
        if (role == Qt::DecorationRole)
            return icon(node.kind == Kind::File ? Icon::File : Icon::Event);
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(node.name)
                                                                  : QVariant();
    }
}

QVariant FunctionTreeModel::functionData(const Node &node, int role) const
{
    const engine::WorkspaceFunction *function = described(node.function);
    if (!function)
        return {};
    const QString name =
        function->config.name.isEmpty() ? function->logicalId : function->config.name;
    // Engines count by name; a function may be known by its logical id only.
    auto found = m_status.functions.find(name);
    if (found == m_status.functions.end())
        found = m_status.functions.find(function->logicalId);
    const engine::EnvironmentCounts counts =
        found == m_status.functions.end() ? engine::EnvironmentCounts{} : found->second;
    const QString problem = problemText(node.function);

    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::DecorationRole:
        return icon(Icon::Function);
    case RuntimeRole:
        return function->config.runtime;
    case WarmRole:
        return counts.idle;
    case BusyRole:
        return counts.busy + counts.starting;
    case ProblemRole: {
        QVariant worst;
        for (const engine::TemplateProblem &one : m_workspace.problems) {
            if (one.function != node.function)
                continue;
            if (one.severity == engine::TemplateProblem::Severity::Error)
                return static_cast<int>(one.severity);
            worst = static_cast<int>(one.severity);
        }
        return worst;
    }
    case Qt::ToolTipRole: {
        QStringList lines{name, function->config.runtime, function->codeUri};
        if (counts.idle > 0)
            lines.append(tr("%n warm environment(s)", nullptr, counts.idle));
        if (counts.standby > 0)
            lines.append(tr("%n environment(s) standing by", nullptr, counts.standby));
        if (counts.provisioned > 0)
            lines.append(tr("%n provisioned environment(s)", nullptr, counts.provisioned));
        if (counts.busy + counts.starting > 0)
            lines.append(tr("%n busy environment(s)", nullptr, counts.busy + counts.starting));
        if (!problem.isEmpty())
            lines.append(problem);
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    case Qt::AccessibleTextRole: {
        QStringList parts{name, function->config.runtime};
        if (counts.idle > 0)
            parts.append(tr("%1 warm", "number of environments").arg(counts.idle));
        if (counts.busy + counts.starting > 0)
            parts.append(
                tr("%1 busy", "number of environments").arg(counts.busy + counts.starting));
        if (!problem.isEmpty())
            parts.append(problem);
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QString FunctionTreeModel::problemText(const QString &logicalId) const
{
    QStringList lines;
    for (const engine::TemplateProblem &problem : m_workspace.problems) {
        if (problem.function != logicalId)
            continue;
        const QString text = engine::problemText(problem);
        lines.append(problem.property.isEmpty()
                         ? tr("Line %1: %2").arg(problem.line).arg(text)
                         : tr("%1: %2", "property, problem").arg(problem.property, text));
    }
    return lines.join(u'\n');
}

} // namespace widgets

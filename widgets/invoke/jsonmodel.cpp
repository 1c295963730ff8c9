// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/jsonmodel.h"

#include <vector>

#include "engine/core/json.h"
#include "widgets/invoke/jsonscan.h"

namespace widgets {
namespace {

constexpr int Batch = 500;
constexpr qsizetype PreviewLength = 200; // characters of a value that a cell shows

} // namespace

struct JsonModel::Node
{
    jsonscan::Span key;
    jsonscan::Span value;
    Node *parent = nullptr;
    int row = 0;
    qsizetype next = 0; // where the scan for children goes on
    bool complete = true;
    std::vector<std::unique_ptr<Node>> children;
};

JsonModel::JsonModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

JsonModel::~JsonModel() = default;

void JsonModel::setJson(const QByteArray &json, Checked checked)
{
    beginResetModel();
    m_root.reset();
    m_text.clear();
    if (checked == Checked::Yes || engine::checkJson(json)) {
        m_text = json;
        m_root = std::make_unique<Node>();
        const qsizetype start = jsonscan::skipBlanks(m_text, 0);
        m_root->value = jsonscan::valueAt(m_text, start);
        m_root->next = start + 1;
        const char first = m_text.at(start);
        m_root->complete = first != '{' && first != '[';
    }
    endResetModel();
    if (m_root && canFetchMore({}))
        fetchMore({});
}

JsonModel::Node *JsonModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QByteArrayView JsonModel::textOf(const Node &node) const
{
    return QByteArrayView(m_text).sliced(node.value.start, node.value.size());
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeAt(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex JsonModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Node *parent = nodeAt(child)->parent;
    return parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int JsonModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0 || !m_root)
        return 0;
    return static_cast<int>(nodeAt(parent)->children.size());
}

int JsonModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0 || !m_root)
        return false;
    const Node *node = nodeAt(parent);
    if (!node->children.empty())
        return true;
    if (node->complete)
        return false;
    const qsizetype inside = jsonscan::skipBlanks(m_text, node->next);
    return inside < m_text.size() && m_text[inside] != '}' && m_text[inside] != ']';
}

bool JsonModel::canFetchMore(const QModelIndex &parent) const
{
    if (parent.column() > 0 || !m_root)
        return false;
    return !nodeAt(parent)->complete;
}

void JsonModel::fetchMore(const QModelIndex &parent)
{
    Node *node = nodeAt(parent);
    if (!node || node->complete)
        return;
    std::vector<std::unique_ptr<Node>> found;
    while (found.size() < Batch) {
        const auto child = jsonscan::nextChild(m_text, &node->next);
        if (!child) {
            node->complete = true;
            break;
        }
        auto fresh = std::make_unique<Node>();
        fresh->key = child->key;
        fresh->value = child->value;
        fresh->parent = node;
        fresh->row = static_cast<int>(node->children.size() + found.size());
        const char first = m_text.at(child->value.start);
        fresh->complete = first != '{' && first != '[';
        fresh->next = child->value.start + 1;
        found.push_back(std::move(fresh));
    }
    if (found.empty())
        return;
    const int first = static_cast<int>(node->children.size());
    beginInsertRows(parent, first, first + static_cast<int>(found.size()) - 1);
    for (auto &fresh : found)
        node->children.push_back(std::move(fresh));
    endInsertRows();
}

QString JsonModel::shownValue(const Node &node) const
{
    const QByteArrayView text = textOf(node);
    // Enough bytes for the characters shown; the cut may fall into a character, which is dropped.
    const QByteArrayView start = text.first(std::min(text.size(), 4 * PreviewLength));
    QString shown = text.startsWith('"') && start.size() == text.size() ? jsonscan::unescaped(text)
                                                                        : QString::fromUtf8(start);
    if (text.startsWith('{') || text.startsWith('['))
        shown = shown.simplified();
    if (shown.size() > PreviewLength || start.size() < text.size())
        shown = shown.left(PreviewLength) + u'…';
    return shown.replace(u'\n', QChar(u'⏎'));
}

QVariant JsonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeAt(index);
    const QByteArrayView text = textOf(node);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (index.column() == ValueColumn)
            return shownValue(node);
        return node.key.size() > 0 ? jsonscan::unescaped(
                   QByteArrayView(m_text).sliced(node.key.start, node.key.size()))
                                   : QString::number(node.row);
    case RawRole:
        return QString::fromUtf8(text);
    case KindRole: {
        const char c = text.front();
        const char kind = c == '{' || c == '[' || c == '"' ? c
                          : c == 't' || c == 'f'           ? 'b'
                          : c == 'n'                       ? '0'
                                                           : 'n';
        return QVariant::fromValue(kind);
    }
    default:
        return {};
    }
}

QVariant JsonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Key", "of a JSON object") : tr("Value", "in JSON");
}

} // namespace widgets

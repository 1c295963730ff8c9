// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QByteArray>

#include <memory>

namespace widgets {

// JSON text as a tree of key, value and type. Children are found in the text when a view asks for
// them, some hundreds at a time, so that six megabytes open at once and cost only what is shown.
class JsonModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { KeyColumn, ValueColumn, ColumnCount };
    enum Role {
        RawRole = Qt::UserRole, // the value's own bytes, as text
        KindRole,               // char: '{' '[' '"' 'n'umber 'b'oolean '0' for null
    };

    explicit JsonModel(QObject *parent = nullptr);
    ~JsonModel() override;

    // Text that engine::checkJson() accepts; anything else, empty text too, clears the tree.
    // `valid` spares the check when the caller has made it.
    enum class Checked { No, Yes };
    void setJson(const QByteArray &json, Checked checked = Checked::No);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Node;

    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QByteArrayView textOf(const Node &node) const;
    [[nodiscard]] QString shownValue(const Node &node) const;

    QByteArray m_text;
    std::unique_ptr<Node> m_root;
};

} // namespace widgets

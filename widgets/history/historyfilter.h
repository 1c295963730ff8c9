// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace widgets {

class InvocationModel;

// Which records History shows, and in which order. Compares raw values, never text on screen.
class HistoryFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Kind { All, Succeeded, Failed, Throttled, ColdStarts };

    // The model must outlive this object.
    explicit HistoryFilter(InvocationModel &model, QObject *parent = nullptr);

    void setFunction(const QString &name); // empty: all
    void setKind(Kind kind);
    // Every word must occur in the function's name, the request's id, the error, the trigger or
    // the environment, in any case.
    void setText(const QString &text);

    [[nodiscard]] bool filters() const; // is anything held back?
    [[nodiscard]] int sourceRow(const QModelIndex &index) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    InvocationModel &m_model;
    QString m_function;
    Kind m_kind = Kind::All;
    QStringList m_words;
};

} // namespace widgets

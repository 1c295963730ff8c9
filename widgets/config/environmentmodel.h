// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <map>
#include <vector>

#include "engine/model/functionconfig.h"

namespace widgets {

// The variables in text as .env files, shells and "docker run --env-file" write them: KEY=VALUE
// lines, "export" before them, blank lines and # comments, values in quotes.
[[nodiscard]] std::vector<engine::EnvironmentVariable> parseEnvironmentLines(const QString &text);
// One KEY=VALUE line for each, that the function above reads back: values that need it in double
// quotes.
[[nodiscard]] QString environmentLines(const std::vector<engine::EnvironmentVariable> &variables);

// A function's environment variables as an editable table. A row whose cells are both empty is one
// that the user has not filled yet: it is shown and is no variable.
class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KeyColumn, ValueColumn, ColumnCount };
    enum Role {
        ProblemRole = Qt::UserRole, // what is wrong with the row, empty when nothing
        LockedRole,                 // the intrinsic function as written, empty when none
    };

    explicit EnvironmentModel(QObject *parent = nullptr);

    // Emits nothing to the owner; leaves rows alone when they already say the same.
    void setVariables(const std::vector<engine::EnvironmentVariable> &variables);
    [[nodiscard]] std::vector<engine::EnvironmentVariable> variables() const;
    void setIntrinsics(const std::map<QString, QString> &byKey);

    int appendBlank(); // the new row
    int duplicate(int row);
    void remove(std::vector<int> rows);
    // Replaces the values of keys that are there and appends the others.
    void merge(const std::vector<engine::EnvironmentVariable> &variables);
    [[nodiscard]] QString firstProblem() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void edited(); // by the user

private:
    void check();
    void userChanged();

    std::vector<engine::EnvironmentVariable> m_rows;
    std::vector<QString> m_problems; // one for each row
    std::map<QString, QString> m_intrinsics;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPersistentModelIndex>
#include <QWidget>

#include "widgets/history/historyfilter.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace widgets {

class EmptyState;
class InvocationModel;

// Every invocation of the workspace, newest first, to sort, filter, copy and open. New records
// show up at once; a reader who has scrolled away keeps the place.
// Object names: "historyTable", "historyText", "historyFunction", "historyKind", "historyCount",
// "historyColumns", "historyCopy", "historyRerun", "historyClear", "historyEmpty".
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    // The model must outlive this panel.
    explicit HistoryPanel(InvocationModel &model, QWidget *parent = nullptr);

    void setSelected(const QString &requestId); // emits nothing; an unknown id selects nothing
    [[nodiscard]] QString selected() const;     // of the current row; may be empty

    // Tab-separated text with a line of headers: the selected rows, all rows when none is, with
    // the visible columns in the order they are shown.
    [[nodiscard]] QString asText() const;

    // Widths, order, visibility and sorting of the columns, for the settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

signals:
    void recordSelected(const QString &requestId);  // by the user
    void recordActivated(const QString &requestId); // double click or Return: show it
    void rerunRequested(const QString &requestId);
    void clearRequested();  // the whole history; nothing is removed here
    void invokeRequested(); // the button of the empty state

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildToolBar();
    void buildTable();
    void resetColumns();
    void fillColumnMenu(QMenu *menu);
    void showTableMenu(const QPoint &position);
    void onRowsInserted(int first, int last);
    void updateState();
    [[nodiscard]] bool tableIsSeen() const;
    void rememberPlace();
    void restorePlace();
    void copy();
    void clearFilter();
    [[nodiscard]] QString requestOf(const QModelIndex &index) const;

    InvocationModel &m_model;
    HistoryFilter *m_filter = nullptr;
    QLineEdit *m_text = nullptr;
    QComboBox *m_function = nullptr;
    QComboBox *m_kind = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_columns = nullptr;
    QToolButton *m_copy = nullptr;
    QToolButton *m_rerun = nullptr;
    QToolButton *m_clear = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QPersistentModelIndex m_topRow; // of a reader who has scrolled away, during an insertion
    bool m_followsTop = false;
    bool m_followsBottom = false;
    bool m_silent = false; // while the program, not the user, selects
};

} // namespace widgets

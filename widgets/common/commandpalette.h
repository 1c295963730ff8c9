// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

#include <functional>
#include <vector>

class QLineEdit;
class QTreeWidget;

namespace widgets {

// A list of things to do or to go to, found by a few letters: type, choose with Up and Down,
// Return. Escape or a click elsewhere closes it. The field is named "paletteQuery", the list
// "paletteList".
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    struct Entry
    {
        QString text;   // "Run: Invoke"
        QString detail; // its shortcut, or what it is
        std::function<void()> act;
    };

    // Deletes itself when it closes.
    CommandPalette(std::vector<Entry> entries, QWidget *window);

    // Below the window's upper edge, in its middle, with the keyboard.
    void open(const QString &hint);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &query);
    void choose();

    std::vector<Entry> m_entries;
    QLineEdit *m_query = nullptr;
    QTreeWidget *m_list = nullptr;
};

} // namespace widgets

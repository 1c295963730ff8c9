// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace widgets {

// The strip below an editor that asks for a line, or a line and column as "12:5".
class GoToLineBar : public QWidget
{
    Q_OBJECT

public:
    explicit GoToLineBar(QWidget *parent = nullptr);

    void open(int currentLine, int lines);

signals:
    void chosen(int line, int column); // from 1
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLineEdit *m_place = nullptr;
    QLabel *m_range = nullptr;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/icons.h"

class QLabel;
class QPushButton;

namespace widgets {

// What an empty list or panel shows: what will be here, and the one button that fills it. The
// title is named "title", the text "text", the button "action".
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(Icon picture, QWidget *parent = nullptr);

    // Without an action text there is no button.
    void setTexts(const QString &title, const QString &text, const QString &action = {});

signals:
    void actionTriggered();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    Icon m_icon;
    QLabel *m_picture = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace widgets

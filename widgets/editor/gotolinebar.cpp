// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/gotolinebar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpressionValidator>

#include "widgets/common/theme.h"

namespace widgets {

GoToLineBar::GoToLineBar(QWidget *parent)
    : QWidget(parent)
    , m_place(new QLineEdit(this))
    , m_range(new QLabel(this))
{
    setObjectName(QStringLiteral("goToLineBar"));
    setAutoFillBackground(true);
    m_place->setObjectName(QStringLiteral("goToLine"));
    m_place->setFont(fixedFont());
    m_place->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("\\d{1,9}(:\\d{0,9})?")), m_place));
    auto *label = new QLabel(tr("&Go to line:"), this);
    label->setBuddy(m_place);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Related, InControl, Related, InControl);
    layout->setSpacing(Related);
    layout->addWidget(label);
    layout->addWidget(m_place);
    layout->addWidget(m_range);
    layout->addStretch(1);
    hide();
}

void GoToLineBar::open(int currentLine, int lines)
{
    m_place->setText(QString::number(currentLine));
    m_range->setText(tr("of %1, or line:column", "how to fill the field; %1 is the last line")
                         .arg(QLocale().toString(lines)));
    show();
    m_place->setFocus(Qt::ShortcutFocusReason);
    m_place->selectAll();
}

void GoToLineBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        emit closed();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        const QStringList parts = m_place->text().split(u':');
        const int line = parts.value(0).toInt();
        if (line > 0)
            emit chosen(line, std::max(1, parts.value(1).toInt()));
        return;
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace widgets

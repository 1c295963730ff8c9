// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/documentbanner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "widgets/common/theme.h"

namespace widgets {

DocumentBanner::DocumentBanner(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(QStringLiteral("banner"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it may hold file names
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_buttons->setSpacing(Related);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, InControl, Related, InControl);
    layout->setSpacing(BetweenGroups);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    hide();
}

void DocumentBanner::open(const QString &text, const std::vector<BannerAction> &actions)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater(); // it may be the one that was just clicked
        item->widget()->hide();
        delete item;
    }
    m_text->setText(text);
    m_text->setAccessibleName(text);
    for (const BannerAction &action : actions) {
        auto *button = new QPushButton(action.text, this);
        button->setObjectName(QStringLiteral("banner-") + action.id);
        connect(button, &QPushButton::clicked, this,
                [this, id = action.id] { emit triggered(id); });
        m_buttons->addWidget(button);
    }
    show();
}

QString DocumentBanner::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void DocumentBanner::paintEvent(QPaintEvent *)
{
    // Painted, not styled: a style sheet would set the palette, whose change it would answer to.
    QPainter painter(this);
    const QColor warm = color(Token::Warm, schemeOf(this));
    QColor ground = warm;
    ground.setAlphaF(0.14f);
    painter.fillRect(rect(), ground);
    painter.fillRect(0, 0, InControl, height(), warm);
}

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/messageline.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace widgets {

MessageLine::MessageLine(QWidget *parent)
    : QFrame(parent)
    , m_mark(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_copy(new QToolButton(this))
{
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Message"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    m_text->setSizePolicy(policy);
    m_copy->setObjectName(QStringLiteral("copyMessage"));
    m_copy->setIcon(icon(Icon::Copy));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy this message"));
    m_copy->setAccessibleName(tr("Copy this message"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Related, InControl, InControl, InControl);
    layout->setSpacing(Related);
    layout->addWidget(m_mark, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    m_mark->setContentsMargins(0, InControl / 2, 0, 0);
    m_action->setObjectName(QStringLiteral("messageAction"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &MessageLine::actionTriggered);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    updateColors();
    hide();
}

void MessageLine::setError(const engine::Error &error)
{
    setMessage(engine::explain(error));
}

void MessageLine::setMessage(const engine::Explanation &message, Severity severity)
{
    m_severity = severity;
    m_action->hide();
    // Two whole sentences. One that ends in somebody else's words may lack its full stop; the
    // remedy then begins a line of its own.
    const QChar between = message.sentence.endsWith(u'.') ? u' ' : u'\n';
    m_text->setText(message.remedy.isEmpty() ? message.sentence
                                             : message.sentence + between + message.remedy);
    updateColors();
    show();
}

void MessageLine::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
}

void MessageLine::clear()
{
    hide();
    m_text->clear();
}

QString MessageLine::text() const
{
    return m_text->text();
}

void MessageLine::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateColors();
    QFrame::changeEvent(event);
}

void MessageLine::updateColors()
{
    const Scheme scheme = schemeOf(this);
    const Token token = m_severity == Severity::Error     ? Token::Error
                        : m_severity == Severity::Warning ? Token::Warm
                                                          : Token::Accent;
    const Icon mark = m_severity == Severity::Error     ? Icon::Error
                      : m_severity == Severity::Warning ? Icon::Warning
                                                        : Icon::Information;
    m_mark->setPixmap(icon(mark, color(token, scheme)).pixmap(QSize(16, 16), devicePixelRatioF()));
}

} // namespace widgets

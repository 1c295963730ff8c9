// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/formfield.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

#include "widgets/common/elidedlabel.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace widgets {

FormField::FormField(const QString &label, QWidget *editor, QWidget *parent, QWidget *focus)
    : QWidget(parent)
    , m_editor(editor)
    , m_focus(focus ? focus : editor)
    , m_origin(new ElidedLabel(this))
    , m_message(new QLabel(this))
    , m_reset(new QToolButton(this))
    , m_lock(new QToolButton(this))
{
    editor->setParent(this);
    auto *title = new QLabel(label, this);
    title->setBuddy(m_focus);
    QString spoken = label;
    m_focus->setAccessibleName(spoken.remove(u'&'));

    m_origin->setObjectName(QStringLiteral("origin"));
    m_origin->setFont(scaledFont(0.9));
    m_origin->setForegroundRole(QPalette::PlaceholderText);
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setFont(scaledFont(0.9));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->hide();
    m_reset->setObjectName(QStringLiteral("reset"));
    m_reset->setIcon(icon(Icon::Reset));
    m_reset->setToolTip(tr("Changed. Back to the saved value"));
    m_reset->setAccessibleName(tr("%1: back to the saved value").arg(spoken));
    m_lock->setObjectName(QStringLiteral("lock"));
    m_lock->setIcon(icon(Icon::Lock));
    m_lock->setToolTip(tr("Set by an intrinsic function. Show it in the template"));
    m_lock->setAccessibleName(tr("%1: show in the template").arg(spoken));
    for (QToolButton *button : {m_reset, m_lock}) {
        button->setAutoRaise(true);
        button->setIconSize(QSize(14, 14));
        button->hide();
    }
    // Nothing jumps when the mark appears while somebody types. The lock comes with a function, and
    // the origin's text needs its place.
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);

    auto *top = new QHBoxLayout;
    top->setSpacing(InControl);
    top->addWidget(title);
    top->addSpacing(InControl);
    top->addWidget(m_origin, 1);
    top->addWidget(m_lock);
    top->addWidget(m_reset);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl / 2);
    layout->addLayout(top);
    layout->addWidget(editor);
    layout->addWidget(m_message);
    setTabOrder(m_focus, m_lock);
    setTabOrder(m_lock, m_reset);

    connect(m_reset, &QToolButton::clicked, this, &FormField::resetRequested);
    connect(m_lock, &QToolButton::clicked, this, &FormField::lockActivated);
}

void FormField::setError(const engine::Explanation &error)
{
    QString text = error.sentence;
    if (!error.remedy.isEmpty())
        text += u' ' + error.remedy;
    if (text == m_error)
        return;
    m_error = text;
    m_focus->setProperty("invalid", !text.isEmpty());
    m_focus->style()->unpolish(m_focus);
    m_focus->style()->polish(m_focus);
    showMessage();
}

void FormField::setHint(const QString &hint)
{
    m_hint = hint;
    showMessage();
}

void FormField::setOrigin(engine::WorkspaceFunction::Origin origin)
{
    using Origin = engine::WorkspaceFunction::Origin;
    switch (origin) {
    case Origin::Own:
        m_origin->clear();
        break;
    case Origin::Globals:
        m_origin->setText(tr("from Globals", "where a setting's value comes from"));
        break;
    case Origin::Parameter:
        m_origin->setText(tr("from a parameter", "where a setting's value comes from"));
        break;
    case Origin::Default:
        m_origin->setText(tr("default", "where a setting's value comes from"));
        break;
    }
}

void FormField::setChanged(bool changed)
{
    m_reset->setVisible(changed);
}

void FormField::setLocked(const QString &intrinsic)
{
    m_intrinsic = intrinsic;
    m_editor->setEnabled(intrinsic.isEmpty());
    m_lock->setVisible(!intrinsic.isEmpty());
    showMessage();
}

QString FormField::message() const
{
    return m_message->text();
}

void FormField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        showMessage();
    QWidget::changeEvent(event);
}

void FormField::showMessage()
{
    QStringList lines;
    if (!m_error.isEmpty())
        lines.append(m_error);
    if (isLocked())
        lines.append(tr("%1 – edit the parameter in the template.", "an intrinsic function")
                         .arg(m_intrinsic));
    if (m_error.isEmpty() && !m_hint.isEmpty())
        lines.append(m_hint);
    m_message->setText(lines.join(u'\n'));
    m_message->setVisible(!lines.isEmpty());
    m_focus->setAccessibleDescription(m_message->text());

    QPalette ink = m_message->palette();
    const QColor wanted = color(m_error.isEmpty() ? Token::Muted : Token::Error, schemeOf(this));
    if (ink.color(QPalette::WindowText) != wanted) {
        ink.setColor(QPalette::WindowText, wanted);
        m_message->setPalette(ink);
    }
}

} // namespace widgets

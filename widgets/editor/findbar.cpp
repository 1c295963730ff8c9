// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/findbar.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include "widgets/common/theme.h"

namespace widgets {
namespace {

// Words and signs instead of pictures: they follow font, theme and scale by themselves.
QToolButton *button(const QString &sign, const QString &purpose, const QString &name,
                    QWidget *parent)
{
    auto *result = new QToolButton(parent);
    result->setText(sign);
    result->setToolTip(purpose);
    result->setAccessibleName(purpose);
    result->setObjectName(name);
    result->setAutoRaise(true);
    result->setFocusPolicy(Qt::TabFocus);
    return result;
}

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLineEdit(this))
    , m_case(
          button(QStringLiteral("Aa"), tr("Match case (Alt+C)"), QStringLiteral("matchCase"), this))
    , m_words(button(QStringLiteral("\u2039w\u203a"), tr("Whole words (Alt+W)"),
                     QStringLiteral("wholeWords"), this))
    , m_regex(button(QStringLiteral(".*"), tr("Regular expression (Alt+X)"),
                     QStringLiteral("regex"), this))
    , m_status(new QLabel(this))
    , m_replaceRow(new QWidget(this))
    , m_replacement(new QLineEdit(m_replaceRow))
{
    setObjectName(QStringLiteral("findBar"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Text to find"));
    m_text->setFont(fixedFont());
    m_replacement->setObjectName(QStringLiteral("replacement"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Text to put in its place"));
    m_replacement->setFont(fixedFont());
    m_status->setObjectName(QStringLiteral("findStatus"));
    m_status->setAccessibleName(tr("Result of the search"));
    m_status->setMinimumWidth(
        fontMetrics().horizontalAdvance(tr("%1 of %2").arg(9'999).arg(9'999)));

    m_case->setShortcut(Qt::ALT | Qt::Key_C);
    m_words->setShortcut(Qt::ALT | Qt::Key_W);
    m_regex->setShortcut(Qt::ALT | Qt::Key_X);
    for (QToolButton *option : {m_case, m_words, m_regex}) {
        option->setCheckable(true);
        connect(option, &QToolButton::toggled, this, &FindBar::queryChanged);
    }
    auto *previous = button(QStringLiteral("\u2191"), tr("Previous match (Shift+F3)"),
                            QStringLiteral("findPrevious"), this);
    auto *next =
        button(QStringLiteral("\u2193"), tr("Next match (F3)"), QStringLiteral("findNext"), this);
    auto *close = button(QStringLiteral("\u2715"), tr("Close the search (Escape)"),
                         QStringLiteral("closeFind"), this);
    auto *one = new QPushButton(tr("&Replace"), m_replaceRow);
    one->setObjectName(QStringLiteral("replaceOne"));
    auto *all = new QPushButton(tr("Replace &all"), m_replaceRow);
    all->setObjectName(QStringLiteral("replaceAll"));

    auto *row = new QHBoxLayout;
    row->setSpacing(InControl);
    row->addWidget(m_text, 1);
    row->addWidget(m_case);
    row->addWidget(m_words);
    row->addWidget(m_regex);
    row->addSpacing(Related);
    row->addWidget(m_status);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(close);
    auto *replaceRow = new QHBoxLayout(m_replaceRow);
    replaceRow->setContentsMargins(0, 0, 0, 0);
    replaceRow->setSpacing(Related);
    replaceRow->addWidget(m_replacement, 1);
    replaceRow->addWidget(one);
    replaceRow->addWidget(all);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Related, InControl, Related, InControl);
    layout->setSpacing(InControl);
    layout->addLayout(row);
    layout->addWidget(m_replaceRow);

    connect(m_text, &QLineEdit::textChanged, this, &FindBar::queryChanged);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    hide();
}

void FindBar::open(Mode mode, const QString &text)
{
    m_replaceRow->setVisible(mode == Mode::Replace);
    if (!text.isEmpty())
        m_text->setText(text);
    show();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

SearchQuery FindBar::query() const
{
    return {m_text->text(), m_case->isChecked(), m_words->isChecked(), m_regex->isChecked()};
}

QString FindBar::replacement() const
{
    return m_replacement->text();
}

void FindBar::setReplaceEnabled(bool enabled)
{
    m_replaceRow->setEnabled(enabled);
}

void FindBar::setStatus(const QString &text, bool invalid)
{
    m_status->setText(text);
    if (m_text->property("invalid").toBool() == invalid)
        return;
    m_text->setProperty("invalid", invalid);
    m_text->style()->unpolish(m_text);
    m_text->style()->polish(m_text);
}

void FindBar::showCount(int current, int count)
{
    const QLocale locale;
    if (m_text->text().isEmpty())
        setStatus({}, false);
    else if (count == 0)
        setStatus(tr("No matches"), true);
    else if (current == 0)
        setStatus(tr("%n match(es)", nullptr, count), false);
    else
        setStatus(tr("%1 of %2", "match number of all matches")
                      .arg(locale.toString(current), locale.toString(count)),
                  false);
}

void FindBar::showError(const QString &error)
{
    setStatus(error, true);
}

void FindBar::showReplaced(int count)
{
    setStatus(tr("%n replaced", nullptr, count), false);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        emit closed();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_replacement->hasFocus())
            emit replaceOne();
        else if (event->modifiers() & Qt::ShiftModifier)
            emit findPrevious();
        else if (m_text->hasFocus())
            emit findNext();
        else
            break;
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace widgets

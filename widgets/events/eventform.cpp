// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/events/eventform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

#include "engine/events/eventmessages.h"
#include "engine/events/eventwords.h"
#include "widgets/common/theme.h"
#include "widgets/config/formfield.h"

namespace widgets {
namespace {

using Type = engine::EventField::Type;

constexpr int LinesOfText = 4;

QPlainTextEdit *makeText(const QString &value)
{
    auto *text = new QPlainTextEdit(value);
    text->setFont(fixedFont());
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFixedHeight(text->fontMetrics().lineSpacing() * LinesOfText + BetweenGroups + Related);
    return text;
}

} // namespace

EventForm::EventForm(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, Related, 0);
    m_layout->setSpacing(Related);
    m_layout->addStretch();
}

void EventForm::setVariant(const engine::EventVariant &variant,
                           const std::map<QString, QString> &defaults)
{
    for (const Row &row : m_rows) {
        if (row.touched)
            m_typed[row.field.name] = {row.field.type, row.text()};
        row.box->hide();
        row.box->deleteLater();
    }
    m_rows.clear();
    m_variant = variant;
    for (const engine::EventField &field : variant.fields) {
        const auto typed = m_typed.find(field.name);
        const bool kept =
            typed != m_typed.end() && typed->second.first == field.type
            && (field.type != Type::Choice || field.choices.contains(typed->second.second));
        const auto given = defaults.find(field.name);
        addRow(field, kept                      ? typed->second.second
                      : given != defaults.end() ? given->second
                                                : field.defaultValue);
        m_rows.back().touched = kept;
    }
}

void EventForm::addRow(const engine::EventField &field, const QString &value)
{
    QWidget *editor = nullptr;
    std::function<QString()> text;
    const std::size_t index = m_rows.size();
    const auto changed = [this, index] {
        if (index < m_rows.size())
            m_rows[index].touched = true;
        emit edited();
    };
    switch (field.type) {
    case Type::Choice: {
        auto *box = new QComboBox;
        box->addItems(field.choices);
        box->setCurrentText(value);
        connect(box, &QComboBox::currentIndexChanged, this, changed);
        text = [box] { return box->currentText(); };
        editor = box;
        break;
    }
    case Type::Flag: {
        auto *box = new QCheckBox(tr("Yes"));
        box->setChecked(value == u"true");
        connect(box, &QCheckBox::toggled, this, changed);
        text = [box] {
            return box->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
        };
        editor = box;
        break;
    }
    case Type::Json:
    case Type::Body:
    case Type::List:
    case Type::Headers: {
        QPlainTextEdit *box = makeText(value);
        connect(box, &QPlainTextEdit::textChanged, this, changed);
        text = [box] { return box->toPlainText(); };
        editor = box;
        break;
    }
    case Type::Text:
    case Type::Number: {
        auto *box = new QLineEdit(value);
        connect(box, &QLineEdit::textChanged, this, changed);
        text = [box] { return box->text(); };
        editor = box;
        break;
    }
    }
    editor->setObjectName(QStringLiteral("field-") + field.name);
    auto *box = new FormField(engine::eventWord(field.label), editor, this);
    if (!field.hint.isEmpty())
        box->setHint(engine::eventWord(field.hint));
    m_layout->insertWidget(m_layout->count() - 1, box);
    m_rows.push_back({field, box, std::move(text)});
}

engine::EventValues EventForm::values() const
{
    engine::EventValues values;
    for (const Row &row : m_rows) {
        const QString text = row.text();
        if (row.field.type != Type::List) {
            values[row.field.name] = {text};
            continue;
        }
        QStringList items;
        for (const QString &line : text.split(u'\n'))
            if (!line.trimmed().isEmpty())
                items << line;
        values[row.field.name] = items;
    }
    return values;
}

int EventForm::length() const
{
    int length = 0;
    for (const Row &row : m_rows)
        for (const auto *text : row.box->findChildren<QPlainTextEdit *>())
            length += text->document()->characterCount();
    return length;
}

void EventForm::showMistakes(const std::vector<engine::EventMistake> &mistakes)
{
    for (const Row &row : m_rows) {
        const auto found = std::find_if(mistakes.begin(), mistakes.end(), [&](const auto &each) {
            return each.field == row.field.name;
        });
        row.box->setError(found == mistakes.end()
                              ? engine::Explanation()
                              : engine::Explanation{engine::explainMistake(*found, m_variant), {}});
    }
}

} // namespace widgets

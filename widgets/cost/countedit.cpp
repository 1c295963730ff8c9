// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/countedit.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QStyle>

#include <algorithm>

namespace widgets {
namespace {

qint64 factorOf(const QString &suffix)
{
    if (suffix.isEmpty())
        return 1;
    switch (suffix.at(0).toLower().unicode()) {
    case u'k':
        return 1'000;
    case u'm':
        return 1'000'000;
    default:
        return 1'000'000'000;
    }
}

bool areGroupsOfThree(const QStringList &parts)
{
    return parts.front().size() <= 3
           && std::all_of(parts.begin() + 1, parts.end(),
                          [](const QString &part) { return part.size() == 3; });
}

// 1, 2, 5, 10, 20, 50, ...: the next one up or down.
qint64 nextStep(qint64 value, bool up)
{
    qint64 below = 0;
    for (qint64 power = 1; power <= CountEdit::Most; power *= 10) {
        for (const qint64 step : {power, 2 * power, 5 * power}) {
            if (step >= value) {
                if (!up)
                    return below;
                if (step > value)
                    return std::min(step, CountEdit::Most);
            }
            below = step;
        }
    }
    return up ? CountEdit::Most : below;
}

} // namespace

std::optional<qint64> parseCount(const QString &text, const QLocale &locale)
{
    QString number;
    for (const QChar c : text) {
        if (!c.isSpace() && c != u'\'' && c != u'\u2019')
            number += c;
    }
    static const QRegularExpression form(QStringLiteral("^([0-9]+(?:[.,][0-9]+)*)([kKmMgGbB]?)$"));
    const QRegularExpressionMatch match = form.match(number);
    if (!match.hasMatch())
        return std::nullopt;
    const QString digits = match.captured(1);
    const qint64 factor = factorOf(match.captured(2));
    const QStringList parts =
        QString(digits).replace(QLatin1Char(','), QLatin1Char('.')).split(QLatin1Char('.'));

    QString whole = parts.join(QString());
    QString fraction;
    if (parts.size() > 1) {
        const bool groups = areGroupsOfThree(parts);
        const QString separator = digits.mid(parts.front().size(), 1);
        const bool decimal =
            parts.size() == 2 && factor > 1 && !(groups && separator == locale.groupSeparator());
        if (decimal) {
            whole = parts.front();
            fraction = parts.back();
        } else if (!groups) {
            return std::nullopt;
        }
    }
    constexpr int MostDigits = 13; // of CountEdit::Most
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    qint64 unit = factor;
    for (qsizetype i = 0; i < fraction.size(); ++i) {
        if (unit % 10 != 0)
            return std::nullopt;
        unit /= 10;
    }
    const QString scaled = whole + fraction;
    const qsizetype leadingZeros =
        std::find_if(scaled.begin(), scaled.end(), [](QChar c) { return c != u'0'; })
        - scaled.begin();
    if (scaled.size() - leadingZeros > MostDigits)
        return std::nullopt;
    const qint64 count = scaled.toLongLong();
    if (count > CountEdit::Most / unit)
        return std::nullopt;
    return count * unit;
}

CountEdit::CountEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight);
    showValue();
    connect(this, &QLineEdit::textEdited, this, &CountEdit::onTextEdited);
    connect(this, &QLineEdit::editingFinished, this, [this] {
        if (m_valid)
            showValue();
    });
}

void CountEdit::setValue(qint64 value)
{
    const qint64 bounded = std::clamp<qint64>(value, 0, Most);
    const bool changed = bounded != m_value;
    m_value = bounded;
    showValue();
    setValid(true);
    if (changed)
        emit valueChanged(m_value);
}

void CountEdit::keyPressEvent(QKeyEvent *event)
{
    const bool up = event->key() == Qt::Key_Up;
    if ((up || event->key() == Qt::Key_Down) && event->modifiers() == Qt::NoModifier) {
        setValue(nextStep(m_value, up));
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void CountEdit::onTextEdited(const QString &text)
{
    const std::optional<qint64> value = parseCount(text, locale());
    setValid(value.has_value());
    if (!value || *value == m_value)
        return;
    m_value = *value;
    emit valueChanged(m_value);
}

void CountEdit::showValue()
{
    setText(QLocale().toString(m_value));
}

void CountEdit::setValid(bool valid)
{
    if (valid == m_valid)
        return;
    m_valid = valid;
    setProperty("invalid", !valid);
    style()->unpolish(this); // the style sheet looks at properties only when it polishes
    style()->polish(this);
    emit validityChanged(valid);
}

} // namespace widgets

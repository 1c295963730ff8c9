// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cost/costformat.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

struct CostFormat
{
    Q_DECLARE_TR_FUNCTIONS(widgets::CostFormat)
};

constexpr int MostDecimals = 10; // a tenth of a billionth of a dollar

} // namespace

QString formatPrice(engine::Money money)
{
    const bool isCents = money.ticks() >= engine::Money::TicksPerDollar / 100;
    return isCents ? formatDollars(money.toString(2)) : formatExactPrice(money);
}

QString formatExactPrice(engine::Money money)
{
    // What is there but smaller than the last decimal is still not nothing.
    QString text = money.toString(MostDecimals);
    if (money.ticks() > 0 && money.ticks() < 1'000)
        text = money.toExactString();
    const qsizetype shortest = text.indexOf(u'.') + 3;
    while (text.size() > shortest && text.endsWith(u'0'))
        text.chop(1);
    return formatDollars(text);
}

QString formatFormula(const QString &formula)
{
    static const QRegularExpression number(
        QStringLiteral("(\\$?)(\\d+(?:,\\d{3})*)(?:\\.(\\d+))?"));
    const QLocale locale;
    QString text;
    qsizetype done = 0;
    auto matches = number.globalMatch(formula);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        text += formula.mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        QString whole = match.captured(2);
        const QString decimals = match.captured(3);
        if (!match.captured(1).isEmpty()) {
            text += formatDollars(whole.remove(u',') + u'.' + decimals);
            continue;
        }
        text += whole.replace(QStringLiteral(","), locale.groupSeparator());
        if (!decimals.isEmpty())
            text += locale.decimalPoint() + decimals;
    }
    text += formula.mid(done);
    // The engine's one word in a formula.
    return text.replace(QStringLiteral(" free"),
                        u' '
                            + CostFormat::tr("free", "in a formula: what the free tier takes off"));
}

QString costKindName(engine::CostLine::Kind kind)
{
    switch (kind) {
    case engine::CostLine::Kind::Requests:
        return CostFormat::tr("Requests", "line of a bill");
    case engine::CostLine::Kind::Duration:
        return CostFormat::tr("Duration", "line of a bill");
    case engine::CostLine::Kind::EphemeralStorage:
        return CostFormat::tr("Ephemeral storage", "line of a bill");
    case engine::CostLine::Kind::ProvisionedReady:
        return CostFormat::tr("Provisioned, kept ready", "line of a bill");
    case engine::CostLine::Kind::SnapStartCache:
        return CostFormat::tr("SnapStart cache", "line of a bill");
    case engine::CostLine::Kind::SnapStartRestore:
        return CostFormat::tr("SnapStart restores", "line of a bill");
    case engine::CostLine::Kind::Streaming:
        return CostFormat::tr("Response streaming", "line of a bill");
    }
    Q_UNREACHABLE();
}

QLabel *makeMutedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

QLabel *makeFormulaLabel(QWidget *parent)
{
    QLabel *label = makeMutedLabel(parent);
    QFont font = fixedFont();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    label->setFont(font);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::StrongFocus); // QLabel's own choice leaves the keyboard out
    label->setCursor(Qt::IBeamCursor);
    return label;
}

} // namespace widgets

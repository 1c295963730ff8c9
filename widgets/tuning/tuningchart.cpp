// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tuning/tuningchart.h"

#include <QBuffer>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/insight/milliseconds.h"
#include "widgets/common/format.h"
#include "widgets/common/marks.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

using engine::TuningResult;
using engine::TuningRow;

constexpr int Ticks = 5; // a fifth of 1, 2 or 5 is round
constexpr double MarkSize = 9;
constexpr int Reach = 24; // pixels around a size

engine::Money dollars(double amount)
{
    return engine::Money::fromTicks(
        std::llround(amount * static_cast<double>(engine::Money::TicksPerDollar)));
}

} // namespace

double roundedUp(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    }
    return 10 * power;
}

TuningChart::TuningChart(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Duration and cost against memory"));
}

QSize TuningChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 14};
}

QSize TuningChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 9};
}

void TuningChart::setResult(const TuningResult &result)
{
    m_result = result;
    m_longest = m_dearest = 0;
    QStringList lines;
    for (std::size_t row = 0; row < result.rows.size(); ++row) {
        lines.append(rowText(row).replace(u'\n', QStringLiteral(", ")));
        if (result.rows[row].duration.count == 0)
            continue;
        m_longest = std::max(m_longest, engine::inMilliseconds(result.rows[row].mean));
        m_dearest = std::max(m_dearest, costOf(row));
    }
    m_longest = m_longest > 0 ? roundedUp(m_longest) : 1;
    m_dearest = m_dearest > 0 ? roundedUp(m_dearest) : 1;
    setAccessibleDescription(lines.join(u'\n'));
    update();
}

double TuningChart::costOf(std::size_t row) const
{
    return (m_result.rows[row].cost[static_cast<int>(m_result.architecture)] * CallsPriced)
        .toDouble();
}

double TuningChart::shareOfTime(std::size_t row) const
{
    return engine::inMilliseconds(m_result.rows[row].mean) / m_longest;
}

double TuningChart::shareOfCost(std::size_t row) const
{
    return costOf(row) / m_dearest;
}

QRectF TuningChart::plotArea() const
{
    const int line = fontMetrics().height();
    const int side = fontMetrics().horizontalAdvance(QStringLiteral("$1,234.56"));
    return QRectF(side + Related, line * 1.6 + InControl, width() - 2.0 * (side + Related),
                  height() - line * 5.6 - InControl);
}

double TuningChart::xOf(std::size_t row) const
{
    const QRectF plot = plotArea();
    return plot.left()
           + plot.width() * (static_cast<double>(row) + 0.5)
                 / static_cast<double>(std::max<std::size_t>(1, m_result.rows.size()));
}

QPointF TuningChart::durationPoint(std::size_t row) const
{
    const QRectF plot = plotArea();
    return {xOf(row), plot.bottom() - plot.height() * shareOfTime(row)};
}

QStringList TuningChart::namesOf(std::size_t row) const
{
    QStringList names;
    if (m_result.cheapest == row)
        names.append(tr("cheapest"));
    if (m_result.fastest == row)
        names.append(tr("fastest"));
    if (m_result.balanced == row)
        names.append(tr("balanced"));
    return names;
}

QString TuningChart::rowText(std::size_t index) const
{
    const TuningRow &row = m_result.rows[index];
    QString text = tr("%1 MB").arg(QLocale().toString(row.memory.value));
    if (const QStringList names = namesOf(index); !names.isEmpty())
        text += QStringLiteral(" · ") + names.join(QStringLiteral(", "));
    if (row.duration.count > 0) {
        text += u'\n' + tr("mean %1").arg(formatDuration(row.mean));
        text +=
            u'\n'
            + tr("≈ %1 for a million calls on %2")
                  .arg(formatMoney(row.cost[static_cast<int>(m_result.architecture)] * CallsPriced),
                       engine::architectureName(m_result.architecture));
    }
    if (row.errors > 0)
        text += u'\n'
                + tr("%n of %1 calls failed (%2)", nullptr, row.errors)
                      .arg(row.calls)
                      .arg(row.lastError);
    return text;
}

QString TuningChart::textAt(QPoint position) const
{
    for (std::size_t row = 0; row < m_result.rows.size(); ++row) {
        if (std::abs(xOf(row) - position.x()) < Reach)
            return rowText(row);
    }
    return {};
}

bool TuningChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        // As markup with everything escaped: what an error says may look like HTML.
        const QString text = textAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           text.isEmpty() ? QString()
                                          : QStringLiteral("<p style='white-space:pre-wrap'>%1</p>")
                                                .arg(text.toHtmlEscaped()),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void TuningChart::paintSeries(QPainter &painter, bool cost) const
{
    const QRectF plot = plotArea();
    const Scheme scheme = schemeOf(this);
    const Token token = cost ? Token::Standby : Token::Cold;
    const QColor ink = color(token, scheme);
    std::optional<QPointF> last;
    for (std::size_t row = 0; row < m_result.rows.size(); ++row) {
        if (m_result.rows[row].duration.count == 0) {
            last.reset();
            continue;
        }
        const QPointF point(
            xOf(row), plot.bottom() - plot.height() * (cost ? shareOfCost(row) : shareOfTime(row)));
        if (last) {
            painter.setPen(QPen(ink, 1.5, cost ? Qt::DashLine : Qt::SolidLine));
            painter.drawLine(*last, point);
        }
        last = point;
    }
    for (std::size_t row = 0; row < m_result.rows.size(); ++row) {
        if (m_result.rows[row].duration.count == 0)
            continue;
        const QPointF point(
            xOf(row), plot.bottom() - plot.height() * (cost ? shareOfCost(row) : shareOfTime(row)));
        paintShape(painter, cost ? Shape::Square : Shape::Circle,
                   QRectF(point.x() - MarkSize / 2, point.y() - MarkSize / 2, MarkSize, MarkSize),
                   ink);
    }
}

void TuningChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Scheme scheme = schemeOf(this);
    painter.fillRect(rect(), color(Token::Surface, scheme));
    if (m_result.rows.empty())
        return;
    const QRectF plot = plotArea();
    const double line = fontMetrics().height();
    const QFont small = scaledFont(0.9);

    // Axes: what they measure above, in the colour and with the mark of their series.
    const auto title = [&](const QString &text, bool cost) {
        const double size = line * 0.6;
        const double width = fontMetrics().horizontalAdvance(text) + size + InControl;
        const double left = cost ? this->width() - width - InControl : InControl;
        paintShape(painter, cost ? Shape::Square : Shape::Circle,
                   QRectF(left, InControl + (line - size) / 2, size, size),
                   color(cost ? Token::Standby : Token::Cold, scheme));
        painter.setPen(color(Token::Text, scheme));
        painter.drawText(QRectF(left + size + InControl, InControl, width, line),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
    };
    title(tr("Mean duration"), false);
    title(tr("≈ Cost of a million calls, %1").arg(engine::architectureName(m_result.architecture)),
          true);

    painter.setFont(small);
    for (int tick = 0; tick <= Ticks; ++tick) {
        const double share = static_cast<double>(tick) / Ticks;
        const double y = plot.bottom() - plot.height() * share;
        painter.setPen(color(Token::Line, scheme));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(color(Token::Muted, scheme));
        const engine::Nanoseconds time{std::llround(m_longest * share * 1e6)};
        painter.drawText(QRectF(0, y - line / 2, plot.left() - Related, line),
                         Qt::AlignRight | Qt::AlignVCenter,
                         tick == 0 ? QStringLiteral("0") : formatDuration(time));
        painter.drawText(QRectF(plot.right() + Related, y - line / 2, width() - plot.right(), line),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         tick == 0 ? QStringLiteral("0") : formatMoney(dollars(m_dearest * share)));
    }
    painter.setFont(font());
    paintSeries(painter, true);
    paintSeries(painter, false);

    const double room = plot.width() / static_cast<double>(m_result.rows.size());
    for (std::size_t i = 0; i < m_result.rows.size(); ++i) {
        const TuningRow &row = m_result.rows[i];
        const double x = xOf(i);
        if (row.errors > 0) {
            paintShape(painter, Shape::Cross,
                       QRectF(x - MarkSize / 2, plot.bottom() - MarkSize * 1.5, MarkSize, MarkSize),
                       color(Token::Error, scheme));
        }
        painter.setPen(color(Token::Text, scheme));
        painter.drawText(QRectF(x - room / 2, plot.bottom() + InControl, room, line),
                         Qt::AlignCenter, QLocale().toString(row.memory.value));
        // A row for each name, so that none has to be cut where its size has little room.
        painter.setFont(small);
        const auto below = [&](const QString &text, int nameRow, Token token) {
            const double wide =
                std::max(room, double(painter.fontMetrics().horizontalAdvance(text)) + 2);
            const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
            painter.setPen(color(token, scheme));
            painter.drawText(
                QRectF(left, plot.bottom() + InControl + line * (1 + 0.85 * nameRow), wide, line),
                Qt::AlignCenter, text);
        };
        const std::pair<std::optional<std::size_t>, QString> names[] = {
            {m_result.cheapest, tr("cheapest")},
            {m_result.fastest, tr("fastest")},
            {m_result.balanced, tr("balanced")}};
        int free = -1; // a row that no neighbour has a name in
        for (int nameRow = 0; nameRow < 3; ++nameRow) {
            const auto &[at, name] = names[nameRow];
            if (at == i)
                below(name, nameRow, Token::Good);
            if (free < 0 && (!at || (*at + 1 != i && *at != i + 1)))
                free = nameRow;
        }
        if (row.errors > 0 && row.duration.count == 0)
            below(tr("failed"), std::max(free, 0), Token::Error);
        painter.setFont(font());
    }
    painter.setFont(small);
    painter.setPen(color(Token::Muted, scheme));
    painter.drawText(QRectF(0, plot.bottom() + InControl, plot.left() - Related, line),
                     Qt::AlignRight | Qt::AlignVCenter, tr("MB"));
}

QByteArray TuningChart::png() const
{
    constexpr int Scale = 2;
    QPixmap picture(size() * Scale);
    picture.setDevicePixelRatio(Scale);
    picture.fill(color(Token::Surface, schemeOf(this)));
    const_cast<TuningChart *>(this)->render(&picture);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace widgets

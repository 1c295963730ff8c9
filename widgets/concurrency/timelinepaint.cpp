// SPDX-License-Identifier: GPL-3.0-or-later
// How TimelineView looks.
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>

#include "widgets/common/marks.h"
#include "widgets/common/theme.h"
#include "widgets/concurrency/activitywords.h"
#include "widgets/concurrency/timelineview.h"

namespace widgets {
namespace {

using engine::ConcurrencyLog;
using engine::Nanoseconds;
using State = ConcurrencyLog::State;

constexpr int GutterChars = 20;
constexpr int LabelHeight = 14; // of a row that has text
constexpr int MarkSize = 8;

QColor faded(QColor color, double share)
{
    color.setAlphaF(static_cast<float>(share));
    return color;
}

// What a row of this height shows of a state: how high its block is, so that shape tells what
// colour does.
int blockHeight(State state, int height)
{
    switch (state) {
    case State::Idle:
        return std::max(1, height / 5);
    case State::Standby:
        return std::max(2, height / 3);
    case State::Booting:
        return std::max(2, height / 2);
    default:
        return height;
    }
}

} // namespace

QRect TimelineView::chartArea() const
{
    const int line = fontMetrics().height();
    const int gutter = fontMetrics().averageCharWidth() * GutterChars;
    return {gutter, InControl, std::max(1, viewport()->width() - gutter - Related),
            std::min(viewport()->height() / 4, 3 * line) + MarkSize};
}

QRect TimelineView::plotArea() const
{
    const QRect chart = chartArea();
    const int top = chart.bottom() + Related;
    const int axis = fontMetrics().height() + InControl;
    return {chart.left(), top, chart.width(), std::max(1, viewport()->height() - top - axis)};
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Scheme scheme = schemeOf(this);
    painter.fillRect(viewport()->rect(), color(Token::Surface, scheme));
    if (!m_log || m_log->isEmpty())
        return;
    paintAxis(painter);
    paintChart(painter);
    paintThrottles(painter);
    const QRect plot = plotArea();
    painter.save();
    painter.setClipRect(QRect(0, plot.top(), viewport()->width(), plot.height()));
    for (const LaneRow &row : m_rows) {
        const QRect place(plot.left(), plot.top() + row.top - verticalScrollBar()->value(),
                          plot.width(), row.height - (row.height > SmallestRow ? 2 : 1));
        if (place.bottom() < plot.top() || place.top() > plot.bottom())
            continue;
        if (row.count == 1)
            paintRow(painter, row, place);
        else
            paintGroup(painter, row, place);
    }
    paintNames(painter);
    painter.restore();
    if (hasFocus()) {
        painter.setPen(color(Token::Accent, scheme));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void TimelineView::paintAxis(QPainter &painter) const
{
    const Scheme scheme = schemeOf(this);
    const QRect plot = plotArea();
    painter.setFont(scaledFont(0.9));
    const int labelWidth = painter.fontMetrics().horizontalAdvance(QStringLiteral("00:00:00.000"));
    const Nanoseconds offset =
        engine::Milliseconds{m_log->wallMsAt(m_window.begin)} - m_window.begin;
    const TimeTicks ticks =
        timeTicks(m_window, std::max(2, plot.width() / (labelWidth + BetweenGroups)), offset);
    const int bottom = viewport()->height();
    int free = 0; // right of the last label: one at the edge is moved inwards, onto its neighbour
    for (const Nanoseconds at : ticks.at) {
        const int x = plot.left() + static_cast<int>(m_window.xOf(at, plot.width()));
        painter.setPen(color(Token::Line, scheme));
        painter.drawLine(x, chartArea().top(), x, plot.bottom());
        painter.setPen(color(Token::Muted, scheme));
        const int left = std::clamp(x - labelWidth / 2, 0, viewport()->width() - labelWidth);
        if (left < free)
            continue;
        free = left + labelWidth + InControl;
        painter.drawText(QRect(left, plot.bottom(), labelWidth, bottom - plot.bottom()),
                         Qt::AlignCenter, clockText(m_log->wallMsAt(at), ticks.step));
    }
    painter.setFont(font());
}

// The requests that run at once, as an area, with the limit where there is one in reach.
void TimelineView::paintChart(QPainter &painter) const
{
    const Scheme scheme = schemeOf(this);
    const QRect area = chartArea().adjusted(0, MarkSize, 0, 0);
    const auto &steps = m_log->steps(m_function);
    const Nanoseconds end = now();

    // The most in each column of pixels.
    std::vector<int> columns(static_cast<std::size_t>(area.width()), 0);
    int most = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Nanoseconds until = i + 1 < steps.size() ? steps[i + 1].at : end;
        if (until < m_window.begin || steps[i].at > m_window.end)
            continue;
        const int from = std::clamp(static_cast<int>(m_window.xOf(steps[i].at, area.width())), 0,
                                    area.width() - 1);
        const int to =
            std::clamp(static_cast<int>(m_window.xOf(until, area.width())), from, area.width() - 1);
        for (int x = from; x <= to; ++x)
            columns[static_cast<std::size_t>(x)] =
                std::max(columns[static_cast<std::size_t>(x)], steps[i].running);
        most = std::max(most, steps[i].running);
    }
    const bool limitInReach = m_limit > 0 && m_limit <= 2 * std::max(most, 2);
    const double top = std::max({1, most, limitInReach ? m_limit : 0}) * 1.1;
    const auto heightOf = [&](int running) {
        return static_cast<int>(running / top * area.height());
    };
    painter.setPen(Qt::NoPen);
    const QColor warm = color(Token::Warm, scheme);
    for (int x = 0; x < area.width(); ++x) {
        const int height = heightOf(columns[static_cast<std::size_t>(x)]);
        if (height > 0) {
            painter.fillRect(area.left() + x, area.bottom() + 1 - height, 1, height,
                             faded(warm, 0.25));
            painter.fillRect(area.left() + x, area.bottom() + 1 - height, 1, 2, warm);
        }
    }
    painter.setPen(color(Token::Line, scheme));
    painter.drawLine(area.left(), area.bottom() + 1, area.right(), area.bottom() + 1);
    if (limitInReach) {
        painter.setPen(QPen(color(Token::Throttle, scheme), 1, Qt::DashLine));
        const int y = area.bottom() + 1 - heightOf(m_limit);
        painter.drawLine(area.left(), y, area.right(), y);
    }
    const QRect label(Related, area.top(), area.left() - 2 * Related, area.height());
    painter.setPen(color(Token::Text, scheme));
    painter.drawText(
        label, Qt::AlignLeft | Qt::AlignTop,
        painter.fontMetrics().elidedText(tr("Concurrency"), Qt::ElideRight, label.width()));
    painter.setPen(color(Token::Muted, scheme));
    painter.setFont(scaledFont(0.9));
    QString text = tr("peak %1").arg(QLocale().toString(most));
    if (m_limit > 0)
        text += QStringLiteral(" · ") + tr("limit %1").arg(QLocale().toString(m_limit));
    painter.drawText(label, Qt::AlignLeft | Qt::AlignBottom,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, label.width()));
    painter.setFont(font());
}

void TimelineView::paintThrottles(QPainter &painter) const
{
    const QRect area = chartArea();
    const QColor violet = color(Token::Throttle, schemeOf(this));
    int last = -MarkSize;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ConcurrencyLog::Throttle &throttle : m_log->throttles()) {
        if (throttle.at < m_window.begin || throttle.at > m_window.end
            || (!m_function.isEmpty() && throttle.function != m_function))
            continue;
        const int x = area.left() + static_cast<int>(m_window.xOf(throttle.at, area.width()));
        if (x - last < MarkSize / 2)
            continue; // one mark for all of them
        last = x;
        paintShape(painter, widgets::Shape::Triangle,
                   QRectF(x - MarkSize / 2.0, area.top(), MarkSize, MarkSize), violet);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineView::paintRow(QPainter &painter, const LaneRow &row, const QRect &place) const
{
    const Scheme scheme = schemeOf(this);
    const Lane &lane = laneOf(row, 0);
    const Nanoseconds present = now();
    const auto [first, last] = visible(lane);
    const bool hasText = place.height() >= LabelHeight;
    if (hasText)
        painter.setFont(scaledFont(0.9));
    int drawnTo = -1; // the last column that has something
    for (std::size_t i = first; i < last; ++i) {
        const Block &block = lane.blocks[i];
        const Nanoseconds until = std::min(block.end, present);
        const int from = std::clamp(static_cast<int>(m_window.xOf(block.begin, place.width())), 0,
                                    place.width());
        const int to =
            std::clamp(static_cast<int>(m_window.xOf(until, place.width())), 0, place.width());
        const bool selected = !m_selected.isEmpty() && block.requestId == m_selected;
        if (to <= drawnTo && !selected)
            continue; // less than a pixel, where one is already
        drawnTo = std::max(to, from + 1);
        const int height = blockHeight(block.state, place.height());
        QRect rect(place.left() + from, place.top() + (place.height() - height) / 2,
                   std::max(1, to - from), height);
        const QColor full = color(activityToken(block.state), scheme);
        painter.fillRect(rect, block.state == State::Booting ? faded(full, 0.6) : full);
        if (lane.provisioned && block.state == State::Idle)
            painter.fillRect(rect, color(Token::Standby, scheme));
        // Neighbours of one colour are told apart.
        if (rect.width() > 3 && block.state == State::Busy)
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(),
                             color(Token::Surface, scheme));
        if (selected) {
            painter.setPen(QPen(color(Token::Accent, scheme), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        }
        if (!hasText || height < LabelHeight - 2)
            continue;
        const QString text =
            block.state == State::Busy ? block.requestId.left(8) : activityWord(block.state);
        if (painter.fontMetrics().horizontalAdvance(text) + Related < rect.width()) {
            painter.setPen(color(Token::Surface, scheme));
            painter.drawText(rect.adjusted(InControl, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                             text);
        }
    }
    painter.setFont(font());
}

// Each column of pixels in the colour of what most lanes do that do anything, the stronger the more
// of them there are.
void TimelineView::paintGroup(QPainter &painter, const LaneRow &row, const QRect &place) const
{
    constexpr std::size_t States = 5; // Booting to Standby
    const Scheme scheme = schemeOf(this);
    const Nanoseconds present = now();
    std::vector<std::array<int, States>> columns(static_cast<std::size_t>(place.width()) + 1);
    bool selected = false;
    for (int i = 0; i < row.count; ++i) {
        const Lane &lane = laneOf(row, i);
        const auto [first, last] = visible(lane);
        for (std::size_t b = first; b < last; ++b) {
            const Block &block = lane.blocks[b];
            const int from = std::clamp(static_cast<int>(m_window.xOf(block.begin, place.width())),
                                        0, place.width());
            const int to = std::clamp(
                static_cast<int>(m_window.xOf(std::min(block.end, present), place.width())), from,
                place.width());
            for (int x = from; x < std::max(to, from + 1) && x <= place.width(); ++x)
                ++columns[static_cast<std::size_t>(x)][static_cast<std::size_t>(block.state)];
            selected = selected || (!m_selected.isEmpty() && block.requestId == m_selected);
        }
    }
    for (int x = 0; x < place.width(); ++x) {
        const auto &counts = columns[static_cast<std::size_t>(x)];
        const auto idle = static_cast<std::size_t>(State::Idle);
        const auto standby = static_cast<std::size_t>(State::Standby);
        std::size_t chosen = idle;
        int work = 0;
        for (const State state : {State::Booting, State::Init, State::Busy}) {
            const auto index = static_cast<std::size_t>(state);
            work += counts[index];
            if (counts[index] > 0 && (chosen == idle || counts[index] > counts[chosen]))
                chosen = index;
        }
        if (work == 0 && counts[idle] + counts[standby] == 0)
            continue;
        if (work == 0)
            chosen = counts[standby] > counts[idle] ? standby : idle;
        const int share = work > 0 ? work : counts[idle] + counts[standby];
        const double strength = 0.3 + 0.7 * std::min(1.0, static_cast<double>(share) / row.count);
        const int height = work > 0 ? place.height() : std::max(1, place.height() / 3);
        const double boot = static_cast<State>(chosen) == State::Booting ? 0.6 : 1;
        painter.fillRect(
            place.left() + x, place.top() + (place.height() - height) / 2, 1, height,
            faded(color(activityToken(static_cast<State>(chosen)), scheme), boot * strength));
    }
    if (selected) {
        painter.setPen(color(Token::Accent, scheme));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place.adjusted(0, 0, -1, -1));
    }
}

// Functions at the first of their rows, and how many environments they have in view.
void TimelineView::paintNames(QPainter &painter) const
{
    const Scheme scheme = schemeOf(this);
    const QRect plot = plotArea();
    const int line = fontMetrics().height();
    const int width = plot.left() - 2 * Related;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool first = i == 0 || m_rows[i - 1].function != m_rows[i].function;
        if (!first)
            continue;
        const auto function = m_rows[i].function;
        int end = m_rows[i].top;
        for (const LaneRow &row : m_rows) {
            if (row.function == function)
                end = row.top + row.height;
        }
        const int scrolled = verticalScrollBar()->value();
        // It stays in view while its rows scroll by.
        const int top = plot.top()
                        + std::clamp(0, m_rows[i].top - scrolled,
                                     std::max(m_rows[i].top, end - 2 * line) - scrolled);
        painter.setPen(color(Token::Text, scheme));
        painter.drawText(
            QRect(Related, top, width, line), Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_functions[function], Qt::ElideMiddle, width));
        if (end - m_rows[i].top < 2 * line)
            continue;
        painter.setPen(color(Token::Muted, scheme));
        painter.setFont(scaledFont(0.9));
        const auto lanes = static_cast<int>(m_lanes[static_cast<std::size_t>(function)].size());
        painter.drawText(QRect(Related, top + line, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(tr("%n environments", nullptr, lanes),
                                                          Qt::ElideRight, width));
        painter.setFont(font());
    }
}

} // namespace widgets

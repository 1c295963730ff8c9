// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/timelineview.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include "engine/core/clock.h"
#include "widgets/common/format.h"
#include "widgets/common/theme.h"
#include "widgets/concurrency/activitywords.h"

using namespace std::chrono_literals;

namespace widgets {
namespace {

using engine::ConcurrencyLog;
using engine::Nanoseconds;

constexpr Nanoseconds FollowedSpan{30s};
constexpr Nanoseconds LeastSpan{100ms}; // of all
constexpr auto FramePause = std::chrono::milliseconds(50);
constexpr double ZoomStep = 1.25;
constexpr double PanStep = 0.1;
constexpr double MostLaneZoom = 64;
constexpr int DragDistance = 4;
constexpr int ThrottleReach = 6; // pixels to the left and right

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_now([] { return engine::SystemClock().now(); })
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Environments over time"));
    viewport()->setMouseTracking(true);
    m_tick.setInterval(FramePause);
    connect(&m_tick, &QTimer::timeout, this, &TimelineView::tick);
}

QSize TimelineView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 16};
}

QSize TimelineView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 8};
}

void TimelineView::setLog(const ConcurrencyLog *log)
{
    m_log = log;
    refresh();
}

void TimelineView::setClock(std::function<Nanoseconds()> now)
{
    m_now = std::move(now);
    refresh();
}

void TimelineView::setFunction(const QString &name)
{
    if (m_function != name)
        m_laneZoom = 1;
    m_function = name;
    refresh();
}

void TimelineView::setLimit(int limit)
{
    m_limit = limit;
    viewport()->update();
}

void TimelineView::setSelected(const QString &requestId)
{
    m_selected = requestId;
    viewport()->update();
}

Nanoseconds TimelineView::now() const
{
    if (!m_log)
        return Nanoseconds{0};
    return m_log->isActive() ? std::max(m_log->end(), m_now()) : m_log->end();
}

void TimelineView::refresh()
{
    if (m_log && !m_log->isEmpty() && m_follows) {
        const Nanoseconds end = now();
        Nanoseconds begin = m_log->begin();
        if (!m_all || end - begin > FollowedSpan)
            begin = std::max(begin, end - FollowedSpan);
        const Nanoseconds margin = std::max(LeastSpan, end - begin) / 50;
        m_window = {begin - margin, std::max(begin + LeastSpan, end) + margin};
    }
    layoutLanes();
    updateTimer();
    viewport()->update();
    emit windowChanged();
}

void TimelineView::updateTimer()
{
    const bool wanted = isVisible() && m_log && m_log->isActive();
    if (wanted && !m_tick.isActive())
        m_tick.start();
    else if (!wanted)
        m_tick.stop();
}

void TimelineView::tick()
{
    refresh();
}

// Lanes with something in view, by function and then in the order in which they were made.
void TimelineView::layoutLanes()
{
    std::map<QString, std::vector<const Lane *>> byFunction;
    if (m_log) {
        for (const auto &[id, lane] : m_log->lanes()) {
            if (lane.blocks.empty() || (!m_function.isEmpty() && lane.function != m_function))
                continue;
            if (lane.blocks.front().begin <= m_window.end && lane.end >= m_window.begin)
                byFunction[lane.function].push_back(&lane);
        }
    }
    m_functions.clear();
    m_lanes.clear();
    std::vector<int> counts;
    for (auto &[function, lanes] : byFunction) {
        m_functions.append(function);
        counts.push_back(static_cast<int>(lanes.size()));
        m_lanes.push_back(std::move(lanes));
    }
    const int height = plotArea().height();
    m_rows = layoutRows(counts, height, m_laneZoom);
    const int total = m_rows.empty() ? 0 : m_rows.back().top + m_rows.back().height;
    verticalScrollBar()->setPageStep(std::max(1, height));
    verticalScrollBar()->setSingleStep(LargestRow);
    verticalScrollBar()->setRange(0, std::max(0, total - height));
    setVerticalScrollBarPolicy(total > height ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
}

const TimelineView::Lane &TimelineView::laneOf(const LaneRow &row, int lane) const
{
    return *m_lanes[static_cast<std::size_t>(row.function)]
                   [static_cast<std::size_t>(row.first + lane)];
}

std::pair<std::size_t, std::size_t> TimelineView::visible(const Lane &lane) const
{
    const auto first =
        std::lower_bound(lane.blocks.begin(), lane.blocks.end(), m_window.begin,
                         [](const Block &block, Nanoseconds at) { return block.end < at; });
    const auto last =
        std::upper_bound(first, lane.blocks.end(), m_window.end,
                         [](Nanoseconds at, const Block &block) { return at < block.begin; });
    return {static_cast<std::size_t>(first - lane.blocks.begin()),
            static_cast<std::size_t>(last - lane.blocks.begin())};
}

void TimelineView::choose(const TimeWindow &window)
{
    m_follows = m_all = false;
    m_window = window;
    layoutLanes();
    viewport()->update();
    emit windowChanged();
}

void TimelineView::setWindow(const TimeWindow &window)
{
    choose(window);
}

void TimelineView::showAll()
{
    m_laneZoom = 1;
    if (!m_log || m_log->isEmpty())
        return;
    const Nanoseconds end = std::max(m_log->begin() + LeastSpan, now());
    const Nanoseconds margin = (end - m_log->begin()) / 50;
    choose({m_log->begin() - margin, end + margin});
    // It grows with what comes, as long as it is no longer than what is followed.
    m_all = m_follows = end - m_log->begin() <= FollowedSpan;
    emit windowChanged();
}

void TimelineView::follow()
{
    m_follows = true;
    m_all = false;
    refresh();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layoutLanes();
}

void TimelineView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    refresh();
}

void TimelineView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    updateTimer();
}

void TimelineView::scrollContentsBy(int, int)
{
    viewport()->update();
}

QString TimelineView::timeText(Nanoseconds at) const
{
    return clockText(m_log->wallMsAt(at), 1ms);
}

QString TimelineView::textOf(const Lane &lane, const Block &block) const
{
    const bool open = block.end == ConcurrencyLog::Open;
    const QString duration = formatDuration((open ? now() : block.end) - block.begin);
    QString text = open ? tr("%1 for %2 so far", "state of an environment, duration")
                              .arg(activityWord(block.state), duration)
                        : tr("%1 for %2", "state of an environment, duration")
                              .arg(activityWord(block.state), duration);
    if (!block.requestId.isEmpty())
        text += u'\n' + tr("Request %1").arg(block.requestId);
    text += u'\n' + tr("from %1").arg(timeText(block.begin));
    text += u'\n' + tr("%1, version %2", "function").arg(lane.function, lane.version);
    text += u'\n' + tr("Environment %1").arg(lane.environmentId);
    if (lane.provisioned)
        text += u'\n' + tr("Provisioned concurrency");
    return text;
}

std::optional<TimelineView::Hit> TimelineView::hitAt(QPoint position) const
{
    if (!m_log)
        return std::nullopt;
    const QRect plot = plotArea();
    const QRect chart = chartArea();
    if (position.x() < plot.left() || position.x() > plot.right())
        return std::nullopt;
    const Nanoseconds at = m_window.timeAt(position.x() - plot.left(), plot.width());
    const Nanoseconds reach{static_cast<std::int64_t>(static_cast<double>(m_window.span().count())
                                                      * ThrottleReach / std::max(1, plot.width()))};
    if (chart.contains(position)) {
        int count = 0;
        const ConcurrencyLog::Throttle *nearest = nullptr;
        for (const auto &throttle : m_log->throttles()) {
            if (throttle.at < at - reach || throttle.at > at + reach
                || (!m_function.isEmpty() && throttle.function != m_function))
                continue;
            ++count;
            if (!nearest || std::chrono::abs(throttle.at - at) < std::chrono::abs(nearest->at - at))
                nearest = &throttle;
        }
        if (!nearest)
            return std::nullopt;
        QString text = tr("Throttled at %1").arg(timeText(nearest->at)) + u'\n' + nearest->reason
                       + u'\n' + tr("Request %1").arg(nearest->requestId);
        if (count > 1)
            text = tr("%n throttles here, one of them:", nullptr, count) + u'\n' + text;
        return Hit{Hit::Kind::Throttle, text, nearest->requestId};
    }
    if (!plot.contains(position))
        return std::nullopt;
    const int y = position.y() - plot.top() + verticalScrollBar()->value();
    for (const LaneRow &row : m_rows) {
        if (y < row.top || y >= row.top + row.height)
            continue;
        std::map<ConcurrencyLog::State, int> states;
        for (int i = 0; i < row.count; ++i) {
            const Lane &lane = laneOf(row, i);
            const auto [first, last] = visible(lane);
            for (std::size_t b = first; b < last; ++b) {
                const Block &block = lane.blocks[b];
                if (at < block.begin || at >= block.end || at > now())
                    continue;
                if (row.count == 1)
                    return Hit{Hit::Kind::Block, textOf(lane, block), block.requestId};
                ++states[block.state];
                break;
            }
        }
        if (states.empty())
            return std::nullopt;
        QStringList parts;
        for (const auto &[state, count] : states)
            parts.append(
                QStringLiteral("%1 %2").arg(QLocale().toString(count), activityWord(state)));
        return Hit{Hit::Kind::Group,
                   tr("%n environments of %1 share this row", nullptr, row.count)
                           .arg(m_functions[row.function])
                       + u'\n' + tr("at %1: %2").arg(timeText(at), parts.join(QStringLiteral(", ")))
                       + u'\n' + tr("Ctrl+wheel makes room for more"),
                   {}};
    }
    return std::nullopt;
}

std::optional<QPoint> TimelineView::positionOf(const QString &requestId) const
{
    const QRect plot = plotArea();
    std::optional<QPoint> found;
    Nanoseconds longest{-1};
    for (const LaneRow &row : m_rows) {
        for (int i = 0; i < row.count; ++i) {
            for (const Block &block : laneOf(row, i).blocks) {
                const Nanoseconds begin = std::max(block.begin, m_window.begin);
                const Nanoseconds end = std::min({block.end, m_window.end, now()});
                if (block.requestId != requestId || end <= begin || end - begin <= longest)
                    continue;
                longest = end - begin;
                const double x = m_window.xOf(begin + longest / 2, plot.width());
                found =
                    QPoint(plot.left() + static_cast<int>(x),
                           plot.top() + row.top + row.height / 2 - verticalScrollBar()->value());
            }
        }
    }
    return found;
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y();
    if (turned == 0)
        return event->ignore();
    const double factor = std::pow(ZoomStep, -turned / 120.0);
    if (event->modifiers() & Qt::ControlModifier) {
        m_laneZoom = std::clamp(m_laneZoom / factor, 1.0, MostLaneZoom);
        layoutLanes();
        viewport()->update();
    } else if (event->modifiers() & Qt::ShiftModifier) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - turned);
    } else {
        const QRect plot = plotArea();
        choose(m_window.zoomed(
            factor, std::clamp((event->position().x() - plot.left()) / std::max(1, plot.width()),
                               0.0, 1.0)));
    }
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedAt = event->pos();
    m_pressedWindow = m_window;
    m_dragged = false;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressedAt) {
        const auto hit = hitAt(event->pos());
        viewport()->setCursor(hit && !hit->requestId.isEmpty() ? Qt::PointingHandCursor
                                                               : Qt::ArrowCursor);
        return;
    }
    const QPoint moved = event->pos() - *m_pressedAt;
    if (!m_dragged && moved.manhattanLength() < DragDistance)
        return;
    m_dragged = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    const auto width = std::max(1, plotArea().width());
    choose(m_pressedWindow.moved(Nanoseconds{static_cast<std::int64_t>(
        -static_cast<double>(m_pressedWindow.span().count()) * moved.x() / width)}));
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressedAt || event->button() != Qt::LeftButton)
        return;
    m_pressedAt.reset();
    if (std::exchange(m_dragged, false))
        return;
    const auto hit = hitAt(event->pos());
    if (!hit || hit->requestId.isEmpty())
        return;
    setSelected(hit->requestId);
    emit recordSelected(hit->requestId);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const auto hit = hitAt(event->pos());
    if (hit && !hit->requestId.isEmpty())
        emit recordActivated(hit->requestId);
    else
        showAll();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const auto pan = [this](double share) {
        choose(m_window.moved(Nanoseconds{
            static_cast<std::int64_t>(static_cast<double>(m_window.span().count()) * share)}));
    };
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Plus:
        return choose(m_window.zoomed(1 / ZoomStep, 0.5));
    case Qt::Key_Minus:
        return choose(m_window.zoomed(ZoomStep, 0.5));
    case Qt::Key_0:
        return showAll();
    case Qt::Key_F:
        return follow();
    case Qt::Key_Left:
        return shift ? pan(-PanStep) : step(-1);
    case Qt::Key_Right:
        return shift ? pan(PanStep) : step(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_selected.isEmpty())
            emit recordActivated(m_selected);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

// To the request that began before or after the one that is selected.
void TimelineView::step(int direction)
{
    std::vector<std::pair<Nanoseconds, QString>> requests;
    for (const auto &lanes : m_lanes) {
        for (const Lane *lane : lanes) {
            for (const Block &block : lane->blocks) {
                if (block.requestId.isEmpty())
                    continue;
                if (block.state == ConcurrencyLog::State::Busy)
                    requests.emplace_back(block.begin, block.requestId);
            }
        }
    }
    if (requests.empty())
        return;
    std::sort(requests.begin(), requests.end());
    const auto current =
        std::find_if(requests.begin(), requests.end(),
                     [this](const auto &request) { return request.second == m_selected; });
    auto next = current;
    if (current == requests.end())
        next = direction > 0 ? requests.begin() : requests.end() - 1;
    else if (direction > 0 && current + 1 != requests.end())
        ++next;
    else if (direction < 0 && current != requests.begin())
        --next;
    if (next->first < m_window.begin || next->first > m_window.end)
        choose(m_window.moved(next->first - m_window.begin - m_window.span() / 2));
    setSelected(next->second);
    setAccessibleDescription(tr("Request %1").arg(next->second));
    emit recordSelected(next->second);
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const auto hit = hitAt(help->pos()))
        QToolTip::showText(help->globalPos(), hit->text, viewport());
    else
        QToolTip::hideText();
    return true;
}

} // namespace widgets

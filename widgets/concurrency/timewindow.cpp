// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/timewindow.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

using namespace std::chrono_literals;

namespace widgets {
namespace {

using engine::Nanoseconds;

// 1, 2 and 5 of each power of ten up to a second, then what clocks have.
constexpr std::array Steps{
    Nanoseconds{10us},  Nanoseconds{20us},  Nanoseconds{50us},  Nanoseconds{100us},
    Nanoseconds{200us}, Nanoseconds{500us}, Nanoseconds{1ms},   Nanoseconds{2ms},
    Nanoseconds{5ms},   Nanoseconds{10ms},  Nanoseconds{20ms},  Nanoseconds{50ms},
    Nanoseconds{100ms}, Nanoseconds{200ms}, Nanoseconds{500ms}, Nanoseconds{1s},
    Nanoseconds{2s},    Nanoseconds{5s},    Nanoseconds{10s},   Nanoseconds{30s},
    Nanoseconds{1min},  Nanoseconds{2min},  Nanoseconds{5min},  Nanoseconds{10min},
    Nanoseconds{30min}, Nanoseconds{1h},    Nanoseconds{2h},    Nanoseconds{6h},
    Nanoseconds{12h},   Nanoseconds{24h}};

} // namespace

double TimeWindow::xOf(Nanoseconds at, double width) const
{
    return static_cast<double>((at - begin).count()) / static_cast<double>(span().count()) * width;
}

Nanoseconds TimeWindow::timeAt(double x, double width) const
{
    return begin
           + Nanoseconds{
               std::llround(x / std::max(1.0, width) * static_cast<double>(span().count()))};
}

TimeWindow TimeWindow::zoomed(double factor, double anchor) const
{
    const double wanted = static_cast<double>(span().count()) * factor;
    const Nanoseconds length{std::llround(std::clamp(wanted, static_cast<double>(Shortest.count()),
                                                     static_cast<double>(Longest.count())))};
    const Nanoseconds fixed = timeAt(anchor, 1);
    const Nanoseconds start =
        fixed - Nanoseconds{std::llround(anchor * static_cast<double>(length.count()))};
    return {start, start + length};
}

TimeTicks timeTicks(const TimeWindow &window, int most, Nanoseconds offset)
{
    TimeTicks ticks;
    const auto step = std::find_if(Steps.begin(), Steps.end(),
                                   [&](Nanoseconds each) { return window.span() / each < most; });
    ticks.step = step == Steps.end() ? Steps.back() : *step;
    const Nanoseconds past = (window.begin + offset) % ticks.step;
    Nanoseconds at = window.begin - past;
    if (past > Nanoseconds{0})
        at += ticks.step;
    for (; at <= window.end; at += ticks.step)
        ticks.at.push_back(at);
    return ticks;
}

QString clockText(qint64 wallMs, Nanoseconds step)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(wallMs);
    return time.toString(step < Nanoseconds{1s} ? QStringLiteral("HH:mm:ss.zzz")
                                                : QStringLiteral("HH:mm:ss"));
}

} // namespace widgets

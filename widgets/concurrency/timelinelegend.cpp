// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/concurrency/timelinelegend.h"

#include <QPainter>

#include "widgets/common/marks.h"
#include "widgets/common/theme.h"
#include "widgets/concurrency/activitywords.h"

namespace widgets {
namespace {

using Kind = engine::EnvironmentActivity::Kind;
constexpr Kind Shown[] = {Kind::Busy, Kind::Init,    Kind::Booting,
                          Kind::Idle, Kind::Standby, Kind::Throttled};
constexpr int SwatchWidth = 16;

int swatchHeight(Kind kind, int height)
{
    switch (kind) {
    case Kind::Idle:
        return height / 5;
    case Kind::Standby:
        return height / 3;
    case Kind::Booting:
        return height / 2;
    default:
        return height;
    }
}

} // namespace

TimelineLegend::TimelineLegend(QWidget *parent)
    : QWidget(parent)
{
    QStringList words;
    for (const Kind kind : Shown)
        words.append(activityWord(kind));
    setAccessibleName(tr("Legend: %1").arg(words.join(QStringLiteral(", "))));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize TimelineLegend::sizeHint() const
{
    int width = 0;
    for (const Kind kind : Shown)
        width += SwatchWidth + InControl + fontMetrics().horizontalAdvance(activityWord(kind))
                 + BetweenGroups;
    return {width, fontMetrics().height()};
}

QSize TimelineLegend::minimumSizeHint() const
{
    return {0, fontMetrics().height()};
}

void TimelineLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Scheme scheme = schemeOf(this);
    const int ascent = fontMetrics().ascent();
    int x = 0;
    for (const Kind kind : Shown) {
        const QString word = activityWord(kind);
        const int needed = SwatchWidth + InControl + fontMetrics().horizontalAdvance(word);
        if (x + needed > width())
            break;
        QColor fill = color(activityToken(kind), scheme);
        const int top = (height() - ascent) / 2;
        if (kind == Kind::Throttled) {
            painter.setRenderHint(QPainter::Antialiasing);
            paintShape(painter, Shape::Triangle, QRectF(x + 3, top, ascent - 2, ascent - 2), fill);
        } else {
            if (kind == Kind::Booting)
                fill.setAlphaF(0.6F);
            const int swatch = qMax(2, swatchHeight(kind, ascent));
            painter.fillRect(x, top + (ascent - swatch) / 2, SwatchWidth, swatch, fill);
        }
        painter.setPen(color(Token::Muted, scheme));
        painter.drawText(QRect(x + SwatchWidth + InControl, 0, width(), height()),
                         Qt::AlignLeft | Qt::AlignVCenter, word);
        x += needed + BetweenGroups;
    }
}

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_FOREACH // the plot library's header uses foreach

#include "widgets/charts/latencychart.h"

#include <QAccessible>
#include <QApplication>
#include <QBuffer>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QSvgGenerator>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h> // by files that draw a chart, nowhere else

#include <algorithm>
#include <cmath>

#include "widgets/common/marks.h"

namespace widgets {
namespace {

constexpr double MarkSize = 8;
constexpr double HitDistance = 12;
constexpr double ShortestSpan = 0.005;              // seconds
constexpr double LongestSpan = 20.0 * 365 * 86'400; // seconds
constexpr double LowestDuration = 0.1;              // nanoseconds
constexpr double HighestDuration = 1e15;            // nanoseconds: eleven days

// Ticks from durationTicks(), and one with words at the lane of what has no duration.
class DurationTicker final : public QCPAxisTicker
{
public:
    double lane = 0;
    QString laneText;

protected:
    QVector<double> createTickVector(double, const QCPRange &range) override
    {
        // Labels of the lane and of the lowest tick must not cover each other.
        const double clearance = std::pow(range.upper / range.lower, 0.09);
        QVector<double> ticks;
        if (lane > range.lower && lane < range.upper)
            ticks << lane;
        for (const double tick : durationTicks(range.lower, range.upper))
            if (lane == 0 || tick > lane * clearance)
                ticks << tick;
        return ticks;
    }
    QVector<double> createSubTickVector(int, const QVector<double> &) override { return {}; }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return tick == lane ? laneText : tickText(tick);
    }
};

// One kind of points. The plot library's own scatters are not used: their shapes would differ
// from those in the tables, and they draw every point even where a hundred share a pixel.
class Series final : public QCPAbstractPlottable
{
public:
    Series(QCustomPlot *plot, PointKind kind)
        : QCPAbstractPlottable(plot->xAxis, plot->yAxis)
        , m_token(tokenOf(kind))
    {
        setSelectable(QCP::stNone);
        setAntialiased(true);
    }

    QVector<QPointF> coordinates; // seconds since 1970, nanoseconds
    QColor ink;

    double selectTest(const QPointF &, bool, QVariant *) const override { return -1; }
    QCPRange getKeyRange(bool &found, QCP::SignDomain) const override
    {
        found = false;
        return {};
    }
    QCPRange getValueRange(bool &found, QCP::SignDomain, const QCPRange &) const override
    {
        found = false;
        return {};
    }

protected:
    void draw(QCPPainter *painter) override
    {
        const QRectF visible =
            QRectF(clipRect()).adjusted(-MarkSize, -MarkSize, MarkSize, MarkSize);
        const double ratio = parentPlot()->bufferDevicePixelRatio();
        const bool vectors = painter->modes().testFlag(QCPPainter::pmVectorized);
        const QPixmap sprite = vectors ? QPixmap() : makeSprite(ratio);
        const double half = sprite.width() / ratio / 2;
        const int columns = int(visible.width()) + 1;
        std::vector<bool> taken(std::size_t(columns) * (std::size_t(visible.height()) + 1), false);
        for (const QPointF &coordinate : std::as_const(coordinates)) {
            const QPointF at = coordsToPixels(coordinate.x(), coordinate.y());
            if (!visible.contains(at))
                continue;
            const std::size_t cell = std::size_t(at.y() - visible.top()) * std::size_t(columns)
                                     + std::size_t(at.x() - visible.left());
            if (taken[cell])
                continue;
            taken[cell] = true;
            if (vectors)
                paintMark(*painter, m_token, ink, at, MarkSize);
            else
                painter->drawPixmap(at - QPointF(half, half), sprite);
        }
    }

    void drawLegendIcon(QCPPainter *painter, const QRectF &rect) const override
    {
        paintMark(*painter, m_token, ink, rect.center(), MarkSize + 1);
    }

private:
    QPixmap makeSprite(double ratio) const
    {
        const int side = int(std::ceil((MarkSize + 2) * ratio));
        QPixmap sprite(side, side);
        sprite.setDevicePixelRatio(ratio);
        sprite.fill(Qt::transparent);
        QPainter painter(&sprite);
        QColor body = ink;
        body.setAlphaF(0.75F); // a crowd looks denser than one
        paintMark(painter, m_token, body, QPointF(side, side) / ratio / 2, MarkSize);
        return sprite;
    }

    Token m_token;
};

// The rings around the selected and the hovered point, on a layer of their own: moving them does
// not draw the points again.
class Rings final : public QCPLayerable
{
public:
    explicit Rings(QCustomPlot *plot)
        : QCPLayerable(plot, QStringLiteral("overlay"))
    {
    }

    std::vector<std::pair<QPointF, QPen>> rings; // axis coordinates

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override
    {
        painter->setAntialiasing(true);
    }
    QRect clipRect() const override { return parentPlot()->axisRect()->rect(); }
    void draw(QCPPainter *painter) override
    {
        for (const auto &[coordinate, pen] : rings) {
            painter->setPen(pen);
            painter->setBrush(Qt::NoBrush);
            const QPointF at(parentPlot()->xAxis->coordToPixel(coordinate.x()),
                             parentPlot()->yAxis->coordToPixel(coordinate.y()));
            painter->drawEllipse(at, MarkSize, MarkSize);
        }
    }
};

} // namespace

struct LatencyChart::Parts
{
    std::array<Series *, AllPointKinds.size()> series{}; // owned by the plot
    Rings *rings = nullptr;                              // owned by the plot
    QSharedPointer<DurationTicker> durations = QSharedPointer<DurationTicker>::create();
    QSharedPointer<QCPAxisTickerDateTime> times = QSharedPointer<QCPAxisTickerDateTime>::create();
};

LatencyChart::LatencyChart(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_parts(std::make_unique<Parts>())
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Latency of each invocation over time"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_plot);

    m_plot->setFocusPolicy(Qt::NoFocus); // keys belong to this widget
    m_plot->setMouseTracking(true);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->axisRect()->setRangeZoomFactor(0.8);
    m_plot->setNoAntialiasingOnDrag(false);
    m_plot->installEventFilter(this);
    m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->yAxis->setTicker(m_parts->durations);
    m_plot->xAxis->setTicker(m_parts->times);
    m_plot->yAxis->setSubTicks(false);
    m_plot->xAxis->setSubTicks(false);
    m_parts->durations->laneText = tr("no duration");
    m_parts->times->setTickCount(5);

    m_plot->setAutoAddPlottableToLegend(false); // the legend has its own order
    for (const PointKind kind : AllPointKinds)
        m_parts->series[std::size_t(kind)] = new Series(m_plot, kind);
    m_parts->rings = new Rings(m_plot);

    // The legend stands in a row above the plot, so that it never covers a point.
    QCPLegend *legend = m_plot->legend;
    m_plot->axisRect()->insetLayout()->take(legend);
    m_plot->plotLayout()->insertRow(0);
    auto *row = new QCPLayoutGrid;
    m_plot->plotLayout()->addElement(0, 0, row);
    row->addElement(0, 0, legend);
    legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    legend->setVisible(true);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->plotLayout()->setRowSpacing(0);
    for (const PointKind kind : {PointKind::Cold, PointKind::Standby, PointKind::Warm,
                                 PointKind::Error, PointKind::Throttle})
        m_parts->series[std::size_t(kind)]->addToLegend();

    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis})
        connect(axis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this,
                &LatencyChart::onRangeChanged);
    updateLegend();
    applyRange();
    applyTheme();
}

LatencyChart::~LatencyChart() = default;

void LatencyChart::setPoints(std::vector<LatencyPoint> points, LatencyMeasure measure)
{
    const QString chosen = selected();
    m_points = std::move(points);
    m_measure = measure;
    std::stable_sort(
        m_points.begin(), m_points.end(),
        [](const LatencyPoint &a, const LatencyPoint &b) { return a.startedAtMs < b.startedAtMs; });
    std::vector<engine::Nanoseconds> values;
    values.reserve(m_points.size());
    for (const LatencyPoint &point : m_points)
        values.push_back(point.value(measure));
    m_scale = DurationScale::of(values);
    m_parts->durations->lane = m_scale.lane;
    for (Series *series : m_parts->series)
        series->coordinates.clear();
    for (std::size_t i = 0; i < m_points.size(); ++i)
        m_parts->series[std::size_t(m_points[i].kind())]->coordinates.append(
            {double(m_points[i].startedAtMs) / 1e3, m_scale.coordinate(values[i])});
    m_selected = -1;
    m_hovered = -1;
    if (!m_zoomed)
        applyRange();
    updateLegend();
    setSelected(chosen); // redraws the rings
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LatencyChart::setSelected(const QString &requestId)
{
    const auto found = requestId.isEmpty() ? m_points.end()
                                           : std::find_if(m_points.begin(), m_points.end(),
                                                          [&requestId](const LatencyPoint &point) {
                                                              return point.requestId == requestId;
                                                          });
    m_selected = found == m_points.end() ? -1 : int(found - m_points.begin());
    updateAccessible();
}

QString LatencyChart::selected() const
{
    return m_selected < 0 ? QString() : m_points[std::size_t(m_selected)].requestId;
}

QString LatencyChart::selectedText() const
{
    return m_selected < 0 ? QString() : describe(m_points[std::size_t(m_selected)], m_measure);
}

// The rings and what a screen reader says, after another point was chosen.
void LatencyChart::updateAccessible()
{
    const Scheme scheme = schemeOf(this);
    auto &rings = m_parts->rings->rings;
    rings.clear();
    const auto addRing = [&](int point, const QPen &pen) {
        const LatencyPoint &chosen = m_points[std::size_t(point)];
        rings.emplace_back(
            QPointF(double(chosen.startedAtMs) / 1e3, m_scale.coordinate(chosen.value(m_measure))),
            pen);
    };
    if (m_hovered >= 0 && m_hovered != m_selected)
        addRing(m_hovered, QPen(color(Token::Muted, scheme), 1));
    if (m_selected >= 0)
        addRing(m_selected, QPen(color(Token::Accent, scheme), 2));
    if (m_plot->isVisible())
        m_parts->rings->layer()->replot();
    else // the layer has nothing to be drawn on yet
        m_plot->replot(QCustomPlot::rpQueuedReplot);

    const QString text = selectedText();
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void LatencyChart::updateLegend()
{
    for (const PointKind kind : AllPointKinds) {
        Series *series = m_parts->series[std::size_t(kind)];
        series->setName(
            tr("%1 %2", "kind of point and how many there are")
                .arg(pointKindText(kind), QLocale().toString(series->coordinates.size())));
    }
    const QFontMetrics metrics(scaledFont(0.9));
    int needed = 0;
    for (const Series *series : m_parts->series)
        needed += metrics.horizontalAdvance(series->name()) + 5 * Related;
    m_plot->legend->setWrap(needed > width() ? 2 : 4);
}

void LatencyChart::applyRange()
{
    const QScopedValueRollback setting(m_settingRange, true);
    if (m_points.empty()) {
        m_plot->xAxis->setRange(0, 60);
    } else {
        const double first = double(m_points.front().startedAtMs) / 1e3;
        const double last = double(m_points.back().startedAtMs) / 1e3;
        const double padding = std::max(1.0, (last - first) * 0.03);
        m_plot->xAxis->setRange(first - padding, last + padding);
    }
    m_plot->yAxis->setRange(m_scale.low, m_scale.high);
    m_zoomed = false;
}

void LatencyChart::resetView()
{
    applyRange();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LatencyChart::onRangeChanged()
{
    QCPRange x = m_plot->xAxis->range();
    QCPRange y = m_plot->yAxis->range();
    if (!m_settingRange) {
        const QScopedValueRollback setting(m_settingRange, true);
        if (const double span = std::clamp(x.size(), ShortestSpan, LongestSpan); span != x.size())
            x = QCPRange(x.center() - span / 2, x.center() + span / 2);
        y.lower = std::clamp(y.lower, LowestDuration, HighestDuration / 10);
        y.upper = std::clamp(y.upper, y.lower * 1.05, HighestDuration);
        m_plot->xAxis->setRange(x);
        m_plot->yAxis->setRange(y);
        m_zoomed = true;
    }
    const double span = x.size();
    m_parts->times->setDateTimeFormat(span < 5              ? QStringLiteral("HH:mm:ss.zzz")
                                      : span < 600          ? QStringLiteral("HH:mm:ss")
                                      : span < 86'400       ? QStringLiteral("HH:mm")
                                      : span < 5 * 86'400.0 ? QStringLiteral("d MMM HH:mm")
                                                            : QStringLiteral("d MMM yyyy"));
}

void LatencyChart::applyTheme()
{
    const Scheme scheme = schemeOf(this);
    const QColor line = color(Token::Line, scheme);
    const QFont caption = scaledFont(0.9);
    m_plot->setBackground(QBrush(color(Token::Surface, scheme)));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(line, 1));
        axis->setTickPen(QPen(line, 1));
        axis->setTickLengthOut(InControl);
        axis->setTickLengthIn(0);
        axis->setTickLabelColor(color(Token::Muted, scheme));
        axis->setTickLabelFont(caption);
        axis->grid()->setPen(QPen(line, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
    m_plot->xAxis->grid()->setVisible(false); // horizontal lines are enough to read durations
    QCPLegend *legend = m_plot->legend;
    legend->setBrush(Qt::NoBrush);
    legend->setBorderPen(Qt::NoPen);
    legend->setFont(caption);
    legend->setTextColor(color(Token::Text, scheme));
    legend->setIconSize(int(MarkSize) + InControl, QFontMetrics(caption).height());
    legend->setIconTextPadding(InControl);
    legend->setColumnSpacing(BetweenGroups);
    for (const PointKind kind : AllPointKinds)
        m_parts->series[std::size_t(kind)]->ink = color(tokenOf(kind), scheme);
    updateLegend();
    updateAccessible();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LatencyChart::zoom(double factor)
{
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis})
        axis->scaleRange(factor);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LatencyChart::pan(double right, double up)
{
    const QCPRange x = m_plot->xAxis->range();
    const QCPRange y = m_plot->yAxis->range();
    const double factor = std::pow(y.upper / y.lower, up);
    m_plot->xAxis->setRange(x + x.size() * right);
    m_plot->yAxis->setRange(y.lower * factor, y.upper * factor);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QPointF LatencyChart::positionOf(std::size_t point) const
{
    const LatencyPoint &chosen = m_points[point];
    return QPointF(m_plot->pos())
           + QPointF(m_plot->xAxis->coordToPixel(double(chosen.startedAtMs) / 1e3),
                     m_plot->yAxis->coordToPixel(m_scale.coordinate(chosen.value(m_measure))));
}

int LatencyChart::nearest(QPointF position) const
{
    if (!m_plot->axisRect()->rect().adjusted(-4, -4, 4, 4).contains(position.toPoint()))
        return -1;
    int best = -1;
    double bestDistance = HitDistance * HitDistance;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF away = positionOf(i) - QPointF(m_plot->pos()) - position;
        const double distance = QPointF::dotProduct(away, away);
        if (distance <= bestDistance) { // the later one is drawn on top
            best = int(i);
            bestDistance = distance;
        }
    }
    return best;
}

void LatencyChart::select(int point)
{
    if (point < 0 || point >= int(m_points.size()))
        return;
    const bool changed = point != m_selected;
    m_selected = point;
    scrollTo(std::size_t(point));
    updateAccessible();
    if (changed)
        emit recordSelected(selected());
}

// Brings a point into sight when the user has zoomed in elsewhere.
void LatencyChart::scrollTo(std::size_t point)
{
    const double x = double(m_points[point].startedAtMs) / 1e3;
    const double y = m_scale.coordinate(m_points[point].value(m_measure));
    const QCPRange xRange = m_plot->xAxis->range();
    const QCPRange yRange = m_plot->yAxis->range();
    if (xRange.contains(x) && yRange.contains(y))
        return;
    if (!xRange.contains(x))
        m_plot->xAxis->setRange(xRange + (x - xRange.center()));
    if (!yRange.contains(y)) {
        const double factor = y / std::sqrt(yRange.lower * yRange.upper);
        m_plot->yAxis->setRange(yRange.lower * factor, yRange.upper * factor);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LatencyChart::showText(std::size_t point)
{
    // As markup with everything escaped: a plain text that looks like HTML would be read as such.
    const QString text = QStringLiteral("<p style='white-space:pre'>%1</p>")
                             .arg(describe(m_points[point], m_measure).toHtmlEscaped());
    QToolTip::showText(mapToGlobal((positionOf(point) + QPointF(Related, Related)).toPoint()), text,
                       this);
}

void LatencyChart::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    constexpr double Step = 0.1;
    const int last = int(m_points.size()) - 1;
    int target = -1;
    switch (event->key()) {
    case Qt::Key_Right:
        if (shift)
            return pan(Step, 0);
        target = std::min(m_selected + 1, last);
        break;
    case Qt::Key_Left:
        if (shift)
            return pan(-Step, 0);
        target = m_selected < 0 ? last : std::max(m_selected - 1, 0);
        break;
    case Qt::Key_Up:
        return shift ? pan(0, Step) : QWidget::keyPressEvent(event);
    case Qt::Key_Down:
        return shift ? pan(0, -Step) : QWidget::keyPressEvent(event);
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = last;
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1 / 0.8);
    case Qt::Key_0:
        return resetView();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected >= 0)
            emit recordActivated(selected());
        return;
    case Qt::Key_Escape:
        if (QToolTip::isVisible())
            return QToolTip::hideText();
        QWidget::keyPressEvent(event);
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (target < 0 || target > last)
        return;
    select(target);
    showText(std::size_t(target));
}

bool LatencyChart::eventFilter(QObject *watched, QEvent *event)
{
    const auto mouse = [event] { return static_cast<QMouseEvent *>(event); };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        m_pressedAt = mouse()->position();
        break;
    case QEvent::MouseButtonRelease:
        if (mouse()->button() == Qt::LeftButton
            && (mouse()->position() - m_pressedAt).manhattanLength()
                   < QApplication::startDragDistance())
            select(nearest(mouse()->position()));
        break;
    case QEvent::MouseButtonDblClick:
        if (const int point = nearest(mouse()->position()); point < 0) {
            resetView();
        } else {
            select(point);
            emit recordActivated(selected());
        }
        return true;
    case QEvent::MouseMove: {
        if (mouse()->buttons() != Qt::NoButton)
            break;
        const int hovered = nearest(mouse()->position());
        if (hovered == m_hovered)
            break;
        m_hovered = hovered;
        m_plot->setCursor(hovered < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
        updateAccessible();
        if (hovered < 0)
            QToolTip::hideText();
        else
            showText(std::size_t(hovered));
        break;
    }
    case QEvent::Leave:
        m_hovered = -1;
        updateAccessible();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void LatencyChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange
        || event->type() == QEvent::StyleChange)
        applyTheme();
}

void LatencyChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateLegend();
    m_parts->times->setTickCount(std::clamp(width() / 130, 2, 8));
}

void LatencyChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(QPen(color(hasFocus() ? Token::Accent : Token::Line, schemeOf(this)), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void LatencyChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void LatencyChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

QByteArray LatencyChart::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(m_plot->size());
    generator.setViewBox(m_plot->rect());
    generator.setTitle(accessibleName());
    QCPPainter painter;
    if (!painter.begin(&generator))
        return {};
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.fillRect(m_plot->rect(), color(Token::Surface, schemeOf(this)));
    m_plot->toPainter(&painter, m_plot->width(), m_plot->height());
    painter.end();
    return bytes;
}

QByteArray LatencyChart::png() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    // At least twice the size on screen: pictures end up in documents.
    m_plot->toPixmap(0, 0, std::max(2.0, devicePixelRatioF())).toImage().save(&buffer, "PNG");
    return bytes;
}

QSize LatencyChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 16};
}

QSize LatencyChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 7};
}

} // namespace widgets

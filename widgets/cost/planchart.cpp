// SPDX-License-Identifier: GPL-3.0-or-later
#undef QT_NO_FOREACH // the plot library's header uses foreach

#include "widgets/cost/planchart.h"

#include <QEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>

#include "widgets/common/theme.h"
#include "widgets/cost/costformat.h"

namespace widgets {
namespace {

constexpr Qt::PenStyle Dashes[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
constexpr Qt::BrushStyle Patterns[] = {Qt::SolidPattern,     Qt::Dense4Pattern, Qt::BDiagPattern,
                                       Qt::DiagCrossPattern, Qt::HorPattern,    Qt::VerPattern};

// Ours in the accent, others in the colour of text: two by two.
QPen penOf(std::size_t index, Scheme scheme)
{
    return {color(index < 2 ? Token::Accent : Token::Muted, scheme), 2,
            Dashes[index % std::size(Dashes)]};
}

QString countText(double value)
{
    return QLocale().toString(value, 'f', value < 10 ? 2 : 0);
}

QString moneyText(double dollars)
{
    return formatPrice(engine::Money::fromTicks(
        static_cast<engine::Money::Ticks>(dollars * engine::Money::TicksPerDollar)));
}

} // namespace

QString axisName(engine::CostAxis axis)
{
    switch (axis) {
    case engine::CostAxis::Requests:
        return PlanChart::tr("Requests per month");
    case engine::CostAxis::Memory:
        return PlanChart::tr("Memory (MB)");
    case engine::CostAxis::Duration:
        return PlanChart::tr("Duration of one call (ms)");
    }
    Q_UNREACHABLE();
}

PlanChart::PlanChart(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setFocusPolicy(Qt::NoFocus); // the table is the keyboard's way
    m_plot->installEventFilter(this);
    m_plot->setMouseTracking(true);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignLeft | Qt::AlignTop);
    setAccessibleName(tr("Estimated cost of a month, as curves"));
    draw();
}

QSize PlanChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 70, fontMetrics().lineSpacing() * 16};
}

QSize PlanChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 36, fontMetrics().lineSpacing() * 11};
}

void PlanChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        draw();
}

void PlanChart::setCurves(PlanCurves curves)
{
    m_curves = std::move(curves);
    draw();
}

void PlanChart::draw()
{
    const Scheme scheme = schemeOf(this);
    m_plot->clearGraphs();
    m_plot->clearItems();
    m_plot->setBackground(color(Token::Surface, scheme));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    const QPen line(color(Token::Line, scheme));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(line);
        axis->setTickPen(line);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(color(Token::Muted, scheme));
        axis->setLabelColor(color(Token::Muted, scheme));
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
        axis->grid()->setPen(line);
        axis->grid()->setZeroLinePen(line);
        axis->setNumberFormat(QStringLiteral("f"));
        axis->setNumberPrecision(0);
        axis->ticker()->setTickCount(5);
    }
    QLocale locale;
    m_plot->setLocale(locale);
    m_plot->xAxis->setLabel(axisName(m_curves.axis));
    m_plot->yAxis->setLabel(tr("≈ US dollars a month"));
    m_plot->legend->setVisible(!m_curves.curves.empty());
    m_plot->legend->setFont(small);
    m_plot->legend->setTextColor(color(Token::Text, scheme));
    m_plot->legend->setBorderPen(line);
    QColor behind = color(Token::Surface, scheme);
    behind.setAlpha(220);
    m_plot->legend->setBrush(behind);

    const QVector<double> keys(m_curves.values.begin(), m_curves.values.end());
    const bool stacked = m_curves.kind == PlanCurves::Kind::Stacked;
    QVector<double> floor(keys.size(), 0.0);
    double most = 0;
    for (std::size_t i = 0; i < m_curves.curves.size(); ++i) {
        const PlanCurves::Curve &curve = m_curves.curves[i];
        QVector<double> heights(curve.dollars.begin(), curve.dollars.end());
        if (stacked) {
            for (qsizetype k = 0; k < heights.size(); ++k)
                heights[k] += floor[k];
        }
        QCPGraph *graph = m_plot->addGraph();
        graph->setName(curve.name);
        graph->setData(keys, heights, true);
        graph->setAntialiased(true);
        if (stacked) {
            QColor ink = color(i == 1 ? Token::Accent : Token::Frozen, scheme);
            graph->setPen(QPen(ink, 1.5));
            ink.setAlpha(150);
            graph->setBrush(QBrush(ink, Patterns[i % std::size(Patterns)]));
            if (i > 0)
                graph->setChannelFillGraph(m_plot->graph(static_cast<int>(i) - 1));
            floor = heights;
        } else {
            graph->setPen(penOf(i, scheme));
        }
        if (!heights.isEmpty())
            most = std::max(most, *std::max_element(heights.begin(), heights.end()));
    }
    // Dollars below ten are read with cents.
    m_plot->yAxis->setNumberPrecision(most < 10 ? 2 : 0);
    m_plot->xAxis->setRange(keys.isEmpty() ? 0 : keys.front(), keys.isEmpty() ? 1 : keys.back());
    m_plot->yAxis->setRange(0, most > 0 ? most * 1.1 : 1);
    if (!keys.isEmpty()) {
        auto *now = new QCPItemStraightLine(m_plot);
        now->point1->setCoords(m_curves.now, 0);
        now->point2->setCoords(m_curves.now, 1);
        now->setPen(QPen(color(Token::Text, scheme), 1, Qt::DotLine));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString PlanChart::textAt(std::size_t index) const
{
    QString text = tr("%1: %2", "axis of a chart, value")
                       .arg(axisName(m_curves.axis), countText(m_curves.values[index]));
    for (const PlanCurves::Curve &curve : m_curves.curves)
        text += u'\n'
                + tr("%1: ≈ %2", "curve of a chart, dollars")
                      .arg(curve.name, moneyText(curve.dollars[index]));
    return text;
}

bool PlanChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove && !m_curves.values.empty()) {
        auto *mouse = static_cast<QMouseEvent *>(event);
        const double key = m_plot->xAxis->pixelToCoord(mouse->position().x());
        auto next = std::lower_bound(m_curves.values.begin(), m_curves.values.end(), key);
        if (next == m_curves.values.end()
            || (next != m_curves.values.begin() && key - *(next - 1) < *next - key))
            --next;
        QToolTip::showText(mouse->globalPosition().toPoint(),
                           textAt(static_cast<std::size_t>(next - m_curves.values.begin())),
                           m_plot);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace widgets

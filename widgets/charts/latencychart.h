// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QPointF>
#include <QWidget>

#include <memory>
#include <vector>

#include "widgets/charts/durationscale.h"
#include "widgets/charts/latencypoint.h"

class QCustomPlot;

namespace widgets {

// Each invocation as a point: time of the request to the right, duration upwards on a logarithmic
// axis, kind by colour and shape. Wheel or +/- zooms, dragging or Shift+arrows pans, double click
// or 0 shows all. Left and Right go through the points in order of time, Home and End to the
// first and last; the point's text is shown and is the accessible description.
class LatencyChart : public QWidget
{
    Q_OBJECT

public:
    explicit LatencyChart(QWidget *parent = nullptr);
    ~LatencyChart() override;

    // In any order; a clock that went back is no mistake. Keeps the selection if its point is
    // still there, and what is visible if the user zoomed or panned.
    void setPoints(std::vector<LatencyPoint> points, LatencyMeasure measure);
    [[nodiscard]] const std::vector<LatencyPoint> &points() const { return m_points; } // by time

    void setSelected(const QString &requestId); // emits nothing; an unknown id selects nothing
    [[nodiscard]] QString selected() const;
    // What is selected, in words; empty when nothing is.
    [[nodiscard]] QString selectedText() const;

    void resetView();
    [[nodiscard]] bool isZoomed() const { return m_zoomed; }
    // Where a point is drawn, in this widget's coordinates; it may lie outside when zoomed.
    [[nodiscard]] QPointF positionOf(std::size_t point) const;

    // The chart with its legend in the present colours and size.
    [[nodiscard]] QByteArray svg() const;
    [[nodiscard]] QByteArray png() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void recordSelected(const QString &requestId);  // by the user
    void recordActivated(const QString &requestId); // Return on a point

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Parts; // everything of the plot library

    void applyTheme();
    void applyRange();
    void onRangeChanged();
    void updateLegend();
    void updateAccessible();
    void zoom(double factor);
    void pan(double right, double up);
    void select(int point);
    void scrollTo(std::size_t point);
    void showText(std::size_t point);
    [[nodiscard]] int nearest(QPointF position) const; // -1: none close enough

    std::vector<LatencyPoint> m_points;
    LatencyMeasure m_measure = LatencyMeasure::Duration;
    DurationScale m_scale;
    QCustomPlot *m_plot = nullptr;
    std::unique_ptr<Parts> m_parts;
    int m_selected = -1;
    int m_hovered = -1;
    QPointF m_pressedAt;
    bool m_zoomed = false;
    bool m_settingRange = false;
};

} // namespace widgets

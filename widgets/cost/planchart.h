// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "engine/pricing/offers.h"

class QCustomPlot;

namespace widgets {

// What a chart of a planned month shows: dollars a month over requests, memory or duration.
struct PlanCurves
{
    struct Curve
    {
        QString name;
        std::vector<double> dollars; // one for each value
    };
    enum class Kind {
        Lines,   // one for each offer
        Stacked, // one kind of cost on top of the other
    };
    Kind kind = Kind::Lines;
    engine::CostAxis axis = engine::CostAxis::Requests;
    std::vector<double> values; // requests, MB, or milliseconds; ascending
    std::vector<Curve> curves;
    double now = 0; // the month's own value
};

// The curves. Lines differ by their dashes, areas by their patterns, not by colour alone. A line
// marks where the month stands; the value under the mouse is told in words.
class PlanChart : public QWidget
{
    Q_OBJECT

public:
    explicit PlanChart(QWidget *parent = nullptr);

    void setCurves(PlanCurves curves);
    [[nodiscard]] const PlanCurves &curves() const { return m_curves; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void draw();
    [[nodiscard]] QString textAt(std::size_t index) const;

    PlanCurves m_curves;
    QCustomPlot *m_plot = nullptr;
};

// "Requests per month", "Memory (MB)", "Duration (ms)"
[[nodiscard]] QString axisName(engine::CostAxis axis);

} // namespace widgets

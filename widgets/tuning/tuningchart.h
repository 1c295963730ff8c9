// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/insight/tuning.h"

namespace widgets {

// A single call costs too little to be read.
inline constexpr int CallsPriced = 1'000'000;

// Duration (left axis, circles) and cost (right axis, squares) against memory. Sizes stand side by
// side at equal distances, as they were chosen to be compared; one at which calls failed has a
// cross instead. What is named is told in words below its size.
class TuningChart : public QWidget
{
    Q_OBJECT

public:
    explicit TuningChart(QWidget *parent = nullptr);

    void setResult(const engine::TuningResult &result);
    // What is at this place, for people; empty when nothing is.
    [[nodiscard]] QString textAt(QPoint position) const;
    [[nodiscard]] QPointF durationPoint(std::size_t row) const; // where it is drawn
    [[nodiscard]] QByteArray png() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] double xOf(std::size_t row) const;
    [[nodiscard]] double costOf(std::size_t row) const; // dollars, of CallsPriced
    [[nodiscard]] double shareOfTime(std::size_t row) const;
    [[nodiscard]] double shareOfCost(std::size_t row) const;
    [[nodiscard]] QString rowText(std::size_t row) const;
    [[nodiscard]] QStringList namesOf(std::size_t row) const;
    void paintSeries(QPainter &painter, bool cost) const;

    engine::TuningResult m_result;
    double m_longest = 1; // milliseconds at the top of the left axis
    double m_dearest = 1; // dollars at the top of the right one
};

// The smallest of 1, 2 and 5 times a power of ten that is not below `value` (above 0).
[[nodiscard]] double roundedUp(double value);

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/common/marks.h"

namespace widgets {

// A shape and a word in one colour.
class Badge : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(QWidget *parent = nullptr);

    void setMark(const Mark &mark); // without a word it is hidden
    [[nodiscard]] const Mark &mark() const { return m_mark; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Mark m_mark;
};

} // namespace widgets

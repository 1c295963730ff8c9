// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "widgets/charts/phaselayout.h"

namespace widgets {

// Where the time of one invocation went: a bar of its phases, and below it each phase with its
// word and time, in as many lines as the width needs. The same as text in the accessible
// description; the tooltip tells what the phase under the mouse means.
class PhaseBar : public QWidget
{
    Q_OBJECT

public:
    explicit PhaseBar(QWidget *parent = nullptr);

    // `modules`: what the init has loaded, where the call was asked to measure it.
    void setPhases(const engine::Phases &phases,
                   const std::vector<engine::ModuleTime> &modules = {});
    void clear() { setPhases({}); }
    // "Sandbox 4.80 ms, Boot 63.3 ms, ...; 112 ms in all", and slowest() behind it
    [[nodiscard]] QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Label
    {
        Phase phase;
        QString text;
        QRectF place;
    };
    [[nodiscard]] std::vector<Label> labels(int width) const;
    [[nodiscard]] double barHeight() const;
    [[nodiscard]] std::vector<PhaseSegment> segments() const;

    // "Slowest to load: numpy 180 ms, json 12.1 ms"; empty when nothing was measured
    [[nodiscard]] QString slowest() const;

    engine::Phases m_phases;
    std::vector<engine::ModuleTime> m_modules;
};

} // namespace widgets

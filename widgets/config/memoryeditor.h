// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

#include "engine/model/functionconfig.h"

class QLabel;
class QSlider;
class QSpinBox;

namespace widgets {

// The memory of a function: a number, a slider over the usual sizes, and what share of a processor
// comes with it at what price.
//
// Object names: the box has its owner's, "memorySlider", "memoryHint".
class MemoryEditor : public QWidget
{
    Q_OBJECT

public:
    // What a millisecond at this size costs, as text; empty for none.
    using PriceText = std::function<QString(engine::Megabytes, engine::Architecture)>;

    explicit MemoryEditor(QWidget *parent = nullptr);

    [[nodiscard]] QSpinBox *box() const { return m_box; } // tells of edits, the slider's too
    [[nodiscard]] QSlider *slider() const { return m_slider; }
    void setPriceText(PriceText priceText) { m_priceText = std::move(priceText); }
    // Slider and hint after the number; emits nothing.
    void refresh(engine::Architecture architecture);

private:
    QSpinBox *m_box = nullptr;
    QSlider *m_slider = nullptr;
    QLabel *m_hint = nullptr;
    PriceText m_priceText;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QSpinBox;
class QWidget;

namespace widgets {

// The value of a spin box whose template holds text where a number belongs. The box shows that
// text as its special value until the user types a number.
inline constexpr int NoNumber = -1;

// Takes more than what is valid: errors explain, clamping surprises.
[[nodiscard]] QSpinBox *makeNumber(const QString &suffix, QWidget *parent);
void setNumber(QSpinBox *box, int value);

} // namespace widgets

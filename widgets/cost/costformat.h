// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QString>

#include "engine/pricing/pricing.h"

namespace widgets {

// "$305,667.20", "$0.0000004375": whole cents from one cent on, below it as many of ten decimals as
// tell something.
[[nodiscard]] QString formatPrice(engine::Money money);
// The same with up to ten decimals at any size, for the price of one call.
[[nodiscard]] QString formatExactPrice(engine::Money money);
// A formula as the engine writes it, "1 × $0.20 / 1,000,000", with the user's decimal and group
// signs, and its words translated.
[[nodiscard]] QString formatFormula(const QString &formula);
// "Requests", "Duration", "Ephemeral storage"
[[nodiscard]] QString costKindName(engine::CostLine::Kind kind);

// Labels as the cost cards have them.
[[nodiscard]] QLabel *makeMutedLabel(QWidget *parent);   // small print that wraps
[[nodiscard]] QLabel *makeFormulaLabel(QWidget *parent); // fixed font, wraps, can be copied

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace widgets {

// How well the typed letters fit a text, in their order but not side by side: "rle" fits "Retire
// idle environments". Higher is better: letters at the beginnings of words and in a row count more,
// and a short text more than a long one. Nothing: they do not fit. An empty query fits all alike.
[[nodiscard]] std::optional<int> fuzzyMatch(const QString &query, const QString &text);

} // namespace widgets

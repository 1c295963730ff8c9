// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "engine/events/eventmaker.h"

namespace engine {

// "Size in bytes must be at least 0." `variant` is the one whose values were checked.
[[nodiscard]] QString explainMistake(const EventMistake &mistake, const EventVariant &variant);

// Reasons for errors, translated.
[[nodiscard]] QString unknownVariable(const QString &name);
[[nodiscard]] QString openQuote();
[[nodiscard]] QString noCurl();
[[nodiscard]] QString noUrl();
[[nodiscard]] QString secondUrl(const QString &url);
[[nodiscard]] QString unknownOption(const QString &option);
[[nodiscard]] QString optionWithoutValue(const QString &option);
[[nodiscard]] QString notTakenOver(const QString &option);
[[nodiscard]] QString readsFile(const QString &value);
[[nodiscard]] QString noJsonInThere();

} // namespace engine

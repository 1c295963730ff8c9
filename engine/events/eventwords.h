// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace engine {

// A label, hint, title or category of the sample events in the user's language; AWS's own names and
// what is not in the list stay as they are.
[[nodiscard]] QString eventWord(const QString &english);

// All that can be translated; a test compares it with resources/events.
[[nodiscard]] QStringList eventWords();

} // namespace engine

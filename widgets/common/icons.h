// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace widgets {

// What our pictures stand for. Lambda's nouns have drawings of our own; for verbs the desktop's
// Breeze icons are taken when they fit the scheme that is shown, else ours of the same weight.
enum class Icon {
    Function,
    File,
    Event,
    Trigger,
    Cold,
    Warm,
    Environment,
    Layer,
    Error,
    Warning,
    Information,
    Lock,
    Copy,
    Run,
    Burst,
    Stop,
    Add,
    Remove,
    Duplicate,
    Rename,
    Save,
    Reset,
    Up,
    Down,
    Search,
    Hide,
    Format,
    Follow,
    Clear,
    Paste,
    Logs,
    Response,
    Settings,
};

// Sharp at every size and scale. It takes its colour when it is painted, so it follows a change
// of the palette by itself.
[[nodiscard]] QIcon icon(Icon name);
// The same in one colour that stays, for a mark that means something or a coloured button.
[[nodiscard]] QIcon icon(Icon name, const QColor &color);

} // namespace widgets

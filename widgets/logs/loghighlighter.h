// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/sourcetextview.h"

namespace widgets {

// What a log line is, by how it begins or what level it names.
enum class LogLine { Plain, Platform, Debug, Warning, Error, Cut };
[[nodiscard]] LogLine logLineKind(const QString &line);

// The line that stands for text that was cut; logLineKind() knows it again.
[[nodiscard]] QString cutLine(qint64 bytes);

// Platform lines (START, END, REPORT, INIT_START ...) faint, warnings and errors in their colours,
// stack frames as links.
class LogHighlighter : public FrameHighlighter
{
    Q_OBJECT

public:
    using FrameHighlighter::FrameHighlighter;

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace widgets

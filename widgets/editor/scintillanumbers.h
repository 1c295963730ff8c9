// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Who has which of Scintilla's numbered things; the one place that hands them out.
namespace widgets::scintilla {

// From left to right.
enum Margin { MarkMargin = 0, NumberMargin = 1, FoldMargin = 2 };

// 25 to 31 are Scintilla's fold markers.
enum Marker { ErrorMarker = 0, WarningMarker = 1, NoteMarker = 2, StackMarker = 3, StackLine = 4 };

// 0 to 7 are for lexers.
enum Indicator {
    ErrorSquiggle = 8,
    WarningSquiggle = 9,
    NoteSquiggle = 10,
    FoundText = 11,
    CurrentFoundText = 12,
};

} // namespace widgets::scintilla

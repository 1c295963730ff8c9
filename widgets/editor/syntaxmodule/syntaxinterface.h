// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

// What the module workbench-syntax offers to the editor. The module may be built against another
// major version of Qt than the program that loads it, so only C types cross: no QString, no
// QColor, no exception. Text is UTF-16 for lines and zero terminated UTF-8 for names. Everything
// is called from one thread.

// Raised with every change of this file; the editor refuses a module of another version.
#define WORKBENCH_SYNTAX_VERSION 1
// The one symbol that the module exports: a WorkbenchSyntaxEntry.
#define WORKBENCH_SYNTAX_ENTRY "workbenchSyntax"

extern "C" {

struct WorkbenchSyntaxDefinition; // one language, opened
struct WorkbenchSyntaxState;      // what the end of a line hands to the next one

enum WorkbenchSyntaxScheme { WorkbenchSyntaxLight = 0, WorkbenchSyntaxDark = 1 };

struct WorkbenchSyntaxStyle
{
    uint32_t foreground;   // 0xRRGGBB
    uint32_t background;   // 0xRRGGBB, meaningful if hasBackground
    uint8_t hasForeground; // 0: the colour of plain text
    uint8_t hasBackground; // 0: the editor's ground
    uint8_t bold;
    uint8_t italic;
    uint8_t underline;
};

// Receives what was found in a line. Offsets and lengths are UTF-16 units.
struct WorkbenchSyntaxSink
{
    void *context;
    // Spans come from left to right and do not overlap. Formats of the same `kind` (keyword,
    // string, comment, ...) look alike in most themes; kinds are small numbers from 0.
    void (*format)(void *context, int32_t offset, int32_t length, int32_t format, int32_t kind);
    // A region that can be folded begins (`change` is 1) or ends (-1) within the line.
    void (*fold)(void *context, int32_t change);
};

struct WorkbenchSyntaxApi
{
    uint32_t version;
    // Library and version, for the log: "KSyntaxHighlighting 5.103.0, Qt 5.15.8".
    const char *(*libraryVersion)();

    // The language of a file, judged by its name alone; null where there is none for it.
    WorkbenchSyntaxDefinition *(*openForFileName)(const char *fileName);
    // By the language's own name ("Python", "JSON"); null where it is unknown.
    WorkbenchSyntaxDefinition *(*openByName)(const char *name);
    void (*close)(WorkbenchSyntaxDefinition *definition);

    // These four live as long as the definition. Empty where the language has no such thing.
    const char *(*name)(const WorkbenchSyntaxDefinition *definition);
    const char *(*lineComment)(const WorkbenchSyntaxDefinition *definition);
    const char *(*blockCommentBegin)(const WorkbenchSyntaxDefinition *definition);
    const char *(*blockCommentEnd)(const WorkbenchSyntaxDefinition *definition);
    // 1 if blocks are made by indentation, as in Python.
    int32_t (*foldsByIndentation)(const WorkbenchSyntaxDefinition *definition);

    // Highlights one line, without its line end. `before` is the state at the end of the line
    // above, null for the first line. The result is the caller's, who gives it to freeState().
    WorkbenchSyntaxState *(*highlightLine)(WorkbenchSyntaxDefinition *definition,
                                           const char16_t *text, int32_t length,
                                           const WorkbenchSyntaxState *before,
                                           const WorkbenchSyntaxSink *sink);
    // Equal states before equal lines give equal results, which is where re-highlighting stops.
    int32_t (*sameState)(const WorkbenchSyntaxState *a, const WorkbenchSyntaxState *b);
    WorkbenchSyntaxState *(*copyState)(const WorkbenchSyntaxState *state);
    void (*freeState)(WorkbenchSyntaxState *state);

    // How a format that highlightLine() reported looks. 0 if there is no such format.
    int32_t (*style)(const WorkbenchSyntaxDefinition *definition, int32_t format, int32_t scheme,
                     WorkbenchSyntaxStyle *style);
};

// Null when the module can't work here.
typedef const WorkbenchSyntaxApi *(*WorkbenchSyntaxEntry)();

} // extern "C"

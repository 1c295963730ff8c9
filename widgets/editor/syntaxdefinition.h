// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

#include "widgets/common/theme.h"

struct WorkbenchSyntaxApi;
struct WorkbenchSyntaxDefinition;
struct WorkbenchSyntaxState;

namespace widgets {

// What the end of a line hands to the next one. Copyable and comparable; a default-constructed one
// stands before the first line. Must not outlive the SyntaxModule.
class SyntaxState
{
public:
    SyntaxState() = default;
    SyntaxState(const WorkbenchSyntaxApi *api, WorkbenchSyntaxState *state)
        : m_api(api)
        , m_state(state)
    {
    }
    SyntaxState(const SyntaxState &other);
    SyntaxState(SyntaxState &&other) noexcept;
    SyntaxState &operator=(SyntaxState other) noexcept;
    ~SyntaxState();

    [[nodiscard]] bool operator==(const SyntaxState &other) const;
    [[nodiscard]] const WorkbenchSyntaxState *get() const { return m_state; }

private:
    const WorkbenchSyntaxApi *m_api = nullptr;
    WorkbenchSyntaxState *m_state = nullptr;
};

struct SyntaxSpan
{
    int offset; // in UTF-16 units, as `length`
    int length;
    int format;
    int kind; // formats of one kind look alike in most themes
};

struct SyntaxStyle
{
    std::optional<QColor> foreground; // none: as plain text
    std::optional<QColor> background; // none: the editor's ground
    bool bold = false;
    bool italic = false;
    bool underline = false;

    bool operator==(const SyntaxStyle &) const = default;
};

struct SyntaxLine
{
    std::vector<SyntaxSpan> spans; // left to right, without overlap
    int foldChange = 0;            // open regions at the end less those at the start
    int foldLow = 0;               // the lowest that came to in between, at most 0
    SyntaxState end;
};

// One language: its colours, folding and comment marks. Made by SyntaxModule, which must outlive
// it.
class SyntaxDefinition
{
public:
    SyntaxDefinition(const WorkbenchSyntaxApi &api, WorkbenchSyntaxDefinition *definition);
    ~SyntaxDefinition();
    Q_DISABLE_COPY_MOVE(SyntaxDefinition)

    [[nodiscard]] QString name() const;        // "Python", not translated
    [[nodiscard]] QString lineComment() const; // "#"; empty where there is none, as the next two
    [[nodiscard]] QString blockCommentBegin() const;
    [[nodiscard]] QString blockCommentEnd() const;
    [[nodiscard]] bool foldsByIndentation() const;

    // Fills `line`, whose buffers are used again. `text` is without the line's end.
    void highlight(QStringView text, const SyntaxState &before, SyntaxLine *line);
    // Of a format that highlight() reported.
    [[nodiscard]] SyntaxStyle style(int format, Scheme scheme) const;

private:
    const WorkbenchSyntaxApi &m_api;
    WorkbenchSyntaxDefinition *m_definition;
};

} // namespace widgets

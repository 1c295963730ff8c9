// SPDX-License-Identifier: GPL-3.0-or-later
#include "syntaxinterface.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/FoldingRegion>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QByteArray>
#include <QColor>
#include <QString>

#include <unordered_map>

#include <ksyntaxhighlighting_version.h>

using namespace KSyntaxHighlighting;

// Must build as C++17 against Qt 5 and Qt 6 alike.

namespace {

Repository &repository()
{
    // Never destroyed: the module stays loaded until the process ends, and Qt's own statics of
    // this version may be gone by then.
    static auto *instance = new Repository;
    return *instance;
}

Theme themeOf(int32_t scheme)
{
    // Their grounds are those of the window: plain white and a bluish near black.
    const Theme theme =
        repository().theme(scheme == WorkbenchSyntaxDark ? QStringLiteral("GitHub Dark")
                                                         : QStringLiteral("GitHub Light"));
    return theme.isValid()
               ? theme
               : repository().defaultTheme(scheme == WorkbenchSyntaxDark ? Repository::DarkTheme
                                                                         : Repository::LightTheme);
}

} // namespace

struct WorkbenchSyntaxState
{
    State state;
};

struct WorkbenchSyntaxDefinition : AbstractHighlighter
{
    explicit WorkbenchSyntaxDefinition(const Definition &definition)
        : name(definition.name().toUtf8())
        , lineComment(definition.singleLineCommentMarker().toUtf8())
        , blockCommentBegin(definition.multiLineCommentMarker().first.toUtf8())
        , blockCommentEnd(definition.multiLineCommentMarker().second.toUtf8())
    {
        setDefinition(definition);
    }

    State highlight(QStringView text, const State &before, const WorkbenchSyntaxSink &receiver)
    {
        sink = &receiver;
        return highlightLine(text, before);
    }

    void applyFormat(int offset, int length, const Format &format) override
    {
        if (length <= 0)
            return;
        formats.emplace(format.id(), format);
        sink->format(sink->context, offset, length, format.id(), format.textStyle());
    }

    void applyFolding(int, int, FoldingRegion region) override
    {
        if (region.type() != FoldingRegion::None)
            sink->fold(sink->context, region.type() == FoldingRegion::Begin ? 1 : -1);
    }

    QByteArray name;
    QByteArray lineComment;
    QByteArray blockCommentBegin;
    QByteArray blockCommentEnd;
    std::unordered_map<int32_t, Format> formats; // those reported so far
    const WorkbenchSyntaxSink *sink = nullptr;   // during highlight() only
};

namespace {

WorkbenchSyntaxDefinition *open(const Definition &definition)
{
    return definition.isValid() ? new WorkbenchSyntaxDefinition(definition) : nullptr;
}

const WorkbenchSyntaxApi Api{
    WORKBENCH_SYNTAX_VERSION,
    [] { return "KSyntaxHighlighting " SyntaxHighlighting_VERSION_STRING ", Qt " QT_VERSION_STR; },
    [](const char *fileName) {
        return open(repository().definitionForFileName(QString::fromUtf8(fileName)));
    },
    [](const char *name) { return open(repository().definitionForName(QString::fromUtf8(name))); },
    [](WorkbenchSyntaxDefinition *definition) { delete definition; },
    [](const WorkbenchSyntaxDefinition *definition) { return definition->name.constData(); },
    [](const WorkbenchSyntaxDefinition *definition) { return definition->lineComment.constData(); },
    [](const WorkbenchSyntaxDefinition *definition) {
        return definition->blockCommentBegin.constData();
    },
    [](const WorkbenchSyntaxDefinition *definition) {
        return definition->blockCommentEnd.constData();
    },
    [](const WorkbenchSyntaxDefinition *definition) -> int32_t {
        return definition->definition().indentationBasedFoldingEnabled();
    },
    [](WorkbenchSyntaxDefinition *definition, const char16_t *text, int32_t length,
       const WorkbenchSyntaxState *before, const WorkbenchSyntaxSink *sink) {
        return new WorkbenchSyntaxState{definition->highlight(
            QStringView(text, length), before ? before->state : State(), *sink)};
    },
    [](const WorkbenchSyntaxState *a, const WorkbenchSyntaxState *b) -> int32_t {
        return a->state == b->state;
    },
    [](const WorkbenchSyntaxState *state) { return new WorkbenchSyntaxState(*state); },
    [](WorkbenchSyntaxState *state) { delete state; },
    [](const WorkbenchSyntaxDefinition *definition, int32_t format, int32_t scheme,
       WorkbenchSyntaxStyle *style) -> int32_t {
        const auto found = definition->formats.find(format);
        if (found == definition->formats.end())
            return 0;
        const Theme theme = themeOf(scheme);
        const Format &f = found->second;
        style->hasForeground = f.hasTextColor(theme);
        style->hasBackground = f.hasBackgroundColor(theme);
        style->foreground = f.textColor(theme).rgb() & 0xffffffu;
        style->background = f.backgroundColor(theme).rgb() & 0xffffffu;
        style->bold = f.isBold(theme);
        style->italic = f.isItalic(theme);
        style->underline = f.isUnderline(theme);
        return 1;
    },
};

} // namespace

extern "C" __attribute__((visibility("default"))) const WorkbenchSyntaxApi *workbenchSyntax()
{
    return &Api;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

#include "widgets/common/theme.h"
#include "widgets/editor/foldlevels.h"
#include "widgets/editor/syntaxdefinition.h"
#include "widgets/editor/utf8line.h"

class QsciScintilla;

namespace widgets {

// Colours and folds one editor, line by line as they come into view. After an edit it works on
// only until a line ends in the state that it ended in before. The editor must have no lexer of
// its own; this one is its child.
class SyntaxHighlighter : public QObject
{
    Q_OBJECT

public:
    explicit SyntaxHighlighter(QsciScintilla *editor);
    ~SyntaxHighlighter() override;

    // Null: plain text, nothing folds.
    void setDefinition(std::unique_ptr<SyntaxDefinition> definition);
    [[nodiscard]] const SyntaxDefinition *definition() const { return m_definition.get(); }
    // Sets the styles again; to be called after every STYLECLEARALL too.
    void setScheme(Scheme scheme);

    void highlightAll(); // also what is out of view
    void rehighlight();  // all of it, forgetting what is known

    [[nodiscard]] qint64 linesHighlighted() const { return m_linesHighlighted; } // since the start

private:
    void onModified(int position, int type, int linesAdded);
    void highlightUpTo(int line);
    enum class EndState { Same, Changed };
    EndState highlightLine(int line);
    [[nodiscard]] int styleFor(const SyntaxSpan &span);
    void applyStyle(int style, int format);

    QsciScintilla *m_editor;
    std::unique_ptr<SyntaxDefinition> m_definition;
    Scheme m_scheme = Scheme::Light;
    std::vector<SyntaxState> m_ends; // of the lines from the first that have been highlighted
    FoldLevels m_folds;
    int m_dirtyFirst = -1; // edited since the last run; -1: nothing
    int m_dirtyLast = -1;
    bool m_changing = false; // the text is not what is known here
    struct Allocated
    {
        int format;
        int kind;
    };
    std::vector<Allocated> m_styles; // in the order of style numbers
    std::unordered_map<int, int> m_styleOfFormat;
    qint64 m_linesHighlighted = 0;

    // Used again from line to line.
    Utf8Line m_text;
    SyntaxLine m_line;
    QByteArray m_styleBytes;
};

} // namespace widgets

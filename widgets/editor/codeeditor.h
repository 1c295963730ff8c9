// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QWidget>

#include <vector>

#include "widgets/editor/problemmarks.h"

namespace widgets {

class EditorView;
class FindBar;
class Finder;
class GoToLineBar;
class SyntaxHighlighter;
class SyntaxModule;

// An editor for one text: line numbers, folding, colours by the file's name, find and replace, go
// to line, comments in and out, problems. It follows the palette between light and dark. It has
// shortcuts of its own while the focus is in it: Ctrl+F, Ctrl+H, F3, Shift+F3, Ctrl+G, Ctrl+/,
// F8, Shift+F8 (problems), Escape; a window must not give these to actions of its own.
//
// The text is the bytes of a file. Line ends, a byte order mark and bytes that are no UTF-8 come
// out as they went in. Lines and columns count from 1, columns in characters.
class CodeEditor : public QWidget
{
    Q_OBJECT

public:
    // `syntax` must outlive the editor.
    explicit CodeEditor(SyntaxModule &syntax, QWidget *parent = nullptr);
    ~CodeEditor() override;

    // Language and, before setContent(), indentation; the file itself is not looked at.
    void setFileName(const QString &name);
    [[nodiscard]] QString languageName() const; // "Python", empty for plain text

    // A new text: not modified, nothing to undo, cursor at its start. Emits no textEdited(). A
    // text with zero bytes is no text: it is shown, but can't be edited.
    void setContent(const QByteArray &bytes);
    // The text has changed elsewhere. One undo step; cursor, scrolling and folds stay where the
    // text stayed the same. Not modified afterwards. Emits no textEdited().
    void replaceContent(const QByteArray &bytes);
    // The same for an edit that the user made elsewhere, as in a form: modified afterwards unless
    // this is what was saved, and undoing it goes back to that. Emits no textEdited().
    void editContent(const QByteArray &bytes);
    [[nodiscard]] QByteArray content() const;
    [[nodiscard]] bool isBinary() const { return m_binary; }
    [[nodiscard]] bool isValidUtf8() const;

    void setText(const QString &text) { setContent(text.toUtf8()); }
    [[nodiscard]] QString text() const { return QString::fromUtf8(content()); }

    [[nodiscard]] bool isModified() const;
    // false: this is what was saved; undoing to here makes it unmodified again. true: nothing of
    // the undo history is, until it is saved.
    void setModified(bool modified);
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const;

    [[nodiscard]] int cursorLine() const;
    [[nodiscard]] int cursorColumn() const;
    [[nodiscard]] int lineCount() const;
    // Unfolds and scrolls to the place, and takes the focus. Past the end means the end.
    void goTo(int line, int column = 1);

    void setProblems(const std::vector<EditorProblem> &problems);
    void markStackLines(const std::vector<int> &lines); // of a stack trace
    [[nodiscard]] int zoom() const;                     // in points, 0 is the font's own size
    void setZoom(int points);
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;

    // The part that is typed in; for focus, and for tests to send keys to.
    [[nodiscard]] QWidget *textWidget() const;

public slots:
    void undo();
    void redo();
    void cut();
    void copy();
    void paste();
    void selectAll();
    void zoomIn();
    void zoomOut();
    void resetZoom();
    void showFind();
    void showReplace();
    void findNext();
    void findPrevious();
    void showGoToLine();
    void toggleComment();
    void foldAll(); // or unfolds all when something is folded
    void goToNextProblem();
    void goToPreviousProblem();

signals:
    void textEdited(); // by the user, undo and redo included
    void modifiedChanged(bool modified);
    void cursorMoved(int line, int column);
    void zoomChanged(int points);
    // The message of the line with the cursor, for a status bar; empty when it has none.
    void problemAtCursor(const QString &message);

protected:
    void changeEvent(QEvent *event) override;

private:
    void addShortcuts();
    void connectView();
    void applyTheme();
    void closeBars();
    void updateReadOnly();
    void updateModified();
    void onCursorMoved();
    void updateLanguage();
    void putContent(const QByteArray &bytes);

    SyntaxModule &m_syntax;
    EditorView *m_view = nullptr;
    SyntaxHighlighter *m_highlighter = nullptr;
    ProblemMarks *m_marks = nullptr;
    FindBar *m_findBar = nullptr;
    Finder *m_finder = nullptr;
    GoToLineBar *m_goToLine = nullptr;
    QString m_fileName;
    QByteArray m_byteOrderMark; // kept apart: it is no part of the text
    QString m_problemAtCursor;
    bool m_binary = false;
    bool m_readOnly = false;
    bool m_forcedModified = false;
    bool m_wasModified = false;
    bool m_loading = false; // changes are not the user's
};

} // namespace widgets

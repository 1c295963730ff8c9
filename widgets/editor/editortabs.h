// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QWidget>

#include <vector>

#include "widgets/editor/documentbanner.h"

class QStackedWidget;
class QTabWidget;

namespace widgets {

class CodeEditor;
class SyntaxModule;

// The open documents, each in a tab. A document is named by its path, which this class never
// opens: bytes come in by openDocument() and go out by saveRequested(). Ctrl+Tab and
// Ctrl+Shift+Tab go around; a click with the middle button asks to close.
class EditorTabs : public QWidget
{
    Q_OBJECT

public:
    // `syntax` must outlive this.
    explicit EditorTabs(SyntaxModule &syntax, QWidget *parent = nullptr);

    ~EditorTabs() override;

    // Adds a tab, or shows the one that is there, whose text then stays as it is.
    CodeEditor *openDocument(const QString &path, const QString &title, const QByteArray &content);
    // Without asking, unsaved or not.
    void closeDocument(const QString &path);
    void closeAll();
    // The same document under another name; keeps text, undo and tab.
    void renameDocument(const QString &path, const QString &newPath, const QString &newTitle);

    [[nodiscard]] bool contains(const QString &path) const;
    [[nodiscard]] QStringList documents() const; // in the order of the tabs
    [[nodiscard]] QStringList dirtyDocuments() const;
    [[nodiscard]] bool isDirty(const QString &path) const;
    [[nodiscard]] QByteArray contentOf(const QString &path) const; // empty if it is not open
    [[nodiscard]] QString currentPath() const;                     // empty if none is open
    void setCurrent(const QString &path);
    // Null if it is not open. Owned by the tabs; gone when closed.
    [[nodiscard]] CodeEditor *editor(const QString &path) const;
    [[nodiscard]] CodeEditor *currentEditor() const;

    // `written` is on disk now. The mark of an unsaved document goes, unless it has been edited
    // since.
    void setSaved(const QString &path, const QByteArray &written);
    // As CodeEditor::replaceContent().
    void replaceContent(const QString &path, const QByteArray &content);

    // Shows the place in an open document; does nothing if it is not open.
    void goTo(const QString &path, int line, int column = 1);

    // One banner a document; a newer one takes the place of an older one. It stays until
    // hideBanner(), also when one of its buttons was pressed.
    void showBanner(const QString &path, const QString &text,
                    const std::vector<BannerAction> &actions = {});
    void hideBanner(const QString &path);
    [[nodiscard]] QString bannerText(const QString &path) const; // empty without a banner

public slots:
    void saveCurrent();  // asks for it, edited or not
    void saveAll();      // those that are edited
    void closeCurrent(); // as its close button

signals:
    void saveRequested(const QString &path, const QByteArray &content);
    // The user wants it closed; closeDocument() does it.
    void closeRequested(const QString &path, bool dirty);
    void currentChanged(const QString &path); // empty when the last one was closed
    void dirtyChanged(const QString &path, bool dirty);
    void textEdited(const QString &path);
    void cursorMoved(const QString &path, int line, int column); // of the current one
    void problemAtCursor(const QString &message);                // of the current one; empty: none
    void bannerTriggered(const QString &path, const QString &action);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    class Page;

    [[nodiscard]] Page *page(const QString &path) const;
    [[nodiscard]] Page *pageAt(int index) const;
    void addCloseButton(int index, Page *closed);
    void connectEditor(Page *page);
    void updateTab(const Page *page);
    void updateTitles();
    void onCurrentChanged();
    void requestClose(int index);
    void step(int by);

    SyntaxModule &m_syntax;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_empty = nullptr;
    QTabWidget *m_tabs = nullptr;
    QString m_lastCurrent;
    int m_zoom = 0; // one for all
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/editortabs.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QLabel>
#include <QMouseEvent>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/syntaxmodule.h"

namespace widgets {

// What a tab shows.
class EditorTabs::Page : public QWidget
{
public:
    Page(SyntaxModule &syntax, QWidget *parent)
        : QWidget(parent)
        , banner(new DocumentBanner(this))
        , editor(new CodeEditor(syntax, this))
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(banner);
        layout->addWidget(editor, 1);
        setFocusProxy(editor);
    }

    QString path;
    QString title;
    DocumentBanner *banner;
    CodeEditor *editor;
};

EditorTabs::EditorTabs(SyntaxModule &syntax, QWidget *parent)
    : QWidget(parent)
    , m_syntax(syntax)
    , m_stack(new QStackedWidget(this))
    , m_empty(new QWidget(m_stack))
    , m_tabs(new QTabWidget(m_stack))
{
    auto *hint = new QLabel(tr("Open a file from the list at the left"), m_empty);
    hint->setObjectName(QStringLiteral("emptyHint"));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto *emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->setContentsMargins(PageEdge, PageEdge, PageEdge, PageEdge);
    emptyLayout->addWidget(hint);

    m_tabs->setObjectName(QStringLiteral("documents"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(true);
    m_tabs->setElideMode(Qt::ElideMiddle);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Open documents"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_tabs->tabBar()->installEventFilter(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tabs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_tabs, &QTabWidget::currentChanged, this, &EditorTabs::onCurrentChanged);
    const auto shortcut = [this](const QKeySequence &keys, int by) {
        auto *result = new QShortcut(keys, this);
        result->setContext(Qt::WidgetWithChildrenShortcut);
        connect(result, &QShortcut::activated, this, [this, by] { step(by); });
    };
    shortcut(Qt::CTRL | Qt::Key_Tab, 1);
    shortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab, -1);
    shortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab, -1);
}

EditorTabs::~EditorTabs()
{
    // The tabs are destroyed after this object's own part, and tell of it.
    m_tabs->disconnect(this);
    for (int i = 0; i < m_tabs->count(); ++i)
        pageAt(i)->editor->disconnect(this);
}

EditorTabs::Page *EditorTabs::pageAt(int index) const
{
    return static_cast<Page *>(m_tabs->widget(index));
}

EditorTabs::Page *EditorTabs::page(const QString &path) const
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (pageAt(i)->path == path)
            return pageAt(i);
    }
    return nullptr;
}

CodeEditor *EditorTabs::openDocument(const QString &path, const QString &title,
                                     const QByteArray &content)
{
    if (Page *open = page(path)) {
        m_tabs->setCurrentWidget(open);
        return open->editor;
    }
    auto *added = new Page(m_syntax, m_tabs);
    added->path = path;
    added->title = title;
    added->editor->setFileName(QFileInfo(path).fileName());
    added->editor->setContent(content);
    added->editor->setZoom(m_zoom);
    connectEditor(added);
    m_stack->setCurrentWidget(m_tabs);
    const int index = m_tabs->addTab(added, title);
    addCloseButton(index, added);
    m_tabs->setCurrentIndex(index);
    updateTitles();
    if (added->editor->isBinary())
        showBanner(path, tr("This is not a text file. It is shown, but can't be edited here."));
    else if (!added->editor->isValidUtf8())
        showBanner(path, tr("Parts of this file are not UTF-8. They are shown as their byte values "
                            "and stay as they are when you save."));
    return added->editor;
}

void EditorTabs::addCloseButton(int index, Page *closed)
{
    // A sign in the tab's colour; the style's own button is a coloured box.
    auto *button = new QToolButton(m_tabs->tabBar());
    button->setText(QStringLiteral("\u2715"));
    button->setAutoRaise(true);
    button->setFont(scaledFont(0.9));
    button->setFocusPolicy(Qt::NoFocus);
    button->setForegroundRole(QPalette::PlaceholderText);
    button->setToolTip(tr("Close"));
    button->setAccessibleName(tr("Close %1").arg(closed->title));
    connect(button, &QToolButton::clicked, closed,
            [this, closed] { requestClose(m_tabs->indexOf(closed)); });
    m_tabs->tabBar()->setTabButton(index, QTabBar::RightSide, button);
}

void EditorTabs::connectEditor(Page *added)
{
    CodeEditor *editor = added->editor;
    connect(editor, &CodeEditor::modifiedChanged, this, [this, added](bool dirty) {
        updateTab(added);
        emit dirtyChanged(added->path, dirty);
    });
    connect(editor, &CodeEditor::textEdited, this, [this, added] { emit textEdited(added->path); });
    connect(editor, &CodeEditor::cursorMoved, this, [this, added](int line, int column) {
        if (added == m_tabs->currentWidget())
            emit cursorMoved(added->path, line, column);
    });
    connect(editor, &CodeEditor::problemAtCursor, this, [this, added](const QString &message) {
        if (added == m_tabs->currentWidget())
            emit problemAtCursor(message);
    });
    connect(editor, &CodeEditor::zoomChanged, this, [this](int points) {
        m_zoom = points;
        for (int i = 0; i < m_tabs->count(); ++i)
            pageAt(i)->editor->setZoom(points);
    });
    connect(added->banner, &DocumentBanner::triggered, this,
            [this, added](const QString &action) { emit bannerTriggered(added->path, action); });
}

void EditorTabs::updateTab(const Page *changed)
{
    updateTitles();
    const int index = m_tabs->indexOf(const_cast<Page *>(changed));
    const QString native = QDir::toNativeSeparators(changed->path);
    m_tabs->setTabToolTip(index,
                          changed->editor->isModified() ? tr("%1, not saved").arg(native) : native);
}

void EditorTabs::updateTitles()
{
    QHash<QString, int> seen;
    for (int i = 0; i < m_tabs->count(); ++i)
        ++seen[pageAt(i)->title];
    for (int i = 0; i < m_tabs->count(); ++i) {
        const Page *p = pageAt(i);
        // Two of the same title are told apart by their folders.
        QString title = p->title;
        if (seen.value(title) > 1)
            title = tr("%1 (%2)", "file name and its folder")
                        .arg(title, QFileInfo(p->path).dir().dirName());
        title.replace(u'&', QStringLiteral("&&"));
        const QString text = p->editor->isModified() ? QStringLiteral("\u25cf ") + title : title;
        if (m_tabs->tabText(i) != text)
            m_tabs->setTabText(i, text);
        if (m_tabs->tabToolTip(i).isEmpty())
            m_tabs->setTabToolTip(i, QDir::toNativeSeparators(p->path));
    }
}

void EditorTabs::closeDocument(const QString &path)
{
    Page *closed = page(path);
    if (!closed)
        return;
    m_tabs->removeTab(m_tabs->indexOf(closed));
    closed->disconnect(this);
    closed->editor->disconnect(this);
    closed->deleteLater(); // its own button or key may have asked for this
    updateTitles();
    if (m_tabs->count() == 0) {
        m_stack->setCurrentWidget(m_empty);
        onCurrentChanged();
    }
}

void EditorTabs::closeAll()
{
    for (const QString &path : documents())
        closeDocument(path);
}

void EditorTabs::renameDocument(const QString &path, const QString &newPath,
                                const QString &newTitle)
{
    Page *renamed = page(path);
    if (!renamed)
        return;
    renamed->path = newPath;
    renamed->title = newTitle;
    renamed->editor->setFileName(QFileInfo(newPath).fileName());
    updateTab(renamed);
    onCurrentChanged();
}

bool EditorTabs::contains(const QString &path) const
{
    return page(path) != nullptr;
}

QStringList EditorTabs::documents() const
{
    QStringList paths;
    for (int i = 0; i < m_tabs->count(); ++i)
        paths << pageAt(i)->path;
    return paths;
}

QStringList EditorTabs::dirtyDocuments() const
{
    QStringList paths;
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (pageAt(i)->editor->isModified())
            paths << pageAt(i)->path;
    }
    return paths;
}

bool EditorTabs::isDirty(const QString &path) const
{
    const Page *p = page(path);
    return p && p->editor->isModified();
}

QByteArray EditorTabs::contentOf(const QString &path) const
{
    const Page *p = page(path);
    return p ? p->editor->content() : QByteArray();
}

QString EditorTabs::currentPath() const
{
    const Page *p = pageAt(m_tabs->currentIndex());
    return p ? p->path : QString();
}

void EditorTabs::setCurrent(const QString &path)
{
    if (Page *p = page(path))
        m_tabs->setCurrentWidget(p);
}

CodeEditor *EditorTabs::editor(const QString &path) const
{
    const Page *p = page(path);
    return p ? p->editor : nullptr;
}

CodeEditor *EditorTabs::currentEditor() const
{
    const Page *p = pageAt(m_tabs->currentIndex());
    return p ? p->editor : nullptr;
}

void EditorTabs::setSaved(const QString &path, const QByteArray &written)
{
    if (CodeEditor *saved = editor(path); saved && saved->content() == written)
        saved->setModified(false);
}

void EditorTabs::replaceContent(const QString &path, const QByteArray &content)
{
    if (CodeEditor *replaced = editor(path))
        replaced->replaceContent(content);
}

void EditorTabs::goTo(const QString &path, int line, int column)
{
    if (Page *p = page(path)) {
        m_tabs->setCurrentWidget(p);
        p->editor->goTo(line, column);
    }
}

void EditorTabs::showBanner(const QString &path, const QString &text,
                            const std::vector<BannerAction> &actions)
{
    if (Page *p = page(path))
        p->banner->open(text, actions);
}

void EditorTabs::hideBanner(const QString &path)
{
    if (Page *p = page(path))
        p->banner->hide();
}

QString EditorTabs::bannerText(const QString &path) const
{
    const Page *p = page(path);
    return p ? p->banner->text() : QString();
}

void EditorTabs::saveCurrent()
{
    if (CodeEditor *current = currentEditor())
        emit saveRequested(currentPath(), current->content());
}

void EditorTabs::saveAll()
{
    for (const QString &path : dirtyDocuments())
        emit saveRequested(path, contentOf(path));
}

void EditorTabs::closeCurrent()
{
    requestClose(m_tabs->currentIndex());
}

void EditorTabs::requestClose(int index)
{
    if (const Page *p = pageAt(index))
        emit closeRequested(p->path, p->editor->isModified());
}

void EditorTabs::step(int by)
{
    const int count = m_tabs->count();
    if (count > 1)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + count) % count);
    if (CodeEditor *current = currentEditor())
        current->setFocus(Qt::TabFocusReason);
}

void EditorTabs::onCurrentChanged()
{
    const QString path = currentPath();
    if (path == m_lastCurrent)
        return;
    m_lastCurrent = path;
    emit currentChanged(path);
    if (const CodeEditor *current = currentEditor())
        emit cursorMoved(path, current->cursorLine(), current->cursorColumn());
}

bool EditorTabs::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_tabs->tabBar() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = m_tabs->tabBar()->tabAt(mouse->pos());
        if (mouse->button() == Qt::MiddleButton && index >= 0) {
            requestClose(index);
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace widgets

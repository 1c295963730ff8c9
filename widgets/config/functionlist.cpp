// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/functionlist.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/badge.h"
#include "widgets/common/emptystate.h"

namespace widgets {
namespace {

using Kind = FunctionTreeItem::Kind;

constexpr int MarkSize = 8;

// A function's line has its runtime, its environments and its problem mark at the right.
class FunctionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(std::max(size.height(), option.fontMetrics.height()) + Related);
        return size;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &given,
               const QModelIndex &index) const override
    {
        if (index.data(FunctionTreeModel::KindRole).toInt() != int(Kind::Function)) {
            QStyledItemDelegate::paint(painter, given, index);
            return;
        }
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        const QWidget *widget = option.widget;
        const Scheme scheme = schemeOf(widget);
        const bool selected = option.state & QStyle::State_Selected;

        const QString name = option.text;
        option.text.clear();
        widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, widget);

        painter->save();
        const QColor ink =
            option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
        const QColor faint = selected ? ink : option.palette.color(QPalette::PlaceholderText);
        QFont small = option.font;
        small.setPointSizeF(small.pointSizeF() * 0.9);
        const QFontMetrics smallMetrics(small);
        QRect room = option.rect.adjusted(0, 0, -Related, 0);

        const auto mark = [&](Shape shape, Token token) {
            const QRectF place(room.right() - MarkSize, room.center().y() - MarkSize / 2.0 + 0.5,
                               MarkSize, MarkSize);
            paintShape(*painter, shape, place, selected ? ink : color(token, scheme));
            room.setRight(room.right() - MarkSize - InControl);
        };
        const auto word = [&](const QString &text, const QColor &pen) {
            const int width = smallMetrics.horizontalAdvance(text);
            painter->setFont(small);
            painter->setPen(pen);
            painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, text);
            room.setRight(room.right() - width - InControl);
        };

        if (const QVariant problem = index.data(FunctionTreeModel::ProblemRole);
            problem.isValid()) {
            const bool error = problem.toInt() == int(engine::TemplateProblem::Severity::Error);
            mark(error ? Shape::Cross : Shape::Triangle, error ? Token::Error : Token::Warm);
            room.setRight(room.right() - InControl);
        }
        const int nameWidth = option.fontMetrics.horizontalAdvance(name);
        const int warm = index.data(FunctionTreeModel::WarmRole).toInt();
        const int busy = index.data(FunctionTreeModel::BusyRole).toInt();
        if (busy > 0) {
            word(FunctionList::tr("%1 busy", "number of environments").arg(busy),
                 selected ? ink : option.palette.color(QPalette::Text));
            mark(Shape::Circle, Token::Accent);
            room.setRight(room.right() - InControl);
        }
        if (warm > 0) {
            word(FunctionList::tr("%1 warm", "number of environments").arg(warm),
                 selected ? ink : option.palette.color(QPalette::Text));
            mark(Shape::Square, Token::Warm);
            room.setRight(room.right() - InControl);
        }
        // The runtime gives way first where there is little room.
        const int iconWidth = option.decorationSize.width() + Related;
        room.setLeft(room.left() + iconWidth + InControl);
        const QString runtime = index.data(FunctionTreeModel::RuntimeRole).toString();
        if (nameWidth + smallMetrics.horizontalAdvance(runtime) + Related <= room.width())
            word(runtime, faint);
        painter->setFont(option.font);
        painter->setPen(ink);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(name, Qt::ElideRight, room.width()));
        painter->restore();
    }
};

} // namespace

FunctionList::FunctionList(QWidget *parent)
    : QWidget(parent)
    , m_model(new FunctionTreeModel(this))
    , m_pages(new QStackedWidget(this))
    , m_view(new QTreeView(this))
    , m_empty(new EmptyState(Icon::Function, this))
{
    m_view->setObjectName(QStringLiteral("functionTree"));
    m_view->setAccessibleName(tr("Functions of the workspace"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new FunctionDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(BetweenGroups);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setExpandsOnDoubleClick(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->installEventFilter(this);

    m_empty->setObjectName(QStringLiteral("functionListEmpty"));
    m_empty->setTexts(tr("No functions yet"),
                      tr("The functions of the workspace's template will be here."),
                      tr("New function…"));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setFocusProxy(m_view);

    connect(m_empty, &EmptyState::actionTriggered, this, &FunctionList::newFunctionRequested);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                const QString function = m_model->item(current).function;
                if (m_updating || function.isEmpty() || function == m_current)
                    return;
                m_current = function;
                emit functionSelected(function);
            });
    connect(m_view, &QTreeView::activated, this, &FunctionList::activate);
    connect(m_view, &QTreeView::customContextMenuRequested, this, [this](const QPoint &at) {
        const FunctionTreeItem item = m_model->item(m_view->indexAt(at));
        if (item.kind == Kind::None)
            return;
        QMenu *menu = makeMenu(item);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_view->viewport()->mapToGlobal(at));
    });
}

void FunctionList::setWorkspace(const engine::Workspace &workspace)
{
    const FunctionTreeItem current = m_model->item(m_view->currentIndex());
    QStringList open;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (m_view->isExpanded(index))
            open.append(m_model->item(index).function);
    }
    m_updating = true;
    m_model->setWorkspace(workspace);
    m_pages->setCurrentWidget(workspace.functions.empty() ? static_cast<QWidget *>(m_empty)
                                                          : m_view);
    for (const QString &function : open)
        m_view->expand(m_model->indexOf({Kind::Function, function, {}}));
    QModelIndex again = m_model->indexOf(current);
    if (!again.isValid())
        again = m_model->indexOf({Kind::Function, m_current, {}});
    m_view->setCurrentIndex(again);
    if (!again.isValid())
        m_current.clear();
    m_updating = false;
}

void FunctionList::setFiles(const QString &function, const QStringList &relativePaths)
{
    m_model->setFiles(function, relativePaths);
}

void FunctionList::setEvents(const QString &function, const QStringList &names)
{
    m_model->setEvents(function, names);
}

QStringList FunctionList::files(const QString &function) const
{
    return m_model->files(function);
}

QStringList FunctionList::events(const QString &function) const
{
    return m_model->events(function);
}

void FunctionList::setStatus(const engine::EngineStatus &status)
{
    m_model->setStatus(status);
}

QString FunctionList::currentFunction() const
{
    return m_current;
}

void FunctionList::setCurrentFunction(const QString &logicalId)
{
    const QModelIndex index = m_model->indexOf({Kind::Function, logicalId, {}});
    if (!index.isValid() || logicalId == m_current)
        return;
    m_updating = true;
    m_current = logicalId;
    m_view->setCurrentIndex(index);
    m_view->expand(index);
    m_updating = false;
}

void FunctionList::activate(const QModelIndex &index)
{
    const FunctionTreeItem item = m_model->item(index);
    switch (item.kind) {
    case Kind::File:
        emit fileActivated(item.function, item.name);
        break;
    case Kind::Event:
        emit eventActivated(item.function, item.name);
        break;
    case Kind::Trigger:
        emit triggerActivated(item.function, item.name);
        break;
    default:
        break;
    }
}

QMenu *FunctionList::makeMenu(const FunctionTreeItem &item)
{
    auto *menu = new QMenu(this);
    const auto add = [this, menu](const QString &text, auto slot, Icon picture,
                                  const QKeySequence &key = {}) {
        QAction *action = menu->addAction(icon(picture), text);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    const QString function = item.function;
    switch (item.kind) {
    case Kind::File:
        add(
            tr("&Open"), [this, item] { emit fileActivated(item.function, item.name); },
            Icon::File);
        add(
            tr("&Rename…"), [this, item] { rename(item); }, Icon::Rename, Qt::Key_F2);
        add(
            tr("&Delete"), [this, item] { remove(item); }, Icon::Remove, QKeySequence::Delete);
        break;
    case Kind::Event:
        add(
            tr("&Open"), [this, item] { emit eventActivated(item.function, item.name); },
            Icon::Event);
        add(
            tr("&Rename…"), [this, item] { rename(item); }, Icon::Rename, Qt::Key_F2);
        add(
            tr("&Delete"), [this, item] { remove(item); }, Icon::Remove, QKeySequence::Delete);
        break;
    default:
        add(
            tr("&Invoke"), [this, function] { emit invokeRequested(function); }, Icon::Run);
        add(
            tr("Show in the &Template"), [this, function] { emit templateRequested(function); },
            Icon::File);
        add(
            tr("Open &Folder"), [this, function] { emit openFolderRequested(function); },
            Icon::Layer);
        break;
    }
    menu->addSeparator();
    add(
        tr("New &File…"), [this, function] { emit newFileRequested(function); }, Icon::Add);
    add(
        tr("New &Event…"), [this, function] { emit newEventRequested(function); }, Icon::Add);
    add(
        tr("New F&unction…"), [this] { emit newFunctionRequested(); }, Icon::Add);
    return menu;
}

void FunctionList::rename(const FunctionTreeItem &item)
{
    if (item.kind == Kind::File)
        emit renameFileRequested(item.function, item.name);
    else if (item.kind == Kind::Event)
        emit renameEventRequested(item.function, item.name);
}

void FunctionList::remove(const FunctionTreeItem &item)
{
    if (item.kind == Kind::File)
        emit deleteFileRequested(item.function, item.name);
    else if (item.kind == Kind::Event)
        emit deleteEventRequested(item.function, item.name);
}

bool FunctionList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        const FunctionTreeItem item = m_model->item(m_view->currentIndex());
        if (key->key() == Qt::Key_F2) {
            rename(item);
            return true;
        }
        if (key->matches(QKeySequence::Delete)) {
            remove(item);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace widgets

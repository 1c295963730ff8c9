// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/commandpalette.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "widgets/common/fuzzymatch.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr int IndexRole = Qt::UserRole;
constexpr int MostRows = 14;
constexpr std::size_t MostItems = 200; // nobody walks further; each of them costs time

} // namespace

CommandPalette::CommandPalette(std::vector<Entry> entries, QWidget *window)
    : QFrame(window, Qt::Popup)
    , m_entries(std::move(entries))
    , m_query(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("commandPalette"));
    // By palette roles, so that the sheet holds in both schemes.
    setStyleSheet(QStringLiteral("#commandPalette { background: palette(window); "
                                 "border: 1px solid palette(mid); }"
                                 "#paletteList::item { padding: 4px 8px; }"));
    setAccessibleName(tr("Command palette"));
    m_query->setObjectName(QStringLiteral("paletteQuery"));
    m_query->setClearButtonEnabled(true);
    m_query->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What matches"));
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Related, Related, Related, Related);
    layout->setSpacing(Related);
    layout->addWidget(m_query);
    layout->addWidget(m_list, 1);
    connect(m_query, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_query, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::choose);
    filter({});
}

void CommandPalette::open(const QString &hint)
{
    m_query->setPlaceholderText(hint);
    m_query->setAccessibleName(hint);
    const QWidget *window = parentWidget()->window();
    const int width = std::min(fontMetrics().averageCharWidth() * 90, window->width() * 9 / 10);
    const int row = m_list->sizeHintForRow(0) > 0 ? m_list->sizeHintForRow(0)
                                                  : fontMetrics().lineSpacing() + InControl;
    const int height = m_query->sizeHint().height() + row * MostRows + 4 * Related;
    resize(width, std::min(height, window->height() * 8 / 10));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, window->height() / 12)));
    show();
    m_query->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::filter(const QString &query)
{
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (const auto score = fuzzyMatch(query, m_entries[i].text))
            found.push_back({-*score, i});
    }
    // By score, then as they were given.
    const std::size_t shown = std::min(found.size(), MostItems);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown),
                      found.end());
    const auto left = static_cast<int>(found.size() - shown);
    found.resize(shown);
    m_list->clear();
    QList<QTreeWidgetItem *> items;
    for (const auto &[score, index] : found) {
        const Entry &entry = m_entries[index];
        auto *item = new QTreeWidgetItem({entry.text, entry.detail});
        item->setData(0, IndexRole, static_cast<qulonglong>(index));
        item->setForeground(1, palette().placeholderText());
        items.append(item);
    }
    if (items.isEmpty()) {
        auto *nothing = new QTreeWidgetItem({tr("Nothing matches")});
        nothing->setFlags(Qt::NoItemFlags);
        items.append(nothing);
    }
    if (left > 0) {
        auto *more = new QTreeWidgetItem({tr("%n more: type a letter more", nullptr, left)});
        more->setFlags(Qt::NoItemFlags);
        items.append(more);
    }
    m_list->addTopLevelItems(items);
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void CommandPalette::choose()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    // Closing deletes this; the act comes after it, when the keyboard is back in the window.
    const std::function<void()> act = m_entries[item->data(0, IndexRole).toULongLong()].act;
    close();
    QMetaObject::invokeMethod(parentWidget(), act, Qt::QueuedConnection);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown: {
            QKeyEvent copy(key->type(), key->key(), key->modifiers());
            QCoreApplication::sendEvent(m_list, &copy);
            return true;
        }
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace widgets

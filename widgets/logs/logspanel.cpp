// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logspanel.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QToolButton>

#include "widgets/common/badge.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/format.h"
#include "widgets/common/textloader.h"
#include "widgets/logs/loghighlighter.h"
#include "widgets/logs/logrequestmodel.h"

namespace widgets {
namespace {

constexpr int FlushMs = 50;
constexpr int RebuildMs = 2'000;
constexpr int MarkSize = 8;

// Shape of the outcome, time and function, and the duration at the right.
class RequestDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &) const override
    {
        return {option.fontMetrics.averageCharWidth() * 18, option.fontMetrics.height() + Related};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &given,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        const QString text = option.text;
        option.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter,
                                            option.widget);
        const bool selected = option.state & QStyle::State_Selected;
        const QColor ink =
            option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
        const Scheme scheme = schemeOf(option.widget);

        painter->save();
        QRect room = option.rect.adjusted(Related, 0, -Related, 0);
        const QRectF place(room.left(), room.center().y() - MarkSize / 2.0 + 0.5, MarkSize,
                           MarkSize);
        const QVariant outcome = index.data(LogRequestModel::OutcomeRole);
        if (outcome.isValid()) {
            const Mark mark = markOf(static_cast<engine::Outcome>(outcome.toInt()));
            paintShape(*painter, mark.shape, place, selected ? ink : color(mark.token, scheme));
        } else if (!index.data(LogRequestModel::RequestRole).toString().isEmpty()) {
            paintShape(*painter, Shape::Circle, place,
                       selected ? ink : color(Token::Frozen, scheme)); // still running
        }
        room.setLeft(room.left() + MarkSize + Related);
        const QString duration = index.data(LogRequestModel::DurationRole).toString();
        const int durationWidth = option.fontMetrics.horizontalAdvance(duration);
        painter->setPen(selected ? ink : option.palette.color(QPalette::PlaceholderText));
        if (room.width() > 2 * durationWidth) {
            painter->drawText(room, Qt::AlignRight | Qt::AlignVCenter, duration);
            room.setRight(room.right() - durationWidth - Related);
        }
        painter->setPen(ink);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
        painter->restore();
    }
};

} // namespace

LogsPanel::LogsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new LogRequestModel(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(Icon::Logs, this))
    , m_list(new QListView(this))
    , m_text(new SourceTextView(this))
    , m_loader(new TextLoader(m_text, TextLoader::LongLines::Break, this))
    , m_search(new QLineEdit(this))
    , m_follow(new QToolButton(this))
    , m_status(new QLabel(this))
{
    m_empty->setObjectName(QStringLiteral("logEmpty"));
    m_empty->setTexts(tr("No logs yet"),
                      tr("What functions print, and the platform's START, END and REPORT lines, "
                         "will be here while they run."));
    m_list->setObjectName(QStringLiteral("logRequests"));
    m_list->setAccessibleName(tr("Requests"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RequestDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setAccessibleName(tr("Log"));
    m_text->setHighlighter(new LogHighlighter(m_text->document()));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->installEventFilter(this);
    m_search->setObjectName(QStringLiteral("logSearch"));
    m_search->setAccessibleName(tr("Search the log"));
    m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(m_search->fontMetrics().averageCharWidth() * 12);
    m_search->setMaximumWidth(m_search->fontMetrics().averageCharWidth() * 40);
    m_search->installEventFilter(this);
    m_status->setObjectName(QStringLiteral("logStatus"));
    m_status->setFont(scaledFont(0.9));
    m_status->setForegroundRole(QPalette::PlaceholderText);

    const auto button = [this](QToolButton *made, const char *name, Icon picture,
                               const QString &tip) {
        made->setObjectName(QLatin1StringView(name));
        made->setIcon(icon(picture));
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setAutoRaise(true);
        return made;
    };
    auto *previous =
        button(new QToolButton(this), "logPrevious", Icon::Up, tr("Previous match (Shift+F3)"));
    auto *next = button(new QToolButton(this), "logNext", Icon::Down, tr("Next match (F3)"));
    button(m_follow, "logFollow", Icon::Follow, tr("Follow the end of the log"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    auto *copyButton = button(new QToolButton(this), "logCopy", Icon::Copy,
                              tr("Copy the selection, or the whole log"));
    auto *clearButton =
        button(new QToolButton(this), "logClear", Icon::Clear, tr("Clear all logs shown here"));

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(Related, InControl, Related, InControl);
    tools->setSpacing(InControl);
    tools->addWidget(m_search, 1);
    tools->addWidget(previous);
    tools->addWidget(next);
    tools->addSpacing(InControl);
    tools->addWidget(m_status, 1);
    for (QToolButton *tool : {m_follow, copyButton, clearButton})
        tools->addWidget(tool);
    auto *right = new QWidget(this);
    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    rightLayout->addLayout(tools);
    rightLayout->addWidget(m_text, 1);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setHandleWidth(1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({m_list->fontMetrics().averageCharWidth() * 30, 600});
    m_pages->addWidget(m_empty);
    m_pages->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);

    m_flush.setSingleShot(true);
    m_flush.setInterval(FlushMs);
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(RebuildMs);
    connect(&m_flush, &QTimer::timeout, this, &LogsPanel::flush);
    connect(&m_rebuild, &QTimer::timeout, this, &LogsPanel::rebuild);
    connect(m_loader, &TextLoader::finished, this, &LogsPanel::scrollToEnd);
    connect(m_text, &SourceTextView::sourceActivated, this, &LogsPanel::sourceActivated);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (!current.isValid())
                    return;
                const QString id = current.data(LogRequestModel::RequestRole).toString();
                if (id == m_shown)
                    return;
                m_shown = id;
                rebuild();
                emit requestSelected(id);
            });
    // A request that is shown may be the one that goes to make room.
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        if (!m_shown.isEmpty() && !m_model->log(m_shown))
            showRequest(QString());
    });
    connect(m_search, &QLineEdit::textEdited, this, [this] {
        QTextCursor cursor = m_text->textCursor(); // search as you type: from where it began
        cursor.setPosition(cursor.selectionStart());
        m_text->setTextCursor(cursor);
        find(Direction::Next);
    });
    connect(previous, &QToolButton::clicked, this, [this] { find(Direction::Previous); });
    connect(next, &QToolButton::clicked, this, [this] { find(Direction::Next); });
    connect(m_follow, &QToolButton::toggled, this, &LogsPanel::scrollToEnd);
    connect(copyButton, &QToolButton::clicked, this, &LogsPanel::copy);
    connect(clearButton, &QToolButton::clicked, this, &LogsPanel::clear);
    updateState();
}

LogsPanel::~LogsPanel() = default;

void LogsPanel::append(const QString &functionName, const QString &requestId,
                       const QByteArray &text)
{
    const bool first = m_model->isEmpty();
    m_model->append(functionName, requestId, text, QDateTime::currentMSecsSinceEpoch());
    if (first)
        showRequest(m_shown);
    if (!m_flush.isActive())
        m_flush.start();
}

void LogsPanel::appendEnvironment(const QString &functionName, const QByteArray &text)
{
    append(functionName, LogRequestModel::environmentsId(functionName), text);
}

void LogsPanel::finish(const engine::InvocationRecord &record)
{
    const bool first = m_model->isEmpty();
    m_model->finish(record);
    if (first)
        showRequest(m_shown);
    if (!m_flush.isActive())
        m_flush.start();
}

void LogsPanel::clear()
{
    m_model->clear();
    m_shown.clear();
    rebuild();
    updateState();
}

void LogsPanel::showRequest(const QString &requestId)
{
    const int row = m_model->rowOf(requestId);
    if (row < 0 && !requestId.isEmpty())
        return;
    m_shown = requestId;
    m_list->setCurrentIndex(m_model->index(std::max(row, 0)));
    rebuild();
}

void LogsPanel::flush()
{
    const LogBuffer *log = m_model->log(m_shown);
    if (!log)
        return;
    if (log->cutBytes() != m_cutShown) {
        // More arrives than anybody can read: count for now, and show the end from time to time.
        if (!m_rebuild.isActive())
            m_rebuild.start();
    } else if (log->totalBytes() > m_position) {
        const QByteArray fresh = log->from(m_position);
        m_position = log->totalBytes();
        m_loader->append(QString::fromUtf8(fresh));
    }
    updateState();
}

void LogsPanel::rebuild()
{
    m_rebuild.stop();
    QString text;
    m_position = 0;
    m_cutShown = 0;
    if (const LogBuffer *log = m_model->log(m_shown)) {
        m_position = log->totalBytes();
        m_cutShown = log->cutBytes();
        text = QString::fromUtf8(log->head());
        if (m_cutShown > 0) {
            if (!text.endsWith(u'\n'))
                text += u'\n';
            text += cutLine(m_cutShown) + u'\n';
        }
        text += QString::fromUtf8(log->tail());
    }
    m_loader->load(text);
    updateState();
}

void LogsPanel::scrollToEnd()
{
    if (m_follow->isChecked())
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void LogsPanel::find(Direction direction)
{
    const QString wanted = m_search->text();
    const QTextDocument::FindFlags flags =
        direction == Direction::Previous ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    bool found = wanted.isEmpty() || m_text->find(wanted, flags);
    if (!found) { // once around
        const QTextCursor before = m_text->textCursor();
        m_text->moveCursor(direction == Direction::Next ? QTextCursor::Start : QTextCursor::End);
        found = m_text->find(wanted, flags);
        if (!found)
            m_text->setTextCursor(before);
    }
    if (found && !wanted.isEmpty())
        m_follow->setChecked(false); // the match must not run away
    m_search->setProperty("invalid", !found);
    m_search->style()->unpolish(m_search);
    m_search->style()->polish(m_search);
    m_search->setAccessibleDescription(found ? QString() : tr("Not found"));
    updateState();
}

void LogsPanel::copy() const
{
    const QTextCursor cursor = m_text->textCursor();
    QGuiApplication::clipboard()->setText(
        cursor.hasSelection() ? cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n')
                              : m_text->toPlainText());
}

void LogsPanel::updateState()
{
    m_pages->setCurrentIndex(m_model->isEmpty() ? 0 : 1);
    const LogBuffer *log = m_model->log(m_shown);
    if (m_search->property("invalid").toBool())
        m_status->setText(tr("Not found"));
    else if (m_rebuild.isActive() && log)
        m_status->setText(tr("Receiving… %1").arg(formatBytes(log->totalBytes())));
    else
        m_status->setText(log ? formatBytes(log->totalBytes()) : QString());
}

bool LogsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched == m_text)
        m_follow->setChecked(false);
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool shift = key->modifiers() & Qt::ShiftModifier;
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool ours = key->matches(QKeySequence::Find) || key->key() == Qt::Key_F3
                      || (watched == m_search && (isReturn || key->key() == Qt::Key_Escape));
    if (!ours)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) { // before the window's own shortcuts
        event->accept();
        return true;
    }
    if (key->matches(QKeySequence::Find)) {
        m_search->setFocus();
        m_search->selectAll();
    } else if (key->key() == Qt::Key_Escape) {
        m_search->clear();
        find(Direction::Next);
        m_text->setFocus();
    } else {
        find(shift ? Direction::Previous : Direction::Next);
    }
    return true;
}

} // namespace widgets

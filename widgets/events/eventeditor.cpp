// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/events/eventeditor.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QTextBlock>
#include <QToolButton>
#include <QtConcurrent>

#include "engine/core/deliver.h"
#include "engine/core/json.h"
#include "engine/core/messages.h"
#include "engine/events/eventmaker.h"
#include "engine/events/eventmessages.h"
#include "engine/events/eventvariables.h"
#include "engine/events/eventwords.h"
#include "engine/model/limits.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/icons.h"
#include "widgets/common/messageline.h"
#include "widgets/common/textloader.h"
#include "widgets/common/theme.h"
#include "widgets/events/eventtext.h"
#include "widgets/events/jsonchecker.h"

namespace widgets {
namespace {

// From this many characters on the text is looked at only after a pause in typing.
constexpr int LargeText = 64 * 1024;
constexpr int PauseMs = 250;
constexpr qsizetype HeldPreview = 16 * 1024; // bytes shown of text that can't be edited

QToolButton *makeButton(const char *name, Icon picture, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QLatin1StringView(name));
    button->setIcon(icon(picture));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

EventEditor::EventEditor(QWidget *parent)
    : QWidget(parent)
    , m_events(new QComboBox(this))
    , m_new(makeButton("newEvent", Icon::Add, tr("New event…"), this))
    , m_rename(makeButton("renameEvent", Icon::Rename, tr("Rename the event"), this))
    , m_duplicate(makeButton("duplicateEvent", Icon::Duplicate, tr("Duplicate the event"), this))
    , m_delete(makeButton("deleteEvent", Icon::Remove, tr("Delete the event"), this))
    , m_save(makeButton("saveEvent", Icon::Save, tr("Save the event"), this))
    , m_format(makeButton("formatEvent", Icon::Format, tr("Format the JSON"), this))
    , m_tools(makeButton("eventTools", Icon::Paste, tr("Paste or wrap an event"), this))
    , m_text(new EventText(LongestLine, this))
    , m_message(new MessageLine(this))
    , m_size(new QLabel(this))
    , m_dirtyMark(new QLabel(tr("Not saved", "an event with unsaved changes"), this))
    , m_variables(new ElidedLabel(this))
    , m_checker(new JsonChecker(this))
    , m_loader(new TextLoader(m_text, TextLoader::LongLines::Keep, this))
{
    m_events->setObjectName(QStringLiteral("savedEvents"));
    m_events->setAccessibleName(tr("Saved events"));
    m_events->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_events->setMinimumContentsLength(8);
    m_events->setPlaceholderText(tr("Unsaved event"));
    m_text->setObjectName(QStringLiteral("eventText"));
    m_text->setAccessibleName(tr("Event sent to the function"));
    m_text->setFont(fixedFont());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(false);
    m_text->setTabStopDistance(m_text->fontMetrics().horizontalAdvance(u' ') * 2);
    m_text->setPlaceholderText(tr("The JSON that the function gets; nothing counts as {}"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_message->setObjectName(QStringLiteral("eventMessage"));
    m_size->setObjectName(QStringLiteral("eventSize"));
    m_dirtyMark->setObjectName(QStringLiteral("eventDirty"));
    m_variables->setObjectName(QStringLiteral("eventVariables"));
    m_variables->setFont(scaledFont(0.9));
    m_variables->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_size, m_dirtyMark}) {
        label->setFont(scaledFont(0.9));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_format->setToolTip(tr("Format the JSON (Ctrl+Shift+F)"));
    m_format->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));

    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(Related, InControl, Related, InControl);
    tools->setSpacing(InControl);
    tools->addWidget(m_events, 1);
    for (QToolButton *button : {m_save, m_new, m_rename, m_duplicate, m_delete, m_format, m_tools})
        tools->addWidget(button);
    auto *status = new QHBoxLayout;
    status->setContentsMargins(Related, InControl, Related, InControl);
    status->setSpacing(Related);
    status->addWidget(m_dirtyMark);
    status->addWidget(m_variables, 1);
    status->addWidget(m_size);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_message);
    layout->addLayout(status);
    setFocusProxy(m_text);

    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &EventEditor::check);
    connect(m_text, &QPlainTextEdit::textChanged, this, &EventEditor::onTextChanged);
    connect(m_text, &EventText::longPaste, this,
            [this](const QString &text) { replaceByUser(text.toUtf8()); });
    connect(m_checker, &JsonChecker::checked, this, &EventEditor::onChecked);
    connect(m_loader, &TextLoader::finished, this, [this] {
        m_loading = false;
        m_text->setReadOnly(m_held);
        m_text->document()->setUndoRedoEnabled(!m_held);
        m_text->moveCursor(QTextCursor::Start);
        showPlace();
        updateState();
    });
    connect(m_events, &QComboBox::activated, this, [this](int row) {
        const QString name = m_events->itemText(row);
        if (name != m_current)
            emit eventChosen(name);
        // The owner may refuse (unsaved edits); what is shown stays until it answers.
        m_events->setCurrentIndex(m_events->findText(m_current));
    });
    connect(m_new, &QToolButton::clicked, this, &EventEditor::newRequested);
    connect(m_rename, &QToolButton::clicked, this, [this] { emit renameRequested(m_current); });
    connect(m_duplicate, &QToolButton::clicked, this,
            [this] { emit duplicateRequested(m_current); });
    connect(m_delete, &QToolButton::clicked, this, [this] { emit deleteRequested(m_current); });
    connect(m_save, &QToolButton::clicked, this, &EventEditor::save);
    connect(m_format, &QToolButton::clicked, this, &EventEditor::format);
    makeTools();
    setDirty(false);
    updateState();
}

EventEditor::~EventEditor() = default;

void EventEditor::makeTools()
{
    auto *menu = new QMenu(this);
    auto *paste = menu->addAction(icon(Icon::Paste), tr("&Paste curl command or log line…"), this,
                                  &EventEditor::pasteRequested);
    paste->setObjectName(QStringLiteral("pasteEvent"));
    auto *wraps = menu->addMenu(tr("&Wrap as"));
    wraps->setObjectName(QStringLiteral("wrapMenu"));
    for (const engine::EventWrap &wrap : engine::eventWraps())
        wraps->addAction(engine::eventWord(wrap.title), this,
                         [this, name = wrap.name] { emit wrapRequested(name); });
    m_tools->setMenu(menu);
    m_tools->setPopupMode(QToolButton::InstantPopup);
}

void EventEditor::insert(const QByteArray &payload)
{
    if (payload.size() > LargeText || m_held) {
        replaceByUser(payload);
        return;
    }
    QTextCursor cursor(m_text->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(payload)); // one step to undo
    m_text->moveCursor(QTextCursor::Start);
}

void EventEditor::setEvents(const QStringList &names, const QString &current)
{
    m_current = current;
    m_events->clear();
    m_events->addItems(names);
    m_events->setCurrentIndex(m_events->findText(current));
    updateState();
}

void EventEditor::setPayload(const QByteArray &payload)
{
    showPayload(payload);
    setDirty(false);
}

QByteArray EventEditor::payload() const
{
    return m_textIsBytes ? m_bytes : m_text->toPlainText().toUtf8();
}

void EventEditor::setSaved()
{
    setDirty(false);
}

void EventEditor::showPayload(const QByteArray &payload)
{
    m_pause.stop();
    m_bytes = payload;
    m_textIsBytes = true;
    m_held = hasLongLine(QByteArrayView(payload), LongestLine);
    m_loading = true;
    m_text->setReadOnly(true); // until everything is there
    m_text->document()->setUndoRedoEnabled(false);
    m_loader->load(m_held ? QString::fromUtf8(payload.left(HeldPreview)) + QStringLiteral("…")
                          : QString::fromUtf8(payload));
    check();
}

void EventEditor::replaceByUser(const QByteArray &payload)
{
    showPayload(payload);
    setDirty(true);
    emit edited();
}

void EventEditor::onTextChanged()
{
    if (m_loading)
        return;
    m_textIsBytes = false;
    m_bytes.clear();
    setDirty(true);
    if (m_text->document()->characterCount() > LargeText) {
        m_pause.start();
    } else {
        m_pause.stop();
        check();
    }
    emit edited();
}

void EventEditor::check()
{
    const QByteArray bytes = payload();
    updateState();
    const QLocale locale;
    m_size->setText(tr("%1 / %2 bytes", "used of the limit")
                        .arg(locale.toString(bytes.size()),
                             locale.toString(qlonglong(engine::limits::PayloadBytes))));
    if (bytes.size() > engine::limits::AsyncPayloadBytes
        && bytes.size() <= engine::limits::PayloadBytes)
        m_size->setText(
            tr("%1; as an asynchronous event at most %2", "size of an event, and a limit")
                .arg(m_size->text(),
                     locale.toString(qlonglong(engine::limits::AsyncPayloadBytes))));
    if (bytes.size() > engine::limits::PayloadBytes) {
        m_checker->check("0"); // an answer on its way is no longer wanted
        m_problem = engine::Error{engine::Error::Code::PayloadTooLarge,
                                  locale.toString(qlonglong(engine::limits::PayloadBytes))};
        showProblem();
    } else if (bytes.trimmed().isEmpty()) {
        m_checker->check("0"); // nothing counts as {}
    } else {
        m_checker->check(bytes);
    }
}

void EventEditor::onChecked(const engine::Result<void> &result)
{
    m_problem.reset();
    if (!result) {
        m_problem = result.error();
        m_problem->code = engine::Error::Code::PayloadNotJson;
    }
    showVariables();
    showProblem();
}

// What is put in when it is sent; one that there is not is a mistake as any other.
void EventEditor::showVariables()
{
    const QByteArray bytes = payload();
    QStringList names;
    if (engine::mayHaveVariables(bytes)) {
        for (const engine::EventVariable &each : engine::eventVariables(bytes)) {
            const QString name = QStringLiteral("{{%1}}").arg(each.name);
            if (!each.known && !m_problem)
                m_problem = engine::Error{engine::Error::Code::BadSyntax,
                                          engine::unknownVariable(each.name),
                                          {},
                                          each.line,
                                          each.column};
            else if (each.known && !names.contains(name))
                names << name;
        }
    }
    m_variables->setText(names.isEmpty() ? QString()
                                         : tr("Put in when sent: %1").arg(names.join(u", ")));
}

void EventEditor::showProblem()
{
    if (m_problem)
        m_message->setError(*m_problem);
    else if (m_held)
        m_message->setMessage({tr("This event has lines that are too long to edit. It is sent as "
                                  "it is."),
                               tr("Format it to edit it.")},
                              MessageLine::Severity::Information);
    else
        m_message->clear();
    showPlace();
    updateState();
    emit problemChanged();
}

// Underlines the mistake: from its place to the end of the word, or the character before it when
// the text just ends.
void EventEditor::showPlace()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_problem && m_problem->line > 0 && !m_held && !m_loading) {
        const QTextBlock block = m_text->document()->findBlockByNumber(m_problem->line - 1);
        if (block.isValid()) {
            const int length = block.length() - 1;
            const int column = std::clamp(m_problem->column - 1, 0, std::max(0, length - 1));
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(block);
            mark.cursor.setPosition(block.position() + column);
            mark.cursor.setPosition(block.position()
                                        + std::min(length, std::max(column + 1, m_problem->column)),
                                    QTextCursor::KeepAnchor);
            mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            const QColor red = color(Token::Error, schemeOf(this));
            mark.format.setUnderlineColor(red);
            QColor ground = red;
            ground.setAlphaF(0.18F);
            mark.format.setBackground(ground);
            marks.append(mark);
        }
    }
    m_text->setExtraSelections(marks);
}

void EventEditor::format()
{
    if (m_formatting)
        return;
    m_formatting = true;
    updateState();
    const QByteArray before = payload();
    const auto take = [this, before](const QByteArray &after) {
        m_formatting = false;
        // The user may have typed, or chosen another event, while the pool was at work.
        if (payload() == before && after != before)
            insert(after);
        updateState();
    };
    if (before.size() <= LargeText)
        take(engine::indentJson(before));
    else
        engine::deliver(QtConcurrent::run([before] { return engine::indentJson(before); }), this,
                        take);
}

void EventEditor::save()
{
    emit saveRequested(m_current, payload());
}

void EventEditor::setDirty(bool dirty)
{
    m_dirty = dirty;
    updateState();
}

void EventEditor::updateState()
{
    const bool saved = !m_current.isEmpty();
    for (QToolButton *button : {m_rename, m_duplicate, m_delete})
        button->setEnabled(saved);
    m_save->setEnabled(m_dirty || !saved);
    m_dirtyMark->setVisible(m_dirty);
    m_events->setEnabled(m_events->count() > 0);
    m_format->setEnabled(!m_formatting && !m_problem && !m_loading);
}

void EventEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_text)
        showPlace();
    QWidget::changeEvent(event);
}

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/events/neweventdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "engine/events/eventwords.h"
#include "engine/model/limits.h"
#include "engine/project/workspace.h"
#include "widgets/common/icons.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"
#include "widgets/events/eventform.h"

namespace widgets {
namespace {

constexpr int NameRole = Qt::UserRole;      // of a source; empty: an empty event
constexpr int WordsRole = Qt::UserRole + 1; // that the search looks into
constexpr int PauseMs = 250;
constexpr char EmptyEvent[] = "{\n  \n}\n";

Icon iconOf(const QString &category)
{
    if (category == u"HTTP")
        return Icon::Response;
    if (category == u"Messaging")
        return Icon::Event;
    if (category == u"Storage")
        return Icon::File;
    if (category == u"Streams")
        return Icon::Layer;
    if (category == u"Identity")
        return Icon::Lock;
    if (category == u"Operations")
        return Icon::Logs;
    return Icon::Function;
}

QWidget *column(const QString &title, QWidget *buddy, const std::vector<QWidget *> &widgets)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl);
    auto *label = new QLabel(title, box);
    label->setBuddy(buddy);
    layout->addWidget(label);
    for (QWidget *each : widgets)
        layout->addWidget(each);
    return box;
}

} // namespace

QString eventSizeText(qsizetype bytes)
{
    const QLocale locale;
    const auto number = [&locale](qint64 value) { return locale.toString(qlonglong(value)); };
    if (bytes > engine::limits::PayloadBytes)
        return NewEventDialog::tr("%1 bytes; at most %2 can be sent")
            .arg(number(bytes), number(engine::limits::PayloadBytes));
    if (bytes > engine::limits::AsyncPayloadBytes)
        return NewEventDialog::tr("%1 of %2 bytes; too large for an asynchronous event (%3)")
            .arg(number(bytes), number(engine::limits::PayloadBytes),
                 number(engine::limits::AsyncPayloadBytes));
    return NewEventDialog::tr("%1 of %2 bytes")
        .arg(number(bytes), number(engine::limits::PayloadBytes));
}

QString eventPreview(const QByteArray &event)
{
    return event.size() <= LargeEventText
               ? QString::fromUtf8(event)
               : QString::fromUtf8(event.first(LargeEventText)) + QStringLiteral("…");
}

NewEventDialog::NewEventDialog(Surroundings surroundings, QWidget *parent)
    : QDialog(parent)
    , m_surroundings(std::move(surroundings))
    , m_search(new QLineEdit(this))
    , m_sources(new QTreeWidget(this))
    , m_title(new QLabel(this))
    , m_hint(new QLabel(tr("Choose a source for an event as that service sends it."), this))
    , m_variants(new QComboBox(this))
    , m_form(new EventForm)
    , m_wrap(new QComboBox(this))
    , m_preview(new QPlainTextEdit(this))
    , m_size(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_message(new MessageLine(this))
    , m_insert(new QPushButton(tr("&Insert"), this))
    , m_save(new QPushButton(tr("&Save as event"), this))
{
    setWindowTitle(tr("New event"));
    m_search->setObjectName(QStringLiteral("eventSearch"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search the sources of events"));
    m_search->setClearButtonEnabled(true);
    m_sources->setObjectName(QStringLiteral("eventSources"));
    m_sources->setAccessibleName(tr("Sources of events"));
    m_sources->setHeaderHidden(true);
    m_sources->setRootIsDecorated(false);
    m_sources->setIndentation(BetweenGroups);
    m_title->setFont(scaledFont(1.1, QFont::DemiBold));
    m_variants->setObjectName(QStringLiteral("eventVariant"));
    m_variants->setAccessibleName(tr("Kind of event"));
    m_variants->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_form->setObjectName(QStringLiteral("eventForm"));
    m_wrap->setObjectName(QStringLiteral("eventWrap"));
    m_wrap->setAccessibleName(tr("Wrap as"));
    m_wrap->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_wrap->addItem(tr("As it is"));
    for (const engine::EventWrap &wrap : engine::eventWraps())
        m_wrap->addItem(engine::eventWord(wrap.title), wrap.name);
    m_preview->setObjectName(QStringLiteral("eventPreview"));
    m_preview->setAccessibleName(tr("The event as JSON"));
    m_preview->setReadOnly(true);
    m_preview->setFont(fixedFont());
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setTabChangesFocus(true);
    m_size->setObjectName(QStringLiteral("previewSize"));
    m_size->setFont(scaledFont(0.9));
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_name->setObjectName(QStringLiteral("eventName"));
    m_message->setObjectName(QStringLiteral("newEventMessage"));
    m_insert->setObjectName(QStringLiteral("insertEvent"));
    m_insert->setToolTip(tr("Puts it into the event panel, unsaved"));
    m_save->setObjectName(QStringLiteral("saveNewEvent"));
    m_save->setDefault(true);

    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *left = column(tr("&Source"), m_sources, {m_search, m_sources});
    auto *middle = new QWidget;
    auto *fields = new QVBoxLayout(middle);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(Related);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    fields->addWidget(m_title);
    fields->addWidget(m_hint);
    auto *variantRow = new QHBoxLayout;
    variantRow->addWidget(m_variants, 1);
    variantRow->addSpacing(Related); // ends where the fields end
    fields->addLayout(variantRow);
    fields->addWidget(scroll, 1);
    auto *right = column(tr("&Event"), m_preview, {m_preview, m_size});
    auto *wrapRow = new QHBoxLayout;
    auto *wrapLabel = new QLabel(tr("&Wrap as:"), right);
    wrapLabel->setBuddy(m_wrap);
    wrapRow->addWidget(wrapLabel);
    wrapRow->addWidget(m_wrap, 1);
    static_cast<QVBoxLayout *>(right->layout())->addLayout(wrapRow);

    auto *split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    for (QWidget *each : {left, middle, right})
        split->addWidget(each);
    left->layout()->setContentsMargins(0, 0, Related, 0);
    fields->setContentsMargins(Related, 0, Related, 0);
    right->layout()->setContentsMargins(Related, 0, 0, 0);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setStretchFactor(2, 4);
    const int letter = fontMetrics().averageCharWidth();
    split->setSizes({letter * 34, letter * 46, letter * 62});

    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(Related);
    auto *nameLabel = new QLabel(tr("&Name:"), this);
    nameLabel->setBuddy(m_name);
    auto *close = new QPushButton(tr("&Close"), this);
    bottom->addWidget(nameLabel);
    bottom->addWidget(m_name, 1);
    bottom->addWidget(m_save);
    bottom->addWidget(m_insert);
    bottom->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addWidget(split, 1);
    layout->addWidget(m_message);
    layout->addLayout(bottom);
    resize(QSize(letter * 160, fontMetrics().height() * 34).boundedTo(screen()->availableSize()));

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &NewEventDialog::filterSources);
    connect(m_sources, &QTreeWidget::currentItemChanged, this, &NewEventDialog::showSource);
    connect(m_variants, &QComboBox::activated, this, &NewEventDialog::showVariant);
    connect(m_form, &EventForm::edited, this, &NewEventDialog::edited);
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &NewEventDialog::refresh);
    connect(m_wrap, &QComboBox::activated, this, &NewEventDialog::refresh);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_named = true;
        updateButtons();
    });
    connect(m_insert, &QPushButton::clicked, this, [this] { emit insertRequested(m_event); });
    connect(m_save, &QPushButton::clicked, this,
            [this] { emit saveRequested(m_name->text().trimmed(), m_event); });
    fillSources();
    m_search->setFocus();
}

// Return in the search is for what was found; it must not save anything.
void NewEventDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && focusWidget() == m_search)
        m_sources->setFocus();
    else
        QDialog::keyPressEvent(event);
}

void NewEventDialog::setTakenNames(const QStringList &names)
{
    m_taken = names;
    updateButtons();
}

void NewEventDialog::fillSources()
{
    auto *empty = new QTreeWidgetItem(m_sources, {tr("Empty event")});
    empty->setIcon(0, icon(Icon::Add));
    empty->setData(0, WordsRole, empty->text(0));
    QTreeWidgetItem *group = nullptr;
    QString category;
    for (const engine::EventSource &source : engine::eventSources()) {
        if (source.category != category) {
            category = source.category;
            group = new QTreeWidgetItem(m_sources, {engine::eventWord(category)});
            group->setFlags(Qt::ItemIsEnabled);
            group->setFont(0, scaledFont(0.9, QFont::DemiBold));
        }
        auto *item = new QTreeWidgetItem(group, {source.title});
        item->setIcon(0, icon(iconOf(category)));
        item->setData(0, NameRole, source.name);
        QStringList words{source.title, source.name, engine::eventWord(category)};
        for (const engine::EventVariant &each : source.variants)
            words << engine::eventWord(each.title) << each.name;
        item->setData(0, WordsRole, words.join(u'\n'));
        item->setToolTip(0, source.title);
    }
    m_sources->expandAll();
    m_sources->setItemsExpandable(false);
    m_sources->setCurrentItem(empty);
}

void NewEventDialog::filterSources(const QString &words)
{
    const QStringList all = words.split(u' ', Qt::SkipEmptyParts);
    const auto matches = [&all](const QTreeWidgetItem *item) {
        const QString text = item->data(0, WordsRole).toString();
        return std::all_of(all.begin(), all.end(), [&](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
    };
    QTreeWidgetItem *first = nullptr;
    for (int i = 0; i < m_sources->topLevelItemCount(); ++i) {
        QTreeWidgetItem *top = m_sources->topLevelItem(i);
        bool any = top->childCount() == 0 && matches(top);
        if (any && !first)
            first = top;
        for (int j = 0; j < top->childCount(); ++j) {
            const bool here = matches(top->child(j));
            top->child(j)->setHidden(!here);
            any = any || here;
            if (here && !first)
                first = top->child(j);
        }
        top->setHidden(!any);
    }
    if (QTreeWidgetItem *current = m_sources->currentItem();
        first && (!current || current->isHidden() || !words.isEmpty()))
        m_sources->setCurrentItem(first);
}

const engine::EventVariant *NewEventDialog::variant() const
{
    return m_source ? m_source->variant(m_variants->currentData().toString()) : nullptr;
}

void NewEventDialog::showSource()
{
    const QTreeWidgetItem *item = m_sources->currentItem();
    m_source = item ? engine::eventSource(item->data(0, NameRole).toString()) : nullptr;
    m_title->setText(m_source ? m_source->title : tr("Empty event"));
    m_variants->clear();
    if (m_source)
        for (const engine::EventVariant &each : m_source->variants)
            m_variants->addItem(engine::eventWord(each.title), each.name);
    m_variants->setVisible(m_variants->count() > 1);
    m_hint->setVisible(!m_source);
    showVariant();
}

void NewEventDialog::showVariant()
{
    std::map<QString, QString> defaults;
    const engine::EventVariant *shown = variant();
    if (shown) {
        const engine::EventSurroundings surroundings = m_surroundings();
        for (const engine::EventField &field : shown->fields)
            defaults[field.name] = engine::defaultOf(field, surroundings);
    }
    m_form->setVariant(shown ? *shown : engine::EventVariant(), defaults);
    if (!m_named)
        m_name->setText(shown ? m_source->name + u'-' + shown->name : QStringLiteral("event"));
    refresh();
}

void NewEventDialog::edited()
{
    if (m_form->length() <= LargeEventText)
        return refresh();
    m_event.clear(); // what was typed last is not in it
    updateButtons();
    m_pause.start();
}

void NewEventDialog::refresh()
{
    m_pause.stop();
    const engine::EventVariant *shown = variant();
    const engine::EventValues values = m_form->values();
    const auto mistakes =
        shown ? engine::checkValues(*shown, values) : std::vector<engine::EventMistake>();
    m_form->showMistakes(mistakes);
    m_message->clear();
    if (!mistakes.empty()) {
        m_event.clear(); // what was right last stays to be seen
        updateButtons();
        return;
    }
    const engine::EventSurroundings surroundings = m_surroundings();
    QByteArray event =
        shown ? engine::makeEvent(*shown, values, surroundings) : QByteArray(EmptyEvent);
    if (const QString wrap = m_wrap->currentData().toString(); !wrap.isEmpty()) {
        const auto wrapped = engine::wrapEvent(event, wrap, surroundings);
        if (wrapped)
            event = *wrapped;
        else
            m_message->setError(wrapped.error());
    }
    m_event = event;
    const int place = m_preview->verticalScrollBar()->value();
    m_preview->setPlainText(eventPreview(event));
    m_preview->verticalScrollBar()->setValue(place);
    m_size->setText(eventSizeText(event.size()));
    updateButtons();
}

QString NewEventDialog::nameProblem() const
{
    const QString name = engine::savedEventName(m_name->text()); // what its file will be called
    if (name.isEmpty())
        return tr("A saved event needs a name");
    if (m_taken.contains(name))
        return tr("There is an event %1 already").arg(name);
    return {};
}

void NewEventDialog::updateButtons()
{
    const QString problem = nameProblem();
    m_insert->setEnabled(!m_event.isEmpty());
    m_save->setEnabled(!m_event.isEmpty() && problem.isEmpty());
    m_save->setToolTip(problem.isEmpty() ? tr("Saves it for the function and shows it") : problem);
    m_name->setToolTip(problem);
}

} // namespace widgets

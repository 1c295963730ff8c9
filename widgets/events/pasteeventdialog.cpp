// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/events/pasteeventdialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

#include "engine/events/eventimport.h"
#include "engine/events/eventmessages.h"
#include "engine/events/eventwords.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr int PauseMs = 250;

bool isCommand(const QString &text)
{
    return text.trimmed().section(u' ', 0, 0).section(u'/', -1).startsWith(u"curl");
}

QPlainTextEdit *makeText(const char *name, const QString &spoken)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(QLatin1StringView(name));
    text->setAccessibleName(spoken);
    text->setFont(fixedFont());
    text->setTabChangesFocus(true);
    return text;
}

QWidget *column(const QString &title, QWidget *content, QWidget *below)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl);
    auto *label = new QLabel(title, box);
    label->setBuddy(content);
    layout->addWidget(label);
    layout->addWidget(content, 1);
    layout->addWidget(below);
    return box;
}

} // namespace

PasteEventDialog::PasteEventDialog(NewEventDialog::Surroundings surroundings, QWidget *parent)
    : QDialog(parent)
    , m_surroundings(std::move(surroundings))
    , m_text(makeText("pasteText", tr("Curl command, log line or escaped JSON")))
    , m_target(new QComboBox(this))
    , m_preview(makeText("pastePreview", tr("The event as JSON")))
    , m_size(new QLabel(this))
    , m_message(new MessageLine(this))
    , m_insert(new QPushButton(tr("&Insert"), this))
{
    setWindowTitle(tr("Paste an event"));
    m_text->setPlaceholderText(tr("curl https://… -d …\nor a line of a log with JSON in it\n"
                                  "or escaped JSON: {\\\"name\\\":\\\"Ana\\\"}"));
    m_target->setObjectName(QStringLiteral("pasteTarget"));
    m_target->setAccessibleName(tr("What the request is sent to"));
    for (const engine::EventSource &source : engine::eventSources()) {
        if (source.category != u"HTTP")
            continue;
        for (const engine::EventVariant &each : source.variants) {
            if (!each.field(QStringLiteral("method")) || !each.field(QStringLiteral("path"))
                || !each.field(QStringLiteral("headers")))
                continue;
            m_target->addItem(
                QStringLiteral("%1: %2").arg(source.title, engine::eventWord(each.title)),
                QStringList{source.name, each.name});
            if (source.name == u"api-gateway-http" && each.name == u"v2")
                m_target->setCurrentIndex(m_target->count() - 1);
        }
    }
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_size->setFont(scaledFont(0.9));
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_message->setObjectName(QStringLiteral("pasteMessage"));
    m_insert->setObjectName(QStringLiteral("insertPasted"));
    m_insert->setDefault(true);

    auto *split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    split->addWidget(column(tr("&Text"), m_text, m_target));
    split->addWidget(column(tr("&Event"), m_preview, m_size));
    split->widget(0)->layout()->setContentsMargins(0, 0, Related, 0);
    split->widget(1)->layout()->setContentsMargins(Related, 0, 0, 0);
    auto *close = new QPushButton(tr("&Close"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Related);
    buttons->addStretch();
    buttons->addWidget(m_insert);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addWidget(split, 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    resize(QSize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 26)
               .boundedTo(screen()->availableSize()));
    m_message->clear();

    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &PasteEventDialog::refresh);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_text->document()->characterCount() <= LargeEventText)
            return refresh();
        m_insert->setEnabled(false); // what was typed last is not in it
        m_pause.start();
    });
    connect(m_target, &QComboBox::activated, this, &PasteEventDialog::refresh);
    connect(m_insert, &QPushButton::clicked, this, [this] { emit insertRequested(m_event); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_text->setFocus();
    refresh();
}

void PasteEventDialog::setText(const QString &text)
{
    m_text->setPlainText(text);
}

engine::Result<QByteArray> PasteEventDialog::converted() const
{
    const QString text = m_text->toPlainText();
    if (!isCommand(text))
        return engine::importText(text);
    const auto values = engine::importCurl(text);
    if (!values)
        return values.error();
    const QStringList target = m_target->currentData().toStringList();
    const engine::EventVariant &variant = *engine::eventSource(target[0])->variant(target[1]);
    const engine::EventValues fit = engine::fitting(*values, variant);
    if (const auto mistakes = engine::checkValues(variant, fit); !mistakes.empty())
        return engine::Error{engine::Error::Code::PayloadNotJson,
                             engine::explainMistake(mistakes.front(), variant)};
    return engine::makeEvent(variant, fit, m_surroundings());
}

void PasteEventDialog::refresh()
{
    m_pause.stop();
    const bool nothing = m_text->toPlainText().trimmed().isEmpty();
    m_target->setEnabled(isCommand(m_text->toPlainText()));
    const auto event = nothing ? engine::Result<QByteArray>(QByteArray()) : converted();
    m_event = event.value_or(QByteArray());
    m_preview->setPlainText(eventPreview(m_event));
    m_size->setText(m_event.isEmpty() ? QString() : eventSizeText(m_event.size()));
    if (event)
        m_message->clear();
    else
        m_message->setError(event.error());
    m_insert->setEnabled(!m_event.isEmpty());
}

} // namespace widgets

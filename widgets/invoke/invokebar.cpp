// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/invokebar.h"

#include <QAction>
#include <QEvent>
#include <QFormLayout>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include "widgets/common/elidedlabel.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr int ShowAfterMs = 200;
constexpr int TickMs = 100;

// The accent's own ground, whatever the style paints under other buttons.
class PrimaryButton final : public QPushButton
{
public:
    explicit PrimaryButton(QWidget *parent)
        : QPushButton(parent)
    {
        applyColors();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        QPushButton::changeEvent(event);
        if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange)
            applyColors();
    }

private:
    void applyColors()
    {
        // The parent's: this button's own palette follows the sheet that is set here.
        const Scheme scheme = schemeOf(parentWidget());
        const QColor accent = color(Token::Accent, scheme);
        const QColor ink =
            scheme == Scheme::Light ? QColor(Qt::white) : color(Token::Window, scheme);
        const QString sheet =
            QStringLiteral("QPushButton { background: %1; color: %2; border: 2px solid %1;"
                           " border-radius: 6px; padding: 4px 12px; font-weight: 600; }"
                           "QPushButton:hover { background: %3; border-color: %3; }"
                           "QPushButton:pressed { background: %4; border-color: %4; }"
                           "QPushButton:focus { border-color: %5; }"
                           "QPushButton:disabled { background: %6; border-color: %6; color: %7; }")
                .arg(accent.name(), ink.name(), accent.lighter(112).name(),
                     accent.darker(115).name(), color(Token::Text, scheme).name(),
                     color(Token::Line, scheme).name(), color(Token::Muted, scheme).name());
        // Setting a sheet sends a PaletteChange again.
        if (sheet != styleSheet()) {
            setStyleSheet(sheet);
            setIcon(widgets::icon(Icon::Run, ink));
        }
    }
};

} // namespace

InvokeBar::InvokeBar(QWidget *parent)
    : QWidget(parent)
    , m_invoke(new PrimaryButton(this))
    , m_burst(new QToolButton(this))
    , m_options(new QToolButton(this))
    , m_cold(new QToolButton(this))
    , m_asEvent(new QToolButton(this))
    , m_cancel(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_status(new ElidedLabel(this))
{
    m_invoke->setObjectName(QStringLiteral("invoke"));
    m_invoke->setText(tr("&Invoke"));
    m_burst->setObjectName(QStringLiteral("burst"));
    m_burst->setIcon(icon(Icon::Burst));
    m_burst->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_options->setObjectName(QStringLiteral("burstOptions"));
    m_options->setIcon(icon(Icon::Down));
    m_options->setToolTip(tr("How many requests, and how many at once"));
    m_options->setAccessibleName(tr("Options of the burst"));
    m_cold->setObjectName(QStringLiteral("cold"));
    m_cold->setText(tr("&Cold next"));
    m_cold->setIcon(icon(Icon::Cold));
    m_cold->setCheckable(true);
    m_cold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_asEvent->setObjectName(QStringLiteral("asEvent"));
    m_asEvent->setText(tr("As&ync", "invocation type Event"));
    m_asEvent->setAccessibleName(tr("Send as an event"));
    m_asEvent->setIcon(icon(Icon::Event));
    m_asEvent->setCheckable(true);
    m_asEvent->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    m_cancel->setText(tr("Canc&el"));
    m_cancel->setIcon(icon(Icon::Stop));
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton *button : {m_burst, m_options, m_cold, m_asEvent, m_cancel}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_progress->setObjectName(QStringLiteral("invokeProgress"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->setMinimumWidth(40);
    m_progress->setMaximumWidth(160);
    m_status->setObjectName(QStringLiteral("invokeStatus"));
    m_status->setAccessibleName(tr("State of the run"));
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Related);
    layout->addWidget(m_invoke);
    auto *split = new QHBoxLayout;
    split->setSpacing(0);
    split->addWidget(m_burst);
    split->addWidget(m_options);
    layout->addLayout(split);
    layout->addWidget(m_cold);
    layout->addWidget(m_asEvent);
    layout->addWidget(m_progress, 1);
    layout->addWidget(m_status, 2);
    layout->addWidget(m_cancel);

    makePopup();
    m_tick.setInterval(TickMs);
    connect(&m_tick, &QTimer::timeout, this, &InvokeBar::tick);
    connect(m_invoke, &QPushButton::clicked, this, &InvokeBar::invoke);
    connect(m_burst, &QToolButton::clicked, this, &InvokeBar::burst);
    connect(m_options, &QToolButton::clicked, this, &InvokeBar::openPopup);
    connect(m_cold, &QToolButton::clicked, this, &InvokeBar::coldRequested);
    connect(m_asEvent, &QToolButton::toggled, this, &InvokeBar::updateState);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_cancelling = true;
        updateState();
        emit cancelRequested();
    });
    updateState();
}

void InvokeBar::makePopup()
{
    auto *popup = new QFrame(this, Qt::Popup);
    popup->setObjectName(QStringLiteral("burstPopup"));
    popup->setFrameShape(QFrame::StyledPanel);
    popup->setAccessibleName(tr("Burst"));
    m_popup = popup;
    m_requests = new QSpinBox(popup);
    m_requests->setObjectName(QStringLiteral("burstRequests"));
    m_concurrency = new QSpinBox(popup);
    m_concurrency->setObjectName(QStringLiteral("burstConcurrency"));
    for (QSpinBox *box : {m_requests, m_concurrency}) {
        box->setRange(1, MostRequests);
        box->setGroupSeparatorShown(true);
        box->setAccelerated(true);
        connect(box, &QSpinBox::valueChanged, this, &InvokeBar::updateState);
    }
    m_requests->setValue(100);
    m_concurrency->setValue(10);
    auto *start = new QPushButton(tr("&Start the burst"), popup);
    start->setObjectName(QStringLiteral("burstStart"));
    start->setDefault(true);
    auto *form = new QFormLayout(popup);
    form->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    form->setSpacing(Related);
    form->addRow(tr("&Requests:"), m_requests);
    form->addRow(tr("&At once:", "requests at the same time"), m_concurrency);
    form->addRow(start);
    connect(start, &QPushButton::clicked, this, [this] {
        m_popup->hide();
        burst();
    });
    // Return in either field starts; Escape closes, as in every popup.
    auto *go = new QAction(popup);
    go->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    popup->addAction(go);
    connect(go, &QAction::triggered, start, &QPushButton::click);
}

void InvokeBar::openPopup()
{
    m_popup->adjustSize();
    m_popup->move(m_burst->mapToGlobal(QPoint(0, m_burst->height() + InControl)));
    m_popup->show();
    m_requests->setFocus();
    m_requests->selectAll();
}

void InvokeBar::setUnavailable(const QString &reason)
{
    m_unavailable = reason;
    updateState();
}

bool InvokeBar::isColdNext() const
{
    return m_cold->isChecked();
}

bool InvokeBar::isAsEvent() const
{
    return m_asEvent->isChecked();
}

void InvokeBar::setBurst(int requests, int concurrency)
{
    m_requests->setValue(requests);
    m_concurrency->setValue(concurrency);
}

void InvokeBar::setBusy(int requests)
{
    m_busy = true;
    m_cancelling = false;
    m_total = requests;
    m_done = 0;
    m_lastResult.clear();
    m_clock.start();
    m_tick.start();
    updateState();
}

void InvokeBar::setProgress(int done)
{
    m_done = done;
    m_progress->setValue(done);
}

void InvokeBar::finished(engine::Nanoseconds elapsed, int failed)
{
    const QString time = formatDuration(elapsed);
    QString result;
    if (m_total > 1)
        result = failed > 0
                     ? tr("%1 requests in %2, %3 failed")
                           .arg(QLocale().toString(m_total), time, QLocale().toString(failed))
                     : tr("%1 requests in %2").arg(QLocale().toString(m_total), time);
    else
        result = failed > 0 ? tr("Failed after %1").arg(time) : tr("Done in %1").arg(time);
    m_cold->setChecked(false);
    end(result);
}

void InvokeBar::accepted(int refused)
{
    const int accepted = m_total - refused;
    end(refused > 0 ? tr("%1 events accepted, %2 refused")
                          .arg(QLocale().toString(accepted), QLocale().toString(refused))
                    : tr("%n event(s) accepted", nullptr, accepted));
}

void InvokeBar::end(const QString &result)
{
    m_lastResult = result;
    m_busy = false;
    m_tick.stop();
    updateState();
}

void InvokeBar::setCancelled()
{
    end(m_total > 1 ? tr("Cancelled after %1 of %2 requests")
                          .arg(QLocale().toString(m_done), QLocale().toString(m_total))
                    : tr("Cancelled"));
}

void InvokeBar::invoke()
{
    if (!m_busy && m_unavailable.isEmpty())
        emit invokeRequested();
}

void InvokeBar::invokeCold()
{
    if (!m_cold->isEnabled())
        return;
    m_cold->setChecked(true);
    invoke();
}

void InvokeBar::burst()
{
    if (!m_busy && m_unavailable.isEmpty())
        emit burstRequested(m_requests->value(), m_concurrency->value());
}

void InvokeBar::tick()
{
    // A run that is over at once shows no progress: it would only flash.
    if (m_clock.elapsed() >= ShowAfterMs)
        updateState();
}

void InvokeBar::updateState()
{
    const bool available = m_unavailable.isEmpty();
    const bool ready = !m_busy && available;
    const QLocale locale;
    m_invoke->setEnabled(ready);
    m_invoke->setToolTip(available ? tr("Send the event to the function (Ctrl+Return)")
                                   : m_unavailable);
    m_burst->setText(tr("&Burst %1", "with so many requests")
                         .arg(locale.toString(m_requests ? m_requests->value() : 0)));
    m_burst->setToolTip(available ? tr("Send the event %1 times, %2 at once (Ctrl+Shift+Return)")
                                        .arg(locale.toString(m_requests->value()),
                                             locale.toString(m_concurrency->value()))
                                  : m_unavailable);
    m_burst->setEnabled(ready);
    m_options->setEnabled(ready);
    m_asEvent->setEnabled(ready);
    m_asEvent->setToolTip(available ? tr("Send as an event: answered at once with 202, then "
                                         "attempted up to three times")
                                    : m_unavailable);
    m_cold->setEnabled(ready && !m_asEvent->isChecked());
    m_cold->setToolTip(available ? tr("The next invoke starts a new environment") : m_unavailable);

    const bool showRun = m_busy && m_clock.isValid() && m_clock.elapsed() >= ShowAfterMs;
    QSizePolicy keep = m_progress->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(keep);
    QSizePolicy keepCancel = m_cancel->sizePolicy();
    keepCancel.setRetainSizeWhenHidden(true);
    m_cancel->setSizePolicy(keepCancel);
    m_progress->setRange(0, m_total > 1 ? m_total : 0);
    m_progress->setValue(m_done);
    m_progress->setVisible(showRun);
    m_cancel->setVisible(m_busy);
    m_cancel->setEnabled(m_busy && !m_cancelling);

    if (m_busy && m_cancelling) {
        m_status->setText(tr("Cancelling…"));
    } else if (m_busy && !showRun) {
        m_status->setText(QString());
    } else if (m_busy) {
        const QString time = formatDuration(engine::Milliseconds(m_clock.elapsed() / 100 * 100));
        m_status->setText(m_total > 1
                              ? tr("%1 of %2 · %3", "requests done, of all, time so far")
                                    .arg(locale.toString(m_done), locale.toString(m_total), time)
                              : tr("Running · %1", "time so far").arg(time));
    } else if (!available) {
        m_status->setText(m_unavailable);
    } else {
        m_status->setText(m_lastResult.isEmpty() ? tr("Ctrl+Return") : m_lastResult);
    }
}

} // namespace widgets

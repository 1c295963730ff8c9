// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/queuerun.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/terminal.h"
#include "app/workspacepaths.h"

namespace app {
namespace {

using Decision = engine::Decision;
using State = engine::DestinationMessage::State;

struct Queue
{
    Q_DECLARE_TR_FUNCTIONS(app::QueueRun)
};

constexpr int FastRetries = 60; // seconds instead of minutes
const auto TimeOption = QStringLiteral("time");
const auto FastOption = QStringLiteral("fast-retries");

QString seconds(engine::Milliseconds time)
{
    const double value = static_cast<double>(time.count()) / 1'000;
    return QLocale().toString(value, 'f', time.count() % 1'000 == 0 ? 0 : 1);
}

} // namespace

QueueRun::QueueRun(engine::LocalEngine &engine, engine::HistoryStore *history,
                   const Options &options)
    : m_engine(engine)
    , m_options(options)
    , m_attempts(engine)
    , m_writer(engine, history)
{
}

void QueueRun::addOptions(QCommandLineParser &parser)
{
    parser.addOption({TimeOption,
                      Queue::tr("Delays and ages pass N times as quickly: x60 makes seconds of "
                                "minutes."),
                      QStringLiteral("xN")});
    parser.addOption({FastOption, Queue::tr("The same as --time x60.")});
}

std::optional<int> QueueRun::speedOf(const QCommandLineParser &parser)
{
    if (!parser.isSet(TimeOption))
        return parser.isSet(FastOption) ? FastRetries : 1;
    QString text = parser.value(TimeOption);
    if (text.startsWith(u'x'))
        text.remove(0, 1);
    bool ok = false;
    const int speed = text.toInt(&ok);
    if (!ok || speed < 1 || speed > engine::PacedTime::MaxSpeed)
        return std::nullopt;
    return speed;
}

bool QueueRun::hasOptions(const QCommandLineParser &parser)
{
    return parser.isSet(TimeOption) || parser.isSet(FastOption);
}

bool QueueRun::open(const QString &workspace)
{
    auto opened = engine::AsyncQueue::open(m_attempts, m_engine.reactor(), m_ids,
                                           {stateFolder(workspace), m_options.speed});
    if (!opened) {
        terminal::error(opened.error());
        return false;
    }
    m_queue = std::move(*opened);
    const auto tellReplaced = [](const QString &movedAside, const QString &reason) {
        terminal::errLine(
            Queue::tr("lwb: The queue was broken (%1); it is now %2, and a new one was begun.")
                .arg(reason, movedAside));
    };
    if (const auto &replaced = m_queue->replaced())
        tellReplaced(replaced->movedAside, replaced->reason);
    connect(m_queue.get(), &engine::AsyncQueue::databaseReplaced, this, tellReplaced);
    connect(m_queue.get(), &engine::AsyncQueue::attempted, this, &QueueRun::tellAttempt);
    connect(m_queue.get(), &engine::AsyncQueue::idle, this, [this] {
        if (m_queue->leave())
            QCoreApplication::exit(m_status);
    });
    connect(m_queue.get(), &engine::AsyncQueue::failed, this, [](const engine::Error &error) {
        terminal::error(error);
        QCoreApplication::exit(NotRun);
    });
    connect(&m_engine, &engine::LocalEngine::recorded, this, &QueueRun::tellRecord);
    return true;
}

int QueueRun::workOff(WhenOwned whenOwned)
{
    bool failed = false;
    const auto connection =
        connect(m_queue.get(), &engine::AsyncQueue::failed, this, [&failed] { failed = true; });
    m_queue->work();
    disconnect(connection);
    if (failed)
        return NotRun;
    if (!m_queue->owns()) {
        const qint64 owner = m_queue->owner();
        terminal::errLine(owner > 0 ? Queue::tr("Process %1 works this queue off.").arg(owner)
                                    : Queue::tr("Another process works this queue off."));
        return whenOwned == WhenOwned::IsFine ? Succeeded : NotRun;
    }
    if (m_options.speed > 1)
        terminal::errLine(Queue::tr("Delays and ages pass %1 times as quickly as on AWS.")
                              .arg(QLocale().toString(m_options.speed)));
    m_interrupt = std::make_unique<Interrupt>([this] { stop(); });
    return QCoreApplication::exec();
}

void QueueRun::stop()
{
    const engine::QueueCounts counts = m_queue->counts();
    m_queue.reset();
    terminal::errLine(Queue::tr("%n event(s) stay in the queue; \"lwb queue run\" goes on.",
                                nullptr, counts.waiting + counts.running));
    QCoreApplication::exit(NotRun);
}

void QueueRun::tellRecord(const engine::InvocationRecord &record)
{
    if (record.attempt == 0)
        return;
    if (m_options.json)
        terminal::out(recordLine(record) + '\n');
    else
        terminal::err(record.log);
}

void QueueRun::tellAttempt(const engine::AsyncAttempt &attempt)
{
    const engine::AsyncEvent &event = attempt.event;
    const Decision &decision = attempt.decision;
    if (decision.kind == Decision::Kind::Wait) {
        const QString again = seconds(decision.delay / m_options.speed);
        const bool counted = decision.backoffs == 0;
        terminal::errLine(counted
                              ? Queue::tr("%1: attempt %2 failed: %3; again in %4 s")
                                    .arg(event.requestId, QLocale().toString(decision.invokeCount),
                                         event.lastError, again)
                              : Queue::tr("%1: not run: %2; again in %3 s")
                                    .arg(event.requestId, event.lastError, again));
        return;
    }
    if (decision.condition == engine::EventCondition::Success) {
        terminal::errLine(Queue::tr("%1: succeeded at attempt %2")
                              .arg(event.requestId, QLocale().toString(decision.invokeCount)));
    } else {
        terminal::errLine(
            Queue::tr("%1: given up (%2) after %n attempt(s): %3", nullptr, decision.invokeCount)
                .arg(event.requestId, conditionName(decision.condition), event.lastError));
        m_status = std::max<int>(m_status, FunctionFailed);
    }
    for (const engine::DestinationMessage &message : attempt.messages)
        terminal::errLine(
            message.state == State::Failed
                ? Queue::tr("  %1 to %2 failed: %3")
                      .arg(purposeName(message.purpose), message.targetArn, message.failure)
                : Queue::tr("  %1 to %2").arg(purposeName(message.purpose), message.targetArn));
}

} // namespace app

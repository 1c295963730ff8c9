// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/loadcommand.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/cli/eventfile.h"
#include "app/cli/interrupt.h"
#include "app/cli/loadoptions.h"
#include "app/cli/recordwriter.h"
#include "app/cli/terminal.h"
#include "app/workspacepaths.h"
#include "engine/insight/loadgenerator.h"
#include "engine/insight/milliseconds.h"
#include "engine/insight/runstore.h"
#include "engine/insight/tuning.h"
#include "engine/invoke/localengine.h"

namespace app {
namespace {

using engine::ArrivalPlan;
using engine::Distribution;
using engine::LoadGenerator;
using engine::LoadResult;
using engine::Nanoseconds;

constexpr int MostReplayed = 10'000; // their events are all in memory

struct Load
{
    Q_DECLARE_TR_FUNCTIONS(app::LoadCommand)
};

struct Wish
{
    LoadGenerator::Plan plan;
    bool json = false;
    QString save;
    std::optional<LoadResult> compare;
};

QString millisecondsText(Nanoseconds time)
{
    return QString::number(engine::inMilliseconds(time), 'f', 2);
}

QString countsText(const std::map<QString, std::int64_t> &counts)
{
    QStringList parts;
    for (const auto &[name, count] : counts)
        parts.append(QStringLiteral("%1 %2").arg(count).arg(name));
    return parts.join(QStringLiteral(", "));
}

void print(const LoadResult &run)
{
    terminal::outLine(Load::tr("%1: %2").arg(run.functionName, run.plan));
    terminal::outLine(Load::tr("%1 of %2 answered in %3 s: %4")
                          .arg(run.done)
                          .arg(run.sent)
                          .arg(engine::inSeconds(run.elapsed), 0, 'f', 2)
                          .arg(countsText(run.outcomes)));
    terminal::outLine(Load::tr("starts: %1").arg(countsText(run.starts)));
    if (!run.errorTypes.empty())
        terminal::outLine(Load::tr("errors: %1").arg(countsText(run.errorTypes)));
    terminal::outLine(Load::tr("%1 good answers a second, concurrency up to %2, %3 throttled")
                          .arg(run.throughput(), 0, 'f', 1)
                          .arg(run.peakConcurrency)
                          .arg(run.throttled()));
    const auto row = [](const QString &name, const Distribution &times) {
        QStringList cells{name};
        for (const Nanoseconds time :
             {times.min, times.mean, times.p50, times.p90, times.p95, times.p99, times.max})
            cells.append(times.count > 0 ? millisecondsText(time) : QStringLiteral("-"));
        return cells;
    };
    terminal::table({Load::tr("MS"), Load::tr("MIN"), Load::tr("MEAN"), QStringLiteral("P50"),
                     QStringLiteral("P90"), QStringLiteral("P95"), QStringLiteral("P99"),
                     Load::tr("MAX")},
                    {row(Load::tr("response"), run.response), row(Load::tr("service"), run.service),
                     row(Load::tr("service, cold"), run.cold)});
}

// What is to be known of the figures, with --json too.
void warn(const LoadResult &run)
{
    if (run.end == LoadResult::End::TooManyErrors)
        terminal::errLine(Load::tr("Ended early: too many errors."));
    else if (run.end == LoadResult::End::Cancelled)
        terminal::errLine(Load::tr("Ended early, by Ctrl+C."));
    else if (run.end == LoadResult::End::TooMany)
        terminal::errLine(Load::tr("Ended early: a run has no more than %1 requests.")
                              .arg(LoadGenerator::MostRequests));
    const int cpus = qMax(1, QThread::idealThreadCount());
    if (const double wanted = run.peakConcurrency * engine::vcpusOf(run.memory); wanted > cpus)
        terminal::errLine(
            Load::tr("At the peak %1 environments were due %2 vCPUs, and this computer has %3 to "
                     "share: on Lambda each has its own.")
                .arg(run.peakConcurrency)
                .arg(wanted, 0, 'f', 1)
                .arg(cpus));
    if (run.wasGeneratorLate())
        terminal::errLine(
            Load::tr("The generator was the bottleneck: %1 of %2 requests were sent more than 10 "
                     "ms late, the latest by %3 ms. Response times count from when they were due.")
                .arg(run.late)
                .arg(run.sent)
                .arg(millisecondsText(run.lateness.max)));
}

void print(const LoadResult &before, const LoadResult &after)
{
    const auto none = QStringLiteral("-");
    const auto number = [&none](std::optional<double> value) {
        if (!value)
            return none;
        return QString::number(*value, 'f', *value == std::floor(*value) ? 0 : 2);
    };
    const auto change = [&none](const engine::LoadComparison &each) {
        if (!each.before || !each.after || *each.before == 0)
            return none;
        const double percent = (*each.after - *each.before) / *each.before * 100;
        return QStringLiteral("%1%2 %").arg(percent >= 0 ? QStringLiteral("+") : QString(),
                                            QString::number(percent, 'f', 1));
    };
    std::vector<QStringList> rows;
    for (const engine::LoadComparison &each : engine::compareRuns(before, after))
        rows.push_back({each.what, number(each.before), number(each.after), change(each)});
    terminal::outLine({});
    if (before.functionName != after.functionName || before.plan != after.plan)
        terminal::outLine(Load::tr("%1 was another load: %2: %3")
                              .arg(before.name, before.functionName, before.plan));
    terminal::table({Load::tr("COMPARED"), before.name, Load::tr("NOW"), Load::tr("CHANGE")}, rows);
}

class Run : public QObject
{
public:
    Run(engine::LocalEngine &engine, engine::HistoryStore *history, const QString &workspace,
        Wish wish)
        : m_store(runsFolder(workspace))
        , m_writer(engine, history)
        , m_wish(std::move(wish))
        , m_generator(
              [&engine](const engine::InvokeRequest &request) { return engine.invoke(request); },
              engine.reactor(), m_wish.plan)
        , m_interrupt([this, &engine] {
            m_generator.cancel();
            engine.cancel(LoadGenerator::Trigger);
        })
    {
        connect(&m_generator, &LoadGenerator::failed, this, [this](const engine::Error &error) {
            m_notRun = true;
            terminal::error(error);
        });
        connect(&m_generator, &LoadGenerator::progressed, this, &Run::tell);
        connect(&m_generator, &LoadGenerator::finished, this, &Run::end);
    }

    void begin() { m_generator.start(); }

private:
    void tell(const LoadResult &soFar)
    {
        constexpr Nanoseconds Pause{std::chrono::seconds(1)};
        if (soFar.elapsed - m_told < Pause)
            return;
        m_told = soFar.elapsed;
        terminal::errLine(Load::tr("%1 s: %2 sent, %3 answered, %4 failed, %5 throttled")
                              .arg(engine::inSeconds(soFar.elapsed), 0, 'f', 0)
                              .arg(soFar.sent)
                              .arg(soFar.done)
                              .arg(soFar.failed() - soFar.throttled())
                              .arg(soFar.throttled()));
    }

    void end(LoadResult run)
    {
        run.name = m_wish.save;
        // Why was said; a run that was kept is not replaced by none.
        if (m_notRun && run.service.count == 0 && run.throttled() == 0) {
            if (m_wish.json)
                terminal::out(engine::loadResultJson(run));
            return QCoreApplication::exit(NotRun);
        }
        int status = m_notRun ? NotRun : run.failed() > 0 ? FunctionFailed : Succeeded;
        if (run.end == LoadResult::End::Cancelled)
            status = NotRun;
        if (!m_wish.save.isEmpty()) {
            if (const auto saved = m_store.save(run); !saved) {
                terminal::error(saved.error());
                status = NotRun;
            }
        }
        if (m_wish.json)
            terminal::out(engine::loadResultJson(run));
        else
            print(run);
        if (m_wish.compare)
            print(*m_wish.compare, run);
        warn(run);
        QCoreApplication::exit(status);
    }

    const engine::RunStore m_store;
    RecordWriter m_writer;
    const Wish m_wish;
    LoadGenerator m_generator;
    Nanoseconds m_told{0};
    bool m_notRun = false;
    Interrupt m_interrupt;
};

// The last records of the function, at the distances that they had, with their events. Where an
// event was too large to be kept whole, nothing like it can be sent again.
engine::Result<void> replay(engine::HistoryStore &history, const QString &function, int count,
                            LoadGenerator::Plan *plan)
{
    auto records = history.list({function, count});
    if (!records)
        return records.error();
    if (records->empty())
        return engine::Error{engine::Error::Code::NotFound,
                             Load::tr("invocations of %1").arg(function)};
    std::sort(records->begin(), records->end(),
              [](const auto &a, const auto &b) { return a.startedAtMs < b.startedAtMs; });
    int cut = 0;
    qint64 first = 0;
    for (const engine::InvocationRecord &record : *records) {
        const auto whole = history.record(record.requestId);
        if (!whole)
            return whole.error();
        if (whole->requestPayload.size() < whole->requestBytes) {
            ++cut;
            continue;
        }
        if (plan->arrivals.offsets.empty())
            first = record.startedAtMs;
        plan->arrivals.offsets.push_back(engine::Milliseconds{record.startedAtMs - first});
        plan->payloads.push_back(whole->requestPayload);
    }
    if (cut > 0)
        terminal::errLine(Load::tr("%n of them are left out: their events were too large for the "
                                   "history.",
                                   nullptr, cut));
    if (plan->arrivals.offsets.empty())
        return engine::Error{engine::Error::Code::NotFound,
                             Load::tr("invocations of %1").arg(function)};
    plan->arrivals.kind = ArrivalPlan::Kind::Replay;
    return {};
}

} // namespace

QString LoadCommand::name() const
{
    return QStringLiteral("load");
}

QString LoadCommand::summary() const
{
    return Load::tr("Calls a function at a rate, or many times at once, and tells how it did.");
}

int LoadCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Load::tr(
            "\n\nOne of --at-once, --rate, --ramp, --poisson, --spike and --replay says how "
            "requests arrive. All but --at-once wait for no answer; response times count from "
            "when a request was due. Times are 500ms, 10s, 2m or 1h.\n\nExit status: 0 all went "
            "well, 1 some failed or were throttled, 2 wrong usage, 3 not run or ended by Ctrl+C, "
            "which prints the summary."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"),
                                 Load::tr("Name or logical id; \":\" and a version or alias may "
                                          "follow."));
    const QCommandLineOption atOnce(QStringLiteral("at-once"),
                                    Load::tr("So many under way all the time, 1 to %1; who is "
                                             "throttled tries again after 1 to 100 ms.")
                                        .arg(ArrivalPlan::MaxConcurrency),
                                    QStringLiteral("N"));
    const QCommandLineOption rate(QStringLiteral("rate"), Load::tr("So many a second, evenly."),
                                  QStringLiteral("R"));
    const QCommandLineOption ramp(QStringLiteral("ramp"),
                                  Load::tr("From A to B a second over the time of --for."),
                                  QStringLiteral("A:B"));
    const QCommandLineOption poisson(QStringLiteral("poisson"),
                                     Load::tr("So many a second on average, by chance."),
                                     QStringLiteral("R"));
    const QCommandLineOption spike(
        QStringLiteral("spike"),
        Load::tr("A a second, and B for the last LENGTH of each EVERY: 5:200,1s/10s."),
        QStringLiteral("A:B,LENGTH/EVERY"));
    const QCommandLineOption replayed(
        QStringLiteral("replay"),
        Load::tr("The last N invocations of the history again, with their events, at the "
                 "distances that they had."),
        QStringLiteral("N"));
    const QCommandLineOption duration(QStringLiteral("for"), Load::tr("Ends after this time."),
                                      QStringLiteral("TIME"));
    const QCommandLineOption count(QStringLiteral("count"), Load::tr("Ends after so many."),
                                   QStringLiteral("N"));
    const QCommandLineOption errors(
        QStringLiteral("stop-at-errors"),
        Load::tr("Ends when so many per cent of at least 20 answers are errors."),
        QStringLiteral("PERCENT"));
    const QCommandLineOption seed(QStringLiteral("seed"),
                                  Load::tr("Of --poisson: equal ones give equal arrivals."),
                                  QStringLiteral("N"), QStringLiteral("1"));
    const QCommandLineOption event(QStringLiteral("event"),
                                   Load::tr("The event from a file; - is standard input."),
                                   QStringLiteral("FILE"));
    const QCommandLineOption payload(QStringLiteral("payload"), Load::tr("The event itself."),
                                     QStringLiteral("JSON"));
    const QCommandLineOption json(QStringLiteral("json"), Load::tr("The result as JSON."));
    const QCommandLineOption save(QStringLiteral("save"),
                                  Load::tr("Keeps the result under this name."),
                                  QStringLiteral("NAME"));
    const QCommandLineOption compare(QStringLiteral("compare"),
                                     Load::tr("Beside a result that was kept."),
                                     QStringLiteral("NAME"));
    parser.addOptions({atOnce, rate, ramp, poisson, spike, replayed, duration, count, errors, seed,
                       event, payload, json, save, compare});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1)
        return terminal::usage(Load::tr("load takes one function."));
    int ways = 0;
    for (const QCommandLineOption &option : {atOnce, rate, ramp, poisson, spike, replayed})
        ways += parser.isSet(option) ? 1 : 0;
    if (ways != 1)
        return terminal::usage(Load::tr(
            "load takes one of --at-once, --rate, --ramp, --poisson, --spike and --replay."));
    if (parser.isSet(event) && parser.isSet(payload))
        return terminal::usage(Load::tr("--event and --payload can't be used together."));

    Wish wish;
    ArrivalPlan &arrivals = wish.plan.arrivals;
    bool ok = true;
    int replayCount = 0;
    if (parser.isSet(atOnce)) {
        arrivals.concurrency = parser.value(atOnce).toInt(&ok);
    } else if (parser.isSet(rate)) {
        arrivals.kind = ArrivalPlan::Kind::Constant;
        arrivals.rate = parser.value(rate).toDouble(&ok);
    } else if (parser.isSet(poisson)) {
        arrivals.kind = ArrivalPlan::Kind::Poisson;
        arrivals.rate = parser.value(poisson).toDouble(&ok);
    } else if (parser.isSet(ramp)) {
        ok = parseRamp(parser.value(ramp), &arrivals);
    } else if (parser.isSet(spike)) {
        ok = parseSpikes(parser.value(spike), &arrivals);
    } else {
        replayCount = parser.value(replayed).toInt(&ok);
        if (!ok || replayCount < 1 || replayCount > MostReplayed)
            return terminal::usage(
                Load::tr("--replay takes a number from 1 to %1.").arg(MostReplayed));
    }
    if (ok && parser.isSet(seed))
        arrivals.seed = parser.value(seed).toULongLong(&ok);
    if (ok && parser.isSet(count)) {
        arrivals.count = parser.value(count).toLongLong(&ok);
        ok = ok && arrivals.count >= 1;
    }
    if (ok && parser.isSet(duration)) {
        const auto time = parseDuration(parser.value(duration));
        ok = time.has_value();
        arrivals.duration = time.value_or(Nanoseconds{0});
    }
    if (ok && parser.isSet(errors)) {
        wish.plan.errorShare = parser.value(errors).toDouble(&ok) / 100;
        ok = ok && wish.plan.errorShare > 0 && wish.plan.errorShare <= 1;
    }
    if (!ok || (replayCount == 0 && !arrivals.isValid()))
        return terminal::usage(
            Load::tr("These numbers describe no load: rates are up to %1 a second, and --for or "
                     "--count has to end it (--ramp: --for).")
                .arg(ArrivalPlan::MaxRate));
    wish.json = parser.isSet(json);
    wish.save = parser.value(save);
    for (const QCommandLineOption &option : {save, compare}) {
        if (parser.isSet(option) && !engine::RunStore::isName(parser.value(option)))
            return terminal::usage(
                Load::tr("A name has 1 to 64 letters, digits, '-', '_' and '.', and begins with no "
                         "'.'."));
    }
    if (parser.isSet(compare) && wish.json)
        return terminal::usage(Load::tr("--compare and --json can't be used together."));
    if (parser.isSet(compare)) {
        const auto before = engine::RunStore(runsFolder(workspace)).load(parser.value(compare));
        if (!before) {
            terminal::error(before.error());
            return UsageError;
        }
        wish.compare = *before;
        wish.compare->name = parser.value(compare); // files can be renamed
    }
    wish.plan.request.functionName = parser.positionalArguments().constFirst();
    wish.plan.request.payload = parser.value(payload).toUtf8();
    if (parser.isSet(event)) {
        const auto bytes = readEvent(parser.value(event));
        if (!bytes) {
            terminal::error(bytes.error());
            return UsageError;
        }
        wish.plan.request.payload = *bytes;
    }

    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine) {
        terminal::error(engine.error());
        return NotRun;
    }
    const auto sent =
        withVariables(**engine, wish.plan.request.functionName, wish.plan.request.payload);
    if (!sent) {
        terminal::error(sent.error());
        return UsageError;
    }
    wish.plan.request.payload = *sent;
    const auto history = engine::HistoryStore::open(historyFile(workspace));
    if (!history)
        terminal::error(history.error());
    if (replayCount > 0) {
        const auto function = (*engine)->function(wish.plan.request.functionName);
        const auto found = !history ? engine::Result<void>(history.error())
                           : !function
                               ? engine::Result<void>(function.error())
                               : replay(**history, function->config.name, replayCount, &wish.plan);
        if (!found) {
            terminal::error(found.error());
            return NotRun;
        }
    }
    Run run(**engine, history ? history->get() : nullptr, workspace, std::move(wish));
    QMetaObject::invokeMethod(
        &run, [&run] { run.begin(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/tunecommand.h"

#include <QCoreApplication>
#include <QDir>
#include <QThread>

#include <utility>

#include "app/cli/eventfile.h"
#include "app/cli/interrupt.h"
#include "app/cli/recordwriter.h"
#include "app/cli/terminal.h"
#include "app/workspacepaths.h"
#include "engine/core/atomicfile.h"
#include "engine/insight/calibration.h"
#include "engine/insight/milliseconds.h"
#include "engine/insight/tuner.h"
#include "engine/insight/tuningjson.h"
#include "engine/invoke/localengine.h"
#include "engine/model/functionname.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

using engine::Megabytes;
using engine::Nanoseconds;
using engine::Strategy;
using engine::TuningResult;
using engine::TuningRow;

struct Tune
{
    Q_DECLARE_TR_FUNCTIONS(app::TuneCommand)
};

struct Wish
{
    engine::TuningPlan plan;
    Strategy strategy = Strategy::Balanced;
    bool json = false;
    bool apply = false;
    bool calibrate = false;
    double referenceMs = 0; // what the calibration's piece took on Lambda; 0: not known
    QString exportFile;
};

QString millisecondsText(Nanoseconds time)
{
    return QString::number(engine::inMilliseconds(time), 'f', 2);
}

QString errorsText(const TuningRow &row)
{
    QStringList parts;
    for (const auto &[kind, count] : row.errorKinds)
        parts.append(QStringLiteral("%1 × %2").arg(count).arg(kind));
    return parts.isEmpty() ? QStringLiteral("-") : parts.join(QStringLiteral(", "));
}

void print(const TuningResult &result)
{
    const auto none = QStringLiteral("-");
    std::vector<QStringList> rows;
    for (const TuningRow &row : result.rows) {
        const bool measured = row.duration.count > 0;
        const auto time = [&](Nanoseconds value) {
            return measured ? millisecondsText(value) : none;
        };
        const auto cost = [&](int architecture) {
            return measured ? row.cost[architecture].toString(10) : none;
        };
        rows.push_back({QString::number(row.memory.value), QString::number(row.calls),
                        time(row.mean), time(row.duration.p50), time(row.duration.p95),
                        measured ? QString::number(row.meanBilledMs, 'f', 1) : none,
                        row.cold.count > 0 ? millisecondsText(row.cold.p50) : none, cost(0),
                        cost(1), errorsText(row)});
    }
    terminal::table({Tune::tr("MB"), Tune::tr("CALLS"), Tune::tr("MEAN MS"), Tune::tr("MEDIAN"),
                     Tune::tr("P95"), Tune::tr("BILLED"), Tune::tr("COLD"), Tune::tr("USD X86_64"),
                     Tune::tr("USD ARM64"), Tune::tr("ERRORS")},
                    rows);
    const auto say = [&](const QString &text, std::optional<std::size_t> chosen) {
        if (chosen)
            terminal::outLine(text.arg(result.rows[*chosen].memory.value));
    };
    say(Tune::tr("cheapest: %1 MB"), result.cheapest);
    say(Tune::tr("fastest: %1 MB"), result.fastest);
    say(Tune::tr("balanced: %1 MB"), result.balanced);
    if (!result.cheapest)
        terminal::outLine(Tune::tr("No size had good calls only: none can be recommended."));
    if (!result.complete)
        terminal::outLine(Tune::tr("Stopped early: sizes may have fewer calls than were wanted."));
    terminal::errLine(Tune::tr(
        "An estimate, without the fee per request and the free tier: measured on this computer "
        "with the CPU share of the memory. The arm64 price is of the same duration."));
    if (!result.rows.empty() && result.fullMachine.value > 0
        && result.rows.back().memory > result.fullMachine)
        terminal::errLine(Tune::tr("From %1 MB on this computer has no more CPU to give.")
                              .arg(result.fullMachine.value));
}

void print(const engine::Calibration &calibration, double referenceMs)
{
    terminal::errLine(
        Tune::tr("One vCPU here: %1 rounds of x = (x × 1103515245 + 12345) mod 2^31 in %2 took %3 "
                 "ms at 1769 MB, with %4 % of a processor.")
            .arg(QString::number(engine::Calibration::Rounds), calibration.interpreter,
                 millisecondsText(calibration.oneCpu),
                 QString::number(calibration.cpuShare * 100, 'f', 0)));
    if (constexpr double Quiet = 0.9; calibration.cpuShare < Quiet)
        terminal::errLine(Tune::tr("Other programs took part of it: measure again when this "
                                   "computer has nothing else to do."));
    terminal::errLine(Tune::tr("128 MB had %1 % of that vCPU; Lambda gives 7.2 %.")
                          .arg(QString::number(calibration.smallestShare() * 100, 'f', 1)));
    if (referenceMs > 0)
        terminal::errLine(
            Tune::tr("Where Lambda takes %1 ms for it, read CPU-bound durations × %2.")
                .arg(QString::number(referenceMs, 'f', 2))
                .arg(calibration.factorFor(Nanoseconds(std::int64_t(referenceMs * 1e6))), 0, 'f',
                     2));
    else
        terminal::errLine(Tune::tr("--reference MS tells by what factor Lambda differs: what the "
                                   "same rounds take there, at 1769 MB, with the same Python."));
}

// Into the template, and nothing else of it.
engine::Result<void> applySize(const QString &folder, const QString &functionName, Megabytes memory)
{
    const auto workspace = engine::openWorkspace(folder);
    if (!workspace)
        return workspace.error();
    const auto *function = workspace->function(functionName);
    if (!function)
        return engine::Error{engine::Error::Code::UnknownFunction, functionName};
    const QString file = QDir(folder).filePath(workspace->templateFile);
    const auto text = engine::readWhole(file);
    if (!text)
        return text.error();
    engine::FunctionConfig after = function->config;
    after.memory = memory;
    const auto patched = engine::patchFunction(*text, workspace->templateFile, function->logicalId,
                                               function->config, after);
    if (!patched)
        return patched.error();
    return engine::writeAtomically(file, *patched);
}

class Run : public QObject
{
public:
    Run(engine::LocalEngine &engine, engine::HistoryStore *history, QString workspace, Wish wish)
        : m_workspace(std::move(workspace))
        , m_writer(engine, history)
        , m_wish(std::move(wish))
        , m_tuner(
              [&engine](const engine::InvokeRequest &request) { return engine.invoke(request); },
              m_wish.plan, qMax(1, QThread::idealThreadCount()))
        , m_interrupt([this, &engine] {
            m_cancelled = true;
            m_calibration.cancel();
            m_tuner.cancel();
            engine.cancel(engine::Tuner::Trigger);
        })
    {
        connect(&m_tuner, &engine::Tuner::progressed, this, &Run::tell);
        connect(&m_tuner, &engine::Tuner::finished, this, &Run::end);
        connect(&m_calibration, &engine::CalibrationRun::finished, this,
                [this](const engine::Result<engine::Calibration> &result) {
                    if (result)
                        print(*result, m_wish.referenceMs);
                    else if (!m_cancelled)
                        terminal::error(result.error());
                    m_tuner.start();
                });
    }

    void begin()
    {
        if (m_wish.calibrate)
            m_calibration.start();
        else
            m_tuner.start();
    }

private:
    void tell(int calls, int planned, Megabytes memory)
    {
        if (std::exchange(m_told, memory) != memory)
            terminal::errLine(
                Tune::tr("%1 MB … (call %2 of %3)").arg(memory.value).arg(calls).arg(planned));
    }

    void end(const engine::Result<TuningResult> &result)
    {
        if (!result) {
            terminal::error(result.error());
            return QCoreApplication::exit(NotRun);
        }
        if (m_wish.json)
            terminal::out(engine::tuningJson(*result));
        else
            print(*result);
        QCoreApplication::exit(keep(*result));
    }

    int keep(const TuningResult &result)
    {
        if (!m_wish.exportFile.isEmpty()) {
            const auto written = engine::writeAtomically(
                m_wish.exportFile, engine::powerTuningJson(result, m_wish.strategy));
            if (!written) {
                terminal::error(written.error());
                return NotRun;
            }
        }
        const auto chosen = m_wish.strategy == Strategy::Cost    ? result.cheapest
                            : m_wish.strategy == Strategy::Speed ? result.fastest
                                                                 : result.balanced;
        if (m_wish.apply && chosen && !m_cancelled) {
            const Megabytes memory = result.rows[*chosen].memory;
            const auto applied = applySize(
                m_workspace, engine::FunctionName::parse(m_wish.plan.functionName).name, memory);
            if (!applied) {
                terminal::error(applied.error());
                return NotRun;
            }
            terminal::errLine(Tune::tr("MemorySize is %1 now.").arg(memory.value));
        }
        return m_cancelled ? NotRun : chosen ? Succeeded : FunctionFailed;
    }

    const QString m_workspace;
    RecordWriter m_writer;
    const Wish m_wish;
    engine::CalibrationRun m_calibration;
    engine::Tuner m_tuner;
    Megabytes m_told{0};
    bool m_cancelled = false;
    Interrupt m_interrupt;
};

std::optional<Strategy> strategyFrom(const QString &name)
{
    if (name == QStringLiteral("cost"))
        return Strategy::Cost;
    if (name == QStringLiteral("speed"))
        return Strategy::Speed;
    if (name == QStringLiteral("balanced"))
        return Strategy::Balanced;
    return std::nullopt;
}

QString presetsText()
{
    QStringList list;
    for (const Megabytes size : engine::tuningPresets())
        list.append(QString::number(size.value));
    return list.join(u',');
}

} // namespace

QString TuneCommand::name() const
{
    return QStringLiteral("tune");
}

QString TuneCommand::summary() const
{
    return Tune::tr("Measures a function at several memory sizes and names the cheapest, the "
                    "fastest and a balanced one.");
}

int TuneCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Tune::tr("\n\nEach size gets one call in a new environment, which is shown apart, then "
                   "the warm ones. Ctrl+C keeps what was measured. Exit status: 0 measured, 1 no "
                   "size had good calls only, 2 wrong usage, 3 not run or stopped."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"),
                                 Tune::tr("Name or logical id; \":\" and a version or alias may "
                                          "follow."));
    const QCommandLineOption memory(QStringLiteral("memory"),
                                    Tune::tr("Sizes in MB, 128 to 10240, with commas between."),
                                    QStringLiteral("LIST"), presetsText());
    const QCommandLineOption times(QStringLiteral("times"), Tune::tr("Warm calls of each size."),
                                   QStringLiteral("N"), QStringLiteral("10"));
    const QCommandLineOption event(QStringLiteral("event"),
                                   Tune::tr("The event from a file; - is standard input."),
                                   QStringLiteral("FILE"));
    const QCommandLineOption payload(QStringLiteral("payload"), Tune::tr("The event itself."),
                                     QStringLiteral("JSON"));
    const QCommandLineOption weight(
        QStringLiteral("weight"),
        Tune::tr("Of the cost in the balanced choice: 0 is speed only, 1 cost only."),
        QStringLiteral("W"), QStringLiteral("0.5"));
    const QCommandLineOption strategy(QStringLiteral("strategy"),
                                      Tune::tr("What --apply and --export go by: cost, speed or "
                                               "balanced."),
                                      QStringLiteral("NAME"), QStringLiteral("balanced"));
    const QCommandLineOption json(QStringLiteral("json"), Tune::tr("The result as JSON."));
    const QCommandLineOption exportTo(QStringLiteral("export"),
                                      Tune::tr("Writes what AWS Lambda Power Tuning puts out."),
                                      QStringLiteral("FILE"));
    const QCommandLineOption apply(QStringLiteral("apply"),
                                   Tune::tr("Sets MemorySize in the template."));
    const QCommandLineOption calibrate(
        QStringLiteral("calibrate"),
        Tune::tr("First measures what one vCPU of this computer is (needs Python)."));
    const QCommandLineOption reference(
        QStringLiteral("reference"),
        Tune::tr("With --calibrate: what its piece of work takes on Lambda."),
        QStringLiteral("MS"));
    parser.addOptions({memory, times, event, payload, weight, strategy, json, exportTo, apply,
                       calibrate, reference});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1)
        return terminal::usage(Tune::tr("tune takes one function."));
    if (parser.isSet(event) && parser.isSet(payload))
        return terminal::usage(Tune::tr("--event and --payload can't be used together."));

    Wish wish;
    wish.plan.functionName = parser.positionalArguments().constFirst();
    const auto sizes = engine::parseSizes(parser.value(memory));
    if (!sizes)
        return terminal::usage(Tune::tr("--memory takes up to %1 sizes from 128 to 10240 MB.")
                                   .arg(engine::MaxTuningSizes));
    wish.plan.sizes = *sizes;
    bool ok = false;
    wish.plan.repetitions = parser.value(times).toInt(&ok);
    if (!ok || wish.plan.repetitions < 1 || wish.plan.repetitions > engine::MaxTuningRepetitions)
        return terminal::usage(
            Tune::tr("--times takes a number from 1 to %1.").arg(engine::MaxTuningRepetitions));
    wish.plan.weight = parser.value(weight).toDouble(&ok);
    if (!ok || !(wish.plan.weight >= 0 && wish.plan.weight <= 1))
        return terminal::usage(Tune::tr("--weight takes a number from 0 to 1."));
    const auto chosen = strategyFrom(parser.value(strategy));
    if (!chosen)
        return terminal::usage(Tune::tr("--strategy takes cost, speed or balanced."));
    wish.strategy = *chosen;
    wish.json = parser.isSet(json);
    wish.apply = parser.isSet(apply);
    wish.calibrate = parser.isSet(calibrate);
    if (parser.isSet(reference)) {
        wish.referenceMs = parser.value(reference).toDouble(&ok);
        if (!ok || !(wish.referenceMs > 0 && wish.referenceMs < 1e6) || !wish.calibrate)
            return terminal::usage(
                Tune::tr("--reference takes milliseconds, and goes with --calibrate."));
    }
    if (wish.apply && !engine::FunctionName::parse(wish.plan.functionName).qualifier.isEmpty())
        return terminal::usage(Tune::tr("A published version keeps its memory: --apply takes a "
                                        "function without version or alias."));
    if (parser.isSet(exportTo))
        wish.exportFile = QDir::current().absoluteFilePath(parser.value(exportTo));
    wish.plan.payload = parser.value(payload).toUtf8();
    if (parser.isSet(event)) {
        const auto bytes = readEvent(parser.value(event));
        if (!bytes) {
            terminal::error(bytes.error());
            return UsageError;
        }
        wish.plan.payload = *bytes;
    }

    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine) {
        terminal::error(engine.error());
        return NotRun;
    }
    const auto sent = withVariables(**engine, wish.plan.functionName, wish.plan.payload);
    if (!sent) {
        terminal::error(sent.error());
        return UsageError;
    }
    wish.plan.payload = *sent;
    const auto history = engine::HistoryStore::open(historyFile(workspace));
    if (!history)
        terminal::error(history.error());
    Run run(**engine, history ? history->get() : nullptr, workspace, std::move(wish));
    QMetaObject::invokeMethod(
        &run, [&run] { run.begin(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app

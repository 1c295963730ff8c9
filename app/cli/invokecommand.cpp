// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/invokecommand.h"

#include <QCoreApplication>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include "app/cli/eventfile.h"
#include "app/cli/queuerun.h"
#include "app/cli/recordwriter.h"
#include "app/cli/streamoutput.h"
#include "app/cli/terminal.h"
#include "app/workspacepaths.h"
#include "engine/async/queuejson.h"
#include "engine/core/deliver.h"
#include "engine/invoke/localengine.h"
#include "engine/model/configmessages.h"
#include "engine/model/functionname.h"
#include "engine/pricing/pricing.h"
#include "engine/telemetry/historystore.h"
#include "engine/telemetry/recordjson.h"

namespace app {
namespace {

struct Invoke
{
    Q_DECLARE_TR_FUNCTIONS(app::InvokeCommand)
};

constexpr int MostStandby = 10;

struct Wish
{
    engine::InvokeRequest request;
    int times = 1;
    int concurrency = 1;
    bool json = false;
    bool expand = true; // variables in the event
};

// The event with its variables put in: for each call anew.
engine::Result<QByteArray> expanded(engine::LocalEngine &engine, const Wish &wish)
{
    const engine::InvokeRequest &request = wish.request;
    return wish.expand ? withVariables(engine, request.functionName, request.payload,
                                       request.extraEnvironment)
                       : engine::Result<QByteArray>(request.payload);
}

// The slowest of what was loaded, indented below what has loaded it; to standard error, as the log.
void printModules(const std::vector<engine::ModuleTime> &modules)
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    constexpr auto TooQuick = std::chrono::microseconds(100);
    if (modules.empty()) {
        terminal::errLine(Invoke::tr("Nothing was told of what the init has loaded."));
        return;
    }
    const auto number = [](engine::Nanoseconds time) {
        return QString::number(Milliseconds(time).count(), 'f', 2).rightJustified(9);
    };
    terminal::errLine(Invoke::tr("     SELF    TOTAL  MODULE (ms, in the order of loading)"));
    int quick = 0;
    for (const engine::ModuleTime &module : modules) {
        if (module.total < TooQuick) {
            ++quick;
            continue;
        }
        terminal::errLine(number(module.self) + number(module.total) + u' ' + u' '
                          + QString(2 * module.depth, u' ') + module.name);
    }
    if (quick > 0)
        terminal::errLine(Invoke::tr("%n more took less than 0.1 ms each.", nullptr, quick));
}

// Keeps `concurrency` requests under way until all were made; prints each as it ends.
class Run : public QObject
{
public:
    Run(engine::LocalEngine &engine, engine::HistoryStore *history, Wish wish)
        : m_engine(engine)
        , m_writer(engine, history)
        , m_wish(std::move(wish))
        , m_output(engine, STDOUT_FILENO)
    {
        if (m_wish.request.caller == engine::CallerMode::Streaming && !m_wish.json)
            connect(&engine, &engine::LocalEngine::streamArrived, &m_output, &StreamOutput::take);
        connect(&engine, &engine::LocalEngine::buildChanged, this,
                [](const engine::BuildStatus &status) {
                    if (status.state == engine::BuildStatus::State::Running)
                        terminal::errLine(Invoke::tr("building %1…").arg(status.functionName));
                });
    }

    // First what is provisioned for the version that is called: whoever has set it up expects it.
    void begin()
    {
        const auto name = engine::FunctionName::parse(m_wish.request.functionName);
        if (name.qualifier.isEmpty() || !m_engine.applyProvisioned(name.name))
            return start();
        const auto goOn = [this, name] {
            using Status = engine::ProvisionedConcurrency::Status;
            for (const auto &[qualifier, state] : m_engine.provisioned(name.name)) {
                if (state.status == Status::InProgress)
                    return;
                if (state.status == Status::Failed)
                    terminal::errLine(Invoke::tr("Provisioned concurrency of %1 failed: %2 %3")
                                          .arg(qualifier, state.reason, state.errorType));
            }
            disconnect(m_provisioning);
            if (m_started == 0)
                start();
        };
        m_provisioning = connect(&m_engine, &engine::LocalEngine::statusChanged, this, goOn);
        goOn();
    }

private:
    void start()
    {
        while (m_started < m_wish.times && m_started - m_ended < m_wish.concurrency) {
            ++m_started;
            engine::InvokeRequest request = m_wish.request;
            request.payload = expanded(m_engine, m_wish).value_or(request.payload);
            engine::deliver(m_engine.invoke(request), this,
                            [this](const engine::Result<engine::InvokeOutcome> &result) {
                                print(result);
                                m_output.finish([this] {
                                    checkOutput();
                                    ++m_ended;
                                    if (m_ended == m_wish.times)
                                        QCoreApplication::exit(m_status);
                                    else
                                        start();
                                });
                            });
        }
    }

    void print(const engine::Result<engine::InvokeOutcome> &result)
    {
        if (!result) {
            m_status = std::max<int>(m_status, NotRun);
            if (result.error() != m_lastError) // a thousand equal complaints tell no more than one
                terminal::error(result.error());
            m_lastError = result.error();
            return;
        }
        const engine::InvokeOutcome &outcome = *result;
        if (outcome.statusCode != 200 || outcome.record.outcome == engine::Outcome::Cancelled)
            m_status = std::max<int>(m_status, NotRun);
        else if (!outcome.functionError.isEmpty())
            m_status = std::max<int>(m_status, FunctionFailed);
        if (m_wish.json) {
            const engine::Money cost =
                engine::costOf(outcome.record, engine::shippedPrices()).total;
            terminal::out(engine::recordJson(
                              outcome.record,
                              {outcome.statusCode, outcome.functionError, outcome.payload}, cost)
                          + '\n');
            return;
        }
        std::fwrite(outcome.record.log.constData(), 1,
                    static_cast<std::size_t>(outcome.record.log.size()), stderr);
        if (m_wish.request.explainInit)
            printModules(outcome.record.initModules);
        if (outcome.record.stream && !outcome.record.stream->error.isEmpty())
            terminal::err(outcome.record.stream->error + '\n');
        if (m_wish.request.caller == engine::CallerMode::Buffered
            || (!m_output.hasTaken() && !outcome.record.stream))
            terminal::out(outcome.payload + '\n');
    }

    // Half a response that looks like a whole one must not pass for it.
    void checkOutput()
    {
        if (m_output.error() == 0)
            return;
        m_status = std::max<int>(m_status, NotRun);
        terminal::error({engine::Error::Code::NotWritable,
                         QString::fromLocal8Bit(std::strerror(m_output.error())),
                         Invoke::tr("standard output")});
    }

    engine::LocalEngine &m_engine;
    RecordWriter m_writer;
    const Wish m_wish;
    StreamOutput m_output;
    int m_started = 0;
    int m_ended = 0;
    int m_status = Succeeded;
    engine::Error m_lastError;
    QMetaObject::Connection m_provisioning;
};

// Events instead of calls: accepted, and worked off unless another process does that already.
int sendEvents(engine::LocalEngine &engine, engine::HistoryStore *history, const QString &workspace,
               const Wish &wish, const QueueRun::Options &options, bool wait)
{
    QueueRun run(engine, history, options);
    if (!run.open(workspace))
        return NotRun;
    for (int i = 0; i < wish.times; ++i) {
        engine::InvokeRequest request = wish.request;
        request.payload = expanded(engine, wish).value_or(request.payload);
        const engine::AsyncAnswer answer = run.accept(request);
        if (wish.json)
            terminal::out(engine::answerJson(answer) + '\n');
        else if (answer.accepted())
            terminal::outLine(QStringLiteral("%1 %2").arg(answer.statusCode).arg(answer.requestId));
        if (answer.accepted())
            continue;
        if (!wish.json)
            terminal::errLine(QStringLiteral("%1 %2: %3")
                                  .arg(answer.statusCode)
                                  .arg(answer.errorType, answer.message));
        terminal::error(*answer.error);
        return NotRun;
    }
    return wait ? run.workOff(QueueRun::WhenOwned::IsFine) : Succeeded;
}

bool takeNumber(const QCommandLineParser &parser, const QCommandLineOption &option, int *number)
{
    bool ok = false;
    *number = parser.value(option).toInt(&ok);
    return ok && *number >= 1;
}

} // namespace

QString InvokeCommand::name() const
{
    return QStringLiteral("invoke");
}

QString InvokeCommand::summary() const
{
    return Invoke::tr("Runs a function: payload to standard output, log and REPORT to standard "
                      "error.");
}

int InvokeCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Invoke::tr("\n\nExit status, of the worst call: 0 success, 1 function error, 2 wrong "
                     "usage, 3 throttled or not run. With --async: 1 when an event was given up, 3 "
                     "when it was refused or Ctrl+C left events in the queue."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"),
                                 Invoke::tr("Name or logical id; \":\" and a version or alias may "
                                            "follow."));
    const QCommandLineOption event(QStringLiteral("event"),
                                   Invoke::tr("The event from a file; - is standard input."),
                                   QStringLiteral("FILE"));
    const QCommandLineOption payload(QStringLiteral("payload"), Invoke::tr("The event itself."),
                                     QStringLiteral("JSON"));
    const QCommandLineOption times(QStringLiteral("times"), Invoke::tr("How many calls."),
                                   QStringLiteral("N"), QStringLiteral("1"));
    const QCommandLineOption concurrency(QStringLiteral("concurrency"),
                                         Invoke::tr("How many at once."), QStringLiteral("C"),
                                         QStringLiteral("1"));
    const QCommandLineOption cold(QStringLiteral("cold"),
                                  Invoke::tr("Each call in a new environment."));
    const QCommandLineOption variable(QStringLiteral("env"),
                                      Invoke::tr("A variable over the function's own; may be "
                                                 "repeated."),
                                      QStringLiteral("KEY=VALUE"));
    const QCommandLineOption memory(
        QStringLiteral("memory"),
        Invoke::tr("Instead of the function's own: 128 to 10240 MB, with the CPU that goes with "
                   "it."),
        QStringLiteral("MB"));
    const QCommandLineOption json(QStringLiteral("json"), Invoke::tr("One JSON object a call."));
    const QCommandLineOption fullSpeed(
        QStringLiteral("full-speed"),
        Invoke::tr("All of this machine's CPU instead of the share that goes with the memory."));
    const QCommandLineOption standby(
        QStringLiteral("standby"),
        Invoke::tr("So many environments, 0 to 10, boot ahead once the function was used: a cold "
                   "start then costs its init and little else."),
        QStringLiteral("N"), QStringLiteral("0"));
    const QCommandLineOption explainInit(
        QStringLiteral("explain-init"),
        Invoke::tr("Each call in a new environment, and how long each module took to load "
                   "(Python, Node.js, Ruby, Java); measuring costs time of its own."));
    const QCommandLineOption network(
        QStringLiteral("network"),
        Invoke::tr("What this call may reach instead of the function's own setting: none, "
                   "internet, or ports of this machine's loopback; \"internet,5432\" is both."),
        QStringLiteral("none|internet|PORT[,PORT]"));
    const QCommandLineOption stream(
        QStringLiteral("stream"),
        Invoke::tr("As a streaming caller (InvokeWithResponseStream): the payload as it comes, to "
                   "the byte, up to 200 MB of a function that streams. An error on the way goes to "
                   "standard error. With --json: when its parts came, and its first 6 MB."));
    const QCommandLineOption shape(
        QStringLiteral("shape-bandwidth"),
        Invoke::tr("With --stream: as fast as on Lambda, 6 MB at once and 2 MB/s after that."));
    const QCommandLineOption async(
        QStringLiteral("async"),
        Invoke::tr("As an event (invocation type Event): prints 202 and the request id, then works "
                   "the queue off, retries and destinations included."));
    const QCommandLineOption noWait(
        QStringLiteral("no-wait"),
        Invoke::tr("With --async: leaves the event in the queue (see \"lwb queue\")."));
    const QCommandLineOption asIs(
        QStringLiteral("no-variables"),
        Invoke::tr("Sends the event as it is; else {{uuid}}, {{now}} and {{env.NAME}} (of the "
                   "function's own variables) in it are put in, and {{{{ stands for two braces."));
    parser.addOptions({event, payload, asIs, times, concurrency, cold, variable, memory, json,
                       fullSpeed, standby, explainInit, network, async, noWait, stream, shape});
    QueueRun::addOptions(parser);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1)
        return terminal::usage(Invoke::tr("invoke takes one function."));
    if (parser.isSet(event) && parser.isSet(payload))
        return terminal::usage(Invoke::tr("--event and --payload can't be used together."));
    if (!parser.isSet(async) && (parser.isSet(noWait) || QueueRun::hasOptions(parser)))
        return terminal::usage(
            Invoke::tr("--no-wait, --time and --fast-retries go with --async only."));
    if (parser.isSet(async)) {
        for (const QCommandLineOption &option :
             {concurrency, cold, variable, memory, explainInit, network, stream}) {
            if (parser.isSet(option))
                return terminal::usage(Invoke::tr("--async and --%1 can't be used together.")
                                           .arg(option.names().constFirst()));
        }
    }
    if (parser.isSet(shape) && !parser.isSet(stream))
        return terminal::usage(Invoke::tr("--shape-bandwidth goes with --stream only."));
    if (parser.isSet(stream) && !parser.isSet(json)
        && (parser.isSet(times) || parser.isSet(concurrency)))
        return terminal::usage(Invoke::tr(
            "--stream prints one response: --times and --concurrency go with --json only."));
    const std::optional<int> speed = QueueRun::speedOf(parser);
    if (!speed)
        return terminal::usage(
            Invoke::tr("--time takes x1 to x%1.").arg(engine::PacedTime::MaxSpeed));

    Wish wish;
    if (!takeNumber(parser, times, &wish.times))
        return terminal::usage(Invoke::tr("--times takes a number from 1 on."));
    if (!takeNumber(parser, concurrency, &wish.concurrency))
        return terminal::usage(Invoke::tr("--concurrency takes a number from 1 on."));
    wish.json = parser.isSet(json);
    wish.expand = !parser.isSet(asIs);
    wish.request.functionName = parser.positionalArguments().constFirst();
    wish.request.trigger = QStringLiteral("lwb");
    wish.request.start = parser.isSet(cold) ? engine::InvokeRequest::Start::Cold
                                            : engine::InvokeRequest::Start::ReuseOrStart;
    wish.request.explainInit = parser.isSet(explainInit);
    if (parser.isSet(memory)) {
        bool ok = false;
        wish.request.memory = engine::Megabytes{parser.value(memory).toInt(&ok)};
        if (!ok)
            return terminal::usage(Invoke::tr("--memory takes a number of megabytes."));
    }
    if (parser.isSet(stream))
        wish.request.caller = engine::CallerMode::Streaming;
    if (parser.isSet(shape))
        wish.request.bandwidth = engine::StreamBandwidth::AsLambda;
    for (const QString &pair : parser.values(variable)) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals < 1)
            return terminal::usage(Invoke::tr("--env takes KEY=VALUE."));
        wish.request.extraEnvironment.push_back({pair.left(equals), pair.mid(equals + 1)});
    }
    if (parser.isSet(network)) {
        wish.request.network = engine::parseNetwork(parser.value(network));
        if (!wish.request.network)
            return terminal::usage(
                Invoke::tr("--network takes none, internet, or numbers of ports."));
        if (const auto errors = engine::validateHostPorts(wish.request.network->hostPorts);
            !errors.empty())
            return terminal::usage(engine::explain(errors.front()).sentence);
    }
    wish.request.payload = parser.value(payload).toUtf8();
    if (parser.isSet(event)) {
        const auto bytes = readEvent(parser.value(event));
        if (!bytes) {
            terminal::error(bytes.error());
            return UsageError;
        }
        wish.request.payload = *bytes;
    }

    engine::LocalEngine::Options options;
    options.limitCpu = !parser.isSet(fullSpeed);
    bool isNumber = false;
    options.standby = parser.value(standby).toInt(&isNumber);
    if (!isNumber || options.standby < 0 || options.standby > MostStandby)
        return terminal::usage(
            Invoke::tr("--standby takes a number from 0 to %1.").arg(MostStandby));
    const auto engine = engine::LocalEngine::open(workspace, options);
    if (!engine) {
        terminal::error(engine.error());
        return NotRun;
    }
    if (const auto checked = expanded(**engine, wish); !checked) {
        terminal::error(checked.error());
        return checked.error().code == engine::Error::Code::BadSyntax ? UsageError : NotRun;
    }
    if (!wish.json) // the last words of extensions; the engine's own end brings them
        QObject::connect(engine->get(), &engine::LocalEngine::environmentLogged,
                         QCoreApplication::instance(), [](const QString &, const QByteArray &text) {
                             std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()),
                                         stderr);
                         });
    if (const QString note = (*engine)->runtimeNote(wish.request.functionName); !note.isEmpty())
        terminal::errLine(Invoke::tr("lwb: %1").arg(note));
    const auto history = engine::HistoryStore::open(historyFile(workspace));
    if (!history)
        terminal::error(history.error());
    if (parser.isSet(async))
        return sendEvents(**engine, history ? history->get() : nullptr, workspace, wish,
                          {*speed, wish.json}, !parser.isSet(noWait));
    Run run(**engine, history ? history->get() : nullptr, std::move(wish));
    QMetaObject::invokeMethod(
        &run, [&run] { run.begin(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app

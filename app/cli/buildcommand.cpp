// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/buildcommand.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <memory>
#include <utility>

#include "app/cli/terminal.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/invoke/localengine.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

using engine::BuildProblem;
using engine::BuildStatus;
using State = engine::BuildStatus::State;

struct Build
{
    Q_DECLARE_TR_FUNCTIONS(app::BuildCommand)
};

const char *jsonState(State state)
{
    switch (state) {
    case State::NotNeeded:
        return "notNeeded";
    case State::Succeeded:
        return "succeeded";
    case State::UpToDate:
        return "upToDate";
    case State::Cancelled:
        return "cancelled";
    case State::Waiting:
    case State::Running:
    case State::Failed:
        break;
    }
    return "failed";
}

QByteArray toJson(const BuildStatus &status)
{
    QJsonArray problems;
    for (const BuildProblem &problem : status.problems)
        problems.append(QJsonObject{
            {QStringLiteral("severity"), problem.severity == BuildProblem::Severity::Error
                                             ? QStringLiteral("error")
                                             : QStringLiteral("warning")},
            {QStringLiteral("file"), problem.file},
            {QStringLiteral("line"), problem.line},
            {QStringLiteral("column"), problem.column},
            {QStringLiteral("message"), problem.message}});
    QJsonObject object{
        {QStringLiteral("function"), status.functionName},
        {QStringLiteral("state"), QLatin1StringView(jsonState(status.state))},
        {QStringLiteral("tool"), status.tool},
        {QStringLiteral("durationMs"),
         static_cast<qint64>(
             std::chrono::duration_cast<engine::Milliseconds>(status.duration).count())},
        {QStringLiteral("problems"), problems},
        {QStringLiteral("output"), QString::fromUtf8(status.output)}};
    if (status.error)
        object.insert(QStringLiteral("error"), engine::explain(*status.error).sentence);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

// Else it could not even begin.
bool wasTried(const engine::Error &error)
{
    return error.code != engine::Error::Code::ToolMissing
           && error.code != engine::Error::Code::NotTrusted;
}

// Builds one function after the other, and tells what comes of each.
class Run : public QObject
{
public:
    Run(engine::LocalEngine &engine, QStringList names, bool json)
        : m_engine(engine)
        , m_names(std::move(names))
        , m_json(json)
    {
        connect(&engine, &engine::LocalEngine::buildOutputArrived, this,
                [this](const QString &, const QByteArray &lines) {
                    if (!m_json)
                        terminal::err(lines);
                });
    }

    void next()
    {
        if (m_names.isEmpty())
            return QCoreApplication::exit(m_status);
        engine::deliver(m_engine.build(m_names.takeFirst()), this,
                        [this](const engine::Result<BuildStatus> &result) {
                            if (result) {
                                tell(*result);
                            } else {
                                terminal::error(result.error());
                                m_status = std::max<int>(m_status, NotRun);
                            }
                            next();
                        });
    }

private:
    void tell(const BuildStatus &status)
    {
        const bool failed = status.error.has_value();
        if (failed)
            m_status = std::max<int>(m_status, wasTried(*status.error) ? FunctionFailed : NotRun);
        if (m_json)
            return terminal::out(toJson(status));
        const QString &name = status.functionName;
        if (failed)
            terminal::error(*status.error);
        else if (status.state == State::NotNeeded)
            terminal::errLine(Build::tr("%1: runs as it is, nothing to build").arg(name));
        else if (status.state == State::UpToDate)
            terminal::errLine(Build::tr("%1: up to date").arg(name));
        else
            terminal::errLine(
                Build::tr("%1: built by %2 in %3 s")
                    .arg(name, status.tool,
                         QLocale().toString(std::chrono::duration<double>(status.duration).count(),
                                            'f', 1)));
        if (status.problems.size() > 1) { // one alone is the error's own sentence
            terminal::errLine(
                Build::tr("%1: %n problem(s)", nullptr, static_cast<int>(status.problems.size()))
                    .arg(name));
            for (const BuildProblem &problem : status.problems)
                terminal::errLine(QStringLiteral("  ") + engine::problemText(problem));
        }
    }

    engine::LocalEngine &m_engine;
    QStringList m_names;
    const bool m_json;
    int m_status = Succeeded;
};

} // namespace

QString BuildCommand::name() const
{
    return QStringLiteral("build");
}

QString BuildCommand::summary() const
{
    return Build::tr("Compiles functions ahead of their first call.");
}

int BuildCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary()
        + Build::tr("\n\nExit status: 0 success, 1 a build failed, 2 wrong usage, 3 not built: "
                    "no such function, no compiler, no trust."));
    parser.addPositionalArgument(QStringLiteral("[FUNCTION...]"),
                                 Build::tr("Names or logical ids; without one, all."));
    const QCommandLineOption json(QStringLiteral("json"), Build::tr("One JSON object a function."));
    parser.addOption(json);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine) {
        terminal::error(engine.error());
        return NotRun;
    }
    QStringList names = parser.positionalArguments();
    if (names.isEmpty()) {
        if (const auto opened = engine::openWorkspace(workspace)) {
            for (const engine::WorkspaceFunction &function : opened->functions)
                names << function.logicalId;
        }
    }
    Run run(**engine, names, parser.isSet(json));
    QMetaObject::invokeMethod(
        &run, [&run] { run.next(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/functionscommand.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/cli/terminal.h"
#include "engine/project/problemmessages.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

struct Functions
{
    Q_DECLARE_TR_FUNCTIONS(app::FunctionsCommand)
};

QJsonObject toJson(const engine::WorkspaceFunction &function)
{
    QJsonObject environment;
    for (const engine::EnvironmentVariable &variable : function.config.environment)
        environment.insert(variable.key, variable.value);
    QJsonArray triggers;
    for (const engine::TriggerSummary &trigger : function.triggers)
        triggers.append(QJsonObject{{QStringLiteral("id"), trigger.id},
                                    {QStringLiteral("type"), trigger.type},
                                    {QStringLiteral("detail"), trigger.detail}});
    QJsonArray hostPorts;
    for (const int port : function.config.hostPorts)
        hostPorts.append(port);
    return {
        {QStringLiteral("name"), function.config.name},
        {QStringLiteral("logicalId"), function.logicalId},
        {QStringLiteral("runtime"), function.config.runtime},
        {QStringLiteral("handler"), function.config.handler},
        {QStringLiteral("memorySizeMB"), function.config.memory.value},
        {QStringLiteral("timeoutSeconds"), qint64(function.config.timeout.count())},
        {QStringLiteral("ephemeralStorageMB"), function.config.ephemeralStorage.value},
        {QStringLiteral("architecture"), engine::architectureName(function.config.architecture)},
        {QStringLiteral("network"), engine::networkName(function.config.network)},
        {QStringLiteral("hostPorts"), hostPorts},
        {QStringLiteral("code"), function.codeUri},
        {QStringLiteral("layers"), QJsonArray::fromStringList(function.config.layers)},
        {QStringLiteral("environment"), environment},
        {QStringLiteral("triggers"), triggers}};
}

} // namespace

QString FunctionsCommand::name() const
{
    return QStringLiteral("functions");
}

QString FunctionsCommand::summary() const
{
    return Functions::tr("Lists the functions of the workspace.");
}

int FunctionsCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    const QCommandLineOption json(QStringLiteral("json"), Functions::tr("One JSON object a line."));
    parser.addOption(json);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const auto opened = engine::openWorkspace(workspace);
    if (!opened) {
        terminal::error(opened.error());
        return NotRun;
    }
    std::vector<QStringList> rows;
    for (const engine::WorkspaceFunction &function : opened->functions) {
        if (parser.isSet(json)) {
            terminal::out(QJsonDocument(toJson(function)).toJson(QJsonDocument::Compact) + '\n');
            continue;
        }
        QStringList triggers;
        for (const engine::TriggerSummary &trigger : function.triggers)
            triggers.append(trigger.type);
        rows.push_back({function.config.name, function.config.runtime, function.config.handler,
                        QString::number(function.config.memory.value),
                        QString::number(function.config.timeout.count()), function.codeUri,
                        triggers.join(u' ')});
    }
    if (!parser.isSet(json) && !rows.empty())
        terminal::table({Functions::tr("NAME"), Functions::tr("RUNTIME"), Functions::tr("HANDLER"),
                         Functions::tr("MB"), Functions::tr("TIMEOUT"), Functions::tr("CODE"),
                         Functions::tr("TRIGGERS")},
                        rows);
    if (opened->functions.empty())
        terminal::errLine(Functions::tr("There are no functions in %1.").arg(opened->templateFile));
    for (const engine::TemplateProblem &problem : opened->problems)
        terminal::errLine(engine::explain(problem).sentence);
    return Succeeded;
}

} // namespace app

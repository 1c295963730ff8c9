// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/versioncommands.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

#include "app/cli/terminal.h"
#include "engine/core/atomicfile.h"
#include "engine/core/deliver.h"
#include "engine/invoke/localengine.h"
#include "engine/model/configmessages.h"
#include "engine/model/functionname.h"
#include "engine/model/limits.h"
#include "engine/project/workspace.h"
#include "engine/versions/versionstore.h"

namespace app {
namespace {

using engine::Error;
using engine::FunctionAlias;
using engine::FunctionConfig;
using engine::FunctionVersions;
using engine::PublishedVersion;
using engine::VersionStore;

struct Versions
{
    Q_DECLARE_TR_FUNCTIONS(app::VersionsCommand)
};

int failed(const Error &error)
{
    terminal::error(error);
    return NotRun;
}

QString timeText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QJsonObject toJson(const PublishedVersion &version)
{
    return {{QStringLiteral("version"), QString::number(version.number)},
            {QStringLiteral("description"), version.description},
            {QStringLiteral("publishedAtMs"), version.publishedAtMs},
            {QStringLiteral("codeSha256"), version.codeSha256},
            {QStringLiteral("codeSize"), version.codeBytes},
            {QStringLiteral("runtime"), version.runtime},
            {QStringLiteral("handler"), version.handler},
            {QStringLiteral("memorySizeMB"), version.memory}};
}

QJsonObject toJson(const FunctionAlias &alias)
{
    QJsonObject json{{QStringLiteral("name"), alias.name},
                     {QStringLiteral("version"), alias.version},
                     {QStringLiteral("description"), alias.description}};
    if (!alias.additionalVersion.isEmpty())
        json.insert(QStringLiteral("additionalVersionWeights"),
                    QJsonObject{{alias.additionalVersion, alias.weight}});
    return json;
}

void print(const QJsonObject &json)
{
    terminal::out(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
}

QString targetText(const FunctionAlias &alias)
{
    if (alias.additionalVersion.isEmpty())
        return alias.version;
    return Versions::tr("%1 (%2 %), %3 (%4 %)")
        .arg(alias.version, QString::number((1 - alias.weight) * 100), alias.additionalVersion,
             QString::number(alias.weight * 100));
}

// The workspace's function of this name or logical id.
engine::Result<engine::WorkspaceFunction> lookUp(const QString &workspace, const QString &idOrName)
{
    const auto opened = engine::openWorkspace(workspace);
    if (!opened)
        return opened.error();
    const engine::WorkspaceFunction *function = opened->function(idOrName);
    if (!function)
        return Error{Error::Code::UnknownFunction, idOrName};
    return *function;
}

// One argument, and nothing else; a status when there are more or none.
std::optional<int> wantOne(const QCommandLineParser &parser, const QString &verb)
{
    if (parser.positionalArguments().size() == 1)
        return std::nullopt;
    return terminal::usage(Versions::tr("%1 takes one function.").arg(verb));
}

// "2=0.1"
bool takeWeight(const QString &text, FunctionAlias *alias)
{
    const qsizetype equals = text.indexOf(u'=');
    bool ok = false;
    alias->additionalVersion = text.left(equals);
    alias->weight = text.mid(equals + 1).toDouble(&ok);
    return equals > 0 && ok;
}

} // namespace

QString PublishCommand::name() const
{
    return QStringLiteral("publish");
}

QString PublishCommand::summary() const
{
    return Versions::tr("Publishes a function as a version that never changes.");
}

int PublishCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary() + u'\n'
        + Versions::tr("Code, layers and settings are kept as they are now; \"lwb invoke "
                       "FUNCTION:1\" runs version 1 later on. When nothing has changed since the "
                       "newest version, there is no new one. AutoPublishAlias of the template is "
                       "moved to the version."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), Versions::tr("Name or logical id."));
    const QCommandLineOption description(QStringLiteral("description"),
                                         Versions::tr("What is new in this version."),
                                         QStringLiteral("TEXT"));
    const QCommandLineOption json(QStringLiteral("json"), Versions::tr("A JSON object."));
    parser.addOptions({description, json});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (const auto status = wantOne(parser, name()))
        return *status;
    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine)
        return failed(engine.error());
    const QString function = parser.positionalArguments().constFirst();
    QObject here;
    int status = NotRun;
    QObject::connect(engine->get(), &engine::LocalEngine::buildOutputArrived, &here,
                     [](const QString &, const QByteArray &lines) { terminal::err(lines); });
    QMetaObject::invokeMethod(
        &here,
        [&] {
            engine::deliver((*engine)->publish(function, parser.value(description)), &here,
                            [&](const engine::Result<PublishedVersion> &version) {
                                if (!version) {
                                    terminal::error(version.error());
                                } else {
                                    status = Succeeded;
                                    if (parser.isSet(json))
                                        print(toJson(*version));
                                    else
                                        terminal::outLine(QString::number(version->number));
                                }
                                QCoreApplication::quit();
                            });
        },
        Qt::QueuedConnection);
    QCoreApplication::exec();
    return status;
}

QString VersionsCommand::name() const
{
    return QStringLiteral("versions");
}

QString VersionsCommand::summary() const
{
    return Versions::tr("Lists a function's versions and aliases.");
}

int VersionsCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), Versions::tr("Name or logical id."));
    const QCommandLineOption remove(QStringLiteral("delete"), Versions::tr("Deletes this version."),
                                    QStringLiteral("N"));
    const QCommandLineOption json(QStringLiteral("json"), Versions::tr("One JSON object a line."));
    parser.addOptions({remove, json});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (const auto status = wantOne(parser, name()))
        return *status;
    const auto function = lookUp(workspace, parser.positionalArguments().constFirst());
    if (!function)
        return failed(function.error());
    const VersionStore store(workspace);
    const QString &functionName = function->config.name;
    if (parser.isSet(remove)) {
        const auto removed = store.remove(functionName, parser.value(remove).toInt());
        return removed ? Succeeded : failed(removed.error());
    }
    const auto all = store.of(functionName);
    if (!all)
        return failed(all.error());
    if (parser.isSet(json)) {
        for (const PublishedVersion &version : all->versions)
            print(toJson(version));
        for (const FunctionAlias &alias : all->aliases)
            print({{QStringLiteral("alias"), toJson(alias)}});
        return Succeeded;
    }
    if (all->versions.empty()) {
        terminal::errLine(
            Versions::tr("Nothing was published. \"lwb publish %1\" does.").arg(functionName));
        return Succeeded;
    }
    std::vector<QStringList> rows;
    for (const PublishedVersion &version : all->versions) {
        QStringList aliases;
        for (const FunctionAlias &alias : all->aliases) {
            const QString number = QString::number(version.number);
            if (alias.version == number || alias.additionalVersion == number)
                aliases.append(alias.name);
        }
        rows.push_back({QString::number(version.number), timeText(version.publishedAtMs),
                        version.runtime, QString::number(version.memory), aliases.join(u' '),
                        version.description});
    }
    terminal::table({Versions::tr("VERSION"), Versions::tr("PUBLISHED"), Versions::tr("RUNTIME"),
                     Versions::tr("MB"), Versions::tr("ALIASES"), Versions::tr("DESCRIPTION")},
                    rows);
    return Succeeded;
}

QString AliasCommand::name() const
{
    return QStringLiteral("alias");
}

QString AliasCommand::summary() const
{
    return Versions::tr("Makes, moves, shows or deletes an alias of a function.");
}

int AliasCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary() + u'\n'
        + Versions::tr("An alias is a name for a version, or for two that share the calls: \"lwb "
                       "alias hello live --version 1 --additional 2=0.1\" sends one call of ten to "
                       "version 2. \"lwb invoke hello:live\" calls it."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), Versions::tr("Name or logical id."));
    parser.addPositionalArgument(QStringLiteral("[NAME]"),
                                 Versions::tr("The alias; without it all are listed."));
    const QCommandLineOption version(QStringLiteral("version"),
                                     Versions::tr("What it points to: a number or $LATEST."),
                                     QStringLiteral("VERSION"));
    const QCommandLineOption additional(
        QStringLiteral("additional"),
        Versions::tr("A second version, and its share of the calls from 0 to 1."),
        QStringLiteral("VERSION=WEIGHT"));
    const QCommandLineOption description(QStringLiteral("description"),
                                         Versions::tr("What it is for."), QStringLiteral("TEXT"));
    const QCommandLineOption remove(QStringLiteral("delete"), Versions::tr("Deletes the alias."));
    const QCommandLineOption json(QStringLiteral("json"), Versions::tr("One JSON object a line."));
    parser.addOptions({version, additional, description, remove, json});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const QStringList names = parser.positionalArguments();
    if (names.isEmpty() || names.size() > 2)
        return terminal::usage(Versions::tr("alias takes a function and the alias's name."));
    const auto function = lookUp(workspace, names[0]);
    if (!function)
        return failed(function.error());
    const VersionStore store(workspace);
    const QString &functionName = function->config.name;
    if (parser.isSet(remove)) {
        const auto removed = store.removeAlias(functionName, names.value(1));
        return removed ? Succeeded : failed(removed.error());
    }
    const auto before = store.of(functionName);
    if (!before)
        return failed(before.error());
    const bool changes =
        parser.isSet(version) || parser.isSet(additional) || parser.isSet(description);
    if (changes) {
        if (names.size() < 2)
            return terminal::usage(Versions::tr("alias takes a function and the alias's name."));
        const FunctionAlias *known = before->alias(names[1]);
        FunctionAlias alias = known ? *known : FunctionAlias{};
        alias.name = names[1];
        if (parser.isSet(version)) {
            alias.version = parser.value(version);
            alias.additionalVersion.clear();
            alias.weight = 0;
        }
        if (parser.isSet(additional) && !takeWeight(parser.value(additional), &alias))
            return terminal::usage(Versions::tr("--additional takes VERSION=WEIGHT."));
        if (parser.isSet(description))
            alias.description = parser.value(description);
        if (alias.version.isEmpty())
            return terminal::usage(Versions::tr("A new alias needs --version."));
        if (const auto set = store.setAlias(functionName, alias); !set)
            return failed(set.error());
    }
    const auto all = store.of(functionName);
    if (!all)
        return failed(all.error());
    std::vector<QStringList> rows;
    for (const FunctionAlias &alias : all->aliases) {
        if (names.size() > 1 && alias.name != names[1])
            continue;
        if (parser.isSet(json))
            print(toJson(alias));
        rows.push_back({alias.name, targetText(alias), alias.description});
    }
    if (names.size() > 1 && rows.empty())
        return failed({Error::Code::UnknownFunction, functionName + u':' + names[1]});
    if (!parser.isSet(json) && !rows.empty())
        terminal::table(
            {Versions::tr("ALIAS"), Versions::tr("VERSION"), Versions::tr("DESCRIPTION")}, rows);
    return Succeeded;
}

QString ConcurrencyCommand::name() const
{
    return QStringLiteral("concurrency");
}

QString ConcurrencyCommand::summary() const
{
    return Versions::tr("Shows or sets a function's reserved and provisioned concurrency.");
}

int ConcurrencyCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary() + u'\n'
        + Versions::tr("Reserved concurrency is a setting of the function and is written into the "
                       "template. Provisioned concurrency belongs to a version or alias: \"lwb "
                       "concurrency hello:live --provisioned 2\"."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION[:QUALIFIER]"),
                                 Versions::tr("Name or logical id, with a version or alias."));
    const QCommandLineOption reserved(
        QStringLiteral("reserved"),
        Versions::tr("At most so many requests at once, and kept for this function; \"none\" takes "
                     "the reservation away."),
        QStringLiteral("N"));
    const QCommandLineOption provisioned(
        QStringLiteral("provisioned"),
        Versions::tr("So many environments are kept initialised; 0: none."), QStringLiteral("N"));
    const QCommandLineOption json(QStringLiteral("json"), Versions::tr("A JSON object."));
    parser.addOptions({reserved, provisioned, json});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (const auto status = wantOne(parser, name()))
        return *status;
    const auto asked = engine::FunctionName::parse(parser.positionalArguments().constFirst());
    auto function = lookUp(workspace, asked.name);
    if (!function)
        return failed(function.error());
    FunctionConfig config = function->config;

    const auto opened = engine::openWorkspace(workspace);
    if (!opened)
        return failed(opened.error());
    VersionStore::Concurrency account{engine::limits::AccountConcurrency, {}};
    int elsewhere = 0;
    for (const engine::WorkspaceFunction &each : opened->functions) {
        const int places = std::max(each.config.reservedConcurrency, 0);
        if (each.config.name != config.name)
            elsewhere += places;
    }
    account.unreserved -= elsewhere;

    const VersionStore store(workspace);
    if (parser.isSet(reserved)) {
        if (!asked.qualifier.isEmpty())
            return failed({Error::Code::Refused,
                           QStringLiteral("This operation is permitted on Lambda functions only. "
                                          "Aliases and versions do not support this operation. "
                                          "Please specify either a function name or an unqualified "
                                          "function ARN."),
                           config.name});
        bool ok = true;
        const QString text = parser.value(reserved);
        config.reservedConcurrency =
            text == QStringLiteral("none") ? FunctionConfig::NotReserved : text.toInt(&ok);
        if (!ok || config.reservedConcurrency < FunctionConfig::NotReserved)
            return terminal::usage(Versions::tr("--reserved takes a number from 0 on, or none."));
        const auto all = store.of(config.name);
        if (!all)
            return failed(all.error());
        int total = 0;
        for (const auto &[qualifier, count] : all->provisioned)
            total += count;
        if (config.reservedConcurrency >= 0 && config.reservedConcurrency < total)
            return failed({Error::Code::Refused,
                           engine::belowProvisionedText(config.reservedConcurrency, total),
                           config.name});
        for (const engine::ConfigError &error : engine::validate(config, elsewhere)) {
            if (error.field == engine::ConfigError::Field::ReservedConcurrency)
                return failed(
                    {Error::Code::Refused, engine::serviceText(error, config), config.name});
        }
        const QString path = QDir(workspace).filePath(opened->templateFile);
        const auto bytes = engine::readWhole(path);
        if (!bytes)
            return failed(bytes.error());
        const auto patched = engine::patchFunction(*bytes, opened->templateFile,
                                                   function->logicalId, function->config, config);
        if (!patched)
            return failed(patched.error());
        if (const auto written = engine::writeAtomically(path, *patched); !written)
            return failed(written.error());
    }
    if (config.reservedConcurrency >= 0)
        account.reserved = config.reservedConcurrency;
    if (parser.isSet(provisioned)) {
        bool ok = false;
        const int count = parser.value(provisioned).toInt(&ok);
        if (!ok || count < 0)
            return terminal::usage(Versions::tr("--provisioned takes a number from 0 on."));
        if (const auto set = store.setProvisioned(config.name, asked.qualifier, count, account);
            !set)
            return failed(set.error());
    }
    const auto all = store.of(config.name);
    if (!all)
        return failed(all.error());
    if (parser.isSet(json)) {
        QJsonObject kept;
        for (const auto &[qualifier, count] : all->provisioned)
            kept.insert(qualifier, count);
        QJsonObject object{{QStringLiteral("functionName"), config.name},
                           {QStringLiteral("provisionedConcurrentExecutions"), kept}};
        if (account.reserved)
            object.insert(QStringLiteral("reservedConcurrentExecutions"), *account.reserved);
        print(object);
        return Succeeded;
    }
    terminal::outLine(account.reserved
                          ? Versions::tr("Reserved: %1").arg(*account.reserved)
                          : Versions::tr("Reserved: none; shares %1 of the account's %2")
                                .arg(account.unreserved)
                                .arg(engine::limits::AccountConcurrency));
    for (const auto &[qualifier, count] : all->provisioned)
        terminal::outLine(Versions::tr("Provisioned for %1: %2").arg(qualifier).arg(count));
    return Succeeded;
}

} // namespace app

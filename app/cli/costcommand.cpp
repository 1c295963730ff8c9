// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/costcommand.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <map>

#include "app/cli/terminal.h"
#include "app/workspacepaths.h"
#include "engine/pricing/azuremessages.h"
#include "engine/pricing/offers.h"
#include "engine/project/workspace.h"
#include "engine/telemetry/historystore.h"

namespace app {
namespace {

using engine::Cost;
using engine::CostLine;
using engine::MonthPlan;
using engine::Offer;

struct Costs
{
    Q_DECLARE_TR_FUNCTIONS(app::CostCommand)
};

constexpr int Sample = 10'000; // the newest records of the function

// An option that takes a number; `unit` multiplies it.
struct Number
{
    const char *name;
    QString description;
    double least;
    double most;
};

const std::vector<Number> &numbers()
{
    static const std::vector<Number> list = {
        {"requests", Costs::tr("Requests per month, such as 250k or 3M; else 1M."), 0, 1e12},
        {"duration", Costs::tr("Milliseconds of one call; else the average of the history."), 0,
         900'000},
        {"init", Costs::tr("Milliseconds of a cold start's init; else from the history."), 0,
         900'000},
        {"cold", Costs::tr("Percent of the calls that are cold; else from the history."), 0, 100},
        {"memory", Costs::tr("MB; else the function's."), 128, 10'240},
        {"storage", Costs::tr("MB of /tmp; else the function's."), 512, 10'240},
        {"event-size", Costs::tr("KB of one event, for a function that is called asynchronously."),
         1, 1'024},
        {"provisioned", Costs::tr("Environments that are kept ready."), 0, 1'000'000},
        {"hours", Costs::tr("Hours a day that they are; else 24."), 0, 24},
        {"provisioned-share", Costs::tr("Percent of the requests that they serve; else 100."), 0,
         100},
    };
    return list;
}

struct Basis
{
    MonthPlan plan;
    engine::FunctionConfig config;
    bool answersHttp = false;
    int measured = 0; // records that the plan comes from
    std::optional<engine::Megabytes> used;
};

// What was measured with this memory; none: the function's own.
engine::Result<Basis> basisOf(const QString &workspace, const QString &functionName,
                              std::optional<engine::Megabytes> memory)
{
    const auto opened = engine::openWorkspace(workspace);
    if (!opened)
        return opened.error();
    const engine::WorkspaceFunction *function = opened->function(functionName);
    if (!function)
        return engine::Error{engine::Error::Code::UnknownFunction, functionName};
    Basis basis;
    basis.config = function->config;
    basis.answersHttp = function->answersHttp();
    if (memory)
        basis.config.memory = *memory;
    if (QFileInfo::exists(historyFile(workspace))) {
        const auto store = engine::HistoryStore::open(historyFile(workspace));
        if (!store)
            return store.error();
        const auto records = (*store)->list({function->config.name, Sample});
        if (!records)
            return records.error();
        if (const auto measured = engine::planOf(*records, basis.config.memory)) {
            basis.plan = measured->plan;
            basis.measured = measured->calls;
        }
        for (const engine::InvocationRecord &record : *records) {
            if (record.maxMemoryUsed())
                basis.used =
                    std::max(basis.used.value_or(engine::Megabytes{0}), *record.maxMemoryUsed());
        }
    }
    basis.plan.memory = basis.config.memory;
    basis.plan.ephemeralStorage = basis.config.ephemeralStorage;
    basis.plan.architecture = basis.config.architecture;
    return basis;
}

// "250000", "250k", "3M".
std::optional<double> numberOf(QString text)
{
    double unit = 1;
    for (const auto &[letter, factor] : {std::pair{u'k', 1e3}, {u'M', 1e6}, {u'G', 1e9}}) {
        if (text.endsWith(letter)) {
            text.chop(1);
            unit = factor;
        }
    }
    bool isNumber = false;
    const double value = text.toDouble(&isNumber) * unit;
    return isNumber ? std::optional(value) : std::nullopt;
}

engine::Nanoseconds milliseconds(double value)
{
    return engine::Nanoseconds(std::llround(value * 1e6));
}

QString kindName(CostLine::Kind kind)
{
    switch (kind) {
    case CostLine::Kind::Requests:
        return QStringLiteral("requests");
    case CostLine::Kind::Duration:
        return QStringLiteral("duration");
    case CostLine::Kind::EphemeralStorage:
        return QStringLiteral("ephemeralStorage");
    case CostLine::Kind::ProvisionedReady:
        return QStringLiteral("provisionedReady");
    case CostLine::Kind::SnapStartCache:
        return QStringLiteral("snapStartCache");
    case CostLine::Kind::SnapStartRestore:
        return QStringLiteral("snapStartRestore");
    case CostLine::Kind::Streaming:
        return QStringLiteral("streaming");
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const Cost &cost)
{
    QJsonArray lines;
    for (const CostLine &line : cost.lines)
        lines.append(QJsonObject{{QStringLiteral("kind"), kindName(line.kind)},
                                 {QStringLiteral("usd"), line.amount.toExactString()},
                                 {QStringLiteral("formula"), line.formula}});
    return {{QStringLiteral("totalUsd"), cost.total.toExactString()},
            {QStringLiteral("lines"), lines}};
}

void print(const Offer &offer)
{
    terminal::outLine(Costs::tr("%1: ≈ $%2 a month").arg(offer.name, offer.cost.total.toString(2)));
    for (const CostLine &line : offer.cost.lines)
        terminal::outLine(QStringLiteral("  %1  $%2 = %3")
                              .arg(kindName(line.kind).leftJustified(16),
                                   line.amount.toExactString(), line.formula));
    for (const engine::AzureMisfit &misfit : offer.misfits)
        terminal::outLine(QStringLiteral("  %1 %2").arg(misfit.blocking ? Costs::tr("does not fit:")
                                                                        : Costs::tr("note:"),
                                                        engine::misfitText(misfit, *offer.azure)));
}

QJsonObject toJson(const Offer &offer)
{
    QJsonObject object = toJson(offer.cost);
    object.insert(QStringLiteral("id"), offer.id);
    object.insert(QStringLiteral("name"), offer.name);
    if (offer.azure) {
        QJsonArray reasons;
        for (const engine::AzureMisfit &misfit : offer.misfits) {
            reasons.append(
                QJsonObject{{QStringLiteral("blocking"), misfit.blocking},
                            {QStringLiteral("text"), engine::misfitText(misfit, *offer.azure)}});
        }
        object.insert(QStringLiteral("fits"), offer.fits());
        object.insert(QStringLiteral("reasons"), reasons);
    }
    return object;
}

} // namespace

QString CostCommand::name() const
{
    return QStringLiteral("cost");
}

QString CostCommand::summary() const
{
    return Costs::tr("Estimates what a month of calls would cost on AWS, and on Azure.");
}

int CostCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary() + u'\n'
        + Costs::tr("Durations come from this workspace's history unless they are given."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), Costs::tr("Its name or logical id."));
    for (const Number &number : numbers())
        parser.addOption({QLatin1StringView(number.name), number.description, QStringLiteral("N")});
    const QCommandLineOption arm(QStringLiteral("arm64"), Costs::tr("At the prices of arm64."));
    const QCommandLineOption noFreeTier(QStringLiteral("no-free-tier"),
                                        Costs::tr("As if it were used up."));
    const QCommandLineOption azure(QStringLiteral("azure"),
                                   Costs::tr("Also on Azure Functions, and what would not fit."));
    const QCommandLineOption json(QStringLiteral("json"), Costs::tr("One JSON object."));
    parser.addOptions({arm, noFreeTier, azure, json});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    if (parser.positionalArguments().size() != 1)
        return terminal::usage(Costs::tr("Name one function."));

    std::map<QString, double> given;
    for (const Number &number : numbers()) {
        const QString option = QLatin1StringView(number.name);
        if (!parser.isSet(option))
            continue;
        const std::optional<double> value = numberOf(parser.value(option));
        if (!value || !(*value >= number.least && *value <= number.most)) // nan is neither
            return terminal::usage(Costs::tr("--%1 takes a number from %2 to %3.")
                                       .arg(option, QString::number(number.least, 'f', 0),
                                            QString::number(number.most, 'f', 0)));
        given[option] = *value;
    }
    std::optional<engine::Megabytes> memory;
    if (const auto typed = given.find(QStringLiteral("memory")); typed != given.end())
        memory = engine::Megabytes{static_cast<int>(typed->second)};
    const auto basis = basisOf(workspace, parser.positionalArguments().constFirst(), memory);
    if (!basis) {
        terminal::error(basis.error());
        return NotRun;
    }
    MonthPlan plan = basis->plan;
    double hours = 24, share = 100;
    for (const auto &[option, value] : given) {
        if (option == u"requests")
            plan.requests = std::llround(value);
        else if (option == u"duration")
            plan.duration = milliseconds(value);
        else if (option == u"init")
            plan.init = milliseconds(value);
        else if (option == u"cold")
            plan.coldPerMillion = static_cast<int>(std::lround(value * 10'000));
        else if (option == u"storage")
            plan.ephemeralStorage = {static_cast<int>(value)};
        else if (option == u"event-size")
            plan.eventKilobytes = static_cast<int>(std::ceil(value));
        else if (option == u"provisioned")
            plan.provisioned.environments = static_cast<int>(value);
        else if (option == u"hours")
            hours = value;
        else if (option == u"provisioned-share")
            share = value;
    }
    if (basis->measured == 0 && !parser.isSet(QStringLiteral("duration")))
        return terminal::usage(Costs::tr("%1 has not been invoked here with %2 MB yet: give "
                                         "--duration, or invoke it once.")
                                   .arg(basis->config.name)
                                   .arg(basis->config.memory.value));
    if (parser.isSet(arm))
        plan.architecture = engine::Architecture::Arm64;
    plan.provisioned.perDay = engine::Seconds(std::llround(hours * 3'600));
    if (plan.provisioned.environments > 0)
        plan.provisioned.requests = std::llround(static_cast<double>(plan.requests) * share / 100);

    const engine::PriceTable &prices = engine::shippedPrices();
    const auto freeTier =
        parser.isSet(noFreeTier) ? engine::FreeTier::Ignore : engine::FreeTier::Apply;
    const engine::AzurePrices &others = engine::shippedAzurePrices();
    std::vector<Offer> offers = engine::compareOffers(
        {plan, basis->config, basis->used, basis->answersHttp, freeTier}, prices, others);
    if (!parser.isSet(azure))
        offers.resize(2);
    offers.erase(offers.begin() + (plan.architecture == engine::Architecture::Arm64 ? 0 : 1));

    if (parser.isSet(json)) {
        QJsonArray list;
        for (const Offer &offer : offers)
            list.append(toJson(offer));
        terminal::out(
            QJsonDocument(
                QJsonObject{
                    {QStringLiteral("functionName"), basis->config.name},
                    {QStringLiteral("requests"), qint64(plan.requests)},
                    {QStringLiteral("durationMs"),
                     static_cast<double>(plan.duration.count()) / 1e6},
                    {QStringLiteral("initMs"), static_cast<double>(plan.init.count()) / 1e6},
                    {QStringLiteral("coldPercent"), plan.coldPerMillion / 10'000.0},
                    {QStringLiteral("memorySizeMB"), plan.memory.value},
                    {QStringLiteral("architecture"), engine::architectureName(plan.architecture)},
                    {QStringLiteral("freeTier"), freeTier == engine::FreeTier::Apply},
                    {QStringLiteral("measuredCalls"), basis->measured},
                    {QStringLiteral("pricesAsOf"), prices.asOf},
                    {QStringLiteral("offers"), list}})
                .toJson(QJsonDocument::Compact)
            + '\n');
        return Succeeded;
    }
    for (const Offer &offer : offers)
        print(offer);
    terminal::errLine(
        (parser.isSet(QStringLiteral("duration"))
             ? Costs::tr("Estimate with the duration that was given.")
             : Costs::tr("Estimate from %n call(s) measured on this computer; on AWS durations "
                         "differ.",
                         nullptr, basis->measured))
        + u' ' + Costs::tr("Prices of %1 as of %2.").arg(prices.region, prices.asOf));
    if (parser.isSet(azure))
        terminal::errLine(Costs::tr("Azure: as of %1. %2").arg(others.asOf, others.note));
    return Succeeded;
}

} // namespace app

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>

#include "engine/pricing/azure.h"
#include "engine/pricing/figurereader.h"

namespace engine {
namespace {

class AzureReader : public FigureReader
{
public:
    [[nodiscard]] AzurePrices read(const Json &root)
    {
        AzurePrices prices;
        prices.asOf = text(member(root, "asOf", {}), QStringLiteral("asOf"));
        prices.source = text(member(root, "source", {}), QStringLiteral("source"));
        prices.region = text(member(root, "region", {}), QStringLiteral("region"));
        prices.note = text(member(root, "note", {}), QStringLiteral("note"));
        const Json *plans = member(root, "plans", {});
        if (!plans || !plans->is_array() || plans->empty()) {
            fail(QStringLiteral("plans must be a list of hosting plans"));
            return prices;
        }
        for (std::size_t i = 0; i < plans->size(); ++i)
            prices.plans.push_back(plan((*plans)[i], QStringLiteral("plans[%1]").arg(i)));
        return prices;
    }

private:
    AzurePlan plan(const Json &from, const QString &where)
    {
        AzurePlan plan;
        plan.id = text(member(from, "id", where), path(where, "id"));
        plan.name = text(member(from, "name", where), path(where, "name"));
        plan.legacy = from.is_object() && from.value("legacy", Json()).is_boolean()
                      && from["legacy"].get<bool>();
        plan.perMillionExecutions = priceAt(from, "perMillionExecutions", where);
        plan.perGbSecond = priceAt(from, "perGbSecond", where);
        plan.freeExecutions = countAt(from, "freeExecutions", where);
        plan.freeGbSeconds = countAt(from, "freeGbSeconds", where);
        plan.minimumMs = smallAt(from, "minimumMilliseconds", where);
        plan.roundingMs = smallAt(from, "roundingMilliseconds", where);
        if (plan.roundingMs < 1)
            fail(QStringLiteral("%1 must be larger than 0")
                     .arg(path(where, "roundingMilliseconds")));
        readMemory(plan, from, where);
        if (const Json *timeout = member(from, "timeoutMinutes", where)) {
            const QString there = path(where, "timeoutMinutes");
            plan.defaultTimeoutMinutes = smallAt(*timeout, "default", there);
            if (timeout->is_object() && timeout->contains("most"))
                plan.mostTimeoutMinutes = smallAt(*timeout, "most", there);
        }
        plan.httpSeconds = smallAt(from, "httpSeconds", where);
        plan.mostInstances = smallAt(from, "mostInstances", where);
        if (from.is_object() && from.contains("alwaysReady")) {
            const QString there = path(where, "alwaysReady");
            const Json &ready = from["alwaysReady"];
            plan.alwaysReady = AzurePlan::AlwaysReady{
                priceAt(ready, "baselinePerGbSecond", there), priceAt(ready, "perGbSecond", there),
                priceAt(ready, "perMillionExecutions", there)};
        }
        for (const QString &name : texts(from, "languages", where)) {
            const std::pair<QLatin1StringView, Language> known[] = {
                {QLatin1StringView("nodejs"), Language::NodeJs},
                {QLatin1StringView("python"), Language::Python},
                {QLatin1StringView("java"), Language::Java},
                {QLatin1StringView("dotnet"), Language::DotNet},
                {QLatin1StringView("ruby"), Language::Ruby},
                {QLatin1StringView("provided"), Language::Provided}};
            const auto *const found =
                std::find_if(std::begin(known), std::end(known),
                             [&](const auto &pair) { return pair.first == name; });
            if (found == std::end(known))
                fail(QStringLiteral("%1 names an unknown language: %2")
                         .arg(path(where, "languages"), name));
            else
                plan.languages.push_back(found->second);
        }
        plan.triggers = texts(from, "triggers", where);
        return plan;
    }

    void readMemory(AzurePlan &plan, const Json &from, const QString &where)
    {
        const Json *memory = member(from, "memory", where);
        if (!memory)
            return;
        const QString there = path(where, "memory");
        if (memory->is_object() && memory->contains("observedStepMB")) {
            plan.observedStepMb = smallAt(*memory, "observedStepMB", there);
            plan.mostMb = smallAt(*memory, "mostMB", there);
            if (plan.observedStepMb < 1)
                fail(QStringLiteral("%1 must be larger than 0").arg(path(there, "observedStepMB")));
            return;
        }
        const Json *sizes = member(*memory, "sizesMB", there);
        for (std::size_t i = 0; sizes && sizes->is_array() && i < sizes->size(); ++i)
            plan.sizesMb.push_back(
                small(&(*sizes)[i], QStringLiteral("%1.sizesMB[%2]").arg(there).arg(i)));
        if (plan.sizesMb.empty() || !std::is_sorted(plan.sizesMb.begin(), plan.sizesMb.end()))
            fail(QStringLiteral("%1.sizesMB must be a list that ascends").arg(there));
        else
            plan.mostMb = plan.sizesMb.back();
    }

    static QString path(const QString &where, const char *key)
    {
        return where + QLatin1Char('.') + QLatin1StringView(key);
    }

    Money priceAt(const Json &from, const char *key, const QString &where)
    {
        return price(member(from, key, where), path(where, key));
    }

    std::int64_t countAt(const Json &from, const char *key, const QString &where)
    {
        return count(member(from, key, where), path(where, key));
    }

    int smallAt(const Json &from, const char *key, const QString &where)
    {
        return small(member(from, key, where), path(where, key));
    }

    int small(const Json *value, const QString &where)
    {
        constexpr std::int64_t Most = 1'000'000;
        const std::int64_t number = count(value, where);
        if (number > Most)
            fail(QStringLiteral("%1 is larger than %2").arg(where).arg(Most));
        return static_cast<int>(std::min(number, Most));
    }

    QStringList texts(const Json &from, const char *key, const QString &where)
    {
        QStringList list;
        const Json *values = member(from, key, where);
        if (values && !values->is_array())
            fail(QStringLiteral("%1 must be a list").arg(path(where, key)));
        else if (values)
            for (const Json &value : *values)
                list += text(&value, path(where, key));
        return list;
    }
};

} // namespace

Result<AzurePrices> readAzurePrices(const QByteArray &json)
{
    const Result<FigureReader::Json> root = FigureReader::parse(json);
    if (!root)
        return root.error();
    AzureReader reader;
    AzurePrices prices = reader.read(*root);
    if (reader.error())
        return *reader.error();
    return prices;
}

const AzurePrices &shippedAzurePrices()
{
    static const AzurePrices prices = [] {
        QFile file(QStringLiteral(":/lambda-workbench/pricing/azure.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the price file of Azure is not built in");
        const Result<AzurePrices> read = readAzurePrices(file.readAll());
        if (!read)
            qFatal("the price file of Azure that is built in: %s", qPrintable(read.error().detail));
        return *read;
    }();
    return prices;
}

} // namespace engine

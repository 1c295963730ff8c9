// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/pricing.h"

#include <nlohmann/json.hpp>

#include <QFile>

#include <optional>

#include "engine/core/json.h"
#include "engine/model/function.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

// No price of the service comes near it; with more the exact sums of a huge month could overflow.
constexpr std::int64_t MostDollars = 1'000;

// Reads one region and keeps the first mistake; what is read after it does not matter.
class PriceReader
{
public:
    PriceReader(const Json &root, const QString &region)
        : m_root(root)
        , m_region(region)
    {
    }

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] PriceTable read()
    {
        PriceTable table;
        table.region = m_region;
        table.asOf = text(member(m_root, "asOf", {}), QStringLiteral("asOf"));
        table.source = text(member(m_root, "source", {}), QStringLiteral("source"));
        if (const Json *free = member(m_root, "freeTier", {})) {
            const QString path = QStringLiteral("freeTier");
            table.freeRequests =
                count(member(*free, "requests", path), path + QLatin1StringView(".requests"));
            table.freeGbSeconds =
                count(member(*free, "gbSeconds", path), path + QLatin1StringView(".gbSeconds"));
        }
        const Json *regions = member(m_root, "regions", {});
        m_own = regions ? member(*regions, m_region.toUtf8().constData(), QStringLiteral("regions"))
                        : nullptr;
        if (!m_own)
            return table;
        // A region may name another one whose prices hold where it has none of its own.
        if (m_own->is_object() && m_own->contains("sameAs")) {
            const QString name = text(&(*m_own)["sameAs"], path(QStringLiteral("sameAs")));
            m_base = member(*regions, name.toUtf8().constData(), QStringLiteral("regions"));
        }
        if (m_own->is_object() && m_own->contains("note"))
            table.source +=
                QLatin1StringView("; ") + text(&(*m_own)["note"], path(QStringLiteral("note")));

        table.perMillionRequests =
            price(inherited({"perMillionRequests"}), path(QStringLiteral("perMillionRequests")));
        table.ephemeralPerGbSecond = price(inherited({"ephemeralPerGbSecond"}),
                                           path(QStringLiteral("ephemeralPerGbSecond")));
        for (const Architecture architecture : {Architecture::X86_64, Architecture::Arm64}) {
            const QByteArray name = architectureName(architecture).toUtf8();
            table.duration[static_cast<int>(architecture)] =
                tiers(inherited({"duration", name.constData()}),
                      path(QStringLiteral("duration.") + QLatin1StringView(name)));
            table.provisionedDuration[static_cast<int>(architecture)] = price(
                inherited({"provisionedDurationPerGbSecond", name.constData()}),
                path(QStringLiteral("provisionedDurationPerGbSecond.") + QLatin1StringView(name)));
        }
        return table;
    }

private:
    [[nodiscard]] QString path(const QString &key) const
    {
        return QStringLiteral("regions.%1.%2").arg(m_region, key);
    }

    void fail(const QString &detail)
    {
        if (!m_error)
            m_error = Error{Error::Code::BadTemplate, detail};
    }

    const Json *member(const Json &object, const char *key, const QString &where)
    {
        if (object.is_object()) {
            const auto found = object.find(key);
            if (found != object.end())
                return &*found;
        }
        const QString name = QString::fromUtf8(key);
        fail(QStringLiteral("%1 is missing")
                 .arg(where.isEmpty() ? name : where + QLatin1Char('.') + name));
        return nullptr;
    }

    // The value at these keys in the region itself, else in the one it is the same as.
    [[nodiscard]] const Json *inherited(std::initializer_list<const char *> keys) const
    {
        for (const Json *region : {m_own, m_base}) {
            const Json *value = region;
            for (const char *key : keys) {
                const bool there = value && value->is_object() && value->contains(key);
                value = there ? &(*value)[key] : nullptr;
            }
            if (value)
                return value;
        }
        return nullptr;
    }

    QString text(const Json *value, const QString &where)
    {
        if (value && value->is_string())
            return QString::fromStdString(value->get<std::string>());
        fail(value ? QStringLiteral("%1 must be text").arg(where)
                   : QStringLiteral("%1 is missing").arg(where));
        return {};
    }

    std::int64_t count(const Json *value, const QString &where)
    {
        constexpr std::int64_t Most = 1'000'000'000'000'000; // exact also in a double
        if (value && value->is_number_integer() && value->get<double>() >= 0
            && value->get<double>() <= static_cast<double>(Most))
            return value->get<std::int64_t>();
        fail(value ? QStringLiteral("%1 must be a whole number").arg(where)
                   : QStringLiteral("%1 is missing").arg(where));
        return 0;
    }

    // Text, because a JSON number would be read as a binary fraction.
    Money price(const Json *value, const QString &where)
    {
        Money money;
        if (value && value->is_string()
            && Money::parse(QString::fromStdString(value->get<std::string>()), &money)
            && money >= Money()
            && money <= Money::fromTicks(Money::Ticks{MostDollars} * Money::TicksPerDollar))
            return money;
        fail(value
                 ? QStringLiteral("%1 must be a price as text, such as \"0.0000166667\"").arg(where)
                 : QStringLiteral("%1 is missing").arg(where));
        return {};
    }

    std::vector<PriceTier> tiers(const Json *value, const QString &where)
    {
        if (!value || !value->is_array() || value->empty()) {
            fail(value ? QStringLiteral("%1 must be a list of tiers").arg(where)
                       : QStringLiteral("%1 is missing").arg(where));
            return {};
        }
        std::vector<PriceTier> list;
        for (size_t i = 0; i < value->size(); ++i) {
            const Json &step = (*value)[i];
            const QString name = QStringLiteral("%1[%2]").arg(where).arg(i);
            PriceTier tier;
            tier.perGbSecond =
                price(member(step, "perGbSecond", name), name + QLatin1StringView(".perGbSecond"));
            const bool isLast = i + 1 == value->size();
            if (!isLast)
                tier.upToGbSeconds = count(member(step, "upToGbSeconds", name),
                                           name + QLatin1StringView(".upToGbSeconds"));
            else if (step.is_object() && step.contains("upToGbSeconds"))
                fail(QStringLiteral("%1: the last tier has no end").arg(name));
            const std::int64_t before = list.empty() ? 0 : list.back().upToGbSeconds;
            if (!isLast && tier.upToGbSeconds <= before)
                fail(QStringLiteral("%1.upToGbSeconds must be larger than %2")
                         .arg(name)
                         .arg(before));
            list.push_back(tier);
        }
        return list;
    }

    const Json &m_root;
    QString m_region;
    const Json *m_own = nullptr;
    const Json *m_base = nullptr;
    std::optional<Error> m_error;
};

} // namespace

Result<PriceTable> readPrices(const QByteArray &json, const QString &region)
{
    if (const Result<void> checked = checkJson(json); !checked)
        return checked.error();
    const Json root = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!root.is_object())
        return Error{Error::Code::BadTemplate,
                     QStringLiteral("the price file must be one JSON object")};
    PriceReader reader(root, region);
    PriceTable table = reader.read();
    if (reader.error())
        return *reader.error();
    return table;
}

const PriceTable &shippedPrices()
{
    static const PriceTable table = [] {
        QFile file(QStringLiteral(":/lambda-workbench/pricing/prices.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the price file is not built in");
        const Result<PriceTable> read =
            readPrices(file.readAll(), QString::fromUtf16(DefaultRegion));
        if (!read)
            qFatal("the price file that is built in: %s", qPrintable(read.error().detail));
        return *read;
    }();
    return table;
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/pricing.h"

#include <QFile>

#include "engine/model/function.h"
#include "engine/pricing/figurereader.h"

namespace engine {
namespace {

// Reads one region.
class PriceReader : public FigureReader
{
public:
    PriceReader(const Json &root, const QString &region)
        : m_root(root)
        , m_region(region)
    {
    }

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
            table.freeStreamedGb =
                count(member(*free, "streamedGb", path), path + QLatin1StringView(".streamedGb"));
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
        table.streamedPerGb =
            price(inherited({"streamedPerGb"}), path(QStringLiteral("streamedPerGb")));
        for (const Architecture architecture : {Architecture::X86_64, Architecture::Arm64}) {
            const QByteArray name = architectureName(architecture).toUtf8();
            table.duration[static_cast<int>(architecture)] =
                tiers(inherited({"duration", name.constData()}),
                      path(QStringLiteral("duration.") + QLatin1StringView(name)));
            const auto provisioned = [&](const char *key) {
                return price(
                    inherited({key, name.constData()}),
                    path(QLatin1StringView(key) + QLatin1Char('.') + QLatin1StringView(name)));
            };
            table.provisionedDuration[static_cast<int>(architecture)] =
                provisioned("provisionedDurationPerGbSecond");
            table.provisionedReady[static_cast<int>(architecture)] =
                provisioned("provisionedReadyPerGbSecond");
        }
        const auto nested = [&](const char *group, const char *key) {
            return price(inherited({group, key}), path(QLatin1StringView(group) + QLatin1Char('.')
                                                       + QLatin1StringView(key)));
        };
        table.snapStartCache = nested("snapStart", "cachePerGbSecond");
        table.snapStartRestore = nested("snapStart", "restorePerGb");
        table.edgePerMillionRequests = nested("edge", "perMillionRequests");
        table.edgePerGbSecond = nested("edge", "perGbSecond");
        return table;
    }

private:
    [[nodiscard]] QString path(const QString &key) const
    {
        return QStringLiteral("regions.%1.%2").arg(m_region, key);
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
    const QString m_region;
    const Json *m_own = nullptr;
    const Json *m_base = nullptr;
};

} // namespace

Result<PriceTable> readPrices(const QByteArray &json, const QString &region)
{
    const Result<FigureReader::Json> root = FigureReader::parse(json);
    if (!root)
        return root.error();
    PriceReader reader(*root, region);
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

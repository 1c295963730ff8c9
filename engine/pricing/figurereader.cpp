// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pricing/figurereader.h"

#include "engine/core/json.h"

namespace engine {
namespace {

// No price of a service comes near it; with more the exact sums of a huge month could overflow.
constexpr std::int64_t MostDollars = 1'000;

} // namespace

Result<FigureReader::Json> FigureReader::parse(const QByteArray &json)
{
    if (const Result<void> checked = checkJson(json); !checked)
        return checked.error();
    Json root = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!root.is_object())
        return Error{Error::Code::BadTemplate,
                     QStringLiteral("the price file must be one JSON object")};
    return root;
}

void FigureReader::fail(const QString &detail)
{
    if (!m_error)
        m_error = Error{Error::Code::BadTemplate, detail};
}

const FigureReader::Json *FigureReader::member(const Json &object, const char *key,
                                               const QString &where)
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

QString FigureReader::text(const Json *value, const QString &where)
{
    if (value && value->is_string())
        return QString::fromStdString(value->get<std::string>());
    fail(value ? QStringLiteral("%1 must be text").arg(where)
               : QStringLiteral("%1 is missing").arg(where));
    return {};
}

std::int64_t FigureReader::count(const Json *value, const QString &where)
{
    constexpr std::int64_t Most = 1'000'000'000'000'000; // exact also in a double
    if (value && value->is_number_integer() && value->get<double>() >= 0
        && value->get<double>() <= static_cast<double>(Most))
        return value->get<std::int64_t>();
    fail(value ? QStringLiteral("%1 must be a whole number").arg(where)
               : QStringLiteral("%1 is missing").arg(where));
    return 0;
}

Money FigureReader::price(const Json *value, const QString &where)
{
    Money money;
    if (value && value->is_string()
        && Money::parse(QString::fromStdString(value->get<std::string>()), &money)
        && money >= Money()
        && money <= Money::fromTicks(Money::Ticks{MostDollars} * Money::TicksPerDollar))
        return money;
    fail(value ? QStringLiteral("%1 must be a price as text, such as \"0.0000166667\"").arg(where)
               : QStringLiteral("%1 is missing").arg(where));
    return {};
}

} // namespace engine

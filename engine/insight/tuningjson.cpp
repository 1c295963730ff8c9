// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/tuningjson.h"

#include <QtEndian>

#include <nlohmann/json.hpp>

#include "engine/insight/milliseconds.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

QByteArray bytesOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace))
           + '\n';
}

Money costOf(const TuningResult &result, const TuningRow &row)
{
    return row.cost[static_cast<int>(result.architecture)];
}

template <typename Number, typename Value>
QByteArray encoded(const TuningResult &result, Value value)
{
    QByteArray bytes;
    for (const TuningRow &row : result.rows) {
        if (row.duration.count == 0)
            continue;
        const auto number = qToLittleEndian(static_cast<Number>(value(row)));
        bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
    }
    return bytes.toBase64();
}

// Sizes as 16 bit integers, times and costs as 32 bit floating point numbers.
QByteArray chartAddress(const TuningResult &result)
{
    return "https://lambda-power-tuning.show/#"
           + encoded<qint16>(result, [](const TuningRow &row) { return row.memory.value; }) + ';'
           + encoded<float>(result, [](const TuningRow &row) { return inMilliseconds(row.mean); })
           + ';' + encoded<float>(result, [&](const TuningRow &row) {
                 return costOf(result, row).toDouble();
             });
}

Json distributionJson(const Distribution &values)
{
    if (values.count == 0)
        return nullptr;
    return {{"count", values.count},
            {"minMs", inMilliseconds(values.min)},
            {"meanMs", inMilliseconds(values.mean)},
            {"medianMs", inMilliseconds(values.p50)},
            {"p95Ms", inMilliseconds(values.p95)},
            {"maxMs", inMilliseconds(values.max)}};
}

Json sizeOrNull(const TuningResult &result, std::optional<std::size_t> row)
{
    if (!row)
        return nullptr;
    return result.rows[*row].memory.value;
}

} // namespace

QByteArray powerTuningJson(const TuningResult &result, Strategy strategy)
{
    const auto chosen = strategy == Strategy::Cost    ? result.cheapest
                        : strategy == Strategy::Speed ? result.fastest
                                                      : result.balanced;
    if (!chosen)
        return bytesOf({{"error", "no size had good calls only"}});
    Money spent;
    Json stats = Json::array();
    for (const TuningRow &row : result.rows) {
        spent += row.spent;
        if (row.duration.count == 0)
            continue;
        stats.push_back({{"value", row.memory.value},
                         {"averagePrice", costOf(result, row).toDouble()},
                         {"averageDuration", inMilliseconds(row.mean)},
                         {"totalCost", row.spent.toDouble()}});
    }
    const TuningRow &row = result.rows[*chosen];
    return bytesOf({{"power", row.memory.value},
                    {"cost", costOf(result, row).toDouble()},
                    {"duration", inMilliseconds(row.mean)},
                    {"stateMachine",
                     {{"executionCost", 0},
                      {"lambdaCost", spent.toDouble()},
                      {"visualization", chartAddress(result).toStdString()}}},
                    {"stats", std::move(stats)}});
}

QByteArray tuningJson(const TuningResult &result)
{
    Json rows = Json::array();
    for (const TuningRow &row : result.rows) {
        Json errors = Json::object();
        for (const auto &[kind, count] : row.errorKinds)
            errors[kind.toStdString()] = count;
        const bool priced = row.duration.count > 0;
        rows.push_back(
            {{"memoryMB", row.memory.value},
             {"vcpus", vcpusOf(row.memory)},
             {"calls", row.calls},
             {"errors", std::move(errors)},
             {"lastError", row.lastError.isEmpty() ? Json() : Json(row.lastError.toStdString())},
             {"durationMs", priced ? Json(inMilliseconds(row.mean)) : Json()},
             {"billedMs", priced ? Json(row.meanBilledMs) : Json()},
             {"warm", distributionJson(row.duration)},
             {"cold", distributionJson(row.cold)},
             {"memoryUsedMB", row.memoryUsed ? Json(row.memoryUsed->value) : Json()},
             {"costUsdX86", priced ? Json(row.cost[0].toDouble()) : Json()},
             {"costUsdArm", priced ? Json(row.cost[1].toDouble()) : Json()},
             {"isCandidate", row.isCandidate()}});
    }
    return bytesOf(
        {{"functionName", result.functionName.toStdString()},
         {"architecture", architectureName(result.architecture).toStdString()},
         {"complete", result.complete},
         {"weight", result.weight},
         {"cheapestMB", sizeOrNull(result, result.cheapest)},
         {"fastestMB", sizeOrNull(result, result.fastest)},
         {"balancedMB", sizeOrNull(result, result.balanced)},
         {"sizes", std::move(rows)},
         {"fullMachineMB", result.fullMachine.value > 0 ? Json(result.fullMachine.value) : Json()},
         {"note", "Estimates: measured on this computer at Lambda's CPU share for the memory; "
                  "costUsdArm is the price of the same duration on arm64. Costs are of the "
                  "duration, without the fee per request and without free tier."}});
}

} // namespace engine

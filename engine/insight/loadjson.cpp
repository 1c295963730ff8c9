// SPDX-License-Identifier: GPL-3.0-or-later
// A load run's result as text and back.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "engine/insight/loadresult.h"
#include "engine/insight/milliseconds.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;
using Counts = std::map<QString, std::int64_t>;

Json toJson(const Counts &counts)
{
    Json json = Json::object();
    for (const auto &[name, count] : counts)
        json[name.toStdString()] = count;
    return json;
}

Json toJson(const Distribution &values)
{
    return {{"count", values.count},
            {"minMs", inMilliseconds(values.min)},
            {"meanMs", inMilliseconds(values.mean)},
            {"p50Ms", inMilliseconds(values.p50)},
            {"p90Ms", inMilliseconds(values.p90)},
            {"p95Ms", inMilliseconds(values.p95)},
            {"p99Ms", inMilliseconds(values.p99)},
            {"maxMs", inMilliseconds(values.max)}};
}

const Json *member(const Json &object, const char *key)
{
    const auto it = object.find(key);
    return it == object.end() ? nullptr : &*it;
}

QString text(const Json &object, const char *key)
{
    const Json *found = member(object, key);
    return found && found->is_string()
               ? QString::fromStdString(found->get_ref<const std::string &>())
               : QString();
}

// Files can be edited: a count is one that numbers are computed with.
constexpr std::int64_t MostCounted = 1'000'000'000'000'000;

std::int64_t countOf(const Json &value)
{
    if (value.is_number_unsigned())
        return static_cast<std::int64_t>(
            std::min(value.get<std::uint64_t>(), static_cast<std::uint64_t>(MostCounted)));
    return 0; // negative, or none
}

std::int64_t integer(const Json &object, const char *key)
{
    const Json *found = member(object, key);
    return found ? countOf(*found) : 0;
}

int smallInteger(const Json &object, const char *key)
{
    return static_cast<int>(
        std::min<std::int64_t>(integer(object, key), std::numeric_limits<int>::max()));
}

Nanoseconds time(const Json &object, const char *key)
{
    const Json *found = member(object, key);
    const double ms = found && found->is_number() ? found->get<double>() : 0;
    return std::abs(ms) < 1e12 ? Nanoseconds{std::llround(ms * 1e6)} : Nanoseconds{0};
}

Counts counts(const Json &object, const char *key)
{
    Counts all;
    if (const Json *found = member(object, key); found && found->is_object()) {
        for (const auto &[name, count] : found->items()) {
            if (count.is_number_integer())
                all[QString::fromStdString(name)] = countOf(count);
        }
    }
    return all;
}

Distribution distribution(const Json &object, const char *key)
{
    Distribution values;
    const Json *found = member(object, key);
    if (!found || !found->is_object())
        return values;
    values.count = smallInteger(*found, "count");
    values.min = time(*found, "minMs");
    values.mean = time(*found, "meanMs");
    values.p50 = time(*found, "p50Ms");
    values.p90 = time(*found, "p90Ms");
    values.p95 = time(*found, "p95Ms");
    values.p99 = time(*found, "p99Ms");
    values.max = time(*found, "maxMs");
    return values;
}

} // namespace

QByteArray loadResultJson(const LoadResult &result)
{
    const Json json{{"name", result.name.toStdString()},
                    {"functionName", result.functionName.toStdString()},
                    {"plan", result.plan.toStdString()},
                    {"startedAtMs", result.startedAtMs},
                    {"elapsedMs", inMilliseconds(result.elapsed)},
                    {"end", endName(result.end).toStdString()},
                    {"sent", result.sent},
                    {"done", result.done},
                    {"outcomes", toJson(result.outcomes)},
                    {"starts", toJson(result.starts)},
                    {"errorTypes", toJson(result.errorTypes)},
                    {"throttles", result.throttled()},
                    {"throughputPerSecond", result.throughput()},
                    {"peakConcurrency", result.peakConcurrency},
                    {"response", toJson(result.response)},
                    {"service", toJson(result.service)},
                    {"lateness", toJson(result.lateness)},
                    {"late", result.late},
                    {"wasGeneratorLate", result.wasGeneratorLate()},
                    {"memoryMB", result.memory.value},
                    {"cold", toJson(result.cold)}};
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace))
           + '\n';
}

Result<LoadResult> loadResultFrom(const QByteArray &bytes)
{
    const Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!json.is_object())
        return Error{Error::Code::BadSyntax, QStringLiteral("it is no stored run")};
    LoadResult result;
    result.name = text(json, "name");
    result.functionName = text(json, "functionName");
    result.plan = text(json, "plan");
    result.startedAtMs = integer(json, "startedAtMs");
    result.elapsed = time(json, "elapsedMs");
    for (const auto end : {LoadResult::End::Complete, LoadResult::End::TooManyErrors,
                           LoadResult::End::Cancelled, LoadResult::End::TooMany}) {
        if (text(json, "end") == endName(end))
            result.end = end;
    }
    result.sent = integer(json, "sent");
    result.done = integer(json, "done");
    result.outcomes = counts(json, "outcomes");
    result.starts = counts(json, "starts");
    result.errorTypes = counts(json, "errorTypes");
    result.peakConcurrency = smallInteger(json, "peakConcurrency");
    result.response = distribution(json, "response");
    result.service = distribution(json, "service");
    result.lateness = distribution(json, "lateness");
    result.late = integer(json, "late");
    result.cold = distribution(json, "cold");
    result.memory = {smallInteger(json, "memoryMB")};
    return result;
}

} // namespace engine

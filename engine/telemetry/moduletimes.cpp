// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/moduletimes.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "engine/core/json.h"

namespace engine {
namespace {

constexpr std::size_t MostModules = 10'000;
constexpr qsizetype LongestName = 500;
constexpr std::int64_t DeepestNesting = 1'000;
constexpr std::int64_t LongestTime = 3'600'000'000'000; // an hour: no init takes that long

} // namespace

std::vector<ModuleTime> readModuleTimes(const QByteArray &json)
{
    std::vector<ModuleTime> modules;
    if (json.isEmpty() || !checkJson(json)) // nor what is nested without end
        return modules;
    const auto list = nlohmann::json::parse(json.begin(), json.end(), nullptr, false);
    if (!list.is_array())
        return modules;
    for (const auto &item : list) {
        if (modules.size() == MostModules)
            break;
        if (!item.is_array() || item.size() != 4 || !item[0].is_string()
            || !item[1].is_number_integer() || !item[2].is_number_integer()
            || !item[3].is_number_integer())
            continue;
        const auto number = [&item](std::size_t index, std::int64_t most) {
            return std::clamp<std::int64_t>(item[index].get<std::int64_t>(), 0, most);
        };
        modules.push_back({QString::fromStdString(item[0].get<std::string>()).left(LongestName),
                           static_cast<int>(number(1, DeepestNesting)),
                           Nanoseconds(number(2, LongestTime)),
                           Nanoseconds(number(3, LongestTime))});
    }
    return modules;
}

QByteArray writeModuleTimes(const std::vector<ModuleTime> &modules)
{
    QByteArray text;
    for (const ModuleTime &module : modules) {
        text += text.isEmpty() ? "[[" : ",[";
        text += jsonString(module.name) + ',' + QByteArray::number(module.depth) + ','
                + QByteArray::number(qint64{module.self.count()}) + ','
                + QByteArray::number(qint64{module.total.count()}) + ']';
    }
    return text.isEmpty() ? QByteArray("[]") : text + ']';
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/versions/versionedfunctions.h"

#include <utility>

#include "engine/model/functionname.h"
#include "engine/versions/versionrules.h"

namespace engine {

VersionedFunctions::VersionedFunctions(FunctionSource &latest, const VersionStore &store,
                                       std::function<double()> chance)
    : m_latest(latest)
    , m_store(store)
    , m_chance(std::move(chance))
{
}

Result<Function> VersionedFunctions::function(const QString &idOrName)
{
    const FunctionName asked = FunctionName::parse(idOrName);
    auto latest = m_latest.function(asked.name);
    if (asked.qualifier.isEmpty())
        return latest;
    if (asked.qualifier == Latest) {
        if (latest)
            latest->qualifier = Latest;
        return latest;
    }
    // The function must be there, but need not be well: a version that was published runs on.
    if (!latest && latest.error().code == Error::Code::UnknownFunction)
        return Error{Error::Code::UnknownFunction, idOrName};
    const QString name = latest ? latest->config.name : asked.name;
    const auto versions = m_store.of(name);
    if (!versions)
        return versions.error();
    QString version = asked.qualifier;
    if (const FunctionAlias *alias = versions->alias(asked.qualifier))
        version = versionrules::chosenVersion(*alias, m_chance());
    auto function = version == Latest ? latest : m_store.version(name, version);
    if (!function)
        return function.error().code == Error::Code::UnknownFunction
                   ? Error{Error::Code::UnknownFunction, idOrName}
                   : function.error();
    function->qualifier = asked.qualifier;
    if (latest) { // what belongs to the function, not to one of its versions
        function->config.async = latest->config.async;
        function->config.recursiveLoop = latest->config.recursiveLoop;
        function->config.reservedConcurrency = latest->config.reservedConcurrency;
    }
    return function;
}

} // namespace engine

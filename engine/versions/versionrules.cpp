// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/versions/versionrules.h"

#include <QRegularExpression>

#include "engine/model/limits.h"

namespace engine::versionrules {
namespace {

bool isNumber(const QString &text)
{
    static const QRegularExpression digits(QStringLiteral("^[0-9]+$"));
    return digits.match(text).hasMatch();
}

// The version that a version's number or an alias stands for.
QString versionOf(const FunctionVersions &versions, const QString &qualifier)
{
    const FunctionAlias *alias = versions.alias(qualifier);
    return alias ? alias->version : qualifier;
}

QString failedConstraint(const QString &value, const QString &where, const QString &constraint)
{
    return QStringLiteral("1 validation error detected: Value '%1' at '%2' failed to satisfy "
                          "constraint: %3")
        .arg(value, where, constraint);
}

} // namespace

QString aliasError(const QString &functionArn, const FunctionVersions &versions,
                   const FunctionAlias &alias)
{
    static const QRegularExpression name(QStringLiteral("^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$"));
    if (alias.name.isEmpty() || alias.name.size() > 128 || !name.match(alias.name).hasMatch())
        return failedConstraint(alias.name, QStringLiteral("name"),
                                QStringLiteral("Member must satisfy regular expression pattern: "
                                               "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"));
    const auto missing = [&](const QString &version) {
        return version != Latest && !versions.version(version)
                   ? QStringLiteral("Function not found: %1:%2").arg(functionArn, version)
                   : QString();
    };
    if (const QString text = missing(alias.version); !text.isEmpty())
        return text;
    if (alias.additionalVersion.isEmpty())
        return {};
    if (alias.version == Latest)
        return QStringLiteral("$LATEST is not supported for an alias pointing to more than 1 "
                              "version");
    if (!isNumber(alias.additionalVersion))
        return failedConstraint(alias.additionalVersion,
                                QStringLiteral("routingConfig.additionalVersionWeights"),
                                QStringLiteral("Map keys must satisfy constraint: [Member must "
                                               "satisfy regular expression pattern: [0-9]+]"));
    if (alias.weight < 0 || alias.weight > 1)
        return failedConstraint(
            QStringLiteral("{%1=%2}").arg(alias.additionalVersion,
                                          QString::number(alias.weight, 'f', 1)),
            QStringLiteral("routingConfig.additionalVersionWeights"),
            QStringLiteral("Map value must satisfy constraint: [Member must have value less than "
                           "or equal to 1.0, Member must have value greater than or equal to 0.0, "
                           "Member must not be null]"));
    if (alias.additionalVersion == alias.version)
        return QStringLiteral("Invalid function version %1. Function version %1 is already "
                              "included in routing configuration.")
            .arg(alias.version);
    return missing(alias.additionalVersion);
}

QString provisionedError(const FunctionVersions &versions, const QString &qualifier,
                         int environments, const VersionStore::Concurrency &account)
{
    if (qualifier.isEmpty() || versionOf(versions, qualifier) == Latest)
        return QStringLiteral("Provisioned Concurrency Configs cannot be applied to unpublished "
                              "function versions.");
    const FunctionAlias *alias = versions.alias(qualifier);
    if (!alias && !versions.version(qualifier))
        return QStringLiteral("Function not found: %1").arg(qualifier);
    int others = 0;
    for (const auto &[other, count] : versions.provisioned) {
        if (other == qualifier)
            continue;
        others += count;
        if (versionOf(versions, other) != versionOf(versions, qualifier))
            continue;
        return alias ? QStringLiteral("Alias can't be used for Provisioned Concurrency "
                                      "configuration on an already Provisioned version")
                     : QStringLiteral("Version is pointed by a Provisioned Concurrency alias");
    }
    if (environments == 0)
        return {};
    if (environments < 0)
        return failedConstraint(QString::number(environments),
                                QStringLiteral("provisionedConcurrentExecutions"),
                                QStringLiteral("Member must have value greater than or equal to "
                                               "1"));
    if (account.reserved)
        return others + environments > *account.reserved
                   ? QStringLiteral("Requested Provisioned Concurrency should not be greater than "
                                    "the reservedConcurrentExecution for function")
                   : QString();
    const int left = account.unreserved - others;
    if (environments > left)
        return QStringLiteral("Specified ConcurrentExecutions for function is greater than "
                              "account's unreserved concurrency [%1].")
            .arg(left);
    if (left - environments < limits::UnreservedConcurrencyMin)
        return QStringLiteral("Specified ConcurrentExecutions for function decreases account's "
                              "UnreservedConcurrentExecution below its minimum value of [%1].")
            .arg(limits::UnreservedConcurrencyMin);
    return {};
}

QString chosenVersion(const FunctionAlias &alias, double chance)
{
    return !alias.additionalVersion.isEmpty() && chance < alias.weight ? alias.additionalVersion
                                                                       : alias.version;
}

} // namespace engine::versionrules

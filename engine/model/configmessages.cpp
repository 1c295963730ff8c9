// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/configmessages.h"

#include <QCoreApplication>
#include <QLocale>

#include "engine/core/json.h"
#include "engine/model/limits.h"
#include "engine/model/runtimeid.h"

namespace engine {
namespace {

using Field = ConfigError::Field;
using Kind = ConfigError::Kind;

struct ConfigMessages
{
    Q_DECLARE_TR_FUNCTIONS(engine::ConfigMessages)
};

QString number(int value)
{
    return QLocale().toString(value);
}

QString constraint(const QString &value, const char *member, const QString &rule)
{
    return QStringLiteral("1 validation error detected: Value '%1' at '%2' failed to satisfy "
                          "constraint: Member must %3")
        .arg(value, QLatin1StringView(member), rule);
}

QString rangeText(const ConfigError &error, const char *member, int low, int high)
{
    return constraint(error.detail, member,
                      error.kind == Kind::TooSmall
                          ? QStringLiteral("have value greater than or equal to %1").arg(low)
                          : QStringLiteral("have value less than or equal to %1").arg(high));
}

QString layersText(const ConfigError &error)
{
    if (error.kind == Kind::TooLarge)
        return QStringLiteral("Cannot reference more than %1 layers.").arg(limits::Layers);
    return QStringLiteral("Two different versions of the same layer are not allowed to be "
                          "referenced in the same function. %1 are versions of the same layer.")
        .arg(error.detail);
}

// PutFunctionEventInvokeConfig's texts about targets; `config` as the service prints it.
QString destinationText(const ConfigError &error, const AsyncConfig &config)
{
    const bool success = error.field == Field::OnSuccess;
    const QString member = success ? QStringLiteral("destinationConfig.onSuccess.destination")
                                   : QStringLiteral("destinationConfig.onFailure.destination");
    const QByteArray path = member.toLatin1();
    switch (error.kind) {
    case Kind::TooLong:
        return constraint(
            error.detail, path.constData(),
            QStringLiteral("have length less than or equal to %1").arg(limits::DestinationLength));
    case Kind::Itself:
        return QStringLiteral("You can't specify the function as a destination for itself.");
    case Kind::Unknown: {
        const auto shown = [](const char *name, const QString &arn) {
            return arn.isEmpty()
                       ? QStringLiteral("null")
                       : QStringLiteral("%1(destination=%2)").arg(QLatin1StringView(name), arn);
        };
        return QStringLiteral("The provided destination config DestinationConfig(onSuccess=%1, "
                              "onFailure=%2) is invalid.")
            .arg(shown("OnSuccess", config.onSuccess), shown("OnFailure", config.onFailure));
    }
    default:
        return constraint(
            error.detail, path.constData(),
            QStringLiteral("satisfy regular expression pattern: "
                           "$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|"
                           "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:"
                           "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:"
                           "(\\d{12})?:(.*)"));
    }
}

QString deadLetterText(const ConfigError &error)
{
    if (error.kind == Kind::Unknown)
        return QStringLiteral("The provided execution role does not have permissions to call "
                              "SendMessage on SQS");
    return constraint(error.detail, "deadLetterConfig.targetArn",
                      QStringLiteral("satisfy regular expression pattern: "
                                     "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()"));
}

QString environmentJson(const FunctionConfig &config)
{
    QByteArray json = "{";
    for (const EnvironmentVariable &variable : config.environment) {
        if (json.size() > 1)
            json += ',';
        json += jsonString(variable.key) + ':' + jsonString(variable.value);
    }
    return QString::fromUtf8(json + '}');
}

QString environmentText(const ConfigError &error, const FunctionConfig &config)
{
    const QString start =
        QStringLiteral("Lambda was unable to configure your environment variables "
                       "because the environment variables you have provided ");
    if (error.kind == Kind::TooLarge)
        return start + QStringLiteral("exceeded the 4KB limit. String measured: ")
               + environmentJson(config);
    if (error.kind == Kind::Reserved)
        return start
               + QStringLiteral("contains reserved keys that are currently not supported for "
                                "modification. Reserved keys used in this request: ")
               + error.detail;
    return constraint(
        error.detail, "environment.variables",
        QStringLiteral("satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+"));
}

Explanation hostPortExplanation(const ConfigError &error)
{
    switch (error.kind) {
    case Kind::TooLong:
        return {ConfigMessages::tr("A function reaches at most %1 ports of this machine; these are "
                                   "%2.")
                    .arg(number(MostHostPorts), error.detail),
                ConfigMessages::tr("Remove those that it does not need.")};
    case Kind::Reserved:
        return {ConfigMessages::tr("Port %1 is taken inside the sandbox: 9001 by the Runtime API, "
                                   "2000 by the X-Ray daemon.")
                    .arg(error.detail),
                ConfigMessages::tr("Let the service on this machine listen on another port.")};
    case Kind::Duplicate:
        return {ConfigMessages::tr("Port %1 is there twice.").arg(error.detail),
                ConfigMessages::tr("Remove one of them.")};
    default:
        return {ConfigMessages::tr("%1 is no port: ports are numbers from 1 to %2.")
                    .arg(error.detail)
                    .arg(LastPort),
                QString()};
    }
}

Explanation targetExplanation(const ConfigError &error)
{
    if (error.kind == Kind::Itself)
        return {ConfigMessages::tr("A function can't be its own destination."), QString()};
    if (error.kind == Kind::Unknown && error.field == Field::DeadLetterTarget)
        return {ConfigMessages::tr("Dead letters go to a queue (SQS) or a topic (SNS), not to %1.")
                    .arg(error.detail),
                QString()};
    if (error.kind == Kind::Unknown)
        return {error.field == Field::OnSuccess
                    ? ConfigMessages::tr("A destination is a queue (SQS), a topic (SNS), a "
                                         "function or an event bus, not %1.")
                          .arg(error.detail)
                    : ConfigMessages::tr("A destination of failures is a queue (SQS), a topic "
                                         "(SNS), a function, an event bus or a bucket, not %1.")
                          .arg(error.detail),
                QString()};
    return {ConfigMessages::tr("\"%1\" is no ARN of a target.").arg(error.detail),
            ConfigMessages::tr("Of a queue in the template it is !GetAtt QUEUE.Arn; !Ref is its "
                               "URL.")};
}

} // namespace

Explanation explain(const ConfigError &error)
{
    if (error.kind == Kind::NotANumber)
        return {ConfigMessages::tr("\"%1\" is not a whole number.").arg(error.detail),
                ConfigMessages::tr("Enter digits only.")};
    switch (error.field) {
    case Field::Name:
        if (error.kind == Kind::Missing)
            return {ConfigMessages::tr("The function needs a name."), QString()};
        return {ConfigMessages::tr("A name has 1 to %1 letters, digits, \"-\" or \"_\".")
                    .arg(number(limits::FunctionNameLength)),
                QString()};
    case Field::Runtime:
        if (error.kind == Kind::Missing)
            return {ConfigMessages::tr("Choose the runtime that the code is written for."),
                    QString()};
        return {ConfigMessages::tr("\"%1\" is no Lambda runtime.").arg(error.detail),
                ConfigMessages::tr("Choose one of the list, such as python3.13 or nodejs22.x.")};
    case Field::Handler:
        if (error.kind == Kind::Missing)
            return {ConfigMessages::tr("The handler is missing."),
                    ConfigMessages::tr("Name file and function, such as app.handler.")};
        if (error.kind == Kind::TooLong)
            return {ConfigMessages::tr("A handler has at most %1 characters.")
                        .arg(number(limits::HandlerLength)),
                    QString()};
        return {ConfigMessages::tr("A handler contains no blanks."), QString()};
    case Field::Description:
        return {ConfigMessages::tr("A description has at most %1 characters; this one has %2.")
                    .arg(number(limits::DescriptionLength), error.detail),
                QString()};
    case Field::Memory:
        return {ConfigMessages::tr("Memory must be %1 to %2 MB.")
                    .arg(number(limits::MemoryMin.value), number(limits::MemoryMax.value)),
                QString()};
    case Field::Timeout:
        return {ConfigMessages::tr("The timeout must be %1 to %2 seconds.")
                    .arg(number(static_cast<int>(limits::TimeoutMin.count())),
                         number(static_cast<int>(limits::TimeoutMax.count()))),
                QString()};
    case Field::EphemeralStorage:
        return {ConfigMessages::tr("Ephemeral storage must be %1 to %2 MB.")
                    .arg(number(limits::EphemeralStorageMin.value),
                         number(limits::EphemeralStorageMax.value)),
                QString()};
    case Field::ReservedConcurrency:
        if (error.kind == Kind::TooSmall)
            return {ConfigMessages::tr("Reserved concurrency can't be less than 0."),
                    ConfigMessages::tr("Leave it out to share the account's concurrency.")};
        return {ConfigMessages::tr("At most %1 can be reserved: of the account's %2, %3 must stay "
                                   "for functions without a reservation.")
                    .arg(error.detail, number(limits::AccountConcurrency),
                         number(limits::UnreservedConcurrencyMin)),
                ConfigMessages::tr("Reserve less, here or for another function.")};
    case Field::Layers:
        if (error.kind == Kind::TooLarge)
            return {layersText(error),
                    ConfigMessages::tr("Remove a layer, or put what two of them hold into one.")};
        return {layersText(error), ConfigMessages::tr("Remove one of them.")};
    case Field::MaximumEventAge:
        return {ConfigMessages::tr("The age of an event must be %1 to %2 seconds.")
                    .arg(number(static_cast<int>(limits::EventAgeMin.count())),
                         number(static_cast<int>(limits::EventAgeMax.count()))),
                QString()};
    case Field::MaximumRetryAttempts:
        return {ConfigMessages::tr("An event is tried again 0 to %1 times.")
                    .arg(number(limits::RetryAttemptsMax)),
                QString()};
    case Field::OnSuccess:
    case Field::OnFailure:
    case Field::DeadLetterTarget:
        return targetExplanation(error);
    case Field::HostPorts:
        return hostPortExplanation(error);
    case Field::Environment:
        break;
    }
    switch (error.kind) {
    case Kind::TooLarge:
        return {ConfigMessages::tr("All variables together may take 4 KB; these take %1 bytes.")
                    .arg(error.detail),
                ConfigMessages::tr("Move large values to a file of the function or to S3.")};
    case Kind::Reserved:
        return {ConfigMessages::tr("Lambda sets %1 itself.").arg(error.detail),
                ConfigMessages::tr("Use another name.")};
    case Kind::Duplicate:
        return {ConfigMessages::tr("%1 is there twice.").arg(error.detail),
                ConfigMessages::tr("Remove one of them.")};
    default:
        return {ConfigMessages::tr("\"%1\" can't be a variable's name: it starts with a letter and "
                                   "goes on with letters, digits and \"_\", at least two in all.")
                    .arg(error.detail),
                QString()};
    }
}

QString serviceText(const ConfigError &error, const FunctionConfig &config)
{
    switch (error.field) {
    case Field::Name:
        return error.kind == Kind::TooLong
                   ? constraint(error.detail, "functionName",
                                QStringLiteral("have length less than or equal to 64"))
                   : constraint(error.detail, "functionName",
                                QStringLiteral("satisfy regular expression pattern: "
                                               "[a-zA-Z0-9-_]+"));
    case Field::Runtime: {
        QStringList ids;
        for (const RuntimeId &runtime : knownRuntimes())
            ids.append(runtime.id);
        return QStringLiteral("Value %1 at 'runtime' failed to satisfy constraint: Member must "
                              "satisfy enum value set: [%2] or be a valid ARN")
            .arg(error.detail, ids.join(QStringLiteral(", ")));
    }
    case Field::Handler:
        return error.kind == Kind::TooLong
                   ? constraint(error.detail, "handler",
                                QStringLiteral("have length less than or equal to 128"))
                   : constraint(error.detail, "handler",
                                QStringLiteral("satisfy regular expression pattern: [^\\s]+"));
    case Field::Description:
        return constraint(config.description, "description",
                          QStringLiteral("have length less than or equal to 256"));
    case Field::Memory:
        return rangeText(error, "memorySize", limits::MemoryMin.value, limits::MemoryMax.value);
    case Field::Timeout:
        return rangeText(error, "timeout", static_cast<int>(limits::TimeoutMin.count()),
                         static_cast<int>(limits::TimeoutMax.count()));
    case Field::EphemeralStorage:
        return rangeText(error, "ephemeralStorage.size", limits::EphemeralStorageMin.value,
                         limits::EphemeralStorageMax.value);
    case Field::ReservedConcurrency:
        return error.kind == Kind::TooSmall
                   ? constraint(error.detail, "reservedConcurrentExecutions",
                                QStringLiteral("have value greater than or equal to 0"))
                   : QStringLiteral("Specified ReservedConcurrentExecutions for function "
                                    "decreases account's UnreservedConcurrentExecution below its "
                                    "minimum value of [%1].")
                         .arg(limits::UnreservedConcurrencyMin);
    case Field::Layers:
        return layersText(error);
    case Field::MaximumEventAge:
        return rangeText(error, "maximumEventAgeInSeconds",
                         static_cast<int>(limits::EventAgeMin.count()),
                         static_cast<int>(limits::EventAgeMax.count()));
    case Field::MaximumRetryAttempts:
        return rangeText(error, "maximumRetryAttempts", 0, limits::RetryAttemptsMax);
    case Field::OnSuccess:
    case Field::OnFailure:
        return destinationText(error, config.async);
    case Field::DeadLetterTarget:
        return deadLetterText(error);
    case Field::HostPorts: // the service has no such setting
        return explain(error).sentence;
    case Field::Environment:
        break;
    }
    return environmentText(error, config);
}

// Leading and double blanks are the service's own.
QString belowProvisionedText(int reserved, int provisioned)
{
    return QStringLiteral(" ReservedConcurrentExecutions  %1 should not be lower than function's "
                          "total provisioned concurrency [%2].")
        .arg(reserved)
        .arg(provisioned);
}

} // namespace engine

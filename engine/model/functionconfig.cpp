// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/functionconfig.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

#include "engine/core/json.h"
#include "engine/model/limits.h"
#include "engine/model/runtimeid.h"

namespace engine {
namespace {

using Field = ConfigError::Field;
using Kind = ConfigError::Kind;
using Errors = std::vector<ConfigError>;

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1StringView(pattern)))
        .match(text)
        .hasMatch();
}

template <typename T>
void checkRange(Errors &errors, Field field, T value, T low, T high, const QString &shown)
{
    if (value < low)
        errors.push_back({field, Kind::TooSmall, shown});
    else if (value > high)
        errors.push_back({field, Kind::TooLarge, shown});
}

void checkName(Errors &errors, const QString &name)
{
    if (name.isEmpty())
        errors.push_back({Field::Name, Kind::Missing});
    else if (name.size() > limits::FunctionNameLength)
        errors.push_back({Field::Name, Kind::TooLong, name});
    else if (!matches(name, "[a-zA-Z0-9_-]+"))
        errors.push_back({Field::Name, Kind::Malformed, name});
}

void checkHandler(Errors &errors, const FunctionConfig &config)
{
    const QString &handler = config.handler;
    if (handler.isEmpty()) {
        errors.push_back({Field::Handler, Kind::Missing});
    } else if (handler.size() > limits::HandlerLength) {
        errors.push_back({Field::Handler, Kind::TooLong, handler});
    } else if (handler.contains(QRegularExpression(QStringLiteral("\\s")))) {
        errors.push_back({Field::Handler, Kind::Malformed, handler});
    }
}

void checkEnvironment(Errors &errors, const std::vector<EnvironmentVariable> &environment)
{
    QSet<QString> seen;
    for (const EnvironmentVariable &variable : environment) {
        if (reservedEnvironmentKeys().contains(variable.key))
            errors.push_back({Field::Environment, Kind::Reserved, variable.key});
        else if (!matches(variable.key, "[a-zA-Z][a-zA-Z0-9_]+"))
            errors.push_back({Field::Environment, Kind::Malformed, variable.key});
        if (seen.contains(variable.key))
            errors.push_back({Field::Environment, Kind::Duplicate, variable.key});
        seen.insert(variable.key);
    }
    const int size = environmentSize(environment);
    if (size > limits::EnvironmentBytes)
        errors.push_back({Field::Environment, Kind::TooLarge, QString::number(size)});
}

// "arn:...:layer:name:3" without the version; an id as it is.
QString withoutVersion(const QString &layer)
{
    const bool versioned = layer.startsWith(u"arn:") && layer.count(u':') == 7;
    return versioned ? layer.section(u':', 0, 6) : layer;
}

void checkLayers(Errors &errors, const QStringList &layers)
{
    if (layers.size() > limits::Layers)
        errors.push_back({Field::Layers, Kind::TooLarge, QString::number(layers.size())});
    for (qsizetype i = 0; i < layers.size(); ++i)
        for (qsizetype j = 0; j < i; ++j)
            if (withoutVersion(layers[i]) == withoutVersion(layers[j])) {
                errors.push_back({Field::Layers, Kind::Duplicate,
                                  QStringLiteral("%1 and %2").arg(layers[j], layers[i])});
                return;
            }
}

// The pattern of DestinationArn ("PutFunctionEventInvokeConfig"), less its Kafka form.
bool isArn(const QString &text)
{
    return matches(text,
                   "arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:"
                   "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)");
}

void checkTarget(Errors &errors, Field field, const QString &arn, const QString &functionName,
                 const QStringList &services)
{
    if (arn.isEmpty())
        return;
    if (arn.size() > limits::DestinationLength)
        errors.push_back({field, Kind::TooLong, arn});
    else if (!isArn(arn))
        errors.push_back({field, Kind::Malformed, arn});
    else if (!services.contains(serviceOfArn(arn)))
        errors.push_back({field, Kind::Unknown, arn});
    else if (serviceOfArn(arn) == u"lambda" && arn.section(u':', 6, 6) == functionName)
        errors.push_back({field, Kind::Itself, arn});
}

void checkAsync(Errors &errors, const FunctionConfig &config)
{
    const AsyncConfig &async = config.async;
    checkRange(errors, Field::MaximumEventAge, async.maximumEventAge, limits::EventAgeMin,
               limits::EventAgeMax, QString::number(async.maximumEventAge.count()));
    checkRange(errors, Field::MaximumRetryAttempts, async.maximumRetryAttempts, 0,
               limits::RetryAttemptsMax, QString::number(async.maximumRetryAttempts));
    QStringList services{QStringLiteral("sqs"), QStringLiteral("sns"), QStringLiteral("lambda"),
                         QStringLiteral("events")};
    checkTarget(errors, Field::OnSuccess, async.onSuccess, config.name, services);
    services.append(QStringLiteral("s3"));
    checkTarget(errors, Field::OnFailure, async.onFailure, config.name, services);
    checkTarget(errors, Field::DeadLetterTarget, async.deadLetterTarget, config.name,
                {QStringLiteral("sqs"), QStringLiteral("sns")});
}

} // namespace

QString architectureName(Architecture architecture)
{
    return architecture == Architecture::X86_64 ? QStringLiteral("x86_64")
                                                : QStringLiteral("arm64");
}

std::vector<ConfigError> validateHostPorts(const std::vector<int> &ports)
{
    Errors errors;
    if (ports.size() > MostHostPorts)
        errors.push_back({Field::HostPorts, Kind::TooLong, QString::number(ports.size())});
    QSet<int> seen;
    for (const int port : ports) {
        if (port < 1 || port > LastPort)
            errors.push_back({Field::HostPorts, port < 1 ? Kind::TooSmall : Kind::TooLarge,
                              QString::number(port)});
        else if (isReservedPort(port))
            errors.push_back({Field::HostPorts, Kind::Reserved, QString::number(port)});
        if (seen.contains(port))
            errors.push_back({Field::HostPorts, Kind::Duplicate, QString::number(port)});
        seen.insert(port);
    }
    return errors;
}

int mostReservable(int reservedElsewhere)
{
    return std::max(
        limits::AccountConcurrency - limits::UnreservedConcurrencyMin - reservedElsewhere, 0);
}

std::vector<ConfigError> validate(const FunctionConfig &config, int reservedElsewhere)
{
    Errors errors;
    checkName(errors, config.name);
    if (config.runtime.isEmpty())
        errors.push_back({Field::Runtime, Kind::Missing});
    else if (!RuntimeId::parse(config.runtime))
        errors.push_back({Field::Runtime, Kind::Unknown, config.runtime});
    checkHandler(errors, config);
    if (config.description.size() > limits::DescriptionLength)
        errors.push_back(
            {Field::Description, Kind::TooLong, QString::number(config.description.size())});
    checkRange(errors, Field::Memory, config.memory, limits::MemoryMin, limits::MemoryMax,
               QString::number(config.memory.value));
    checkRange(errors, Field::Timeout, config.timeout, limits::TimeoutMin, limits::TimeoutMax,
               QString::number(config.timeout.count()));
    checkRange(errors, Field::EphemeralStorage, config.ephemeralStorage,
               limits::EphemeralStorageMin, limits::EphemeralStorageMax,
               QString::number(config.ephemeralStorage.value));
    checkEnvironment(errors, config.environment);
    checkLayers(errors, config.layers);
    if (config.reservedConcurrency < FunctionConfig::NotReserved)
        errors.push_back({Field::ReservedConcurrency, Kind::TooSmall,
                          QString::number(config.reservedConcurrency)});
    else if (config.reservedConcurrency > mostReservable(reservedElsewhere))
        errors.push_back({Field::ReservedConcurrency, Kind::TooLarge,
                          QString::number(mostReservable(reservedElsewhere))});
    checkAsync(errors, config);
    const Errors ports = validateHostPorts(config.hostPorts);
    errors.insert(errors.end(), ports.begin(), ports.end());
    return errors;
}

const QStringList &reservedEnvironmentKeys()
{
    static const QStringList keys{
        QStringLiteral("_HANDLER"),
        QStringLiteral("_X_AMZN_TRACE_ID"),
        QStringLiteral("AWS_DEFAULT_REGION"),
        QStringLiteral("AWS_REGION"),
        QStringLiteral("AWS_EXECUTION_ENV"),
        QStringLiteral("AWS_LAMBDA_FUNCTION_NAME"),
        QStringLiteral("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
        QStringLiteral("AWS_LAMBDA_FUNCTION_VERSION"),
        QStringLiteral("AWS_LAMBDA_INITIALIZATION_TYPE"),
        QStringLiteral("AWS_LAMBDA_LOG_GROUP_NAME"),
        QStringLiteral("AWS_LAMBDA_LOG_STREAM_NAME"),
        QStringLiteral("AWS_ACCESS_KEY"),
        QStringLiteral("AWS_ACCESS_KEY_ID"),
        QStringLiteral("AWS_SECRET_ACCESS_KEY"),
        QStringLiteral("AWS_SECRET_KEY"),
        QStringLiteral("AWS_SESSION_TOKEN"),
        QStringLiteral("AWS_SECURITY_TOKEN"),
        QStringLiteral("AWS_LAMBDA_RUNTIME_API"),
        QStringLiteral("LAMBDA_TASK_ROOT"),
        QStringLiteral("LAMBDA_RUNTIME_DIR"),
        QStringLiteral("AWS_LAMBDA_MAX_CONCURRENCY"),
        QStringLiteral("AWS_LAMBDA_METADATA_API"),
        QStringLiteral("AWS_LAMBDA_METADATA_TOKEN"),
        QStringLiteral("AWS_LAMBDA_LOG_FORMAT"),
        QStringLiteral("AWS_LAMBDA_LOG_LEVEL"),
    };
    return keys;
}

int environmentSize(const std::vector<EnvironmentVariable> &environment)
{
    if (environment.empty())
        return 0;
    qsizetype size = 2; // the braces
    for (const EnvironmentVariable &variable : environment)
        size += jsonString(variable.key).size() + 1 + jsonString(variable.value).size();
    size += static_cast<qsizetype>(environment.size()) - 1; // the commas
    return static_cast<int>(size);
}

QString serviceOfArn(const QString &arn)
{
    return arn.startsWith(u"arn:") ? arn.section(u':', 2, 2) : QString();
}

double cpuShare(Megabytes memory)
{
    return std::min(double(memory.value) / limits::MemoryOfOneCpu, double(limits::MostCpus));
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pool/environmentvariables.h"

#include <algorithm>

namespace engine {
namespace {

void set(std::vector<EnvironmentVariable> &variables, const QString &key, const QString &value)
{
    const auto it = std::find_if(variables.begin(), variables.end(),
                                 [&key](const EnvironmentVariable &v) { return v.key == key; });
    if (it == variables.end())
        variables.push_back({key, value});
    else
        it->value = value;
}

} // namespace

std::vector<EnvironmentVariable> environmentVariables(const Function &function,
                                                      const RuntimeLaunch &launch,
                                                      const std::vector<EnvironmentVariable> &extra,
                                                      const QString &logStream,
                                                      Initialization initialization)
{
    std::vector<EnvironmentVariable> variables = launch.environment;
    const auto add = [&variables](const char *key, const QString &value) {
        set(variables, QLatin1StringView(key), value);
    };
    add("AWS_XRAY_DAEMON_ADDRESS", QStringLiteral("127.0.0.1:2000"));
    add("_AWS_XRAY_DAEMON_ADDRESS", QStringLiteral("127.0.0.1"));
    add("_AWS_XRAY_DAEMON_PORT", QStringLiteral("2000"));
    add("AWS_XRAY_CONTEXT_MISSING", QStringLiteral("LOG_ERROR"));
    for (const EnvironmentVariable &variable : function.config.environment)
        set(variables, variable.key, variable.value);
    for (const EnvironmentVariable &variable : extra)
        set(variables, variable.key, variable.value);

    add("_HANDLER", function.config.handler);
    add("AWS_REGION", function.region);
    add("AWS_DEFAULT_REGION", function.region);
    add("AWS_LAMBDA_FUNCTION_NAME", function.config.name);
    add("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", QString::number(function.config.memory.value));
    add("AWS_LAMBDA_FUNCTION_VERSION", function.version);
    add("AWS_LAMBDA_INITIALIZATION_TYPE", initialization == Initialization::ProvisionedConcurrency
                                              ? QStringLiteral("provisioned-concurrency")
                                              : QStringLiteral("on-demand"));
    const LoggingConfig &logging = function.config.logging;
    add("AWS_LAMBDA_LOG_GROUP_NAME", logging.group.isEmpty()
                                         ? QStringLiteral("/aws/lambda/") + function.config.name
                                         : logging.group);
    if (logging.format == LogFormat::Json) {
        add("AWS_LAMBDA_LOG_FORMAT", QStringLiteral("JSON"));
        add("AWS_LAMBDA_LOG_LEVEL",
            logging.applicationLevel.isEmpty() ? QStringLiteral("INFO") : logging.applicationLevel);
    }
    add("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    add("AWS_LAMBDA_RUNTIME_API", QStringLiteral("127.0.0.1:9001"));
    add("LAMBDA_TASK_ROOT", QStringLiteral("/var/task"));
    add("LAMBDA_RUNTIME_DIR", QStringLiteral("/var/runtime"));
    // Nobody's credentials: well-formed, so that SDKs sign, and refused by AWS.
    add("AWS_ACCESS_KEY_ID", QStringLiteral("ASIAIOSFODNN7EXAMPLE"));
    add("AWS_SECRET_ACCESS_KEY", QStringLiteral("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    add("AWS_SESSION_TOKEN", QStringLiteral("lambda-workbench-local-session"));
    if (launch.logDescriptor == SandboxSpec::LogDescriptor::Number62)
        add("_LAMBDA_TELEMETRY_LOG_FD", QStringLiteral("62"));
    return variables;
}

std::vector<EnvironmentVariable> extensionVariables(
    const std::vector<EnvironmentVariable> &runtimes)
{
    static const QStringList hidden{
        QStringLiteral("AWS_EXECUTION_ENV"),          QStringLiteral("AWS_LAMBDA_LOG_GROUP_NAME"),
        QStringLiteral("AWS_LAMBDA_LOG_STREAM_NAME"), QStringLiteral("AWS_XRAY_CONTEXT_MISSING"),
        QStringLiteral("AWS_XRAY_DAEMON_ADDRESS"),    QStringLiteral("LAMBDA_RUNTIME_DIR"),
        QStringLiteral("LAMBDA_TASK_ROOT"),
    };
    std::vector<EnvironmentVariable> variables;
    for (const EnvironmentVariable &variable : runtimes) {
        if (!variable.key.startsWith(u'_') && !hidden.contains(variable.key))
            variables.push_back(variable);
    }
    return variables;
}

} // namespace engine

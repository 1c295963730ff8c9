// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/dotnetlaunch.h"

#include <QDir>
#include <QFileInfo>

namespace engine {
namespace {

const QString Task = QStringLiteral("/var/task/");
const QString Library = QStringLiteral("lambda-runtime.dll");

// Ends as Lambda's start script does.
QStringList ending(int status, const QString &words)
{
    return {QStringLiteral("/bin/sh"),
            QStringLiteral("-c"),
            QStringLiteral("echo \"$1\" >&2; exit \"$2\""),
            QStringLiteral("sh"),
            QStringLiteral("Error: ") + words,
            QString::number(status)};
}

// "NAME.deps.json", else the only one that there is; empty when there is none, or several.
QString configFile(const QDir &code, const QString &name, const QString &end)
{
    if (QFileInfo(code.filePath(name + end)).isFile())
        return name + end;
    const QStringList all = code.entryList({u'*' + end}, QDir::Files);
    return all.size() == 1 ? all.first() : QString();
}

QStringList programCommand(const QDir &code, const QString &handler, const QStringList &host)
{
    const QString assembly =
        handler.endsWith(QLatin1StringView(".dll")) ? handler : handler + QStringLiteral(".dll");
    if (QFileInfo(code.filePath(assembly)).isFile())
        return host + QStringList{Task + assembly};
    if (QFileInfo(code.filePath(handler)).isFile()) // with the runtime inside
        return {Task + handler};
    return ending(104, QStringLiteral("executable assembly %1 or binary %2 not found.")
                           .arg(Task + assembly, Task + handler));
}

} // namespace

bool isClassLibrary(const QString &handler)
{
    return handler.contains(u':');
}

QString dotNetBootstrap(const QString &bootstraps, const Interpreter &dotnet,
                        const std::optional<CSharpCompiler> &compiler)
{
    // Compiled for one line it runs on it and on later ones; what Mono's compiler makes runs on
    // all.
    const QString folder = bootstraps + QStringLiteral("/dotnet/compiled/");
    const QString own = folder + QStringLiteral("net") + dotnet.version.section(u'.', 0, 0);
    const QString any = folder + QStringLiteral("net");
    if (isMade(own) || (compiler && compiler->kind == CSharpCompiler::Kind::Roslyn))
        return own;
    return isMade(any) || compiler ? any : QString();
}

bool isMade(const QString &dotNetBootstrap)
{
    return QFileInfo(dotNetBootstrap + u'/' + Library).isFile();
}

QStringList dotNetCommand(const Function &function, bool isOtherVersion)
{
    const QDir code(function.codePath);
    const QString &handler = function.config.handler;
    QStringList host{QStringLiteral("/var/lang/bin/dotnet"), QStringLiteral("exec")};
    if (isOtherVersion)
        host << QStringLiteral("--roll-forward") << QStringLiteral("Major");
    if (!isClassLibrary(handler))
        return programCommand(code, handler, host);

    QString name = handler.section(u':', 0, 0);
    for (const EnvironmentVariable &variable : function.config.environment) {
        if (variable.key == QLatin1StringView("LAMBDA_DOTNET_MAIN_ASSEMBLY")
            && !variable.value.isEmpty())
            name = variable.value.endsWith(QLatin1StringView(".dll")) ? variable.value.chopped(4)
                                                                      : variable.value;
    }
    const QString deps = configFile(code, name, QStringLiteral(".deps.json"));
    const QString config = configFile(code, name, QStringLiteral(".runtimeconfig.json"));
    const QString lacking =
        QStringLiteral(".NET binaries for Lambda function are not correctly installed in the "
                       "/var/task directory of the image when the image was built. The /var/task "
                       "directory is missing the required %1 file.");
    if (deps.isEmpty())
        return ending(105, lacking.arg(QLatin1StringView(".deps.json")));
    if (config.isEmpty())
        return ending(106, lacking.arg(QLatin1StringView(".runtimeconfig.json")));
    return host
           + QStringList{QStringLiteral("--depsfile"),
                         Task + deps,
                         QStringLiteral("--runtimeconfig"),
                         Task + config,
                         QStringLiteral("/var/runtime/") + Library,
                         handler};
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileInfo>
#include <QVersionNumber>

#include "engine/builds/buildplan.h"
#include "engine/model/runtimeid.h"
#include "engine/runtimes/dotnetlaunch.h"

namespace engine {
namespace {

constexpr char16_t InstalledSdk[] = u"/build/dotnet"; // of one outside of /usr

// What `dotnet publish` leaves in a folder: its sources need not be there.
bool isPublished(const QDir &folder, const QString &assembly)
{
    return folder.exists(assembly + QStringLiteral(".dll"))
           || folder.exists(assembly + QStringLiteral(".runtimeconfig.json"));
}

// "Hello" of "Hello::Hello.Function::Handler" and of the programs "Hello" and "Hello.dll".
QString assemblyOf(const QString &handler)
{
    const QString name = handler.section(u':', 0, 0);
    return name.endsWith(QLatin1StringView(".dll")) ? name.chopped(4) : name;
}

// One argument for the shell.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', QLatin1StringView("'\\''")) + u'\'';
}

} // namespace

std::optional<DotNetSdk> newestSdk(const std::vector<DotNetRoot> &roots)
{
    std::optional<DotNetSdk> best;
    for (const DotNetRoot &root : roots) {
        if (!root.sdks.isEmpty()
            && (!best
                || QVersionNumber::fromString(root.sdks.first())
                       > QVersionNumber::fromString(best->version)))
            best = DotNetSdk{root.sdks.first(), root.folder};
    }
    return best;
}

QString dotNetProject(const QString &folder)
{
    return QDir(folder)
        .entryList(
            {QStringLiteral("*.csproj"), QStringLiteral("*.fsproj"), QStringLiteral("*.vbproj")},
            QDir::Files, QDir::Name)
        .value(0);
}

QString useDotNet(CommandSpec &command, const DotNetSdk &sdk)
{
    QString root = sdk.root;
    if (!root.startsWith(QLatin1StringView("/usr/"))) {
        command.mounts.push_back({root, QString::fromUtf16(InstalledSdk)});
        root = QString::fromUtf16(InstalledSdk);
    }
    const QString work = QStringLiteral("/tmp");
    const QString packages = QString::fromUtf16(buildpaths::Cache) + QStringLiteral("/packages");
    for (const auto &[key, value] : {std::pair("DOTNET_ROOT", root),
                                     {"DOTNET_CLI_HOME", work},
                                     {"NUGET_PACKAGES", packages},
                                     {"DOTNET_NOLOGO", QStringLiteral("1")},
                                     {"DOTNET_CLI_TELEMETRY_OPTOUT", QStringLiteral("1")},
                                     {"DOTNET_CLI_UI_LANGUAGE", QStringLiteral("en")},
                                     // No server of theirs would outlive the sandbox.
                                     {"MSBUILDDISABLENODEREUSE", QStringLiteral("1")},
                                     {"UseSharedCompilation", QStringLiteral("false")}})
        command.environment.push_back({QLatin1StringView(key), value});
    return root + QStringLiteral("/dotnet");
}

QString dotNetSourcesScript()
{
    return QStringLiteral("umask 022; cd /var/task; tar cf - --exclude=./bin --exclude=./obj "
                          "--exclude=./.git . | tar xf - --no-same-owner -C /build/work; "
                          "cd /build/work; mkdir -p /build/cache/packages; ");
}

Result<std::optional<BuildPlan>> planDotNet(const Function &function, const BuildTools &tools)
{
    const auto runtime = RuntimeId::parse(function.config.runtime);
    if (!runtime || runtime->language != Language::DotNet)
        return std::optional<BuildPlan>();
    const QString project = dotNetProject(function.codePath);
    const QString assembly = assemblyOf(function.config.handler);
    if (project.isEmpty() || isPublished(QDir(function.codePath), assembly))
        return std::optional<BuildPlan>();
    const auto sdk = newestSdk(tools.dotnet);
    if (!sdk)
        return Error{Error::Code::ToolMissing, QStringLiteral(".NET SDK"),
                     dotNetInstallCommand(runtime->version)};
    BuildPlan plan;
    plan.tool = QStringLiteral("dotnet ") + sdk->version;
    plan.cache = QStringLiteral("dotnet");
    plan.problems = ProblemFormat::DotNet;
    plan.ignored = QStringList{QStringLiteral("bin"), QStringLiteral("obj")};
    plan.result = QStringList{assembly + QStringLiteral(".dll")};
    plan.remedy = QStringLiteral("lwb deps ") + function.config.name;
    const QString dotnet = useDotNet(plan.command, *sdk);
    // Packages come from those that were installed: there is no network. Without a program of its
    // own, which Lambda does not need, and which would be one more package. Traces name the files
    // where they were.
    const QString publish =
        QStringLiteral("exec %1 publish %2 -c Release -o /build/out --nologo -v quiet "
                       "--source /build/cache/packages -p:UseAppHost=false "
                       "-p:GenerateRuntimeConfigurationFiles=true -p:PathMap=/build/work=/var/task")
            .arg(dotnet, quoted(project));
    plan.command.argv = QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-ec"),
                                    dotNetSourcesScript() + publish};
    return std::optional(plan);
}

} // namespace engine

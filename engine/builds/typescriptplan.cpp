// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

#include <nlohmann/json.hpp>

#include <algorithm>

#include "engine/builds/buildplan.h"
#include "engine/core/atomicfile.h"
#include "engine/model/runtimeid.h"

namespace engine {
namespace {

// "src/app" of the handler "src/app.main".
QString modulePath(const QString &handler)
{
    const qsizetype name = handler.lastIndexOf(u'/') + 1;
    const qsizetype dot = handler.indexOf(u'.', name);
    return dot < 0 ? handler : handler.left(dot);
}

// The TypeScript file of the handler when there is no JavaScript one; else empty.
QString typeScriptFile(const Function &function)
{
    const QDir folder(function.codePath);
    const QString module = modulePath(function.config.handler);
    if (module.isEmpty() || module.contains(QLatin1StringView("..")))
        return {};
    for (const char *end : {"", ".js", ".mjs", ".cjs"}) {
        if (QFileInfo(folder.filePath(module + QLatin1StringView(end))).isFile())
            return {};
    }
    for (const char *end : {".ts", ".mts", ".cts", ".tsx"}) {
        if (folder.exists(module + QLatin1StringView(end)))
            return module + QLatin1StringView(end);
    }
    return {};
}

// Does Node.js take the folder's files for ES modules?
bool isModuleFolder(const QDir &folder)
{
    const auto package = readWhole(folder.filePath(QStringLiteral("package.json")), 1024 * 1024);
    if (!package)
        return false;
    const auto json = nlohmann::json::parse(package->begin(), package->end(), nullptr, false);
    if (!json.is_object())
        return false;
    const auto type = json.find("type");
    return type != json.end() && *type == "module";
}

// The folders that packages are looked for in: the code's own, and those above it, up to the
// workspace's. A sandbox has room for two above /var/task.
struct PackageFolder
{
    QString folder; // absolute
    QString inside; // "/var/task", "/var", "/"
    [[nodiscard]] QString modules() const { return folder + QStringLiteral("/node_modules"); }
};

std::vector<PackageFolder> packageFolders(const QString &codePath, const QString &workspace)
{
    std::vector<PackageFolder> folders{{codePath, QStringLiteral("/var/task")}};
    QStringList rooms{QStringLiteral("/var"), QString()};
    const QString root = QDir::cleanPath(workspace);
    QString folder = QDir::cleanPath(codePath);
    while (!workspace.isEmpty() && !rooms.isEmpty() && folder.startsWith(root + u'/')) {
        folder = QFileInfo(folder).path();
        const PackageFolder one{folder, rooms.first()};
        if (!QFileInfo(one.modules()).isDir())
            continue;
        folders.push_back(one);
        rooms.removeFirst();
    }
    return folders;
}

// Relative; the native program rather than its script, which starts Node.js first.
QString findEsbuild(const QDir &folder)
{
    const QString processor = QSysInfo::currentCpuArchitecture() == QLatin1StringView("arm64")
                                  ? QStringLiteral("arm64")
                                  : QStringLiteral("x64");
    for (const QString &place :
         {QStringLiteral("node_modules/@esbuild/linux-%1/bin/esbuild").arg(processor),
          QStringLiteral("node_modules/esbuild/node_modules/@esbuild/linux-%1/bin/esbuild")
              .arg(processor),
          QStringLiteral("node_modules/.bin/esbuild")}) {
        if (QFileInfo(folder.filePath(place)).isExecutable())
            return place;
    }
    return {};
}

} // namespace

Result<std::optional<BuildPlan>> planTypeScript(const Function &function, const BuildTools &tools)
{
    const auto runtime = RuntimeId::parse(function.config.runtime);
    if (!runtime || runtime->language != Language::NodeJs)
        return std::optional<BuildPlan>();
    const QString source = typeScriptFile(function);
    if (source.isEmpty())
        return std::optional<BuildPlan>();
    const QDir folder(function.codePath);
    const std::vector<PackageFolder> places = packageFolders(function.codePath, tools.workspace);
    QString esbuild; // as seen inside
    for (const PackageFolder &place : places) {
        const QString found = esbuild.isEmpty() ? findEsbuild(QDir(place.folder)) : QString();
        if (!found.isEmpty())
            esbuild = place.inside + u'/' + found;
    }
    if (esbuild.isEmpty())
        return Error{
            Error::Code::ToolMissing, QStringLiteral("esbuild (for %1)").arg(source),
            QStringLiteral("cd %1 && npm install --save-dev esbuild").arg(function.codePath)};
    const bool isModule =
        source.endsWith(QLatin1StringView(".mts"))
        || (!source.endsWith(QLatin1StringView(".cts")) && isModuleFolder(folder));
    const QString result = modulePath(function.config.handler)
                           + (isModule ? QLatin1StringView(".mjs") : QLatin1StringView(".js"));
    BuildPlan plan;
    plan.tool = QStringLiteral("esbuild");
    plan.cache = QStringLiteral("esbuild");
    plan.problems = ProblemFormat::Esbuild;
    // What is installed is told by the installers' own lists of it; to look at each file would take
    // longer than the build.
    plan.ignored = QStringList{QStringLiteral("node_modules")};
    plan.decisive = {QStringLiteral("node_modules/.package-lock.json"),
                     QStringLiteral("node_modules/.modules.yaml"),
                     QStringLiteral("node_modules/.yarn-integrity"),
                     QStringLiteral("node_modules/.yarn-state.yml")};
    for (std::size_t i = 1; i < places.size(); ++i) {
        plan.command.mounts.push_back(
            {places[i].modules(), places[i].inside + QStringLiteral("/node_modules")});
        for (const QString &list : plan.decisive.mid(0, 4))
            plan.decisive << places[i].folder + u'/' + list;
    }
    plan.result = QStringList{result};
    plan.remedy = QStringLiteral("lwb deps ") + function.config.name;
    plan.command.argv = {esbuild,
                         source,
                         QStringLiteral("--bundle"),
                         QStringLiteral("--platform=node"),
                         QStringLiteral("--target=node") + runtime->version,
                         isModule ? QStringLiteral("--format=esm") : QStringLiteral("--format=cjs"),
                         QStringLiteral("--sourcemap"),
                         QStringLiteral("--log-level=warning"),
                         QStringLiteral("--color=false"),
                         QStringLiteral("--outfile=") + QString::fromUtf16(buildpaths::Output)
                             + u'/' + result};
    if (isModule) // packages in the older format call require(), which a module does not have
        plan.command.argv << QStringLiteral(
            "--banner:js=import{createRequire as workbenchRequire}from'node:module';"
            "const require=workbenchRequire(import.meta.url);");
    // The runtime brings the SDK along; what is installed here is bundled like all else.
    for (const char *package : {"@aws-sdk", "@smithy", "aws-sdk"}) {
        const auto has = [package](const PackageFolder &place) {
            return QFileInfo::exists(place.modules() + u'/' + QLatin1StringView(package));
        };
        if (std::none_of(places.begin(), places.end(), has))
            plan.command.argv << QStringLiteral("--external:") + QLatin1StringView(package)
                                     + (package[0] == '@' ? QLatin1StringView("/*")
                                                          : QLatin1StringView(""));
    }
    return std::optional(plan);
}

} // namespace engine

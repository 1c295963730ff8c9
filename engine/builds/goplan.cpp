// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QVersionNumber>

#include "engine/builds/buildplan.h"
#include "engine/core/atomicfile.h"
#include "engine/model/runtimeid.h"

namespace engine {
namespace {

constexpr char16_t InstalledGo[] = u"/build/go"; // of a toolchain outside of /usr

// Sources of the program itself, not of its tests.
QStringList programFiles(const QString &folder)
{
    QStringList files = QDir(folder).entryList({QStringLiteral("*.go")}, QDir::Files, QDir::Name);
    files.removeIf([](const QString &name) {
        return name.endsWith(QLatin1StringView("_test.go")) || name.startsWith(u'_')
               || name.startsWith(u'.');
    });
    return files;
}

bool isGo(const Function &function)
{
    const auto runtime = RuntimeId::parse(function.config.runtime);
    if (!runtime || runtime->language != Language::Provided)
        return false;
    const QDir folder(function.codePath);
    if (QFileInfo(folder.filePath(QStringLiteral("bootstrap"))).isFile())
        return false; // built already, and by whatever means
    if (function.buildMethod.startsWith(QLatin1StringView("go1.")))
        return true;
    return function.buildMethod.isEmpty()
           && (folder.exists(QStringLiteral("go.mod")) || folder.exists(QStringLiteral("main.go")));
}

// The folders of "replace NAME [VERSION] => FOLDER", as written; modules have no dot in front.
QStringList replacedFolders(const QString &goMod)
{
    const auto content = readWhole(goMod, 1024 * 1024);
    QStringList folders;
    if (!content)
        return folders;
    static const QRegularExpression arrow(
        QStringLiteral("=>\\s+\"?((?:\\.\\.?/|/)[^\"\\s]*)\"?\\s*(?://.*)?$"),
        QRegularExpression::MultilineOption);
    for (auto it = arrow.globalMatch(QString::fromUtf8(*content)); it.hasNext();)
        folders << it.next().captured(1);
    return folders;
}

} // namespace

QStringList mountReplacements(CommandSpec &command, const QString &module, const QString &workspace)
{
    QStringList found;
    const QString root = QFileInfo(workspace).canonicalFilePath();
    const QString own = QFileInfo(module).canonicalFilePath();
    if (workspace.isEmpty() || root.isEmpty() || own.isEmpty())
        return found;
    for (const QString &folder : replacedFolders(module + QStringLiteral("/go.mod"))) {
        const bool isAbsolute = folder.startsWith(u'/');
        const QString source =
            QFileInfo(isAbsolute ? folder : module + u'/' + folder).canonicalFilePath();
        const QString target =
            QDir::cleanPath(isAbsolute ? folder : QStringLiteral("/var/task/") + folder);
        const bool isInside = source.startsWith(own + u'/') || source == own;
        // Never over a part of the sandbox itself.
        static const QRegularExpression taken(
            QStringLiteral("^/(?:(?:usr|etc|proc|dev|tmp|build|bin|lib(?:32|64|x32)?|sbin)(?:/.*)?|var|var/"
                           "task(?:/.*)?)?$"));
        if (source.isEmpty() || isInside || found.contains(source) || taken.match(target).hasMatch()
            || !source.startsWith(root + u'/') || !QFileInfo(source).isDir())
            continue;
        command.mounts.push_back({source, target});
        found << source;
    }
    return found;
}

Result<std::optional<BuildPlan>> planGo(const Function &function, const BuildTools &tools)
{
    if (!isGo(function))
        return std::optional<BuildPlan>();
    if (tools.go.empty())
        return Error{Error::Code::ToolMissing, QStringLiteral("Go"),
                     QStringLiteral("sudo apt-get install golang-go")};
    const GoToolchain &go = tools.go.front();
    const QString cache = QString::fromUtf16(buildpaths::Cache);
    BuildPlan plan;
    plan.tool = QStringLiteral("go ") + go.version;
    plan.cache = QStringLiteral("go");
    plan.problems = ProblemFormat::Go;
    plan.result = QStringList{QStringLiteral("bootstrap")};
    plan.remedy = QStringLiteral("lwb deps ") + function.config.name;

    QString root = go.root;
    if (!root.startsWith(QLatin1StringView("/usr/"))) {
        plan.command.mounts.push_back({go.root, QString::fromUtf16(InstalledGo)});
        root = QString::fromUtf16(InstalledGo);
    }
    plan.command.argv = {root + QStringLiteral("/bin/go"), QStringLiteral("build"),
                         QStringLiteral("-trimpath"), QStringLiteral("-o"),
                         QString::fromUtf16(buildpaths::Output) + QStringLiteral("/bootstrap")};
    // Later ones ask git, which does not trust a folder of another owner.
    if (QVersionNumber::fromString(go.version) >= QVersionNumber(1, 18))
        plan.command.argv << QStringLiteral("-buildvcs=false");
    if (QFileInfo::exists(function.codePath + QStringLiteral("/go.mod")))
        plan.command.argv << QStringLiteral(".");
    else // files by name need no module, as long as they use the standard library alone
        plan.command.argv << programFiles(function.codePath);
    plan.outside = mountReplacements(plan.command, function.codePath, tools.workspace);
    // This machine's processor, whatever the template says: it is here that it runs.
    plan.command.environment = {
        {QStringLiteral("GOROOT"), root},
        {QStringLiteral("GOOS"), QStringLiteral("linux")},
        {QStringLiteral("CGO_ENABLED"), QStringLiteral("0")},
        {QStringLiteral("GOTOOLCHAIN"), QStringLiteral("local")},
        {QStringLiteral("GOENV"), QStringLiteral("off")},
        {QStringLiteral("GOFLAGS"), QStringLiteral("-modcacherw")},
        {QStringLiteral("GOPROXY"), QStringLiteral("off")},
        {QStringLiteral("GOWORK"), QStringLiteral("off")},
        {QStringLiteral("GOPATH"), cache + QStringLiteral("/path")},
        {QStringLiteral("GOMODCACHE"), cache + QStringLiteral("/mod")},
        {QStringLiteral("GOCACHE"), cache + QStringLiteral("/build")},
        {QStringLiteral("GOTMPDIR"), QString::fromUtf16(buildpaths::Work)},
    };
    return std::optional(plan);
}

} // namespace engine

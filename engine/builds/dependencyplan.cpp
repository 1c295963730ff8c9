// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/builds/dependencyplan.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace engine {
namespace {

using Item = DependencyPlan::Item;
using Place = DependencyTarget::Place;
using Replaces = DependencyPlan::Item::Replaces;

constexpr char16_t LanguageFolder[] = u"/var/lang";
constexpr Megabytes TemporarySpace{2'048}; // installers unpack there

QString inside(const Interpreter &interpreter)
{
    return interpreter.prefix.isEmpty() ? interpreter.program
                                        : QString::fromUtf16(LanguageFolder)
                                              + interpreter.program.mid(interpreter.prefix.size());
}

void use(CommandSpec &command, const Interpreter &interpreter)
{
    useInstallation(command, interpreter.prefix);
}

// A program of the interpreter's installation, or of /usr: those are the ones that can be seen.
bool isThere(const Interpreter &interpreter, const QString &program)
{
    const QStringList folders{interpreter.prefix + QStringLiteral("/bin"),
                              QStringLiteral("/usr/local/bin"), QStringLiteral("/usr/bin")};
    return !QStandardPaths::findExecutable(program, folders).isEmpty();
}

// With the sources copied to where the tool may write beside them, but for what it made before.
QStringList onCopy(const QString &script)
{
    return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-ec"),
                       QStringLiteral("umask 022; cd /var/task; tar cf - --exclude=./node_modules "
                                      "--exclude=./vendor/bundle --exclude=./.git . | tar xf - "
                                      "--no-same-owner -C /build/out; cd /build/out; ")
                           + script};
}

Result<DependencyPlan> missing(const QString &tool, const QString &remedy)
{
    return Error{Error::Code::ToolMissing, tool, remedy};
}

Result<DependencyPlan> forPython(const DependencyTarget &target, const Interpreter &python)
{
    DependencyPlan plan;
    plan.tool = QStringLiteral("pip");
    use(plan.command, python);
    const bool ownPip = !python.prefix.isEmpty()
                        && QFileInfo(python.prefix
                                     + QStringLiteral("/lib/python%1/site-packages/pip")
                                           .arg(python.version.section(u'.', 0, 1)))
                               .isDir();
    if (!ownPip
        && !(python.prefix.isEmpty()
             && QFileInfo(QStringLiteral("/usr/lib/python3/dist-packages/pip")).isDir()))
        return missing(QStringLiteral("pip (%1)").arg(python.program),
                       QStringLiteral("sudo apt-get install python3-pip"));
    plan.command.argv = {inside(python),
                         QStringLiteral("-m"),
                         QStringLiteral("pip"),
                         QStringLiteral("install"),
                         QStringLiteral("--target"),
                         QString::fromUtf16(buildpaths::Output),
                         QStringLiteral("--no-compile"),
                         QStringLiteral("--no-cache-dir"),
                         QStringLiteral("--disable-pip-version-check"),
                         QStringLiteral("-r"),
                         QStringLiteral("/var/task/requirements.txt")};
    plan.out = {{QStringLiteral("."),
                 target.place == Place::Layer ? QStringLiteral("python") : QStringLiteral("."),
                 Replaces::Tools}};
    return plan;
}

Result<DependencyPlan> forNode(const DependencyTarget &target, const Interpreter &node)
{
    if (!isThere(node, QStringLiteral("npm")))
        return missing(QStringLiteral("npm"), QStringLiteral("sudo apt-get install npm"));
    DependencyPlan plan;
    plan.tool = QStringLiteral("npm");
    use(plan.command, node);
    plan.command.argv = onCopy(QStringLiteral("if [ -f package-lock.json ]; then "
                                              "npm ci --omit=dev --no-audit --no-fund; else "
                                              "npm install --omit=dev --no-audit --no-fund; fi"));
    const QString into = target.place == Place::Layer ? QStringLiteral("nodejs/") : QString();
    plan.out = {{QStringLiteral("node_modules"), into + QStringLiteral("node_modules")},
                {QStringLiteral("package-lock.json"), QStringLiteral("package-lock.json"),
                 Replaces::Nothing}};
    return plan;
}

Result<DependencyPlan> forRuby(const DependencyTarget &target, const Interpreter &ruby)
{
    if (!isThere(ruby, QStringLiteral("bundle")))
        return missing(QStringLiteral("bundle"),
                       QStringLiteral("sudo apt-get install ruby-bundler"));
    DependencyPlan plan;
    plan.tool = QStringLiteral("bundle");
    use(plan.command, ruby);
    plan.command.environment.push_back(
        {QStringLiteral("BUNDLE_PATH"), QStringLiteral("vendor/bundle")});
    plan.command.environment.push_back(
        {QStringLiteral("BUNDLE_WITHOUT"), QStringLiteral("development:test")});
    plan.command.argv = onCopy(QStringLiteral("bundle install"));
    if (target.place == Place::Code) {
        plan.out = {{QStringLiteral("vendor/bundle"), QStringLiteral("vendor/bundle")}};
    } else {
        const QString version = ruby.version.section(u'.', 0, 1) + QStringLiteral(".0");
        plan.out = {{QStringLiteral("vendor/bundle/ruby/") + version,
                     QStringLiteral("ruby/gems/") + version}};
    }
    plan.out.push_back(
        {QStringLiteral("Gemfile.lock"), QStringLiteral("Gemfile.lock"), Replaces::Nothing});
    return plan;
}

Result<DependencyPlan> forGo(const DependencyTarget &target, const BuildTools &tools)
{
    if (tools.go.empty())
        return missing(QStringLiteral("Go"), QStringLiteral("sudo apt-get install golang-go"));
    DependencyPlan plan;
    plan.tool = QStringLiteral("go");
    plan.cache = QStringLiteral("go");
    QString root = tools.go.front().root;
    if (!root.startsWith(QLatin1StringView("/usr/"))) {
        plan.command.mounts.push_back({root, QStringLiteral("/build/go")});
        root = QStringLiteral("/build/go");
    }
    mountReplacements(plan.command, target.folder, tools.workspace);
    const QString cache = QString::fromUtf16(buildpaths::Cache);
    plan.command.environment = {{QStringLiteral("GOROOT"), root},
                                {QStringLiteral("GOTOOLCHAIN"), QStringLiteral("local")},
                                {QStringLiteral("GOENV"), QStringLiteral("off")},
                                {QStringLiteral("GOFLAGS"), QStringLiteral("-modcacherw")},
                                {QStringLiteral("GOWORK"), QStringLiteral("off")},
                                {QStringLiteral("GOPATH"), cache + QStringLiteral("/path")},
                                {QStringLiteral("GOMODCACHE"), cache + QStringLiteral("/mod")},
                                {QStringLiteral("GOCACHE"), cache + QStringLiteral("/build")}};
    plan.command.argv = {root + QStringLiteral("/bin/go"), QStringLiteral("mod"),
                         QStringLiteral("download"), QStringLiteral("-x")};
    return plan;
}

Result<DependencyPlan> forJava(const DependencyTarget &target)
{
    if (QStandardPaths::findExecutable(QStringLiteral("mvn"), {QStringLiteral("/usr/bin")})
            .isEmpty())
        return missing(QStringLiteral("Maven"), QStringLiteral("sudo apt-get install maven"));
    DependencyPlan plan;
    plan.tool = QStringLiteral("mvn");
    plan.command.argv = onCopy(
        QStringLiteral("mkdir -p lwb-lib; settings=; [ -f /build/config/settings.xml ] && "
                       "settings='-s /build/config/settings.xml'; "
                       "mvn -B $settings -Dmaven.repo.local=/tmp/m2 dependency:copy-dependencies "
                       "-DincludeScope=runtime -DoutputDirectory=/build/out/lwb-lib"));
    plan.out = {{QStringLiteral("lwb-lib"),
                 target.place == Place::Layer ? QStringLiteral("java/lib") : QStringLiteral("lib"),
                 Replaces::Nothing}};
    return plan;
}

// Packages stay in the cache of the workspace's builds, beside nobody's code.
Result<DependencyPlan> forDotNet(const DependencyTarget &target, const BuildTools &tools)
{
    const auto sdk = newestSdk(tools.dotnet);
    if (!sdk)
        return missing(QStringLiteral(".NET SDK"), dotNetInstallCommand(target.runtime.version));
    DependencyPlan plan;
    plan.tool = QStringLiteral("dotnet");
    plan.cache = QStringLiteral("dotnet");
    const QString dotnet = useDotNet(plan.command, *sdk);
    // The sources of the plan are copied below /build/out, which is all that may be written to.
    QString script = dotNetSourcesScript();
    script.replace(QString::fromUtf16(buildpaths::Work), QString::fromUtf16(buildpaths::Output));
    plan.command.argv = QStringList{
        QStringLiteral("/bin/sh"), QStringLiteral("-ec"),
        script
            + QStringLiteral("config=; [ -f /build/config/NuGet.Config ] && config='--configfile "
                             "/build/config/NuGet.Config'; exec %1 restore \"$1\" $config "
                             "-p:UseAppHost=false")
                  .arg(dotnet),
        QStringLiteral("sh"), dotNetProject(target.folder)};
    return plan;
}

QString manifestOf(const DependencyTarget &target)
{
    switch (target.runtime.language) {
    case Language::Python:
        return QStringLiteral("requirements.txt");
    case Language::NodeJs:
        return QStringLiteral("package.json");
    case Language::Ruby:
        return QStringLiteral("Gemfile");
    case Language::Java:
        return QStringLiteral("pom.xml");
    case Language::Provided:
        return QStringLiteral("go.mod");
    case Language::DotNet:
        break;
    }
    const QString project = dotNetProject(target.folder);
    return project.isEmpty() ? QStringLiteral("*.csproj") : project;
}

} // namespace

void useInstallation(CommandSpec &command, const QString &prefix)
{
    if (prefix.isEmpty())
        return;
    command.mounts.push_back({prefix, QString::fromUtf16(LanguageFolder)});
    command.environment.push_back(
        {QStringLiteral("PATH"), QStringLiteral("/var/lang/bin:/usr/local/bin:/usr/bin:/bin")});
    command.environment.push_back(
        {QStringLiteral("LD_LIBRARY_PATH"), QStringLiteral("/var/lang/lib")});
}

Result<DependencyPlan> planDependencies(const DependencyTarget &target,
                                        const RuntimeCatalog &runtimes, const BuildTools &tools,
                                        const ClientConfig &config)
{
    const Language language = target.runtime.language;
    const QString manifest = manifestOf(target);
    if ((language == Language::Provided || language == Language::DotNet)
        && target.place == Place::Layer)
        return Error{Error::Code::Unsupported, target.runtime.id};
    if (!QFileInfo(target.folder + u'/' + manifest).isFile())
        return Error{Error::Code::NotFound, QString(), target.folder + u'/' + manifest};
    const auto interpreter = runtimes.interpreterFor(target.runtime);
    const bool needsInterpreter =
        language == Language::Python || language == Language::NodeJs || language == Language::Ruby;
    if (needsInterpreter && !interpreter)
        return Error{Error::Code::RuntimeMissing, target.runtime.id};
    Result<DependencyPlan> plan = language == Language::Python   ? forPython(target, *interpreter)
                                  : language == Language::NodeJs ? forNode(target, *interpreter)
                                  : language == Language::Ruby   ? forRuby(target, *interpreter)
                                  : language == Language::Java   ? forJava(target)
                                  : language == Language::DotNet ? forDotNet(target, tools)
                                                                 : forGo(target, tools);
    if (!plan)
        return plan;
    plan->manifest = manifest;
    plan->command.network = Network::Internet;
    plan->command.temporary = TemporarySpace;
    // the plan's own variables go over the user's
    std::vector<EnvironmentVariable> environment = config.environment;
    environment.insert(environment.end(), plan->command.environment.begin(),
                       plan->command.environment.end());
    plan->command.environment = std::move(environment);
    plan->command.mounts.insert(plan->command.mounts.end(), config.mounts.begin(),
                                config.mounts.end());
    return plan;
}

} // namespace engine

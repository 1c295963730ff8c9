// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/runtimecatalog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QVersionNumber>

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <tuple>

#include "engine/model/configmessages.h"
#include "engine/project/paths.h"
#include "engine/runtimes/awssdk.h"
#include "engine/runtimes/bootstrapfiles.h"
#include "engine/runtimes/dotnetlaunch.h"
#include "engine/runtimes/interpretersearch.h"
#include "engine/runtimes/javalaunch.h"

namespace engine {
namespace {

struct Runtimes
{
    Q_DECLARE_TR_FUNCTIONS(engine::Runtimes)
};

constexpr char16_t RuntimeFolder[] = u"/var/runtime";
constexpr char16_t LanguageFolder[] = u"/var/lang";
constexpr char16_t DotNetFolder[] = u"/var/lang/bin";

QString text(const char16_t *value)
{
    return QString::fromUtf16(value);
}

// "3.12" of a Python or Ruby, "22" of a Node.js, "17" of a Java, "8" of a .NET: the part that a
// runtime id names.
QString lineOf(const Interpreter &interpreter)
{
    const bool isWhole = interpreter.language == Language::NodeJs
                         || interpreter.language == Language::Java
                         || interpreter.language == Language::DotNet;
    return interpreter.version.section(u'.', 0, isWhole ? 0 : 1);
}

// Lines as numbers whose difference tells how far apart they are.
int numberOf(const QString &line)
{
    constexpr int LinesOfAMajorVersion = 100;
    const auto version = QVersionNumber::fromString(line);
    return version.majorVersion() * LinesOfAMajorVersion + version.minorVersion();
}

// What our texts and files call a language that has a bootstrap.
struct LanguageNames
{
    QString display;   // "Node.js"
    QString runtime;   // "nodejs", as in runtime ids and versions
    QString bootstrap; // its folder below the bootstraps
    QString install;   // the command that installs an interpreter
};

// Nothing for a language that can't be run yet.
std::optional<LanguageNames> namesOf(Language language)
{
    switch (language) {
    case Language::Python:
        return LanguageNames{QStringLiteral("Python"), QStringLiteral("python"),
                             QStringLiteral("python"),
                             QStringLiteral("sudo apt-get install python3")};
    case Language::NodeJs:
        return LanguageNames{QStringLiteral("Node.js"), QStringLiteral("nodejs"),
                             QStringLiteral("node"), QStringLiteral("sudo apt-get install nodejs")};
    case Language::Ruby:
        return LanguageNames{QStringLiteral("Ruby"), QStringLiteral("ruby"), QStringLiteral("ruby"),
                             QStringLiteral("sudo apt-get install ruby")};
    case Language::Java:
        return LanguageNames{QStringLiteral("Java"), QStringLiteral("java"), QStringLiteral("java"),
                             QStringLiteral("sudo apt-get install openjdk-17-jdk-headless")};
    case Language::DotNet:
        return LanguageNames{QStringLiteral(".NET"), QStringLiteral("dotnet"),
                             QStringLiteral("dotnet"), QString()}; // it depends on the version
    case Language::Provided:
        break;
    }
    return std::nullopt;
}

QString displayName(const Interpreter &interpreter)
{
    return namesOf(interpreter.language)->display + u' ' + interpreter.version;
}

// Values as recorded on Lambda; see its page "Using Lambda environment variables".
std::vector<EnvironmentVariable> commonEnvironment(const RuntimeId &runtime)
{
    const bool bare = runtime.id == QLatin1StringView("provided.al2"); // has no /var/lang
    QString path = QStringLiteral("/usr/local/bin:/usr/bin/:/bin:/opt/bin");
    QString libraries = QStringLiteral("/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:"
                                       "/var/task/lib:/opt/lib");
    if (!bare) {
        path.prepend(QStringLiteral("/var/lang/bin:"));
        libraries.prepend(QStringLiteral("/var/lang/lib:"));
    }
    return {{QStringLiteral("PATH"), path},
            {QStringLiteral("LD_LIBRARY_PATH"), libraries},
            {QStringLiteral("LANG"), QStringLiteral("en_US.UTF-8")},
            {QStringLiteral("TZ"), QStringLiteral(":UTC")},
            {QStringLiteral("LAMBDA_TASK_ROOT"), QStringLiteral("/var/task")},
            {QStringLiteral("LAMBDA_RUNTIME_DIR"), text(RuntimeFolder)}};
}

QString programInside(const Interpreter &interpreter)
{
    if (interpreter.prefix.isEmpty())
        return interpreter.program;
    return text(LanguageFolder) + interpreter.program.mid(interpreter.prefix.size());
}

void addPython(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime)
{
    environment.push_back({QStringLiteral("PWD"), QStringLiteral("/var/task")});
    environment.push_back({QStringLiteral("SHLVL"), QStringLiteral("0")});
    environment.push_back({QStringLiteral("PYTHONPATH"), text(RuntimeFolder)});
    constexpr int FirstWithLocale = 312;
    if (numberOf(runtime.version) >= FirstWithLocale)
        environment.push_back({QStringLiteral("LC_CTYPE"), QStringLiteral("C.UTF-8")});
}

void addNode(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime)
{
    environment.push_back({QStringLiteral("PWD"), QStringLiteral("/var/task")});
    environment.push_back({QStringLiteral("SHLVL"), QStringLiteral("0")});
    // Node.js 18 on Lambda has NODE_EXTRA_CA_CERTS too. Not here: it names a file of Amazon's own
    // authorities, and reading one triples the time that Node.js takes to start.
    environment.push_back({QStringLiteral("NODE_PATH"),
                           QStringLiteral("/opt/nodejs/node%1/node_modules:/opt/nodejs/"
                                          "node_modules:/var/runtime/node_modules:/var/runtime:"
                                          "/var/task")
                               .arg(runtime.version)});
}

// An interpreter that was built for another place than /var/lang does not find its own library.
QString rubyLibrary(const Interpreter &interpreter)
{
    QString path;
    if (interpreter.prefix.isEmpty())
        return path;
    const QString inside = QStringLiteral("/lib/ruby/%1.0").arg(lineOf(interpreter));
    const QDir library(interpreter.prefix + inside);
    for (const QString &folder : library.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (library.exists(folder + QLatin1StringView("/rbconfig.rb")))
            path = u':' + text(LanguageFolder) + inside + u':' + text(LanguageFolder) + inside
                   + u'/' + folder;
    }
    return path;
}

void addRuby(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime,
             const Interpreter &interpreter)
{
    environment.front().value.prepend(QStringLiteral("/var/lang/bin:")); // PATH; recorded so
    QString gems = QStringLiteral("/var/task/vendor/bundle/ruby/%1.0:/opt/ruby/gems/%1.0:"
                                  "/var/runtime:/var/runtime/ruby/%1.0")
                       .arg(runtime.version);
    // On another version, what was installed with that version is usable too.
    if (lineOf(interpreter) != runtime.version)
        gems += QStringLiteral(":/var/task/vendor/bundle/ruby/%1.0:/opt/ruby/gems/%1.0")
                    .arg(lineOf(interpreter));
    environment.push_back({QStringLiteral("GEM_HOME"), text(RuntimeFolder)});
    environment.push_back({QStringLiteral("GEM_PATH"), gems});
    environment.push_back({QStringLiteral("RUBYLIB"),
                           QStringLiteral("/var/runtime/gems/aws_lambda_ric-3.1.3/lib:/var/task:"
                                          "/var/runtime/lib:/opt/ruby/lib")
                               + rubyLibrary(interpreter)});
    // Few machines have Lambda's en_US.UTF-8, and without it text would be ASCII. The bootstrap
    // takes it out of the function's sight.
    environment.push_back({QStringLiteral("LC_CTYPE"), QStringLiteral("C.UTF-8")});
}

void addJava(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime)
{
    // Few machines have Lambda's en_US.UTF-8, and if one category's locale is missing a virtual
    // machine takes none. Variables and file names would be ASCII, which no option can change.
    environment.push_back({QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")});
    if (runtime.version == u"11" || runtime.version == u"8.al2") { // names from before SDKs agreed
        environment.push_back(
            {QStringLiteral("AWS_ACCESS_KEY"), QStringLiteral("ASIAIOSFODNN7EXAMPLE")});
        environment.push_back({QStringLiteral("AWS_SECRET_KEY"),
                               QStringLiteral("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")});
    }
}

void addDotNetVariables(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime)
{
    environment.push_back({QStringLiteral("DOTNET_ROOT"), text(DotNetFolder)});
    environment.push_back({QStringLiteral("LAMBDA_RUNTIME_NAME"), runtime.id});
    // An empty file: the host's own folder of certificates is read all the same.
    environment.push_back(
        {QStringLiteral("SSL_CERT_FILE"), QStringLiteral("/var/runtime/empty-certificates.crt")});
}

void addManaged(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime,
                const Interpreter &interpreter)
{
    if (runtime.language == Language::Python)
        addPython(environment, runtime);
    else if (runtime.language == Language::NodeJs)
        addNode(environment, runtime);
    else if (runtime.language == Language::Java)
        addJava(environment, runtime);
    else if (runtime.language == Language::DotNet)
        addDotNetVariables(environment, runtime);
    else
        addRuby(environment, runtime, interpreter);
    environment.push_back(
        {QStringLiteral("AWS_EXECUTION_ENV"), QStringLiteral("AWS_Lambda_") + runtime.id});
}

QStringList commandFor(const Interpreter &interpreter, const Function &function,
                       const QString &bootstraps)
{
    QStringList command;
    for (const EnvironmentVariable &variable : function.config.environment) {
        if (variable.key == QLatin1StringView("AWS_LAMBDA_EXEC_WRAPPER")
            && !variable.value.isEmpty())
            command.append(variable.value);
    }
    if (interpreter.language == Language::DotNet) {
        const QString wanted = RuntimeId::parse(function.config.runtime)->version;
        return command + dotNetCommand(function, lineOf(interpreter) != wanted);
    }
    command.append(programInside(interpreter));
    switch (interpreter.language) {
    case Language::Python:
        // -S: no site-packages of the host and no time spent on them. -u: what a function prints is
        // in the log at once, as on Lambda. PYTHON* variables of the function are honoured.
        command << QStringLiteral("-S") << QStringLiteral("-u")
                << QStringLiteral("/var/runtime/start.py");
        break;
    case Language::Ruby:
        // RubyGems comes when it is needed. The others decorate messages in places where Lambda's
        // versions of Ruby don't.
        command << QStringLiteral("--disable=gems,did_you_mean,error_highlight")
                << QStringLiteral("/var/runtime/main.rb");
        break;
    case Language::Java:
        command << javaOptions(interpreter, bootstraps, function.config.memory)
                << QStringLiteral("lambdaworkbench.runtime.Start");
        break;
    default:
        if (!function.builtBy.isEmpty()) // stack traces name the lines that were written
            command << QStringLiteral("--enable-source-maps");
        // Not --expose-gc, as on Lambda: any flag of V8's makes Node throw the compiled code of its
        // own modules away (10 ms). The bootstrap offers gc() instead.
        command << QStringLiteral("--max-http-header-size=81920")
                << QStringLiteral("/var/runtime/index.cjs");
    }
    command.append(function.config.handler);
    return command;
}

// The code's own, else a layer's.
QString bootstrapOf(const Function &function)
{
    const auto isThere = [](const QString &path) {
        const QFileInfo info(path);
        return info.exists() || info.isSymLink();
    };
    const QString name = QStringLiteral("/bootstrap");
    const bool inLayer = !function.optPath.isEmpty() && isThere(function.optPath + name)
                         && !isThere(function.codePath + name);
    return (inLayer ? QStringLiteral("/opt") : QStringLiteral("/var/task")) + name;
}

// The packages in a folder of modules, relative: "left-pad", "@scope/name".
QStringList packagesIn(const QString &modules)
{
    constexpr QDir::Filters Folders = QDir::Dirs | QDir::NoDotAndDotDot;
    QStringList packages;
    for (const QString &name : QDir(modules).entryList(Folders)) {
        if (!name.startsWith(u'@')) {
            packages << name;
            continue;
        }
        for (const QString &scoped : QDir(modules + u'/' + name).entryList(Folders))
            packages << name + u'/' + scoped;
    }
    return packages;
}

// "import" of ES modules knows no NODE_PATH; it looks in the folders above the code's. Lambda's
// Node.js finds a layer's modules all the same, in the order of NODE_PATH.
void addLayerModules(RuntimeLaunch &launch, const Function &function)
{
    if (function.optPath.isEmpty())
        return;
    const QString version = RuntimeId::parse(function.config.runtime)->version;
    const QString target = QStringLiteral("/var/node_modules");
    QStringList folders;
    for (const QString &folder : {QStringLiteral("/nodejs/node%1/node_modules").arg(version),
                                  QStringLiteral("/nodejs/node_modules")}) {
        const QString modules = function.optPath + folder;
        if (QFileInfo(modules).isDir() && paths::isWithin(function.optPath, modules))
            folders << modules;
    }
    if (folders.size() == 1)
        launch.mounts.push_back({folders.first(), target});
    if (folders.size() < 2)
        return;
    // The place has room for one folder, so that of two their packages are put there one by one.
    QStringList seen;
    for (const QString &folder : folders) {
        for (const QString &name : packagesIn(folder)) {
            const QString package = folder + u'/' + name;
            if (seen.contains(name) || !paths::isWithin(function.optPath, package))
                continue;
            seen << name;
            launch.mounts.push_back({package, target + u'/' + name});
        }
    }
}

// When a folder's list of files had changed last; 0 when there is none.
qint64 ageOf(const QString &folder)
{
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(folder).constData(), &status) != 0)
        return 0;
    constexpr qint64 PerSecond = 1'000'000'000;
    return status.st_mtim.tv_sec * PerSecond + status.st_mtim.tv_nsec;
}

std::vector<qint64> agesOf(const QStringList &folders)
{
    std::vector<qint64> ages;
    ages.reserve(static_cast<std::size_t>(folders.size()));
    for (const QString &folder : folders)
        ages.push_back(ageOf(folder));
    return ages;
}

} // namespace

RuntimeCatalog::Places RuntimeCatalog::standardPlaces()
{
    Places places;
    places.binFolders =
        qEnvironmentVariable("PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const char *folder : {"/usr/local/bin", "/usr/bin"}) {
        if (!places.binFolders.contains(QLatin1StringView(folder)))
            places.binFolders.append(QLatin1StringView(folder));
    }
    const QString home = QDir::homePath();
    const auto managed = [&home](const char *variable, const QString &usual,
                                 const QString &inside) {
        return qEnvironmentVariable(variable, home + usual) + inside;
    };
    places.versionFolders = {
        managed("PYENV_ROOT", QStringLiteral("/.pyenv"), QStringLiteral("/versions")),
        managed("NVM_DIR", QStringLiteral("/.nvm"), QStringLiteral("/versions/node")),
        home + QStringLiteral("/.local/share/uv/python"),
        managed("RBENV_ROOT", QStringLiteral("/.rbenv"), QStringLiteral("/versions")),
        managed("rvm_path", QStringLiteral("/.rvm"), QStringLiteral("/rubies")),
        QStringLiteral("/opt/rubies"),
        QStringLiteral("/opt"),
        QStringLiteral("/usr/lib/jvm"),
        managed("SDKMAN_DIR", QStringLiteral("/.sdkman"), QStringLiteral("/candidates/java")),
        managed("JENV_ROOT", QStringLiteral("/.jenv"), QStringLiteral("/versions")),
        home + QStringLiteral("/.jdks"),
    };
    for (const char *language : {"python", "nodejs", "ruby", "java", "dotnet", "dotnet-core"})
        places.versionFolders.append(
            managed("ASDF_DATA_DIR", QStringLiteral("/.asdf"), QStringLiteral("/installs/"))
            + QLatin1StringView(language));
    places.dotnetRoots = {QStringLiteral("/usr/lib/dotnet"), QStringLiteral("/usr/share/dotnet"),
                          QStringLiteral("/usr/lib64/dotnet"), home + QStringLiteral("/.dotnet")};
    if (const QString own = qEnvironmentVariable("DOTNET_ROOT"); !own.isEmpty())
        places.dotnetRoots.prepend(own);
    // Root's sandboxes run as another user, who can't look into root's home.
    const QString cache =
        ::geteuid() == 0 ? QStringLiteral("/var/cache")
                         : QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    places.bootstraps = cache + QStringLiteral("/lambda-workbench/bootstraps");
    const QString data =
        ::geteuid() == 0 ? QStringLiteral("/var/lib")
                         : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    places.sdks = data + QStringLiteral("/lambda-workbench/sdk");
    return places;
}

RuntimeCatalog::RuntimeCatalog(Places places)
    : m_places(std::move(places))
{
    lookAgainIfChanged();
    // A failure comes up again, and is told, when a function is launched.
    static_cast<void>(unpackBootstraps(m_places.bootstraps));
}

void RuntimeCatalog::lookAgainIfChanged() const
{
    if (!m_folders.isEmpty() && m_ages == agesOf(m_folders))
        return;
    InterpreterSearch search = findInterpreters(m_places);
    m_interpreters = std::move(search.interpreters);
    m_tooOld = std::move(search.tooOld);
    m_compiler = std::move(search.compiler);
    m_folders = std::move(search.folders);
    // The folders that links lead to matter as well.
    for (const Interpreter &interpreter : m_interpreters)
        m_folders.append(QFileInfo(interpreter.program).path());
    m_folders.removeDuplicates();
    m_ages = agesOf(m_folders);
}

std::optional<Interpreter> RuntimeCatalog::interpreterFor(const RuntimeId &runtime) const
{
    lookAgainIfChanged();
    const int wanted = numberOf(runtime.version);
    const Interpreter *best = nullptr;
    const auto rank = [wanted](const Interpreter &interpreter) {
        const int distance = numberOf(lineOf(interpreter)) - wanted;
        // Of two that are equally far the newer one; of the same line one that needs no mount.
        return std::tuple(std::abs(distance), distance < 0, !interpreter.prefix.isEmpty());
    };
    for (const Interpreter &interpreter : m_interpreters) {
        if (interpreter.language == runtime.language
            && (runtime.language != Language::DotNet || numberOf(lineOf(interpreter)) >= wanted)
            && (best == nullptr || rank(interpreter) < rank(*best)))
            best = &interpreter;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

QString RuntimeCatalog::missing(const RuntimeId &runtime) const
{
    const auto isTooOld = [&](const Interpreter &one) { return one.language == runtime.language; };
    // Of .NET all those that interpreterFor() has refused.
    std::vector<Interpreter> known = m_interpreters;
    known.insert(known.end(), m_tooOld.begin(), m_tooOld.end());
    const std::vector<Interpreter> &refused =
        runtime.language == Language::DotNet ? known : m_tooOld;
    for (const Interpreter &one : refused) {
        if (isTooOld(one))
            return Runtimes::tr("%1 (%2, %3, is too old)", "runtime, interpreter, its file")
                .arg(runtime.id, displayName(one), one.program);
    }
    return runtime.id;
}

Result<void> RuntimeCatalog::addDotNet(RuntimeLaunch &launch, const Function &function,
                                       const Interpreter &dotnet, const QString &bootstraps) const
{
    // What its memory manager takes the machine to have, in bytes: Lambda's has no more than the
    // function. The bootstrap takes the variable out of the function's sight.
    constexpr qint64 BytesOfOne = 1024 * 1024;
    launch.environment.push_back(
        {QStringLiteral("DOTNET_GCTotalPhysicalMemory"),
         QStringLiteral("0x") + QString::number(function.config.memory.value * BytesOfOne, 16)});
    // Where Lambda has it, also when it lies below /usr.
    launch.mounts.push_back({QFileInfo(dotnet.program).path(), text(DotNetFolder)});
    if (!isClassLibrary(function.config.handler))
        return {};
    const QString folder = dotNetBootstrap(bootstraps, dotnet, m_compiler);
    if (folder.isEmpty())
        return Error{Error::Code::ToolMissing,
                     Runtimes::tr("A C# compiler (a .NET SDK, or Mono's mcs)"),
                     QStringLiteral("sudo apt-get install mono-mcs")};
    launch.mounts.push_back({folder, text(RuntimeFolder)});
    return {};
}

std::optional<RuntimeCatalog::ToMake> RuntimeCatalog::toMake(const Function &function) const
{
    if (!function.config.runtime.startsWith(QLatin1StringView("dotnet"))
        || !isClassLibrary(function.config.handler))
        return std::nullopt;
    const auto runtime = RuntimeId::parse(function.config.runtime);
    const auto interpreter = runtime ? interpreterFor(*runtime) : std::nullopt;
    if (!interpreter || !m_compiler)
        return std::nullopt;
    const auto bootstraps = unpackBootstraps(m_places.bootstraps);
    if (!bootstraps)
        return std::nullopt;
    const QString folder = dotNetBootstrap(*bootstraps, *interpreter, m_compiler);
    if (isMade(folder))
        return std::nullopt;
    return ToMake{*bootstraps, folder, *interpreter, *m_compiler};
}

Result<RuntimeLaunch> RuntimeCatalog::launch(const Function &function) const
{
    const auto runtime = RuntimeId::parse(function.config.runtime);
    if (!runtime) {
        const ConfigError unknown{ConfigError::Field::Runtime,
                                  function.config.runtime.isEmpty() ? ConfigError::Kind::Missing
                                                                    : ConfigError::Kind::Unknown,
                                  function.config.runtime};
        return Error{Error::Code::InvalidConfiguration, explain(unknown).sentence,
                     function.config.name};
    }
    RuntimeLaunch launch;
    launch.environment = commonEnvironment(*runtime);
    if (runtime->language == Language::Provided) {
        // Whether it is there is found out when it is started: Lambda tells it as an outcome.
        launch.command = {bootstrapOf(function)};
        launch.versionName = QStringLiteral("provided:") + runtime->version;
        return launch;
    }
    const std::optional<LanguageNames> names = namesOf(runtime->language);
    if (!names)
        return Error{Error::Code::Unsupported, runtime->id};
    const std::optional<Interpreter> interpreter = interpreterFor(*runtime);
    if (!interpreter)
        return Error{Error::Code::RuntimeMissing, missing(*runtime),
                     names->install.isEmpty() ? dotNetInstallCommand(runtime->version)
                                              : names->install};
    Result<QString> bootstraps = unpackBootstraps(m_places.bootstraps);
    if (bootstraps)
        bootstraps = withSdk(*bootstraps, names->bootstrap, *interpreter, m_places.sdks);
    if (!bootstraps)
        return bootstraps.error();

    if (runtime->language == Language::Java && !hasJavaBootstrap(*bootstraps))
        return Error{Error::Code::Unsupported,
                     Runtimes::tr("%1: this build of the workbench was made without a JDK")
                         .arg(runtime->id)};
    const QString compiled = interpreter->program + u'\n' + *bootstraps;
    if (runtime->language == Language::Python && !m_compiled.contains(compiled)) {
        m_compiled.append(compiled);
        compileBootstrap(*interpreter, *bootstraps);
    }
    addManaged(launch.environment, *runtime, *interpreter);
    launch.command = commandFor(*interpreter, function, *bootstraps);
    if (runtime->language == Language::DotNet) {
        if (const auto added = addDotNet(launch, function, *interpreter, *bootstraps); !added)
            return added.error();
    } else {
        launch.mounts.push_back({*bootstraps + u'/' + names->bootstrap, text(RuntimeFolder)});
    }
    if (!interpreter->prefix.isEmpty() && runtime->language != Language::DotNet)
        launch.mounts.push_back({interpreter->prefix, text(LanguageFolder)});
    if (runtime->language == Language::NodeJs) {
        addLayerModules(launch, function);
        // For "import" again, as far from the code as can be.
        const QString sdk = *bootstraps + QStringLiteral("/node/node_modules");
        if (QFileInfo(sdk).isDir())
            launch.mounts.push_back({sdk, QStringLiteral("/node_modules")});
    }
    // A wrapper is the function's own code, and is not run ahead of it.
    if (launch.command.first() == programInside(*interpreter))
        launch.standbyArgument = QStringLiteral("--standby");
    launch.logDescriptor = SandboxSpec::LogDescriptor::Number62;
    launch.interpreter = displayName(*interpreter);
    launch.versionName = names->runtime + u':' + interpreter->version;
    if (lineOf(*interpreter) != runtime->version)
        launch.warning =
            Runtimes::tr("%1 is not installed; runs on %2").arg(runtime->id, launch.interpreter);
    return launch;
}

} // namespace engine

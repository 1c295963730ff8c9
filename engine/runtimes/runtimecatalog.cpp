// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/runtimecatalog.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QVersionNumber>

#include <unistd.h>

#include <cstdlib>
#include <tuple>

#include "engine/model/configmessages.h"
#include "engine/project/paths.h"
#include "engine/runtimes/bootstrapfiles.h"
#include "engine/runtimes/interpretersearch.h"

namespace engine {
namespace {

struct Runtimes
{
    Q_DECLARE_TR_FUNCTIONS(engine::Runtimes)
};

constexpr char16_t RuntimeFolder[] = u"/var/runtime";
constexpr char16_t LanguageFolder[] = u"/var/lang";

QString text(const char16_t *value)
{
    return QString::fromUtf16(value);
}

// "3.12" of a Python, "22" of a Node.js: the part that a runtime id names.
QString lineOf(const Interpreter &interpreter)
{
    return interpreter.version.section(u'.', 0, interpreter.language == Language::Python ? 1 : 0);
}

int numberOf(Language language, const QString &line)
{
    const auto version = QVersionNumber::fromString(line);
    return language == Language::Python ? version.minorVersion() : version.majorVersion();
}

QString displayName(const Interpreter &interpreter)
{
    const QString language = interpreter.language == Language::Python ? QStringLiteral("Python")
                                                                      : QStringLiteral("Node.js");
    return language + u' ' + interpreter.version;
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

void addManaged(std::vector<EnvironmentVariable> &environment, const RuntimeId &runtime)
{
    environment.push_back(
        {QStringLiteral("AWS_EXECUTION_ENV"), QStringLiteral("AWS_Lambda_") + runtime.id});
    environment.push_back({QStringLiteral("PWD"), QStringLiteral("/var/task")});
    environment.push_back({QStringLiteral("SHLVL"), QStringLiteral("0")});
    if (runtime.language == Language::Python) {
        environment.push_back({QStringLiteral("PYTHONPATH"), text(RuntimeFolder)});
        if (numberOf(runtime.language, runtime.version) >= 12)
            environment.push_back({QStringLiteral("LC_CTYPE"), QStringLiteral("C.UTF-8")});
        return;
    }
    // Node.js 18 on Lambda has NODE_EXTRA_CA_CERTS too. Not here: it names a file of Amazon's own
    // authorities, and reading one triples the time that Node.js takes to start.
    environment.push_back({QStringLiteral("NODE_PATH"),
                           QStringLiteral("/opt/nodejs/node%1/node_modules:/opt/nodejs/"
                                          "node_modules:/var/runtime/node_modules:/var/runtime:"
                                          "/var/task")
                               .arg(runtime.version)});
}

QString programInside(const Interpreter &interpreter)
{
    if (interpreter.prefix.isEmpty())
        return interpreter.program;
    return text(LanguageFolder) + interpreter.program.mid(interpreter.prefix.size());
}

QStringList commandFor(const Interpreter &interpreter, const Function &function)
{
    QStringList command;
    for (const EnvironmentVariable &variable : function.config.environment) {
        if (variable.key == QLatin1StringView("AWS_LAMBDA_EXEC_WRAPPER")
            && !variable.value.isEmpty())
            command.append(variable.value);
    }
    command.append(programInside(interpreter));
    if (interpreter.language == Language::Python) {
        // -S: no site-packages of the host and no time spent on them. -u: what a function prints is
        // in the log at once, as on Lambda. PYTHON* variables of the function are honoured.
        command << QStringLiteral("-S") << QStringLiteral("-u")
                << QStringLiteral("/var/runtime/start.py");
    } else {
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

// "import" of ES modules knows no NODE_PATH; it looks in the folders above the code's. Lambda's
// Node.js finds a layer's modules all the same.
void addLayerModules(RuntimeLaunch &launch, const Function &function)
{
    if (function.optPath.isEmpty())
        return;
    const QString modules = function.optPath + QStringLiteral("/nodejs/node_modules");
    if (QFileInfo(modules).isDir() && paths::isWithin(function.optPath, modules))
        launch.mounts.push_back({modules, QStringLiteral("/var/node_modules")});
}

// Nothing for a language that can't be run yet.
QString installCommand(Language language)
{
    switch (language) {
    case Language::Python:
        return QStringLiteral("sudo apt-get install python3");
    case Language::NodeJs:
        return QStringLiteral("sudo apt-get install nodejs");
    case Language::Java:
    case Language::DotNet:
    case Language::Ruby:
    case Language::Provided:
        break;
    }
    return {};
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
        QStringLiteral("/opt"),
    };
    // Root's sandboxes run as another user, who can't look into root's home.
    const QString cache =
        ::geteuid() == 0 ? QStringLiteral("/var/cache")
                         : QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    places.bootstraps = cache + QStringLiteral("/lambda-workbench/bootstraps");
    return places;
}

RuntimeCatalog::RuntimeCatalog(Places places)
    : m_places(std::move(places))
    , m_interpreters(findInterpreters(m_places))
{
    // A failure comes up again, and is told, when a function is launched.
    static_cast<void>(unpackBootstraps(m_places.bootstraps));
}

std::optional<Interpreter> RuntimeCatalog::interpreterFor(const RuntimeId &runtime) const
{
    const int wanted = numberOf(runtime.language, runtime.version);
    const Interpreter *best = nullptr;
    const auto rank = [wanted](const Interpreter &interpreter) {
        const int distance = numberOf(interpreter.language, lineOf(interpreter)) - wanted;
        // Of two that are equally far the newer one; of the same line one that needs no mount.
        return std::tuple(std::abs(distance), distance < 0, !interpreter.prefix.isEmpty());
    };
    for (const Interpreter &interpreter : m_interpreters) {
        if (interpreter.language == runtime.language
            && (best == nullptr || rank(interpreter) < rank(*best)))
            best = &interpreter;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
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
    const QString remedy = installCommand(runtime->language);
    if (remedy.isEmpty())
        return Error{Error::Code::Unsupported, runtime->id};
    const std::optional<Interpreter> interpreter = interpreterFor(*runtime);
    if (!interpreter)
        return Error{Error::Code::RuntimeMissing, runtime->id, remedy};
    const Result<QString> bootstraps = unpackBootstraps(m_places.bootstraps);
    if (!bootstraps)
        return bootstraps.error();

    const bool isPython = runtime->language == Language::Python;
    if (isPython && !m_compiled.contains(interpreter->program)) {
        m_compiled.append(interpreter->program);
        compileBootstrap(*interpreter, *bootstraps);
    }
    addManaged(launch.environment, *runtime);
    launch.command = commandFor(*interpreter, function);
    launch.mounts.push_back(
        {*bootstraps + (isPython ? QStringLiteral("/python") : QStringLiteral("/node")),
         text(RuntimeFolder)});
    if (!interpreter->prefix.isEmpty())
        launch.mounts.push_back({interpreter->prefix, text(LanguageFolder)});
    if (runtime->language == Language::NodeJs)
        addLayerModules(launch, function);
    launch.logDescriptor = SandboxSpec::LogDescriptor::Number62;
    launch.interpreter = displayName(*interpreter);
    launch.versionName =
        (isPython ? QStringLiteral("python:") : QStringLiteral("nodejs:")) + interpreter->version;
    if (lineOf(*interpreter) != runtime->version)
        launch.warning =
            Runtimes::tr("%1 is not installed; runs on %2").arg(runtime->id, launch.interpreter);
    return launch;
}

} // namespace engine

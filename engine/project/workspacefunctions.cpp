// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/workspacefunctions.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <time.h>

#include <algorithm>

#include "engine/model/configmessages.h"
#include "engine/project/paths.h"
#include "engine/project/problemmessages.h"

namespace engine {
namespace {

constexpr std::array<const char16_t *, 4> Files{u"template.yaml", u"template.yml", u"template.json",
                                                u"samconfig.toml"};

// Of all that an environment is made from. What becomes of events afterwards is not in it: a new
// retry count needs no new environment.
QByteArray hashOf(const WorkspaceFunction &function)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    const FunctionConfig &config = function.config;
    out << config.name << config.runtime << config.handler << config.description
        << config.memory.value << qint64{config.timeout.count()} << config.ephemeralStorage.value
        << static_cast<int>(config.architecture) << static_cast<int>(config.network)
        << function.codePath << function.codeArchive << function.buildMethod << config.layers
        << config.profile << config.reservedConcurrency << static_cast<int>(config.tracing)
        << static_cast<int>(config.logging.format) << config.logging.applicationLevel
        << static_cast<int>(config.logging.systemLevel) << config.logging.group;
    for (const EnvironmentVariable &variable : config.environment)
        out << variable.key << variable.value;
    for (const int port : config.hostPorts)
        out << port;
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
}

// All that keeps the function from being run, what the template could not even hold first.
std::vector<ConfigError> errorsOf(const WorkspaceFunction &function, int reservedElsewhere)
{
    std::vector<ConfigError> errors;
    const auto notANumber = [&](QLatin1StringView property, ConfigError::Field field) {
        if (const auto text = function.malformed.find(property); text != function.malformed.end())
            errors.push_back({field, ConfigError::Kind::NotANumber, text->second});
    };
    notANumber(QLatin1StringView("MemorySize"), ConfigError::Field::Memory);
    notANumber(QLatin1StringView("Timeout"), ConfigError::Field::Timeout);
    notANumber(QLatin1StringView("EphemeralStorage.Size"), ConfigError::Field::EphemeralStorage);
    notANumber(QLatin1StringView("ReservedConcurrentExecutions"),
               ConfigError::Field::ReservedConcurrency);
    notANumber(QLatin1StringView("EventInvokeConfig.MaximumEventAgeInSeconds"),
               ConfigError::Field::MaximumEventAge);
    notANumber(QLatin1StringView("EventInvokeConfig.MaximumRetryAttempts"),
               ConfigError::Field::MaximumRetryAttempts);
    notANumber(QLatin1StringView("Metadata.LambdaWorkbench.HostPorts"),
               ConfigError::Field::HostPorts);
    const std::vector<ConfigError> more = validate(function.config, reservedElsewhere);
    errors.insert(errors.end(), more.begin(), more.end());
    return errors;
}

// The workbench's folder as seen from the code's, when it lies in there (CodeUri: .). Made if it
// is not there yet: it could not be hidden from a sandbox that is already up.
QString hiddenIn(const QString &codePath, const QString &workspace)
{
    const QString path = paths::privateFolder(workspace);
    if (!paths::isWithin(codePath, path))
        return {};
    QDir().mkpath(path);
    if (!QFileInfo(path).isDir())
        return {};
    const QString real = QFileInfo(path).canonicalFilePath();
    return QDir(QFileInfo(codePath).canonicalFilePath()).relativeFilePath(real);
}

} // namespace

WorkspaceFunctions::WorkspaceFunctions(const QString &folder, int maxWatches)
    : m_folder(QDir(folder).absolutePath())
    , m_codeWatch(maxWatches)
{
}

Result<Function> WorkspaceFunctions::function(const QString &idOrName)
{
    refresh();
    if (m_failure) {
        if (m_failure->code == Error::Code::NotFound)
            return Error{Error::Code::BadTemplate, QStringLiteral("there is no template"),
                         m_failure->place};
        return *m_failure;
    }
    const WorkspaceFunction *found = m_workspace.function(idOrName);
    if (!found)
        return whyUnknown(idOrName);
    int reserved = 0;
    for (const auto &[name, places] : m_reserved)
        reserved += name == found->config.name ? 0 : places;
    if (const auto errors = errorsOf(*found, reserved); !errors.empty())
        return Error{Error::Code::InvalidConfiguration, explain(errors.front()).sentence,
                     found->config.name};
    const bool isArchive = !found->codeArchive.isEmpty();
    const QString &code = isArchive ? found->codeArchive : found->codePath;
    if (code.isEmpty())
        return Error{Error::Code::CodeMissing, found->codeUri, found->codeUri};
    QByteArray generation = isArchive ? archiveStamp(code) : m_codeWatch.generation(code);
    if (generation.isEmpty())
        return Error{Error::Code::CodeMissing, found->codeUri, code};
    Function function;
    function.config = found->config;
    function.buildMethod = found->buildMethod;
    function.codeArchive = found->codeArchive;
    if (!isArchive) {
        function.codePath = found->codePath;
        function.hidden = hiddenIn(found->codePath, m_folder);
    }
    for (const QString &reference : found->config.layers) {
        const WorkspaceLayer *layer = m_workspace.layer(reference);
        if (!layer) {
            TemplateProblem elsewhere;
            elsewhere.kind = TemplateProblem::Kind::LayerElsewhere;
            elsewhere.detail = reference;
            function.notes.append(problemText(elsewhere));
            continue;
        }
        const QByteArray content =
            layer->isArchive ? archiveStamp(layer->path) : m_codeWatch.generation(layer->path);
        if (content.isEmpty())
            return Error{Error::Code::LayerMissing, reference,
                         layer->path.isEmpty() ? layer->contentUri : layer->path};
        function.layers.push_back(
            {reference, layer->path, layer->isArchive, QString::fromLatin1(content)});
        generation += ':' + content;
    }
    function.revision =
        QString::fromLatin1(m_configHashes.value(found->logicalId) + ':' + generation);
    return function;
}

QByteArray WorkspaceFunctions::archiveStamp(const QString &path) const
{
    const Stamp stamp = stampOf(path);
    if (stamp.back() == 0)
        return {};
    return QByteArray(reinterpret_cast<const char *>(stamp.data()), sizeof stamp).toHex();
}

Result<Workspace> WorkspaceFunctions::workspace()
{
    refresh();
    if (m_failure)
        return *m_failure;
    return m_workspace;
}

WorkspaceFunctions::Stamp WorkspaceFunctions::stampOf(const QString &path) const
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    return {static_cast<qint64>(info.st_dev),
            static_cast<qint64>(info.st_ino),
            static_cast<qint64>(info.st_size),
            static_cast<qint64>(info.st_mode),
            qint64{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec,
            qint64{info.st_ctim.tv_sec} * 1'000'000'000 + info.st_ctim.tv_nsec,
            1};
}

// File times advance in the kernel's ticks of up to 10 ms: two changes in one tick look the same.
bool WorkspaceFunctions::isYoung(const Stamp &stamp) const
{
    timespec now = {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return stamp.back() != 0
           && qint64{now.tv_sec} * 1'000'000'000 + now.tv_nsec - stamp[5] < 20'000'000;
}

void WorkspaceFunctions::refresh()
{
    std::array<Stamp, 4> stamps;
    const QDir dir(m_folder);
    for (size_t i = 0; i < Files.size(); ++i)
        stamps[i] = stampOf(dir.filePath(QString::fromUtf16(Files[i])));
    if (m_read && stamps == m_stamps && !m_young)
        return;
    m_young = std::any_of(stamps.begin(), stamps.end(),
                          [this](const Stamp &stamp) { return isYoung(stamp); });
    m_stamps = stamps;
    m_read = true;
    m_failure.reset();
    m_configHashes.clear();
    m_reserved.clear();
    auto opened = openWorkspace(m_folder);
    if (!opened) {
        m_failure = opened.error();
        m_workspace = {};
        return;
    }
    m_workspace = std::move(*opened);
    std::set<QString> folders;
    for (const WorkspaceFunction &each : m_workspace.functions) {
        m_configHashes.insert(each.logicalId, hashOf(each));
        folders.insert(each.codePath);
        if (each.config.reservedConcurrency >= 0)
            m_reserved[each.config.name] = each.config.reservedConcurrency;
    }
    if (onRead)
        onRead();
    for (const WorkspaceLayer &each : m_workspace.layers)
        if (!each.isArchive)
            folders.insert(each.path);
    m_codeWatch.keepOnly(folders);
}

Error WorkspaceFunctions::whyUnknown(const QString &idOrName) const
{
    using Kind = TemplateProblem::Kind;
    for (const TemplateProblem &problem : m_workspace.problems) {
        const bool syntax =
            problem.kind == Kind::Syntax && problem.file == m_workspace.templateFile;
        const bool noResources = problem.kind == Kind::BadValue && problem.property == u"Resources";
        if (!syntax && !noResources)
            continue;
        Error error{syntax ? Error::Code::BadSyntax : Error::Code::BadTemplate,
                    syntax ? problem.detail : QStringLiteral("Resources is missing"),
                    m_workspace.templateFile};
        error.line = problem.line;
        error.column = problem.column;
        return error;
    }
    return Error{Error::Code::UnknownFunction, idOrName};
}

} // namespace engine

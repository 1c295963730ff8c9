// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/versions/versionstore.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/core/atomicfile.h"
#include "engine/packages/filetree.h"
#include "engine/packages/zippackage.h"
#include "engine/project/paths.h"
#include "engine/project/workspace.h"
#include "engine/versions/versionrules.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

const QString ListFile = QStringLiteral("versions.json");
const QString VersionFile = QStringLiteral("version.json");
const QString CodeFile = QStringLiteral("code.zip");
const QString ParametersFile = QStringLiteral("samconfig.toml");
constexpr int LockWaitMs = 30'000;

Error damaged(const QString &file, const char *what)
{
    return Error{Error::Code::NotReadable, QString::fromUtf8(what), file};
}

Error refused(const QString &functionName, const QString &text)
{
    return Error{Error::Code::Refused, text, functionName};
}

std::string text(const QString &value)
{
    return value.toStdString();
}

QString text(const Json &object, const char *key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_string()
               ? QString::fromStdString(it->get_ref<const std::string &>())
               : QString();
}

template <typename Number>
Number number(const Json &object, const char *key)
{
    const auto it = object.find(key);
    return it != object.end() && it->is_number() ? it->get<Number>() : Number{};
}

QByteArray bytesOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace))
           + '\n';
}

Result<Json> readJson(const QString &file)
{
    const auto bytes = readWhole(file);
    if (!bytes)
        return bytes.error();
    Json json = Json::parse(bytes->begin(), bytes->end(), nullptr, false);
    if (!json.is_object())
        return damaged(file, "it is damaged");
    return json;
}

Result<QByteArray> sha256Of(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return Error{Error::Code::NotReadable, file.errorString(), path};
    return hash.result();
}

Result<void> copyFile(const QString &from, const QString &to)
{
    QFile file(from);
    if (file.copy(to))
        return {};
    return Error{Error::Code::NotWritable, file.errorString(), to};
}

PublishedVersion versionFrom(const Json &json)
{
    PublishedVersion version;
    version.number = number<int>(json, "version");
    version.description = text(json, "description");
    version.publishedAtMs = number<qint64>(json, "publishedAtMs");
    version.codeSha256 = text(json, "codeSha256");
    version.codeBytes = number<qint64>(json, "codeBytes");
    version.runtime = text(json, "runtime");
    version.handler = text(json, "handler");
    version.memory = number<int>(json, "memorySize");
    return version;
}

Json toJson(const PublishedVersion &version)
{
    return {{"version", version.number},
            {"description", text(version.description)},
            {"publishedAtMs", version.publishedAtMs},
            {"codeSha256", text(version.codeSha256)},
            {"codeBytes", version.codeBytes},
            {"runtime", text(version.runtime)},
            {"handler", text(version.handler)},
            {"memorySize", version.memory}};
}

// A new folder beside the versions, removed again unless it becomes one.
class Draft
{
public:
    explicit Draft(const QString &parent)
        : m_folder(parent + QStringLiteral("/.draft"))
    {
        filetree::remove(m_folder); // of a program that was killed
        QDir().mkpath(m_folder);
    }
    ~Draft()
    {
        if (!m_kept)
            filetree::remove(m_folder);
    }
    Q_DISABLE_COPY_MOVE(Draft)

    [[nodiscard]] QString path(const QString &name) const { return m_folder + u'/' + name; }
    [[nodiscard]] bool keepAs(const QString &folder)
    {
        filetree::remove(folder); // a number that was never entered in the list
        m_kept = QDir().rename(m_folder, folder);
        return m_kept;
    }

private:
    QString m_folder;
    bool m_kept = false;
};

// A folder as a package, an archive as it is.
Result<void> pack(const QString &source, bool isArchive, const QString &file)
{
    if (isArchive)
        return copyFile(source, file);
    const auto package = writeZipPackage(source, file);
    if (!package)
        return package.error();
    return {};
}

// What two versions must have in common to be the same.
QByteArray settingsOf(const Function &function, const QByteArrayList &layerHashes)
{
    const FunctionConfig &config = function.config;
    Json variables = Json::array();
    for (const EnvironmentVariable &variable : config.environment)
        variables.push_back({text(variable.key), text(variable.value)});
    Json layers = Json::array();
    for (const QByteArray &hash : layerHashes)
        layers.push_back(hash.toHex().toStdString());
    Json all = {{"runtime", text(config.runtime)},
                {"handler", text(config.handler)},
                {"description", text(config.description)},
                {"memory", config.memory.value},
                {"timeout", config.timeout.count()},
                {"storage", config.ephemeralStorage.value},
                {"architecture", text(architectureName(config.architecture))},
                {"network", text(networkName(config.network))},
                {"profile", text(config.profile)},
                {"environment", variables},
                {"layers", layers}};
    if (!config.hostPorts.empty()) // absent: versions from before there were any stay the same
        all["hostPorts"] = config.hostPorts;
    return QCryptographicHash::hash(bytesOf(all), QCryptographicHash::Sha256).toHex();
}

} // namespace

const PublishedVersion *FunctionVersions::version(const QString &number) const
{
    const auto it = std::find_if(versions.begin(), versions.end(), [&](const auto &each) {
        return QString::number(each.number) == number;
    });
    return it == versions.end() ? nullptr : &*it;
}

const FunctionAlias *FunctionVersions::alias(const QString &name) const
{
    const auto it = std::find_if(aliases.begin(), aliases.end(),
                                 [&](const auto &each) { return each.name == name; });
    return it == aliases.end() ? nullptr : &*it;
}

VersionStore::VersionStore(QString workspace)
    : m_workspace(std::move(workspace))
{
}

QString VersionStore::folderOf(const QString &functionName) const
{
    return paths::privateFolder(m_workspace) + QStringLiteral("/state/versions/")
           + paths::asFileName(functionName);
}

// A workspace may come from a stranger, its private folder included: a link in there must lead
// nowhere else, for what is read as well as for what is written and removed.
Result<void> VersionStore::checkInside(const QString &path) const
{
    if (paths::isWithin(m_workspace, path))
        return {};
    return damaged(path, "it leads out of the workspace");
}

Result<FunctionVersions> VersionStore::of(const QString &functionName) const
{
    int next = 1;
    return read(functionName, &next);
}

Result<FunctionVersions> VersionStore::read(const QString &functionName, int *nextNumber) const
{
    *nextNumber = 1;
    FunctionVersions all;
    const QString file = folderOf(functionName) + u'/' + ListFile;
    const auto json = readJson(file);
    if (!json) {
        if (json.error().code == Error::Code::NotFound)
            return all;
        return json.error();
    }
    *nextNumber = std::max(number<int>(*json, "next"), 1);
    for (const Json &each : json->value("versions", Json::array())) {
        if (!each.is_object())
            return damaged(file, "its list of versions is damaged");
        all.versions.push_back(versionFrom(each));
    }
    for (const Json &each : json->value("aliases", Json::array())) {
        if (!each.is_object())
            return damaged(file, "its list of aliases is damaged");
        all.aliases.push_back({text(each, "name"), text(each, "version"),
                               text(each, "additionalVersion"), number<double>(each, "weight"),
                               text(each, "description")});
    }
    const Json provisioned = json->value("provisioned", Json::object());
    if (!provisioned.is_object())
        return damaged(file, "its provisioned concurrency is damaged");
    for (const auto &[qualifier, count] : provisioned.items())
        if (count.is_number_integer())
            all.provisioned[QString::fromStdString(qualifier)] = count.get<int>();
    return all;
}

Result<void> VersionStore::write(const QString &functionName, const FunctionVersions &versions,
                                 int nextNumber) const
{
    Json json = {{"next", nextNumber},
                 {"versions", Json::array()},
                 {"aliases", Json::array()},
                 {"provisioned", Json::object()}};
    for (const PublishedVersion &version : versions.versions)
        json["versions"].push_back(toJson(version));
    for (const FunctionAlias &alias : versions.aliases)
        json["aliases"].push_back({{"name", text(alias.name)},
                                   {"version", text(alias.version)},
                                   {"additionalVersion", text(alias.additionalVersion)},
                                   {"weight", alias.weight},
                                   {"description", text(alias.description)}});
    for (const auto &[qualifier, count] : versions.provisioned)
        json["provisioned"][text(qualifier)] = count;
    return writeAtomically(folderOf(functionName) + u'/' + ListFile, bytesOf(json));
}

// One program at a time changes a function's versions.
class VersionStore::Change
{
public:
    Change(const VersionStore &store, const QString &functionName)
        : m_store(store)
        , m_name(functionName)
        , m_lock(store.folderOf(functionName) + QStringLiteral("/lock"))
    {
    }

    [[nodiscard]] Result<void> begin()
    {
        if (const auto inside = m_store.checkInside(m_store.folderOf(m_name)); !inside)
            return inside.error();
        QDir().mkpath(m_store.folderOf(m_name));
        if (!m_lock.tryLock(LockWaitMs))
            return Error{Error::Code::NotWritable,
                         QStringLiteral("another program is publishing it"),
                         m_store.folderOf(m_name)};
        const auto read = m_store.read(m_name, &nextNumber);
        if (!read)
            return read.error();
        versions = *read;
        return {};
    }
    [[nodiscard]] Result<void> commit() const
    {
        return m_store.write(m_name, versions, nextNumber);
    }

    FunctionVersions versions;
    int nextNumber = 1;

private:
    const VersionStore &m_store;
    QString m_name;
    QLockFile m_lock;
};

Result<PublishedVersion> VersionStore::publish(const Function &built, const QString &description,
                                               qint64 nowMs,
                                               const std::atomic<bool> &cancelled) const
{
    const QString &name = built.config.name;
    const QString folder = folderOf(name);
    Change change(*this, name);
    if (const auto begun = change.begin(); !begun)
        return begun.error();
    const auto workspace = openWorkspace(m_workspace);
    if (!workspace)
        return workspace.error();
    const WorkspaceFunction *source = workspace->function(name);
    if (!source)
        return Error{Error::Code::UnknownFunction, name};

    Draft draft(folder);
    const bool packed = !built.codeArchive.isEmpty();
    if (const auto done =
            pack(packed ? built.codeArchive : built.codePath, packed, draft.path(CodeFile));
        !done)
        return done.error();
    const auto codeHash = sha256Of(draft.path(CodeFile));
    if (!codeHash)
        return codeHash.error();
    QByteArrayList layerHashes;
    Json layers = Json::array();
    for (const FunctionLayer &layer : built.layers) {
        if (cancelled)
            return Error{Error::Code::Cancelled, {}};
        const QString suffix =
            layer.isArchive ? QFileInfo(layer.path).completeSuffix() : QStringLiteral("zip");
        const QString file = QStringLiteral("layer-%1.%2").arg(layers.size()).arg(suffix);
        if (const auto done = pack(layer.path, layer.isArchive, draft.path(file)); !done)
            return done.error();
        const auto hash = sha256Of(draft.path(file));
        if (!hash)
            return hash.error();
        layerHashes.append(*hash);
        layers.push_back({{"name", text(layer.name)},
                          {"file", text(file)},
                          {"revision", hash->toHex().toStdString()}});
    }

    const QString sha256 = QString::fromLatin1(codeHash->toBase64());
    const QByteArray settings = settingsOf(built, layerHashes);
    if (!change.versions.versions.empty()) {
        const PublishedVersion &newest = change.versions.versions.back();
        const auto last =
            readJson(folder + u'/' + QString::number(newest.number) + u'/' + VersionFile);
        if (last && newest.codeSha256 == sha256
            && text(*last, "settings") == QString::fromLatin1(settings))
            return newest;
    }
    const FunctionConfig &config = built.config;
    const PublishedVersion version{change.nextNumber,
                                   description,
                                   nowMs,
                                   sha256,
                                   QFileInfo(draft.path(CodeFile)).size(),
                                   config.runtime,
                                   config.handler,
                                   config.memory.value};
    Json json = toJson(version);
    json["logicalId"] = text(source->logicalId);
    json["template"] = text(workspace->templateFile);
    json["builtBy"] = text(built.builtBy);
    json["notes"] = text(built.notes.join(u'\n'));
    json["settings"] = settings.toStdString();
    json["layers"] = layers;
    const QDir from(m_workspace);
    if (const auto done =
            copyFile(from.filePath(workspace->templateFile), draft.path(workspace->templateFile));
        !done)
        return done.error();
    if (QFileInfo::exists(from.filePath(ParametersFile))) {
        if (const auto done = copyFile(from.filePath(ParametersFile), draft.path(ParametersFile));
            !done)
            return done.error();
    }
    if (const auto done = writeAtomically(draft.path(VersionFile), bytesOf(json)); !done)
        return done.error();
    const QString place = folder + u'/' + QString::number(version.number);
    if (!draft.keepAs(place))
        return Error{Error::Code::NotWritable, QStringLiteral("it can't be renamed"), place};
    change.versions.versions.push_back(version);
    ++change.nextNumber;
    if (const auto done = change.commit(); !done)
        return done.error();
    return version;
}

Result<Function> VersionStore::version(const QString &functionName, const QString &number) const
{
    const auto all = of(functionName);
    if (!all)
        return all.error();
    if (!all->version(number))
        return Error{Error::Code::UnknownFunction, functionName + u':' + number};
    const QString folder = folderOf(functionName) + u'/' + number;
    const QString file = folder + u'/' + VersionFile;
    if (const auto inside = checkInside(file); !inside)
        return inside.error();
    const auto json = readJson(file);
    if (!json)
        return json.error();
    const QString templateFile = paths::asFileName(text(*json, "template"));
    if (const auto inside = checkInside(folder + u'/' + templateFile); !inside)
        return inside.error();
    const auto bytes = readWhole(folder + u'/' + templateFile);
    if (!bytes)
        return bytes.error();
    const Workspace snapshot =
        readTemplate(folder, templateFile, *bytes, parameterOverrides(folder));
    const WorkspaceFunction *found = snapshot.function(text(*json, "logicalId"));
    if (!found)
        return damaged(file, "its template does not have the function");
    if (!validate(found->config).empty()) // it was valid when it was published
        return damaged(file, "its template is not what was published");

    Function function;
    function.config = found->config;
    function.version = number;
    function.builtBy = text(*json, "builtBy");
    if (const QString notes = text(*json, "notes"); !notes.isEmpty())
        function.notes = notes.split(u'\n');
    function.codeArchive = folder + u'/' + CodeFile;
    if (const auto inside = checkInside(function.codeArchive); !inside)
        return inside.error();
    for (const Json &each : json->value("layers", Json::array())) {
        if (!each.is_object())
            return damaged(file, "its list of layers is damaged");
        const QString layer = paths::asFileName(text(each, "file"));
        if (const auto inside = checkInside(folder + u'/' + layer); !inside)
            return inside.error();
        function.layers.push_back(
            {text(each, "name"), folder + u'/' + layer, true, text(each, "revision")});
    }
    function.revision = text(*json, "settings") + u':' + text(*json, "codeSha256");
    return function;
}

Result<void> VersionStore::remove(const QString &functionName, int number) const
{
    Change change(*this, functionName);
    if (const auto begun = change.begin(); !begun)
        return begun.error();
    const QString version = QString::number(number);
    if (!change.versions.version(version))
        return Error{Error::Code::UnknownFunction, functionName + u':' + version};
    std::set<QString> users;
    for (const FunctionAlias &alias : change.versions.aliases)
        if (alias.version == version || alias.additionalVersion == version)
            users.insert(alias.name);
    if (!users.empty())
        return refused(
            functionName,
            QStringLiteral("Version %1 is used by the alias %2").arg(version, *users.begin()));
    std::erase_if(change.versions.versions,
                  [number](const auto &each) { return each.number == number; });
    change.versions.provisioned.erase(version);
    if (const auto done = change.commit(); !done)
        return done.error();
    filetree::remove(folderOf(functionName) + u'/' + version);
    return {};
}

Result<void> VersionStore::setAlias(const QString &functionName, const FunctionAlias &alias) const
{
    Change change(*this, functionName);
    if (const auto begun = change.begin(); !begun)
        return begun.error();
    Function named;
    named.config.name = functionName;
    if (const QString text = versionrules::aliasError(named.arn(), change.versions, alias);
        !text.isEmpty())
        return refused(functionName, text);
    auto &aliases = change.versions.aliases;
    std::erase_if(aliases, [&](const auto &each) { return each.name == alias.name; });
    aliases.insert(std::upper_bound(aliases.begin(), aliases.end(), alias,
                                    [](const auto &a, const auto &b) { return a.name < b.name; }),
                   alias);
    return change.commit();
}

Result<void> VersionStore::removeAlias(const QString &functionName, const QString &alias) const
{
    Change change(*this, functionName);
    if (const auto begun = change.begin(); !begun)
        return begun.error();
    if (!change.versions.alias(alias))
        return Error{Error::Code::UnknownFunction, functionName + u':' + alias};
    std::erase_if(change.versions.aliases, [&](const auto &each) { return each.name == alias; });
    change.versions.provisioned.erase(alias);
    return change.commit();
}

Result<void> VersionStore::setProvisioned(const QString &functionName, const QString &qualifier,
                                          int environments, const Concurrency &account) const
{
    Change change(*this, functionName);
    if (const auto begun = change.begin(); !begun)
        return begun.error();
    if (const QString text =
            versionrules::provisionedError(change.versions, qualifier, environments, account);
        !text.isEmpty())
        return refused(functionName, text);
    if (environments == 0)
        change.versions.provisioned.erase(qualifier);
    else
        change.versions.provisioned[qualifier] = environments;
    return change.commit();
}

} // namespace engine

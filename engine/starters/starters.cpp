// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/starters/starters.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <array>

#include "engine/model/runtimeid.h"

// A static library's resources are linked only when something names them; the macro wants to be
// outside of any namespace.
static void needStarters()
{
    Q_INIT_RESOURCE(starters);
}

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

const QString Root = QStringLiteral(":/lambda-workbench/starters/");

// The words of starters.json, here so that translators get them.
constexpr std::array Words{
    QT_TRANSLATE_NOOP("engine::StarterWords", "Hello"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "One file that answers an event"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "HTTP API"),
    QT_TRANSLATE_NOOP("engine::StarterWords",
                      "Answers GET /greetings/{name} behind an API Gateway HTTP API"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "S3 file"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "Is called with each file that arrives in a bucket"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "SQS batch"),
    QT_TRANSLATE_NOOP("engine::StarterWords",
                      "Works messages of a queue off; what fails comes again alone"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "Scheduled job"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "Runs every night at two (UTC)"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "DynamoDB stream"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "Follows the changes of a table's items"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "Streaming response"),
    QT_TRANSLATE_NOOP("engine::StarterWords",
                      "A function URL that sends its answer piece by piece"),
    QT_TRANSLATE_NOOP("engine::StarterWords", "Custom runtime"),
    QT_TRANSLATE_NOOP("engine::StarterWords",
                      "A runtime of your own in a few lines, by the Runtime API"),
};

QString textOf(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found == object.end() ? QString()
                                 : QString::fromStdString(found->get_ref<const std::string &>());
}

QByteArray jsonOf(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found == object.end() ? QByteArray() : QByteArray::fromStdString(found->dump());
}

QStringList textsOf(const Json &value)
{
    if (value.is_string())
        return {QString::fromStdString(value.get<std::string>())};
    QStringList texts;
    for (const Json &each : value)
        texts << QString::fromStdString(each.get<std::string>());
    return texts;
}

StarterRuntime readRuntime(const QString &name, const Json &json)
{
    StarterRuntime runtime;
    runtime.name = name;
    runtime.title = textOf(json, "title");
    runtime.runtime = json.contains("runtime") ? textOf(json, "runtime") : name;
    runtime.language = textOf(json, "language");
    runtime.folder = textOf(json, "folder");
    runtime.handler = textOf(json, "handler");
    runtime.mainFile = textOf(json, "main");
    if (const auto shared = json.find("shared"); shared != json.end())
        runtime.shared = textsOf(*shared);
    runtime.buildMethod = textOf(json, "buildMethod");
    runtime.memory = json.value("memory", 0);
    runtime.executable = json.value("executable", false);
    return runtime;
}

Starter readStarter(const Json &json, const std::vector<StarterRuntime> &runtimes)
{
    Starter starter;
    starter.name = textOf(json, "name");
    starter.title = textOf(json, "title");
    starter.description = textOf(json, "description");
    starter.triggers = jsonOf(json, "triggers");
    starter.resources = jsonOf(json, "resources");
    starter.properties = jsonOf(json, "properties");
    for (const StarterRuntime &runtime : runtimes)
        if (QFile::exists(Root + starter.name + u'/' + runtime.folder + u'/' + runtime.mainFile))
            starter.runtimes << runtime.name;
    for (const Json &each : json.at("events")) {
        StarterEvent event;
        event.name = textOf(each, "name");
        event.json = jsonOf(each, "json");
        event.source = textOf(each, "source");
        event.variant = textOf(each, "variant");
        if (const auto set = each.find("set"); set != each.end())
            for (const auto &[key, value] : set->items())
                event.values[QString::fromStdString(key)] = textsOf(value);
        starter.events.push_back(std::move(event));
    }
    return starter;
}

struct Catalogue
{
    std::vector<StarterRuntime> runtimes;
    std::vector<Starter> starters;
};

const Catalogue &catalogue()
{
    static const Catalogue all = [] {
        needStarters();
        Catalogue made;
        QFile file(Root + QStringLiteral("starters.json"));
        if (!file.open(QIODevice::ReadOnly))
            return made;
        const Json json = Json::parse(file.readAll().toStdString()); // ours: it is well-formed
        for (const auto &[name, runtime] : json.at("runtimes").items())
            made.runtimes.push_back(readRuntime(QString::fromStdString(name), runtime));
        for (const Json &each : json.at("starters"))
            made.starters.push_back(readStarter(each, made.runtimes));
        return made;
    }();
    return all;
}

// "python" of "python3.11"
QString languageOf(const QString &runtime)
{
    qsizetype end = 0;
    while (end < runtime.size() && runtime[end].isLetter())
        ++end;
    return runtime.first(end);
}

} // namespace

const std::vector<StarterRuntime> &starterRuntimes()
{
    return catalogue().runtimes;
}

const std::vector<Starter> &starters()
{
    return catalogue().starters;
}

const Starter *starter(const QString &name)
{
    const auto &all = starters();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

StarterRuntime starterRuntime(const QString &name)
{
    for (const StarterRuntime &each : starterRuntimes())
        if (each.name == name)
            return each;
    if (!RuntimeId::parse(name))
        return {};
    for (StarterRuntime each : starterRuntimes())
        if (!each.language.isEmpty() && each.language == languageOf(name)) {
            each.runtime = name;
            return each;
        }
    return {};
}

QByteArray starterFile(const Starter &starter, const StarterRuntime &runtime, const QString &file)
{
    const QString folder = runtime.shared.contains(file) ? QStringLiteral("shared") : starter.name;
    QFile source(Root + folder + u'/' + runtime.folder + u'/' + file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

QStringList starterFiles(const Starter &starter, const StarterRuntime &runtime)
{
    const QString folder = Root + starter.name + u'/' + runtime.folder + u'/';
    QStringList files;
    QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        files << each.next().sliced(folder.size());
    files << runtime.shared;
    files.sort();
    return files;
}

QString starterWord(const QString &english)
{
    return QCoreApplication::translate("engine::StarterWords", english.toUtf8().constData());
}

QStringList starterWords()
{
    QStringList all;
    for (const char *word : Words)
        all << QString::fromUtf8(word);
    return all;
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QSet>

#include <algorithm>
#include <optional>

#include "engine/project/functionreader.h"
#include "engine/project/templateedit.h"
#include "engine/project/templateresolver.h"
#include "engine/project/workspace.h"

namespace engine {
namespace {

using Variables = std::vector<EnvironmentVariable>;

// Short properties that stand together at the head of a function; a new one joins them.
QStringList headOfFunction()
{
    return {QStringLiteral("FunctionName"),     QStringLiteral("Description"),
            QStringLiteral("CodeUri"),          QStringLiteral("Handler"),
            QStringLiteral("Runtime"),          QStringLiteral("Architectures"),
            QStringLiteral("MemorySize"),       QStringLiteral("Timeout"),
            QStringLiteral("EphemeralStorage"), QStringLiteral("ReservedConcurrentExecutions")};
}

const QString *valueOf(const Variables &variables, const QString &key)
{
    const auto found = std::find_if(variables.begin(), variables.end(),
                                    [&](const auto &each) { return each.key == key; });
    return found == variables.end() ? nullptr : &found->value;
}

Variables sorted(Variables variables)
{
    std::sort(variables.begin(), variables.end(),
              [](const auto &a, const auto &b) { return a.key < b.key; });
    return variables;
}

// The order of variables means nothing to Lambda, so a new order alone changes no text.
FunctionConfig comparable(FunctionConfig config)
{
    config.environment = sorted(std::move(config.environment));
    return config;
}

// Applies one change after the other; each reads the text anew, as places have moved.
class FunctionPatch
{
public:
    FunctionPatch(QByteArray text, QString templateFile, QString logicalId)
        : m_text(std::move(text))
        , m_file(std::move(templateFile))
        , m_id(std::move(logicalId))
    {
    }

    std::optional<Error> set(const QStringList &path, const NewValue &value,
                             const QStringList &before = {});
    std::optional<Error> remove(const QStringList &path);
    std::optional<Error> setEnvironment(const Variables &before, const Variables &after);
    // The function's own layers, without those of Globals.
    std::optional<Error> setLayers(const QStringList &before, const QStringList &after,
                                   const Workspace &workspace);
    std::optional<Error> setHostPorts(const std::vector<int> &before,
                                      const std::vector<int> &after);
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    static constexpr int Levels = 3; // Properties, Environment, Variables

    template <typename Change>
    std::optional<Error> change(Change make);
    std::optional<Error> setVariable(const QString &key, const QString &value,
                                     const QString &behind);
    std::optional<Error> removeVariable(const QString &key);
    std::optional<Error> renameVariable(const QString &from, const QString &to);
    static const TemplateNode *variablesOf(const TemplateNode &resource);

    QByteArray m_text;
    QString m_file;
    QString m_id;
};

template <typename Change>
std::optional<Error> FunctionPatch::change(Change make)
{
    const TemplateTree tree = TemplateTree::read(m_text, TemplateTree::formatOf(m_file));
    const TemplateNode *resource = followed(member(member(tree.root(), u"Resources"), m_id));
    if (!resource)
        return Error{Error::Code::UnknownFunction, m_id};
    TemplateEdit edit(tree);
    Result<QByteArray> changed = make(edit, *resource);
    if (!changed)
        return changed.error();
    m_text = *changed;
    return {};
}

std::optional<Error> FunctionPatch::set(const QStringList &path, const NewValue &value,
                                        const QStringList &before)
{
    return change([&](TemplateEdit &edit, const TemplateNode &resource) {
        return edit.set(resource, path, value, before);
    });
}

std::optional<Error> FunctionPatch::remove(const QStringList &path)
{
    return change([&](TemplateEdit &edit, const TemplateNode &resource) {
        return edit.remove(resource, path);
    });
}

const TemplateNode *FunctionPatch::variablesOf(const TemplateNode &resource)
{
    return ownMember(ownMember(ownMember(&resource, u"Properties"), u"Environment"), u"Variables");
}

std::optional<Error> FunctionPatch::setVariable(const QString &key, const QString &value,
                                                const QString &behind)
{
    return set({QStringLiteral("Properties"), QStringLiteral("Environment"),
                QStringLiteral("Variables"), key},
               {NewValue::Kind::Text, value},
               behind.isEmpty() ? QStringList() : QStringList{behind});
}

std::optional<Error> FunctionPatch::removeVariable(const QString &key)
{
    return change([&](TemplateEdit &edit, const TemplateNode &resource) -> Result<QByteArray> {
        const TemplateNode *properties = ownMember(&resource, u"Properties");
        const TemplateNode *variables = variablesOf(resource);
        if (!properties || (variables && !ownMember(variables, key)) || !variables)
            return Error{Error::Code::Unsupported, QStringLiteral("%1 is not set here").arg(key),
                         key};
        return edit.remove(*properties,
                           {QStringLiteral("Environment"), QStringLiteral("Variables"), key});
    });
}

std::optional<Error> FunctionPatch::renameVariable(const QString &from, const QString &to)
{
    return change([&](TemplateEdit &edit, const TemplateNode &resource) -> Result<QByteArray> {
        const TemplateNode *variables = variablesOf(resource);
        if (!variables)
            return Error{Error::Code::NotFound, from};
        return edit.rename(*variables, from, to);
    });
}

std::optional<Error> FunctionPatch::setEnvironment(const Variables &before, const Variables &after)
{
    QSet<QString> renamedTo;
    QSet<QString> renamedFrom;
    if (before.size() == after.size()) { // a new key in the same row with the same value: renamed
        for (size_t i = 0; i < before.size(); ++i) {
            const bool renamed = before[i].key != after[i].key && before[i].value == after[i].value
                                 && !valueOf(after, before[i].key)
                                 && !valueOf(before, after[i].key);
            if (!renamed || renameVariable(before[i].key, after[i].key))
                continue; // what can't be renamed in place is removed and added below
            renamedFrom.insert(before[i].key);
            renamedTo.insert(after[i].key);
        }
    }
    QString behind;
    for (const EnvironmentVariable &variable : after) {
        const QString *old = valueOf(before, variable.key);
        const bool same = renamedTo.contains(variable.key) || (old && *old == variable.value);
        if (!same)
            if (const auto error = setVariable(variable.key, variable.value, behind))
                return error;
        behind = variable.key;
    }
    for (const EnvironmentVariable &variable : before)
        if (!valueOf(after, variable.key) && !renamedFrom.contains(variable.key))
            if (const auto error = removeVariable(variable.key))
                return error;
    return {};
}

std::optional<Error> FunctionPatch::setLayers(const QStringList &before, const QStringList &after,
                                              const Workspace &workspace)
{
    const QString name = QStringLiteral("Layers");
    const QStringList path{QStringLiteral("Properties"), name};
    if (after.isEmpty())
        return change([&](TemplateEdit &edit, const TemplateNode &resource) {
            return edit.remove(resource, path);
        });
    std::vector<TemplateEdit::Item> items;
    QStringList left = before;
    for (const QString &layer : after) {
        const qsizetype place = left.indexOf(layer);
        TemplateEdit::Item item;
        if (place >= 0) {
            item.kept = static_cast<size_t>(place);
            left[place] = QString(); // each is taken once
        } else {
            item.value.kind =
                workspace.layer(layer) ? NewValue::Kind::Reference : NewValue::Kind::Text;
            item.value.text = layer;
        }
        items.push_back(std::move(item));
    }
    return change([&](TemplateEdit &edit, const TemplateNode &resource) -> Result<QByteArray> {
        const TemplateNode *list = ownMember(ownMember(&resource, u"Properties"), name);
        if (list && !list->isNull()) {
            if (list->isSequence() && list->items.size() != static_cast<size_t>(before.size()))
                return Error{Error::Code::Unresolved, QStringLiteral("a condition"), name};
            return edit.setItems(*list, name, items);
        }
        NewValue value{NewValue::Kind::List};
        for (const TemplateEdit::Item &item : items)
            value.items.push_back(item.value);
        return edit.set(resource, path, value, headOfFunction());
    });
}

std::optional<Error> FunctionPatch::setHostPorts(const std::vector<int> &before,
                                                 const std::vector<int> &after)
{
    const QString name = QStringLiteral("HostPorts");
    const QStringList path{QStringLiteral("Metadata"), QStringLiteral("LambdaWorkbench"), name};
    if (after.empty())
        return remove(path);
    std::vector<TemplateEdit::Item> items;
    std::vector<int> left = before;
    for (const int port : after) {
        TemplateEdit::Item item;
        const auto known = std::find(left.begin(), left.end(), port);
        if (known != left.end()) {
            item.kept = static_cast<size_t>(known - left.begin());
            *known = -1; // each is taken once
        } else {
            item.value = {NewValue::Kind::Number, QString::number(port)};
        }
        items.push_back(std::move(item));
    }
    bool stands = false;
    bool isList = false;
    const auto error =
        change([&](TemplateEdit &edit, const TemplateNode &resource) -> Result<QByteArray> {
            const TemplateNode *list = ownMember(
                ownMember(ownMember(&resource, u"Metadata"), u"LambdaWorkbench"), u"HostPorts");
            stands = list && !list->isNull();
            isList = stands && list->isSequence() && list->items.size() == before.size();
            return isList ? edit.setItems(*list, name, items) : Result<QByteArray>(m_text);
        });
    if (error || isList)
        return error;
    if (stands) { // a single number, or a list with what is none
        if (const auto failed = remove(path))
            return failed;
    }
    NewValue value{NewValue::Kind::List};
    for (const int port : after)
        value.items.push_back({NewValue::Kind::Number, QString::number(port)});
    return set(path, value);
}

// Is the text what was asked for, and is every other function as it was?
bool holds(const Workspace &before, const Workspace &now, const QString &id,
           const FunctionConfig &asked)
{
    if (before.functions.size() != now.functions.size())
        return false;
    for (size_t i = 0; i < now.functions.size(); ++i) {
        const WorkspaceFunction &old = before.functions[i];
        const WorkspaceFunction &each = now.functions[i];
        const FunctionConfig &expected = each.logicalId == id ? asked : old.config;
        if (each.logicalId != old.logicalId || each.codeUri != old.codeUri
            || each.triggers != old.triggers || comparable(each.config) != comparable(expected))
            return false;
    }
    return true;
}

} // namespace

Result<QByteArray> patchFunction(const QByteArray &text, const QString &templateFile,
                                 const QString &logicalId, const FunctionConfig &before,
                                 const FunctionConfig &after)
{
    const Workspace workspace = readTemplate(QDir::rootPath(), templateFile, text, {});
    for (const TemplateProblem &problem : workspace.problems)
        if (problem.kind == TemplateProblem::Kind::Syntax)
            return Error{Error::Code::BadSyntax, problem.detail, templateFile, problem.line,
                         problem.column};
    const auto function =
        std::find_if(workspace.functions.begin(), workspace.functions.end(),
                     [&](const WorkspaceFunction &each) { return each.logicalId == logicalId; });
    if (function == workspace.functions.end())
        return Error{Error::Code::UnknownFunction, logicalId};
    QSet<QString> keys;
    for (const EnvironmentVariable &variable : after.environment) {
        if (variable.key.isEmpty() || keys.contains(variable.key))
            return Error{Error::Code::InvalidConfiguration,
                         QStringLiteral("Environment.%1").arg(variable.key), after.name};
        keys.insert(variable.key);
    }

    FunctionPatch patch(text, templateFile, logicalId);
    FunctionConfig expected = function->config;
    std::optional<Error> error;
    const auto change = [&](auto FunctionConfig::*field, const QStringList &path,
                            const NewValue &value) {
        if (error || before.*field == after.*field)
            return;
        expected.*field = after.*field;
        error = patch.set(path, value, headOfFunction());
    };
    const auto property = [](const char16_t *name) {
        return QStringList{QStringLiteral("Properties"), QString::fromUtf16(name)};
    };
    const auto text_ = [](const QString &value) { return NewValue{NewValue::Kind::Text, value}; };
    const auto number = [](qint64 value) {
        return NewValue{NewValue::Kind::Number, QString::number(value)};
    };
    change(&FunctionConfig::name, property(u"FunctionName"), text_(after.name));
    change(&FunctionConfig::runtime, property(u"Runtime"), text_(after.runtime));
    change(&FunctionConfig::handler, property(u"Handler"), text_(after.handler));
    change(&FunctionConfig::description, property(u"Description"), text_(after.description));
    change(&FunctionConfig::memory, property(u"MemorySize"), number(after.memory.value));
    change(&FunctionConfig::timeout, property(u"Timeout"), number(after.timeout.count()));
    change(&FunctionConfig::ephemeralStorage,
           property(u"EphemeralStorage") << QStringLiteral("Size"),
           number(after.ephemeralStorage.value));
    change(&FunctionConfig::architecture, property(u"Architectures"),
           {NewValue::Kind::TextList, architectureName(after.architecture)});
    change(
        &FunctionConfig::network,
        {QStringLiteral("Metadata"), QStringLiteral("LambdaWorkbench"), QStringLiteral("Network")},
        text_(networkName(after.network)));
    if (!error && before.hostPorts != after.hostPorts) {
        expected.hostPorts = after.hostPorts;
        error = patch.setHostPorts(before.hostPorts, after.hostPorts);
    }
    if (!error && sorted(before.environment) != sorted(after.environment)) {
        error = patch.setEnvironment(before.environment, after.environment);
        // variables that the text resolves otherwise than the caller did stay as they are
        for (const EnvironmentVariable &variable : before.environment)
            if (!valueOf(after.environment, variable.key))
                std::erase_if(expected.environment,
                              [&](const auto &each) { return each.key == variable.key; });
        for (const EnvironmentVariable &variable : after.environment) {
            const QString *old = valueOf(before.environment, variable.key);
            if (old && *old == variable.value)
                continue;
            std::erase_if(expected.environment,
                          [&](const auto &each) { return each.key == variable.key; });
            expected.environment.push_back(variable);
        }
    }
    const QStringList profile{QStringLiteral("Metadata"), QStringLiteral("LambdaWorkbench"),
                              QStringLiteral("Profile")};
    const QStringList reserved = property(u"ReservedConcurrentExecutions");
    if (!error && before.reservedConcurrency != after.reservedConcurrency
        && after.reservedConcurrency == FunctionConfig::NotReserved) {
        expected.reservedConcurrency = FunctionConfig::NotReserved;
        error = patch.remove(reserved);
    } else {
        change(&FunctionConfig::reservedConcurrency, reserved, number(after.reservedConcurrency));
    }
    if (!error && before.profile != after.profile && after.profile.isEmpty()) {
        expected.profile.clear();
        error = patch.remove(profile);
    } else {
        change(&FunctionConfig::profile, profile, text_(after.profile));
    }
    if (!error && before.layers != after.layers) {
        const int fixed = function->globalLayers;
        if (function->config.layers != before.layers
            || after.layers.mid(0, fixed) != before.layers.mid(0, fixed)) {
            error =
                Error{Error::Code::Unresolved, QStringLiteral("Globals"), QStringLiteral("Layers")};
        } else {
            expected.layers = after.layers;
            error = patch.setLayers(before.layers.mid(fixed), after.layers.mid(fixed), workspace);
        }
    }
    if (error)
        return *error;
    const Workspace now = readTemplate(QDir::rootPath(), templateFile, patch.text(), {});
    if (!holds(workspace, now, logicalId, expected))
        return Error{Error::Code::Unsupported,
                     QStringLiteral("this template can't be changed there without changing more"),
                     templateFile, function->line};
    return patch.text();
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/starters/newfunction.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

#include "engine/core/atomicfile.h"
#include "engine/core/json.h"
#include "engine/events/eventmaker.h"
#include "engine/model/function.h"
#include "engine/model/limits.h"
#include "engine/project/paths.h"
#include "engine/project/samconfig.h"
#include "engine/project/templateedit.h"
#include "engine/project/templatetree.h"
#include "engine/project/workspace.h"
#include "engine/starters/starters.h"

namespace engine {
namespace {

using Json = nlohmann::ordered_json;

struct NewFunction
{
    Q_DECLARE_TR_FUNCTIONS(engine::NewFunction)
};

constexpr int Seconds = 10; // of a new function, instead of Lambda's 3

QString text(const std::string &words)
{
    return QString::fromStdString(words);
}

// A resource's JSON as what TemplateEdit writes. `names` are the resources' short names and what
// they are called in the template.
NewValue valueOf(const Json &json, const std::map<QString, QString> &names)
{
    using Kind = NewValue::Kind;
    const auto renamed = [&names](const QString &name) {
        const auto found = names.find(name);
        return found == names.end() ? name : found->second;
    };
    if (json.is_array()) {
        NewValue list{Kind::List};
        for (const Json &each : json)
            list.items.push_back(valueOf(each, names));
        return list;
    }
    if (!json.is_object()) {
        if (json.is_string())
            return {Kind::Text, text(json.get<std::string>())};
        return {Kind::Number, text(json.dump())};
    }
    if (json.contains("Ref"))
        return {Kind::Reference, renamed(text(json.at("Ref").get<std::string>()))};
    if (json.contains("Fn::GetAtt")) {
        const QString path = text(json.at("Fn::GetAtt").get<std::string>());
        return {Kind::Attribute, renamed(path.section(u'.', 0, 0)) + u'.' + path.section(u'.', 1)};
    }
    NewValue map{Kind::Map};
    for (const auto &[key, value] : json.items())
        map.members.emplace_back(text(key), valueOf(value, names));
    return map;
}

// "my-orders" as "MyOrders"; a name of letters and digits is its own.
QString logicalIdOf(const QString &name)
{
    QString id;
    bool upper = false;
    for (const QChar c : name) {
        if (c == u'-' || c == u'_') {
            upper = true;
            continue;
        }
        id += upper ? c.toUpper() : c;
        upper = false;
    }
    if (id != name && !id.isEmpty())
        id[0] = id[0].toUpper();
    return id;
}

class Planner
{
public:
    Planner(QString folder, const FunctionWish &wish, const Clock &clock, IdSource &ids)
        : m_folder(std::move(folder))
        , m_wish(wish)
        , m_clock(clock)
        , m_ids(ids)
    {
    }

    Result<FunctionPlan> plan(const QString &templateFile, const QByteArray &templateText)
    {
        m_starter = starter(m_wish.starter);
        if (!m_starter)
            return Error{Error::Code::Unsupported,
                         NewFunction::tr("there is no starter \"%1\"").arg(m_wish.starter)};
        m_runtime = starterRuntime(m_wish.runtime);
        if (m_runtime.name.isEmpty())
            return Error{
                Error::Code::Unsupported,
                NewFunction::tr("there is no runtime \"%1\" to start with").arg(m_wish.runtime)};
        if (!m_starter->runtimes.contains(m_runtime.name))
            return Error{Error::Code::Unsupported,
                         NewFunction::tr("\"%1\" is there for %2, not for %3")
                             .arg(m_starter->name, m_starter->runtimes.join(QStringLiteral(", ")),
                                  m_runtime.name)};
        static const QRegularExpression allowed(QStringLiteral("\\A[a-zA-Z0-9_-]{1,64}\\z"));
        m_plan.logicalId = logicalIdOf(m_wish.name);
        if (!allowed.match(m_wish.name).hasMatch() || m_plan.logicalId.isEmpty())
            return Error{Error::Code::InvalidConfiguration,
                         NewFunction::tr("A name has 1 to %1 letters, digits, hyphens and "
                                         "underscores.")
                             .arg(limits::FunctionNameLength),
                         m_wish.name};
        if (m_wish.name == u"events")
            return Error{Error::Code::InvalidConfiguration,
                         NewFunction::tr("The folder of this name is for saved events."),
                         m_wish.name};
        addCode();
        addEvents();
        for (const FunctionPlan::File &file : m_plan.files)
            if (auto taken = takenBy(file.path))
                return *taken;
        if (auto taken = takenBy(m_wish.name))
            return *taken;
        if (auto failed = patch(templateFile, templateText))
            return *failed;
        return std::move(m_plan);
    }

private:
    [[nodiscard]] std::optional<Error> takenBy(const QString &relative) const
    {
        const QString path = QDir(m_folder).filePath(relative);
        const QFileInfo info(path);
        if (info.exists() || info.isSymLink())
            return Error{Error::Code::AlreadyExists, relative, path};
        if (QFileInfo::exists(m_folder) && !paths::isWithin(m_folder, path))
            return Error{Error::Code::NotWritable,
                         NewFunction::tr("a link leads out of the workspace"), path};
        return std::nullopt;
    }

    void addCode()
    {
        for (const QString &file : starterFiles(*m_starter, m_runtime))
            m_plan.files.push_back({m_wish.name + u'/' + file,
                                    starterFile(*m_starter, m_runtime, file),
                                    m_runtime.executable && file == m_runtime.mainFile});
        m_plan.mainFile = m_wish.name + u'/' + m_runtime.mainFile;
    }

    void addEvents()
    {
        const EventSurroundings surroundings{m_clock, m_ids, m_wish.name,
                                             QString::fromUtf16(DefaultRegion),
                                             QString::fromUtf16(AccountId)};
        for (const StarterEvent &event : m_starter->events) {
            QByteArray json = indentJson(event.json) + '\n';
            if (event.json.isEmpty()) {
                const EventSource *source = eventSource(event.source);
                const EventVariant *variant = source ? source->variant(event.variant) : nullptr;
                Q_ASSERT(variant && checkValues(*variant, event.values).empty());
                json = makeEvent(*variant, event.values, surroundings);
            }
            m_plan.files.push_back(
                {QStringLiteral("events/%1/%2.json").arg(m_wish.name, event.name), json});
        }
    }

    [[nodiscard]] NewValue functionBlock(const std::map<QString, QString> &names) const
    {
        Json properties = Json::object();
        if (m_plan.logicalId != m_wish.name)
            properties["FunctionName"] = m_wish.name.toStdString();
        properties["CodeUri"] = m_wish.name.toStdString() + '/';
        properties["Handler"] = m_runtime.handler.toStdString();
        properties["Runtime"] = m_runtime.runtime.toStdString();
        properties["Description"] = m_starter->description.toStdString();
        if (m_runtime.memory > 0)
            properties["MemorySize"] = m_runtime.memory;
        properties["Timeout"] = Seconds;
        if (!m_starter->properties.isEmpty())
            properties.update(Json::parse(m_starter->properties.toStdString()));
        if (!m_starter->triggers.isEmpty())
            properties["Events"] = Json::parse(m_starter->triggers.toStdString());
        Json block = Json::object();
        block["Type"] = "AWS::Serverless::Function";
        if (!m_runtime.buildMethod.isEmpty())
            block["Metadata"] = {{"BuildMethod", m_runtime.buildMethod.toStdString()}};
        block["Properties"] = properties;
        return valueOf(block, names);
    }

    std::optional<Error> patch(const QString &templateFile, const QByteArray &templateText)
    {
        m_plan.newTemplate = templateFile.isEmpty();
        m_plan.templateFile = m_plan.newTemplate ? QStringLiteral("template.yaml") : templateFile;
        const QByteArray original = m_plan.newTemplate
                                        ? QByteArray("AWSTemplateFormatVersion: '2010-09-09'\n"
                                                     "Transform: AWS::Serverless-2016-10-31\n")
                                        : templateText;
        const Workspace before = readTemplate(m_folder, m_plan.templateFile, original, {});
        for (const TemplateProblem &problem : before.problems)
            if (problem.kind == TemplateProblem::Kind::Syntax)
                return Error{Error::Code::BadSyntax, problem.detail, m_plan.templateFile,
                             problem.line, problem.column};
        if (before.function(m_wish.name))
            return Error{Error::Code::AlreadyExists, m_wish.name};

        std::vector<std::pair<QString, NewValue>> blocks;
        std::map<QString, QString> names;
        if (isTaken(original, m_plan.logicalId))
            return Error{Error::Code::AlreadyExists, m_plan.logicalId};
        Json resources = Json::object();
        if (!m_starter->resources.isEmpty())
            resources = Json::parse(m_starter->resources.toStdString());
        for (const auto &[name, json] : resources.items()) {
            QString id = m_plan.logicalId + text(name);
            for (int i = 2; isTaken(original, id); ++i)
                id = m_plan.logicalId + text(name) + QString::number(i);
            names[text(name)] = id;
        }
        blocks.emplace_back(m_plan.logicalId, functionBlock(names));
        for (const auto &[name, json] : resources.items())
            blocks.emplace_back(names[text(name)], valueOf(json, names));

        m_plan.templateText = original;
        for (const auto &[id, value] : blocks)
            if (auto failed = add(id, value))
                return failed;
        return verify(before);
    }

    [[nodiscard]] bool isTaken(const QByteArray &in, const QString &id) const
    {
        const TemplateTree tree =
            TemplateTree::read(in, TemplateTree::formatOf(m_plan.templateFile));
        // CloudFormation wants an id once among all of these
        for (const QStringView section : {u"Resources", u"Parameters", u"Conditions", u"Mappings"})
            if (member(member(tree.root(), section), id))
                return true;
        return false;
    }

    std::optional<Error> add(const QString &id, const NewValue &value)
    {
        const QString section = QStringLiteral("Resources");
        while (true) {
            const TemplateTree tree = TemplateTree::read(
                m_plan.templateText, TemplateTree::formatOf(m_plan.templateFile));
            if (!tree.root() || !tree.root()->isMapping())
                return Error{Error::Code::BadTemplate, NewFunction::tr("there is no mapping in it"),
                             m_plan.templateFile};
            const TemplateNode *resources = ownMember(tree.root(), section);
            const bool block = tree.format() == TemplateTree::Format::Yaml
                               && tree.root()->style != TemplateNode::Style::Flow;
            const bool empty =
                resources
                && (resources->isNull() || (resources->isMapping() && resources->members.empty()));
            TemplateEdit edit(tree);
            // An empty "Resources:" would take its members on one line: it is written anew, and
            // where it is all there is, what makes the template one of SAM comes before.
            const bool alone = tree.root()->members.size() == 1;
            auto changed =
                !block || !empty ? edit.set(*tree.root(), {section, id}, value)
                : alone
                    ? edit.set(*tree.root(), {QStringLiteral("Transform")},
                               {NewValue::Kind::Text, QStringLiteral("AWS::Serverless-2016-10-31")})
                    : edit.remove(*tree.root(), {section});
            if (!changed)
                return changed.error();
            m_plan.templateText = *changed;
            if (!block || !empty)
                return std::nullopt;
        }
    }

    // Is the new function there as it should be, and is every other one as it was?
    std::optional<Error> verify(const Workspace &before)
    {
        const Workspace after =
            readTemplate(m_folder, m_plan.templateFile, m_plan.templateText, {});
        const WorkspaceFunction *made = after.function(m_plan.logicalId);
        bool holds = made && made->config.name == m_wish.name
                     && made->config.runtime == m_runtime.runtime
                     && made->config.handler == m_runtime.handler
                     && after.functions.size() == before.functions.size() + 1;
        for (std::size_t i = 0; holds && i < before.functions.size(); ++i)
            holds = after.functions[i].logicalId == before.functions[i].logicalId
                    && after.functions[i].config == before.functions[i].config
                    && after.functions[i].triggers == before.functions[i].triggers;
        if (!holds)
            return Error{Error::Code::BadTemplate,
                         NewFunction::tr("a function can't be added to its Resources"),
                         m_plan.templateFile};
        return std::nullopt;
    }

    const QString m_folder;
    const FunctionWish &m_wish;
    const Clock &m_clock;
    IdSource &m_ids;
    const Starter *m_starter = nullptr;
    StarterRuntime m_runtime;
    FunctionPlan m_plan;
};

// What `after` has more than `before`: one run of bytes, by whole lines.
QByteArray addedLines(const QByteArray &before, const QByteArray &after)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    head = head > 0 ? after.lastIndexOf('\n', head - 1) + 1 : 0;
    qsizetype tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    qsizetype end = after.size() - tail;
    const qsizetype lineEnd = end > 0 ? after.indexOf('\n', end - 1) : -1;
    end = lineEnd < 0 ? after.size() : lineEnd + 1;
    return after.sliced(head, std::max<qsizetype>(0, end - head));
}

} // namespace

Result<FunctionPlan> planFunction(const QString &folder, const QString &templateFile,
                                  const QByteArray &templateText, const FunctionWish &wish,
                                  const Clock &clock, IdSource &ids)
{
    auto plan = Planner(folder, wish, clock, ids).plan(templateFile, templateText);
    if (plan) {
        plan->original = templateText;
        plan->block =
            plan->newTemplate ? plan->templateText : addedLines(templateText, plan->templateText);
    }
    return plan;
}

Result<FunctionPlan> planFunction(const QString &folder, const FunctionWish &wish,
                                  const Clock &clock, IdSource &ids)
{
    const auto file = templateFileOf(folder);
    if (!file)
        return planFunction(folder, {}, {}, wish, clock, ids);
    const auto text = readWhole(QDir(folder).filePath(*file));
    if (!text)
        return text.error();
    return planFunction(folder, *file, *text, wish, clock, ids);
}

namespace {

// What was written so far; taken away again unless it is kept. Half a function would be in the way
// of the next try.
class Written
{
public:
    explicit Written(QString folder)
        : m_folder(std::move(folder))
    {
    }
    Q_DISABLE_COPY_MOVE(Written)
    ~Written()
    {
        for (auto path = m_paths.rbegin(); path != m_paths.rend(); ++path) {
            if (QFileInfo(*path).isDir())
                QDir().rmdir(*path); // one that somebody has put a file into stays
            else
                QFile::remove(*path);
        }
    }

    Result<void> add(const FunctionPlan::File &file)
    {
        const QString path = QDir(m_folder).filePath(file.path);
        QStringList missing; // folders, the innermost first
        for (QString of = QFileInfo(path).path();
             !QFileInfo::exists(of) && of != QFileInfo(of).path(); of = QFileInfo(of).path())
            missing << of;
        m_paths.insert(m_paths.end(), missing.rbegin(), missing.rend());
        if (auto written = writeAtomically(path, file.content); !written)
            return written;
        m_paths.push_back(path);
        if (file.executable
            && !QFile::setPermissions(path, QFile::permissions(path) | QFile::ExeOwner
                                                | QFile::ExeGroup | QFile::ExeOther))
            return Error{Error::Code::NotWritable, NewFunction::tr("it can't be made executable"),
                         path};
        return {};
    }

    void keep() { m_paths.clear(); }

private:
    const QString m_folder;
    std::vector<QString> m_paths; // in the order in which they came to be
};

Result<void> addFiles(const QString &folder, const FunctionPlan &plan, Written &all)
{
    for (const FunctionPlan::File &file : plan.files) {
        const QString path = QDir(folder).filePath(file.path);
        if (QFileInfo::exists(path))
            return Error{Error::Code::AlreadyExists, file.path, path};
    }
    for (const FunctionPlan::File &file : plan.files)
        if (auto written = all.add(file); !written)
            return written;
    return {};
}

} // namespace

Result<void> writeFiles(const QString &folder, const FunctionPlan &plan)
{
    Written all(folder);
    auto written = addFiles(folder, plan, all);
    if (written)
        all.keep();
    return written;
}

Result<void> writePlan(const QString &folder, const FunctionPlan &plan)
{
    Written all(folder);
    auto written = addFiles(folder, plan, all);
    if (written)
        written = writeAtomically(QDir(folder).filePath(plan.templateFile), plan.templateText);
    if (written)
        all.keep();
    return written;
}

} // namespace engine

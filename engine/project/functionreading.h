// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>

#include <limits>
#include <optional>

#include "engine/project/asyncreader.h"
#include "engine/project/functionreader.h"
#include "engine/project/layerreader.h"
#include "engine/project/templateresolver.h"

namespace engine {

// Reads one template's functions. For the two files that hold its parts: functionreader.cpp has
// what a function is made of, functionsettings.cpp its single settings.
class FunctionReader
{
public:
    FunctionReader(const TemplateTree &tree, const QString &folder, const QString &templateFile,
                   const std::map<QString, QString> &overrides)
        : m_tree(tree)
        , m_resolver(tree, overrides)
        , m_async(tree, m_resolver)
    {
        m_contents.workspace.folder = QDir(folder).absolutePath();
        m_contents.workspace.templateFile = templateFile;
    }

    TemplateContents read();

private:
    using Problem = TemplateProblem;
    using Severity = Problem::Severity;
    using Kind = TemplateValue::Kind;
    struct Property
    {
        const TemplateNode *node = nullptr;
        bool fromGlobals = false;
    };

    void begin(const QString &id, const TemplateNode &key);
    void readFunction(const QString &id, const TemplateNode &key, const TemplateNode &resource);
    Property property(QStringView name) const;
    std::optional<TemplateValue> resolved(const QString &name, const Property &property);
    void readText(const QString &name, QString *target);
    template <typename Number>
    void readNumber(const QString &name, const Property &property, Number *target);
    void readEnvironment();
    void readVariables(const TemplateNode *environment, bool fromGlobals);
    void readPublishing();
    void readArchitecture();
    void readNetwork(const TemplateNode &resource);
    void readHostPorts(const TemplateNode &resource);
    void readVpc();
    void readProfile(const TemplateNode &resource);
    void readBuildMethod(const TemplateNode &resource);
    void readTracing();
    void readLogging();
    void readLoggingMember(const QString &name, const QStringList &known, QString *target);
    void readCode();
    void readLayers(const TemplateNode &resource);
    void readFunctionLayers();
    void readAsync();
    void readEventInvokeConfig(const QString &id, const TemplateNode &key,
                               const TemplateNode &resource);
    void noteAsyncMistakes();
    void checkLayer(const LayerReference &reference);
    void readInline(const TemplateNode *node, const QString &name);
    void noteUnresolved(const QString &property);
    void problem(Problem::Kind kind, Severity severity, const TemplateNode *at,
                 const QString &property, const QString &detail);

    const TemplateTree &m_tree;
    TemplateResolver m_resolver;
    AsyncReader m_async;
    TemplateContents m_contents;
    WorkspaceFunction m_function; // the one being read
    const TemplateNode *m_properties = nullptr;
    const TemplateNode *m_globals = nullptr; // null for AWS::Lambda::Function
    bool m_sam = true;
};

template <typename Number>
void FunctionReader::readNumber(const QString &name, const Property &from, Number *target)
{
    const auto value = resolved(name, from);
    if (!value)
        return;
    bool ok = false;
    const bool scalar = value->kind == Kind::Text || value->kind == Kind::Null;
    const qint64 number = scalar ? value->text.toLongLong(&ok) : 0;
    if (ok && number >= std::numeric_limits<int>::min()
        && number <= std::numeric_limits<int>::max()) {
        *target = static_cast<Number>(number);
        return;
    }
    const QString shown = scalar ? value->text : m_tree.sourceOf(*from.node);
    m_function.malformed[name] = shown;
    problem(Problem::Kind::BadValue, Severity::Error, from.node, name, shown);
}

} // namespace engine

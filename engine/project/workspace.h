// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/model/functionconfig.h"

namespace engine {

// Something in the template that could not be used as it stands. Never fatal: the rest is read.
struct TemplateProblem
{
    enum class Severity { Error, Warning };
    enum class Kind {
        Syntax,      // the file can't be parsed from here on; detail is the parser's reason
        Unresolved,  // an intrinsic function without a known value; detail shows it
        BadValue,    // text where a number belongs, a list where text belongs; detail is the value
        CodeMissing, // the code folder is not there; detail is its path
        Unsupported, // something SAM knows and this program does not; detail names it
        Duplicate,   // two functions of one name, or a key given twice
        LayerElsewhere, // a layer that only AWS has; detail is its ARN or expression
        LayerMismatch,  // a layer for other runtimes or processors; detail names both
    };

    Severity severity = Severity::Error;
    Kind kind = Kind::BadValue;
    QString file;     // relative to the workspace
    int line = 0;     // from 1
    int column = 0;   // from 1, in characters
    QString function; // logical id, or empty
    QString property; // "MemorySize", or empty
    QString detail;

    bool operator==(const TemplateProblem &) const = default;
};

// One entry of a SAM function's Events.
struct TriggerSummary
{
    QString id;     // its key under Events
    QString type;   // "Api", "HttpApi", "SQS", "Schedule", ...
    QString detail; // the one property that tells most: "GET /orders", the queue, the rate

    bool operator==(const TriggerSummary &) const = default;
};

// A layer that the template declares.
struct WorkspaceLayer
{
    QString logicalId;
    int line = 0; // of the resource in the template, from 1
    QString name; // LayerName, else the logical id
    QString description;
    QStringList runtimes;      // CompatibleRuntimes; empty: all
    QStringList architectures; // CompatibleArchitectures; empty: all
    QString contentUri;        // as written
    QString path;              // absolute, a folder or an archive; empty when it can't be used
    bool isArchive = false;    // zip, tar, tar.gz

    bool operator==(const WorkspaceLayer &) const = default;
};

// VpcConfig of a function: shown, and never acted on here.
struct VpcSettings
{
    QStringList subnets; // ids, or the expressions that give them
    QStringList securityGroups;
    bool ipv6 = false; // Ipv6AllowedForDualStack

    bool operator==(const VpcSettings &) const = default;
};

struct WorkspaceFunction
{
    enum class Origin { Own, Globals, Parameter, Default }; // where a property's value comes from

    QString logicalId;
    int line = 0;          // of the resource in the template, from 1
    FunctionConfig config; // resolved; what can't be resolved has its default
    QString codePath;      // absolute folder; for InlineCode a folder that the workspace writes
    QString codeArchive;   // absolute; where CodeUri names a zip or jar, and codePath is empty
    int globalLayers = 0;  // how many of config.layers, the first ones, come from Globals
    QString codeUri;       // as written
    QString buildMethod;   // of Metadata; "go1.x", "makefile", empty
    std::vector<TriggerSummary> triggers;
    // One of them waits for an answer over HTTP: an API, a function URL.
    [[nodiscard]] bool answersHttp() const;
    // By the property's SAM name ("MemorySize", "Environment.TABLE"): an intrinsic as written.
    // Such a field is shown resolved and locked.
    std::map<QString, QString> intrinsics;
    std::map<QString, Origin> origins; // by the property's SAM name
    // By the property's SAM name: the text that stands where a number belongs ("abc").
    std::map<QString, QString> malformed;
    std::optional<VpcSettings> vpc; // absent, or without a subnet or group: outside of any VPC

    bool operator==(const WorkspaceFunction &) const = default;
};

// What the template says, read once. A plain value.
struct Workspace
{
    QString folder;       // absolute
    QString templateFile; // name in the folder: template.yaml, template.yml or template.json
    std::vector<WorkspaceFunction> functions; // in the template's order
    std::vector<WorkspaceLayer> layers;       // in the template's order
    std::vector<TemplateProblem> problems;    // in the template's order

    // By logical id or by name; null when there is none.
    [[nodiscard]] const WorkspaceFunction *function(const QString &idOrName) const;
    // By logical id; null when there is none.
    [[nodiscard]] const WorkspaceLayer *layer(const QString &id) const;
};

// Reads the workspace's template (with samconfig.toml's parameter_overrides). Fails only when
// there is no such folder or template (NotFound) or it can't be read. A template that can't be
// parsed is a workspace with a Syntax problem and the functions before the mistake, if any.
[[nodiscard]] Result<Workspace> openWorkspace(const QString &folder);
// The same from text that is not on disk yet (the editor's buffer).
[[nodiscard]] Workspace readTemplate(const QString &folder, const QString &templateFile,
                                     const QByteArray &text,
                                     const std::map<QString, QString> &parameterOverrides);
// "parameter_overrides" of samconfig.toml's default environment; empty without the file.
[[nodiscard]] std::map<QString, QString> parameterOverrides(const QString &folder);

// The template's text with only the bytes changed that make `before` into `after` for this
// function: comments, order, quotes, anchors and all else stay. A value that came from Globals is
// overridden at the function. Fails with Unresolved when a changed property is an intrinsic,
// UnknownFunction, BadSyntax. YAML (also inside a flow mapping) and JSON.
[[nodiscard]] Result<QByteArray> patchFunction(const QByteArray &text, const QString &templateFile,
                                               const QString &logicalId,
                                               const FunctionConfig &before,
                                               const FunctionConfig &after);

// Saved events: events/<function>/<name>.json, plain files.
struct SavedEvent
{
    QString name; // file name without .json
    QString path; // absolute
};
[[nodiscard]] std::vector<SavedEvent> savedEvents(const QString &folder, const QString &function);
// What savedEvents() will call an event that is saved as `name`: without ".json", separators and
// leading dots; empty when nothing is left.
[[nodiscard]] QString savedEventName(const QString &name);
// Where that is; empty if nowhere.
[[nodiscard]] QString eventFilePath(const QString &folder, const QString &function,
                                    const QString &name);

// Writes the sample workspace into `folder`, made if needed. Fails with AlreadyExists when there is
// a template already.
[[nodiscard]] Result<void> writeSampleWorkspace(const QString &folder);

} // namespace engine

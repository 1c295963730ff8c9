// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

#include "engine/model/functionconfig.h"

namespace engine {

// The account and region that functions believe they are in.
inline constexpr char16_t AccountId[] = u"000000000000";
inline constexpr char16_t DefaultRegion[] = u"us-east-1";

// The version that can be edited; others are published, see versions/.
inline const QString Latest = QStringLiteral("$LATEST");

// One layer of a function, found on this machine.
struct FunctionLayer
{
    QString name;           // logical id
    QString path;           // absolute, a folder or an archive
    bool isArchive = false; // zip, tar, tar.gz
    QString revision;       // changes whenever the content does

    bool operator==(const FunctionLayer &) const = default;
};

// One version of a function as it is run: settings and code, resolved and fixed. A plain value.
struct Function
{
    FunctionConfig config;
    QString version = Latest;
    QString qualifier; // as the caller addressed it: empty, "$LATEST", a number or an alias
    QString region = QString::fromUtf16(DefaultRegion);
    // What "Metadata: BuildMethod" of the template says: "go1.x", "makefile"; empty: nothing.
    QString buildMethod;
    // What made codePath out of the sources: "go 1.19.8"; empty: nothing, it is the code folder.
    QString builtBy;
    QString codePath;    // absolute folder, mounted read-only at /var/task
    QString codeArchive; // absolute; where the code is packed, and codePath is to be made of it
    std::vector<FunctionLayer> layers; // in order, later ones over earlier ones
    QString optPath;   // absolute folder with all layers, mounted read-only at /opt; may be empty
    QStringList notes; // translated: what this function runs without, though it asks for it
    QString hidden;    // folder below codePath that the code must not see, relative; may be empty
    QString revision;  // changes whenever code or configuration does; see project/

    [[nodiscard]] bool isPublished() const { return version != Latest; }

    // "arn:aws:lambda:us-east-1:000000000000:function:NAME", with ":QUALIFIER" if there is one
    [[nodiscard]] QString arn() const { return arn(qualifier); }
    // The same with this qualifier; empty: none.
    [[nodiscard]] QString arn(const QString &withQualifier) const;
};

} // namespace engine

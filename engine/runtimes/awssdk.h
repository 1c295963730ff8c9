// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// The AWS SDK that Lambda's managed runtimes bring along, installed once for this user: for Python
// boto3, for Node.js the usual @aws-sdk clients, for Ruby the usual aws-sdk gems. Mounted at
// /var/runtime together with the bootstrap.
struct AwsSdk
{
    QString folder;       // absolute; need not be there
    QStringList packages; // as the language's installer names them
    // Install them into "%1", which is a folder of ours; paths as seen inside of a sandbox.
    std::vector<QStringList> commands;
    QString prefix; // the interpreter's installation, for /var/lang; empty when it is below /usr
    QString proof;  // glob, relative to the folder, of what must be there afterwards
    QString remedy; // the command that installs a missing installer

    // The file that tells an installed SDK from what is left of one; holds its id.
    [[nodiscard]] static QString markIn(const QString &folder);
    // Nothing for languages whose runtimes bring none.
    [[nodiscard]] static std::optional<AwsSdk> of(const Interpreter &interpreter,
                                                  const QString &sdks);
    // Differs from installation to installation; empty when it is not installed.
    [[nodiscard]] QString installed() const;
};

// The SDK for what would run this runtime id here. Fails with InvalidConfiguration for what is no
// id, RuntimeMissing, Unsupported for a runtime that brings none.
[[nodiscard]] Result<AwsSdk> sdkOf(const QString &runtimeId, const RuntimeCatalog &runtimes);

// The bootstrap folder with the interpreter's SDK laid beside it, made when it is not there yet:
// the same layout as `bootstraps` ("<it>/python"). `bootstraps` itself without an SDK.
[[nodiscard]] Result<QString> withSdk(const QString &bootstraps, const QString &bootstrap,
                                      const Interpreter &interpreter, const QString &sdks);

// Translated, for a function that failed to import what Lambda's runtimes bring along: what to do
// here. Empty for any other error. `message` is the error's own.
[[nodiscard]] QString missingSdkHint(const QString &runtime, const QString &message);

} // namespace engine

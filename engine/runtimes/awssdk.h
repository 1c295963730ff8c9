// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/runtimes/runtimecatalog.h"

class QTemporaryDir;

namespace engine {

// The AWS SDK that Lambda's managed runtimes bring along, installed once for this user: for Python
// boto3, for Node.js the usual @aws-sdk clients, for Ruby the usual aws-sdk gems. Mounted at
// /var/runtime together with the bootstrap.
struct AwsSdk
{
    QString folder;                    // absolute; need not be there
    QStringList packages;              // as the language's installer names them
    std::vector<QStringList> commands; // installs them into "%1", which is a folder of ours
    QString proof;  // glob, relative to the folder, of what must be there afterwards
    QString remedy; // the command that installs a missing installer

    // Nothing for languages whose runtimes bring none.
    [[nodiscard]] static std::optional<AwsSdk> of(const Interpreter &interpreter,
                                                  const QString &sdks);
    // Differs from installation to installation; empty when it is not installed.
    [[nodiscard]] QString installed() const;
};

// The bootstrap folder with the interpreter's SDK laid beside it, made when it is not there yet:
// the same layout as `bootstraps` ("<it>/python"). `bootstraps` itself without an SDK.
[[nodiscard]] Result<QString> withSdk(const QString &bootstraps, const QString &bootstrap,
                                      const Interpreter &interpreter, const QString &sdks);

// Translated, for a function that failed to import what Lambda's runtimes bring along: what to do
// here. Empty for any other error. `message` is the error's own.
[[nodiscard]] QString missingSdkHint(const QString &runtime, const QString &message);

// Installs an SDK with the language's own installer and the user's own configuration of it (index,
// proxy). pip and npm are told to take ready-made packages only and to run no scripts of theirs; gem
// has no such switch, and the aws-sdk gems are plain Ruby without extensions. What was installed
// before is replaced only when all went well.
class SdkInstaller : public QObject
{
    Q_OBJECT

public:
    explicit SdkInstaller(AwsSdk sdk, QObject *parent = nullptr);
    ~SdkInstaller() override; // cancels

    void start();
    void cancel(); // finished() follows, with Cancelled

signals:
    void output(const QByteArray &text);
    // Once. Fails with InstallFailed (detail: the installer's last words; place: the remedy),
    // NotWritable, Cancelled.
    void finished(const engine::Result<void> &result);

private:
    void next();
    void ended(int exitCode, QProcess::ExitStatus status);
    void finish(const Result<void> &result);
    [[nodiscard]] Result<void> put();

    const AwsSdk m_sdk;
    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_process;
    std::size_t m_step = 0;
    QByteArray m_tail; // of the output
    bool m_cancelled = false;
    bool m_finished = false;
};

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

#include "engine/builds/dependencyplan.h"
#include "engine/builds/sandboxedcommand.h"
#include "engine/core/result.h"
#include "engine/runtimes/awssdk.h"

class QTemporaryDir;

namespace engine {

// Installs an AWS SDK with the language's own installer, in a sandbox that sees the user's own
// configuration of it (index, proxy), the internet, and one folder of ours. It needs nobody's
// trust: no project has a part in it. pip and npm are told to take ready-made packages only and to
// run no scripts of theirs; gem has no such switch. What was installed before is replaced only when
// all went well. On the reactor's thread.
class SdkInstaller : public QObject
{
    Q_OBJECT

public:
    // `sandboxes` and `reactor` must outlive this object.
    SdkInstaller(AwsSdk sdk, ClientConfig config, SandboxFactory &sandboxes, Reactor &reactor,
                 QObject *parent = nullptr);
    ~SdkInstaller() override; // cancels; nothing is emitted any more

    void start();  // once
    void cancel(); // finished() comes from within, with Cancelled

signals:
    void output(const QByteArray &lines);
    // Once. Fails with InstallFailed (detail: the installer's last words; place: the remedy),
    // NotWritable, Cancelled, SandboxUnavailable, SandboxFailed.
    void finished(const engine::Result<void> &result);

private:
    void next();
    void ended(const CommandEnd &end);
    void finish(const Result<void> &result);
    [[nodiscard]] Result<void> put();

    const AwsSdk m_sdk;
    const ClientConfig m_config;
    SandboxFactory &m_sandboxes;
    Reactor &m_reactor;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SandboxedCommand> m_command; // goes before the folder that it writes to
    std::size_t m_step = 0;
    bool m_finished = false;
};

} // namespace engine

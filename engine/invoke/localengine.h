// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>

#include "engine/builds/builder.h"
#include "engine/builds/dependencyinstaller.h"
#include "engine/core/result.h"
#include "engine/invoke/invokerequest.h"
#include "engine/pool/environmentpool.h"
#include "engine/versions/versionstore.h"

namespace engine {

// How many environments a function has, by state.
struct EnvironmentCounts
{
    int starting = 0; // sandbox or init under way
    int busy = 0;
    int idle = 0;        // warm and frozen
    int standby = 0;     // booted ahead, not initialised: the next cold start takes it
    int provisioned = 0; // of those busy or idle: initialised ahead and kept so

    bool operator==(const EnvironmentCounts &) const = default;
};
struct EngineStatus
{
    std::map<QString, EnvironmentCounts> functions; // by name; those with none are left out
    int waiting = 0;                                // requests queued for the machine's start gate

    bool operator==(const EngineStatus &) const = default;
};

// The whole engine for one workspace folder, put together: function source, runtimes, sandboxes,
// pool, Invoker. lwb makes one in its main thread, the window one on the engine's thread; all
// calls and signals are on the thread that made it.
class LocalEngine : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString cacheFolder;             // for unpacked bootstraps and SDKs; empty: the user's own
        bool limitCpu = true;            // false: the laptop's full speed
        std::optional<ToolPlaces> tools; // where compilers are looked for; else everywhere
        QString trustFile;               // see TrustedFolders; empty: the user's own
        QString credentialsFile;         // of AWS profiles; empty: the user's own
        int accountConcurrency = 1'000;  // requests at once beyond it are throttled
        bool provision = false;          // apply provisioned concurrency of all functions at once
        int standby = 0; // environments of each function in use that boot ahead, 0 to 10
    };

    [[nodiscard]] static Result<std::unique_ptr<LocalEngine>> open(const QString &folder,
                                                                   const Options &options);
    ~LocalEngine() override;

    // The one door. Returns at once; the future always finishes, also when the engine goes. A
    // throttled request is an outcome with status 429; an Error means that nothing could be run,
    // and a record of it is made all the same.
    [[nodiscard]] QFuture<Result<InvokeOutcome>> invoke(const InvokeRequest &request);
    // The function as it stands now; see FunctionSource.
    [[nodiscard]] Result<Function> function(const QString &idOrName);
    // All that waits in the engine waits here, and what belongs to it may as well.
    [[nodiscard]] Reactor &reactor() const;
    // Ends every request of this trigger with outcome Cancelled; its environment is killed.
    void cancel(const QString &trigger);
    // Back-pressure of a streaming caller; see StreamFlow. At most one read is on its way after
    // Held. Nothing when the request is not there, or its response is not being streamed.
    void holdStream(const QString &requestId, StreamFlow flow);
    // Retires the function's idle environments, and the busy ones after their current request:
    // the next invoke is cold.
    void retire(const QString &functionName);
    [[nodiscard]] EngineStatus status() const;
    // See EnvironmentPool.
    [[nodiscard]] NetworkBytes networkBytes(const QString &functionName) const;
    // From now on; see Options::standby.
    void setStandby(int environments);
    // Translated, what is to be known before this function runs, a line for each: "python3.12 is
    // not installed; runs on Python 3.11.2". Empty when there is nothing, or no such function.
    [[nodiscard]] QString runtimeNote(const QString &functionName);

    // Publishes $LATEST as it would be run, building it first if that is needed, and moves the
    // template's AutoPublishAlias to it. The future always finishes.
    [[nodiscard]] QFuture<Result<PublishedVersion>> publish(const QString &functionName,
                                                            const QString &description = {});
    // Versions, aliases and provisioned concurrency of the workspace, on disk. Its own functions
    // may be called from other threads.
    [[nodiscard]] const VersionStore &versions() const;
    // What provisioned concurrency of this function is checked against.
    [[nodiscard]] VersionStore::Concurrency concurrencyFor(const QString &functionName);
    // Starts, or ends, what provisioned concurrency on disk says of the function; after each change
    // of it and of the aliases. Fails as a look-up of the function.
    [[nodiscard]] Result<void> applyProvisioned(const QString &functionName);
    // By version or alias, as far as it was applied.
    [[nodiscard]] std::map<QString, ProvisionedConcurrency> provisioned(
        const QString &functionName) const;

    // Builds the function if that is needed; see Builder. The future always finishes: with the
    // build's end, also when it failed, or with the Error of a function that can't be looked up.
    [[nodiscard]] QFuture<Result<BuildStatus>> build(const QString &functionName);
    // The same; what comes of it is the function as it is run, its codePath the folder that was
    // built, or the code folder where nothing is to be built. Fails as Builder::obtain().
    [[nodiscard]] QFuture<Result<Function>> builtFunction(const QString &functionName);
    // The same in the background, now and at each save from now on.
    void prepare(const QString &functionName);
    void cancelBuild(const QString &functionName);
    [[nodiscard]] BuildStatus buildStatus(const QString &functionName) const;

    // Installs the dependencies of a function, or, with a layer's logical id, those of that layer
    // for the function's runtime; see DependencyInstaller. One at a time. The future always
    // finishes; its output arrives as a signal.
    [[nodiscard]] QFuture<Result<InstalledDependencies>> installDependencies(
        const QString &functionName, const QString &layer = {});
    // Installs the AWS SDK that the function's runtime brings along on Lambda, for all workspaces;
    // see SdkInstaller. Also fails with Conflict, RuntimeMissing, Unsupported. The same otherwise.
    [[nodiscard]] QFuture<Result<void>> installSdk(const QString &runtimeId);
    void cancelInstallation();

signals:
    void installOutputArrived(const QByteArray &lines);
    // Once for each request that came to invoke(), after its future has finished.
    void recorded(const engine::InvocationRecord &record);
    // Log text as it arrives, while the request still runs; whole lines.
    void logArrived(const QString &functionName, const QString &requestId, const QByteArray &text);
    // To a streaming caller: each arrival of a response in streaming mode, at once; any other
    // complete answer in one piece. How it ended, half-way perhaps, is the future's to say, which
    // has nothing more to add to the bytes, if there were any.
    void streamArrived(const engine::StreamPiece &piece);
    // What extensions and runtime printed while their environment was ended: it belongs to no
    // invocation. Also from within the destructor. Lines are not always whole.
    void environmentLogged(const QString &functionName, const QByteArray &text);
    void statusChanged(const engine::EngineStatus &status);
    // What environments did since the last signal, in order; once in a turn of the event loop. To
    // be connected on the engine's thread; costs nothing as long as nobody is.
    void activity(const engine::EnvironmentActivities &events);
    void buildChanged(const engine::BuildStatus &status);
    // What a compiler prints, as it comes; whole lines.
    void buildOutputArrived(const QString &functionName, const QByteArray &lines);

private:
    void watchCode();

    struct Parts;
    explicit LocalEngine(std::unique_ptr<Parts> parts);
    void connectNotify(const QMetaMethod &signal) override;
    void collectActivity();

    std::unique_ptr<Parts> m_parts;
};

} // namespace engine

Q_DECLARE_METATYPE(engine::EngineStatus)

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QObject>
#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/builds/buildplan.h"
#include "engine/builds/buildstore.h"
#include "engine/builds/runtimemaker.h"
#include "engine/core/reactor.h"
#include "engine/core/result.h"
#include "engine/project/functionsource.h"
#include "engine/project/trust.h"

namespace engine {

// How a function's build stands.
struct BuildStatus
{
    enum class State {
        NotNeeded, // the code folder is run as it is
        Waiting,   // for other builds
        Running,
        Succeeded,
        UpToDate,  // built already, perhaps by an earlier run of the program
        Failed,    // see `error` and `problems`
        Cancelled, // by cancel(), not by a newer save
    };

    QString functionName;
    State state = State::NotNeeded;
    QString tool;                       // "go 1.19.8"; empty: not even planned
    QString codePath;                   // where problems' files are relative to
    Nanoseconds duration{0};            // of Succeeded and Failed
    std::vector<BuildProblem> problems; // warnings of a build that succeeded too
    QByteArray output;                  // when it has ended: beginning and end of it
    std::optional<Error> error;

    [[nodiscard]] bool isOver() const { return state != State::Waiting && state != State::Running; }
};

// Builds functions: in the background when their code changes, and before they run. A function is
// built from its code as it is on disk; a change while a build runs ends that build and begins
// another, and whoever waits gets the newest. What was built from the same contents is taken from
// the store. On the reactor's thread, which needs Qt's event loop.
class Builder : public QObject
{
    Q_OBJECT

public:
    // Of a function that is ready to run: its codePath is the output of its build, if it has one.
    using Ready = std::function<void(const Result<Function> &)>;
    using Ticket = quint64;

    // None of the references is owned; all must outlive this object.
    Builder(const QString &workspace, FunctionSource &functions, SandboxFactory &sandboxes,
            Reactor &reactor, TrustedFolders trust, ToolPlaces tools = ToolPlaces::standard(),
            QObject *parent = nullptr);
    ~Builder() override; // ends what runs; nothing is called any more

    // `function` as its source gave it just now. Calls `ready` once: before it returns when nothing
    // is to be done, which costs next to nothing. Fails with ToolMissing, NotTrusted, BuildFailed,
    // DependenciesMissing, Cancelled, NotWritable, SandboxUnavailable, SandboxFailed, and as
    // FunctionSource does.
    Ticket obtain(const Function &function, Ready ready);
    void withdraw(Ticket ticket); // nothing is called; the build goes on
    // Builds it in the background if that is needed, now and whenever its code has changed.
    void prepare(const QString &functionName);
    // Ends the function's build; who waits for it gets Cancelled.
    void cancel(const QString &functionName);
    // Something changed on disk: builds anew what is concerned, soon.
    void codeMayHaveChanged();

    [[nodiscard]] BuildStatus status(const QString &functionName) const;

    // Makes what a function's runtime lacks before the function is ready; null: nobody does. Not
    // owned; must outlive this object.
    RuntimeMaker *runtimes = nullptr;

signals:
    void changed(const engine::BuildStatus &status); // not for those that never needed one
    void outputArrived(const QString &functionName, const QByteArray &lines);

private:
    struct Job
    {
        QString fingerprint;
        std::unique_ptr<BuildStore::Scratch> scratch;
        bool isOver = false;                       // nothing of it runs any more
        std::unique_ptr<SandboxedCommand> command; // goes before the folders that it writes to
    };
    struct Entry
    {
        Function function; // whose revision the state belongs to
        std::optional<BuildPlan> plan;
        BuildStatus status;
        std::optional<Function> built;
        Nanoseconds failedAt{0};
        std::map<Ticket, Ready> waiting;
        std::unique_ptr<Job> job;
        quint64 round = 0; // counts its beginnings: what comes late belongs to an earlier one
    };

    [[nodiscard]] Ready withRuntime(Ticket ticket, Ready ready);
    void begin(Entry &entry, const Function &function);
    void fingerprinted(const QString &name, quint64 round, const QString &fingerprint);
    void startWaiting();
    void start(Entry &entry);
    void ended(Entry &entry, const CommandEnd &end);
    void built(Entry &entry, const QString &folder, const QString &fingerprint);
    void failed(Entry &entry, const Error &error,
                BuildStatus::State state = BuildStatus::State::Failed);
    void answer(Entry &entry, const Result<Function> &result);
    void checkAll();
    [[nodiscard]] Error errorOf(const Entry &entry, const CommandEnd &end) const;
    void drop(std::unique_ptr<Job> job);

    const QString m_workspace;
    FunctionSource &m_functions;
    SandboxFactory &m_sandboxes;
    Reactor &m_reactor;
    const TrustedFolders m_trust;
    const ToolPlaces m_toolPlaces;
    const BuildStore m_store;
    std::map<QString, Entry> m_entries;                        // by the function's name
    std::vector<std::unique_ptr<BuildStore::Scratch>> m_trash; // of jobs that were killed
    Ticket m_lastTicket = 0;
    std::set<Ticket> m_waitForRuntime;
    Watch m_check, m_emptying;
    Nanoseconds m_firstChange{0};
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace engine

Q_DECLARE_METATYPE(engine::BuildStatus)

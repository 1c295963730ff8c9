// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace engine {

// The extensions of one environment, as the Runtime Interface Emulator has them (core/*agent*.go,
// registrations.go): who has registered for what, whom init and an invocation wait for. Pure: says
// what a call leads to and what its refusal reads like. External ones are programs of
// /opt/extensions, known from the start; internal ones register from within the runtime's process.
class ExtensionSet
{
public:
    enum class State {
        Started,    // external, and has not registered
        Registered, // has not asked for an event yet
        Ready,      // waits in "next"
        Running,    // has its event, or is to get it
        InitError,  // has reported one, as ExitError
        ExitError,
        LaunchError, // could not be executed
        Exited,
    };
    struct Extension
    {
        QString name;
        bool external = true;
        State state = State::Started;
        QByteArray id;               // UUID, from its registration on
        QStringList events;          // in the order of its registration
        QString errorType;           // for its EXTENSION line; empty without an error
        bool running = false;        // external: its process is there
        bool eventDelivered = false; // while Running
        [[nodiscard]] bool wants(QStringView event) const { return events.contains(event); }
    };
    struct Refusal // always 403
    {
        QByteArray type;
        QByteArray message;
    };
    // A call's extension, or why it is refused.
    struct Answer
    {
        int index = -1;
        std::optional<Refusal> refusal = {};
    };
    enum class Next {
        Waits,         // no event for it yet
        Deliver,       // its event is here: the answer to an earlier "next" never reached it
        InitMayBeDone, // waits; it was its first one
        InvokeMayBeDone,
    };
    struct NextAnswer
    {
        Next next = Next::Waits;
        int index = -1;
        std::optional<Refusal> refusal = {};
    };

    explicit ExtensionSet(const QStringList &external = {});

    [[nodiscard]] const std::vector<Extension> &all() const { return m_all; }
    [[nodiscard]] bool empty() const { return m_all.empty(); }
    [[nodiscard]] bool hasExternal() const;

    // `newId` becomes the identifier of who registers.
    [[nodiscard]] Answer registerOne(const QString &name, const QStringList &events,
                                     const QByteArray &newId);
    [[nodiscard]] NextAnswer next(const QByteArray &id);
    enum class Error { Init, Exit };
    [[nodiscard]] Answer reportError(const QByteArray &id, Error kind, const QString &errorType);
    // For the Telemetry API: who speaks?
    [[nodiscard]] Answer find(const QByteArray &id) const;

    // All external ones have registered: the runtime may start.
    [[nodiscard]] bool allRegistered() const;
    // With the runtime's first "next".
    void closeRegistration() { m_open = false; }
    // Everyone has asked for its first event: init is over.
    [[nodiscard]] bool allReady() const;
    // Everyone who wants INVOKE becomes Running; returns their indices.
    std::vector<int> beginInvoke();
    [[nodiscard]] bool invokeDone() const;
    // External ones that want SHUTDOWN become Running; returns their indices.
    std::vector<int> beginShutdown();
    void delivered(int index) { at(index).eventDelivered = true; }

    void started(); // all external ones
    void launchFailed(int index, const QString &errorType);
    void exited(int index);

    // The error type of the first report or failure ("Extension.InitError"), which the end of a
    // process afterwards does not replace; empty: none.
    [[nodiscard]] const QString &firstFatal() const { return m_firstFatal; }
    // An end that nobody announced: firstFatal() becomes `otherwise` unless there is one.
    const QString &fatal(const QString &otherwise);

private:
    [[nodiscard]] Extension &at(int index) { return m_all[static_cast<std::size_t>(index)]; }
    [[nodiscard]] static Refusal badTransition(const Extension &from, const char *to);

    std::vector<Extension> m_all; // external ones first
    bool m_open = true;
    QString m_firstFatal;
};

[[nodiscard]] QString extensionStateName(ExtensionSet::State state); // "Ready", as in the log

} // namespace engine

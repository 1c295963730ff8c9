// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimeapi/extensionset.h"

#include <QUuid>

#include <algorithm>
#include <utility>

#include "engine/model/limits.h"

namespace engine {
namespace {

using State = ExtensionSet::State;

constexpr char16_t Invoke[] = u"INVOKE";
constexpr char16_t Shutdown[] = u"SHUTDOWN";
// What one may be called in the log and in telemetry; a header can be much longer.
constexpr qsizetype LongestName = 256;
constexpr qsizetype LongestErrorType = 256;

} // namespace

QString extensionStateName(State state)
{
    switch (state) {
    case State::Started:
        return QStringLiteral("Started");
    case State::Registered:
        return QStringLiteral("Registered");
    case State::Ready:
        return QStringLiteral("Ready");
    case State::Running:
        return QStringLiteral("Running");
    case State::InitError:
        return QStringLiteral("InitError");
    case State::ExitError:
        return QStringLiteral("ExitError");
    case State::LaunchError:
        return QStringLiteral("LaunchError");
    case State::Exited:
        return QStringLiteral("Exited");
    }
    return {};
}

ExtensionSet::ExtensionSet(const QStringList &external)
{
    for (const QString &name : external) {
        Extension extension;
        extension.name = name;
        m_all.push_back(std::move(extension));
    }
}

bool ExtensionSet::hasExternal() const
{
    return !m_all.empty() && m_all.front().external;
}

ExtensionSet::Refusal ExtensionSet::badTransition(const Extension &from, const char *to)
{
    return {"Extension.InvalidExtensionState",
            "State transition from " + extensionStateName(from.state).toLatin1() + " to " + to
                + " failed for extension " + (from.id.isEmpty() ? from.name.toUtf8() : from.id)
                + ". Error: State transition is not allowed"};
}

ExtensionSet::Answer ExtensionSet::registerOne(const QString &name, const QStringList &events,
                                               const QByteArray &newId)
{
    if (name.isEmpty())
        return {-1, Refusal{"Extension.InvalidExtensionName", "Empty extension name"}};
    const auto known = std::find_if(m_all.begin(), m_all.end(),
                                    [&](const Extension &each) { return each.name == name; });
    const bool external = known != m_all.end() && known->external;
    for (const QString &event : events) {
        if (event == Invoke || (event == Shutdown && external))
            continue;
        return {-1,
                Refusal{"Extension.InvalidEventType",
                        event.left(LongestName).toUtf8()
                            + (event == Shutdown ? ": ShutdownEventNotSupportedForInternalExtension"
                                                 : ": ErrorInvalidEventType")}};
    }
    int index = static_cast<int>(known - m_all.begin());
    if (external) {
        if (known->state != State::Started)
            return {-1, badTransition(*known, "Registered")};
    } else {
        if (!m_open)
            return {-1, Refusal{"Extension.RegistrationClosed",
                                "Extension registration closed already"}};
        if (m_all.size() >= std::size_t{limits::Extensions})
            return {-1, Refusal{"Extension.TooManyExtensions",
                                "Extension limit (" + QByteArray::number(limits::Extensions)
                                    + ") reached"}};
        if (known != m_all.end())
            return {-1, Refusal{"Extension.InvalidExtensionState",
                                "Extension with this name already registered"}};
        Extension extension;
        extension.name = name.left(LongestName);
        extension.external = false;
        m_all.push_back(std::move(extension));
        index = static_cast<int>(m_all.size()) - 1;
    }
    Extension &extension = at(index);
    extension.id = newId;
    for (const QString &event : events) {
        if (!extension.events.contains(event))
            extension.events << event;
    }
    extension.state = State::Registered;
    return {index};
}

ExtensionSet::Answer ExtensionSet::find(const QByteArray &id) const
{
    if (id.isEmpty())
        return {-1, Refusal{"Extension.MissingExtensionIdentifier",
                            "Missing Lambda-Extension-Identifier header"}};
    const QUuid uuid = QUuid::fromString(QLatin1StringView(id));
    if (uuid.isNull())
        return {-1, Refusal{"Extension.InvalidExtensionIdentifier",
                            "Invalid Lambda-Extension-Identifier"}};
    const QByteArray plain = uuid.toByteArray(QUuid::WithoutBraces);
    const auto it = std::find_if(m_all.begin(), m_all.end(),
                                 [&](const Extension &each) { return each.id == plain; });
    if (it == m_all.end())
        return {-1, Refusal{"Extension.UnknownExtensionIdentifier", "Unknown extension " + plain}};
    return {static_cast<int>(it - m_all.begin())};
}

ExtensionSet::NextAnswer ExtensionSet::next(const QByteArray &id)
{
    const Answer found = find(id);
    if (found.refusal)
        return {Next::Waits, -1, found.refusal};
    Extension &extension = at(found.index);
    switch (extension.state) {
    case State::Registered:
        extension.state = State::Ready;
        return {Next::InitMayBeDone, found.index};
    case State::Running:
        if (!extension.eventDelivered)
            return {Next::Deliver, found.index};
        extension.state = State::Ready;
        return {Next::InvokeMayBeDone, found.index};
    default:
        return {Next::Waits, found.index, badTransition(extension, "Ready")};
    }
}

ExtensionSet::Answer ExtensionSet::reportError(const QByteArray &id, Error kind,
                                               const QString &errorType)
{
    Answer found = find(id);
    if (found.refusal) {
        if (found.refusal->type == "Extension.UnknownExtensionIdentifier")
            found.refusal->message = "Unknown Lambda-Extension-Identifier";
        return found;
    }
    if (errorType.isEmpty())
        return {-1, Refusal{"Extension.MissingHeader",
                            "Lambda-Extension-Function-Error-Type not found"}};
    Extension &extension = at(found.index);
    const State target = kind == Error::Init ? State::InitError : State::ExitError;
    if (extension.state == target) // said again: the first one counts
        return found;
    const bool allowed =
        extension.state == State::Registered
        || (kind == Error::Exit
            && (extension.state == State::Ready || extension.state == State::Running));
    if (!allowed)
        return {-1, badTransition(extension, kind == Error::Init ? "InitError" : "ExitError")};
    extension.state = target;
    extension.errorType = errorType.left(LongestErrorType);
    fatal(kind == Error::Init ? QStringLiteral("Extension.InitError")
                              : QStringLiteral("Extension.ExitError"));
    return found;
}

bool ExtensionSet::allRegistered() const
{
    return std::none_of(m_all.begin(), m_all.end(),
                        [](const Extension &each) { return each.state == State::Started; });
}

bool ExtensionSet::allReady() const
{
    return std::all_of(m_all.begin(), m_all.end(),
                       [](const Extension &each) { return each.state == State::Ready; });
}

std::vector<int> ExtensionSet::beginInvoke()
{
    std::vector<int> wanted;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        if (!m_all[i].wants(Invoke) || m_all[i].state != State::Ready)
            continue;
        m_all[i].state = State::Running;
        m_all[i].eventDelivered = false;
        wanted.push_back(static_cast<int>(i));
    }
    return wanted;
}

bool ExtensionSet::invokeDone() const
{
    // One that has reported an error and not ended yet is waited for as well, as the service does.
    return std::all_of(m_all.begin(), m_all.end(), [](const Extension &each) {
        return !each.wants(Invoke) || each.state == State::Ready;
    });
}

std::vector<int> ExtensionSet::beginShutdown()
{
    std::vector<int> wanted;
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        Extension &each = m_all[i];
        if (!each.external || !each.running || !each.wants(Shutdown))
            continue;
        // One in the middle of its work gets the event with its next "next".
        if (each.state == State::Ready || each.state == State::Running
            || each.state == State::Registered) {
            each.state = State::Running;
            each.eventDelivered = false;
        }
        wanted.push_back(static_cast<int>(i));
    }
    return wanted;
}

void ExtensionSet::started()
{
    for (Extension &each : m_all)
        each.running = each.external;
}

void ExtensionSet::launchFailed(int index, const QString &errorType)
{
    if (index < 0 || index >= static_cast<int>(m_all.size()))
        return;
    at(index).state = State::LaunchError;
    at(index).errorType = errorType;
    // Those before it were started.
    for (int i = 0; i < index; ++i)
        at(i).running = at(i).external;
    fatal(QStringLiteral("Extension.LaunchError"));
}

void ExtensionSet::exited(int index)
{
    if (index < 0 || index >= static_cast<int>(m_all.size()))
        return;
    at(index).running = false;
    if (at(index).state == State::Running)
        at(index).state = State::Exited;
}

const QString &ExtensionSet::fatal(const QString &otherwise)
{
    if (m_firstFatal.isEmpty())
        m_firstFatal = otherwise;
    return m_firstFatal;
}

} // namespace engine

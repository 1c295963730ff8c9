// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>

#include "engine/core/ids.h"
#include "engine/runtimeapi/extensionset.h"
#include "engine/runtimeapi/siderequest.h"
#include "engine/runtimeapi/telemetrysubscription.h"

namespace engine {

// What extensions do, as it reaches the API. The ExtensionApi must not be destroyed in these.
class ExtensionApiListener
{
public:
    virtual ~ExtensionApiListener() = default;
    virtual void extensionRegistered() = 0; // ask ExtensionSet::allRegistered()
    virtual void extensionReady() = 0;      // its first "next"; ask allReady()
    virtual void extensionInvokeDone() = 0; // ask invokeDone()
    virtual void telemetryWanted(int index, const TelemetrySubscription &subscription) = 0;
};

// The Extensions API (2020-01-01) of one environment with the Telemetry API (2022-07-01), the Logs
// API (2020-08-15) and the metadata endpoint (2026-01-15): the HTTP of it. Who is in which state is
// ExtensionSet's. Texts and codes: runtime-api sections 2.6, 3 and 4.
class ExtensionApi final : public SideRequestHandler
{
public:
    struct Facts
    {
        QString functionName;
        QString functionVersion;
        QString handler;
        QString accountId;
        QString region;
        QByteArray metadataToken; // empty: no such endpoint
        bool enabled = true;      // false: a layer has switched extensions off
    };
    struct Event // of one invocation
    {
        QString requestId;
        QString functionArn;
        qint64 deadlineMs = 0; // milliseconds since 1970
        QByteArray traceId;    // may be empty
    };

    // The two references must outlive this object.
    ExtensionApi(Facts facts, IdSource &ids, ExtensionApiListener &listener);

    [[nodiscard]] ExtensionSet &set() { return m_set; }
    [[nodiscard]] const ExtensionSet &set() const { return m_set; }
    // Everything that ran was killed: forgets it. `external`: names of those that will be started.
    void reset(const QStringList &external);
    void closeSubscriptions() { m_subscriptionsOpen = false; } // init is over
    void invoke(const Event &event);
    // `reason`: "spindown", "timeout", "failure".
    void shutDown(const char *reason, qint64 deadlineMs);

    void serve(http::Connection &connection, const SideRequest &request) override;
    void gone(http::Connection &connection) override;

private:
    void serveRegister(http::Connection &connection, const SideRequest &request);
    void serveNext(http::Connection &connection, const SideRequest &request);
    void serveError(http::Connection &connection, const SideRequest &request,
                    ExtensionSet::Error kind);
    void serveTelemetry(http::Connection &connection, const SideRequest &request,
                        TelemetrySubscription::Api api);
    void serveMetadata(http::Connection &connection, const SideRequest &request) const;
    void deliver(int index, http::Connection &connection);
    void deliverTo(const std::vector<int> &indices);

    const Facts m_facts;
    IdSource &m_ids;
    ExtensionApiListener &m_listener;
    ExtensionSet m_set;
    bool m_subscriptionsOpen = true;
    QByteArray m_event;                          // what Running ones get
    bool m_isInvoke = false;                     // that event
    std::map<int, http::Connection *> m_waiting; // in "next"
};

// "use1-az1" for us-east-1: the first zone's id, which is not the zone's name. Pure.
[[nodiscard]] QByteArray firstZoneId(const QString &region);

} // namespace engine

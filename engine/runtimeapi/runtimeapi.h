// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/core/reactor.h"
#include "engine/http/acceptor.h"
#include "engine/http/connection.h"
#include "engine/runtimeapi/answer.h"
#include "engine/runtimeapi/runtimestate.h"
#include "engine/runtimeapi/siderequest.h"
#include "engine/runtimeapi/tokenbucket.h"
#include "engine/telemetry/responsestream.h"

namespace engine {

// One event on its way to a runtime, with all that "next" tells about it.
struct RuntimeEvent
{
    QString requestId;
    QByteArray payload; // exact bytes
    QByteArray contentType = "application/json";
    QString functionArn;   // as the caller addressed it
    qint64 deadlineMs = 0; // milliseconds since 1970
    QByteArray traceId;
    QByteArray clientContext = {};   // JSON text, or empty
    QByteArray cognitoIdentity = {}; // JSON text, or empty
    CallerMode caller = CallerMode::Buffered;
    StreamBandwidth bandwidth = StreamBandwidth::Unlimited; // with a streaming caller
};

// What a runtime does, as it reaches the API. The RuntimeApi may be destroyed in any of these.
class RuntimeApiListener
{
public:
    virtual ~RuntimeApiListener() = default;
    virtual void runtimeConnected() = 0; // the first connection since the start or reset()
    virtual void runtimeStandsBy() = 0;  // after hold(): it waits before it loads the function
    virtual void runtimeReady() = 0;     // its first "next": init is done
    virtual void runtimeInitFailed(const RuntimeAnswer &answer) = 0;
    virtual void answerStarted() = 0; // the response's head is there
    // In streaming mode: first with nothing, at its head, then each arrival of the body. A
    // streaming caller gets not more than the limit.
    virtual void streamArrived(QByteArrayView bytes) { Q_UNUSED(bytes); }
    virtual void answerFinished(const RuntimeAnswer &answer) = 0; // once per event
    virtual void invocationDone() = 0;                            // its "next" after an answer
};

// The Lambda Runtime API (2018-06-01) of one environment. The connection's listening socket lies in
// the sandbox, so that who speaks here is that sandbox and nobody else. Texts and codes:
// runtime-api section 2, after the Runtime Interface Emulator.
class RuntimeApi final : private http::ConnectionHandler
{
public:
    RuntimeApi(Reactor &reactor, RuntimeApiListener &listener);
    ~RuntimeApi() override;
    Q_DISABLE_COPY_MOVE(RuntimeApi)

    void listen(UniqueFd listeningSocket);
    // Our own bootstraps, where they are told to, ask "GET runtime/standby" before they load the
    // function. That is answered at once, or, after hold(), by release(). reset() ends hold().
    void hold() { m_holds = true; }
    void release();
    // Who answers requests to the APIs beside this one; null (at first): they are 404. Must outlive
    // this object.
    void setSideRequests(SideRequestHandler *handler) { m_side = handler; }
    // Hands the event to the runtime when it asks for it, at once if it waits already. One event at
    // a time: only after runtimeReady() or invocationDone().
    void dispatch(RuntimeEvent event);
    // Stops reading the response that is being streamed, or goes on; the next event flows again.
    void holdStream(StreamFlow flow);
    // The runtime was killed: drops its connections, and the event with them.
    void reset();
    // An event is with the runtime and has not been answered.
    [[nodiscard]] bool answerDue() const;

private:
    struct Exchange; // the request that a connection is in

    void onAccepted(UniqueFd socket);
    void requestStarted(http::Connection &connection, const http::RequestHead &head) override;
    void bodyArrived(http::Connection &connection, QByteArrayView bytes) override;
    void requestFinished(http::Connection &connection,
                         const std::vector<http::Header> &trailers) override;
    void connectionClosed(http::Connection &connection, End end) override;

    void serveNext(http::Connection &connection);
    void serveStandby(http::Connection &connection);
    void sendEvent(http::Connection &connection);
    void startAnswer(http::Connection &connection, Exchange &exchange, bool error);
    void finishAnswer(http::Connection &connection, Exchange &exchange,
                      const std::vector<http::Header> &trailers);
    void serveInitError(http::Connection &connection, Exchange &exchange);
    void streamed(http::Connection &connection, Exchange &exchange, QByteArrayView bytes);
    void pace();
    void endStream();

    Reactor &m_reactor;
    RuntimeApiListener &m_listener;
    SideRequestHandler *m_side = nullptr;
    RuntimeState m_state;
    std::unique_ptr<http::Acceptor> m_acceptor;
    std::map<http::Connection *, std::unique_ptr<Exchange>> m_connections;
    std::vector<std::unique_ptr<http::Connection>> m_closing; // until the callback is over
    http::Connection *m_waiting = nullptr;                    // sits in "next"
    http::Connection *m_standing = nullptr;                   // sits in "standby"
    bool m_holds = false;
    std::optional<RuntimeEvent> m_event;  // dispatched and not done
    http::Connection *m_stream = nullptr; // brings a response in streaming mode
    StreamFlow m_flow = StreamFlow::Flows;
    std::optional<TokenBucket> m_bucket; // while the stream's bandwidth is limited
    Watch m_refill;
    bool m_seen = false;
    std::shared_ptr<bool> m_alive;
};

} // namespace engine

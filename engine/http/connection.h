// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>
#include <vector>

#include "engine/core/reactor.h"
#include "engine/core/uniquefd.h"
#include "engine/http/message.h"

namespace engine::http {

class Connection;

// What one connection's requests are given to. A request is: requestStarted, any number of
// bodyArrived, then requestFinished; the next one starts only after it was answered with
// respond(). The connection may be destroyed in any of these calls.
class ConnectionHandler
{
public:
    virtual ~ConnectionHandler() = default;
    virtual void requestStarted(Connection &connection, const RequestHead &head) = 0;
    virtual void bodyArrived(Connection &connection, QByteArrayView bytes) = 0;
    virtual void requestFinished(Connection &connection, const std::vector<Header> &trailers) = 0;
    // The peer has gone, or sent what is no HTTP (it was answered 400). Nothing follows.
    // `truncated`: in the middle of a request's body.
    enum class End { BetweenRequests, InTheMiddle };
    virtual void connectionClosed(Connection &connection, End end) = 0;
};

// The server's side of one HTTP/1.1 connection on a non-blocking socket: keep-alive, chunked
// bodies with trailers, Expect: 100-continue. Bodies are handed on as they come, so the handler
// decides how much of one it wants to keep. Headers may take 1 MiB and some more, because Lambda's
// clients send error causes of that size in a header. The peer is a stranger: what it can make us
// hold is bounded by that, and while it does not read its answers no more requests are read.
class Connection
{
public:
    static constexpr qsizetype ReadSize = 256 * 1024;

    Connection(Reactor &reactor, UniqueFd socket, ConnectionHandler &handler);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    // Answers the request that is being read or waits; once for each. When its body is not yet
    // read to the end, the connection closes after the answer.
    void respond(const Response &response);

    // How much is read at once from now on, up to ReadSize; 0: nothing, and what the peer sends
    // waits in the kernel's buffers until they are full and it has to wait itself. Its going is not
    // noticed meanwhile. respond() sets it to ReadSize again.
    void setReadSize(qsizetype bytes);

private:
    class Parser;

    void onReady(std::uint32_t events);
    void watch();
    void readMore();
    // False when the connection was destroyed or has ended.
    bool parse();
    void write(const QByteArray &bytes);
    void flush();
    void end(ConnectionHandler::End how);

    Reactor &m_reactor;
    UniqueFd m_socket;
    ConnectionHandler &m_handler;
    std::unique_ptr<Parser> m_parser;
    QByteArray m_in;          // bytes not parsed yet
    QByteArray m_out;         // bytes not sent yet
    bool m_answerDue = false; // a request has started and was not answered yet
    bool m_handedOn = false;  // requestFinished() was called for it
    bool m_closeAfterWrite = false;
    qsizetype m_readSize = ReadSize;
    std::shared_ptr<bool> m_alive; // false once destroyed; callbacks may destroy us
    Watch m_watch;
};

} // namespace engine::http

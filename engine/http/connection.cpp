// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/connection.h"

#include <boost/beast/http/basic_parser.hpp>

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "engine/model/limits.h"

namespace engine::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;

constexpr std::uint32_t HeaderLimit = limits::ErrorCauseHeaderBytes + 64 * 1024;
// What is read ahead while a request waits for its answer. No client of Lambda's pipelines; one
// that sends more than this is cut off.
constexpr qsizetype ReadAhead = 64 * 1024;
// Clients of Lambda send a dozen. Each costs more memory here than it has bytes.
constexpr std::size_t MaxFields = 256;

QByteArray bytesOf(string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

const char *reason(int status)
{
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 202:
        return "Accepted";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Payload Too Large";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return status < 500 ? "OK" : "Internal Server Error";
    }
}

} // namespace

// Beast's state machine with the events that are needed, and no message of its own: bodies go
// straight to the handler.
class Connection::Parser final : public beast::http::basic_parser<true>
{
public:
    explicit Parser(Connection &owner)
        : m_owner(owner)
    {
        header_limit(HeaderLimit);
        body_limit(boost::none);
        eager(true);
    }

    [[nodiscard]] bool inBody() const { return m_headDone && !m_finished; }
    [[nodiscard]] bool begun() const { return m_begun; }
    [[nodiscard]] bool finished() const { return m_finished; }
    [[nodiscard]] const std::vector<Header> &trailers() const { return m_trailers; }

private:
    void on_request_impl(beast::http::verb, string_view method, string_view target, int,
                         error_code &) override
    {
        m_begun = true;
        m_head.method = bytesOf(method);
        m_head.target = bytesOf(target);
    }
    void on_response_impl(int, string_view, int, error_code &) override {}
    void on_field_impl(beast::http::field, string_view name, string_view value,
                       error_code &error) override
    {
        add(m_headDone ? m_trailers : m_head.headers, name, value, error);
    }
    // Newer versions of Beast tell trailers apart; not marked as override for the older ones.
    void on_trailer_field_impl(beast::http::field, string_view name, string_view value,
                               error_code &error)
    {
        add(m_trailers, name, value, error);
    }
    static void add(std::vector<Header> &to, string_view name, string_view value, error_code &error)
    {
        if (to.size() >= MaxFields)
            error = beast::http::make_error_code(beast::http::error::header_limit);
        else
            to.emplace_back(bytesOf(name), bytesOf(value));
    }
    void on_header_impl(error_code &error) override
    {
        m_headDone = true;
        if (m_head.header("Expect").compare("100-continue", Qt::CaseInsensitive) == 0)
            m_owner.write("HTTP/1.1 100 Continue\r\n\r\n");
        m_owner.m_answerDue = true;
        const std::shared_ptr<bool> alive = m_owner.m_alive;
        m_owner.m_handler.requestStarted(m_owner, m_head);
        stopIfGone(alive, error);
    }
    void on_body_init_impl(boost::optional<std::uint64_t> const &, error_code &) override {}
    std::size_t on_body_impl(string_view body, error_code &error) override
    {
        if (m_owner.m_answerDue) {
            const std::shared_ptr<bool> alive = m_owner.m_alive;
            m_owner.m_handler.bodyArrived(m_owner, QByteArrayView(body.data(), body.size()));
            stopIfGone(alive, error);
        }
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code &error) override
    {
        return on_body_impl(body, error);
    }
    void on_finish_impl(error_code &) override { m_finished = true; }

    static void stopIfGone(const std::shared_ptr<bool> &alive, error_code &error)
    {
        if (!*alive)
            error = beast::http::make_error_code(beast::http::error::partial_message);
    }

    Connection &m_owner;
    RequestHead m_head;
    std::vector<Header> m_trailers;
    bool m_begun = false;
    bool m_headDone = false;
    bool m_finished = false;
};

Connection::Connection(Reactor &reactor, UniqueFd socket, ConnectionHandler &handler)
    : m_reactor(reactor)
    , m_socket(std::move(socket))
    , m_handler(handler)
    , m_parser(std::make_unique<Parser>(*this))
    , m_alive(std::make_shared<bool>(true))
{
    watch();
}

Connection::~Connection()
{
    *m_alive = false;
}

void Connection::watch()
{
    m_watch = m_reactor.watch(m_socket.get(), EPOLLRDHUP | (m_out.isEmpty() ? EPOLLIN : EPOLLOUT),
                              [this](std::uint32_t events) { onReady(events); });
}

void Connection::setReadSize(qsizetype bytes)
{
    const qsizetype before = std::exchange(m_readSize, std::min(bytes, ReadSize));
    // Not watched at all: that a peer has gone would be told again and again.
    if (before > 0 && m_readSize == 0)
        m_watch.reset();
    else if (before == 0 && m_readSize > 0)
        watch();
}

void Connection::respond(const Response &response)
{
    setReadSize(ReadSize);
    QByteArray head;
    head.reserve(512);
    head +=
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reason(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    m_closeAfterWrite = m_parser->inBody();
    if (m_closeAfterWrite)
        head += "Connection: close\r\n";
    head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n\r\n";
    m_answerDue = m_handedOn = false;
    if (response.body.size() < 16 * 1024) {
        write(head + response.body); // one segment, one system call
    } else {
        write(head);
        write(response.body);
    }
    if (m_parser->finished()) {
        m_parser = std::make_unique<Parser>(*this);
        if (!m_in.isEmpty()) { // pipelined; not from here, the caller may be the parser
            m_reactor.soon([this, alive = m_alive] {
                if (*alive)
                    parse();
            });
        }
    }
}

void Connection::onReady(std::uint32_t events)
{
    const std::shared_ptr<bool> alive = m_alive;
    if (events & EPOLLOUT) {
        flush();
        if (m_out.isEmpty() && !m_in.isEmpty())
            parse();
        if (!*alive)
            return;
    }
    if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        readMore();
}

void Connection::readMore()
{
    std::array<char, ReadSize> bytes;
    if (m_readSize == 0)
        return;
    if (m_answerDue && m_parser->finished() && m_in.size() >= ReadAhead)
        return end(ConnectionHandler::End::BetweenRequests);
    const ssize_t got =
        ::recv(m_socket.get(), bytes.data(), static_cast<std::size_t>(m_readSize), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0)
        return end(m_parser->inBody() ? ConnectionHandler::End::InTheMiddle
                                      : ConnectionHandler::End::BetweenRequests);
    m_in.append(bytes.data(), got);
    parse();
}

bool Connection::parse()
{
    const std::shared_ptr<bool> alive = m_alive;
    // A client that asks again and again and reads no answer: the next one has to wait.
    if (!m_out.isEmpty())
        return true;
    while (!m_in.isEmpty() && !m_parser->finished()) {
        error_code error;
        // The parser may call back into us; it must not see the buffer change under it.
        const QByteArray in = std::exchange(m_in, {});
        const std::size_t used = m_parser->put(
            boost::asio::const_buffer(in.constData(), static_cast<std::size_t>(in.size())), error);
        if (!*alive)
            return false;
        m_in = in.mid(static_cast<qsizetype>(used));
        // The parser limits the head itself, but not the lines between chunks and behind them.
        if (error == beast::http::error::need_more && m_in.size() > qsizetype{HeaderLimit})
            error = beast::http::make_error_code(beast::http::error::header_limit);
        if (error == beast::http::error::need_more)
            break;
        if (error) {
            const int status = error == beast::http::error::header_limit ? 431 : 400;
            m_closeAfterWrite = true;
            write("HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status)
                  + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            if (*alive)
                end(m_parser->inBody() ? ConnectionHandler::End::InTheMiddle
                                       : ConnectionHandler::End::BetweenRequests);
            return false;
        }
        if (used == 0)
            break;
    }
    if (m_parser->finished()) {
        if (m_answerDue) {
            if (std::exchange(m_handedOn, true))
                return true; // these bytes belong to the next request
            const std::vector<Header> trailers = m_parser->trailers();
            m_handler.requestFinished(*this, trailers);
            return *alive;
        }
        m_parser = std::make_unique<Parser>(*this); // answered early, body read to the end
    }
    return true;
}

void Connection::write(const QByteArray &bytes)
{
    if (m_out.isEmpty()) {
        const ssize_t sent = ::send(m_socket.get(), bytes.constData(),
                                    static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
        if (sent == bytes.size()) {
            if (m_closeAfterWrite)
                ::shutdown(m_socket.get(), SHUT_WR);
            return;
        }
        if (sent < 0 && errno != EAGAIN)
            return; // the read side will see the end
        m_out = bytes.mid(std::max<ssize_t>(sent, 0));
        m_watch.setEvents(EPOLLRDHUP | EPOLLOUT); // no more is read until this has gone
        return;
    }
    m_out += bytes;
}

void Connection::flush()
{
    const QByteArray out = std::exchange(m_out, {});
    m_watch.setEvents(EPOLLIN | EPOLLRDHUP);
    if (!out.isEmpty())
        write(out);
}

void Connection::end(ConnectionHandler::End how)
{
    m_watch.reset();
    m_handler.connectionClosed(*this, how);
}

} // namespace engine::http

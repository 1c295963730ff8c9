// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimeapi/runtimeapi.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>
#include <utility>

#include "engine/core/json.h"
#include "engine/model/limits.h"

namespace engine {
namespace {

constexpr char Prefix[] = "/2018-06-01/";
// A runtime has one or two. Without a limit code could use up this process's descriptors, and with
// them every other environment's.
constexpr std::size_t MaxConnections = 32;
// A shaped stream goes on when this much may be read: an eighth of what the service lets through in
// 125 ms, so that chunks come as evenly as there.
constexpr std::int64_t ShapedRead = 32 * 1024;

QByteArray errorObject(const char *type, const QByteArray &message)
{
    return "{\"errorMessage\":" + jsonString(QString::fromUtf8(message)) + ",\"errorType\":\""
           + type + "\"}\n";
}

http::Response refused(int status, const char *type, const QByteArray &message)
{
    return {status, {{"Content-Type", "application/json"}}, errorObject(type, message)};
}

http::Response accepted()
{
    return {202, {{"Content-Type", "application/json"}}, "{\"status\":\"OK\"}\n"};
}

http::Response tooLargeResponse()
{
    return refused(413, "RequestEntityTooLarge",
                   "Exceeded maximum allowed payload size ("
                       + QByteArray::number(qint64{limits::PayloadBytes}) + " bytes).");
}

RuntimeAnswer tooLargeAnswer(std::int64_t limit)
{
    return {RuntimeAnswer::Kind::TooLarge,
            "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size ("
                + QByteArray::number(qint64{limit})
                + " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}",
            "application/json", QStringLiteral("Function.ResponseSizeTooLarge")};
}

http::Response pageNotFound()
{
    return {404, {{"Content-Type", "text/plain; charset=utf-8"}}, "404 page not found\n"};
}

// "application/vnd.aws.lambda.error.cause+json" wraps the error object and adds a cause for X-Ray;
// callers get the three members of the object itself.
QByteArray withoutCause(const QByteArray &body, QByteArray *contentType)
{
    using Json = nlohmann::ordered_json;
    // Copying and writing go down the tree by recursion: what is nested too deep must not get
    // there.
    const Json whole =
        checkJson(body) ? Json::parse(body.begin(), body.end(), nullptr, false) : Json();
    if (!whole.is_object()) {
        *contentType = "application/octet-stream";
        return "\"Invalid error body\"";
    }
    Json kept = Json::object();
    for (const char *member : {"errorMessage", "errorType", "stackTrace"}) {
        if (whole.contains(member))
            kept[member] = whole[member];
    }
    *contentType = "application/json";
    return QByteArray::fromStdString(kept.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

QString telemetryErrorType(const QByteArray &header)
{
    static const QRegularExpression known(
        QStringLiteral("(Runtime|Function)\\.[A-Z][a-zA-Z]{1,100}"));
    const QString type = QString::fromUtf8(header);
    const auto match = known.match(type);
    if (match.hasMatch())
        return match.captured(0);
    return type.startsWith(QStringLiteral("Function.")) ? QStringLiteral("Function.Unknown")
                                                        : QStringLiteral("Runtime.Unknown");
}

struct RuntimeApi::Exchange
{
    enum class Call { Other, Next, Response, Error, InitError, Standby, Side };

    std::unique_ptr<http::Connection> connection;
    Call call = Call::Other;
    QByteArray method;
    QByteArray path;
    QByteArray contentType;
    QByteArray errorType;
    QByteArray body;
    std::int64_t received = 0; // of the body; what passes the limit is counted and dropped
    std::optional<http::Response> refusal; // decided at the head, sent when the body is read
    bool streaming = false;
    bool badMode = false;
    bool answering = false;            // this connection carries the answer to m_event
    bool passedOn = false;             // as it comes, to a streaming caller; not kept
    std::unique_ptr<SideRequest> side; // with Call::Side
};

RuntimeApi::RuntimeApi(Reactor &reactor, RuntimeApiListener &listener)
    : m_reactor(reactor)
    , m_listener(listener)
    , m_alive(std::make_shared<bool>(true))
{
}

RuntimeApi::~RuntimeApi()
{
    *m_alive = false;
}

void RuntimeApi::listen(UniqueFd listeningSocket)
{
    m_acceptor = std::make_unique<http::Acceptor>(
        m_reactor, std::move(listeningSocket),
        [this](UniqueFd socket) { onAccepted(std::move(socket)); });
}

void RuntimeApi::release()
{
    m_holds = false;
    if (m_standing)
        std::exchange(m_standing, nullptr)->respond({200, {}, {}});
}

void RuntimeApi::dispatch(RuntimeEvent event)
{
    m_event = std::move(event);
    m_flow = StreamFlow::Flows;
    if (m_waiting)
        sendEvent(*std::exchange(m_waiting, nullptr));
}

void RuntimeApi::holdStream(StreamFlow flow)
{
    m_flow = flow;
    pace();
}

// Lets the stream's connection read as much as caller and bandwidth allow now.
void RuntimeApi::pace()
{
    if (!m_stream)
        return;
    m_refill.reset();
    std::int64_t bytes = m_flow == StreamFlow::Flows ? http::Connection::ReadSize : 0;
    if (m_bucket && bytes > 0) {
        const std::int64_t available = m_bucket->available(m_reactor.clock().now());
        bytes = available < ShapedRead ? 0 : std::min(bytes, available);
        if (bytes == 0)
            m_refill = m_reactor.after(m_bucket->until(ShapedRead), [this] { pace(); });
    }
    m_stream->setReadSize(bytes);
}

void RuntimeApi::endStream()
{
    if (m_stream)
        m_stream->setReadSize(http::Connection::ReadSize);
    m_stream = nullptr;
    m_bucket.reset();
    m_refill.reset();
}

void RuntimeApi::reset()
{
    m_waiting = m_standing = nullptr;
    m_holds = false;
    endStream();
    for (auto &[connection, exchange] : m_connections)
        m_closing.push_back(std::move(exchange->connection));
    m_connections.clear();
    m_event.reset();
    m_state = {};
    m_seen = false;
    m_reactor.soon([this, alive = m_alive] {
        if (*alive)
            m_closing.clear();
    });
}

bool RuntimeApi::answerDue() const
{
    using State = RuntimeState::State;
    const State state = m_state.state();
    return state == State::Running || state == State::InvocationResponse
           || state == State::InvocationErrorResponse;
}

void RuntimeApi::onAccepted(UniqueFd socket)
{
    if (m_connections.size() >= MaxConnections)
        return; // closes it
    http::ConnectionHandler &handler = *this;
    auto connection = std::make_unique<http::Connection>(m_reactor, std::move(socket), handler);
    auto exchange = std::make_unique<Exchange>();
    http::Connection *key = connection.get();
    exchange->connection = std::move(connection);
    m_connections.emplace(key, std::move(exchange));
    if (!std::exchange(m_seen, true))
        m_listener.runtimeConnected();
}

void RuntimeApi::requestStarted(http::Connection &connection, const http::RequestHead &head)
{
    const auto it = m_connections.find(&connection);
    if (it == m_connections.end())
        return; // dropped by reset(), still in its last callback
    Exchange &exchange = *it->second;
    std::unique_ptr<http::Connection> owned = std::move(exchange.connection);
    exchange = Exchange{};
    exchange.connection = std::move(owned);
    exchange.method = head.method;
    exchange.contentType = head.header("Content-Type");
    exchange.errorType = head.header("Lambda-Runtime-Function-Error-Type");

    QByteArray path = head.target;
    if (const qsizetype query = path.indexOf('?'); query >= 0)
        path.truncate(query);
    if (m_side && SideRequest::isOne(path)) {
        exchange.call = Exchange::Call::Side;
        exchange.side = std::make_unique<SideRequest>();
        exchange.side->head = head;
        exchange.side->path = path;
        return;
    }
    if (!path.startsWith(Prefix))
        return;
    exchange.path = path.mid(qsizetype(sizeof Prefix) - 1);
    if (exchange.path == "runtime/invocation/next" && head.method == "GET") {
        exchange.call = Exchange::Call::Next;
    } else if (exchange.path == "runtime/standby" && head.method == "GET") {
        exchange.call = Exchange::Call::Standby;
    } else if (exchange.path == "runtime/init/error" && head.method == "POST") {
        exchange.call = Exchange::Call::InitError;
        if (!m_state.initError())
            exchange.refusal = refused(403, "InvalidStateTransition",
                                       m_state.refusal(RuntimeState::State::InitError));
    } else if (exchange.path.startsWith("runtime/invocation/") && head.method == "POST") {
        const QByteArrayList parts = exchange.path.split('/');
        if (parts.size() != 4 || (parts[3] != "response" && parts[3] != "error"))
            return;
        const bool error = parts[3] == "error";
        exchange.call = error ? Exchange::Call::Error : Exchange::Call::Response;
        // The id is looked at before the state, as the service does.
        if (!m_event || parts[2] != m_event->requestId.toLatin1()
            || m_state.state() == RuntimeState::State::ResponseSent) {
            exchange.refusal = refused(400, "InvalidRequestID", "Invalid request ID");
            return;
        }
        const QByteArray mode = head.header("Lambda-Runtime-Function-Response-Mode");
        exchange.streaming = mode.compare("streaming", Qt::CaseInsensitive) == 0;
        exchange.badMode = !error && !mode.isEmpty() && !exchange.streaming;
        startAnswer(connection, exchange, error);
    }
}

void RuntimeApi::startAnswer(http::Connection &connection, Exchange &exchange, bool error)
{
    using State = RuntimeState::State;
    if (!(error ? m_state.beginError() : m_state.beginResponse())) {
        exchange.refusal = refused(
            403, "InvalidStateTransition",
            m_state.refusal(error ? State::InvocationErrorResponse : State::InvocationResponse));
        return;
    }
    exchange.answering = true;
    exchange.passedOn = exchange.streaming && !error && m_event->caller == CallerMode::Streaming;
    const std::shared_ptr<bool> alive = m_alive;
    m_listener.answerStarted();
    if (!*alive || !exchange.streaming || error)
        return;
    m_stream = &connection;
    if (exchange.passedOn && m_event->bandwidth == StreamBandwidth::AsLambda)
        m_bucket.emplace(limits::StreamBurstBytes, limits::StreamBytesPerSecond,
                         m_reactor.clock().now());
    m_listener.streamArrived({});
    if (*alive)
        pace();
}

// A part of a response in streaming mode, to a caller of either kind.
void RuntimeApi::streamed(http::Connection &connection, Exchange &exchange, QByteArrayView bytes)
{
    const std::int64_t before = exchange.received - bytes.size();
    if (exchange.passedOn)
        bytes = bytes.first(std::min<std::int64_t>(
            bytes.size(), std::max<std::int64_t>(limits::StreamedResponseBytes - before, 0)));
    if (m_bucket)
        m_bucket->take(bytes.size());
    const bool over = exchange.passedOn && exchange.received > limits::StreamedResponseBytes;
    const std::shared_ptr<bool> alive = m_alive;
    if (!bytes.isEmpty())
        m_listener.streamArrived(bytes);
    if (!*alive || m_stream != &connection)
        return;
    if (!over)
        return pace();
    // The caller knows at once; the runtime, which lives on, when it has sent the rest.
    endStream();
    exchange.answering = false;
    exchange.refusal = tooLargeResponse();
    m_state.responseTaken();
    RuntimeAnswer answer = tooLargeAnswer(limits::StreamedResponseBytes);
    m_listener.answerFinished(answer);
}

void RuntimeApi::bodyArrived(http::Connection &connection, QByteArrayView bytes)
{
    const auto it = m_connections.find(&connection);
    if (it == m_connections.end())
        return;
    Exchange &exchange = *it->second;
    exchange.received += bytes.size();
    if (exchange.side) {
        const qsizetype room = SideRequest::BodyBytes - exchange.side->body.size();
        exchange.side->cut = exchange.side->cut || bytes.size() > room;
        exchange.side->body.append(bytes.first(qMin(bytes.size(), room)));
    }
    const bool wanted = (exchange.answering && !exchange.passedOn)
                        || (exchange.call == Exchange::Call::InitError && !exchange.refusal);
    if (wanted && exchange.received <= limits::PayloadBytes)
        exchange.body.append(bytes);
    else
        exchange.body.clear();
    const std::int64_t most = limits::StreamedResponseBytes * (exchange.passedOn ? 2 : 1);
    if (exchange.received > most) // never going to be taken: hang up
        return connectionClosed(connection, End::InTheMiddle);
    if (m_stream == &connection)
        streamed(connection, exchange, bytes);
}

void RuntimeApi::requestFinished(http::Connection &connection,
                                 const std::vector<http::Header> &trailers)
{
    const auto it = m_connections.find(&connection);
    if (it == m_connections.end())
        return;
    Exchange &exchange = *it->second;
    if (exchange.refusal)
        return connection.respond(*exchange.refusal);
    switch (exchange.call) {
    case Exchange::Call::Next:
        return serveNext(connection);
    case Exchange::Call::InitError:
        return serveInitError(connection, exchange);
    case Exchange::Call::Standby:
        return serveStandby(connection);
    case Exchange::Call::Response:
    case Exchange::Call::Error:
        return finishAnswer(connection, exchange, trailers);
    case Exchange::Call::Side: {
        // Not by reference: the next request on this connection may come before it is served.
        const SideRequest request = std::move(*exchange.side);
        exchange.side.reset();
        return m_side->serve(connection, request);
    }
    case Exchange::Call::Other:
        break;
    }
    if (exchange.path == "ping" && exchange.method == "GET")
        return connection.respond({200, {{"Content-Type", "text/plain"}}, "pong"});
    connection.respond(pageNotFound());
}

void RuntimeApi::connectionClosed(http::Connection &connection, End)
{
    const auto it = m_connections.find(&connection);
    if (it == m_connections.end())
        return;
    const std::unique_ptr<Exchange> exchange = std::move(it->second);
    m_connections.erase(it);
    if (m_waiting == &connection)
        m_waiting = nullptr;
    if (m_standing == &connection)
        m_standing = nullptr;
    if (m_stream == &connection) {
        m_stream = nullptr;
        endStream();
    }
    if (exchange->call == Exchange::Call::Side && m_side)
        m_side->gone(connection);
    // The connection is in one of its own callbacks: let it go when that is over.
    m_closing.push_back(std::move(exchange->connection));
    m_reactor.soon([this, alive = m_alive] {
        if (*alive)
            m_closing.clear();
    });
    if (exchange->answering) {
        m_state.responseTaken();
        RuntimeAnswer answer{RuntimeAnswer::Kind::Truncated, exchange->body, exchange->contentType,
                             QStringLiteral("Runtime.TruncatedResponse")};
        if (!exchange->passedOn && exchange->received > limits::PayloadBytes)
            answer = tooLargeAnswer(limits::PayloadBytes); // that was certain before
        m_listener.answerFinished(answer);
    }
}

void RuntimeApi::serveNext(http::Connection &connection)
{
    switch (m_state.next()) {
    case RuntimeState::Next::Refused:
        return connection.respond(
            refused(403, "InvalidStateTransition", m_state.refusal(RuntimeState::State::Ready)));
    case RuntimeState::Next::Again:
        return sendEvent(connection);
    case RuntimeState::Next::InitDone:
        m_waiting = &connection;
        return m_listener.runtimeReady();
    case RuntimeState::Next::InvocationDone:
        m_event.reset();
        m_waiting = &connection;
        return m_listener.invocationDone();
    case RuntimeState::Next::Waiting:
        // A client that gave up and came back: the newest connection gets the event.
        if (m_event)
            return sendEvent(connection);
        m_waiting = &connection;
        return;
    }
}

void RuntimeApi::serveStandby(http::Connection &connection)
{
    // Only the first to come is held: more of them are no runtime of ours.
    if (!m_holds || m_standing || m_state.state() != RuntimeState::State::Started)
        return connection.respond({200, {}, {}});
    m_standing = &connection;
    m_listener.runtimeStandsBy();
}

void RuntimeApi::sendEvent(http::Connection &connection)
{
    const RuntimeEvent &event = *m_event;
    http::Response response;
    response.headers.reserve(8);
    const auto add = [&response](const char *name, const QByteArray &value) {
        if (!value.isEmpty()) // clients test for presence
            response.headers.emplace_back(name, value);
    };
    add("Content-Type", event.contentType);
    add("Lambda-Runtime-Aws-Request-Id", event.requestId.toLatin1());
    add("Lambda-Runtime-Deadline-Ms", QByteArray::number(event.deadlineMs));
    add("Lambda-Runtime-Invoked-Function-Arn", event.functionArn.toUtf8());
    add("Lambda-Runtime-Trace-Id", event.traceId);
    add("Lambda-Runtime-Client-Context", event.clientContext);
    add("Lambda-Runtime-Cognito-Identity", event.cognitoIdentity);
    response.body = event.payload;
    if (m_state.state() == RuntimeState::State::Ready)
        m_state.dispatched();
    connection.respond(response);
}

void RuntimeApi::finishAnswer(http::Connection &connection, Exchange &exchange,
                              const std::vector<http::Header> &trailers)
{
    exchange.answering = false;
    if (m_stream == &connection)
        endStream();
    m_state.responseTaken();
    RuntimeAnswer answer;
    answer.contentType = exchange.contentType;
    answer.payload = std::move(exchange.body);
    if (exchange.call == Exchange::Call::Error) {
        answer.kind = RuntimeAnswer::Kind::Error;
        answer.errorType = telemetryErrorType(exchange.errorType);
        if (exchange.contentType.startsWith("application/vnd.aws.lambda.error.cause+json"))
            answer.payload = withoutCause(answer.payload, &answer.contentType);
        connection.respond(accepted());
    } else if (exchange.badMode) {
        answer = {RuntimeAnswer::Kind::BadMode,
                  {},
                  {},
                  QStringLiteral("Runtime.InvalidResponseModeHeader")};
        connection.respond(
            refused(400, "InvalidFunctionResponseMode", "Invalid function response mode"));
    } else if (!exchange.passedOn && exchange.received > limits::PayloadBytes) {
        answer = tooLargeAnswer(limits::PayloadBytes);
        connection.respond(tooLargeResponse());
    } else {
        // A streamed response that fails on its way says so in trailers; what was sent stays sent.
        const QByteArray *type = http::find(trailers, "Lambda-Runtime-Function-Error-Type");
        if (exchange.streaming && type) {
            answer.kind = RuntimeAnswer::Kind::Error;
            answer.errorType = telemetryErrorType(*type);
            if (const auto *body = http::find(trailers, "Lambda-Runtime-Function-Error-Body"))
                answer.streamError = QByteArray::fromBase64(*body);
            if (exchange.received == 0 && !exchange.passedOn) {
                answer.payload = answer.streamError;
                answer.contentType = "application/json";
            }
        }
        connection.respond(accepted());
    }
    m_listener.answerFinished(answer);
}

void RuntimeApi::serveInitError(http::Connection &connection, Exchange &exchange)
{
    RuntimeAnswer answer;
    answer.kind = RuntimeAnswer::Kind::Error;
    answer.payload = std::move(exchange.body);
    answer.errorType = telemetryErrorType(exchange.errorType);
    answer.contentType =
        checkJson(answer.payload) ? "application/json" : "application/octet-stream";
    connection.respond(accepted());
    m_listener.runtimeInitFailed(answer);
}

} // namespace engine

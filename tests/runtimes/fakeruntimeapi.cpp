// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runtimes/fakeruntimeapi.h"

#include <QDateTime>
#include <QMutexLocker>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace testsupport {
namespace {

// Makes `buffer` hold at least `size` bytes; false when the other side has gone.
bool fill(int descriptor, QByteArray &buffer, qsizetype size)
{
    while (buffer.size() < size) {
        char bytes[65536];
        const ssize_t count = ::recv(descriptor, bytes, sizeof bytes, 0);
        if (count <= 0)
            return false;
        buffer.append(bytes, count);
    }
    return true;
}

bool takeLine(int descriptor, QByteArray &buffer, QByteArray &line)
{
    while (!buffer.contains("\r\n")) {
        if (!fill(descriptor, buffer, buffer.size() + 1))
            return false;
    }
    line = buffer.left(buffer.indexOf("\r\n"));
    buffer.remove(0, line.size() + 2);
    return true;
}

bool takeFields(int descriptor, QByteArray &buffer, QMap<QByteArray, QByteArray> &fields)
{
    QByteArray line;
    while (takeLine(descriptor, buffer, line)) {
        if (line.isEmpty())
            return true;
        const qsizetype colon = line.indexOf(':');
        fields.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return false;
}

} // namespace

FakeRuntimeApi::FakeRuntimeApi(QList<Event> events)
    : m_events(std::move(events))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0
        || ::listen(m_listener, 5) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("no loopback port");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

FakeRuntimeApi::~FakeRuntimeApi()
{
    ::shutdown(m_listener, SHUT_RDWR);
    if (m_connection >= 0)
        ::shutdown(m_connection, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
}

QByteArray FakeRuntimeApi::address() const
{
    return "127.0.0.1:" + QByteArray::number(m_port);
}

QList<FakeRuntimeApi::Request> FakeRuntimeApi::posts() const
{
    const QMutexLocker lock(&m_mutex);
    return m_posts;
}

void FakeRuntimeApi::serve()
{
    for (;;) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0)
            return;
        const int yes = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        m_connection = descriptor;
        serveConnection(descriptor);
        m_connection = -1;
        ::close(descriptor);
    }
}

bool FakeRuntimeApi::read(int descriptor, QByteArray &buffer, Request &request) const
{
    QByteArray line;
    if (!takeLine(descriptor, buffer, line) || !takeFields(descriptor, buffer, request.headers))
        return false;
    request.path = line.split(' ').value(1).mid(int(qstrlen("/2018-06-01/runtime/")));
    if (request.headers.value("transfer-encoding") != "chunked") {
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (!fill(descriptor, buffer, length))
            return false;
        request.body = buffer.left(length);
        buffer.remove(0, length);
        return true;
    }
    for (;;) {
        if (!takeLine(descriptor, buffer, line))
            return false;
        const qsizetype length = line.toLongLong(nullptr, 16);
        if (length == 0)
            return takeFields(descriptor, buffer, request.trailers);
        if (!fill(descriptor, buffer, length + 2))
            return false;
        request.body += buffer.left(length);
        buffer.remove(0, length + 2);
    }
}

void FakeRuntimeApi::send(int descriptor, const QByteArray &bytes) const
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const qsizetype piece = m_slow && sent < 400 ? 1 : bytes.size() - sent;
        const ssize_t count =
            ::send(descriptor, bytes.constData() + sent, size_t(piece), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        sent += count;
    }
}

void FakeRuntimeApi::serveConnection(int descriptor)
{
    QByteArray buffer;
    for (;;) {
        Request request;
        if (!read(descriptor, buffer, request))
            return;
        if (request.path != "invocation/next") {
            {
                const QMutexLocker lock(&m_mutex);
                m_posts.append(request);
            }
            send(descriptor, "HTTP/1.1 " + m_postStatus
                                 + "\r\nContent-Type: application/json\r\nContent-Length: 16\r\n"
                                   "\r\n{\"status\":\"OK\"}\n");
            continue;
        }
        if (m_events.isEmpty()) {
            m_drained = true;
            continue; // the next read waits for the other side to go
        }
        const Event event = m_events.takeFirst();
        const qint64 deadline = QDateTime::currentMSecsSinceEpoch() + 60'000;
        // Names in unusual case: they must not matter.
        send(descriptor, "HTTP/1.1 200 OK\r\ncontent-TYPE: " + event.contentType
                             + "\r\nlambda-runtime-aws-request-id: id-1\r\n"
                               "LAMBDA-RUNTIME-DEADLINE-MS: "
                             + QByteArray::number(deadline)
                             + "\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:x\r\n"
                             + event.headers + "Content-Length: "
                             + QByteArray::number(event.body.size()) + "\r\n\r\n" + event.body);
    }
}

} // namespace testsupport

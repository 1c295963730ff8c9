// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>

#include <atomic>
#include <thread>

namespace testsupport {

// A Runtime API of a few lines on a loopback port, in a thread of its own: hands the given events
// out one after the other, takes every post, and leaves the request for one event more unanswered.
class FakeRuntimeApi
{
public:
    struct Event
    {
        QByteArray body;
        QByteArray headers; // in addition to the usual ones, each with its line end
        QByteArray contentType = "application/json";
    };
    struct Request
    {
        QByteArray path;                      // below /2018-06-01/runtime/
        QMap<QByteArray, QByteArray> headers; // names in lower case
        QByteArray body;
        QMap<QByteArray, QByteArray> trailers;
    };

    explicit FakeRuntimeApi(QList<Event> events);
    ~FakeRuntimeApi();
    Q_DISABLE_COPY_MOVE(FakeRuntimeApi)

    [[nodiscard]] QByteArray address() const; // "127.0.0.1:PORT"
    // All events were answered, and the runtime asks for the next.
    [[nodiscard]] bool isDrained() const { return m_drained; }
    [[nodiscard]] QList<Request> posts() const;
    // How to send events: in pieces of one byte each for the headers, as a slow network would.
    void sendSlowly() { m_slow = true; }
    void answerPostsWith(const QByteArray &status) { m_postStatus = status; }

private:
    void serve();
    void serveConnection(int descriptor);
    bool read(int descriptor, QByteArray &buffer, Request &request) const;
    void send(int descriptor, const QByteArray &bytes) const;

    QList<Event> m_events;
    QByteArray m_postStatus = "202 Accepted";
    QList<Request> m_posts;
    mutable QMutex m_mutex;
    std::atomic<bool> m_drained = false;
    std::atomic<bool> m_slow = false;
    std::atomic<int> m_connection = -1;
    int m_listener = -1;
    quint16 m_port = 0;
    std::thread m_thread;
};

} // namespace testsupport

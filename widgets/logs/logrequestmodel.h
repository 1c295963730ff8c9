// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <deque>
#include <map>
#include <optional>

#include "engine/telemetry/invocationrecord.h"
#include "widgets/logs/logbuffer.h"

namespace widgets {

// The requests whose logs are kept, newest first beneath "All requests", each with its text. When
// they take more than the cap together, the oldest ones go.
class LogRequestModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        RequestRole = Qt::UserRole, // request id; empty for "All requests"
        FunctionRole,
        TimeRole,    // QDateTime
        OutcomeRole, // int of engine::Outcome; invalid while it runs
        DurationRole,
    };
    static constexpr int MostRequests = 1'000;
    static constexpr qint64 MostBytes = 64 * 1024 * 1024;

    explicit LogRequestModel(QObject *parent = nullptr);

    // `nowMs`: milliseconds since 1970, for a request that is not known yet.
    void append(const QString &functionName, const QString &requestId, const QByteArray &text,
                qint64 nowMs);
    // Under this id is what a function's environments print while they are ended, after their last
    // request; it never finishes.
    [[nodiscard]] static QString environmentsId(const QString &functionName);
    // How it ended. Its log becomes the text when none arrived live.
    void finish(const engine::InvocationRecord &record);
    void clear();

    [[nodiscard]] const LogBuffer *log(const QString &requestId) const; // empty id: all of them
    [[nodiscard]] int rowOf(const QString &requestId) const;            // -1 if not there
    [[nodiscard]] bool isEmpty() const { return m_requests.empty(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Request
    {
        QString id;
        QString function;
        qint64 startedAtMs = 0;
        std::optional<engine::Outcome> outcome;
        engine::Nanoseconds duration{0};
        LogBuffer log;
    };

    Request &request(const QString &functionName, const QString &requestId, qint64 atMs);
    void dropOldest();

    std::deque<Request> m_requests; // newest first
    LogBuffer m_all;
    qint64 m_bytes = 0;
};

} // namespace widgets

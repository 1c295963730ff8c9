// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/historyhost.h"

#include <utility>

#include "app/post.h"

namespace app {
namespace {

engine::Error noHistory()
{
    return {engine::Error::Code::NotFound, QStringLiteral("history.sqlite")};
}

} // namespace

HistoryHost::HistoryHost(QObject *parent)
    : QObject(parent)
    , m_onThread(new QObject)
{
    m_thread.setObjectName(QStringLiteral("history"));
    m_onThread->moveToThread(&m_thread);
    m_thread.start();
}

HistoryHost::~HistoryHost()
{
    stop(m_thread, m_onThread, [this] { m_store.reset(); });
}

void HistoryHost::open(const QString &file)
{
    QMetaObject::invokeMethod(
        m_onThread,
        [this, file] {
            m_store.reset();
            auto opened = engine::HistoryStore::open(file);
            if (opened)
                m_store = std::move(*opened);
            else
                emit failed(opened.error());
        },
        Qt::QueuedConnection);
}

void HistoryHost::append(const Records &records)
{
    QMetaObject::invokeMethod(
        m_onThread,
        [this, records] {
            if (!m_store)
                return;
            const auto appended = m_store->append(records);
            if (!appended)
                emit failed(appended.error());
        },
        Qt::QueuedConnection);
}

QFuture<engine::Result<HistoryHost::Records>> HistoryHost::list(
    const engine::HistoryStore::Filter &filter)
{
    return post<engine::Result<Records>>(m_onThread, [this, filter] {
        return m_store ? m_store->list(filter) : engine::Result<Records>(noHistory());
    });
}

QFuture<engine::Result<engine::InvocationRecord>> HistoryHost::record(const QString &requestId)
{
    return post<engine::Result<engine::InvocationRecord>>(m_onThread, [this, requestId] {
        return m_store ? m_store->record(requestId)
                       : engine::Result<engine::InvocationRecord>(noHistory());
    });
}

QFuture<engine::Result<void>> HistoryHost::clear()
{
    return post<engine::Result<void>>(m_onThread, [this] {
        return m_store ? m_store->clear() : engine::Result<void>(noHistory());
    });
}

} // namespace app

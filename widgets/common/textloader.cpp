// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/textloader.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTextCursor>

#include <algorithm>

namespace widgets {
namespace {

constexpr qsizetype SliceSize = 8 * 1024;
constexpr qsizetype AtOnce = 64 * 1024;
constexpr int TickMs = 10;

} // namespace

TextLoader::TextLoader(QPlainTextEdit *view, LongLines longLines, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_longLines(longLines)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &TextLoader::pump);
}

void TextLoader::load(const QString &text)
{
    m_pending.clear();
    m_at = 0;
    m_column = 0;
    m_view->clear();
    append(text);
}

void TextLoader::append(const QString &text)
{
    m_pending = isLoading() ? m_pending.mid(m_at) + text : text;
    m_at = 0;
    if (m_pending.size() <= AtOnce) {
        insert(m_pending);
        m_at = m_pending.size();
        m_timer.stop();
        emit finished();
    } else {
        m_timer.start();
    }
}

void TextLoader::pump()
{
    QElapsedTimer clock;
    clock.start();
    while (m_at < m_pending.size() && clock.elapsed() < TickMs) {
        qsizetype size = std::min(SliceSize, m_pending.size() - m_at);
        if (m_at + size < m_pending.size() && m_pending[m_at + size - 1].isHighSurrogate())
            ++size;
        insert(m_pending.mid(m_at, size));
        m_at += size;
    }
    if (m_at < m_pending.size())
        return;
    m_timer.stop();
    m_pending.clear();
    m_at = 0;
    emit finished();
}

void TextLoader::insert(const QString &slice)
{
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    if (m_longLines == LongLines::Keep) {
        cursor.insertText(slice);
        return;
    }
    QString broken;
    broken.reserve(slice.size() + slice.size() / LongestLine + 1);
    for (const QChar c : slice) {
        m_column = c == u'\n' ? 0 : m_column + 1;
        if (m_column > LongestLine && !c.isLowSurrogate()) {
            broken += u'\n';
            m_column = 1;
        }
        broken += c;
    }
    cursor.insertText(broken);
}

} // namespace widgets

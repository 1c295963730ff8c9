// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

class QPlainTextEdit;

namespace widgets {

// Fills a text view in small slices between the event loop's other work, so that megabytes don't
// stop the window. What the view's user does meanwhile (scrolling, selecting) goes on.
class TextLoader : public QObject
{
    Q_OBJECT

public:
    enum class LongLines {
        Keep,
        Break, // shown on several lines; Qt lays a line of a megabyte out for seconds
    };
    // Longer lines are broken.
    static constexpr int LongestLine = 4'000;

    // Neither owned; the view must outlive this object.
    TextLoader(QPlainTextEdit *view, LongLines longLines, QObject *parent = nullptr);

    // Replaces the text. Short text is there when this returns.
    void load(const QString &text);
    // Goes on at the end, after what is still on its way.
    void append(const QString &text);
    [[nodiscard]] bool isLoading() const { return m_at < m_pending.size(); }

signals:
    // After each load() and append(), as soon as all text is in the view.
    void finished();

private:
    void pump();
    void insert(const QString &slice);

    QPlainTextEdit *m_view;
    LongLines m_longLines;
    QString m_pending;
    qsizetype m_at = 0;
    int m_column = 0; // length of the view's last line
    QTimer m_timer;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "engine/telemetry/invocationrecord.h"

class QLabel;
class QLineEdit;
class QListView;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace widgets {

class EmptyState;
class LogRequestModel;
class SourceTextView;
class TextLoader;

// The log of each request, live. Text is taken in at any speed and shown in small portions; of a
// long log start and end are kept, with a line that tells what was cut.
//
// Object names: "logRequests", "logText", "logSearch", "logPrevious", "logNext", "logFollow",
// "logCopy", "logClear", "logStatus", "logEmpty".
class LogsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LogsPanel(QWidget *parent = nullptr);
    ~LogsPanel() override;

    // Shows the text of this request; an empty id means all requests.
    void showRequest(const QString &requestId);
    [[nodiscard]] QString shownRequest() const { return m_shown; }
    [[nodiscard]] LogRequestModel *model() const { return m_model; }

public slots:
    // Whole lines, as they arrive. Cheap: they are kept at once and shown soon after.
    void append(const QString &functionName, const QString &requestId, const QByteArray &text);
    // What belongs to no request: an environment's last words. Not always whole lines.
    void appendEnvironment(const QString &functionName, const QByteArray &text);
    // The request is over; its log is taken from the record if nothing arrived live.
    void finish(const engine::InvocationRecord &record);
    void clear();

signals:
    void sourceActivated(const QString &sandboxPath, int line);
    void requestSelected(const QString &requestId); // by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Direction { Next, Previous };

    void flush();
    void rebuild();
    void scrollToEnd();
    void find(Direction direction);
    void copy() const;
    void updateState();

    QTimer m_flush;
    QTimer m_rebuild;      // the shown log was cut meanwhile
    QString m_shown;       // request id; empty: all
    qint64 m_position = 0; // of the shown log: what is in the view
    qint64 m_cutShown = 0; // bytes that the view's cut line tells of

    LogRequestModel *m_model = nullptr;
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    QListView *m_list = nullptr;
    SourceTextView *m_text = nullptr;
    TextLoader *m_loader = nullptr;
    QLineEdit *m_search = nullptr;
    QToolButton *m_follow = nullptr;
    QLabel *m_status = nullptr;
};

} // namespace widgets

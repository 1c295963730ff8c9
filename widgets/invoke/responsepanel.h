// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringDecoder>
#include <QWidget>

#include <functional>
#include <set>

#include "engine/core/result.h"
#include "engine/invoke/invokerequest.h"
#include "widgets/invoke/preparedpayload.h"

class QLabel;
class QStackedWidget;
class QTabBar;
class QToolButton;
class QTreeView;

namespace widgets {

class Badge;
class BusyBar;
class EmptyState;
class JsonModel;
class MessageLine;
class SourceTextView;
class StreamView;
class TextLoader;
struct LiveStream;

// What came of one invoke: how it ended and what it took, and the payload as text and as a tree.
//
// Object names: "responseOutcome", "responseStart", "responseFigures", "responseViews" (tab bar),
// "responseText", "responseTree", "responseBody", "responseTraceback", "prettyResponse",
// "copyResponse", "saveResponse", "responseError", "responseWarning", "responseNote",
// "responseEmpty"; and those of StreamView.
class ResponsePanel : public QWidget
{
    Q_OBJECT

public:
    // What the call would have cost, as text; empty for none.
    using CostText = std::function<QString(const engine::InvocationRecord &)>;

    explicit ResponsePanel(QWidget *parent = nullptr);
    ~ResponsePanel() override;

    void setOutcome(const engine::InvokeOutcome &outcome);
    // While it still comes: its first bytes, and how it came. setOutcome() or setError() follows.
    void setStreaming(const LiveStream &live);
    void setError(const engine::Error &error);  // nothing could be run
    void setAccepted(const QString &requestId); // an event; its attempts are told elsewhere
    void clear();                               // the empty state
    void setBusy(bool busy);                    // what is shown stays until the answer is there
    // Beneath the header until the next outcome ("runs on Python 3.11.2"); empty hides it.
    void setWarning(const QString &text);
    void setCostText(CostText costText);

    [[nodiscard]] QByteArray payload() const { return m_payload; }

signals:
    void sourceActivated(const QString &sandboxPath, int line);
    void saveRequested(const QByteArray &payload);
    void invokeRequested(); // the empty state's button
    // The payload's views are filled. Large ones arrive after setOutcome() has returned.
    void shown();

private:
    enum View { TracebackView, TextView, TreeView, BodyView, ChunksView };

    [[nodiscard]] QWidget *makeHeader();
    void showTabs(const std::set<View> &views);
    void showFigures(const engine::InvocationRecord &record);
    void showPrepared(const PreparedPayload &prepared);
    void showText();
    void showView(int view);
    void copy() const;
    [[nodiscard]] SourceTextView *makeText(const char *name, const QString &purpose);

    QByteArray m_payload;
    PreparedPayload m_prepared;
    QString m_live;           // the request whose response is still coming; else empty
    QStringDecoder m_decoder; // of it
    bool m_isCut = false;     // more has come of it than is shown
    QString m_streamError;    // behind the bytes, as a traceback
    bool m_streams = false;   // what is shown was streamed
    CostText m_costText;
    int m_generation = 0; // of the payload; answers for an older one are dropped
    int m_chosenView = TextView;

    BusyBar *m_busy = nullptr;
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    MessageLine *m_error = nullptr;
    MessageLine *m_warning = nullptr;
    MessageLine *m_note = nullptr;
    Badge *m_outcome = nullptr;
    Badge *m_start = nullptr;
    QLabel *m_figures = nullptr;
    QTabBar *m_views = nullptr;
    QToolButton *m_pretty = nullptr;
    QToolButton *m_save = nullptr;
    QStackedWidget *m_bodies = nullptr;
    SourceTextView *m_traceback = nullptr;
    SourceTextView *m_text = nullptr;
    QTreeView *m_tree = nullptr;
    SourceTextView *m_body = nullptr;
    StreamView *m_stream = nullptr;
    JsonModel *m_model = nullptr;
    TextLoader *m_textLoader = nullptr;
    TextLoader *m_bodyLoader = nullptr;
};

} // namespace widgets

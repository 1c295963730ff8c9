// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "engine/core/result.h"
#include "engine/insight/tuner.h"

namespace widgets {
class ConcurrencyPanel;
class EventEditor;
class InvokeBar;
class TuningPanel;
} // namespace widgets

namespace app {

class DocumentController;
class EngineHost;
class HistoryController;
class WorkspaceController;

// The panels that judge many invocations together: who ran when, and how much memory is right.
// Makes them; whoever places them owns them.
class InsightController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        EngineHost &host;
        WorkspaceController &workspace;
        DocumentController &documents;
        HistoryController &records;
        widgets::InvokeBar &bar;
        widgets::EventEditor &event;
    };
    // All must outlive this.
    explicit InsightController(const Parts &parts, QObject *parent = nullptr);

    [[nodiscard]] widgets::ConcurrencyPanel *concurrency() const { return m_concurrency; }
    [[nodiscard]] widgets::TuningPanel *tuning() const { return m_tuning; }

signals:
    void exportRequested(const QString &fileName, const QByteArray &content);

private:
    void connectConcurrency();
    void connectTuning();
    void updateLimit(const QString &function);
    void showFunction();
    void tune(engine::TuningPlan plan);
    void start(const engine::TuningPlan &plan);
    void onTuned(const engine::Result<engine::TuningResult> &result);

    Parts m_parts;
    widgets::ConcurrencyPanel *m_concurrency;
    widgets::TuningPanel *m_tuning;
    QPointer<engine::Tuner> m_tuner;
    QString m_tuned;       // logical id of the function whose result is shown
    QString m_tunedFolder; // and of which workspace
    bool m_preparing = false;
    bool m_cancelled = false;
};

} // namespace app

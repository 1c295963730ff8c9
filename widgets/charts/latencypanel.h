// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

#include <deque>
#include <vector>

#include "engine/telemetry/invocationrecord.h"
#include "widgets/charts/latencypoint.h"

class QBoxLayout;
class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QTableWidget;
class QToolButton;

namespace widgets {

class EmptyState;
class LatencyChart;
class LatencyTable;

// The latency of a workspace's invocations: the chart, or the same points as a table, beside the
// percentiles of cold and warm starts. Keeps the newest records without their payloads.
// Object names: "latencyChart", "latencyMeasure", "latencyFunction", "latencyAsTable",
// "latencyTable", "latencySummary", "latencyReset", "latencyExport", "latencyEmpty".
class LatencyPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t Capacity = 100'000;

    explicit LatencyPanel(QWidget *parent = nullptr);

    // One redraw for all bursts that come in one turn of the event loop.
    void append(const std::vector<engine::InvocationRecord> &records);
    void clear();

    void setFunction(const QString &name); // empty: all; one without records shows its empty state
    [[nodiscard]] QString function() const { return m_functionName; }
    void setMeasure(LatencyMeasure measure);
    [[nodiscard]] LatencyMeasure measure() const { return m_measure; }
    void setSelected(const QString &requestId); // emits nothing

    // What is shown now, as files.
    [[nodiscard]] QByteArray csv() const;
    [[nodiscard]] QByteArray svg() const;
    [[nodiscard]] QByteArray png() const;

signals:
    void recordSelected(const QString &requestId);  // by the user, in chart or table
    void recordActivated(const QString &requestId); // double click or Return: show it
    // The user wants this as a file; the name is a suggestion ("latency.svg").
    void exportRequested(const QString &fileName, const QByteArray &content);
    void invokeRequested(); // the button of the empty state

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildToolBar();
    void buildTable();
    void buildSummary();
    void scheduleUpdate();
    void updateAll();
    void fillTable();
    void updateSummary(const std::vector<LatencyPoint> &points);
    void updateFunctions();
    void applyTheme();
    [[nodiscard]] std::vector<LatencyPoint> shownPoints() const;

    std::deque<LatencyPoint> m_points; // in order of arrival
    QString m_functionName;
    QString m_selected;
    LatencyMeasure m_measure = LatencyMeasure::Duration;
    bool m_updateScheduled = false;
    bool m_tableStale = false; // it is behind the chart
    bool m_silent = false;     // while the program, not the user, selects

    QComboBox *m_function = nullptr;
    QComboBox *m_measureBox = nullptr;
    QToolButton *m_asTable = nullptr;
    QToolButton *m_reset = nullptr;
    QToolButton *m_export = nullptr;
    QStackedWidget *m_stack = nullptr; // the content, or the empty state
    QStackedWidget *m_views = nullptr; // chart or table
    QBoxLayout *m_content = nullptr;
    LatencyChart *m_chart = nullptr;
    LatencyTable *m_table = nullptr;
    QSortFilterProxyModel *m_sorted = nullptr;
    QTableView *m_tableView = nullptr;
    QWidget *m_side = nullptr;
    QTableWidget *m_summary = nullptr;
    QLabel *m_note = nullptr;
    EmptyState *m_empty = nullptr;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/insight/concurrencylog.h"
#include "widgets/concurrency/lanerows.h"
#include "widgets/concurrency/timewindow.h"

namespace widgets {

// Who ran when: a lane for each environment, blocks for what it did, above them the requests that
// ran at once and those that were turned away. Lanes that there is no room for share a row, whose
// colour is then what most of them do. Lanes with nothing in the visible time are left out.
//
// Wheel or +/- zooms, Ctrl+wheel makes lanes higher, dragging or Shift+arrows pans, 0 or a double
// click shows all, F follows. Left and Right go through the requests. While something runs, and the
// view was not zoomed, it follows the present.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    // Not owned; refresh() tells that it has changed.
    void setLog(const engine::ConcurrencyLog *log);
    void refresh();
    void setFunction(const QString &name); // empty: all
    // Concurrency at which requests are turned away; 0: not known.
    void setLimit(int limit);
    void setSelected(const QString &requestId); // emits nothing
    [[nodiscard]] QString selected() const { return m_selected; }

    // The engine's clock, for what goes on now; the system's monotonic one unless a test's.
    void setClock(std::function<engine::Nanoseconds()> now);
    void setWindow(const TimeWindow &window); // as if the user had zoomed
    [[nodiscard]] TimeWindow window() const { return m_window; }
    void showAll();
    void follow(); // the newest 30 seconds, and what comes
    [[nodiscard]] bool isFollowing() const { return m_follows; }

    struct Hit
    {
        enum class Kind { Block, Group, Throttle };
        Kind kind = Kind::Block;
        QString text; // for people
        QString requestId;
    };
    // What is at this place of the viewport.
    [[nodiscard]] std::optional<Hit> hitAt(QPoint position) const;
    [[nodiscard]] const std::vector<LaneRow> &rows() const { return m_rows; }
    // The middle of this request's longest block, in the viewport; nothing when it is not in view.
    [[nodiscard]] std::optional<QPoint> positionOf(const QString &requestId) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void recordSelected(const QString &requestId);  // by the user
    void recordActivated(const QString &requestId); // Return, or a double click on it
    void windowChanged();                           // also whether it follows

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    using Lane = engine::ConcurrencyLog::Lane;
    using Block = engine::ConcurrencyLog::Block;

    void tick();
    void layoutLanes();
    void updateTimer();
    void choose(const TimeWindow &window); // by the user
    void step(int direction);
    [[nodiscard]] engine::Nanoseconds now() const;
    [[nodiscard]] QRect plotArea() const;  // of the lanes, in the viewport
    [[nodiscard]] QRect chartArea() const; // of the concurrency line
    [[nodiscard]] const Lane &laneOf(const LaneRow &row, int lane) const;
    [[nodiscard]] QString textOf(const Lane &lane, const Block &block) const;
    [[nodiscard]] QString timeText(engine::Nanoseconds at) const;
    // Of the lane, the ones in view.
    [[nodiscard]] std::pair<std::size_t, std::size_t> visible(const Lane &lane) const;

    void paintAxis(QPainter &painter) const;
    void paintChart(QPainter &painter) const;
    void paintThrottles(QPainter &painter) const;
    void paintRow(QPainter &painter, const LaneRow &row, const QRect &place) const;
    void paintGroup(QPainter &painter, const LaneRow &row, const QRect &place) const;
    void paintNames(QPainter &painter) const;

    const engine::ConcurrencyLog *m_log = nullptr;
    std::function<engine::Nanoseconds()> m_now;
    QString m_function;
    QString m_selected;
    int m_limit = 0;
    TimeWindow m_window;
    bool m_follows = true;
    bool m_all = true; // everything, as long as that is not too long
    double m_laneZoom = 1;
    QTimer m_tick;
    QStringList m_functions;
    std::vector<std::vector<const Lane *>> m_lanes; // by function, as laid out
    std::vector<LaneRow> m_rows;
    std::optional<QPoint> m_pressedAt;
    TimeWindow m_pressedWindow;
    bool m_dragged = false;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>

#include "engine/model/networkaccess.h"

class QLabel;

namespace widgets {

// What the chosen function may reach, in a few words behind a lamp: a ring, and a full disc while
// bytes flow. What its latest run sent and received stands beside it. Hidden without a function.
//
// Object names: "networkLampText", and "networkLampDot", whose property "lit" is what it shows.
class NetworkLamp : public QWidget
{
    Q_OBJECT

public:
    explicit NetworkLamp(QWidget *parent = nullptr);

    void setAccess(const std::optional<engine::NetworkAccess> &access); // nothing: no function
    // Of the run that is under way, or just over: more than before lights the lamp for a moment.
    // All -1: not measured.
    void setBytes(const engine::NetworkBytes &bytes);
    void begin();  // a new run: what is equal to the last one's lights the lamp, too
    void forget(); // another function is shown
    [[nodiscard]] bool isLit() const { return m_goesOut.isActive(); }

private:
    class Dot;
    void refresh();

    std::optional<engine::NetworkAccess> m_access;
    engine::NetworkBytes m_bytes;
    bool m_isNew = true; // nothing has been told of this run
    Dot *m_dot = nullptr;
    QLabel *m_text = nullptr;
    QTimer m_goesOut;
};

} // namespace widgets

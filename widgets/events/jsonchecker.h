// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include "engine/core/result.h"

namespace widgets {

// Says whether text is JSON, without stopping the window: small text at once, larger text in the
// thread pool after a pause in typing. Only the newest text's answer is given.
class JsonChecker : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype AtOnce = 256 * 1024; // bytes

    explicit JsonChecker(QObject *parent = nullptr);

    void check(const QByteArray &text);
    [[nodiscard]] bool isChecking() const { return m_checking; }

signals:
    void checked(const engine::Result<void> &result);

private:
    int m_newest = 0;
    bool m_checking = false;
};

} // namespace widgets

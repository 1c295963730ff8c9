// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

#include "widgets/common/theme.h"

namespace app {

// Which scheme the program is shown in: the system's, or the one that the user chose. Follows the
// system's at run time. Qt 6.4 can't tell the system's, so the desktop portal is asked over D-Bus.
class Theming : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    explicit Theming(QObject *parent = nullptr);

    void setChoice(Choice choice); // applies it to the application at once
    [[nodiscard]] Choice choice() const { return m_choice; }
    [[nodiscard]] widgets::Scheme scheme() const;

private slots:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void apply();

    Choice m_choice = Choice::System;
    widgets::Scheme m_system = widgets::Scheme::Light;
};

} // namespace app

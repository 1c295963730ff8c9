// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theming.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QIcon>
#include <QStyleFactory>

namespace app {
namespace {

const auto Service = QStringLiteral("org.freedesktop.portal.Desktop");
const auto Path = QStringLiteral("/org/freedesktop/portal/desktop");
const auto Interface = QStringLiteral("org.freedesktop.portal.Settings");
const auto Group = QStringLiteral("org.freedesktop.appearance");
const auto Key = QStringLiteral("color-scheme");

// The portal wraps the value in one variant, older ones in two: 1 is dark, 2 light, 0 no wish.
widgets::Scheme schemeOf(QVariant value)
{
    while (value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt() == 1 ? widgets::Scheme::Dark : widgets::Scheme::Light;
}

} // namespace

Theming::Theming(QObject *parent)
    : QObject(parent)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (QApplication::palette().color(QPalette::Window).lightness() < 128)
        m_system = widgets::Scheme::Dark;
    apply();
    askPortal();
}

void Theming::askPortal()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(Service, Path, Interface, QStringLiteral("SettingChanged"), this,
                SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call =
        QDBusMessage::createMethodCall(Service, Path, Interface, QStringLiteral("Read"));
    call.setArguments({Group, Key});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                const QDBusPendingReply<QVariant> reply = *finished;
                if (reply.isError())
                    return; // no portal: the palette that the program was given decides
                m_system = schemeOf(reply.argumentAt(0));
                apply();
            });
}

void Theming::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group != Group || key != Key)
        return;
    m_system = schemeOf(value.variant());
    apply();
}

void Theming::setChoice(Choice choice)
{
    m_choice = choice;
    apply();
}

widgets::Scheme Theming::scheme() const
{
    switch (m_choice) {
    case Choice::Light:
        return widgets::Scheme::Light;
    case Choice::Dark:
        return widgets::Scheme::Dark;
    case Choice::System:
        break;
    }
    return m_system;
}

void Theming::apply()
{
    const widgets::Scheme now = scheme();
    QIcon::setThemeName(now == widgets::Scheme::Dark ? QStringLiteral("breeze-dark")
                                                     : QStringLiteral("breeze"));
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    const QString sheet = widgets::styleSheet(now);
    if (qApp->styleSheet() == sheet)
        return;
    // Widgets that a style sheet has polished keep their old palette (Qt 6.4): the sheet goes
    // before the palette changes, and comes after it.
    qApp->setStyleSheet(QString());
    QApplication::setPalette(widgets::palette(now));
    qApp->setStyleSheet(sheet);
}

} // namespace app

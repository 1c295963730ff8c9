// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/networklamp.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

#include "widgets/common/format.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr int LitMs = 400; // longer than the time between two looks at a run
constexpr std::size_t MostNamed = 3;

QString portsText(const std::vector<int> &ports)
{
    QStringList texts;
    for (std::size_t i = 0; i < std::min(ports.size(), MostNamed); ++i)
        texts.append(QString::number(ports[i]));
    if (ports.size() > MostNamed)
        texts.append(QStringLiteral("…"));
    return texts.join(QStringLiteral(", "));
}

QString accessText(const engine::NetworkAccess &access)
{
    const bool internet = access.network == engine::Network::Internet;
    if (access.hostPorts.empty())
        return internet ? NetworkLamp::tr("internet", "what a function may reach")
                        : NetworkLamp::tr("offline", "what a function may reach");
    const QString ports = portsText(access.hostPorts);
    return internet ? NetworkLamp::tr("internet, host ports %1").arg(ports)
                    : NetworkLamp::tr("host ports %1").arg(ports);
}

QString sentence(const engine::NetworkAccess &access)
{
    const bool internet = access.network == engine::Network::Internet;
    if (access.hostPorts.empty())
        return internet ? NetworkLamp::tr("The function reaches the Internet and your local "
                                          "network.")
                        : NetworkLamp::tr("The function reaches nothing outside of its sandbox.");
    QStringList all;
    for (const int port : access.hostPorts)
        all.append(QString::number(port));
    const QString ports = all.join(QStringLiteral(", "));
    return internet ? NetworkLamp::tr("The function reaches the Internet, your local network, and "
                                      "at 127.0.0.1 these ports of this machine: %1.")
                          .arg(ports)
                    : NetworkLamp::tr("The function reaches, at 127.0.0.1, these ports of this "
                                      "machine and nothing else: %1.")
                          .arg(ports);
}

} // namespace

class NetworkLamp::Dot final : public QWidget
{
public:
    explicit Dot(QWidget *parent)
        : QWidget(parent)
    {
        const int side = fontMetrics().height();
        setFixedSize(side, side);
        setObjectName(QStringLiteral("networkLampDot"));
        setProperty("lit", false);
    }

    void setLit(bool lit)
    {
        if (property("lit").toBool() == lit)
            return;
        setProperty("lit", lit);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const bool lit = property("lit").toBool();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor ink = color(lit ? Token::Accent : Token::Frozen, schemeOf(this));
        painter.setPen(QPen(ink, 1.5));
        painter.setBrush(lit ? QBrush(ink) : QBrush());
        const double radius = height() * 0.28;
        painter.drawEllipse(QPointF(width() / 2.0, height() / 2.0), radius, radius);
    }
};

NetworkLamp::NetworkLamp(QWidget *parent)
    : QWidget(parent)
    , m_dot(new Dot(this))
    , m_text(new QLabel(this))
{
    m_text->setObjectName(QStringLiteral("networkLampText"));
    m_text->setTextFormat(Qt::PlainText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl);
    layout->addWidget(m_dot, 0, Qt::AlignVCenter);
    layout->addWidget(m_text);
    m_goesOut.setSingleShot(true);
    m_goesOut.setInterval(LitMs);
    connect(&m_goesOut, &QTimer::timeout, this, &NetworkLamp::refresh);
    hide();
}

void NetworkLamp::setAccess(const std::optional<engine::NetworkAccess> &access)
{
    m_access = access;
    setVisible(access.has_value());
    refresh();
}

void NetworkLamp::setBytes(const engine::NetworkBytes &bytes)
{
    if (bytes == m_bytes && !m_isNew)
        return;
    m_isNew = false;
    const auto all = [](const engine::NetworkBytes &each) {
        return std::max<qint64>(each.internetSent, 0) + std::max<qint64>(each.internetReceived, 0)
               + std::max<qint64>(each.hostPortsSent, 0)
               + std::max<qint64>(each.hostPortsReceived, 0);
    };
    if (all(bytes) > 0)
        m_goesOut.start();
    m_bytes = bytes;
    refresh();
}

void NetworkLamp::begin()
{
    m_isNew = true;
}

void NetworkLamp::forget()
{
    m_isNew = true;
    m_bytes = {};
    m_goesOut.stop();
    refresh();
}

void NetworkLamp::refresh()
{
    if (!m_access)
        return;
    m_dot->setLit(isLit());
    const QString access = accessText(*m_access);
    QString text = access;
    QStringList words{sentence(*m_access)};
    const engine::NetworkBytes known = m_bytes.plus({0, 0, 0, 0});
    const qint64 sent = known.internetSent + known.hostPortsSent;
    const qint64 received = known.internetReceived + known.hostPortsReceived;
    if (m_bytes.measured())
        text = tr("%1 · ↑ %2 ↓ %3", "what is reached, bytes sent, bytes received")
                   .arg(access, formatBytes(sent), formatBytes(received));
    if (m_bytes.internetSent >= 0)
        words.append(
            tr("Latest run, Internet: %1 sent, %2 received, headers included.")
                .arg(formatBytes(m_bytes.internetSent), formatBytes(m_bytes.internetReceived)));
    if (m_bytes.hostPortsSent >= 0)
        words.append(
            tr("Latest run, ports of this machine: %1 sent, %2 received.")
                .arg(formatBytes(m_bytes.hostPortsSent), formatBytes(m_bytes.hostPortsReceived)));
    if (isLit())
        words.append(tr("Bytes are flowing."));
    m_text->setText(text);
    m_text->setAccessibleName(tr("Network of the function: %1").arg(text));
    setToolTip(words.join(u'\n'));
    m_text->setAccessibleDescription(words.join(u' '));
}

} // namespace widgets

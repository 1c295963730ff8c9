// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/networksection.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpressionValidator>

#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"
#include "widgets/config/formfield.h"

namespace widgets {
namespace {

QString listed(const std::vector<int> &ports)
{
    QStringList texts;
    for (const int port : ports)
        texts.append(QString::number(port));
    return texts.join(QStringLiteral(", "));
}

} // namespace

NetworkSection::NetworkSection(QWidget *page)
    : QObject(page)
    , m_network(new QComboBox(page))
    , m_ports(new QLineEdit(page))
    , m_vpc(new MessageLine(page))
{
    m_network->addItem(tr("None", "network of the sandbox"),
                       engine::networkName(engine::Network::None));
    m_network->addItem(tr("Internet", "network of the sandbox"),
                       engine::networkName(engine::Network::Internet));
    m_ports->setFont(fixedFont());
    m_ports->setPlaceholderText(QStringLiteral("5432, 8000"));
    m_ports->setClearButtonEnabled(true);
    // Numbers of at most six digits: one that is too large is told, not swallowed.
    m_ports->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[ ,;]*([0-9]{1,6}([ ,;]+|$))*")), m_ports));
    m_vpc->setObjectName(QStringLiteral("vpcNote"));
    connect(m_network, &QComboBox::currentIndexChanged, this, &NetworkSection::edited);
    connect(m_ports, &QLineEdit::textEdited, this, [this] { m_malformed.clear(); });
    connect(m_ports, &QLineEdit::textChanged, this, &NetworkSection::edited);
    connect(m_ports, &QLineEdit::editingFinished, this, [this] {
        const QString tidy = listed(chosenPorts());
        if (m_ports->text() != tidy)
            m_ports->setText(tidy);
    });
}

QWidget *NetworkSection::vpcNote() const
{
    return m_vpc;
}

void NetworkSection::loadNetwork(engine::Network network)
{
    m_network->setCurrentIndex(network == engine::Network::None ? 0 : 1);
}

engine::Network NetworkSection::chosenNetwork() const
{
    return m_network->currentIndex() == 0 ? engine::Network::None : engine::Network::Internet;
}

void NetworkSection::loadPorts(const std::vector<int> &ports)
{
    if (chosenPorts() != ports)
        m_ports->setText(listed(ports));
}

std::vector<int> NetworkSection::chosenPorts() const
{
    static const QRegularExpression Between(QStringLiteral("[^0-9]+"));
    std::vector<int> ports;
    for (const QString &text : m_ports->text().split(Between, Qt::SkipEmptyParts))
        ports.push_back(text.toInt());
    return ports;
}

void NetworkSection::setVpc(const std::optional<engine::VpcSettings> &vpc)
{
    if (!vpc)
        return m_vpc->clear();
    const QString none = tr("none", "no subnets, no security groups");
    const QString subnets = vpc->subnets.isEmpty() ? none : vpc->subnets.join(QStringLiteral(", "));
    const QString groups =
        vpc->securityGroups.isEmpty() ? none : vpc->securityGroups.join(QStringLiteral(", "));
    m_vpc->setMessage(
        {tr("On AWS this function is in a VPC (subnets: %1; security groups: %2). There it reaches "
            "what those let it reach, and the Internet only through a NAT gateway.")
             .arg(subnets, groups),
         tr("VpcConfig is shown and not acted on: on this machine the settings above decide.")},
        MessageLine::Severity::Information);
}

void NetworkSection::showHints(FormField &network, FormField &ports) const
{
    const bool internet = chosenNetwork() == engine::Network::Internet;
    network.setHint(internet ? tr("Through slirp4netns: whatever this machine reaches, your local "
                                  "network too. This machine's own loopback stays out of reach.")
                             : tr("Only itself, and the ports below."));
    network.setError(internet ? m_internetTrouble : engine::Explanation());
    const std::vector<int> chosen = chosenPorts();
    ports.setHint(
        chosen.empty()
            ? tr("Services on this machine that the function reaches at 127.0.0.1, such as a "
                 "database.")
            : tr("At 127.0.0.1 the function reaches these ports of this machine's loopback and no "
                 "others. On AWS there is no such thing: let the address come from a variable."));
}

} // namespace widgets

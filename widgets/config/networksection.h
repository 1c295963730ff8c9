// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

#include "engine/core/messages.h"
#include "engine/project/workspace.h"

class QComboBox;
class QLineEdit;
class QWidget;

namespace widgets {

class FormField;
class MessageLine;

// What a function may reach: the editors of the form's section about it, and the words below them.
// They say what holds on this machine and, where the template has a VpcConfig, what AWS would do.
//
// Object names: its owner's for the editors, "vpcNote".
class NetworkSection : public QObject
{
    Q_OBJECT

public:
    explicit NetworkSection(QWidget *page);

    [[nodiscard]] QComboBox *network() const { return m_network; }
    [[nodiscard]] QLineEdit *ports() const { return m_ports; }
    [[nodiscard]] QWidget *vpcNote() const;

    void loadNetwork(engine::Network network);
    [[nodiscard]] engine::Network chosenNetwork() const;
    void loadPorts(const std::vector<int> &ports); // what is the same stays as it was typed
    [[nodiscard]] std::vector<int> chosenPorts() const;

    void setVpc(const std::optional<engine::VpcSettings> &vpc);
    // What the template holds in place of a port's number, until the user edits the list.
    void setMalformed(const QString &text) { m_malformed = text; }
    [[nodiscard]] QString malformed() const { return m_malformed; }
    // Why there is no Internet for functions on this machine; empty when there is.
    void setInternetTrouble(const engine::Explanation &trouble) { m_internetTrouble = trouble; }
    // Below the fields, by what is chosen.
    void showHints(FormField &network, FormField &ports) const;

signals:
    void edited(); // by whomever; as the editors' own signals

private:
    QComboBox *m_network;
    QLineEdit *m_ports;
    MessageLine *m_vpc;
    QString m_malformed;
    engine::Explanation m_internetTrouble;
};

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <vector>

namespace engine {

// What is sent to a target when an event is done with.
struct DestinationMessage
{
    enum class Purpose { OnSuccess, OnFailure, DeadLetter };
    enum class State {
        Kept,      // here: there is no such service on this machine yet, so this is its store
        Pending,   // a sink is to take it
        Delivered, // a sink took it
        Failed,    // the target can't take it (DestinationDeliveryFailures, DeadLetterErrors)
    };
    struct Attribute // of SQS and SNS
    {
        QString name;
        QString type; // "String", "Number"
        QString value;

        bool operator==(const Attribute &) const = default;
    };

    qint64 number = 0; // in the store; 0: not in it
    QString targetArn;
    Purpose purpose = Purpose::OnSuccess;
    State state = State::Kept;
    QString requestId;    // of the event
    QString functionName; // whose event it was
    QByteArray body;
    std::vector<Attribute> attributes = {};
    QString key = {};     // of the object, in a bucket
    QString failure = {}; // why it is Failed; not translated
    qint64 sentAtMs = 0;

    bool operator==(const DestinationMessage &) const = default;
};

[[nodiscard]] QString purposeName(DestinationMessage::Purpose purpose); // "OnSuccess", ...
[[nodiscard]] QString stateName(DestinationMessage::State state);       // "kept", "pending", ...

} // namespace engine

Q_DECLARE_METATYPE(engine::DestinationMessage)

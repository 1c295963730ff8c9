// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <map>

#include "engine/core/clock.h"
#include "engine/core/ids.h"

namespace engine {

// What the documents of resources/events say beside JSON:
//   "${name}"         the value itself, as a number or whatever it is; inside a longer text its
//   text
//   "${function:name}" see eventfunctions.h
//   "${uuid}", "${hexN}"  a new id each time; "${uuid#name}" the same one for the same name
//   "?key": ...       left out when the value is null, "", {} or []
//   [{"$each": "name", "do": ...}]   an item for each of a list: ${item}, ${index} from 0,
//   ${number}
//                     nine digits from 1
//   {"$if": "name", "is": "text", "then": ..., "else": ...}   without "is": whether it has a value
//   {"$text": ...}    compact JSON as text; {"$gzip": ...} that, packed, in base64
//   {"$merge": [...]} members of several objects; of another first value that value alone
using EventScope = std::map<QString, QByteArray>; // JSON texts by name

// Compact JSON. A name that is not in scope is a bug of the document.
[[nodiscard]] QByteArray expandEvent(const QByteArray &document, const EventScope &scope,
                                     IdSource &ids);

// "now.iso", "now.ms", ... as AWS writes times in events.
void addTimes(EventScope &scope, const Clock &clock);

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/core/result.h"
#include "engine/events/eventmaker.h"

namespace engine {

// A curl command line as the fields of an API event: "method", "path", "query", "headers", "body",
// and "route" (the path itself). Takes -X, -H, -d and its kin, --json, -G, -u, -A, -e, -b, -I,
// --url, and leaves out what is about the connection or the output. Fails with BadSyntax at the
// place of what can't be taken over (-F, @files, a second URL, an unknown option), and when there
// is no curl or no URL.
[[nodiscard]] Result<EventValues> importCurl(const QString &text);
// The values that a variant of an HTTP source has fields for.
[[nodiscard]] EventValues fitting(const EventValues &values, const EventVariant &variant);

// The JSON in a text that was copied: JSON itself, JSON in a string ("{\"a\":1}", also without the
// quotes around it, also twice), or behind the head of a log line. Indented. Fails with
// PayloadNotJson when there is none.
[[nodiscard]] Result<QByteArray> importText(const QString &text);

} // namespace engine

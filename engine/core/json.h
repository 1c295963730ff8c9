// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

#include "engine/core/result.h"

namespace engine {

// Is this one JSON value and nothing else? The error is BadSyntax with line and column (both from
// 1, the column in characters) and the reason in `detail`. Payloads are checked, never rebuilt:
// key order, big numbers and blanks reach the function as they were typed.
[[nodiscard]] Result<void> checkJson(const QByteArray &text);

// The same value with two blanks of indentation, or on one line. Members keep their order and
// numbers their digits; text that is no JSON comes back as it is.
[[nodiscard]] QByteArray indentJson(const QByteArray &text);
[[nodiscard]] QByteArray compactJson(const QByteArray &text);

// The text of this member of a JSON object, such as "errorMessage"; empty when `json` is no object
// or the member is no text.
[[nodiscard]] QString jsonTextMember(const QByteArray &json, const char *name);

// `text` as a JSON string with its quotes.
[[nodiscard]] QByteArray jsonString(const QString &text);

} // namespace engine

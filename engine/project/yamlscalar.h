// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "engine/project/templatetree.h"

// How a scalar is read and written in YAML 1.1, which CloudFormation uses.
namespace engine::yaml {

enum class Meaning { Text, Null, True, False, Number, Other };

// What an unquoted scalar of this text means: "yes" is True, "0x1F" a Number, "2026-01-01" Other.
[[nodiscard]] Meaning meaningOf(QStringView plainText);

// What Lambda gets for an unquoted scalar: "true" for yes, nothing for null, numbers as written.
[[nodiscard]] QString textOf(const TemplateNode &scalar);

enum class Context { Block, Flow };

// `text` so that it is read back as exactly this text. The style is kept where it can hold it.
[[nodiscard]] QByteArray written(const QString &text, TemplateNode::Style style, Context context);

// Would an unquoted `text` be read as this very text, and as text?
[[nodiscard]] bool isPlainSafe(const QString &text);

} // namespace engine::yaml

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace engine {

enum class Language { Python, NodeJs, Java, DotNet, Ruby, Provided };

// A Lambda runtime id, taken apart: "python3.12", "nodejs22.x", "provided.al2023".
struct RuntimeId
{
    Language language;
    QString id;      // as AWS writes it
    QString version; // "3.12", "22", "al2023"

    // Any version of a known language is taken, so that tomorrow's runtime runs today; nothing
    // for text that names no Lambda runtime.
    [[nodiscard]] static std::optional<RuntimeId> parse(const QString &id);

    bool operator==(const RuntimeId &) const = default;
};

// The ids that AWS offers, newest first within a language; for forms to choose from.
[[nodiscard]] const std::vector<RuntimeId> &knownRuntimes();

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>

namespace engine {

// What samconfig.toml needs of TOML: tables, dotted and quoted keys, all four kinds of strings,
// arrays; other values are kept as their text. Inline tables become dotted keys.
struct TomlDocument
{
    struct Mistake
    {
        QString reason;
        int line = 0; // from 1
    };

    // By dotted key: "default.deploy.parameters.stack_name". A text is a list of one.
    std::map<QString, QStringList> values;
    std::optional<Mistake> mistake; // what stands before it was read
};

[[nodiscard]] TomlDocument readToml(const QByteArray &text);

} // namespace engine

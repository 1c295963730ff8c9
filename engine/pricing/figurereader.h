// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QString>

#include <optional>

#include "engine/core/result.h"
#include "engine/core/units.h"

namespace engine {

// Reads the figures of a price file one by one and keeps the first mistake; what is read after it
// does not matter. `where` is a figure's path in the file, for the message.
class FigureReader
{
public:
    using Json = nlohmann::ordered_json;

    // The file as one object; fails with BadSyntax (place: line and column) or BadTemplate.
    [[nodiscard]] static Result<Json> parse(const QByteArray &json);

    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

protected:
    void fail(const QString &detail);
    [[nodiscard]] const Json *member(const Json &object, const char *key, const QString &where);
    [[nodiscard]] QString text(const Json *value, const QString &where);
    [[nodiscard]] std::int64_t count(const Json *value, const QString &where);
    // Text in the file, because a JSON number would be read as a binary fraction.
    [[nodiscard]] Money price(const Json *value, const QString &where);

private:
    std::optional<Error> m_error;
};

} // namespace engine

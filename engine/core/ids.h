// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace engine {

// Where identifiers come from; tests bring a source that counts.
class IdSource
{
public:
    virtual ~IdSource() = default;
    [[nodiscard]] virtual QString uuid() = 0;          // version 4, lower case, without braces
    [[nodiscard]] virtual QString hex(int digits) = 0; // lower case
};

class RandomIds final : public IdSource
{
public:
    [[nodiscard]] QString uuid() override;
    [[nodiscard]] QString hex(int digits) override;
};

} // namespace engine

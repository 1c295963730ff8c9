// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace engine {

// `data` as a gzip file (RFC 1952) without a name or time, so that equal data is equal bytes.
[[nodiscard]] QByteArray gzipped(const QByteArray &data);

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace testsupport {

// The bootstrap of a runtime in streaming mode whose event is a list of what it does:
// ["write", "text"], ["bytes", count], ["tiny", count], ["wait", a file beside it], ["sleep"],
// ["exit"], ["cut"], ["fail", type, message], ["exit after"]. Its log has the answer's status.
[[nodiscard]] QByteArray streamingRuntime();

} // namespace testsupport

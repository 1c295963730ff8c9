// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace app {

// "lwb runtimes --sdk RUNTIME": installs the AWS SDK for what runs this runtime id here, with the
// installer's output as it comes. Ctrl-C cancels. Returns an exit status.
[[nodiscard]] int installSdk(const QString &runtime);

} // namespace app

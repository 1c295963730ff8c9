// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace app {

// The program's and Qt's own texts in the language of the system, where we have it.
void installTranslation(QCoreApplication &application);

} // namespace app

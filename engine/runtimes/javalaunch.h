// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "engine/core/units.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {

// Whether the bootstraps hold the Java one: it is compiled when the workbench is built, which takes
// a JDK.
[[nodiscard]] bool hasJavaBootstrap(const QString &bootstraps);

// The options of a virtual machine for a function of this much memory, class path included.
//
// A class archive made for this machine and these bootstraps is named among them when it is there.
// When it is not, its making is begun in the background: a second in a sandbox that has the
// bootstrap alone and no function's code. It is kept beside the bootstrap, in the folder named
// after the content, under a name that tells the machine; the virtual machine itself checks it once
// more.
[[nodiscard]] QStringList javaOptions(const Interpreter &java, const QString &bootstraps,
                                      Megabytes memory);

} // namespace engine

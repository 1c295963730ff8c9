// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

namespace testsupport {

// A .NET to run functions on, and a compiler for them: the machine's .NET, else the one that
// tests/compat/install.sh gets from PyPI (Microsoft's runtime, packed for Python programs), and
// Mono's C# compiler. The setup installs neither; tests skip with the reason where one is missing.
class TestDotNet
{
public:
    // Looked for once; makes the engine find it, by DOTNET_ROOT.
    static const TestDotNet &instance();

    QString whyNot; // empty: there is one
    QString root;   // of the installation

    using Files = QMap<QString, QByteArray>;
    // A code folder: the assembly `name` of these sources, Amazon.Lambda.Core's shape, a serializer
    // TestJson, and the files that `dotnet publish` writes beside them. Empty when it does not
    // compile; `said` is then what the compiler said.
    static Files compile(const QString &name, const QStringList &sources, QString *said = nullptr);
    // Our own bootstrap, for tests without an engine, where RuntimeCatalog looks for it.
    static bool compileBootstrap(const QString &bootstraps);

private:
    TestDotNet();
};

} // namespace testsupport

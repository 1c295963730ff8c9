// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace testsupport {

// A "Go" of version 1.99.0 whose programs are shell scripts: it runs the function's main.go.
// `program TEXT` in there makes a bootstrap that answers every event with that text. So builds can
// succeed, fail, hang and print in a few milliseconds, on every machine.
class FakeGo
{
public:
    FakeGo();

    [[nodiscard]] QString root() const { return m_dir.filePath(QStringLiteral("go")); }
    [[nodiscard]] QString binFolder() const { return m_dir.filePath(QStringLiteral("go/bin")); }

private:
    QTemporaryDir m_dir;
};

} // namespace testsupport

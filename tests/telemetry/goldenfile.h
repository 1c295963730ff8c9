// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <QDir>
#include <QFile>

namespace testsupport {

// The expected bytes of a format, in tests/telemetry/data. With WORKBENCH_REFRESH_GOLDEN=1 in the
// environment the file is written instead of read: read the diff before you commit it.
inline QByteArray golden(const QString &name, const QByteArray &actual)
{
    QFile file(QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/telemetry/data/") + name);
    if (qEnvironmentVariableIsSet("WORKBENCH_REFRESH_GOLDEN")) {
        if (!file.open(QIODevice::WriteOnly) || file.write(actual) != actual.size())
            qFatal("can't write %s", qPrintable(file.fileName()));
        return actual;
    }
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "no golden file " + name.toUtf8();
}

} // namespace testsupport

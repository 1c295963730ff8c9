// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakego.h"

#include <QDir>
#include <QFile>

namespace testsupport {
namespace {

constexpr auto Script = R"sh(#!/bin/sh
program() {
    cat > /build/out/bootstrap <<END
#!/usr/bin/python3
import http.client, os
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
while True:
    api.request('GET', '/2018-06-01/runtime/invocation/next')
    event = api.getresponse()
    event.read()
    id = event.headers['Lambda-Runtime-Aws-Request-Id']
    api.request('POST', '/2018-06-01/runtime/invocation/' + id + '/response', '"$1"')
    api.getresponse().read()
END
    chmod 755 /build/out/bootstrap
}
. /var/task/main.go
)sh";

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
        || !file.setPermissions(QFile::Permissions(0x7755)))
        qFatal("can't write the test's tools");
}

} // namespace

FakeGo::FakeGo()
{
    QFile::setPermissions(m_dir.path(), QFile::Permissions(0x7755)); // to other users' sandboxes
    QDir().mkpath(binFolder());
    write(root() + QStringLiteral("/VERSION"), "go1.99.0\n");
    write(binFolder() + QStringLiteral("/go"), Script);
}

} // namespace testsupport

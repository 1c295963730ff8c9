// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>

#include "engine/runtimes/runtimecatalog.h"
#include "tests/runtimes/fakeruntimeapi.h"

namespace testsupport {

// Runs a bootstrap as RuntimeCatalog::launch() says, but without a sandbox, against a fake API.
struct BootstrapRun
{
    struct Frame
    {
        quint32 type = 0;
        QByteArray text; // times replaced by <time>
        bool operator==(const Frame &) const = default;
    };

    // Given
    QString bootstraps; // where to unpack them
    engine::Interpreter interpreter;
    QString runtime; // id; decides AWS_EXECUTION_ENV
    QString handler;
    QMap<QString, QByteArray> files; // of the code folder
    QList<FakeRuntimeApi::Event> events{{"{}"}};
    QList<engine::EnvironmentVariable> environment; // of the function
    bool framed = true;
    bool slow = false;
    QByteArray postStatus = "202 Accepted";

    // Found out; the code folder reads /var/task, the bootstrap's /var/runtime
    QList<FakeRuntimeApi::Request> posts;
    QByteArray output; // stdout and stderr, times replaced
    QList<Frame> frames;
    int exitCode = -1; // -1: it was alive and waiting for one event more

    void run();
};

} // namespace testsupport

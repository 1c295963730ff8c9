// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/runtimes/bootstraprun.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtEndian>

#include <fcntl.h>
#include <unistd.h>

namespace testsupport {
namespace {

constexpr int LogDescriptor = 62;

QByteArray withoutTimes(const QByteArray &text)
{
    static const QRegularExpression time(
        QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z"));
    return QString::fromUtf8(text).replace(time, QStringLiteral("<time>")).toUtf8();
}

} // namespace

void BootstrapRun::run()
{
    QTemporaryDir task;
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        const QString path = task.filePath(it.key());
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(it.value()) != it.value().size())
            qFatal("can't write the function's code");
    }

    // Only this interpreter is to be found.
    engine::RuntimeCatalog::Places places;
    places.binFolders = {QFileInfo(interpreter.program).path()};
    places.bootstraps = bootstraps;
    const engine::RuntimeCatalog catalog(places);
    engine::Function function;
    function.config.runtime = runtime;
    function.config.handler = handler;
    function.codePath = task.path();
    const auto launch = catalog.launch(function);
    if (!launch)
        qFatal("the interpreter is gone: %s", qPrintable(launch.error().detail));

    QString runtimeFolder;
    for (const auto &mount : launch->mounts) {
        if (mount.target == QLatin1StringView("/var/runtime"))
            runtimeFolder = mount.source;
    }
    const auto outside = [&](QString text) {
        // Where a mount lies decides, and only then where the interpreter does.
        for (const auto &mount : launch->mounts)
            text.replace(mount.target, mount.source);
        text.replace(QLatin1StringView("/var/lang"), interpreter.prefix);
        return text.replace(QLatin1StringView("/var/task"), task.path());
    };
    const auto inside = [&](QByteArray text) {
        text.replace(task.path().toUtf8(), "/var/task");
        return text.replace(runtimeFolder.toUtf8(), "/var/runtime");
    };

    FakeRuntimeApi api(events);
    if (slow)
        api.sendSlowly();
    api.answerPostsWith(postStatus);
    QProcessEnvironment all;
    for (const auto &variable : launch->environment)
        all.insert(variable.key, outside(variable.value));
    all.insert(QStringLiteral("AWS_LAMBDA_RUNTIME_API"), QString::fromLatin1(api.address()));
    all.insert(QStringLiteral("AWS_LAMBDA_FUNCTION_NAME"), QStringLiteral("demo"));
    all.insert(QStringLiteral("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), QStringLiteral("128"));
    all.insert(QStringLiteral("AWS_LAMBDA_FUNCTION_VERSION"), QStringLiteral("$LATEST"));
    all.insert(QStringLiteral("AWS_LAMBDA_LOG_GROUP_NAME"), QStringLiteral("/aws/lambda/demo"));
    all.insert(QStringLiteral("AWS_LAMBDA_LOG_STREAM_NAME"), QStringLiteral("stream"));
    for (const auto &variable : environment)
        all.insert(variable.key, variable.value);
    int log[2];
    if (::pipe2(log, O_CLOEXEC) != 0)
        qFatal("no pipe");
    constexpr int RoomForLongTraces = 1024 * 1024; // it is read when all is over
    ::fcntl(log[1], F_SETPIPE_SZ, RoomForLongTraces);
    if (framed)
        all.insert(QStringLiteral("_LAMBDA_TELEMETRY_LOG_FD"), QString::number(LogDescriptor));

    QProcess process;
    process.setProgram(outside(launch->command.first()));
    QStringList arguments;
    for (const QString &argument : launch->command.mid(1))
        arguments.append(outside(argument));
    process.setArguments(arguments);
    process.setProcessEnvironment(all);
    process.setWorkingDirectory(task.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([log] { ::dup2(log[1], LogDescriptor); });
    process.start();
    ::close(log[1]);
    bool killed = false;
    while (!process.waitForFinished(10) && process.state() != QProcess::NotRunning) {
        if (api.isDrained() && !killed) {
            killed = true;
            process.kill();
        }
    }

    posts = api.posts();
    for (auto &post : posts)
        post.body = inside(post.body);
    output = inside(withoutTimes(process.readAll()));
    exitCode = killed ? -1 : process.exitCode();
    QFile reading;
    if (!reading.open(log[0], QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        qFatal("no log");
    QByteArray bytes = reading.readAll();
    frames.clear();
    while (bytes.size() >= 16) {
        const auto length = qFromBigEndian<quint32>(bytes.constData() + 4);
        frames.append({qFromBigEndian<quint32>(bytes.constData()),
                       inside(withoutTimes(bytes.mid(16, length)))});
        bytes.remove(0, 16 + length);
    }
}

} // namespace testsupport

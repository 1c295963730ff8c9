// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/sandboxfixture.h"

#include <QDir>
#include <QFile>

#include "engine/sandbox/sandboxprobe.h"

namespace testsupport {

using engine::RuntimeExit;

void Recorder::sandboxListening(engine::UniqueFd listeningSocket)
{
    socket = std::move(listeningSocket);
    events << QStringLiteral("listening");
}

void Recorder::runtimeStarted()
{
    events << QStringLiteral("started");
}

void Recorder::sandboxOutput(Stream stream, const QByteArray &bytes)
{
    outputBytes += bytes.size();
    if (keepsOutput)
        (stream == Stream::Output       ? output
         : stream == Stream::Extensions ? extensionOutput
                                        : frames) += bytes;
}

void Recorder::extensionsStarted()
{
    events << QStringLiteral("extensions");
}

void Recorder::extensionNotStarted(int index, int error)
{
    events << QStringLiteral("extension %1 not started %2").arg(index).arg(error);
}

void Recorder::extensionExited(int index, const RuntimeExit &exit)
{
    events << QStringLiteral("extension %1 %2 %3")
                  .arg(index)
                  .arg(exit.cause == RuntimeExit::Cause::Exited ? QStringLiteral("exited")
                                                                : QStringLiteral("signalled"))
                  .arg(exit.status);
}

void Recorder::runtimeExited(const RuntimeExit &exit)
{
    const QString cause = [&] {
        switch (exit.cause) {
        case RuntimeExit::Cause::Exited:
            return QStringLiteral("exited");
        case RuntimeExit::Cause::Signalled:
            return QStringLiteral("signalled");
        case RuntimeExit::Cause::OutOfMemory:
            return QStringLiteral("out of memory");
        case RuntimeExit::Cause::NotStarted:
            return QStringLiteral("not started");
        }
        return QString();
    }();
    exits.push_back(exit);
    events << cause + u' ' + QString::number(exit.status);
    if (onExit)
        onExit();
}

void Recorder::sandboxFailed(const engine::Error &error)
{
    events << QStringLiteral("failed: ") + error.detail;
}

SandboxFixture::SandboxFixture()
    : factory(std::make_unique<engine::BubblewrapFactory>(
        reactor,
        engine::SandboxOptions{QStringLiteral(WORKBENCH_BINARY_DIR "/libexec/workbench-init")}))
{
    // As a project's folder is; a temporary one is private to its owner.
    QFile::setPermissions(code.path(),
                          QFile::permissions(code.path()) | QFile::ReadOther | QFile::ExeOther);
}

SandboxFixture::~SandboxFixture()
{
    sandbox.reset();
    factory.reset();
}

QString SandboxFixture::whyNot()
{
    static const auto found =
        engine::probeSandbox(QStringLiteral(WORKBENCH_BINARY_DIR "/libexec/workbench-init"));
    if (!found.canRun())
        return QStringLiteral("no sandboxes here: ") + found.startError;
    if (!QFile::exists(QStringLiteral("/usr/bin/python3")))
        return QStringLiteral("/usr/bin/python3 is not installed");
    return {};
}

bool SandboxFixture::hasMemoryGroup()
{
    return engine::ResourceGroups().kinds().memory != engine::ResourceGroups::Kind::None;
}

engine::SandboxSpec SandboxFixture::python(const QByteArray &script) const
{
    QFile file(QDir(code.path()).filePath(QStringLiteral("script.py")));
    if (file.open(QIODevice::WriteOnly))
        file.write(script);
    file.setPermissions(file.permissions() | QFile::ReadOther);
    engine::SandboxSpec spec;
    spec.mounts = {{code.path(), QStringLiteral("/var/task")}};
    spec.command = {QStringLiteral("/usr/bin/python3"), QStringLiteral("-I"), QStringLiteral("-S"),
                    QStringLiteral("-B"), QStringLiteral("/var/task/script.py")};
    spec.environment = {{QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")}};
    spec.memory = {256};
    spec.cpuLimit = engine::SandboxSpec::CpuLimit::FullSpeed;
    return spec;
}

bool SandboxFixture::until(const std::function<bool()> &done, int seconds)
{
    // Set where a processor is emulated (tests/vm); a second is a pause and no limit.
    static const bool slow = qEnvironmentVariableIsSet("WORKBENCH_SLOW_MACHINE");
    const auto end = clock.now() + engine::Seconds{slow && seconds > 1 ? 10 * seconds : seconds};
    while (!done()) {
        if (clock.now() > end)
            return false;
        reactor.poll(engine::Milliseconds{50});
    }
    return true;
}

QByteArray SandboxFixture::run(const engine::SandboxSpec &spec)
{
    sandbox.reset();
    recorder = std::make_unique<Recorder>();
    auto started = factory->start(spec, *recorder);
    if (!started)
        return "start: " + started.error().detail.toUtf8();
    sandbox = std::move(*started);
    const bool ended = until([this] {
        return !recorder->exits.empty()
               || (!recorder->events.isEmpty()
                   && recorder->events.last().startsWith(QLatin1StringView("failed")));
    });
    if (!ended)
        return "timed out: " + recorder->output;
    return recorder->exits.empty() ? recorder->events.last().toUtf8() : recorder->output;
}

} // namespace testsupport

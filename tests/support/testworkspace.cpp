// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testworkspace.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include "engine/core/atomicfile.h"
#include "engine/core/messages.h"
#include "engine/project/trust.h"
#include "engine/sandbox/sandboxhost.h"
#include "engine/sandbox/sandboxprobe.h"

using namespace std::chrono_literals;

namespace testsupport {
namespace {

// Sandboxes may run as another user than the test: what they mount has to be readable to it.
void openToOthers(const QString &folder)
{
    QFile::setPermissions(folder, QFile::Permissions(0x7755));
}

} // namespace

TestWorkspace::TestWorkspace(engine::LocalEngine::Options options)
    : m_options(std::move(options))
    , m_template("Resources:\n")
{
    // Set where a processor is emulated (tests/vm): a share of its CPU is too little for the time
    // limits of the tests' functions.
    if (qEnvironmentVariableIsSet("WORKBENCH_SLOW_MACHINE"))
        m_options.limitCpu = false;
    openToOthers(m_dir.path());
    openToOthers(m_cache.path());
    m_options.cacheFolder = m_cache.path();
    m_options.trustFile = m_cache.filePath(QStringLiteral("trusted"));
    if (!engine::TrustedFolders(m_options.trustFile).add(m_dir.path()))
        qFatal("can't trust the test's workspace");
    write(QStringLiteral("template.yaml"), "Resources: {}\n");
}

void TestWorkspace::add(const QString &name, const QByteArray &runtime, const QByteArray &handler,
                        const std::vector<File> &files, const QByteArray &moreProperties)
{
    m_template += "  " + name.toUtf8()
                  + ":\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: "
                  + runtime + "\n      Handler: " + handler + "\n      CodeUri: " + name.toUtf8()
                  + "\n" + moreProperties;
    write(QStringLiteral("template.yaml"), m_template);
    QDir().mkpath(path(name));
    for (const File &file : files) {
        const QString relative = name + u'/' + QLatin1StringView(file.name);
        write(relative, file.content);
        if (file.content.startsWith("#!"))
            QFile::setPermissions(path(relative), QFile::Permissions(0x7755));
    }
}

void TestWorkspace::addPython(const QString &name, const QByteArray &code,
                              const QByteArray &moreProperties)
{
    add(name, "python3.11", "app.handler", {{"app.py", code}}, moreProperties);
}

void TestWorkspace::write(const QString &relative, const QByteArray &content)
{
    if (!engine::writeAtomically(path(relative), content))
        qFatal("can't write the test's workspace");
}

QString TestWorkspace::path(const QString &relative) const
{
    return relative.isEmpty() ? m_dir.path() : m_dir.filePath(relative);
}

engine::LocalEngine &TestWorkspace::engine()
{
    if (!m_engine) {
        auto opened = engine::LocalEngine::open(m_dir.path(), m_options);
        if (!opened)
            qFatal("%s", qPrintable(engine::explain(opened.error()).sentence));
        m_engine = std::move(*opened);
    }
    return *m_engine;
}

engine::Result<engine::InvokeOutcome> TestWorkspace::invoke(const QString &function,
                                                            const QByteArray &payload,
                                                            engine::InvokeRequest::Start start)
{
    engine::InvokeRequest request;
    request.functionName = function;
    request.payload = payload;
    request.trigger = QStringLiteral("test");
    request.start = start;
    return wait(engine().invoke(request));
}

QString TestWorkspace::whyNoSandbox()
{
    const auto capabilities = engine::probeSandbox(engine::findInit());
    return capabilities.canRun() ? QString() : QStringLiteral("no sandbox on this machine");
}

void TestWorkspace::waitForFinished(const std::function<bool()> &finished)
{
    const QDeadlineTimer deadline(600s); // a first build compiles a standard library
    while (!finished()) {
        if (deadline.hasExpired())
            qFatal("an invocation never ended");
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
}

} // namespace testsupport

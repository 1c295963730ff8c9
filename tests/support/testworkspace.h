// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <memory>

#include "engine/invoke/localengine.h"

namespace testsupport {

// A workspace in a temporary folder, and an engine on it, driven by the test in one thread.
class TestWorkspace
{
public:
    explicit TestWorkspace(engine::LocalEngine::Options options = {});

    // Adds a function to the template and writes its files: {"app.py", "..."}.
    struct File
    {
        const char *name;
        QByteArray content;
    };
    void add(const QString &name, const QByteArray &runtime, const QByteArray &handler,
             const std::vector<File> &files, const QByteArray &moreProperties = {});
    void addPython(const QString &name, const QByteArray &code,
                   const QByteArray &moreProperties = {});
    void write(const QString &path, const QByteArray &content); // relative
    [[nodiscard]] QString path(const QString &relative = {}) const;

    // Opens the engine on first use.
    engine::LocalEngine &engine();
    void close() { m_engine.reset(); }
    [[nodiscard]] QString trustFile() const { return m_options.trustFile; } // names this workspace
    // Runs Qt's event loop until the outcome is there.
    engine::Result<engine::InvokeOutcome> invoke(
        const QString &function, const QByteArray &payload = "{}",
        engine::InvokeRequest::Start start = engine::InvokeRequest::Start::ReuseOrStart);
    template <typename T>
    static T wait(const QFuture<T> &future)
    {
        waitFor(future);
        return future.result();
    }

    // Why no sandbox can run here; empty when one can. For QSKIP.
    static QString whyNoSandbox();

private:
    static void waitForFinished(const std::function<bool()> &finished);
    template <typename T>
    static void waitFor(const QFuture<T> &future)
    {
        waitForFinished([&future] { return future.isFinished(); });
    }

    QTemporaryDir m_dir;
    QTemporaryDir m_cache;
    engine::LocalEngine::Options m_options;
    QByteArray m_template;
    std::unique_ptr<engine::LocalEngine> m_engine;
};

} // namespace testsupport

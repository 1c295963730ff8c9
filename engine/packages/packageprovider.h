// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <map>
#include <optional>

#include "engine/core/result.h"
#include "engine/model/function.h"
#include "engine/packages/packagestore.h"

namespace engine {

// Makes the folders that a function is mounted from: code of an archive unpacked, layers unpacked
// and merged. Work is done once per content, on threads of its own; what is ready is answered at
// once. Lives on one thread.
class PackageProvider
{
public:
    explicit PackageProvider(const QString &workspace);
    ~PackageProvider(); // ends what is under way
    Q_DISABLE_COPY_MOVE(PackageProvider)

    // The function with codePath and optPath filled in. Nothing when there is work to do first.
    [[nodiscard]] std::optional<Function> ready(const Function &function);
    // The same, after the work. Several calls for one function share it. The future always
    // finishes. Fails with PackageTooLarge when code and layers together pass Lambda's limit, and
    // as PackageStore does; the place then is the archive.
    [[nodiscard]] QFuture<Result<Function>> prepare(const Function &function);

private:
    struct Made
    {
        QString revision;
        QString codePath;
        QString optPath;
        QFuture<Result<Function>> work; // while it goes on
    };

    [[nodiscard]] static Result<Function> make(const PackageStore &store, Function function,
                                               const std::atomic<bool> &cancelled);

    const PackageStore m_store;
    std::atomic<bool> m_cancelled = false;
    QThreadPool m_threads;
    std::map<QString, Made> m_made; // by name and version
};

} // namespace engine

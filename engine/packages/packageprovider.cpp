// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/packages/packageprovider.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <utility>
#include <vector>

#include "engine/model/limits.h"
#include "engine/packages/filetree.h"
#include "engine/project/codewatch.h"
#include "engine/project/paths.h"

namespace engine {
namespace {

bool needsWork(const Function &function)
{
    return !function.codeArchive.isEmpty() || !function.layers.empty();
}

// What of a live code folder would be deployed.
Result<std::int64_t> deployedSize(const QString &folder)
{
    std::int64_t bytes = 0;
    const auto walked = filetree::walk(folder, [&bytes](const filetree::Entry &entry) {
        if (CodeWatch::isIgnored(entry.path.mid(entry.path.lastIndexOf('/') + 1)))
            return false;
        bytes += entry.size;
        return true;
    });
    if (!walked)
        return walked.error();
    return bytes;
}

QString keyOf(const Function &function)
{
    return function.config.name + u':' + function.version;
}

} // namespace

PackageProvider::PackageProvider(const QString &workspace)
    : m_store(QFileInfo(workspace).absoluteFilePath(),
              paths::privateFolder(QFileInfo(workspace).absoluteFilePath())
                  + QStringLiteral("/cache"))
{
    m_threads.setMaxThreadCount(2);
}

PackageProvider::~PackageProvider()
{
    m_cancelled = true;
    m_threads.waitForDone();
}

std::optional<Function> PackageProvider::ready(const Function &function)
{
    if (!needsWork(function))
        return function;
    const auto it = m_made.find(keyOf(function));
    if (it == m_made.end() || it->second.revision != function.revision)
        return {};
    Made &made = it->second;
    if (!made.work.isFinished())
        return {};
    if (made.work.resultCount() > 0) { // first seen now
        const Result<Function> result = made.work.result();
        made.work = {};
        if (!result) {
            m_made.erase(it);
            return {};
        }
        made.codePath = result->codePath;
        made.optPath = result->optPath;
    }
    // the cache may be deleted at any time
    if (!QFileInfo::exists(made.codePath)
        || (!made.optPath.isEmpty() && !QFileInfo::exists(made.optPath))) {
        m_made.erase(it);
        return {};
    }
    Function ready = function;
    ready.codePath = made.codePath;
    ready.optPath = made.optPath;
    return ready;
}

QFuture<Result<Function>> PackageProvider::prepare(const Function &function)
{
    Made &made = m_made[keyOf(function)];
    const bool underWay =
        made.revision == function.revision && made.work.isValid() && !made.work.isFinished();
    if (!underWay) {
        made = {};
        made.revision = function.revision;
        made.work = QtConcurrent::run(
            &m_threads, [this, function] { return make(m_store, function, m_cancelled); });
    }
    return made.work;
}

Result<Function> PackageProvider::make(const PackageStore &store, Function function,
                                       const std::atomic<bool> &cancelled)
{
    std::int64_t bytes = 0;
    if (!function.codeArchive.isEmpty()) {
        const auto code = store.unpacked(function.codeArchive, PackageStore::Kind::Code, cancelled);
        if (!code)
            return code.error();
        function.codePath = code->folder;
        bytes += code->bytes;
    } else {
        const auto size = deployedSize(function.codePath);
        if (!size)
            return size.error();
        bytes += *size;
    }
    std::vector<PackageStore::Part> parts;
    for (const FunctionLayer &layer : function.layers) {
        PackageStore::Part part;
        if (layer.isArchive) {
            auto unpacked = store.unpacked(layer.path, PackageStore::Kind::Layer, cancelled);
            if (!unpacked)
                return unpacked.error();
            part.package = std::move(*unpacked);
        } else {
            const auto size = filetree::sizeOf(layer.path);
            if (!size)
                return size.error();
            part = {{layer.path, layer.path.toUtf8() + ' ' + layer.revision.toLatin1(), *size},
                    PackageStore::Part::Content::Live};
        }
        bytes += part.package.bytes;
        parts.push_back(std::move(part));
    }
    if (bytes > limits::UnzippedBytes)
        return Error{Error::Code::PackageTooLarge,
                     QStringLiteral("Unzipped size must be smaller than %1 bytes")
                         .arg(limits::UnzippedBytes),
                     function.config.name};
    if (parts.size() == 1) {
        function.optPath = parts.front().package.folder;
    } else if (!parts.empty()) {
        const auto merged = store.merged(parts, cancelled);
        if (!merged)
            return merged.error();
        function.optPath = merged->folder;
    }
    return function;
}

} // namespace engine

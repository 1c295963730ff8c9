// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/codewatch.h"

#include <QCryptographicHash>
#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <vector>

namespace engine {
namespace {

constexpr uint32_t Interest = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE
                              | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
                              | IN_ONLYDIR | IN_DONT_FOLLOW;

// Others change files there without a notice to this machine.
bool isForeign(const QByteArray &folder)
{
    struct statfs info = {};
    if (::statfs(folder.constData(), &info) != 0)
        return true;
    constexpr std::array<quint64, 6> Foreign{
        NFS_SUPER_MAGIC,       SMB_SUPER_MAGIC, 0xFF534D42 /* cifs */,
        0xFE534D42 /* smb2 */, V9FS_MAGIC,      FUSE_SUPER_MAGIC};
    const auto type = static_cast<quint64>(info.f_type) & 0xFFFFFFFFU;
    return std::find(Foreign.begin(), Foreign.end(), type) != Foreign.end();
}

// What `folder` holds, by name.
std::vector<QByteArray> entriesOf(const QByteArray &folder)
{
    std::vector<QByteArray> names;
    DIR *dir = ::opendir(folder.constData());
    if (!dir)
        return names;
    while (const dirent *entry = ::readdir(dir)) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != ".." && !CodeWatch::isIgnored(name))
            names.push_back(name);
    }
    ::closedir(dir);
    std::sort(names.begin(), names.end());
    return names;
}

// Visits each folder before what it holds, so that a watch is there before the look. A visitor
// that gives false ends the walk.
bool walk(const QByteArray &root, QCryptographicHash &hash,
          const std::function<bool(const QByteArray &)> &visitFolder)
{
    std::vector<QByteArray> folders{root};
    while (!folders.empty()) {
        const QByteArray folder = folders.back();
        folders.pop_back();
        if (!visitFolder(folder))
            return false;
        for (const QByteArray &name : entriesOf(folder)) {
            const QByteArray path = folder + '/' + name;
            struct stat info = {};
            if (::lstat(path.constData(), &info) != 0)
                continue;
            hash.addData(path.mid(root.size()));
            const bool isFolder = S_ISDIR(info.st_mode);
            // a folder's own times change with ignored files; its entries are hashed themselves
            const std::array<qint64, 7> facts{
                static_cast<qint64>(info.st_mode),
                static_cast<qint64>(info.st_ino),
                isFolder ? 0 : static_cast<qint64>(info.st_size),
                isFolder ? 0 : static_cast<qint64>(info.st_mtim.tv_sec),
                isFolder ? 0 : static_cast<qint64>(info.st_mtim.tv_nsec),
                isFolder ? 0 : static_cast<qint64>(info.st_ctim.tv_sec),
                isFolder ? 0 : static_cast<qint64>(info.st_ctim.tv_nsec)};
            hash.addData(QByteArray::fromRawData(reinterpret_cast<const char *>(facts.data()),
                                                 sizeof(facts)));
            if (isFolder)
                folders.push_back(path);
        }
    }
    return true;
}

QByteArray stateOf(const QByteArray &root)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    walk(root, hash, [](const QByteArray &) { return true; });
    return hash.result().toHex();
}

} // namespace

CodeWatch::CodeWatch(int maxWatches)
    : m_notices(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC))
    , m_maxWatches(maxWatches)
{
}

CodeWatch::~CodeWatch() = default;

QByteArray CodeWatch::generation(const QString &folder)
{
    drain();
    const QByteArray path = QFile::encodeName(folder);
    struct stat info = {};
    if (::stat(path.constData(), &info) != 0 || !S_ISDIR(info.st_mode)) {
        if (const auto known = m_roots.find(folder); known != m_roots.end()) {
            unwatch(*known->second);
            m_roots.erase(known);
        }
        return {};
    }
    std::unique_ptr<Root> &slot = m_roots[folder];
    if (!slot)
        slot = std::make_unique<Root>();
    Root &root = *slot;
    const auto device = static_cast<quint64>(info.st_dev);
    const auto inode = static_cast<quint64>(info.st_ino);
    if (root.device != device || root.inode != inode) {
        root.path = path;
        root.device = device;
        root.inode = inode;
        root.stale = true;
    }
    if (root.stale)
        watch(root);
    const QByteArray base = root.watched ? root.base : stateOf(root.path);
    return base + ':' + QByteArray::number(root.changes);
}

void CodeWatch::keepOnly(const std::set<QString> &folders)
{
    for (auto each = m_roots.begin(); each != m_roots.end();) {
        if (folders.contains(each->first)) {
            ++each;
        } else {
            unwatch(*each->second);
            each = m_roots.erase(each);
        }
    }
}

bool CodeWatch::isWatched(const QString &folder) const
{
    const auto known = m_roots.find(folder);
    return known != m_roots.end() && known->second->watched;
}

bool CodeWatch::isIgnored(const QByteArray &name)
{
    static const std::set<QByteArray> names{
        ".lambda-workbench", ".git",        ".hg",         ".svn",  "__pycache__",
        ".pytest_cache",     ".mypy_cache", ".ruff_cache", ".idea", ".vscode",
        ".aws-sam",          ".DS_Store",   "4913" /* vim tries whether it may write */};
    static const std::array<const char *, 8> ends{".pyc", ".swp",      ".swo", ".swx",
                                                  "~",    ".kate-swp", ".pyo", "___jb_tmp___"};
    if (names.contains(name) || name.startsWith(".#") || name.startsWith(".goutputstream-")
        || (name.startsWith('#') && name.endsWith('#')))
        return true;
    return std::any_of(ends.begin(), ends.end(),
                       [&](const char *end) { return name.endsWith(end); });
}

void CodeWatch::drain()
{
    alignas(inotify_event) std::array<char, 64 * 1024> buffer;
    while (m_notices) {
        const ssize_t size = ::read(m_notices.get(), buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return;
        for (ssize_t at = 0; at < size;) {
            const auto *event = reinterpret_cast<const inotify_event *>(buffer.data() + at);
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
            if (event->mask & IN_Q_OVERFLOW) { // something was lost: all may have changed
                for (const auto &[folder, root] : m_roots) {
                    ++root->changes;
                    root->stale = true;
                }
                continue;
            }
            if (event->len > 0 && isIgnored(QByteArray(event->name)))
                continue;
            const auto roots = m_byWatch.constFind(event->wd);
            if (roots == m_byWatch.constEnd())
                continue;
            const bool self = event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED);
            const bool folders =
                (event->mask & IN_ISDIR)
                && (event->mask & (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO));
            // a folder's own attributes, noticed by itself and not by its parent, are no code
            if (event->len == 0 && !self)
                continue;
            for (Root *root : *roots) {
                ++root->changes;
                root->stale = root->stale || self || folders;
            }
        }
    }
}

// Watches first, looks then: what changes in between is noticed twice, never missed.
void CodeWatch::watch(Root &root)
{
    const std::set<int> before = std::exchange(root.watches, {});
    QCryptographicHash hash(QCryptographicHash::Sha1);
    root.watched =
        m_notices && !isForeign(root.path)
        && walk(root.path, hash, [&](const QByteArray &folder) { return addWatch(root, folder); });
    root.base = root.watched ? hash.result().toHex() : QByteArray();
    root.stale = false;
    if (!root.watched)
        unwatch(root);
    for (const int id : before) {
        if (root.watches.contains(id))
            continue;
        m_byWatch[id].erase(&root);
        if (m_byWatch[id].empty()) {
            m_byWatch.remove(id);
            ::inotify_rm_watch(m_notices.get(), id);
        }
    }
}

bool CodeWatch::addWatch(Root &root, const QByteArray &folder)
{
    if (m_byWatch.size() >= m_maxWatches)
        return false;
    const uint32_t follow = folder == root.path ? 0U : uint32_t{IN_DONT_FOLLOW};
    const int id = ::inotify_add_watch(m_notices.get(), folder.constData(),
                                       (Interest & ~uint32_t{IN_DONT_FOLLOW}) | follow);
    if (id < 0) // a folder that is gone again will be noticed by its parent
        return errno == ENOENT || errno == ENOTDIR;
    root.watches.insert(id);
    m_byWatch[id].insert(&root);
    return true;
}

void CodeWatch::unwatch(Root &root)
{
    for (const int id : root.watches) {
        m_byWatch[id].erase(&root);
        if (m_byWatch[id].empty()) {
            m_byWatch.remove(id);
            ::inotify_rm_watch(m_notices.get(), id);
        }
    }
    root.watches.clear();
}

} // namespace engine

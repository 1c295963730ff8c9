// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/resourcegroup.h"

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

#include "engine/core/uniquefd.h"
#include "engine/sandbox/delegatedscope.h"

namespace engine {
namespace {

constexpr auto Prefix = "lambda-workbench-";
constexpr std::int64_t CpuPeriodUs = 20'000;    // short: a small share must not mean long pauses
constexpr std::int64_t SmallestQuotaUs = 1'000; // the kernel takes no less

bool writeControl(const QString &folder, const char *name, const QByteArray &value)
{
    if (folder.isEmpty())
        return false;
    const QByteArray path = QFile::encodeName(folder) + '/' + name;
    const UniqueFd file(::open(path.constData(), O_WRONLY | O_CLOEXEC));
    return file
           && ::write(file.get(), value.constData(), static_cast<std::size_t>(value.size()))
                  == value.size();
}

QByteArray readControl(const QString &folder, const char *name)
{
    if (folder.isEmpty())
        return {};
    const QByteArray path = QFile::encodeName(folder) + '/' + name;
    const UniqueFd file(::open(path.constData(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return {};
    QByteArray text(8192, Qt::Uninitialized);
    const auto got = ::read(file.get(), text.data(), static_cast<std::size_t>(text.size()));
    text.truncate(std::max<qsizetype>(got, 0));
    return text;
}

std::optional<std::int64_t> number(const QByteArray &text)
{
    bool ok = false;
    const qlonglong value = text.trimmed().toLongLong(&ok);
    return ok ? std::optional<std::int64_t>(value) : std::nullopt;
}

// The value behind `key` in lines of "key value".
std::optional<std::int64_t> field(const QByteArray &text, const QByteArray &key)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(key + ' '))
            return number(line.mid(key.size() + 1));
    }
    return std::nullopt;
}

bool makeFolder(const QString &path)
{
    return ::mkdir(QFile::encodeName(path).constData(), 0755) == 0;
}

bool removeFolder(const QString &path)
{
    return ::rmdir(QFile::encodeName(path).constData()) == 0 || errno == ENOENT;
}

QByteArray startTime(const QString &pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = stat.readAll();
    // Field 22, counted behind the name, which may hold blanks and brackets.
    return text.mid(text.lastIndexOf(')') + 2).split(' ').value(19);
}

void killProcessesOf(const QString &folder)
{
    if (writeControl(folder, "cgroup.kill", "1"))
        return;
    writeControl(folder, "cgroup.freeze", "0");
    for (const QByteArray &pid : readControl(folder, "cgroup.procs").split('\n')) {
        if (const auto value = number(pid); value && *value > 1)
            ::kill(static_cast<pid_t>(*value), SIGKILL);
    }
}

} // namespace

void ControlFile::setPath(const QString &folder, const char *name)
{
    m_path = folder.isEmpty() ? QByteArray() : QFile::encodeName(folder) + '/' + name;
}

bool ControlFile::open(int mode) const
{
    if (!m_file && !m_path.isEmpty())
        m_file.reset(::open(m_path.constData(), mode | O_CLOEXEC));
    return bool(m_file);
}

QByteArray ControlFile::read() const
{
    if (!open(O_RDONLY))
        return {};
    QByteArray text(512, Qt::Uninitialized);
    const auto got = ::pread(m_file.get(), text.data(), static_cast<std::size_t>(text.size()), 0);
    text.truncate(std::max<qsizetype>(got, 0));
    return text;
}

bool ControlFile::write(const QByteArray &value) const
{
    return open(O_WRONLY)
           && ::pwrite(m_file.get(), value.constData(), static_cast<std::size_t>(value.size()), 0)
                  == value.size();
}

void removeLeftoverGroups(const QString &folder)
{
    const QStringList names =
        QDir(folder).entryList({QLatin1StringView(Prefix) + u'*'}, QDir::Dirs);
    for (const QString &name : names) {
        const QStringList parts = name.split(u'-');
        if (parts.size() != 5 || startTime(parts[2]) == parts[3].toLatin1())
            continue;
        const QString group = folder + u'/' + name;
        for (const QString &child : QDir(group).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            killProcessesOf(group + u'/' + child);
            removeFolder(group + u'/' + child);
        }
        removeFolder(group);
    }
}

ResourceGroup::~ResourceGroup() = default;

QStringList ResourceGroup::procsFiles() const
{
    QStringList files;
    for (const QString &folder : {m_memory, m_cpu, m_cpuTime, m_pids, m_freeze}) {
        const QString file = folder + QStringLiteral("/cgroup.procs");
        if (!folder.isEmpty() && !files.contains(file))
            files.append(file);
    }
    return files;
}

bool ResourceGroup::setMemoryLimit(std::int64_t bytes)
{
    const QByteArray value = QByteArray::number(qint64{bytes});
    if (m_memoryIsV2) {
        writeControl(m_memory, "memory.swap.max", "0");
        return writeControl(m_memory, "memory.max", value);
    }
    if (!writeControl(m_memory, "memory.limit_in_bytes", value))
        return false;
    writeControl(m_memory, "memory.memsw.limit_in_bytes", value);
    return true;
}

bool ResourceGroup::setCpuLimit(double cpus)
{
    const auto quota = std::max(SmallestQuotaUs, static_cast<std::int64_t>(cpus * CpuPeriodUs));
    const QByteArray text = cpus > 0 ? QByteArray::number(qint64{quota}) : QByteArray();
    const QByteArray period = QByteArray::number(qint64{CpuPeriodUs});
    if (m_cpuIsV2)
        return writeControl(m_cpu, "cpu.max", (cpus > 0 ? text : QByteArray("max")) + ' ' + period);
    return writeControl(m_cpu, "cpu.cfs_period_us", period)
           && writeControl(m_cpu, "cpu.cfs_quota_us", cpus > 0 ? text : QByteArray("-1"));
}

bool ResourceGroup::setFrozen(bool frozen)
{
    return m_freezeFile.write(frozen ? "1" : "0");
}

bool ResourceGroup::killAll()
{
    return writeControl(m_freeze, "cgroup.kill", "1");
}

std::optional<std::int64_t> ResourceGroup::rawMemoryBytes() const
{
    return number(m_memoryFile.read());
}

std::optional<std::int64_t> ResourceGroup::pageCacheBytes() const
{
    const QByteArray stat = readControl(m_memory, "memory.stat");
    const auto inactive = field(stat, m_memoryIsV2 ? "inactive_file" : "total_inactive_file");
    const auto active = field(stat, m_memoryIsV2 ? "active_file" : "total_active_file");
    if (!inactive || !active)
        return std::nullopt;
    return *inactive + *active;
}

std::optional<std::int64_t> ResourceGroup::outOfMemoryKills() const
{
    return field(m_killsFile.read(), "oom_kill");
}

std::optional<Nanoseconds> ResourceGroup::cpuTime() const
{
    if (m_cpuTimeIsV2) {
        const auto us = field(m_cpuTimeFile.read(), "usage_usec");
        return us ? std::optional(Nanoseconds{*us * 1000}) : std::nullopt;
    }
    const auto ns = number(m_cpuTimeFile.read());
    return ns ? std::optional(Nanoseconds{*ns}) : std::nullopt;
}

bool ResourceGroup::remove()
{
    bool gone = true;
    for (const QString &folder : {m_memory, m_cpu, m_cpuTime, m_pids, m_freeze})
        gone = (folder.isEmpty() || removeFolder(folder)) && gone;
    return gone;
}

ResourceGroups::ResourceGroups()
    : ResourceGroups(QStringLiteral("/sys/fs/cgroup"), [] {
        static std::once_flag asked; // the process is in one place only
        std::call_once(asked, [] { joinDelegatedScope(thisScopeHost()); });
        QFile self(QStringLiteral("/proc/self/cgroup"));
        return self.open(QIODevice::ReadOnly) ? self.readAll() : QByteArray();
    }())
{
}

ResourceGroups::ResourceGroups(const QString &mount, const QByteArray &selfGroups)
{
    const QString pid = QString::number(::getpid());
    static std::atomic<int> instances{0}; // a probe must not get in the way of a factory
    m_ownName = QLatin1StringView(Prefix) + pid + u'-' + QString::fromLatin1(startTime(pid)) + u'-'
                + QString::number(++instances);

    QList<QByteArray> lines = selfGroups.split('\n'); // "4:memory:/path"; "0::/path" is v2
    std::stable_partition(lines.begin(), lines.end(),
                          [](const QByteArray &line) { return line.startsWith("0::"); });
    for (const QByteArray &line : lines) {
        const qsizetype second = line.indexOf(':', line.indexOf(':') + 1);
        const QString path = QFile::decodeName(line.mid(second + 1));
        if (line.startsWith("0::")) {
            const bool pure = QFile::exists(mount + QStringLiteral("/cgroup.controllers"));
            findV2(pure ? mount : mount + QStringLiteral("/unified"), path);
        } else {
            for (const QByteArray &controller : line.split(':').value(1).split(','))
                findV1(mount, controller, path);
        }
    }
}

ResourceGroups::~ResourceGroups()
{
    for (const QString &folder : {m_memory, m_cpu, m_cpuTime, m_pids, m_freeze}) {
        if (!folder.isEmpty())
            removeFolder(folder);
    }
}

void ResourceGroups::findV2(const QString &root, const QString &self)
{
    // Beside this process: in its own group no controller may be handed down. The root is tried
    // for root outside of systemd, and for hybrid machines, where v2 has no controllers at all.
    const QString parent = self.left(std::max<qsizetype>(self.lastIndexOf(u'/'), 0));
    for (const QString &place : {root + parent, root}) {
        removeLeftoverGroups(place);
        const QString own = place + u'/' + m_ownName;
        if (!makeFolder(own))
            continue;
        const QList<QByteArray> offered =
            readControl(own, "cgroup.controllers").trimmed().split(' ');
        const auto enable = [&](const char *controller) {
            return offered.contains(controller)
                   && writeControl(own, "cgroup.subtree_control", QByteArray("+") + controller);
        };
        const auto take = [&](QString *folder, Kind *kind) {
            *folder = own;
            *kind = Kind::V2;
        };
        if (enable("memory"))
            take(&m_memory, &m_kinds.memory);
        if (enable("cpu"))
            take(&m_cpu, &m_kinds.cpu);
        if (enable("pids"))
            take(&m_pids, &m_kinds.pids);
        take(&m_freeze, &m_kinds.freeze); // needs no controller, nor does counting CPU time
        take(&m_cpuTime, &m_kinds.cpuTime);
        return;
    }
}

void ResourceGroups::findV1(const QString &mount, const QByteArray &controller, const QString &self)
{
    QString *folder = nullptr;
    Kind *kind = nullptr;
    if (controller == "memory")
        folder = &m_memory, kind = &m_kinds.memory;
    else if (controller == "cpu")
        folder = &m_cpu, kind = &m_kinds.cpu;
    else if (controller == "cpuacct")
        folder = &m_cpuTime, kind = &m_kinds.cpuTime;
    else if (controller == "pids")
        folder = &m_pids, kind = &m_kinds.pids;
    if (!folder || *kind == Kind::V2)
        return;
    const QString hierarchy = mount + u'/' + QString::fromLatin1(controller);
    for (const QString &place : {hierarchy + (self == u'/' ? QString() : self), hierarchy}) {
        removeLeftoverGroups(place);
        const QString own = place + u'/' + m_ownName;
        // On machines where cpu and cpuacct are one hierarchy, the second finds it made.
        if (!makeFolder(own) && errno != EEXIST)
            continue;
        *folder = own;
        *kind = Kind::V1;
        return;
    }
}

std::unique_ptr<ResourceGroup> ResourceGroups::create()
{
    std::unique_ptr<ResourceGroup> group(new ResourceGroup);
    const QString name = u'/' + QString::number(m_next++);
    const std::pair<const QString *, QString *> folders[] = {
        {&m_memory, &group->m_memory},   {&m_cpu, &group->m_cpu},
        {&m_cpuTime, &group->m_cpuTime}, {&m_pids, &group->m_pids},
        {&m_freeze, &group->m_freeze},
    };
    for (const auto &[parent, folder] : folders) {
        if (parent->isEmpty())
            continue;
        if (!makeFolder(*parent + name) && errno != EEXIST) {
            group->remove();
            return nullptr;
        }
        *folder = *parent + name;
    }
    group->m_memoryIsV2 = m_kinds.memory == Kind::V2;
    group->m_cpuIsV2 = m_kinds.cpu == Kind::V2;
    group->m_cpuTimeIsV2 = m_kinds.cpuTime == Kind::V2;
    group->m_freezeFile.setPath(group->m_freeze, "cgroup.freeze");
    group->m_memoryFile.setPath(group->m_memory,
                                group->m_memoryIsV2 ? "memory.current" : "memory.usage_in_bytes");
    group->m_killsFile.setPath(group->m_memory,
                               group->m_memoryIsV2 ? "memory.events" : "memory.oom_control");
    group->m_cpuTimeFile.setPath(group->m_cpuTime,
                                 group->m_cpuTimeIsV2 ? "cpu.stat" : "cpuacct.usage");
    writeControl(group->m_pids, "pids.max", QByteArray::number(MaxSandboxProcesses));
    return group;
}

} // namespace engine

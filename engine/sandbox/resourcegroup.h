// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/core/uniquefd.h"
#include "engine/core/units.h"

namespace engine {

// A file of a control group, opened at its first use and then kept open: these are read and
// written for every invoke.
class ControlFile
{
public:
    void setPath(const QString &folder, const char *name); // empty folder: there is none
    [[nodiscard]] QByteArray read() const;
    bool write(const QByteArray &value) const;

private:
    [[nodiscard]] bool open(int mode) const;

    QByteArray m_path;
    mutable UniqueFd m_file;
};

// The control groups of one sandbox, in as many hierarchies as this machine has. What none of
// them can do is answered with "nothing" or false; init does it then (see init/watch.c).
class ResourceGroup
{
public:
    ~ResourceGroup(); // leaves the groups to remove()
    Q_DISABLE_COPY_MOVE(ResourceGroup)

    // A process joins by writing "0" into each, which costs milliseconds; its children follow.
    [[nodiscard]] QStringList procsFiles() const;

    // False when the machine can't, or refuses.
    bool setMemoryLimit(std::int64_t bytes);
    bool setCpuLimit(double cpus); // 0: none
    bool setFrozen(bool frozen);
    bool killAll(); // v2 only; a frozen group dies too

    [[nodiscard]] std::optional<std::int64_t> rawMemoryBytes() const;   // with page cache and tmpfs
    [[nodiscard]] std::optional<std::int64_t> pageCacheBytes() const;   // that the kernel can drop
    [[nodiscard]] std::optional<std::int64_t> outOfMemoryKills() const; // by the kernel, so far
    [[nodiscard]] std::optional<Nanoseconds> cpuTime() const;

    // False while processes are left in it; to be asked again.
    bool remove();

private:
    friend class ResourceGroups;
    ResourceGroup() = default;

    // Folders, each empty where this machine has nothing; several may be the same one.
    QString m_memory, m_cpu, m_cpuTime, m_pids, m_freeze;
    ControlFile m_freezeFile, m_memoryFile, m_killsFile, m_cpuTimeFile;
    bool m_memoryIsV2 = false;
    bool m_cpuIsV2 = false;
    bool m_cpuTimeIsV2 = false;
};

// Finds out once what control groups this process may make, and makes them: v2 where it is
// delegated, else v1, for each resource on its own. On a hybrid machine v2 freezes and v1 does
// the rest; the freezer of v1 is never used (it leaves processes behind that can't be killed).
class ResourceGroups
{
public:
    enum class Kind { V2, V1, None };
    struct Kinds
    {
        Kind memory = Kind::None;
        Kind cpu = Kind::None;
        Kind cpuTime = Kind::None;
        Kind pids = Kind::None;
        Kind freeze = Kind::None;
        bool operator==(const Kinds &) const = default;
    };

    // Makes a folder of its own in each hierarchy, and clears away those of processes that are
    // gone. `selfGroups` is the text of /proc/self/cgroup.
    ResourceGroups(const QString &mount, const QByteArray &selfGroups);
    // Of this machine and process, which the first one moves to where systemd delegates (see
    // delegatedscope.h) and thereby blocks for some ten milliseconds.
    ResourceGroups();
    ~ResourceGroups();
    Q_DISABLE_COPY_MOVE(ResourceGroups)

    [[nodiscard]] Kinds kinds() const { return m_kinds; }
    // Null when a folder can't be made.
    [[nodiscard]] std::unique_ptr<ResourceGroup> create();

private:
    void findV2(const QString &root, const QString &self);
    void findV1(const QString &mount, const QByteArray &controller, const QString &self);

    Kinds m_kinds;
    QString m_ownName; // "lambda-workbench-PID-STARTTIME-NUMBER"
    QString m_memory, m_cpu, m_cpuTime, m_pids, m_freeze;
    int m_next = 0;
};

// Removes what earlier runs, killed in the middle, left below `folder`, processes included.
void removeLeftoverGroups(const QString &folder);

constexpr int MaxSandboxProcesses = 1024;

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/bubblewrap.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

#include "engine/sandbox/init/protocol.h"

namespace engine {
namespace {

// Not /etc/ssl as a whole: /etc/ssl/private is readable to a sandbox of root's.
constexpr const char *EtcEntries[] = {
    "alternatives", "ca-certificates", "crypto-policies", "ld.so.cache",  "localtime",
    "pki/ca-trust", "pki/tls/certs",   "ssl/certs",       "ssl/cert.pem", "ssl/openssl.cnf",
};
constexpr const char *MaskedEntries[] = {
    "config.gz",  "iomem",       "kallsyms",    "kcore",      "key-users",
    "keys",       "kmsg",        "kpagecgroup", "kpagecount", "kpageflags",
    "locks",      "partitions",  "sched_debug", "slabinfo",   "sysrq-trigger",
    "timer_list", "vmallocinfo", "zoneinfo",    "diskstats",
};

class Plan
{
public:
    void add(std::initializer_list<QByteArray> arguments)
    {
        m_plan.arguments.append(QByteArrayList(arguments));
    }
    void addFile(const QByteArray &path, const QByteArray &content)
    {
        const auto number = WbFdFirstExtra + m_plan.files.size();
        add({"--perms", "0444", "--file", QByteArray::number(number), path});
        m_plan.files.append(content);
    }
    [[nodiscard]] BubblewrapPlan take() { return std::move(m_plan); }

private:
    BubblewrapPlan m_plan;
};

void addEtc(Plan &plan, const SandboxSpec &spec, const HostLayout &layout)
{
    const QByteArray uid = QByteArray::number(SandboxUid);
    const QByteArray gid = QByteArray::number(SandboxGid);
    plan.addFile("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\nsbx_user1051:x:" + uid + ":" + gid
                                    + "::/home/sbx_user1051:/sbin/nologin\n");
    plan.addFile("/etc/group", "root:x:0:\nsbx_user1051:x:" + gid + ":\n");
    plan.addFile("/etc/hosts", "127.0.0.1 localhost\n127.0.0.1 sandbox sandbox.localdomain\n");
    plan.addFile("/etc/nsswitch.conf",
                 "passwd: files\ngroup: files\nhosts: files dns\nnetworks: files\n"
                 "services: files\nprotocols: files\n");
    plan.addFile("/etc/hostname", "sandbox\n");
    if (spec.network == Network::Internet) // slirp4netns answers there
        plan.addFile("/etc/resolv.conf", "nameserver 10.0.2.3\n");
    for (const QString &name : layout.etc) {
        const QByteArray path = QFile::encodeName(QStringLiteral("/etc/") + name);
        plan.add({"--ro-bind", path, path});
    }
}

} // namespace

HostLayout readHostLayout(const QString &root)
{
    const QDir top(root);
    HostLayout layout;
    for (const char *name : {"bin", "lib", "lib32", "lib64", "libx32", "sbin"}) {
        const std::filesystem::path path =
            QFile::encodeName(top.filePath(QLatin1StringView(name))).toStdString();
        std::error_code error;
        if (std::filesystem::is_symlink(path, error))
            layout.rootEntries.push_back(
                {QLatin1StringView(name),
                 QFile::decodeName(std::filesystem::read_symlink(path, error).c_str())});
        else if (std::filesystem::is_directory(path, error))
            layout.rootEntries.push_back({QLatin1StringView(name), QString()});
    }
    const auto present = [&](const QString &folder, const QString &name) {
        return QFileInfo::exists(top.filePath(folder + u'/' + name));
    };
    for (const char *name : EtcEntries) {
        const QString entry = QLatin1StringView(name);
        if (present(QStringLiteral("etc"), entry))
            layout.etc.append(entry);
    }
    // A JDK's configuration lies in /etc on Debian; its folder names the version.
    for (const QString &name : QDir(top.filePath(QStringLiteral("etc")))
                                   .entryList({QStringLiteral("java*")}, QDir::Dirs, QDir::Name))
        layout.etc.append(name);
    for (const char *name : MaskedEntries) {
        const QString entry = QLatin1StringView(name);
        if (present(QStringLiteral("proc"), entry))
            layout.masked.append(entry);
    }
    return layout;
}

BubblewrapPlan planBubblewrap(const SandboxSpec &spec, const HostLayout &layout)
{
    Plan plan;
    plan.add({"--unshare-all", "--unshare-user", "--uid", QByteArray::number(SandboxUid), "--gid",
              QByteArray::number(SandboxGid)});
    if (layout.canDisableUserNamespaces)
        plan.add({"--disable-userns"});
    plan.add({"--die-with-parent", "--as-pid-1", "--new-session", "--clearenv", "--cap-drop", "ALL",
              "--hostname", "sandbox"});

    plan.add({"--ro-bind", "/usr", "/usr"});
    for (const HostLayout::RootEntry &entry : layout.rootEntries) {
        const QByteArray path = QFile::encodeName(u'/' + entry.name);
        if (entry.target.isEmpty())
            plan.add({"--ro-bind", path, path});
        else
            plan.add({"--symlink", QFile::encodeName(entry.target), path});
    }
    addEtc(plan, spec, layout);

    // Everything that can be written but /tmp is made read-only once it is complete: with root
    // mapped into the sandbox, /proc/sys could be written otherwise.
    plan.add({"--proc", "/proc"});
    for (const QString &name : layout.masked)
        plan.add({"--ro-bind", "/dev/null", QFile::encodeName(QStringLiteral("/proc/") + name)});
    plan.add({"--remount-ro", "/proc", "--dev", "/dev", "--remount-ro", "/dev"});

    plan.add({"--size", QByteArray::number(qint64{spec.ephemeralStorage.bytes()}), "--perms",
              "1777", "--tmpfs", "/tmp"});
    plan.add({"--perms", "0755", "--dir", "/var/task", "--perms", "0755", "--dir", "/opt"});
    for (const SandboxSpec::Mount &mount : spec.mounts)
        plan.add({mount.access == SandboxSpec::Access::Writable ? "--bind" : "--ro-bind",
                  QFile::encodeName(mount.source), QFile::encodeName(mount.target)});
    for (const QString &folder : spec.masked) {
        const QByteArray path = QFile::encodeName(folder);
        plan.add({"--size", "4096", "--perms", "0755", "--tmpfs", path, "--remount-ro", path});
    }
    plan.add({"--remount-ro", "/", "--chdir", "/", "--seccomp", QByteArray::number(WbFdSeccomp)});
    return plan.take();
}

} // namespace engine

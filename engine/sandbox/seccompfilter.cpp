// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/seccompfilter.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "engine/core/uniquefd.h"

namespace engine {
namespace {

// With EPERM: a program that tries these is either curious or hostile.
constexpr const char *Forbidden[] = {
    // namespaces and mounts
    "setns",
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "open_tree",
    "move_mount",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    // other processes
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "pidfd_getfd",
    "kcmp",
    // the kernel itself
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "create_module",
    "query_module",
    "get_kernel_syms",
    "reboot",
    "syslog",
    "acct",
    "swapon",
    "swapoff",
    "quotactl",
    "quotactl_fd",
    "nfsservctl",
    "lookup_dcookie",
    "uselib",
    "_sysctl",
    "iopl",
    "ioperm",
    "vm86",
    "vm86old",
    "modify_ldt",
    "settimeofday",
    "stime",
    "clock_settime",
    "sethostname",
    "setdomainname",
    "vhangup",
    // keys, and files past the mount table
    "add_key",
    "request_key",
    "keyctl",
    "name_to_handle_at",
    "open_by_handle_at",
    "fanotify_init",
};
// With ENOSYS: libraries take this for an older kernel and go another way. clone3's flags are in
// memory, where a filter can't see them.
constexpr const char *Missing[] = {"clone3", "io_uring_setup", "io_uring_enter",
                                   "io_uring_register", "memfd_secret"};
constexpr const char *Anonymous[] = {"memfd_create", "shmget"};

constexpr std::uint64_t NamespaceFlags[] = {CLONE_NEWNS,  CLONE_NEWCGROUP, CLONE_NEWUTS,
                                            CLONE_NEWIPC, CLONE_NEWUSER,   CLONE_NEWPID,
                                            CLONE_NEWNET};
constexpr std::uint64_t NewTimeNamespace = 0x80; // not for clone(), whose low byte is a signal
// The kernel looks at 32 bits of these arguments only.
constexpr std::uint64_t Low = 0xffffffff;

class Filter
{
public:
    Filter()
        : m_context(seccomp_init(SCMP_ACT_ALLOW), seccomp_release)
    {
        if (!m_context)
            m_error = ENOMEM;
    }

    // System calls that this libseccomp or this processor does not know are skipped.
    void deny(const char *name, int error, std::initializer_list<scmp_arg_cmp> when = {})
    {
        const int number = seccomp_syscall_resolve_name(name);
        if (number != __NR_SCMP_ERROR)
            deny(number, error, when);
    }
    void deny(int number, int error, std::initializer_list<scmp_arg_cmp> when = {})
    {
        if (m_error)
            return;
        const int result =
            seccomp_rule_add_array(m_context.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error)),
                                   number, static_cast<unsigned>(when.size()), when.begin());
        if (result < 0 && result != -EDOM && result != -EEXIST)
            m_error = -result;
    }
    // Other processor modes (x32, i386) would bypass the numbers above.
    void denyForeignArchitectures()
    {
        if (!m_error)
            m_error =
                -seccomp_attr_set(m_context.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
    }
    [[nodiscard]] Result<QByteArray> program()
    {
        UniqueFd file(::memfd_create("seccomp", MFD_CLOEXEC));
        if (!m_error)
            m_error = file ? -seccomp_export_bpf(m_context.get(), file.get()) : errno;
        if (m_error)
            return Error{Error::Code::Internal,
                         QStringLiteral("libseccomp: ")
                             + QString::fromLocal8Bit(std::strerror(m_error))};
        QByteArray bytes(static_cast<qsizetype>(::lseek(file.get(), 0, SEEK_END)),
                         Qt::Uninitialized);
        const auto got =
            ::pread(file.get(), bytes.data(), static_cast<std::size_t>(bytes.size()), 0);
        bytes.truncate(std::max<qsizetype>(got, 0));
        return bytes;
    }

private:
    std::unique_ptr<void, void (*)(scmp_filter_ctx)> m_context;
    int m_error = 0;
};

void denyNamespaces(Filter &filter)
{
    for (const std::uint64_t flag : NamespaceFlags) {
        filter.deny("clone", EPERM, {SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)});
        filter.deny("unshare", EPERM, {SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)});
    }
    filter.deny("unshare", EPERM,
                {SCMP_A0(SCMP_CMP_MASKED_EQ, NewTimeNamespace, NewTimeNamespace)});
}

// Files that run as their owner. What a build writes stays on the host, where its owner may be
// root.
void denySetUserId(Filter &filter)
{
    constexpr std::uint64_t Creates[] = {O_CREAT, 020'000'000 /* __O_TMPFILE */};
    for (const std::uint64_t bit : {std::uint64_t{S_ISUID}, std::uint64_t{S_ISGID}}) {
        filter.deny("chmod", EPERM, {SCMP_A1(SCMP_CMP_MASKED_EQ, bit, bit)});
        filter.deny("fchmod", EPERM, {SCMP_A1(SCMP_CMP_MASKED_EQ, bit, bit)});
        filter.deny("fchmodat", EPERM, {SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit)});
        filter.deny("creat", EPERM, {SCMP_A1(SCMP_CMP_MASKED_EQ, bit, bit)});
        filter.deny("mknod", EPERM, {SCMP_A1(SCMP_CMP_MASKED_EQ, bit, bit)});
        filter.deny("mknodat", EPERM, {SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit)});
        for (const std::uint64_t flag : Creates) { // else the mode means nothing
            filter.deny(
                "open", EPERM,
                {SCMP_A1(SCMP_CMP_MASKED_EQ, flag, flag), SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit)});
            filter.deny(
                "openat", EPERM,
                {SCMP_A2(SCMP_CMP_MASKED_EQ, flag, flag), SCMP_A3(SCMP_CMP_MASKED_EQ, bit, bit)});
        }
    }
    // Newer ways to the same, by number: this libseccomp may not know the second one.
    constexpr int OpenAt2 = 437;
    constexpr int ChangeModeAt2 = 452;
    filter.deny(OpenAt2, ENOSYS);
    filter.deny(ChangeModeAt2, ENOSYS);
}

// Left are UNIX and the two Internet families, and look-ups of routes.
void denySockets(Filter &filter)
{
    constexpr int FirstUnknown = 64;
    for (const char *call : {"socket", "socketpair"}) { // both load what a family needs
        for (int family = 0; family < FirstUnknown; ++family) {
            if (family == AF_UNIX || family == AF_INET || family == AF_INET6
                || family == AF_NETLINK)
                continue;
            filter.deny(call, EAFNOSUPPORT,
                        {SCMP_A0(SCMP_CMP_MASKED_EQ, Low, static_cast<std::uint64_t>(family))});
        }
        filter.deny(call, EAFNOSUPPORT, {SCMP_A0(SCMP_CMP_GE, FirstUnknown)});
    }
    // What the kernel would load a module for that next to nobody uses or looks at.
    constexpr int RareProtocols[] = {33 /* DCCP */, 115 /* L2TP */, 132 /* SCTP */,
                                     136 /* UDP-Lite */};
    constexpr std::uint64_t TypeBits = 0xf;
    for (const std::uint64_t family : {std::uint64_t{AF_INET}, std::uint64_t{AF_INET6}}) {
        for (const int protocol : RareProtocols)
            filter.deny("socket", EPROTONOSUPPORT,
                        {SCMP_A0(SCMP_CMP_MASKED_EQ, Low, family),
                         SCMP_A2(SCMP_CMP_MASKED_EQ, Low, static_cast<std::uint64_t>(protocol))});
        for (const std::uint64_t type :
             {std::uint64_t{SOCK_SEQPACKET}, std::uint64_t{SOCK_DCCP}, std::uint64_t{SOCK_RDM}})
            filter.deny("socket", ESOCKTNOSUPPORT,
                        {SCMP_A0(SCMP_CMP_MASKED_EQ, Low, family),
                         SCMP_A1(SCMP_CMP_MASKED_EQ, TypeBits, type)});
    }
    constexpr int FirstUnknownNetlink = 32;
    for (int protocol = 1; protocol < FirstUnknownNetlink; ++protocol) // 0: NETLINK_ROUTE
        filter.deny("socket", EPROTONOSUPPORT,
                    {SCMP_A0(SCMP_CMP_MASKED_EQ, Low, AF_NETLINK),
                     SCMP_A2(SCMP_CMP_MASKED_EQ, Low, static_cast<std::uint64_t>(protocol))});
    filter.deny(
        "socket", EPROTONOSUPPORT,
        {SCMP_A0(SCMP_CMP_MASKED_EQ, Low, AF_NETLINK), SCMP_A2(SCMP_CMP_GE, FirstUnknownNetlink)});
}

} // namespace

Result<QByteArray> buildSeccompFilter(AnonymousFiles anonymousFiles)
{
    Filter filter;
    filter.denyForeignArchitectures();
    for (const char *name : Forbidden)
        filter.deny(name, EPERM);
    for (const char *name : Missing)
        filter.deny(name, ENOSYS);
    if (anonymousFiles == AnonymousFiles::Denied) {
        for (const char *name : Anonymous)
            filter.deny(name, ENOSYS);
    }
    denyNamespaces(filter);
    denySockets(filter);
    denySetUserId(filter);
    // Keys pressed into the terminal that the workbench was started from.
    for (const std::uint64_t request : {std::uint64_t{TIOCSTI}, std::uint64_t{0x541C}}) // TIOCLINUX
        filter.deny("ioctl", EPERM, {SCMP_A1(SCMP_CMP_MASKED_EQ, Low, request)});
    // Any personality but the plain one (no bit set) and the question which it is (all bits set):
    // then some bit is set and the next one, in a ring, is not.
    for (unsigned bit = 0; bit < 32; ++bit) {
        const std::uint64_t set = std::uint64_t{1} << bit;
        const std::uint64_t clear = std::uint64_t{1} << (bit + 1) % 32;
        filter.deny("personality", EPERM, {SCMP_A0(SCMP_CMP_MASKED_EQ, set | clear, set)});
    }
    return filter.program();
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "tests/sandbox/sandboxfixture.h"

using testsupport::SandboxFixture;

// What hostile code tries. Every row runs Python in a real sandbox; what it prints tells how the
// attempt went, and anything but the expected refusal is a hole.
class TestSandboxEscape : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void attempts_data();
    void attempts();
    void hostsFilesAreNotThere();
    void hostsLoopbackIsOutOfReach_data();
    void hostsLoopbackIsOutOfReach();
    void rootsPrivateCodeRunsWithoutRootsRights();
    void writableFoldersGiveNothingElse();
    void languagesStillRun_data();
    void languagesStillRun();

private:
    std::unique_ptr<SandboxFixture> m_fixture;
};

void TestSandboxEscape::initTestCase()
{
    if (const QString reason = SandboxFixture::whyNot(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    m_fixture = std::make_unique<SandboxFixture>();
}

namespace {

// Names for the attempts: t(f) prints the errno's name of what f does, "ok" when it succeeds.
constexpr auto Prelude = R"(
import ctypes, errno, os, signal, socket, sys
libc = ctypes.CDLL(None, use_errno=True)
def t(f):
    try: f(); print('ok')
    except OSError as e:
        # Which of the two depends on whether the file's owner is mapped into the sandbox.
        print('denied' if e.errno in (errno.EROFS, errno.EACCES) else errno.errorcode[e.errno])
def c(name, *a):
    def call():
        ctypes.set_errno(0)
        if getattr(libc, name)(*a) == -1: raise OSError(ctypes.get_errno(), name)
    return call
def w(path):
    def call():
        with open(path, 'r+' if os.path.exists(path) else 'w') as f: f.write('x')
    return call
L = ctypes.c_long
)";

} // namespace

void TestSandboxEscape::attempts_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *script, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(script) << QString::fromLatin1(expected);
    };

    row("no shadow file", "t(lambda: open('/etc/shadow'))", "ENOENT");
    row("no host's home", "print(os.path.exists('/home'), os.path.exists('/root'))", "False False");
    row("root holds what it should and no more",
        "print(*sorted(e for e in os.listdir('/') if not e.startswith('lib')))",
        "bin dev etc opt proc sbin tmp usr var");
    row("no private keys", "print(os.path.exists('/etc/ssl/private'))", "False");
    row("no sys", "print(os.path.exists('/sys'))", "False");
    row("only its own processes", "print(*[p for p in os.listdir('/proc') if p.isdigit()])", "1 2");
    row("process 1 can't be looked into",
        "t(lambda: open('/proc/1/environ').read()); t(lambda: os.listdir('/proc/1/fd'));"
        "t(lambda: open('/proc/1/mem')); t(lambda: open('/proc/1/exe', 'r+b'))",
        "denied denied denied denied");
    row("process 1 can't be killed",
        "os.kill(1, signal.SIGKILL); os.kill(1, signal.SIGSTOP); os.kill(1, 0); print('lives')",
        "lives");
    row("no capabilities",
        "print(*[l.split()[1] for l in open('/proc/self/status') if l.startswith('Cap')])",
        "0000000000000000 0000000000000000 0000000000000000 0000000000000000 0000000000000000");
    row("no new privileges",
        "print(*[l.split()[1] for l in open('/proc/self/status') if l.startswith('NoNew')])", "1");

    row("code is read-only", "t(w('/var/task/x')); t(w('/var/task/script.py'))", "denied denied");
    row("programs are read-only", "t(w('/usr/x')); t(w('/usr/bin/env'))", "denied denied");
    row("etc is read-only", "t(w('/etc/x')); t(w('/etc/passwd'))", "denied denied");
    row("root is read-only", "t(w('/x')); t(lambda: os.mkdir('/y')); t(w('/opt/x'))",
        "denied denied denied");
    row("dev is read-only", "t(w('/dev/x')); t(w('/dev/shm/x'))", "denied denied");
    row("kernel settings can't be written",
        "t(w('/proc/sys/kernel/core_pattern')); t(w('/proc/sys/vm/overcommit_memory'));"
        "t(w('/proc/self/oom_score_adj'))",
        "denied denied denied");
    row("tmp can be written", "t(w('/tmp/x'))", "ok");
    row("no devices can be made", "t(lambda: os.mknod('/tmp/d', 0o60600, os.makedev(8, 0)))",
        "EPERM");

    row("no files that run as their owner",
        "t(w('/tmp/x')); t(lambda: os.chmod('/tmp/x', 0o4755)); t(lambda: os.chmod('/tmp/x', "
        "0o2755))\n"
        "fd = os.open('/tmp/x', os.O_RDONLY); t(lambda: os.fchmod(fd, 0o4755))\n"
        "t(lambda: os.open('/tmp/y', os.O_CREAT | os.O_WRONLY, 0o4755))\n"
        "t(lambda: os.open('/tmp', os.O_TMPFILE | os.O_WRONLY, 0o2755))\n"
        "t(lambda: os.mknod('/tmp/z', 0o104755))\n"
        "t(c('syscall', L(437), L(-100), b'/tmp/v', b'\\0' * 24, L(24)))\n"
        "t(c('syscall', L(452), L(-100), b'/tmp/x', L(0o4755), L(0)))",
        "ok EPERM EPERM EPERM EPERM EPERM EPERM ENOSYS ENOSYS");
    row("other modes can be set",
        "t(w('/tmp/x')); t(lambda: os.chmod('/tmp/x', 0o1777)); t(lambda: os.mkdir('/tmp/d', "
        "0o1777))",
        "ok ok ok");

    row("no mount", "t(c('mount', b'x', b'/tmp', b'tmpfs', 0, None)); t(c('umount2', b'/tmp', 2))",
        "EPERM EPERM");
    row("no remount", "t(c('mount', None, b'/', None, 4096 | 32, None))", "EPERM");
    row("no chroot", "t(lambda: os.chroot('/tmp'))", "EPERM");
    row("no new namespaces",
        "for f in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000,"
        " 0x40000000, 0x80): t(c('unshare', f))",
        "EPERM EPERM EPERM EPERM EPERM EPERM EPERM EPERM");
    row("no new namespace by clone",
        "n = 56 if os.uname().machine == 'x86_64' else 220\n"
        "t(c('syscall', L(n), L(0x10000011), L(0), L(0), L(0), L(0)))",
        "EPERM");
    row("clone3 is not there", "t(c('syscall', L(435), None, L(0)))", "ENOSYS");
    row("no entering of namespaces",
        "fd = os.open('/proc/self/ns/net', os.O_RDONLY); t(c('setns', fd, 0))", "EPERM");
    row("no tracing", "t(c('ptrace', L(16), L(1), None, None)); t(c('ptrace', L(0), L(0), 0, 0))",
        "EPERM EPERM");
    row("no memory of others",
        "t(c('process_vm_readv', os.getpid(), None, L(0), None, L(0), L(0)))", "EPERM");
    row("no modules (x86_64)", "t(c('syscall', L(313), L(0), b'', L(0)))", "EPERM");
    row("no bpf, perf, userfaultfd, keys (x86_64)",
        "for n in (321, 298, 323, 248, 250): t(c('syscall', L(n), L(0), L(0), L(0), L(0)))",
        "EPERM EPERM EPERM EPERM EPERM");
    row("no io_uring", "t(c('syscall', L(425), L(1), None))", "ENOSYS");
    row("no other personality", "t(c('personality', 0x0400000)); t(c('personality', 0x80000001))",
        "EPERM EPERM");
    row("no keys into the terminal",
        "import fcntl, pty\nm, s = pty.openpty()\nt(lambda: fcntl.ioctl(s, 0x5412, b'x'))",
        "EPERM");

    row("no packet, vsock, crypto and bluetooth sockets",
        "for f in (17, 40, 38, 31): t(lambda: socket.socket(f, socket.SOCK_RAW))",
        "EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT");
    row("no raw sockets", "t(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))", "EPERM");
    row("netlink for routes only",
        "t(lambda: socket.socket(16, socket.SOCK_RAW, 0));"
        "t(lambda: socket.socket(16, socket.SOCK_RAW, 15));"
        "t(lambda: socket.socket(16, socket.SOCK_RAW, 16))",
        "ok EPROTONOSUPPORT EPROTONOSUPPORT");
    row("no packet and vsock sockets of any type",
        "for f, k, p in ((17, 2, 0x300), (17, 3, 0x300), (17, 10, 0), (40, 1, 0), (40, 2, 0),"
        " (16, 3, 4)):\n"
        "    t(lambda: socket.socket(f, k, p))\n"
        "t(lambda: socket.socketpair(17, 2))",
        "EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT EAFNOSUPPORT EPROTONOSUPPORT "
        "EAFNOSUPPORT");
    row("no raw sockets of any kind",
        "t(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 255))\n"
        "t(lambda: socket.socket(socket.AF_INET6, socket.SOCK_RAW, 58))\n"
        "t(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1))",
        "EPERM EPERM denied");
    row("no protocols that load modules",
        "for f in (2, 10):\n"
        "    for k, p in ((1, 132), (5, 132), (6, 33), (2, 115), (2, 136), (6, 0), (5, 0)):\n"
        "        t(lambda: socket.socket(f, k, p))\n"
        "for f in (30, 40, 42): t(lambda: socket.socketpair(f, 1))",
        "EPROTONOSUPPORT EPROTONOSUPPORT EPROTONOSUPPORT EPROTONOSUPPORT EPROTONOSUPPORT "
        "ESOCKTNOSUPPORT ESOCKTNOSUPPORT EPROTONOSUPPORT EPROTONOSUPPORT EPROTONOSUPPORT "
        "EPROTONOSUPPORT EPROTONOSUPPORT ESOCKTNOSUPPORT ESOCKTNOSUPPORT EAFNOSUPPORT "
        "EAFNOSUPPORT EAFNOSUPPORT");
    row("ordinary sockets work",
        "for f in (2, 10):\n"
        "    for k in (1, 2, 1 | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK):\n"
        "        t(lambda: socket.socket(f, k))\n"
        "for k in (1, 2, 5): t(lambda: socket.socketpair(socket.AF_UNIX, k))",
        "ok ok ok ok ok ok ok ok ok");
    row("netlink changes nothing",
        "import struct\n"
        "def ask(kind, body, flags=5):\n"
        "    s = socket.socket(16, socket.SOCK_RAW, 0); s.bind((0, 0))\n"
        "    s.send(struct.pack('IHHII', 16 + len(body), kind, flags, 1, 0) + body)\n"
        "    print(errno.errorcode[-struct.unpack('i', s.recv(4096)[16:20])[0]])\n"
        "ask(16, struct.pack('BBHiII', 0, 0, 0, 1, 0, 1))\n"                    // lo down
        "ask(20, struct.pack('BBBBI', 2, 8, 0, 0, 1) + struct.pack('HH', 8, 2)" // an address
        " + bytes((10, 0, 0, 1)), 0x605)\n"
        "ask(24, struct.pack('BBBBBBBBI', 2, 0, 0, 0, 254, 3, 0, 1, 0), 0x605)", // a route
        "EPERM EPERM EPERM");
    row("interfaces can't be changed",
        "import fcntl, struct\ns = socket.socket()\n"
        "t(lambda: fcntl.ioctl(s, 0x8914, struct.pack('16sh', b'lo', 0)))\n"
        "t(lambda: fcntl.ioctl(s, 0x8916, struct.pack('16sHH4s8x', b'lo', 2, 0, "
        "b'\\x0a\\0\\0\\1')))",
        "EPERM EPERM");
    row("no rights over sockets",
        "s = socket.socket()\n"
        "t(lambda: s.bind(('127.0.0.1', 80)))\n"
        "t(lambda: s.setsockopt(socket.SOL_SOCKET, 36, 1))\n" // SO_MARK
        "t(lambda: s.setsockopt(socket.SOL_IP, 19, 1))",      // IP_TRANSPARENT
        "denied EPERM EPERM");
    row("no sockets but its own are listed",
        "print(*(len([l for l in open('/proc/net/' + f)][1:]) for f in ('tcp6', 'udp', 'udp6',"
        " 'unix', 'raw')))",
        "0 0 0 0 0");
    row("no way out", "t(lambda: socket.create_connection(('192.0.2.1', 80), 2))", "ENETUNREACH");
    row("only the loopback", "print(*[n for i, n in socket.if_nameindex()])", "lo");
    row("no descriptors of the host's",
        "own = os.open('/proc/self/fd', os.O_RDONLY)\n"
        "print(*[f for f in sorted(map(int, os.listdir('/proc/self/fd'))) if f > 2 and f < own])",
        "");
    row("no way by a file's handle",
        "t(c('syscall', L(304), L(-100), b'\\0' * 64, L(0)))", // open_by_handle_at
        "EPERM");
    row("clock, host name, swap, accounting, power and quotas are not its own (x86_64)",
        "import struct\n"
        "t(c('syscall', L(227), L(0), struct.pack('qq', 0, 0)))\n" // clock_settime
        "t(c('sethostname', b'x', L(1))); t(c('setdomainname', b'x', L(1)))\n"
        "t(c('syscall', L(167), b'/tmp/s', L(0))); t(c('syscall', L(168), b'/tmp/s'))\n"
        "t(c('syscall', L(163), b'/tmp/a'))\n"
        "t(c('syscall', L(169), L(0xfee1dead), L(672274793), L(0), None))\n"
        "t(c('syscall', L(179), L(0x80000200), b'/dev/null', L(0), None))",
        "EPERM EPERM EPERM EPERM EPERM EPERM EPERM EPERM");
    row("no pivot of the root, no quiet mounts (x86_64)",
        "t(c('syscall', L(155), b'/tmp', b'/tmp'))\n"
        "for n in (428, 429, 430, 432, 442): t(c('syscall', L(n), L(-1), L(0), L(0), L(0), L(0)))",
        "EPERM EPERM EPERM EPERM EPERM EPERM");
    row("no descriptors of other processes (x86_64)",
        "import subprocess\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        "fd = os.pidfd_open(child.pid)\n"
        "t(c('syscall', L(438), L(fd), L(0), L(0)))\n"                      // pidfd_getfd
        "t(c('syscall', L(312), L(os.getpid()), L(1), L(0), L(0), L(0)))\n" // kcmp
        "child.kill()",
        "EPERM EPERM");
    row("links lead nowhere",
        "os.symlink('/etc/shadow', '/tmp/s'); os.symlink('/home', '/tmp/h'); "
        "os.symlink('/proc/1/root', '/tmp/r')\n"
        "t(lambda: open('/tmp/s')); print(os.path.exists('/tmp/h')); t(lambda: "
        "os.listdir('/tmp/r'))",
        "ENOENT False denied");
    // Which of them are there at all depends on the kernel.
    row("proc tells nothing of the host's kernel",
        "def n(f):\n"
        "    try: print('read', f())\n"
        "    except OSError: print('no')\n"
        "r = lambda path: lambda: open(path, 'rb').read(1)\n"
        "n(r('/proc/kcore')); n(w('/proc/sysrq-trigger')); n(r('/proc/kmsg'))\n"
        "n(r('/dev/mem')); n(r('/dev/kmsg')); n(r('/proc/1/stack'))\n"
        "try: a = {l.split()[0] for l in open('/proc/kallsyms')}\n"
        "except OSError: a = set()\n"
        "print(a - {'0000000000000000'})",
        "no no no no no no set()");
    row("devices are the harmless ones",
        "print(*sorted(e for e in os.listdir('/dev') if not e.startswith('std')))",
        "core fd full null ptmx pts random shm tty urandom zero");
    row("no setuid program helps",
        "import subprocess; print(subprocess.run(['/usr/bin/su', '-c', 'true'],"
        " capture_output=True).returncode != 0)",
        "True");
}

void TestSandboxEscape::attempts()
{
#if !defined(__x86_64__)
    if (QByteArray(QTest::currentDataTag()).contains("(x86_64)"))
        QSKIP("the numbers of these system calls are x86_64's");
#endif
    QFETCH(QString, script);
    QFETCH(QString, expected);
    QByteArray output = m_fixture->runPython(QByteArray(Prelude) + script.toUtf8() + "\n");
    output = output.trimmed();
    output.replace('\n', ' ');
    QCOMPARE(QString::fromUtf8(output), expected);
}

void TestSandboxEscape::hostsFilesAreNotThere()
{
    QTemporaryDir secrets;
    QFile secret(secrets.filePath(QStringLiteral("secret")));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write("of the host");
    secret.close();
    ::chmod(QFile::encodeName(secrets.path()).constData(), 0755);
    ::chmod(QFile::encodeName(secret.fileName()).constData(), 0644);
    const QByteArray script =
        QByteArray(Prelude) + "t(lambda: open('" + QFile::encodeName(secret.fileName()) + "'))\n"
        + "t(lambda: open('/proc/1/root" + QFile::encodeName(secret.fileName()) + "'))\n";
    QCOMPARE(m_fixture->runPython(script), QByteArray("ENOENT\ndenied\n"));
}

void TestSandboxEscape::hostsLoopbackIsOutOfReach_data()
{
    QTest::addColumn<bool>("internet");
    QTest::newRow("without a network") << false;
    QTest::newRow("with the Internet") << true;
}

void TestSandboxEscape::hostsLoopbackIsOutOfReach()
{
    QFETCH(bool, internet);
    const engine::UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), size), 0);
    QCOMPARE(::listen(listener.get(), 4), 0);
    ::getsockname(listener.get(), reinterpret_cast<sockaddr *>(&address), &size);
    const QByteArray port = QByteArray::number(ntohs(address.sin_port));

    auto spec = m_fixture->python(QByteArray(Prelude)
                                  + "for h in ('127.0.0.1', '10.0.2.2'):\n"
                                    "    try: socket.create_connection((h, "
                                  + port
                                  + "), 2); print('reached')\n"
                                    "    except OSError: print('refused')\n"
                                    "print(len(socket.if_nameindex()))\n");
    if (internet)
        spec.network = engine::Network::Internet;
    const QByteArray output = m_fixture->run(spec);
    if (internet && (output.contains("slirp4netns") || output.contains("network internet")))
        QSKIP(output.constData());
    QCOMPARE(output, QByteArray("refused\nrefused\n") + (internet ? "2\n" : "1\n"));
    QCOMPARE(::accept(listener.get(), nullptr, nullptr), -1);
}

void TestSandboxEscape::rootsPrivateCodeRunsWithoutRootsRights()
{
    // Only root can read the folder, so the sandbox can't give root up; it must not gain by it.
    if (::geteuid() != 0)
        QSKIP("only as root");
    ::chmod(QFile::encodeName(m_fixture->code.path()).constData(), 0700);
    const QByteArray output = m_fixture->runPython(
        QByteArray(Prelude)
        + "t(w('/proc/sys/kernel/core_pattern')); "
          "t(w('/var/task/x')); t(w('/usr/x')); t(w('/dev/x')); t(c('mount', b'x', b'/tmp', "
          "b'tmpfs', 0, None)); t(lambda: open('/proc/1/environ').read()); t(lambda: "
          "open('/proc/1/mem')); "
          "t(lambda: open('/proc/1/exe', 'r+b')); print(os.getuid())\n");
    ::chmod(QFile::encodeName(m_fixture->code.path()).constData(), 0755);
    QCOMPARE(output,
             QByteArray("denied\ndenied\ndenied\ndenied\nEPERM\ndenied\ndenied\ndenied\n993\n"));
}

void TestSandboxEscape::writableFoldersGiveNothingElse()
{
    QTemporaryDir folder;
    auto spec = m_fixture->python(
        QByteArray(Prelude)
        + "t(w('/build/x')); t(lambda: os.mknod('/build/d', 0o60600, os.makedev(8, 0)))\n"
          "t(w('/var/task/x')); t(w('/x')); t(w('/proc/sys/kernel/core_pattern'))\n"
          "os.symlink('/etc/shadow', '/build/link'); t(lambda: open('/build/link'))\n"
          "t(lambda: open('/build/../etc/shadow'))\n"
          "print(bool(os.statvfs('/build').f_flag & os.ST_NOSUID))\n");
    spec.mounts.push_back(
        {folder.path(), QStringLiteral("/build"), engine::SandboxSpec::Access::Writable});
    const QByteArray output = m_fixture->run(spec);
    QCOMPARE(output.simplified(), QByteArray("ok EPERM denied denied denied ENOENT ENOENT True"));
    QVERIFY(QFileInfo(folder.filePath(QStringLiteral("x"))).isFile());
}

void TestSandboxEscape::languagesStillRun_data()
{
    QTest::addColumn<QStringList>("command");
    const auto list = [](std::initializer_list<const char *> parts) {
        QStringList texts;
        for (const char *part : parts)
            texts << QString::fromLatin1(part);
        return texts;
    };
    QTest::newRow("Node.js") << list({"/usr/bin/node", "-e",
                                      "require('dns').lookup('sandbox', (e, a) => "
                                      "console.log(a === '127.0.0.1' ? 'ok' : e))"});
    QTest::newRow("Ruby") << list({"/usr/bin/ruby", "-e", "Thread.new { puts 'ok' }.join"});
    QTest::newRow("Java") << list({"/usr/bin/java", "-Xshare:auto", "/var/task/Hello.java"});
    QTest::newRow("shell") << list({"/bin/sh", "-c", "echo $(echo ok) | cat"});
}

void TestSandboxEscape::languagesStillRun()
{
    QFETCH(QStringList, command);
    if (!QFile::exists(command.first()))
        QSKIP(qPrintable(command.first() + QStringLiteral(" is not installed")));
    auto spec = m_fixture->python("");
    QFile source(m_fixture->code.filePath(QStringLiteral("Hello.java")));
    QVERIFY(source.open(QIODevice::WriteOnly));
    source.write(
        "class Hello { public static void main(String[] a) { System.out.println(\"ok\"); } }");
    source.close();
    ::chmod(QFile::encodeName(source.fileName()).constData(), 0644);
    if (command.first().endsWith(QLatin1StringView("java"))
        && !QFile::exists(QStringLiteral("/usr/bin/javac")))
        command = QStringList{command.first(), QStringLiteral("-version")};
    spec.command = command;
    spec.memory = {1024};
    const QByteArray output = m_fixture->run(spec);
    QVERIFY2(output.endsWith("ok\n") || output.contains("Runtime Environment"), output.constData());
    QCOMPARE(m_fixture->recorder->events.last(), QStringLiteral("exited 0"));
}

QTEST_GUILESS_MAIN(TestSandboxEscape)
#include "tst_sandboxescape.moc"

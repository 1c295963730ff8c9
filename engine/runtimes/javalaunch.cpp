// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtimes/javalaunch.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSet>
#include <QStandardPaths>

#include "engine/sandbox/bubblewrap.h"

namespace engine {
namespace {

const QString Jar = QStringLiteral("/lambda-runtime.jar");

QString javaFolder(const QString &bootstraps)
{
    return bootstraps + QStringLiteral("/java");
}

QString insideOf(const Interpreter &java)
{
    return java.prefix.isEmpty()
               ? java.program
               : QStringLiteral("/var/lang") + java.program.mid(java.prefix.size());
}

// What must be the same when an archive is made and when it is used.
QStringList commonOptions(const Interpreter &java)
{
    const int line = java.version.section(u'.', 0, 0).toInt();
    QStringList options;
    // Up to 17 only G1 takes over the archive's heap, and with it the module graph: that is worth
    // more than what the serial collector, Lambda's choice, saves. With one thread each it comes
    // close to the latter.
    constexpr int FirstWithSerialHeap = 18;
    if (line >= FirstWithSerialHeap)
        options << QStringLiteral("-XX:+UseSerialGC");
    else
        options << QStringLiteral("-XX:+UseG1GC") << QStringLiteral("-XX:ParallelGCThreads=1")
                << QStringLiteral("-XX:ConcGCThreads=1");
    // The archive is made for a fixed place; to move it, which later versions do at each start,
    // means to rewrite it.
    constexpr int FirstToMoveArchives = 17;
    if (line >= FirstToMoveArchives)
        options << QStringLiteral("-XX:+UnlockDiagnosticVMOptions")
                << QStringLiteral("-XX:ArchiveRelocationMode=0");
    options << QStringLiteral("-XX:TieredStopAtLevel=1") << QStringLiteral("-XX:-UsePerfData")
            << QStringLiteral("-Dfile.encoding=UTF-8");
    return options;
}

QString archiveName(const Interpreter &java)
{
    const QFileInfo program(java.program);
    const QFileInfo library(program.path() + QStringLiteral("/../lib/server/libjvm.so"));
    const QFileInfo modules(program.path() + QStringLiteral("/../lib/modules"));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QFileInfo &file : {program, library, modules}) {
        hash.addData(file.canonicalFilePath().toUtf8() + '\0' + QByteArray::number(file.size())
                     + '\0' + QByteArray::number(file.lastModified().toMSecsSinceEpoch()) + '\0');
    }
    hash.addData(insideOf(java).toUtf8());
    hash.addData(commonOptions(java).join(u' ').toUtf8());
    return QString::fromLatin1(hash.result().toHex().left(16)) + QStringLiteral(".jsa");
}

// The sandbox that an archive is made in: this machine's /usr, the virtual machine, the bootstrap,
// and the one folder that is written to.
QStringList sandboxOf(const Interpreter &java, const QString &folder)
{
    QStringList arguments{QStringLiteral("--unshare-all"), QStringLiteral("--new-session"),
                          QStringLiteral("--clearenv"),    QStringLiteral("--cap-drop"),
                          QStringLiteral("ALL"),           QStringLiteral("--setenv"),
                          QStringLiteral("PATH"),          QStringLiteral("/usr/bin:/bin"),
                          QStringLiteral("--setenv"),      QStringLiteral("LC_ALL"),
                          QStringLiteral("C.UTF-8"),       QStringLiteral("--ro-bind"),
                          QStringLiteral("/usr"),          QStringLiteral("/usr")};
    const HostLayout layout = readHostLayout(QStringLiteral("/"));
    for (const HostLayout::RootEntry &entry : layout.rootEntries) {
        const QString path = u'/' + entry.name;
        if (entry.target.isEmpty())
            arguments << QStringLiteral("--ro-bind") << path << path;
        else
            arguments << QStringLiteral("--symlink") << entry.target << path;
    }
    for (const QString &name : layout.etc) {
        const QString path = QStringLiteral("/etc/") + name;
        arguments << QStringLiteral("--ro-bind") << path << path;
    }
    arguments << QStringLiteral("--proc") << QStringLiteral("/proc") << QStringLiteral("--dev")
              << QStringLiteral("/dev") << QStringLiteral("--tmpfs") << QStringLiteral("/tmp")
              << QStringLiteral("--ro-bind") << folder << QStringLiteral("/var/runtime")
              << QStringLiteral("--bind") << folder + QStringLiteral("/archives")
              << QStringLiteral("/var/archives") << QStringLiteral("--chdir")
              << QStringLiteral("/tmp");
    if (!java.prefix.isEmpty())
        arguments << QStringLiteral("--ro-bind") << java.prefix << QStringLiteral("/var/lang");
    return arguments;
}

void beginArchive(const Interpreter &java, const QString &folder, const QString &name)
{
    const QString bubblewrap = QStandardPaths::findExecutable(QStringLiteral("bwrap"));
    if (bubblewrap.isEmpty() || !QFileInfo(folder + QStringLiteral("/archives")).isWritable())
        return;
    // First which classes are loaded, then the archive; under its name only when it is whole.
    const QString script = QStringLiteral(
        "umask 022\n"
        "name=$1; shift\n"
        "\"$@\" -XX:DumpLoadedClassList=/tmp/classes lambdaworkbench.runtime.Start --train &&\n"
        "\"$@\" -Xshare:dump -XX:SharedClassListFile=/tmp/classes "
        "-XX:SharedArchiveFile=/tmp/archive &&\n"
        "cp /tmp/archive \"/var/archives/.$name.$$\" && chmod 0444 \"/var/archives/.$name.$$\" &&\n"
        "mv -f \"/var/archives/.$name.$$\" \"/var/archives/$name\"\n");
    QStringList arguments = sandboxOf(java, folder);
    arguments << QStringLiteral("/bin/sh") << QStringLiteral("-c") << script << QStringLiteral("sh")
              << name << insideOf(java) << commonOptions(java) << QStringLiteral("-cp")
              << QStringLiteral("/var/runtime") + Jar;
    QProcess process;
    process.setProgram(bubblewrap);
    process.setArguments(arguments);
    process.setProcessEnvironment(QProcessEnvironment());
    process.setWorkingDirectory(QStringLiteral("/"));
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.startDetached();
}

// As seen inside; empty when there is none yet.
QString archiveFor(const Interpreter &java, const QString &bootstraps)
{
    static QSet<QString> begun; // files; each is tried once by a process
    const QString name = archiveName(java);
    const QString folder = javaFolder(bootstraps);
    const QString file = folder + QStringLiteral("/archives/") + name;
    if (QFileInfo::exists(file))
        return QStringLiteral("/var/runtime/archives/") + name;
    if (!begun.contains(file)) {
        begun.insert(file);
        beginArchive(java, folder, name);
    }
    return {};
}

} // namespace

bool hasJavaBootstrap(const QString &bootstraps)
{
    return QFileInfo::exists(javaFolder(bootstraps) + Jar);
}

QStringList javaOptions(const Interpreter &java, const QString &bootstraps, Megabytes memory)
{
    // Lambda's share: 85 of 100 for the heap, the rest for all else that a virtual machine needs.
    constexpr int HeapPercent = 85;
    constexpr int KilobytesOfOne = 1024;
    QStringList options = commonOptions(java);
    options << QStringLiteral("-XX:MaxRAM=%1m").arg(memory.value)
            << QStringLiteral("-XX:MaxHeapSize=%1k")
                   .arg(memory.value * KilobytesOfOne * HeapPercent / 100)
            << QStringLiteral("-Xshare:auto");
    const QString archive = archiveFor(java, bootstraps);
    // An archive that the function's own options make unusable is passed over, without a word.
    if (!archive.isEmpty())
        options << QStringLiteral("-XX:SharedArchiveFile=") + archive
                << QStringLiteral("-Xlog:cds*=off");
    return options << QStringLiteral("-cp") << QStringLiteral("/var/runtime") + Jar;
}

} // namespace engine

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testdotnet.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include "engine/runtimes/runtimecatalog.h"

namespace testsupport {
namespace {

const QString Compiler = QStringLiteral("/usr/bin/mcs");
const QString Shared = QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/support/dotnet/");

bool runCompiler(const QStringList &arguments, QString *said)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(Compiler, QStringList{QStringLiteral("-langversion:7"), QStringLiteral("-debug-")}
                                + arguments);
    const bool done = process.waitForFinished(60'000) && process.exitCode() == 0;
    if (said)
        *said = QString::fromUtf8(process.readAll());
    return done;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray depsFile(const QString &name)
{
    QByteArray targets, libraries;
    for (const QByteArray &each : {name.toUtf8(), QByteArray("Amazon.Lambda.Core")}) {
        if (!targets.isEmpty()) {
            targets += ',';
            libraries += ',';
        }
        targets += "\"" + each + "/1.0.0\":{\"runtime\":{\"" + each + ".dll\":{}}}";
        libraries += "\"" + each
                     + "/1.0.0\":{\"type\":\"project\",\"serviceable\":false,"
                       "\"sha512\":\"\"}";
    }
    const QByteArray target(".NETCoreApp,Version=v8.0");
    return "{\"runtimeTarget\":{\"name\":\"" + target + "\"},\"targets\":{\"" + target + "\":{"
           + targets + "}},\"libraries\":{" + libraries + "}}";
}

QString installed()
{
    auto places = engine::RuntimeCatalog::standardPlaces();
    QTemporaryDir cache;
    places.bootstraps = cache.path();
    const engine::RuntimeCatalog catalog(places);
    const auto dotnet =
        catalog.interpreterFor(*engine::RuntimeId::parse(QStringLiteral("dotnet8")));
    return dotnet ? QFileInfo(dotnet->program).path() : QString();
}

} // namespace

const TestDotNet &TestDotNet::instance()
{
    static const TestDotNet one;
    return one;
}

TestDotNet::TestDotNet()
{
    if (!QFileInfo(Compiler).isExecutable()) {
        whyNot = QStringLiteral("no C# compiler on this machine (mono-mcs)");
        return;
    }
    root = installed();
    if (!root.isEmpty())
        return;
    const QString folder = QStringLiteral(WORKBENCH_BINARY_DIR "/compat/dotnet");
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(WORKBENCH_SOURCE_DIR "/tests/compat/install.sh"),
                  {QStringLiteral("dotnet"), folder});
    if (!process.waitForFinished(200'000) || process.exitCode() != 0) {
        whyNot = QStringLiteral("no .NET on this machine: ")
                 + QString::fromUtf8(process.readAll()).trimmed();
        return;
    }
    qputenv("DOTNET_ROOT", QFile::encodeName(folder + QStringLiteral("/root")));
    root = installed();
    if (root.isEmpty())
        whyNot = QStringLiteral("no .NET in ") + folder;
}

TestDotNet::Files TestDotNet::compile(const QString &name, const QStringList &sources,
                                      QString *said)
{
    QTemporaryDir folder;
    const QString core = folder.filePath(QStringLiteral("Amazon.Lambda.Core.dll"));
    const QString made = folder.filePath(name + QStringLiteral(".dll"));
    const QString library = QStringLiteral("-target:library");
    const QString out = QStringLiteral("-out:");
    if (!runCompiler({library, out + core, Shared + QStringLiteral("Core.cs")}, said)
        || !runCompiler(QStringList{library, out + made, QStringLiteral("-r:") + core,
                                    Shared + QStringLiteral("Json.cs")}
                            + sources,
                        said))
        return {};
    return {{QStringLiteral("Amazon.Lambda.Core.dll"), contentOf(core)},
            {name + QStringLiteral(".dll"), contentOf(made)},
            {name + QStringLiteral(".deps.json"), depsFile(name)},
            {name + QStringLiteral(".runtimeconfig.json"),
             "{\"runtimeOptions\":{\"framework\":{\"name\":\"Microsoft.NETCore.App\","
             "\"version\":\"8.0.0\"}}}"}};
}

bool TestDotNet::compileBootstrap(const QString &bootstraps)
{
    const engine::RuntimeCatalog unpacked({{}, {}, bootstraps});
    const QStringList versions = QDir(bootstraps).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (versions.size() != 1)
        return false;
    const QString folder = bootstraps + u'/' + versions.first() + QStringLiteral("/dotnet");
    const QString made = folder + QStringLiteral("/compiled/net");
    QStringList arguments{QStringLiteral("-target:exe"),
                          QStringLiteral("-out:%1/lambda-runtime.dll").arg(made)};
    for (const QString &source : QDir(folder).entryList({QStringLiteral("*.cs")}))
        arguments << folder + u'/' + source;
    return QDir().mkpath(made) && runCompiler(arguments, nullptr);
}

} // namespace testsupport

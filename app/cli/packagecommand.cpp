// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/packagecommand.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSysInfo>

#include "app/cli/terminal.h"
#include "engine/builds/buildplan.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/invoke/localengine.h"
#include "engine/model/limits.h"
#include "engine/packages/archive.h"
#include "engine/packages/zippackage.h"
#include "engine/project/paths.h"
#include "engine/project/workspace.h"

namespace app {
namespace {

using engine::Error;
using engine::ZipPackage;

struct Package
{
    Q_DECLARE_TR_FUNCTIONS(app::PackageCommand)
};

// Code that is packed already goes to AWS as it is.
engine::Result<ZipPackage> copied(const QString &archive, const QString &file)
{
    const auto size = engine::announcedSize(archive);
    if (!size)
        return size.error();
    ZipPackage package;
    package.file = file;
    package.zippedBytes = QFileInfo(archive).size();
    package.unzippedBytes = *size;
    if (QFileInfo(archive).canonicalFilePath() == QFileInfo(file).canonicalFilePath())
        return package;
    QFile::remove(file);
    QFile source(archive);
    if (!source.copy(file))
        return Error{Error::Code::NotWritable, source.errorString(), file};
    return package;
}

// The folder whose content AWS would get: what a compiler makes of the code, where there is one.
engine::Result<QString> built(const QString &workspace, const engine::WorkspaceFunction &function)
{
    engine::Function source;
    source.config = function.config;
    source.buildMethod = function.buildMethod;
    source.codePath = function.codePath;
    const auto plan =
        engine::planBuild(source, engine::findBuildTools(engine::ToolPlaces::standard()));
    if (!plan)
        return plan.error();
    if (!*plan)
        return function.codePath;
    const auto engine = engine::LocalEngine::open(workspace, {});
    if (!engine)
        return engine.error();
    QObject here;
    engine::Result<QString> folder = Error{Error::Code::Cancelled, {}};
    QObject::connect(engine->get(), &engine::LocalEngine::buildOutputArrived, &here,
                     [](const QString &, const QByteArray &lines) { terminal::err(lines); });
    QMetaObject::invokeMethod(
        &here,
        [&] {
            engine::deliver((*engine)->builtFunction(function.logicalId), &here,
                            [&folder](const engine::Result<engine::Function> &made) {
                                if (made)
                                    folder = made->codePath;
                                else
                                    folder = made.error();
                                QCoreApplication::quit();
                            });
        },
        Qt::QueuedConnection);
    QCoreApplication::exec();
    return folder;
}

// What a compiler makes is for the processor that it runs on.
void warnOfProcessor(const engine::FunctionConfig &config)
{
    const bool isArm = QSysInfo::currentCpuArchitecture() == QLatin1StringView("arm64");
    const auto here = isArm ? engine::Architecture::Arm64 : engine::Architecture::X86_64;
    if (config.architecture != here)
        terminal::errLine(
            Package::tr("It was compiled on %1, and the function is set up for %2. Native programs "
                        "in it will not start there.")
                .arg(engine::architectureName(here),
                     engine::architectureName(config.architecture)));
}

QString verdictOn(const ZipPackage &package)
{
    const QLocale locale;
    switch (package.verdict()) {
    case ZipPackage::Verdict::Uploadable:
        return Package::tr("Lambda takes it as it is.");
    case ZipPackage::Verdict::OnlyFromS3:
        return Package::tr("More than %1 bytes zipped: Lambda takes it by way of S3 only.")
            .arg(locale.toString(qint64{engine::limits::ZippedBytes}));
    case ZipPackage::Verdict::TooLarge:
        return Package::tr("Lambda refuses it: Unzipped size must be smaller than %1 bytes")
            .arg(engine::limits::UnzippedBytes);
    }
    return {};
}

} // namespace

QString PackageCommand::name() const
{
    return QStringLiteral("package");
}

QString PackageCommand::summary() const
{
    return Package::tr("Writes the zip that AWS would get for a function.");
}

int PackageCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        summary() + u'\n'
        + Package::tr("The same code gives the same bytes. Compiled functions are built first. "
                      "Left out are version control, caches of "
                      "byte code, editors' leavings and .lambda-workbench; everything else is "
                      "packed, hidden files too. Layers are packages of their own."));
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), Package::tr("Name or logical id."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")},
                                    Package::tr("The file to write; else FUNCTION.zip here."),
                                    Package::tr("FILE"));
    parser.addOption(output);
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    const QStringList names = parser.positionalArguments();
    if (names.size() != 1)
        return terminal::usage(Package::tr("Name one function."));
    const auto opened = engine::openWorkspace(workspace);
    if (!opened) {
        terminal::error(opened.error());
        return NotRun;
    }
    const engine::WorkspaceFunction *function = opened->function(names.constFirst());
    if (!function) {
        terminal::error(Error{Error::Code::UnknownFunction, names.constFirst()});
        return NotRun;
    }
    const bool packed = !function->codeArchive.isEmpty();
    const QString code = packed ? function->codeArchive : function->codePath;
    if (code.isEmpty() || !QFileInfo::exists(code)) {
        terminal::error(Error{Error::Code::CodeMissing, function->codeUri,
                              code.isEmpty() ? function->codeUri : code});
        return NotRun;
    }
    const QString file = QDir::current().absoluteFilePath(
        parser.isSet(output)
            ? parser.value(output)
            : engine::paths::asFileName(function->config.name) + QStringLiteral(".zip"));
    const auto folder = packed ? engine::Result<QString>(code) : built(workspace, *function);
    if (!folder) {
        terminal::error(folder.error());
        return NotRun;
    }
    if (*folder != code)
        warnOfProcessor(function->config);
    const auto package = packed ? copied(code, file) : engine::writeZipPackage(*folder, file);
    if (!package) {
        terminal::error(package.error());
        return NotRun;
    }
    const QLocale locale;
    terminal::outLine(package->file);
    terminal::outLine(
        packed ? Package::tr("%1 bytes, %2 unzipped", "size of a package")
                     .arg(locale.toString(qint64{package->zippedBytes}),
                          locale.toString(qint64{package->unzippedBytes}))
               : Package::tr("%1 bytes, %2 unzipped, %n files", "size of a package", package->files)
                     .arg(locale.toString(qint64{package->zippedBytes}),
                          locale.toString(qint64{package->unzippedBytes})));
    if (!package->leftOut.isEmpty())
        terminal::outLine(
            Package::tr("Left out: %1").arg(package->leftOut.join(QStringLiteral(", "))));
    terminal::outLine(verdictOn(*package));
    return package->verdict() == ZipPackage::Verdict::TooLarge ? FunctionFailed : Succeeded;
}

} // namespace app

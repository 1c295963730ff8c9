// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/editor/syntaxmodule.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <dlfcn.h>

#include "widgets/editor/syntaxdefinition.h"
#include "widgets/editor/syntaxmodule/syntaxinterface.h"

namespace widgets {
namespace {

Q_LOGGING_CATEGORY(log, "workbench.editor.syntax")

constexpr auto FileName = QLatin1StringView("workbench-syntax.so");

const WorkbenchSyntaxApi *load(const QString &path, QString *reason)
{
    // LOCAL keeps the module's Qt apart from ours. It is never unloaded: its Qt has statics and
    // thread locals that do not survive that.
    void *module =
        dlopen(QFile::encodeName(path).constData(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!module) {
        *reason = QString::fromLocal8Bit(dlerror());
        return nullptr;
    }
    const auto entry =
        reinterpret_cast<WorkbenchSyntaxEntry>(dlsym(module, WORKBENCH_SYNTAX_ENTRY));
    const WorkbenchSyntaxApi *api = entry ? entry() : nullptr;
    if (!api || api->version != WORKBENCH_SYNTAX_VERSION) {
        *reason = QStringLiteral("%1 belongs to another version of this program").arg(path);
        dlclose(module);
        return nullptr;
    }
    return api;
}

} // namespace

SyntaxModule::SyntaxModule(const QStringList &folders, QObject *parent)
    : QObject(parent)
    , m_folders(folders)
{
}

QStringList SyntaxModule::defaultFolders()
{
    const QDir here(QCoreApplication::applicationDirPath());
    const QString below = QStringLiteral("libexec/lambda-workbench");
    QStringList folders{
        here.path(),
        QDir::cleanPath(here.filePath(QStringLiteral(WORKBENCH_LIBEXEC_FROM_BIN))),
        QDir::cleanPath(here.filePath(QStringLiteral("../") + below)),
    };
    // Programs of the build tree, the tests among them, stand at different depths below its root.
    QDir up = here;
    for (int level = 0; level < 4 && up.cdUp(); ++level) {
        if (up.exists(QStringLiteral("CMakeCache.txt")))
            folders << up.filePath(below);
    }
    folders.removeDuplicates();
    return folders;
}

const WorkbenchSyntaxApi *SyntaxModule::api()
{
    if (m_tried)
        return m_api;
    m_tried = true;

    QString reason = QStringLiteral("%1 is in none of: %2").arg(FileName, m_folders.join(u", "));
    for (const QString &folder : std::as_const(m_folders)) {
        const QString path = QDir(folder).filePath(FileName);
        if (!QFileInfo::exists(path))
            continue;
        m_api = load(path, &reason);
        if (m_api) {
            qCDebug(log, "%s from %s", m_api->libraryVersion(), qUtf8Printable(path));
            return m_api;
        }
    }
    qCWarning(log, "No highlighting: %s", qUtf8Printable(reason));
    emit unavailable(reason);
    return nullptr;
}

bool SyntaxModule::isAvailable()
{
    return api() != nullptr;
}

std::unique_ptr<SyntaxDefinition> SyntaxModule::definitionForFile(const QString &fileName)
{
    const WorkbenchSyntaxApi *module = api();
    WorkbenchSyntaxDefinition *definition =
        module ? module->openForFileName(fileName.toUtf8().constData()) : nullptr;
    return definition ? std::make_unique<SyntaxDefinition>(*module, definition) : nullptr;
}

std::unique_ptr<SyntaxDefinition> SyntaxModule::definitionByName(const QString &name)
{
    const WorkbenchSyntaxApi *module = api();
    WorkbenchSyntaxDefinition *definition =
        module ? module->openByName(name.toUtf8().constData()) : nullptr;
    return definition ? std::make_unique<SyntaxDefinition>(*module, definition) : nullptr;
}

} // namespace widgets

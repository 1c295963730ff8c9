// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/workspacecontroller.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QPointer>
#include <QtConcurrentRun>

#include <algorithm>

#include "app/controllers/documentcontroller.h"
#include "engine/core/deliver.h"
#include "engine/project/problemmessages.h"
#include "widgets/config/functionconfigform.h"
#include "widgets/config/functionlist.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"

using namespace std::chrono_literals;

namespace app {
namespace {

constexpr auto FormPause = 250ms; // of typing, before the template is patched
constexpr auto ReadPause = 200ms; // of typing, before the template is read again
constexpr int MostFiles = 300;    // of one function, in the list

// What a person edits: no dependencies, no caches, nothing hidden.
QStringList codeFiles(const QString &folder)
{
    static const QStringList skipped{QStringLiteral("node_modules"), QStringLiteral("__pycache__"),
                                     QStringLiteral("vendor"), QStringLiteral("target"),
                                     QStringLiteral("events")};
    QStringList files;
    if (folder.isEmpty()) // the code is packed, or can't be used
        return files;
    QStringList folders{QString()};
    while (!folders.isEmpty() && files.size() < MostFiles) {
        const QString relative = folders.takeFirst();
        const QDir dir(folder + u'/' + relative);
        const QString prefix = relative.isEmpty() ? QString() : relative + u'/';
        for (const QFileInfo &entry :
             dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                               QDir::Name | QDir::DirsLast)) {
            if (entry.isDir()) {
                if (!skipped.contains(entry.fileName()))
                    folders << prefix + entry.fileName();
            } else if (files.size() < MostFiles && entry.suffix() != QStringLiteral("pyc")) {
                files << prefix + entry.fileName();
            }
        }
    }
    return files;
}

// A text that can't be parsed at the moment, because someone is typing in it, says nothing about
// the functions behind the mistake, and half a story about the one that holds it: what was known
// of them stays until it can be read again.
engine::Workspace withKept(engine::Workspace read, const engine::Workspace &before)
{
    const bool parsed = std::none_of(
        read.problems.begin(), read.problems.end(), [](const engine::TemplateProblem &problem) {
            return problem.kind == engine::TemplateProblem::Kind::Syntax;
        });
    if (parsed || read.folder != before.folder)
        return read;
    std::vector<engine::WorkspaceFunction> functions = before.functions;
    for (const engine::WorkspaceFunction &function : read.functions) {
        if (!before.function(function.logicalId))
            functions.push_back(function);
    }
    read.functions = std::move(functions);
    return read;
}

} // namespace

WorkspaceController::WorkspaceController(DocumentController &documents, widgets::EditorTabs &tabs,
                                         widgets::FunctionList &list,
                                         widgets::FunctionConfigForm &form, QObject *parent)
    : QObject(parent)
    , m_documents(documents)
    , m_tabs(tabs)
    , m_list(list)
    , m_form(form)
{
    m_formPause.setSingleShot(true);
    m_formPause.setInterval(FormPause);
    m_readPause.setSingleShot(true);
    m_readPause.setInterval(ReadPause);
    connect(&m_formPause, &QTimer::timeout, this, &WorkspaceController::applyForm);
    connect(&m_readPause, &QTimer::timeout, this, &WorkspaceController::readBuffer);
    connect(&m_form, &widgets::FunctionConfigForm::edited, this,
            &WorkspaceController::onFormEdited);
    connect(&m_form, &widgets::FunctionConfigForm::propertyActivated, this,
            &WorkspaceController::showInTemplate);
    connect(&m_list, &widgets::FunctionList::functionSelected, this, &WorkspaceController::select);
    connect(&m_list, &widgets::FunctionList::fileActivated, this,
            [this](const QString &function, const QString &relative) {
                if (const auto *of = m_workspace.function(function))
                    m_documents.open(QDir(of->codePath).filePath(relative));
            });
    connect(&m_list, &widgets::FunctionList::triggerActivated, this,
            [this](const QString &function, const QString &) {
                showInTemplate(function, QStringLiteral("Events"));
            });
    connect(&m_list, &widgets::FunctionList::templateRequested, this,
            [this](const QString &function) { showInTemplate(function, {}); });
    connect(&m_tabs, &widgets::EditorTabs::textEdited, this, [this](const QString &path) {
        if (path == templatePath())
            m_readPause.start();
    });
    connect(&m_documents, &DocumentController::saved, this, [this](const QString &path) {
        if (path != templatePath())
            return;
        readBuffer();
        for (const auto &function : m_workspace.functions)
            m_saved[function.logicalId] = function.config;
        if (const auto *function = current())
            m_form.setSavedConfig(function->config);
    });
}

void WorkspaceController::open(const QString &folder)
{
    struct Opened
    {
        engine::Result<engine::Workspace> workspace;
        std::map<QString, QString> parameters;
    };
    engine::deliver(
        QtConcurrent::run([folder] {
            return Opened{engine::openWorkspace(folder), engine::parameterOverrides(folder)};
        }),
        this, [this](const Opened &result) {
            if (!result.workspace) {
                emit failed(result.workspace.error());
                return;
            }
            m_formPause.stop();
            m_readPause.stop();
            ++m_generation;
            m_documents.closeAll();
            m_documents.setRoot(result.workspace->folder);
            m_parameters = result.parameters;
            m_saved.clear();
            for (const auto &function : result.workspace->functions)
                m_saved[function.logicalId] = function.config;
            m_current.clear();
            show(*result.workspace);
            m_documents.open(templatePath());
            emit opened();
            select(m_workspace.functions.empty() ? QString()
                                                 : m_workspace.functions.front().logicalId);
        });
}

const engine::WorkspaceFunction *WorkspaceController::current() const
{
    return m_current.isEmpty() ? nullptr : m_workspace.function(m_current);
}

void WorkspaceController::select(const QString &logicalId)
{
    if (logicalId == m_current)
        return;
    applyFormNow();
    m_current = logicalId;
    m_list.setCurrentFunction(logicalId);
    if (const auto *function = current()) {
        m_form.setFunction(*function);
        m_form.setSavedConfig(m_saved[logicalId]);
    } else {
        m_form.clear();
    }
    emit currentChanged();
}

void WorkspaceController::show(const engine::Workspace &read)
{
    const engine::Workspace workspace = withKept(read, m_workspace);
    const bool sameFunctions =
        workspace.functions == m_workspace.functions && workspace.folder == m_workspace.folder;
    m_workspace = workspace;
    m_list.setWorkspace(workspace);
    if (!sameFunctions)
        listFiles();
    if (const auto *function = current()) {
        m_form.setFunction(*function);
        m_form.setSavedConfig(m_saved[m_current]);
    } else if (!m_current.isEmpty()) {
        // The function was renamed or removed in the template's text.
        m_current.clear();
        select(m_workspace.functions.empty() ? QString() : m_workspace.functions.front().logicalId);
    }
    showProblems();
    emit changed();
}

void WorkspaceController::listFiles()
{
    struct Files
    {
        QString function;
        QStringList files;
    };
    std::vector<std::pair<QString, QString>> folders;
    for (const auto &function : m_workspace.functions)
        folders.emplace_back(function.logicalId, function.codePath);
    engine::deliver(QtConcurrent::run([folders] {
                        std::vector<Files> lists;
                        for (const auto &[function, folder] : folders)
                            lists.push_back({function, codeFiles(folder)});
                        return lists;
                    }),
                    this, [this](const std::vector<Files> &lists) {
                        for (const Files &list : lists)
                            m_list.setFiles(list.function, list.files);
                    });
}

void WorkspaceController::readBuffer()
{
    if (!m_tabs.contains(templatePath()))
        return;
    m_readPause.stop();
    const int generation = ++m_generation;
    const QByteArray text = m_tabs.contentOf(templatePath());
    const auto read = [folder = m_workspace.folder, file = m_workspace.templateFile, text,
                       parameters = m_parameters] {
        return engine::readTemplate(folder, file, text, parameters);
    };
    engine::deliver(QtConcurrent::run(read), this,
                    [this, generation](const engine::Workspace &workspace) {
                        if (generation == m_generation && !m_formPause.isActive())
                            show(workspace);
                    });
}

void WorkspaceController::onFormEdited(const engine::FunctionConfig &config)
{
    m_edited = config;
    m_formPause.start();
}

void WorkspaceController::applyFormNow()
{
    if (m_formPause.isActive())
        applyForm();
}

void WorkspaceController::setMemory(engine::Megabytes memory)
{
    applyFormNow();
    const auto *function = current();
    if (!function)
        return;
    engine::FunctionConfig config = function->config;
    config.memory = memory;
    onFormEdited(config);
    applyForm();
}

void WorkspaceController::applyForm()
{
    m_formPause.stop();
    const auto *function = current();
    if (!function || m_edited == function->config)
        return;
    const QString path = templatePath();
    if (!m_tabs.contains(path)) {
        // The tab was closed: it comes back behind the others, and the edit goes into it.
        m_documents.open(path, 0, DocumentController::Show::InBackground);
        m_formPause.start();
        return;
    }
    const auto patched = engine::patchFunction(m_tabs.contentOf(path), m_workspace.templateFile,
                                               function->logicalId, function->config, m_edited);
    if (!patched) {
        // The form shows what is set, also in the field that the user is in.
        const QPointer<QWidget> focused = QApplication::focusWidget();
        m_form.clear();
        m_form.setFunction(*function);
        m_form.setSavedConfig(m_saved[m_current]);
        if (focused && m_form.isAncestorOf(focused))
            focused->setFocus();
        emit refused(patched.error());
        return;
    }
    editTemplate(*patched);
}

bool WorkspaceController::hasTemplateBuffer() const
{
    return m_tabs.contains(templatePath());
}

QByteArray WorkspaceController::templateText() const
{
    return hasTemplateBuffer() ? m_tabs.contentOf(templatePath()) : QByteArray();
}

void WorkspaceController::editTemplate(const QByteArray &text)
{
    m_tabs.editor(templatePath())->editContent(text);
    // At once, so that a second edit starts from the first one.
    ++m_generation;
    show(engine::readTemplate(m_workspace.folder, m_workspace.templateFile, text, m_parameters));
}

void WorkspaceController::openSandboxPath(const QString &path, int line)
{
    const auto *function = current();
    const auto task = QStringLiteral("/var/task/");
    if (!function || function->codePath.isEmpty() || !path.startsWith(task))
        return;
    const QString file = QDir::cleanPath(function->codePath + u'/' + path.mid(task.size()));
    if (file.startsWith(function->codePath + u'/')) // names come from the function's own output
        m_documents.open(file, line);
}

void WorkspaceController::showInTemplate(const QString &logicalId, const QString &)
{
    if (const auto *function = m_workspace.function(logicalId))
        m_documents.open(templatePath(), function->line);
}

void WorkspaceController::showProblems()
{
    widgets::CodeEditor *editor = m_tabs.editor(templatePath());
    if (!editor)
        return;
    std::vector<widgets::EditorProblem> marks;
    for (const engine::TemplateProblem &problem : m_workspace.problems) {
        if (problem.file == m_workspace.templateFile)
            marks.push_back({problem.line, problem.column, engine::explain(problem).sentence,
                             problem.severity == engine::TemplateProblem::Severity::Error
                                 ? widgets::EditorProblem::Severity::Error
                                 : widgets::EditorProblem::Severity::Warning});
    }
    editor->setProblems(marks);
}

QString WorkspaceController::templatePath() const
{
    return QDir(m_workspace.folder).filePath(m_workspace.templateFile);
}

} // namespace app

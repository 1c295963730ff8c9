// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/buildcontroller.h"

#include <QDir>
#include <QLabel>
#include <QtConcurrentRun>

#include "app/controllers/documentcontroller.h"
#include "app/controllers/workspacecontroller.h"
#include "app/enginehost.h"
#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/project/trust.h"
#include "widgets/builds/buildpanel.h"
#include "widgets/common/format.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"
#include "widgets/editor/codeeditor.h"
#include "widgets/editor/editortabs.h"

namespace app {

using engine::BuildProblem;
using engine::BuildStatus;
using State = engine::BuildStatus::State;

BuildController::BuildController(EngineHost &host, WorkspaceController &workspace,
                                 DocumentController &documents, Panels panels, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_workspace(workspace)
    , m_documents(documents)
    , m_panels(panels)
{
    connect(&m_host, &EngineHost::buildChanged, this, &BuildController::onChanged);
    connect(&m_host, &EngineHost::buildOutputArrived, this, &BuildController::onOutput);
    connect(&m_workspace, &WorkspaceController::currentChanged, this, [this] {
        show();
        prepareCurrent();
    });
    connect(&m_documents, &DocumentController::saved, this, &BuildController::prepareCurrent);
    connect(&m_documents, &DocumentController::opened, this, &BuildController::mark);
    connect(&m_panels.build, &widgets::BuildPanel::problemActivated, this,
            &BuildController::onProblem);
    connect(&m_panels.build, &widgets::BuildPanel::buildRequested, this,
            [this] { m_host.build(currentName()); });
    connect(&m_panels.build, &widgets::BuildPanel::cancelRequested, this,
            [this] { m_host.cancelBuild(currentName()); });
    connect(&m_panels.trust, &widgets::MessageLine::actionTriggered, this, &BuildController::trust);
    connect(&m_panels.status, &QLabel::linkActivated, this, &BuildController::panelWanted);
}

QString BuildController::currentName() const
{
    const auto *function = m_workspace.current();
    return function ? function->config.name : QString();
}

void BuildController::prepareCurrent()
{
    if (const QString name = currentName(); !name.isEmpty())
        m_host.prepare(name);
}

void BuildController::forget()
{
    m_builds.clear();
    show();
}

QStringList BuildController::filesOf(const BuildStatus &status) const
{
    QStringList files;
    for (const BuildProblem &problem : status.problems) {
        if (!problem.file.isEmpty())
            files << QDir::cleanPath(QDir(status.codePath).absoluteFilePath(problem.file));
    }
    files.removeDuplicates();
    return files;
}

void BuildController::onChanged(const BuildStatus &status)
{
    BuildStatus &known = m_builds[status.functionName];
    const QStringList before = filesOf(known);
    known = status;
    markAll(before + filesOf(status));
    if (status.functionName == currentName())
        show();
}

void BuildController::onOutput(const QString &function, const QByteArray &lines)
{
    m_builds[function].output += lines;
    if (function == currentName())
        m_panels.build.appendOutput(lines);
}

void BuildController::show()
{
    const BuildStatus status = m_builds.value(currentName());
    m_panels.build.setStatus(status);
    showStatus(status);
    if (status.error && status.error->code == engine::Error::Code::NotTrusted)
        askForTrust(*status.error);
    else
        m_panels.trust.clear();
}

void BuildController::askForTrust(const engine::Error &error)
{
    engine::Explanation text = engine::explain(error);
    text.remedy = tr("Trust it if you know who wrote it. Functions run in a sandbox either way.");
    m_panels.trust.setMessage(text, widgets::MessageLine::Severity::Warning);
    m_panels.trust.setAction(tr("&Trust this workspace"));
}

void BuildController::showStatus(const BuildStatus &status)
{
    QString text;
    auto token = widgets::Token::Muted;
    switch (status.state) {
    case State::Waiting:
    case State::Running:
        text = tr("building …");
        break;
    case State::Succeeded:
        text = tr("built in %1").arg(widgets::formatDuration(status.duration));
        break;
    case State::UpToDate:
        text = tr("built");
        break;
    case State::Failed:
        text = status.problems.empty()
                   ? tr("not built")
                   : tr("%n build problem(s)", nullptr, static_cast<int>(status.problems.size()));
        token = widgets::Token::Error;
        break;
    case State::Cancelled:
        text = tr("build cancelled");
        break;
    case State::NotNeeded:
        break;
    }
    m_panels.status.setVisible(!text.isEmpty());
    m_panels.status.setText(
        QStringLiteral("<a href=\"build\" style=\"color:%1\">%2</a>")
            .arg(widgets::color(token, widgets::schemeOf(&m_panels.status)).name(),
                 text.toHtmlEscaped()));
    m_panels.status.setAccessibleName(text);
}

void BuildController::trust()
{
    const QString folder = m_workspace.folder();
    engine::deliver(QtConcurrent::run([folder] { return engine::TrustedFolders().add(folder); }),
                    this, [this](const engine::Result<void> &added) {
                        if (!added) {
                            emit failed(added.error());
                            return;
                        }
                        m_panels.trust.clear();
                        prepareCurrent();
                    });
}

void BuildController::onProblem(const BuildProblem &problem)
{
    const BuildStatus status = m_builds.value(currentName());
    if (problem.file.isEmpty() || status.codePath.isEmpty())
        return;
    const QString path = QDir::cleanPath(QDir(status.codePath).absoluteFilePath(problem.file));
    if (m_panels.editor.contains(path) && problem.line > 0)
        m_panels.editor.goTo(path, problem.line, qMax(problem.column, 1));
    else
        m_documents.open(path, problem.line);
}

void BuildController::markAll(const QStringList &paths)
{
    for (const QString &path : paths)
        mark(path);
}

// All that builds say of the file; functions may share it.
void BuildController::mark(const QString &path)
{
    widgets::CodeEditor *editor = m_panels.editor.editor(path);
    if (!editor)
        return;
    std::vector<widgets::EditorProblem> marks;
    bool isSource = false;
    for (const BuildStatus &status : std::as_const(m_builds)) {
        isSource = isSource || path.startsWith(status.codePath + u'/');
        for (const BuildProblem &problem : status.problems) {
            if (problem.line > 0
                && QDir::cleanPath(QDir(status.codePath).absoluteFilePath(problem.file)) == path)
                marks.push_back({problem.line, problem.column, problem.message,
                                 problem.severity == BuildProblem::Severity::Error
                                     ? widgets::EditorProblem::Severity::Error
                                     : widgets::EditorProblem::Severity::Warning});
        }
    }
    if (isSource) // others have marks of their own
        editor->setProblems(marks);
}

} // namespace app

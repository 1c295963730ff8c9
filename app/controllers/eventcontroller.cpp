// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/eventcontroller.h"

#include <QFile>
#include <QAbstractButton>
#include <QInputDialog>
#include <QMessageBox>
#include <QPointer>
#include <QtConcurrentRun>

#include "app/controllers/workspacecontroller.h"
#include "engine/core/atomicfile.h"
#include "engine/core/deliver.h"
#include "engine/events/eventmaker.h"
#include "engine/model/function.h"
#include "engine/model/limits.h"
#include "widgets/config/functionlist.h"
#include "widgets/events/eventeditor.h"
#include "widgets/events/neweventdialog.h"
#include "widgets/events/pasteeventdialog.h"

namespace app {
namespace {

constexpr char NewEvent[] = "{\n  \n}\n";
// Larger than what can be sent, so that the editor can say so.
constexpr qint64 LargestEvent = 4 * engine::limits::PayloadBytes;

QStringList namesIn(const QString &folder, const QString &function)
{
    QStringList names;
    if (!function.isEmpty()) {
        for (const engine::SavedEvent &event : engine::savedEvents(folder, function))
            names << event.name;
    }
    return names;
}

bool bringToFront(QWidget *dialog)
{
    if (!dialog || !dialog->isVisible()) // one that was closed is yet to be deleted
        return false;
    dialog->raise();
    dialog->activateWindow();
    return true;
}

} // namespace

EventController::EventController(WorkspaceController &workspace, widgets::EventEditor &editor,
                                 widgets::FunctionList &list, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_list(list)
{
    connect(&m_workspace, &WorkspaceController::opened, this, [this] {
        m_drafts.clear();
        m_function.clear();
        listAll();
    });
    connect(&m_workspace, &WorkspaceController::changed, this, &EventController::listAll);
    connect(&m_workspace, &WorkspaceController::currentChanged, this,
            &EventController::showFunction);
    connect(&m_list, &widgets::FunctionList::eventActivated, this, &EventController::choose);
    connect(&m_list, &widgets::FunctionList::newEventRequested, this,
            [this](const QString &function) {
                m_workspace.select(function);
                showNewDialog();
            });
    connect(&m_list, &widgets::FunctionList::renameEventRequested, this,
            [this](const QString &function, const QString &name) {
                m_workspace.select(function);
                askName(tr("Rename event"), name, &EventController::rename, name);
            });
    connect(&m_list, &widgets::FunctionList::deleteEventRequested, this,
            [this](const QString &function, const QString &name) {
                m_workspace.select(function);
                remove(name);
            });
    connect(&m_editor, &widgets::EventEditor::eventChosen, this, &EventController::load);
    connect(&m_editor, &widgets::EventEditor::saveRequested, this, &EventController::save);
    connect(&m_editor, &widgets::EventEditor::deleteRequested, this, &EventController::remove);
    connect(&m_editor, &widgets::EventEditor::newRequested, this, &EventController::showNewDialog);
    connect(&m_editor, &widgets::EventEditor::pasteRequested, this,
            &EventController::showPasteDialog);
    connect(&m_editor, &widgets::EventEditor::wrapRequested, this, &EventController::wrap);
    connect(
        &m_editor, &widgets::EventEditor::duplicateRequested, this, [this](const QString &name) {
            askName(tr("Duplicate event"), tr("%1-copy").arg(name), &EventController::create, name);
        });
    connect(&m_editor, &widgets::EventEditor::renameRequested, this, [this](const QString &name) {
        askName(tr("Rename event"), name, &EventController::rename, name);
    });
}

void EventController::choose(const QString &function, const QString &name)
{
    m_workspace.select(function);
    load(name);
}

bool EventController::hasUnsaved() const
{
    return m_editor.isDirty() && !m_editor.currentName().isEmpty();
}

void EventController::showFunction()
{
    if (!m_function.isEmpty())
        m_drafts[m_function] = {m_editor.currentName(), m_editor.payload(), m_editor.isDirty()};
    const auto *function = m_workspace.current();
    m_function = function ? function->logicalId : QString();
    const QStringList all = names(functionName());
    const auto draft = m_drafts.find(m_function);
    if (draft != m_drafts.end() && (draft->second.dirty || all.contains(draft->second.name))) {
        m_editor.setEvents(all, draft->second.name);
        m_editor.setPayload(draft->second.payload);
        if (!draft->second.dirty)
            load(draft->second.name);
        return;
    }
    m_editor.setEvents(all, all.value(0));
    m_editor.setPayload(NewEvent);
    ++m_generation; // what is being read belongs to another function
    setLoading(false);
    if (!all.isEmpty())
        load(all.constFirst());
}

// In the pool: a workspace may have thousands of functions, each with a folder of its own.
void EventController::listAll()
{
    std::vector<std::pair<QString, QString>> functions; // logical id, name
    for (const auto &function : m_workspace.workspace().functions)
        functions.emplace_back(function.logicalId, function.config.name);
    const int listing = ++m_listing;
    engine::deliver(QtConcurrent::run([functions, folder = m_workspace.folder()] {
                        std::vector<std::pair<QString, QStringList>> lists;
                        for (const auto &[id, name] : functions)
                            lists.emplace_back(id, namesIn(folder, name));
                        return lists;
                    }),
                    this,
                    [this, listing](const std::vector<std::pair<QString, QStringList>> &lists) {
                        if (listing != m_listing)
                            return; // a newer one is on its way
                        for (const auto &[id, names] : lists)
                            m_list.setEvents(id, names);
                    });
}

void EventController::load(const QString &name)
{
    const QString path = pathOf(name);
    const int generation = ++m_generation;
    setLoading(true);
    engine::deliver(QtConcurrent::run([path] { return engine::readWhole(path, LargestEvent); }),
                    this, [this, name, generation](const engine::Result<QByteArray> &content) {
                        if (generation != m_generation)
                            return;
                        if (content) {
                            m_editor.setEvents(names(functionName()), name);
                            m_editor.setPayload(*content);
                        }
                        setLoading(false);
                        if (!content)
                            emit failed(content.error());
                    });
}

void EventController::setLoading(bool loading)
{
    if (m_loading == loading)
        return;
    m_loading = loading;
    emit loadingChanged();
}

void EventController::save(const QString &name, const QByteArray &payload)
{
    if (name.isEmpty())
        return askName(tr("Save event"), tr("event"), &EventController::create, QString());
    const QString path = pathOf(name);
    engine::deliver(
        QtConcurrent::run([path, payload] { return engine::writeAtomically(path, payload); }), this,
        [this, payload](const engine::Result<void> &result) {
            if (!result)
                emit failed(result.error());
            else if (m_editor.payload() == payload)
                m_editor.setSaved();
        });
}

QFuture<engine::Result<void>> EventController::saveIfNamed()
{
    const QString path = hasUnsaved() ? pathOf(m_editor.currentName()) : QString();
    const QByteArray payload = m_editor.payload();
    const auto future = QtConcurrent::run([path, payload]() -> engine::Result<void> {
        return path.isEmpty() ? engine::Result<void>() : engine::writeAtomically(path, payload);
    });
    engine::deliver(future, this, [this, path, payload](const engine::Result<void> &result) {
        if (!result)
            emit failed(result.error());
        else if (!path.isEmpty() && m_editor.payload() == payload)
            m_editor.setSaved();
    });
    return future;
}

void EventController::askName(const QString &title, const QString &proposal,
                              void (EventController::*then)(const QString &, const QString &),
                              const QString &old)
{
    auto *dialog = new QInputDialog(m_editor.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(tr("Name of the event:"));
    dialog->setTextValue(proposal);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, then, old](const QString &name) { (this->*then)(old, name.trimmed()); });
    dialog->open();
}

engine::EventSurroundings EventController::surroundings()
{
    engine::EventSurroundings around{m_clock, m_ids};
    if (!functionName().isEmpty())
        around.function = functionName();
    around.region = QString::fromUtf16(engine::DefaultRegion);
    around.account = QString::fromUtf16(engine::AccountId);
    return around;
}

void EventController::showNewDialog()
{
    if (bringToFront(m_newDialog))
        return;
    auto *dialog =
        new widgets::NewEventDialog([this] { return surroundings(); }, m_editor.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTakenNames(names(functionName()));
    connect(dialog, &widgets::NewEventDialog::insertRequested, this,
            [this, dialog](const QByteArray &event) {
                m_editor.insert(event);
                dialog->accept();
            });
    connect(dialog, &widgets::NewEventDialog::saveRequested, this,
            [this, dialog](const QString &name, const QByteArray &event) {
                createWith(name, event, [guard = QPointer<QDialog>(dialog)] {
                    if (guard)
                        guard->accept();
                });
            });
    m_newDialog = dialog;
    // It is for one function: with another one it goes.
    connect(&m_workspace, &WorkspaceController::currentChanged, dialog, &QDialog::reject);
    dialog->show();
}

void EventController::showPasteDialog()
{
    if (bringToFront(m_pasteDialog))
        return;
    auto *dialog =
        new widgets::PasteEventDialog([this] { return surroundings(); }, m_editor.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_pasteDialog = dialog;
    connect(dialog, &widgets::PasteEventDialog::insertRequested, this,
            [this, dialog](const QByteArray &event) {
                m_editor.insert(event);
                dialog->accept();
            });
    connect(&m_workspace, &WorkspaceController::currentChanged, dialog, &QDialog::reject);
    dialog->show();
}

void EventController::wrap(const QString &form)
{
    const auto wrapped = engine::wrapEvent(m_editor.payload(), form, surroundings());
    if (wrapped)
        m_editor.insert(*wrapped);
    else
        emit failed(wrapped.error());
}

void EventController::createWith(const QString &name, const QByteArray &payload,
                                 const std::function<void()> &done)
{
    const QString path = pathOf(name);
    if (path.isEmpty() || QFile::exists(path)) {
        emit failed(
            {path.isEmpty() ? engine::Error::Code::NotWritable : engine::Error::Code::AlreadyExists,
             tr("this is no file name"), name});
        return;
    }
    engine::deliver(
        QtConcurrent::run([path, payload] { return engine::writeAtomically(path, payload); }), this,
        [this, name = engine::savedEventName(name), done](const engine::Result<void> &result) {
            if (!result) {
                emit failed(result.error());
                return;
            }
            listAll();
            load(name);
            if (done)
                done();
        });
}

// A new event with the text that is shown (also the copy of `old`, which is the one shown).
void EventController::create(const QString &old, const QString &name)
{
    const bool keepText = !old.isEmpty() || m_editor.currentName().isEmpty();
    createWith(name, keepText ? m_editor.payload() : QByteArray(NewEvent), {});
}

void EventController::rename(const QString &old, const QString &name)
{
    const QString from = pathOf(old);
    const QString to = pathOf(name);
    if (old == name)
        return;
    if (to.isEmpty() || !QFile::rename(from, to)) { // never over another file
        emit failed({QFile::exists(to) ? engine::Error::Code::AlreadyExists
                                       : engine::Error::Code::NotWritable,
                     tr("it can't be renamed"), name});
        return;
    }
    listAll();
    m_editor.setEvents(names(functionName()), engine::savedEventName(name));
}

void EventController::remove(const QString &name)
{
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Delete event"),
                        tr("Delete the saved event %1? Its file goes to the wastebasket "
                           "where there is one.")
                            .arg(name),
                        QMessageBox::Cancel, m_editor.window());
    question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        question, &QMessageBox::buttonClicked, this,
        [this, question, name](QAbstractButton *button) {
            if (question->buttonRole(button) != QMessageBox::DestructiveRole)
                return;
            const QString path = pathOf(name);
            if (!QFile::moveToTrash(path) && !QFile::remove(path)) {
                emit failed({engine::Error::Code::NotWritable, tr("it can't be deleted"), path});
                return;
            }
            listAll();
            m_drafts.erase(m_function);
            m_function.clear();
            showFunction();
        });
    question->open();
}

QString EventController::functionName() const
{
    const auto *function = m_workspace.current();
    return function ? function->config.name : QString();
}

QStringList EventController::names(const QString &function) const
{
    return namesIn(m_workspace.folder(), function);
}

QString EventController::pathOf(const QString &name) const
{
    return engine::eventFilePath(m_workspace.folder(), functionName(), name);
}

} // namespace app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/newfunctiondialog.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <utility>

#include "engine/core/deliver.h"
#include "engine/starters/starters.h"
#include "widgets/common/icons.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

QPlainTextEdit *makePreview(const char *name, const QString &spoken, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(QLatin1StringView(name));
    text->setAccessibleName(spoken);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFont(fixedFont());
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    return text;
}

QLabel *makeLabel(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

NewFunctionDialog::NewFunctionDialog(Plan plan, QWidget *parent)
    : QDialog(parent)
    , m_makePlan(std::move(plan))
    , m_starters(new QListWidget(this))
    , m_runtimes(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_description(new QLabel(this))
    , m_files(makePreview("planFiles", tr("Files that will be written"), this))
    , m_block(makePreview("planBlock", tr("What the template gets"), this))
    , m_message(new MessageLine(this))
    , m_create(new QPushButton(tr("&Create"), this))
{
    setWindowTitle(tr("New function"));
    m_starters->setObjectName(QStringLiteral("starterList"));
    m_starters->setAccessibleName(tr("What it begins as"));
    for (const engine::Starter &starter : engine::starters()) {
        auto *item = new QListWidgetItem(icon(Icon::Function), engine::starterWord(starter.title),
                                         m_starters);
        item->setData(Qt::UserRole, starter.name);
        item->setToolTip(engine::starterWord(starter.description));
    }
    m_runtimes->setObjectName(QStringLiteral("starterRuntime"));
    m_runtimes->setAccessibleName(tr("What it is written in"));
    m_name->setObjectName(QStringLiteral("functionName"));
    m_name->setAccessibleName(tr("Name of the function"));
    m_description->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("newFunctionMessage"));
    m_create->setObjectName(QStringLiteral("createFunction"));
    m_create->setDefault(true);

    auto *left = new QVBoxLayout;
    left->setSpacing(InControl);
    left->addWidget(makeLabel(tr("&Begin with"), m_starters, this));
    left->addWidget(m_starters, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(InControl);
    right->addWidget(m_description);
    right->addSpacing(Related);
    right->addWidget(makeLabel(tr("&Name"), m_name, this));
    right->addWidget(m_name);
    right->addSpacing(InControl);
    right->addWidget(makeLabel(tr("&Runtime"), m_runtimes, this));
    right->addWidget(m_runtimes);
    right->addSpacing(InControl);
    right->addWidget(makeLabel(tr("&Files"), m_files, this));
    right->addWidget(m_files, 2);
    right->addSpacing(InControl);
    right->addWidget(makeLabel(tr("&Template"), m_block, this));
    right->addWidget(m_block, 4);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(BetweenGroups);
    columns->addLayout(left, 2);
    columns->addLayout(right, 5);
    auto *close = new QPushButton(tr("C&ancel"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Related);
    buttons->addStretch();
    buttons->addWidget(m_create);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addLayout(columns, 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    resize(QSize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 36)
               .boundedTo(screen()->availableSize()));
    QWidget *last = m_starters;
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_name, m_runtimes, m_files, m_block, m_create, close}) {
        setTabOrder(last, each);
        last = each;
    }

    connect(m_starters, &QListWidget::currentRowChanged, this, &NewFunctionDialog::showStarter);
    connect(m_runtimes, &QComboBox::activated, this, &NewFunctionDialog::edited);
    connect(m_name, &QLineEdit::textChanged, this, &NewFunctionDialog::edited);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, [this] {
        m_creating = true; // by a new plan: the template may have been edited meanwhile
        refresh();
    });
    m_starters->setCurrentRow(0);
    m_name->setFocus();
}

engine::FunctionWish NewFunctionDialog::wish() const
{
    const QListWidgetItem *item = m_starters->currentItem();
    return {m_name->text().trimmed(), item ? item->data(Qt::UserRole).toString() : QString(),
            m_runtimes->currentData().toString()};
}

// The runtime stays where the next starter is there in it too.
void NewFunctionDialog::showStarter()
{
    const QString before = m_runtimes->currentData().toString();
    m_runtimes->clear();
    const engine::Starter *starter = engine::starter(wish().starter);
    if (!starter)
        return;
    m_description->setText(engine::starterWord(starter->description));
    for (const QString &name : starter->runtimes)
        m_runtimes->addItem(engine::starterRuntime(name).title, name);
    m_runtimes->setCurrentIndex(std::max(0, m_runtimes->findData(before)));
    edited();
}

void NewFunctionDialog::edited()
{
    m_creating = false;
    m_failed = false; // until it is known
    refresh();
    updateButton();
}

void NewFunctionDialog::refresh()
{
    m_changed = true;
    if (m_planning)
        return;
    m_changed = false;
    m_planning = true;
    const engine::FunctionWish wished = wish();
    // The files are shown for a name that is still to come, and nothing is called wrong yet.
    engine::FunctionWish shown = wished;
    if (shown.name.isEmpty())
        shown.name = QStringLiteral("NAME");
    engine::deliver(m_makePlan(shown), this,
                    [this, wished](const engine::Result<engine::FunctionPlan> &plan) {
                        m_planning = false;
                        if (m_changed)
                            refresh();
                        else
                            showPlan(wished, plan);
                    });
}

void NewFunctionDialog::showPlan(const engine::FunctionWish &wished,
                                 const engine::Result<engine::FunctionPlan> &plan)
{
    const bool named = !wished.name.isEmpty();
    m_failed = named && !plan;
    if (m_failed && plan.error().code == engine::Error::Code::InvalidConfiguration)
        m_message->setMessage({plan.error().detail, {}}, MessageLine::Severity::Error); // the name
    else if (m_failed)
        m_message->setError(plan.error());
    else
        m_message->clear();
    if (m_failed) { // what was shown is of another name
        m_files->clear();
        m_block->clear();
    }
    if (plan) {
        QStringList files;
        for (const auto &file : plan->files)
            files << file.path;
        m_files->setPlainText(files.join(u'\n'));
        m_block->setPlainText(QString::fromUtf8(plan->block));
    }
    updateButton();
    if (std::exchange(m_creating, false) && named && plan)
        emit createRequested(*plan);
}

void NewFunctionDialog::updateButton()
{
    const bool named = !wish().name.isEmpty();
    m_create->setEnabled(named && !m_failed && !m_busy);
    m_create->setToolTip(named ? QString() : tr("A function needs a name"));
}

void NewFunctionDialog::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *each : std::initializer_list<QWidget *>{m_starters, m_runtimes, m_name})
        each->setEnabled(!busy);
    updateButton();
}

void NewFunctionDialog::showError(const engine::Error &error)
{
    m_message->setError(error);
}

} // namespace widgets

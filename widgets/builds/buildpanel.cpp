// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/builds/buildpanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/builds/buildproblemmodel.h"
#include "widgets/common/busybar.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/marks.h"
#include "widgets/common/messageline.h"
#include "widgets/common/textloader.h"
#include "widgets/common/theme.h"

namespace widgets {

using engine::BuildStatus;
using State = engine::BuildStatus::State;

namespace {

Token tokenOf(State state)
{
    switch (state) {
    case State::Failed:
        return Token::Error;
    case State::Succeeded:
    case State::UpToDate:
        return Token::Good;
    case State::Running:
        return Token::Accent;
    case State::Waiting:
    case State::Cancelled:
    case State::NotNeeded:
        break;
    }
    return Token::Frozen;
}

} // namespace

BuildPanel::BuildPanel(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(Icon::Run, this))
    , m_busy(new BusyBar(this))
    , m_mark(new QLabel(this))
    , m_status(new QLabel(this))
    , m_cancel(new QToolButton(this))
    , m_again(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_message(new MessageLine(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_problems(new QTreeView(this))
    , m_model(new BuildProblemModel(this))
    , m_output(new QPlainTextEdit(this))
    , m_loader(new TextLoader(m_output, TextLoader::LongLines::Break, this))
{
    m_empty->setObjectName(QStringLiteral("buildEmpty"));
    m_empty->setTexts(tr("Nothing to build"),
                      tr("This function runs as it is. For compiled languages and TypeScript, "
                         "what the compiler says will be here, at each save."));
    m_status->setObjectName(QStringLiteral("buildStatus"));
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_message->setObjectName(QStringLiteral("buildMessage"));
    const auto button = [](QToolButton *made, const char *name, Icon picture, const QString &text) {
        made->setObjectName(QLatin1StringView(name));
        made->setIcon(icon(picture));
        made->setText(text);
        made->setToolTip(text);
        made->setAutoRaise(true);
    };
    button(m_cancel, "buildCancel", Icon::Stop, tr("Cancel the build"));
    button(m_again, "buildAgain", Icon::Reset, tr("Build again"));
    m_again->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button(m_copy, "buildCopy", Icon::Copy, tr("Copy the output"));

    m_problems->setObjectName(QStringLiteral("buildProblems"));
    m_problems->setAccessibleName(tr("Problems that the compiler found"));
    m_problems->setModel(m_model);
    m_problems->setRootIsDecorated(false);
    m_problems->setUniformRowHeights(true);
    m_problems->setAllColumnsShowFocus(true);
    m_problems->setFrameShape(QFrame::NoFrame);
    m_problems->header()->setStretchLastSection(false);
    m_problems->header()->setSectionResizeMode(BuildProblemModel::MessageColumn,
                                               QHeaderView::Stretch);
    m_problems->header()->setSectionResizeMode(BuildProblemModel::PlaceColumn,
                                               QHeaderView::ResizeToContents);
    m_output->setObjectName(QStringLiteral("buildOutput"));
    m_output->setAccessibleName(tr("Output of the compiler"));
    m_output->setReadOnly(true);
    m_output->setFont(fixedFont());
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setFrameShape(QFrame::NoFrame);
    m_output->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Related, InControl, InControl, InControl);
    bar->setSpacing(Related);
    bar->addWidget(m_mark);
    bar->addWidget(m_status, 1);
    bar->addWidget(m_again);
    bar->addWidget(m_cancel);
    bar->addWidget(m_copy);
    m_splitter->addWidget(m_problems);
    m_splitter->addWidget(m_output);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({500, 500});

    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_busy);
    layout->addWidget(m_message);
    layout->addWidget(m_splitter, 1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);

    connect(m_problems, &QTreeView::activated, this, [this](const QModelIndex &index) {
        emit problemActivated(m_model->problem(index.row()));
    });
    connect(m_cancel, &QToolButton::clicked, this, &BuildPanel::cancelRequested);
    connect(m_again, &QToolButton::clicked, this, &BuildPanel::buildRequested);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_output->toPlainText()); });
    setStatus({});
}

BuildPanel::~BuildPanel() = default;

void BuildPanel::setStatus(const BuildStatus &status)
{
    m_pages->setCurrentIndex(status.state == State::NotNeeded && !status.error ? 0 : 1);
    const bool runs = !status.isOver();
    m_busy->setBusy(runs);
    m_cancel->setVisible(runs);
    m_again->setVisible(status.state == State::Failed || status.state == State::Cancelled);
    m_mark->setPixmap(markIcon(tokenOf(status.state)).pixmap(QSize(12, 12), devicePixelRatioF()));
    m_status->setText(statusText(status));
    m_model->setProblems(status.problems);
    m_problems->setVisible(!status.problems.empty());
    // What the list does not say: no tool, no trust, no place.
    if (status.state == State::Failed && status.error && status.problems.empty())
        m_message->setError(*status.error);
    else if (status.error && status.error->code == engine::Error::Code::DependenciesMissing)
        m_message->setError(*status.error);
    else
        m_message->clear();
    const QString text = QString::fromUtf8(status.output);
    if (m_output->toPlainText() != text)
        m_loader->load(text);
    m_copy->setEnabled(!text.isEmpty() || runs);
}

void BuildPanel::appendOutput(const QByteArray &lines)
{
    m_loader->append(QString::fromUtf8(lines));
}

QString BuildPanel::statusText(const BuildStatus &status) const
{
    const QString &name = status.functionName;
    const auto problems = static_cast<int>(status.problems.size());
    switch (status.state) {
    case State::NotNeeded:
        return {};
    case State::Waiting:
        return tr("%1: waiting to be built").arg(name);
    case State::Running:
        return tr("%1: %2 is building …").arg(name, status.tool);
    case State::Succeeded:
        return problems == 0 ? tr("%1: built by %2 in %3")
                                   .arg(name, status.tool, formatDuration(status.duration))
                             : tr("%1: built by %2 in %3, %n warning(s)", nullptr, problems)
                                   .arg(name, status.tool, formatDuration(status.duration));
    case State::UpToDate:
        return tr("%1: up to date, built by %2").arg(name, status.tool);
    case State::Cancelled:
        return tr("%1: the build was cancelled").arg(name);
    case State::Failed:
        break;
    }
    return problems == 0 ? tr("%1: not built").arg(name)
                         : tr("%1: not built, %n problem(s)", nullptr, problems).arg(name);
}

} // namespace widgets

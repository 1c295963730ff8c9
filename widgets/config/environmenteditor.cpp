// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/environmenteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

#include "engine/model/configmessages.h"
#include "engine/model/limits.h"
#include "widgets/common/icons.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"

namespace widgets {

// How much of the 4 KB is used, as a line.
class EnvironmentEditor::Bar final : public QWidget
{
public:
    explicit Bar(QWidget *parent)
        : QWidget(parent)
    {
        setFixedHeight(4);
    }
    void setUsed(int bytes)
    {
        m_used = bytes;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const Scheme scheme = schemeOf(this);
        painter.setBrush(color(Token::Line, scheme));
        painter.drawRoundedRect(rect(), 2, 2);
        const double part = std::clamp(double(m_used) / engine::limits::EnvironmentBytes, 0.0, 1.0);
        const Token token = m_used > engine::limits::EnvironmentBytes ? Token::Error
                            : part > 0.9                              ? Token::Warm
                                                                      : Token::Accent;
        painter.setBrush(color(token, scheme));
        painter.drawRoundedRect(QRectF(0, 0, width() * part, height()), 2, 2);
    }

private:
    int m_used = 0;
};

namespace {

class VariableDelegate final : public QStyledItemDelegate
{
public:
    VariableDelegate(QToolButton *hide, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_hide(hide)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() == EnvironmentModel::ValueColumn) {
            option->decorationPosition = QStyleOptionViewItem::Right;
            if (m_hide->isChecked() && !option->text.isEmpty())
                option->text = QString(8, QChar(u'•'));
        }
        if (!index.data(EnvironmentModel::ProblemRole).toString().isEmpty())
            option->palette.setColor(QPalette::Text, color(Token::Error, schemeOf(option->widget)));
        else if (!index.data(EnvironmentModel::LockedRole).toString().isEmpty())
            option->palette.setColor(QPalette::Text,
                                     option->palette.color(QPalette::PlaceholderText));
    }

private:
    QToolButton *m_hide;
};

QToolButton *makeButton(const char *name, Icon picture, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QLatin1StringView(name));
    button->setIcon(icon(picture));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

EnvironmentEditor::EnvironmentEditor(QWidget *parent)
    : QWidget(parent)
    , m_model(new EnvironmentModel(this))
    , m_view(new QTableView(this))
    , m_budget(new QLabel(this))
    , m_bar(new Bar(this))
    , m_message(new MessageLine(this))
{
    auto *add = makeButton("addVariable", Icon::Add, tr("Add a variable"), this);
    m_duplicate =
        makeButton("duplicateVariable", Icon::Duplicate, tr("Duplicate the variable"), this);
    m_remove = makeButton("removeVariable", Icon::Remove, tr("Remove the variables"), this);
    auto *paste = makeButton("pasteVariables", Icon::Paste, tr("Paste KEY=VALUE lines"), this);
    m_hide = makeButton("hideValues", Icon::Hide, tr("Hide the values"), this);
    m_hide->setCheckable(true);

    m_view->setObjectName(QStringLiteral("environmentTable"));
    m_view->setAccessibleName(tr("Environment variables"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new VariableDelegate(m_hide, m_view));
    m_view->setFont(fixedFont());
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(QFontMetrics(fixedFont()).height()
                                                    + 2 * InControl + 2);
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->setColumnWidth(0, m_view->fontMetrics().averageCharWidth() * 16);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setTabKeyNavigation(false); // Tab leaves the grid; inside an editor it goes on
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMinimumHeight(m_view->verticalHeader()->defaultSectionSize() * 5);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed);
    m_view->installEventFilter(this);

    m_budget->setObjectName(QStringLiteral("environmentBudget"));
    m_budget->setFont(scaledFont(0.9));
    m_budget->setForegroundRole(QPalette::PlaceholderText);
    m_message->setObjectName(QStringLiteral("environmentMessage"));

    auto *frame = new QFrame(this);
    frame->setProperty("card", true);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_view);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(InControl);
    for (QToolButton *button : {add, m_duplicate, m_remove, paste})
        tools->addWidget(button);
    tools->addStretch();
    tools->addWidget(m_hide);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl);
    layout->addLayout(tools);
    layout->addWidget(frame, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_bar);
    layout->addWidget(m_budget);

    connect(add, &QToolButton::clicked, this, &EnvironmentEditor::add);
    connect(m_duplicate, &QToolButton::clicked, this, &EnvironmentEditor::duplicate);
    connect(m_remove, &QToolButton::clicked, this, &EnvironmentEditor::remove);
    connect(paste, &QToolButton::clicked, this, &EnvironmentEditor::paste);
    connect(m_hide, &QToolButton::toggled, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_model, &EnvironmentModel::edited, this, &EnvironmentEditor::edited);
    connect(m_model, &EnvironmentModel::edited, this, &EnvironmentEditor::updateState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EnvironmentEditor::updateState);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EnvironmentEditor::updateState);
    updateState();
}

void EnvironmentEditor::setVariables(const std::vector<engine::EnvironmentVariable> &variables)
{
    m_model->setVariables(variables);
    updateState();
}

std::vector<engine::EnvironmentVariable> EnvironmentEditor::variables() const
{
    return m_model->variables();
}

void EnvironmentEditor::setIntrinsics(const std::map<QString, QString> &byKey)
{
    m_model->setIntrinsics(byKey);
}

void EnvironmentEditor::add()
{
    const QModelIndex key = m_model->index(m_model->appendBlank(), EnvironmentModel::KeyColumn);
    m_view->setCurrentIndex(key);
    m_view->setFocus();
    m_view->edit(key);
}

void EnvironmentEditor::duplicate()
{
    const std::vector<int> rows = selectedRows();
    if (rows.size() != 1)
        return;
    const QModelIndex key =
        m_model->index(m_model->duplicate(rows.front()), EnvironmentModel::KeyColumn);
    m_view->setCurrentIndex(key);
    m_view->setFocus();
    m_view->edit(key);
}

void EnvironmentEditor::remove()
{
    std::vector<int> rows = selectedRows();
    std::erase_if(rows, [this](int row) {
        return !m_model->index(row, 0).data(EnvironmentModel::LockedRole).toString().isEmpty();
    });
    m_model->remove(rows);
}

void EnvironmentEditor::paste()
{
    m_model->merge(parseEnvironmentLines(QGuiApplication::clipboard()->text()));
}

void EnvironmentEditor::copy() const
{
    std::vector<engine::EnvironmentVariable> chosen;
    for (const int row : selectedRows())
        chosen.push_back({m_model->index(row, EnvironmentModel::KeyColumn).data().toString(),
                          m_model->index(row, EnvironmentModel::ValueColumn).data().toString()});
    QGuiApplication::clipboard()->setText(
        environmentLines(chosen.empty() ? m_model->variables() : chosen));
}

void EnvironmentEditor::updateState()
{
    const int used = engine::environmentSize(m_model->variables());
    const QLocale locale;
    m_budget->setText(
        tr("%1 / %2 bytes", "used of the limit")
            .arg(locale.toString(used), locale.toString(engine::limits::EnvironmentBytes)));
    m_bar->setUsed(used);

    const std::vector<int> rows = selectedRows();
    m_duplicate->setEnabled(rows.size() == 1);
    m_remove->setEnabled(!rows.empty());
    // The selected row's problem, else the first one.
    QString problem =
        rows.empty()
            ? QString()
            : m_model->index(rows.front(), 0).data(EnvironmentModel::ProblemRole).toString();
    if (problem.isEmpty())
        problem = m_model->firstProblem();
    if (problem.isEmpty() && used > engine::limits::EnvironmentBytes) {
        m_message->setMessage(engine::explain(
            engine::ConfigError{engine::ConfigError::Field::Environment,
                                engine::ConfigError::Kind::TooLarge, locale.toString(used)}));
    } else if (problem.isEmpty()) {
        m_message->clear();
    } else {
        m_message->setMessage({problem, QString()});
    }
}

std::vector<int> EnvironmentEditor::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

bool EnvironmentEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste)) {
            paste();
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (key->matches(QKeySequence::Delete)) {
            remove();
            return true;
        }
        if (key->key() == Qt::Key_Insert) {
            add();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/layerseditor.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "engine/model/limits.h"
#include "engine/project/problemmessages.h"
#include "widgets/common/icons.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

enum Column { NameColumn, ContentColumn, SizeColumn };
constexpr int FewestRows = 2;
constexpr std::size_t MostUndo = 100;

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

// An ARN's own name tells more than its beginning, and fits: "Powertools:7".
QString shortName(const QString &layer)
{
    const bool arn = layer.startsWith(u"arn:") && layer.count(u':') == 7;
    return arn ? layer.section(u':', 6) : layer;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace

LayersEditor::LayersEditor(QWidget *parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
    , m_menu(new QMenu(this))
    , m_size(new QLabel(this))
    , m_message(new MessageLine(this))
{
    m_add = makeButton("addLayer", Icon::Add, tr("Add a layer (Insert)"), this);
    m_add->setMenu(m_menu);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_menu->setObjectName(QStringLiteral("addLayerMenu"));
    m_remove = makeButton("removeLayer", Icon::Remove, tr("Remove the layer (Delete)"), this);
    m_up = makeButton("layerUp", Icon::Up, tr("Move the layer up (Alt+Up)"), this);
    m_down = makeButton("layerDown", Icon::Down, tr("Move the layer down (Alt+Down)"), this);

    m_list->setObjectName(QStringLiteral("layerList"));
    m_list->setAccessibleName(tr("Layers, later ones over earlier ones"));
    m_list->setHeaderLabels({tr("Layer"), tr("Content"), tr("Size")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(ContentColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(SizeColumn, QHeaderView::ResizeToContents);
    m_list->header()->setSectionsMovable(false);
    m_list->headerItem()->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    m_list->installEventFilter(this);

    m_size->setObjectName(QStringLiteral("layersSize"));
    m_size->setFont(scaledFont(0.9));
    m_size->setForegroundRole(QPalette::PlaceholderText);
    m_size->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("layersMessage"));
    // an ARN is one long word, which must not make the form wider than its place
    m_message->findChild<QLabel *>(QStringLiteral("messageText"))->setMinimumWidth(1);

    auto *frame = new QFrame(this);
    frame->setProperty("card", true);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_list);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(InControl);
    for (QToolButton *button : {m_add, m_remove, m_up, m_down})
        tools->addWidget(button);
    tools->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(InControl);
    layout->addLayout(tools);
    layout->addWidget(frame);
    layout->addWidget(m_message);
    layout->addWidget(m_size);

    connect(m_menu, &QMenu::aboutToShow, this, &LayersEditor::fillMenu);
    connect(m_remove, &QToolButton::clicked, this, &LayersEditor::remove);
    connect(m_up, &QToolButton::clicked, this, [this] { moveBy(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveBy(1); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, &LayersEditor::updateState);
    refresh();
}

void LayersEditor::setLayers(const QStringList &layers, int fixed)
{
    if (layers == m_layers && fixed == m_fixed)
        return;
    m_layers = layers;
    m_fixed = fixed;
    m_undo.clear();
    m_redo.clear();
    refresh();
}

void LayersEditor::setChoices(const std::vector<LayerChoice> &choices)
{
    m_choices.clear();
    m_ids.clear();
    for (const LayerChoice &choice : choices) {
        m_choices[choice.id] = choice;
        m_ids.append(choice.id);
    }
    refresh();
}

void LayersEditor::fillMenu()
{
    m_menu->clear();
    for (const QString &id : m_ids) {
        if (!m_layers.contains(id))
            m_menu->addAction(icon(Icon::Layer), id, this, [this, id] { add(id); });
    }
    if (m_menu->isEmpty()) {
        QAction *none = m_menu->addAction(
            m_ids.isEmpty() ? tr("The template declares no AWS::Serverless::LayerVersion")
                            : tr("All layers of the template are here"));
        none->setEnabled(false);
    }
}

void LayersEditor::add(const QString &id)
{
    change(m_layers + QStringList{id}, static_cast<int>(m_layers.size()));
}

void LayersEditor::remove()
{
    const int row = currentRow();
    if (row < m_fixed)
        return;
    QStringList layers = m_layers;
    layers.removeAt(row);
    change(layers, std::min<int>(row, static_cast<int>(layers.size()) - 1));
}

void LayersEditor::moveBy(int rows)
{
    const int row = currentRow();
    const int to = row + rows;
    if (row < m_fixed || to < m_fixed || to >= m_layers.size())
        return;
    QStringList layers = m_layers;
    layers.move(row, to);
    change(layers, to);
}

void LayersEditor::undo()
{
    if (m_undo.empty())
        return;
    m_redo.push_back(std::exchange(m_layers, m_undo.back()));
    m_undo.pop_back();
    refresh();
    emit edited();
}

void LayersEditor::redo()
{
    if (m_redo.empty())
        return;
    m_undo.push_back(std::exchange(m_layers, m_redo.back()));
    m_redo.pop_back();
    refresh();
    emit edited();
}

void LayersEditor::change(const QStringList &layers, int current)
{
    if (m_undo.size() >= MostUndo)
        m_undo.erase(m_undo.begin());
    m_undo.push_back(std::exchange(m_layers, layers));
    m_redo.clear();
    refresh();
    m_list->setCurrentItem(m_list->topLevelItem(current));
    emit edited();
}

void LayersEditor::refresh()
{
    const int current = currentRow();
    const int rows = static_cast<int>(m_layers.size());
    while (m_list->topLevelItemCount() > rows)
        delete m_list->takeTopLevelItem(rows);
    for (int row = 0; row < rows; ++row) {
        if (row == m_list->topLevelItemCount())
            m_list->addTopLevelItem(new QTreeWidgetItem);
        showItem(m_list->topLevelItem(row), row);
    }
    if (current >= 0)
        m_list->setCurrentItem(m_list->topLevelItem(std::min(current, rows - 1)));
    updateState();
}

void LayersEditor::showItem(QTreeWidgetItem *item, int row) const
{
    const QString &layer = m_layers[row];
    const auto choice = m_choices.find(layer);
    const bool known = choice != m_choices.end();
    const bool fixed = row < m_fixed;
    const engine::Explanation problem = problemOf(layer);
    const QString name = shortName(layer);
    item->setText(NameColumn, fixed ? tr("%1 (Globals)", "layer").arg(name) : name);
    item->setText(ContentColumn, known ? choice->second.content : tr("on AWS only"));
    item->setText(SizeColumn,
                  known && choice->second.bytes >= 0 ? sizeText(choice->second.bytes) : QString());
    item->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setIcon(NameColumn, icon(problem.sentence.isEmpty() ? Icon::Layer
                                   : known                    ? Icon::Error
                                                              : Icon::Warning));
    QString tip = layer;
    if (fixed)
        tip += u'\n' + tr("Comes from Globals; it can be changed there only.");
    if (!problem.sentence.isEmpty())
        tip += u'\n' + problem.sentence;
    item->setToolTip(NameColumn, tip);
    item->setToolTip(ContentColumn, tip);
    const QString spoken =
        problem.sentence.isEmpty()
            ? item->text(NameColumn)
            : tr("%1, problem: %2", "layer").arg(item->text(NameColumn), problem.sentence);
    item->setData(NameColumn, Qt::AccessibleTextRole, spoken);
    const QPalette::ColorRole role = fixed || !known ? QPalette::PlaceholderText : QPalette::Text;
    item->setForeground(NameColumn, palette().brush(role));
    item->setForeground(ContentColumn, palette().brush(QPalette::PlaceholderText));
}

engine::Explanation LayersEditor::problemOf(const QString &layer) const
{
    const auto choice = m_choices.find(layer);
    if (choice != m_choices.end())
        return choice->second.problem;
    engine::TemplateProblem elsewhere;
    elsewhere.kind = engine::TemplateProblem::Kind::LayerElsewhere;
    elsewhere.detail = shortName(layer);
    return {engine::problemText(elsewhere), engine::explain(elsewhere).remedy};
}

void LayersEditor::updateState()
{
    const int row = currentRow();
    const int rows = static_cast<int>(m_layers.size());
    m_remove->setEnabled(row >= m_fixed && row >= 0);
    m_up->setEnabled(row > m_fixed);
    m_down->setEnabled(row >= m_fixed && row >= 0 && row + 1 < rows);

    const int height =
        m_list->header()->sizeHint().height()
        + std::max(rows, FewestRows)
              * std::max(m_list->sizeHintForRow(0), fontMetrics().height() + InControl + 2)
        + 2;
    m_list->setFixedHeight(height);

    qint64 bytes = 0;
    bool all = true;
    int shown = -1; // whose problem is told: the selected one's, else the first one
    for (int i = 0; i < rows; ++i) {
        const auto choice = m_choices.find(m_layers[i]);
        const bool measured = choice != m_choices.end() && choice->second.bytes >= 0;
        bytes += measured ? choice->second.bytes : 0;
        all = all && measured;
        if (!problemOf(m_layers[i]).sentence.isEmpty() && (shown < 0 || i == row))
            shown = i;
    }
    const QString limit = sizeText(engine::limits::UnzippedBytes);
    m_size->setText(
        rows == 0 ? tr("No layers. Up to %n, laid over each other at /opt.", nullptr,
                       engine::limits::Layers)
        : all     ? tr("%1 of %2 for code and layers together", "size of all layers, limit")
                    .arg(sizeText(bytes), limit)
              : tr("At least %1 of %2 for code and layers together", "size of layers, limit")
                    .arg(sizeText(bytes), limit));
    if (shown < 0) {
        m_message->clear();
        return;
    }
    m_message->setMessage(problemOf(m_layers[shown]), m_choices.contains(m_layers[shown])
                                                          ? MessageLine::Severity::Error
                                                          : MessageLine::Severity::Warning);
}

int LayersEditor::currentRow() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

bool LayersEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list
        || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool alt = key->modifiers().testFlag(Qt::AltModifier);
    const bool pressed = event->type() == QEvent::KeyPress;
    if (alt && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        if (pressed)
            moveBy(key->key() == Qt::Key_Up ? -1 : 1);
    } else if (key->matches(QKeySequence::Delete)) {
        if (pressed)
            remove();
    } else if (key->key() == Qt::Key_Insert && key->modifiers() == Qt::NoModifier) {
        if (pressed)
            m_add->showMenu();
    } else if (key->matches(QKeySequence::Undo)) {
        if (pressed)
            undo();
    } else if (key->matches(QKeySequence::Redo)) {
        if (pressed)
            redo();
    } else {
        return QWidget::eventFilter(watched, event);
    }
    event->accept(); // the window's shortcuts for the same keys must not take them
    return pressed;
}

} // namespace widgets

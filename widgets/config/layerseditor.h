// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <map>
#include <vector>

#include "engine/core/messages.h"

class QLabel;
class QMenu;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace widgets {

class MessageLine;

// A layer that the template declares, as far as a form shows it.
struct LayerChoice
{
    QString id;                  // logical id
    QString content;             // ContentUri as written
    qint64 bytes = -1;           // unpacked; -1: not known yet, or not to be known
    engine::Explanation problem; // why it can't be used; empty when it can

    bool operator==(const LayerChoice &) const = default;
};

// The ordered list of a function's layers: add one of the template's, remove, move, take back.
// Later ones lie over earlier ones. Insert, Delete, Alt+Up, Alt+Down and Ctrl+Z do what the
// buttons do.
//
// Object names: "layerList", "addLayer" (its menu: "addLayerMenu"), "removeLayer", "layerUp",
// "layerDown", "layersSize" (text), "layersMessage".
class LayersEditor : public QWidget
{
    Q_OBJECT

public:
    explicit LayersEditor(QWidget *parent = nullptr);

    // The first `fixed` ones come from Globals: they are shown, and stay where they are. Emits
    // nothing. What is the same as shown leaves the selection alone; anything else ends undo.
    void setLayers(const QStringList &layers, int fixed);
    [[nodiscard]] QStringList layers() const { return m_layers; }
    void setChoices(const std::vector<LayerChoice> &choices);

public slots:
    void undo();
    void redo();

signals:
    void edited(); // by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillMenu();
    void add(const QString &id);
    void remove();
    void moveBy(int rows);
    void change(const QStringList &layers, int current);
    void refresh();
    void showItem(QTreeWidgetItem *item, int row) const;
    void updateState();
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] engine::Explanation problemOf(const QString &layer) const;

    QStringList m_layers;
    int m_fixed = 0;
    std::map<QString, LayerChoice> m_choices; // by id
    QStringList m_ids;                        // of the choices, in the template's order
    std::vector<QStringList> m_undo;
    std::vector<QStringList> m_redo;
    QTreeWidget *m_list = nullptr;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QMenu *m_menu = nullptr;
    QLabel *m_size = nullptr;
    MessageLine *m_message = nullptr;
};

} // namespace widgets

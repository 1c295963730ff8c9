// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

#include "engine/core/messages.h"
#include "engine/project/workspace.h"
#include "widgets/config/memoryeditor.h"

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QSpinBox;
class QStackedWidget;

namespace widgets {

class EnvironmentEditor;
class FormField;
class LayersEditor;
class NetworkSection;
struct LayerChoice;

// Settings of one function: General, Environment and Layers. Keeps no state but what is shown;
// saving, undo and waiting for a pause in typing are the owner's.
//
// Object names: "name", "runtime", "handler", "description", "memory", "memorySlider",
// "memoryHint", "timeout", "ephemeralStorage", "architecture", "network", "hostPorts",
// "vpcNote", "environment", "layers",
// "reservedConcurrency" and "reserves"; each one's FormField is named with "Field" behind it
// ("memoryField").
class FunctionConfigForm : public QWidget
{
    Q_OBJECT

public:
    using PriceText = MemoryEditor::PriceText;

    explicit FunctionConfigForm(QWidget *parent = nullptr);
    ~FunctionConfigForm() override;

    // Shows a function and takes its values as the saved ones; emits nothing. Of the function that
    // is shown already, a value that this form itself sent out is taken as the owner's answer: the
    // fields, their caret and selection are left alone. A change that came from elsewhere goes
    // into every field but one that the user is in the middle of.
    void setFunction(const engine::WorkspaceFunction &function);
    // Without this the saved values are those of setFunction(). For owners who keep unsaved edits.
    void setSavedConfig(const engine::FunctionConfig &saved);
    void clear(); // no function: the empty state

    [[nodiscard]] engine::FunctionConfig config() const; // keeps what this form has no field for
    // Everything that is wrong, values of the template that are no numbers included.
    [[nodiscard]] std::vector<engine::ConfigError> errors() const;

    void setPriceText(PriceText priceText);
    // The layers that the template declares.
    void setLayerChoices(const std::vector<LayerChoice> &choices);

    // Why functions have no Internet on this machine; empty when they can.
    void setInternetTrouble(const engine::Explanation &trouble);
    void setProfiles(const QStringList &profiles); // AWS profiles that this user has

signals:
    void dependenciesRequested(const QString &layer);  // empty: beside the code
    void edited(const engine::FunctionConfig &config); // by the user; it may be invalid
    // The user wants to see where the property (SAM name) is set in the template.
    void propertyActivated(const QString &logicalId, const QString &property);

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Field;

    [[nodiscard]] QWidget *makeGeneral();
    FormField *addField(const char *name, const QString &label, QWidget *editor,
                        engine::ConfigError::Field error, const QString &property,
                        QWidget *focus = nullptr);
    void load(const engine::FunctionConfig &config, const Field *except);
    void onEdited();
    void showState();
    void showProfileHint();
    void fillDependencies();
    void reset(const Field &field);
    [[nodiscard]] const Field *focusedField() const;

    engine::WorkspaceFunction m_function;
    engine::FunctionConfig m_saved;
    std::vector<engine::FunctionConfig> m_sent; // edits whose answer has not come back yet
    std::vector<Field> m_fields;
    bool m_loading = false;

    QStackedWidget *m_pages = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_runtime = nullptr;
    QLineEdit *m_handler = nullptr;
    QPlainTextEdit *m_description = nullptr;
    MemoryEditor *m_memory = nullptr;
    QSpinBox *m_timeout = nullptr;
    QSpinBox *m_storage = nullptr;
    QCheckBox *m_reserves = nullptr;
    QSpinBox *m_reserved = nullptr;
    QComboBox *m_architecture = nullptr;
    NetworkSection *m_network = nullptr;
    FormField *m_networkField = nullptr;
    FormField *m_portsField = nullptr;
    EnvironmentEditor *m_environment = nullptr;
    LayersEditor *m_layers = nullptr;
    QComboBox *m_profile = nullptr;
    int m_profileField = 0; // its place among the fields
    QMenu *m_dependencies = nullptr;
    std::vector<QBoxLayout *> m_pairs; // side by side where there is room
};

} // namespace widgets

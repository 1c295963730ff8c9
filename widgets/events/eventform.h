// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <map>
#include <vector>

#include "engine/events/eventmaker.h"

class QVBoxLayout;

namespace widgets {

class FormField;

// The fields of one sample event. Shows what is wrong below each.
//
// Object names: each editor is called "field-" and the field's name.
class EventForm : public QWidget
{
    Q_OBJECT

public:
    explicit EventForm(QWidget *parent = nullptr);

    // Makes the fields anew; a value that was typed into a field of the same name and type stays.
    // `defaults` are shown for the others. Emits nothing.
    void setVariant(const engine::EventVariant &variant,
                    const std::map<QString, QString> &defaults);
    [[nodiscard]] engine::EventValues values() const;
    [[nodiscard]] int length() const; // characters in the fields of several lines
    void showMistakes(const std::vector<engine::EventMistake> &mistakes);

signals:
    void edited(); // by the user

private:
    struct Row
    {
        engine::EventField field;
        FormField *box = nullptr;
        std::function<QString()> text;
        bool touched = false;
    };

    void addRow(const engine::EventField &field, const QString &value);

    engine::EventVariant m_variant;
    std::vector<Row> m_rows;
    std::map<QString, std::pair<engine::EventField::Type, QString>> m_typed; // by name
    QVBoxLayout *m_layout = nullptr;
};

} // namespace widgets

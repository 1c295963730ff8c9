// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QLocale>
#include <QString>

#include <optional>

namespace widgets {

// A large whole number as people write it: "250000", "1,500,000", "250k", "1.5M", "2G" (or "2B").
// Nothing for other text, for parts of one, and past CountEdit::Most. Both '.' and ',' are taken
// for what they can be; where that is in doubt, `locale` decides.
[[nodiscard]] std::optional<qint64> parseCount(const QString &text, const QLocale &locale);

// A field for such a number, from 0 on. Up and Down step 1, 2, 5, 10. While the text is no number
// the field is marked (property "invalid") and keeps its last value.
class CountEdit : public QLineEdit
{
    Q_OBJECT

public:
    static constexpr qint64 Most = 1'000'000'000'000;

    explicit CountEdit(QWidget *parent = nullptr);

    void setValue(qint64 value); // within 0 and Most; emits valueChanged if it is another one
    [[nodiscard]] qint64 value() const { return m_value; }
    [[nodiscard]] bool isValid() const { return m_valid; }

signals:
    void valueChanged(qint64 value);
    void validityChanged(bool isValid);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void onTextEdited(const QString &text);
    void showValue();
    void setValid(bool valid);

    qint64 m_value = 0;
    bool m_valid = true;
};

} // namespace widgets

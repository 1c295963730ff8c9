// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/numberbox.h"

#include <QSpinBox>

namespace widgets {

QSpinBox *makeNumber(const QString &suffix, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(0, 1'000'000);
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    box->setAccelerated(true);
    return box;
}

void setNumber(QSpinBox *box, int value)
{
    if (value != NoNumber) {
        box->setMinimum(0);
        box->setSpecialValueText(QString());
    }
    if (box->value() != value)
        box->setValue(value);
}

} // namespace widgets

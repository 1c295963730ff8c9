// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace widgets {

struct IndentStyle
{
    bool tabs = false;
    int width = 4; // columns of one level, and of a tab

    bool operator==(const IndentStyle &) const = default;
};

// As the text itself does it, else as is usual for files of that name.
[[nodiscard]] IndentStyle indentStyleOf(const QString &fileName, QByteArrayView text);

// Columns for a line that begins behind `before`, the text from the start of a line to the cursor.
// `colonOpens`: a colon at the end opens a block, as in Python and YAML.
enum class ColonOpensBlock { No, Yes };
[[nodiscard]] int indentBehind(QStringView before, IndentStyle style, ColonOpensBlock colon);

// Columns of the blanks at the start of a line.
[[nodiscard]] int columnsOf(QStringView line, int tabWidth);
// The blanks for so many columns.
[[nodiscard]] QString blanksFor(int columns, IndentStyle style);

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/events/eventtext.h"

#include <QMimeData>
#include <QTextCursor>

#include <algorithm>

namespace widgets {
namespace {

template <typename Text, typename NewLine>
bool anyLongLine(const Text &text, qsizetype longest, NewLine newLine)
{
    auto start = text.begin();
    while (start != text.end()) {
        const auto end = std::find(start, text.end(), newLine);
        if (end - start > longest)
            return true;
        start = end == text.end() ? end : end + 1;
    }
    return false;
}

} // namespace

bool hasLongLine(QStringView text, qsizetype longest)
{
    return anyLongLine(text, longest, QChar(u'\n'));
}

bool hasLongLine(QByteArrayView text, qsizetype longest)
{
    return anyLongLine(text, longest, '\n');
}

void EventText::insertFromMimeData(const QMimeData *source)
{
    const QString pasted = source->text();
    if (isReadOnly() || !hasLongLine(QStringView(pasted), m_longestLine)) {
        QPlainTextEdit::insertFromMimeData(source);
        return;
    }
    const QString text = toPlainText();
    const QTextCursor cursor = textCursor();
    emit longPaste(text.left(cursor.selectionStart()) + pasted + text.mid(cursor.selectionEnd()));
}

} // namespace widgets

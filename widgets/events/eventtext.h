// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace widgets {

// A plain text field that hands a paste with very long lines to its owner instead of laying it
// out.
class EventText : public QPlainTextEdit
{
    Q_OBJECT

public:
    EventText(qsizetype longestLine, QWidget *parent)
        : QPlainTextEdit(parent)
        , m_longestLine(longestLine)
    {
    }

signals:
    // The whole text as it would be after the paste.
    void longPaste(const QString &text);

protected:
    void insertFromMimeData(const QMimeData *source) override;

private:
    qsizetype m_longestLine;
};

[[nodiscard]] bool hasLongLine(QStringView text, qsizetype longest);
[[nodiscard]] bool hasLongLine(QByteArrayView text, qsizetype longest);

} // namespace widgets

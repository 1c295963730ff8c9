// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/editor/textsearch.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace widgets {

// The strip below an editor in which a search is typed. It knows nothing of the text; Finder does.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    enum class Mode { Find, Replace };
    void open(Mode mode, const QString &text); // empty text keeps what was typed before

    [[nodiscard]] SearchQuery query() const;
    [[nodiscard]] QString replacement() const;

    // "3 of 17"; current from 1, 0 while none is selected.
    void showCount(int current, int count);
    void showError(const QString &error);
    void showReplaced(int count);
    void setReplaceEnabled(bool enabled); // not in a read-only text

signals:
    void queryChanged();
    void findNext();
    void findPrevious();
    void replaceOne();
    void replaceAll();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setStatus(const QString &text, bool invalid);

    QLineEdit *m_text = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_words = nullptr;
    QToolButton *m_regex = nullptr;
    QLabel *m_status = nullptr;
    QWidget *m_replaceRow = nullptr;
    QLineEdit *m_replacement = nullptr;
};

} // namespace widgets

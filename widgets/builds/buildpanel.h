// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "engine/builds/builder.h"

class QLabel;
class QPlainTextEdit;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace widgets {

class BuildProblemModel;
class BusyBar;
class EmptyState;
class MessageLine;
class TextLoader;

// The build of one function: how it stands, what the compiler prints, and its problems, each of
// which leads to its line (double click, Return).
//
// Object names: "buildStatus", "buildProblems", "buildOutput", "buildCancel", "buildAgain",
// "buildCopy", "buildEmpty", "buildMessage".
class BuildPanel : public QWidget
{
    Q_OBJECT

public:
    explicit BuildPanel(QWidget *parent = nullptr);
    ~BuildPanel() override;

    // In place of what was shown. Of a build that runs, `output` is what it has printed so far.
    void setStatus(const engine::BuildStatus &status);
    // What the running build prints; whole lines.
    void appendOutput(const QByteArray &lines);

signals:
    void problemActivated(const engine::BuildProblem &problem);
    void buildRequested();
    void cancelRequested();

private:
    [[nodiscard]] QString statusText(const engine::BuildStatus &status) const;

    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    BusyBar *m_busy = nullptr;
    QLabel *m_mark = nullptr;
    QLabel *m_status = nullptr;
    QToolButton *m_cancel = nullptr;
    QToolButton *m_again = nullptr;
    QToolButton *m_copy = nullptr;
    MessageLine *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    QTreeView *m_problems = nullptr;
    BuildProblemModel *m_model = nullptr;
    QPlainTextEdit *m_output = nullptr;
    TextLoader *m_loader = nullptr;
};

} // namespace widgets

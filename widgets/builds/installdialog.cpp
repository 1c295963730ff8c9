// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/builds/installdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextCursor>
#include <QVBoxLayout>

#include "widgets/common/busybar.h"
#include "widgets/common/messageline.h"
#include "widgets/common/theme.h"

namespace widgets {
namespace {

constexpr int MostLines = 5'000;

} // namespace

InstallDialog::InstallDialog(QWidget *parent)
    : QDialog(parent)
    , m_title(new QLabel(this))
    , m_output(new QPlainTextEdit(this))
    , m_button(new QPushButton(this))
    , m_busy(new BusyBar(this))
    , m_message(new MessageLine(this))
{
    setWindowTitle(tr("Installation"));
    m_title->setObjectName(QStringLiteral("installTitle"));
    m_title->setWordWrap(true);
    m_title->setFont(scaledFont(1.1, QFont::DemiBold));
    m_output->setObjectName(QStringLiteral("installOutput"));
    m_output->setAccessibleName(tr("What the installer prints"));
    m_output->setReadOnly(true);
    m_output->setFont(fixedFont());
    m_output->setMaximumBlockCount(MostLines);
    m_button->setObjectName(QStringLiteral("installButton"));
    m_message->setObjectName(QStringLiteral("installMessage"));

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related);
    layout->addWidget(m_title);
    layout->addWidget(m_busy);
    layout->addWidget(m_output, 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 24);
    connect(m_button, &QPushButton::clicked, this, &InstallDialog::reject);
    end();
}

void InstallDialog::begin(const QString &title)
{
    m_title->setText(title);
    m_output->clear();
    m_message->clear();
    m_running = true;
    m_busy->setBusy(true);
    m_button->setText(tr("&Cancel"));
}

void InstallDialog::appendOutput(const QByteArray &text)
{
    m_output->moveCursor(QTextCursor::End);
    m_output->insertPlainText(QString::fromUtf8(text));
    m_output->moveCursor(QTextCursor::End);
}

void InstallDialog::succeed(const QString &sentence)
{
    end();
    m_message->setMessage({sentence, QString()}, MessageLine::Severity::Information);
}

void InstallDialog::fail(const engine::Explanation &why)
{
    end();
    m_message->setMessage(why);
}

void InstallDialog::end()
{
    m_running = false;
    m_busy->setBusy(false);
    m_button->setText(tr("&Close"));
}

void InstallDialog::reject()
{
    if (m_running)
        emit cancelRequested();
    else
        QDialog::reject();
}

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QComboBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

#include "widgets/builds/installdialog.h"
#include "widgets/common/messageline.h"
#include "widgets/config/formfield.h"
#include "widgets/config/functionconfigform.h"

using widgets::FunctionConfigForm;
using widgets::InstallDialog;

namespace {

template <typename T>
T *child(QWidget *parent, const char *name)
{
    return parent->findChild<T *>(QLatin1StringView(name));
}

engine::WorkspaceFunction function()
{
    engine::WorkspaceFunction function;
    function.logicalId = function.config.name = QStringLiteral("f");
    function.config.runtime = QStringLiteral("python3.11");
    function.config.handler = QStringLiteral("app.handler");
    return function;
}

} // namespace

// Installations, and what in the form asks for them or for credentials.
class TestInstallDialog : public QObject
{
    Q_OBJECT

private slots:
    void showsOutputAndEnd();
    void cancelsBeforeItCloses();
    void theFormAsksForDependencies();
    void theFormTellsOfCredentials();
};

void TestInstallDialog::showsOutputAndEnd()
{
    InstallDialog dialog;
    dialog.begin(QStringLiteral("Dependencies of f"));
    dialog.show();
    dialog.appendOutput("Collecting x\n");
    dialog.appendOutput("Done\n");
    QCOMPARE(child<QPlainTextEdit>(&dialog, "installOutput")->toPlainText(),
             QStringLiteral("Collecting x\nDone\n"));
    dialog.fail({QStringLiteral("It failed."), QStringLiteral("Do this.")});
    auto *message = child<widgets::MessageLine>(&dialog, "installMessage");
    QVERIFY(message->text().contains(QStringLiteral("Do this.")));
    dialog.begin(QStringLiteral("Again"));
    QCOMPARE(message->text(), QString());
    QCOMPARE(child<QPlainTextEdit>(&dialog, "installOutput")->toPlainText(), QString());
    dialog.succeed(QStringLiteral("It is there."));
    QVERIFY(message->text().contains(QStringLiteral("It is there.")));
}

void TestInstallDialog::cancelsBeforeItCloses()
{
    InstallDialog dialog;
    QSignalSpy cancels(&dialog, &InstallDialog::cancelRequested);
    dialog.begin(QStringLiteral("x"));
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QTest::mouseClick(child<QPushButton>(&dialog, "installButton"), Qt::LeftButton);
    QCOMPARE(cancels.count(), 2);
    QVERIFY(dialog.isVisible());
    dialog.fail({QStringLiteral("Cancelled."), QString()});
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(cancels.count(), 2);
    QVERIFY(!dialog.isVisible());
}

void TestInstallDialog::theFormAsksForDependencies()
{
    FunctionConfigForm form;
    engine::WorkspaceFunction shown = function();
    shown.config.layers = {QStringLiteral("Libs"),
                           QStringLiteral("arn:aws:lambda:us-east-1:1:layer:x:1")};
    form.setFunction(shown);
    QSignalSpy asked(&form, &FunctionConfigForm::dependenciesRequested);
    auto *menu = child<QMenu>(&form, "installDependenciesMenu");
    emit menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 2); // not into what is at AWS
    menu->actions()[0]->trigger();
    menu->actions()[1]->trigger();
    QCOMPARE(asked[0][0].toString(), QString());
    QCOMPARE(asked[1][0].toString(), QStringLiteral("Libs"));
}

void TestInstallDialog::theFormTellsOfCredentials()
{
    FunctionConfigForm form;
    form.setProfiles({QStringLiteral("work")});
    form.setFunction(function());
    QSignalSpy edited(&form, &FunctionConfigForm::edited);
    auto *field = child<widgets::FormField>(&form, "profileField");
    QVERIFY(field->message().contains(QStringLiteral("worth nothing")));
    auto *box = child<QComboBox>(&form, "profile");
    box->setCurrentIndex(box->findData(QStringLiteral("work")));
    QCOMPARE(form.config().profile, QStringLiteral("work"));
    QCOMPARE(edited.count(), 1);
    QVERIFY(field->message().contains(QStringLiteral("keys of your profile work")));
    // one of the template that this machine does not have is shown all the same
    engine::WorkspaceFunction other = function();
    other.config.profile = QStringLiteral("theirs");
    form.setFunction(other);
    QCOMPARE(box->currentText(), QStringLiteral("theirs"));
}

QTEST_MAIN(TestInstallDialog)
#include "tst_installdialog.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

#include "tests/support/countingids.h"
#include "tests/support/manualclock.h"
#include "widgets/common/messageline.h"
#include "widgets/config/formfield.h"
#include "widgets/events/neweventdialog.h"
#include "widgets/events/pasteeventdialog.h"

using widgets::NewEventDialog;
using widgets::PasteEventDialog;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

// Both dialogs, typed and clicked in.
class TestNewEventDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void searchFieldsAndJson();
    void aWrongFieldIsToldWhereItIs();
    void whatWasTypedStaysWithAnotherKind();
    void theNameMustBeFree();
    void aNameIsThatOfItsFile();
    void largeTextsWaitForAPause();
    void wraps();
    void aCurlCommandIsPasted();
    void aLogLineIsPasted();
    void everyControlHasAName();

private:
    template <typename T>
    T *child(const char *name)
    {
        T *found = m_dialog->findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    NewEventDialog::Surroundings surroundings()
    {
        return [this] {
            return engine::EventSurroundings{m_clock, m_ids, text("orders"), text("eu-west-1"),
                                             text("111122223333")};
        };
    }
    void choose(const char *words)
    {
        auto *search = child<QLineEdit>("eventSearch");
        search->clear();
        QTest::keyClicks(search, text(words));
    }
    QString preview() { return child<QPlainTextEdit>("eventPreview")->toPlainText(); }

    testsupport::ManualClock m_clock;
    testsupport::CountingIds m_ids;
    std::unique_ptr<NewEventDialog> m_dialog;
};

void TestNewEventDialog::init()
{
    m_dialog = std::make_unique<NewEventDialog>(surroundings());
    m_dialog->show();
}

void TestNewEventDialog::searchFieldsAndJson()
{
    QCOMPARE(preview(), text("{\n  \n}\n")); // an empty event
    choose("s3");
    QCOMPARE(child<QTreeWidget>("eventSources")->currentItem()->text(0), text("Amazon S3"));
    QVERIFY(preview().contains(text("\"ObjectCreated:Put\"")));
    auto *bucket = child<QLineEdit>("field-bucket");
    bucket->selectAll();
    QTest::keyClicks(bucket, text("photos"));
    QVERIFY(preview().contains(text("\"arn:aws:s3:::photos\"")));
    QVERIFY(child<QLabel>("previewSize")->text().endsWith(text(" of 6,291,556 bytes")));

    QSignalSpy inserted(m_dialog.get(), &NewEventDialog::insertRequested);
    QTest::mouseClick(child<QPushButton>("insertEvent"), Qt::LeftButton);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(QString::fromUtf8(inserted.at(0).at(0).toByteArray()), preview());
    QSignalSpy saved(m_dialog.get(), &NewEventDialog::saveRequested);
    child<QLineEdit>("eventSearch")->setFocus();
    QTest::keyClick(child<QLineEdit>("eventSearch"), Qt::Key_Return);
    QCOMPARE(saved.count(), 0); // it leads to what was found, and saves nothing
    choose("mail");             // found by what its kinds are called
    QCOMPARE(child<QTreeWidget>("eventSources")->currentItem()->text(0), text("Amazon SES"));
}

void TestNewEventDialog::aWrongFieldIsToldWhereItIs()
{
    choose("s3");
    const QString before = preview();
    auto *size = child<QLineEdit>("field-size");
    QTest::keyClicks(size, text("x"));
    auto *box = qobject_cast<widgets::FormField *>(size->parentWidget());
    QVERIFY(box);
    QCOMPARE(box->message(), text("Size in bytes must be a whole number."));
    QCOMPARE(preview(), before); // what was right last stays to be seen
    QVERIFY(!child<QPushButton>("insertEvent")->isEnabled());
    QVERIFY(!child<QPushButton>("saveNewEvent")->isEnabled());
    QTest::keyClick(size, Qt::Key_Backspace);
    QVERIFY(child<QPushButton>("insertEvent")->isEnabled());
}

void TestNewEventDialog::whatWasTypedStaysWithAnotherKind()
{
    choose("s3");
    auto *key = child<QLineEdit>("field-key");
    key->selectAll();
    QTest::keyClicks(key, text("a b.txt"));
    auto *variants = child<QComboBox>("eventVariant");
    variants->setCurrentIndex(variants->findData(text("delete")));
    emit variants->activated(variants->currentIndex());
    QVERIFY(preview().contains(text("ObjectRemoved:Delete")));
    QVERIFY(preview().contains(text("\"a+b.txt\"")));
}

void TestNewEventDialog::theNameMustBeFree()
{
    m_dialog->setTakenNames({text("taken")});
    choose("sqs");
    auto *name = child<QLineEdit>("eventName");
    QCOMPARE(name->text(), text("sqs-standard"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, text("taken"));
    QVERIFY(!child<QPushButton>("saveNewEvent")->isEnabled());
    QTest::keyClicks(name, text("2"));
    QSignalSpy saved(m_dialog.get(), &NewEventDialog::saveRequested);
    QTest::keyClick(name, Qt::Key_Return); // Save is the default
    QCOMPARE(saved.count(), 1);
    QCOMPARE(saved.at(0).at(0).toString(), text("taken2"));
    QVERIFY(saved.at(0).at(1).toByteArray().contains("aws:sqs"));
}

void TestNewEventDialog::aNameIsThatOfItsFile()
{
    m_dialog->setTakenNames({text("a-b")});
    auto *name = child<QLineEdit>("eventName");
    for (const char *each : {"a-b", "a/b", "a-b.json", " a-b ", "..", ".json"}) {
        name->setText(text(each));
        emit name->textEdited(name->text());
        QVERIFY2(!child<QPushButton>("saveNewEvent")->isEnabled(), each);
        QVERIFY2(!name->toolTip().isEmpty(), each);
    }
    name->setText(text("a/c"));
    emit name->textEdited(name->text());
    QVERIFY(child<QPushButton>("saveNewEvent")->isEnabled());
}

void TestNewEventDialog::largeTextsWaitForAPause()
{
    const QString large(widgets::LargeEventText * 2, u'x');
    choose("sns");
    auto *message = child<QPlainTextEdit>("field-message");
    const QString before = preview();
    message->setPlainText(large);
    QVERIFY(!child<QPushButton>("insertEvent")->isEnabled());
    QCOMPARE(preview(), before);
    QTRY_VERIFY(child<QPushButton>("insertEvent")->isEnabled());
    QVERIFY(m_dialog->event().size() > large.size());
    QCOMPARE(preview().size(), widgets::LargeEventText + 1); // and an ellipsis
    message->setPlainText(text("small"));
    QVERIFY(child<QPushButton>("insertEvent")->isEnabled());

    PasteEventDialog dialog(surroundings());
    dialog.show();
    auto *insert = dialog.findChild<QPushButton *>(text("insertPasted"));
    dialog.setText(u'"' + large + u'"');
    QVERIFY(!insert->isEnabled());
    QTRY_VERIFY(insert->isEnabled());
}

void TestNewEventDialog::wraps()
{
    choose("s3");
    auto *wrap = child<QComboBox>("eventWrap");
    wrap->setCurrentIndex(wrap->findData(text("sns-sqs")));
    emit wrap->activated(wrap->currentIndex());
    QVERIFY(preview().contains(text("aws:sqs")));
    QVERIFY(preview().contains(text("ObjectCreated:Put")));
}

void TestNewEventDialog::aCurlCommandIsPasted()
{
    PasteEventDialog dialog(surroundings());
    dialog.show();
    auto *input = dialog.findChild<QPlainTextEdit *>(text("pasteText"));
    auto *insert = dialog.findChild<QPushButton *>(text("insertPasted"));
    auto *target = dialog.findChild<QComboBox *>(text("pasteTarget"));
    QVERIFY(!insert->isEnabled());
    QVERIFY(!target->isEnabled());
    QTest::keyClicks(input, text("curl -XPUT e.com/a?b=c --json '{}'"));
    auto *out = dialog.findChild<QPlainTextEdit *>(text("pastePreview"));
    QVERIFY(out->toPlainText().contains(text("\"rawQueryString\": \"b=c\"")));
    target->setCurrentText(text("Application Load Balancer: Request, single-value headers"));
    emit target->activated(target->currentIndex());
    QVERIFY(out->toPlainText().contains(text("\"elb\"")));
    QTest::keyClicks(input, text(" --form x=1"));
    auto *message = dialog.findChild<widgets::MessageLine *>(text("pasteMessage"));
    QVERIFY2(message->text().contains(text("line 1, column 36")), qPrintable(message->text()));
    QVERIFY(!insert->isEnabled());
}

void TestNewEventDialog::aLogLineIsPasted()
{
    PasteEventDialog dialog(surroundings());
    dialog.show();
    dialog.setText(text("2026-02-03T13:22:09.512Z\tid\tINFO\t{\\\"a\\\":1}"));
    QSignalSpy inserted(&dialog, &PasteEventDialog::insertRequested);
    QTest::mouseClick(dialog.findChild<QPushButton *>(text("insertPasted")), Qt::LeftButton);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(0).toByteArray(), QByteArray("{\n  \"a\": 1\n}\n"));
    dialog.setText(text("nothing"));
    QVERIFY(!dialog.findChild<QPushButton *>(text("insertPasted"))->isEnabled());
}

void TestNewEventDialog::everyControlHasAName()
{
    for (const auto &source : engine::eventSources()) {
        choose(qPrintable(source.title));
        for (QWidget *each : m_dialog->findChildren<QWidget *>()) {
            const bool control = each->inherits("QLineEdit") || each->inherits("QPlainTextEdit")
                                 || each->inherits("QTreeWidget");
            if (control && each->isVisible() && each->objectName() != text("eventName")
                && !each->parent()->inherits("QComboBox"))
                QVERIFY2(!each->accessibleName().isEmpty(), qPrintable(each->objectName()));
        }
    }
}

QTEST_MAIN(TestNewEventDialog)
#include "tst_neweventdialog.moc"

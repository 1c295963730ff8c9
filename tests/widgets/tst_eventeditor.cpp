// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>

#include "widgets/events/eventeditor.h"

using widgets::EventEditor;

class TestEventEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_editor.reset(); }
    void untouchedBytesAreSentAsTheyAre();
    void typingMarksAndSaves();
    void theMistakeHasAPlace();
    void formatIsOneStepToUndo();
    void choosingAsksTheOwner();
    void tooLargeIsToldBeforeItIsSent();
    void sixMegabytesOnOneLineAreHeld();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_editor->findChild<T *>(QLatin1StringView(name));
    }
    std::unique_ptr<EventEditor> m_editor;
};

void TestEventEditor::init()
{
    m_editor = std::make_unique<EventEditor>();
    m_editor->show();
}

void TestEventEditor::untouchedBytesAreSentAsTheyAre()
{
    const QByteArray odd = "{\"a\":\r\n 1.00000000000000000000001}\n";
    m_editor->setPayload(odd);
    QCOMPARE(m_editor->payload(), odd);
    QVERIFY(!m_editor->isDirty());
    QVERIFY(!m_editor->problem());
}

void TestEventEditor::typingMarksAndSaves()
{
    QSignalSpy saved(m_editor.get(), &EventEditor::saveRequested);
    m_editor->setEvents({QStringLiteral("ok"), QStringLiteral("bad")}, QStringLiteral("ok"));
    m_editor->setPayload("{}");
    auto *text = child<QPlainTextEdit>("eventText");
    auto *save = child<QToolButton>("saveEvent");
    QVERIFY(!save->isEnabled());
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("[1]"));
    QVERIFY(m_editor->isDirty());
    QVERIFY(child<QWidget>("eventDirty")->isVisible());
    QTest::mouseClick(save, Qt::LeftButton);
    QCOMPARE(saved.at(0).at(0).toString(), QStringLiteral("ok"));
    QCOMPARE(saved.at(0).at(1).toByteArray(), QByteArray("[1]"));
    m_editor->setSaved();
    QVERIFY(!m_editor->isDirty());
}

void TestEventEditor::theMistakeHasAPlace()
{
    auto *text = child<QPlainTextEdit>("eventText");
    m_editor->setPayload("{\n  \"a\": 1,\n}");
    QVERIFY(m_editor->problem());
    QCOMPARE(m_editor->problem()->line, 3);
    QCOMPARE(text->extraSelections().size(), 1);
    QCOMPARE(text->extraSelections().first().cursor.blockNumber(), 2);
    QVERIFY(child<QWidget>("eventMessage")->isVisible());
    text->selectAll();
    QTest::keyClicks(text, QStringLiteral("{}"));
    QVERIFY(!m_editor->problem());
    QVERIFY(text->extraSelections().isEmpty());
    QVERIFY(!child<QWidget>("eventMessage")->isVisible());
}

void TestEventEditor::formatIsOneStepToUndo()
{
    auto *text = child<QPlainTextEdit>("eventText");
    m_editor->setPayload("{\"a\":1}");
    QTest::mouseClick(child<QToolButton>("formatEvent"), Qt::LeftButton);
    QCOMPARE(m_editor->payload(), QByteArray("{\n  \"a\": 1\n}"));
    text->undo();
    QCOMPARE(m_editor->payload(), QByteArray("{\"a\":1}"));
}

void TestEventEditor::choosingAsksTheOwner()
{
    m_editor->setEvents({QStringLiteral("ok"), QStringLiteral("bad")}, QStringLiteral("ok"));
    QSignalSpy chosen(m_editor.get(), &EventEditor::eventChosen);
    auto *combo = child<QComboBox>("savedEvents");
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), QStringLiteral("bad"));
    QCOMPARE(combo->currentText(), QStringLiteral("ok")); // until the owner answers
    QSignalSpy removed(m_editor.get(), &EventEditor::deleteRequested);
    QTest::mouseClick(child<QToolButton>("deleteEvent"), Qt::LeftButton);
    QCOMPARE(removed.at(0).at(0).toString(), QStringLiteral("ok"));
}

void TestEventEditor::tooLargeIsToldBeforeItIsSent()
{
    m_editor->setPayload('"' + QByteArray(6'291'556, 'x') + '"');
    QVERIFY(m_editor->problem());
    QCOMPARE(m_editor->problem()->code, engine::Error::Code::PayloadTooLarge);
}

void TestEventEditor::sixMegabytesOnOneLineAreHeld()
{
    QByteArray large = "[";
    while (large.size() < 6'000'000)
        large += "{\"key\":\"value\"},";
    large += "0]";
    m_editor->setPayload(large);
    auto *text = child<QPlainTextEdit>("eventText");
    QCOMPARE(m_editor->payload(), large);
    QVERIFY(text->isReadOnly());
    QVERIFY(text->document()->characterCount() < 100'000);
    QTRY_VERIFY(child<QWidget>("eventMessage")->isVisible()); // checked in the pool: it can be sent
    QVERIFY(!m_editor->problem());
    child<QToolButton>("formatEvent")->click();
    QTRY_VERIFY_WITH_TIMEOUT(!text->isReadOnly(), 60'000);
    QVERIFY(m_editor->payload().startsWith("[\n  {\n    \"key\": \"value\"\n"));
    QVERIFY(m_editor->isDirty());
}

QTEST_MAIN(TestEventEditor)
#include "tst_eventeditor.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

#include "widgets/invoke/invokebar.h"

using namespace std::chrono_literals;
using widgets::InvokeBar;

class TestInvokeBar : public QObject
{
    Q_OBJECT

private slots:
    void clicksAsk();
    void theBurstIsSetInItsPopup();
    void eventsAreAccepted();
    void busyTakesNoSecondRun();
    void theReasonIsShown();
};

void TestInvokeBar::clicksAsk()
{
    InvokeBar bar;
    bar.show();
    QSignalSpy invoked(&bar, &InvokeBar::invokeRequested);
    QSignalSpy cold(&bar, &InvokeBar::coldRequested);
    QTest::mouseClick(bar.findChild<QWidget *>(QStringLiteral("invoke")), Qt::LeftButton);
    QCOMPARE(invoked.count(), 1);
    QTest::mouseClick(bar.findChild<QWidget *>(QStringLiteral("cold")), Qt::LeftButton);
    QCOMPARE(cold.at(0).at(0).toBool(), true);
    QVERIFY(bar.isColdNext());
    bar.setBusy(1);
    bar.finished(12ms, 0);
    QVERIFY(!bar.isColdNext());
    QCOMPARE(bar.findChild<QLabel *>(QStringLiteral("invokeStatus"))->text(),
             QStringLiteral("Done in 12.0 ms"));
}

void TestInvokeBar::theBurstIsSetInItsPopup()
{
    InvokeBar bar;
    bar.show();
    QSignalSpy burst(&bar, &InvokeBar::burstRequested);
    QTest::mouseClick(bar.findChild<QWidget *>(QStringLiteral("burstOptions")), Qt::LeftButton);
    auto *popup = bar.findChild<QWidget *>(QStringLiteral("burstPopup"));
    QVERIFY(popup->isVisible());
    auto *requests = bar.findChild<QSpinBox *>(QStringLiteral("burstRequests"));
    auto *concurrency = bar.findChild<QSpinBox *>(QStringLiteral("burstConcurrency"));
    requests->selectAll();
    QTest::keyClicks(requests, QStringLiteral("37"));
    concurrency->selectAll();
    QTest::keyClicks(concurrency, QStringLiteral("5"));
    QTest::mouseClick(bar.findChild<QWidget *>(QStringLiteral("burstStart")), Qt::LeftButton);
    QVERIFY(!popup->isVisible());
    QCOMPARE(burst.at(0), (QVariantList{37, 5}));
}

void TestInvokeBar::eventsAreAccepted()
{
    InvokeBar bar;
    bar.show();
    auto *asEvent = bar.findChild<QToolButton *>(QStringLiteral("asEvent"));
    auto *cold = bar.findChild<QToolButton *>(QStringLiteral("cold"));
    auto *status = bar.findChild<QLabel *>(QStringLiteral("invokeStatus"));
    QVERIFY(!bar.isAsEvent());
    QTest::mouseClick(asEvent, Qt::LeftButton);
    QVERIFY(bar.isAsEvent());
    QVERIFY(!cold->isEnabled());
    bar.setBusy(3);
    QVERIFY(!asEvent->isEnabled());
    bar.accepted(1);
    QCOMPARE(status->text(), QStringLiteral("2 events accepted, 1 refused"));
    QVERIFY(bar.isAsEvent());
    QTest::mouseClick(asEvent, Qt::LeftButton);
    QVERIFY(cold->isEnabled());
}

void TestInvokeBar::busyTakesNoSecondRun()
{
    InvokeBar bar;
    bar.show();
    QSignalSpy invoked(&bar, &InvokeBar::invokeRequested);
    QSignalSpy cancelled(&bar, &InvokeBar::cancelRequested);
    bar.setBusy(100);
    bar.setProgress(37);
    bar.invoke();
    QCOMPARE(invoked.count(), 0);
    auto *status = bar.findChild<QLabel *>(QStringLiteral("invokeStatus"));
    QTRY_VERIFY(status->text().startsWith(QStringLiteral("37 of 100")));
    auto *cancel = bar.findChild<QWidget *>(QStringLiteral("cancel"));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!cancel->isEnabled());
    bar.setCancelled();
    QCOMPARE(status->text(), QStringLiteral("Cancelled after 37 of 100 requests"));
    bar.invoke();
    QCOMPARE(invoked.count(), 1);
}

void TestInvokeBar::theReasonIsShown()
{
    InvokeBar bar;
    bar.setUnavailable(QStringLiteral("Choose a function"));
    auto *invoke = bar.findChild<QWidget *>(QStringLiteral("invoke"));
    QVERIFY(!invoke->isEnabled());
    QCOMPARE(invoke->toolTip(), QStringLiteral("Choose a function"));
    QCOMPARE(bar.findChild<QLabel *>(QStringLiteral("invokeStatus"))->text(),
             QStringLiteral("Choose a function"));
    bar.setUnavailable({});
    QVERIFY(invoke->isEnabled());
}

QTEST_MAIN(TestInvokeBar)
#include "tst_invokebar.moc"

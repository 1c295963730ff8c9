// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>

#include "widgets/common/theme.h"
#include "widgets/cost/costformat.h"
#include "widgets/cost/costpanel.h"

using namespace std::chrono_literals;
using engine::InvocationRecord;
using engine::Money;
using widgets::CostPanel;

namespace {

InvocationRecord call(std::chrono::milliseconds billed, int memory)
{
    InvocationRecord record;
    record.functionName = QStringLiteral("hello");
    record.start = engine::StartKind::Warm;
    record.billed = billed;
    record.memorySize = {memory};
    return record;
}

QString textOf(const CostPanel &panel, const char *name)
{
    const auto *label = panel.findChild<QLabel *>(QLatin1StringView(name));
    return label ? label->text() : QStringLiteral("no label %1").arg(QLatin1StringView(name));
}

QAbstractButton *amount(const CostPanel &panel, int row, int column)
{
    return panel.findChild<QAbstractButton *>(QStringLiteral("amount%1%2").arg(row).arg(column));
}

QStringList amounts(const CostPanel &panel, int column)
{
    QStringList texts;
    for (int row = 0; row < 4; ++row)
        texts += amount(panel, row, column)->text();
    return texts;
}

void show(CostPanel &panel, QSize size = {1'100, 500})
{
    panel.resize(size);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
}

// What is visible of it has the room that it asks for.
void checkThatNothingIsClipped(const CostPanel &panel, const QScrollArea *area)
{
    QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
    for (const QLabel *label : panel.findChildren<QLabel *>()) {
        if (!label->isVisible())
            continue;
        // The tab that is made when it is chosen is laid out in the next turn of the event loop.
        const auto needed = [label] {
            return label->wordWrap() ? label->heightForWidth(label->width())
                                     : label->sizeHint().height();
        };
        QTRY_VERIFY2(label->height() >= needed(), qPrintable(label->text()));
        if (!label->wordWrap())
            QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
    }
    for (const QAbstractButton *button : panel.findChildren<QAbstractButton *>()) {
        if (button->isVisible())
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
    }
}

} // namespace

class TestCostPanel : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void prices_data();
    void prices();
    void pricesInTheUsersNotation();
    void emptySaysWhatWillBeHere();
    void linesOfOneCall();
    void callThatIsNotCharged_data();
    void callThatIsNotCharged();
    void recordGoesAgain();
    void monthWithAndWithoutFreeTier();
    void typedRequestsChangeTheMonth();
    void mistypedRequestsSaySo();
    void amountOpensItsFormula();
    void formulasAreInTheUsersNotation();
    void keyboardReachesEverything();
    void otherPrices();
    void sourceIsShown();
    void stacksWhereItIsNarrow();
    void nothingIsClipped_data();
    void nothingIsClipped();
    void spokenNames();
};

void TestCostPanel::prices_data()
{
    QTest::addColumn<QString>("exact");
    QTest::addColumn<QString>("price");
    QTest::addColumn<QString>("exactPrice");

    QTest::newRow("nothing") << "0"
                             << "$0.00"
                             << "$0.00";
    QTest::newRow("one call") << "0.0000004375"
                              << "$0.0000004375"
                              << "$0.0000004375";
    QTest::newRow("rounds at ten decimals") << "0.0000004375005"
                                            << "$0.0000004375"
                                            << "$0.0000004375";
    QTest::newRow("less than ten decimals show") << "0.0000000000021"
                                                 << "$0.0000000000021"
                                                 << "$0.0000000000021";
    QTest::newRow("just under a cent") << "0.009999"
                                       << "$0.009999"
                                       << "$0.009999";
    QTest::newRow("a cent") << "0.01"
                            << "$0.01"
                            << "$0.01";
    QTest::newRow("half a cent goes up") << "2.735"
                                         << "$2.74"
                                         << "$2.735";
    QTest::newRow("thousands") << "305667.2"
                               << "$305,667.20"
                               << "$305,667.20";
}

void TestCostPanel::prices()
{
    QFETCH(QString, exact);
    QFETCH(QString, price);
    QFETCH(QString, exactPrice);
    Money money;
    QVERIFY(Money::parse(exact, &money));

    QCOMPARE(widgets::formatPrice(money), price);
    QCOMPARE(widgets::formatExactPrice(money), exactPrice);
}

void TestCostPanel::pricesInTheUsersNotation()
{
    QLocale::setDefault(QLocale(QLocale::German));
    const QString price = widgets::formatPrice(Money::fromTicks(Money::TicksPerDollar) * 305'667);
    QLocale::setDefault(QLocale(QLocale::English));

    QCOMPARE(price, QStringLiteral("$305.667,00"));
}

void TestCostPanel::emptySaysWhatWillBeHere()
{
    CostPanel panel;
    show(panel);

    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("callEmpty"))->isVisible());
    QVERIFY(!panel.findChild<QLabel *>(QStringLiteral("callTotal"))->isVisible());
    QVERIFY(textOf(panel, "basis").contains(QStringLiteral("at least one call")));
    QCOMPARE(amounts(panel, 0), QStringList(4, QStringLiteral("–")));
    QVERIFY(!amount(panel, 0, 0)->isEnabled());
    QVERIFY(textOf(panel, "monthFormula").isEmpty());
}

void TestCostPanel::linesOfOneCall()
{
    CostPanel panel;
    show(panel);
    InvocationRecord record = call(114ms, 128);
    record.start = engine::StartKind::Cold;
    record.initDuration = 110ms;
    panel.setRecord(record);

    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("callTotal"))->isVisible());
    QCOMPARE(textOf(panel, "callTotal"), QStringLiteral("$0.0000004375"));
    QCOMPARE(textOf(panel, "callDescription"),
             QStringLiteral("hello · 128 MB · x86_64 · billed 114 ms, start-up included"));
    QCOMPARE(textOf(panel, "callAmount0"), QStringLiteral("$0.0000002"));
    QCOMPARE(textOf(panel, "callAmount1"), QStringLiteral("$0.0000002375"));
    QCOMPARE(textOf(panel, "callAmount2"), QStringLiteral("$0.00"));
    // Only a call that was streamed has a line for that.
    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("callAmount6"))->isHidden());
    record.stream.emplace();
    record.stream->caller = engine::CallerMode::Streaming;
    record.stream->bytes = 8 * 1'024 * 1'024;
    panel.setRecord(record);
    QCOMPARE(textOf(panel, "callAmount6"), QStringLiteral("$0.000015625"));
    QVERIFY(!panel.findChild<QLabel *>(QStringLiteral("callAmount6"))->isHidden());
    record.stream.reset();
    panel.setRecord(record);
    QCOMPARE(textOf(panel, "callFormula1"),
             QStringLiteral("114 ms / 1000 × 128 MB / 1024 = 0.01425 GB-s × $0.0000166667"));
}

void TestCostPanel::callThatIsNotCharged_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("word");

    QTest::newRow("throttled") << static_cast<int>(engine::Outcome::Throttled) << "throttled";
    QTest::newRow("failed") << static_cast<int>(engine::Outcome::Failed) << "could not be run";
    QTest::newRow("cancelled") << static_cast<int>(engine::Outcome::Cancelled) << "cancelled";
}

void TestCostPanel::callThatIsNotCharged()
{
    QFETCH(int, outcome);
    QFETCH(QString, word);
    CostPanel panel;
    InvocationRecord record = call(0ms, 128);
    record.start = engine::StartKind::None;
    record.outcome = static_cast<engine::Outcome>(outcome);
    panel.setRecord(record);
    panel.setRecords({record});

    QCOMPARE(textOf(panel, "callTotal"), QStringLiteral("$0.00"));
    QVERIFY(textOf(panel, "callDescription").contains(word));
    QVERIFY(!amount(panel, 0, 0)->isEnabled());
}

void TestCostPanel::recordGoesAgain()
{
    CostPanel panel;
    show(panel);
    panel.setRecord(call(114ms, 128));
    panel.setRecord(std::nullopt);

    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("callEmpty"))->isVisible());
}

void TestCostPanel::monthWithAndWithoutFreeTier()
{
    CostPanel panel;
    panel.setRecords({call(120ms, 1'536)});
    panel.setRequestsPerMonth(3'000'000);

    QCOMPARE(amounts(panel, 0),
             QStringList({QStringLiteral("≈ $0.40"), QStringLiteral("≈ $2.33"),
                          QStringLiteral("≈ $0.00"), QStringLiteral("≈ $2.73")}));
    QCOMPARE(amounts(panel, 1),
             QStringList({QStringLiteral("≈ $0.60"), QStringLiteral("≈ $9.00"),
                          QStringLiteral("≈ $0.00"), QStringLiteral("≈ $9.60")}));
    QVERIFY(textOf(panel, "basis").contains(QStringLiteral("120.0 ms")));
    QVERIFY(textOf(panel, "basis").contains(QStringLiteral("1,536 MB")));
}

void TestCostPanel::typedRequestsChangeTheMonth()
{
    CostPanel panel;
    panel.setRecords({call(120ms, 1'536)});
    const QSignalSpy changed(&panel, &CostPanel::requestsPerMonthChanged);
    auto *requests = panel.findChild<QLineEdit *>(QStringLiteral("requestsPerMonth"));
    requests->selectAll();
    QTest::keyClicks(requests, QStringLiteral("3M"));

    QCOMPARE(panel.requestsPerMonth(), qint64{3'000'000});
    QCOMPARE(changed.constLast().constFirst().toLongLong(), qint64{3'000'000});
    QCOMPARE(amounts(panel, 0).constLast(), QStringLiteral("≈ $2.73"));
    requests->selectAll();
    QTest::keyClicks(requests, QStringLiteral("0"));
    QCOMPARE(amounts(panel, 1).constLast(), QStringLiteral("≈ $0.00"));
}

void TestCostPanel::mistypedRequestsSaySo()
{
    CostPanel panel;
    panel.setRecords({call(120ms, 1'536)});
    panel.setRequestsPerMonth(3'000'000);
    auto *requests = panel.findChild<QLineEdit *>(QStringLiteral("requestsPerMonth"));
    requests->selectAll();
    QTest::keyClicks(requests, QStringLiteral("lots"));

    QVERIFY(textOf(panel, "requestsHint").contains(QStringLiteral("Must be")));
    QCOMPARE(amounts(panel, 0).constLast(), QStringLiteral("≈ $2.73"));
}

void TestCostPanel::amountOpensItsFormula()
{
    CostPanel panel;
    show(panel);
    panel.setRecords({call(120ms, 1'536)});
    panel.setRequestsPerMonth(3'000'000);

    QCOMPARE(textOf(panel, "formulaTitle"), QStringLiteral("Total, With free tier:"));
    QCOMPARE(textOf(panel, "monthFormula"),
             QStringLiteral("$0.40 + $2.333338 + $0.00 = $2.733338"));
    QTest::mouseClick(amount(panel, 1, 0), Qt::LeftButton);
    QCOMPARE(textOf(panel, "formulaTitle"), QStringLiteral("Duration, With free tier:"));
    QCOMPARE(textOf(panel, "monthFormula"),
             QStringLiteral("540,000 − 400,000 free = 140,000 GB-s × $0.0000166667 = $2.333338"));
    amount(panel, 0, 1)->setFocus();
    QTest::keyClick(amount(panel, 0, 1), Qt::Key_Space);
    QCOMPARE(textOf(panel, "monthFormula"),
             QStringLiteral("3,000,000 × $0.20 / 1,000,000 = $0.60"));
    // It follows the sample.
    panel.setRequestsPerMonth(1'000'000);
    QCOMPARE(textOf(panel, "monthFormula"),
             QStringLiteral("1,000,000 × $0.20 / 1,000,000 = $0.20"));
}

void TestCostPanel::formulasAreInTheUsersNotation()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const QString text = widgets::formatFormula(
        QStringLiteral("114 ms / 1000 × 3,000,000 = 0.01425 GB-s × $0.0000166667 + $1234.50"));
    QLocale::setDefault(before);
    QCOMPARE(text, QStringLiteral(
                       "114 ms / 1000 × 3.000.000 = 0,01425 GB-s × $0,0000166667 + $1.234,50"));
}

void TestCostPanel::keyboardReachesEverything()
{
    CostPanel panel;
    show(panel);
    panel.setRecord(call(114ms, 128));
    panel.setRecords({call(114ms, 128)});
    auto *requests = panel.findChild<QLineEdit *>(QStringLiteral("requestsPerMonth"));
    requests->setFocus();

    QStringList reached;
    for (int i = 0; i < 30 && reached.count(requests->objectName()) < 2; ++i) {
        reached += QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    // An exclusive group is one stop; the arrow keys move within it.
    QVERIFY2(reached.contains(QStringLiteral("amount30")), qPrintable(reached.join(u' ')));
    QVERIFY2(reached.contains(QStringLiteral("callFormula1")), qPrintable(reached.join(u' ')));
    amount(panel, 3, 0)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
    QVERIFY(amount(panel, 2, 0)->hasFocus());
    QCOMPARE(textOf(panel, "formulaTitle"), QStringLiteral("Ephemeral storage, With free tier:"));
}

void TestCostPanel::otherPrices()
{
    CostPanel panel;
    panel.setRecord(call(114ms, 128));
    engine::PriceTable prices = engine::shippedPrices();
    prices.region = QStringLiteral("moon-1");
    prices.perMillionRequests = prices.perMillionRequests * 2;
    panel.setPrices(prices);

    QCOMPARE(textOf(panel, "callAmount0"), QStringLiteral("$0.0000004"));
    QVERIFY(textOf(panel, "priceSource").contains(QStringLiteral("moon-1")));
}

void TestCostPanel::sourceIsShown()
{
    const CostPanel panel;
    const QString source = textOf(panel, "priceSource");

    QVERIFY(source.contains(engine::shippedPrices().source));
    QVERIFY(source.contains(QLocale().toString(
        QDate::fromString(engine::shippedPrices().asOf, Qt::ISODate), QLocale::ShortFormat)));
    QVERIFY(source.contains(QStringLiteral("CloudWatch Logs")));
}

void TestCostPanel::stacksWhereItIsNarrow()
{
    CostPanel panel;
    show(panel, {1'400, 500});
    const auto *call = panel.findChild<QLabel *>(QStringLiteral("callEmpty"));
    const auto *month = panel.findChild<QLabel *>(QStringLiteral("basis"));
    const auto left = [&](const QWidget *widget) { return widget->mapTo(&panel, QPoint()).x(); };
    QVERIFY(left(month) > left(call) + 300);

    panel.resize(500, 700);
    QTRY_COMPARE(left(month), left(call));
}

void TestCostPanel::nothingIsClipped_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<int>("width");
    QTest::addColumn<qint64>("requests");

    QTest::newRow("wide") << 1.0 << 1'280 << qint64{1'000'000'000'000};
    QTest::newRow("narrow") << 1.0 << 480 << qint64{10'000};
    QTest::newRow("twice the text") << 2.0 << 1'280 << qint64{1'000'000'000'000};
}

void TestCostPanel::nothingIsClipped()
{
    QFETCH(double, scale);
    QFETCH(int, width);
    QFETCH(qint64, requests);
    const QFont before = QApplication::font();
    QFont font = before;
    font.setPointSizeF(before.pointSizeF() * scale);
    QApplication::setFont(font);
    {
        CostPanel panel;
        panel.setStyleSheet(widgets::styleSheet(widgets::Scheme::Light));
        panel.setRecord(call(114ms, 10'240));
        panel.setRecords({call(900s, 10'240)});
        panel.setRequestsPerMonth(requests);
        show(panel, {width, 900});

        auto *tabs = panel.findChild<QTabWidget *>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            checkThatNothingIsClipped(panel, static_cast<QScrollArea *>(tabs->widget(tab)));
            if (QTest::currentTestFailed())
                break;
        }
    }
    QApplication::setFont(before);
}

void TestCostPanel::spokenNames()
{
    CostPanel panel;
    panel.setRecords({call(120ms, 1'536)});
    panel.setRequestsPerMonth(3'000'000);

    QCOMPARE(amount(panel, 1, 0)->accessibleName(),
             QStringLiteral("Duration, With free tier: ≈ $2.33"));
}

QTEST_MAIN(TestCostPanel)
#include "tst_costpanel.moc"

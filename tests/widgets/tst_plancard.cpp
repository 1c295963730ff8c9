// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>

#include <algorithm>

#include "tests/widgets/samplerecords.h"
#include "widgets/common/theme.h"
#include "widgets/cost/plancard.h"

using namespace std::chrono_literals;
using widgets::PlanCard;

namespace {

template <typename Widget>
Widget *find(const PlanCard &card, const char *name)
{
    auto *widget = card.findChild<Widget *>(QLatin1StringView(name));
    if (!widget)
        qFatal("no %s", name);
    return widget;
}

QString cell(const PlanCard &card, int row, int column)
{
    return find<QTableWidget>(card, "offers")->item(row, column)->text();
}

void type(const PlanCard &card, const char *name, const char *text)
{
    auto *field = card.findChild<QWidget *>(QLatin1StringView(name));
    QVERIFY(field);
    field->setFocus();
    if (auto *line = qobject_cast<QLineEdit *>(field))
        line->selectAll();
    else
        static_cast<QAbstractSpinBox *>(field)->selectAll();
    QTest::keyClicks(field, QLatin1StringView(text));
}

std::vector<engine::InvocationRecord> sample()
{
    std::vector<engine::InvocationRecord> records;
    for (int i = 0; i < 3; ++i)
        records.push_back(samples::record(QString::number(i), 20ms));
    records.push_back(samples::cold(QStringLiteral("cold"), 20ms, 100ms));
    return records;
}

} // namespace

// A planned month is typed, compared and drawn.
class TestPlanCard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void init();
    void nothingMeasured();
    void startsWithWhatWasMeasured();
    void startsWithTheFunctionsSettings();
    void callsThatComeInAreReckonedTogether();
    void everyOfferIsSeenWhereThereIsLittleRoom();
    void typedFiguresStayUntilTakenBack();
    void typedExample();
    void offersSayWhetherTheyFit();
    void formulasOfTheSelectedOffer();
    void provisionedFieldsComeAlive();
    void curvesFollowTheChoice();
    void stackedIsTheFunctionsOwnArchitecture();
    void curvesAsATable();
    void namesForEveryControl();

private:
    std::unique_ptr<PlanCard> m_card;
};

void TestPlanCard::init()
{
    m_card = std::make_unique<PlanCard>();
    m_card->resize(1'200, 700);
    m_card->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_card.get()));
}

void TestPlanCard::nothingMeasured()
{
    QVERIFY(find<QLabel>(*m_card, "planBasis")->text().contains(QStringLiteral("Nothing was")));
    QCOMPARE(find<QTableWidget>(*m_card, "offers")->rowCount(), 4);
    QCOMPARE(cell(*m_card, 0, 4), QStringLiteral("$0.00")); // a million requests are free
}

void TestPlanCard::startsWithWhatWasMeasured()
{
    m_card->setFunction({.memory = {256}}, false);
    m_card->setSample(sample()); // with 512 MB
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planDuration")->value(), 0.0);
    m_card->setFunction({.memory = {512}}, false);
    m_card->setSample(sample());
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planDuration")->value(), 20.0);
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planCold")->value(), 25.0);
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planInit")->value(), 100.0);
    QCOMPARE(find<QSpinBox>(*m_card, "planMemory")->value(), 512);
    QVERIFY(find<QLabel>(*m_card, "planBasis")->text().contains(QStringLiteral("4 call")));
    QVERIFY(!find<QPushButton>(*m_card, "planReset")->isEnabled());
}

void TestPlanCard::startsWithTheFunctionsSettings()
{
    engine::FunctionConfig config;
    config.runtime = QStringLiteral("python3.13");
    config.memory = {1'024};
    config.ephemeralStorage = {2'048};
    config.architecture = engine::Architecture::Arm64;
    m_card->setFunction(config, false);
    m_card->setSample({});
    QCOMPARE(find<QSpinBox>(*m_card, "planMemory")->value(), 1'024);
    QCOMPARE(find<QSpinBox>(*m_card, "planStorage")->value(), 2'048);
    QVERIFY(!find<QPushButton>(*m_card, "planReset")->isEnabled());
    // arm64 is nothing that the other side has
    QCOMPARE(cell(*m_card, 3, 5).section(u',', 0, 0), QStringLiteral("with changes"));
}

// In each turn of the event loop there may be some; a reckoning has hundreds of bills in it.
void TestPlanCard::callsThatComeInAreReckonedTogether()
{
    m_card->setFunction({.memory = {512}}, false);
    auto *chart = m_card->findChild<widgets::PlanChart *>();
    find<QComboBox>(*m_card, "costAxis")->setCurrentIndex(2); // against the duration
    m_card->setSample({samples::record(QStringLiteral("1"), 20ms)});
    QTRY_COMPARE(chart->curves().now, 20.0); // after the pause that the function began
    m_card->setSample({samples::record(QStringLiteral("2"), 30ms)});
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planDuration")->value(), 30.0);
    QCOMPARE(chart->curves().now, 20.0);
    QTRY_COMPARE(chart->curves().now, 30.0);
    m_card->hide();
    m_card->setSample({samples::record(QStringLiteral("3"), 40ms)});
    m_card->setFunction({.memory = {512}, .timeout = 9s}, false);
    QCOMPARE(chart->curves().now, 30.0);
    m_card->show();
    QCOMPARE(chart->curves().now, 40.0);
}

void TestPlanCard::everyOfferIsSeenWhereThereIsLittleRoom()
{
    m_card->resize(m_card->fontMetrics().averageCharWidth() * 112, 700);
    QCoreApplication::processEvents();
    auto *offers = find<QTableWidget>(*m_card, "offers");
    const QRect last = offers->visualItemRect(offers->item(offers->rowCount() - 1, 0));
    QVERIFY(offers->viewport()->rect().bottom() >= last.bottom());
}

void TestPlanCard::typedFiguresStayUntilTakenBack()
{
    m_card->setFunction({.memory = {512}}, false);
    m_card->setSample(sample());
    type(*m_card, "planDuration", "250");
    m_card->setSample(sample()); // as after the next call
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planDuration")->value(), 250.0);
    QTest::mouseClick(find<QPushButton>(*m_card, "planReset"), Qt::LeftButton);
    QCOMPARE(find<QDoubleSpinBox>(*m_card, "planDuration")->value(), 20.0);
}

// The first worked example of the price list, and its like on the other side.
void TestPlanCard::typedExample()
{
    type(*m_card, "planRequests", "3M");
    type(*m_card, "planDuration", "120");
    type(*m_card, "planMemory", "1536");
    QCOMPARE(cell(*m_card, 0, 4), QStringLiteral("$2.73"));
    QCOMPARE(cell(*m_card, 1, 4), QStringLiteral("$2.27"));
    QTest::mouseClick(find<QCheckBox>(*m_card, "planFree"), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(cell(*m_card, 0, 4), QStringLiteral("$9.60"));
}

void TestPlanCard::offersSayWhetherTheyFit()
{
    engine::FunctionConfig config;
    config.runtime = QStringLiteral("python3.13");
    config.timeout = 15min;
    m_card->setFunction(config, false);
    QVERIFY(cell(*m_card, 0, 5).startsWith(QStringLiteral("yes")));
    QCOMPARE(cell(*m_card, 2, 5), QStringLiteral("no"));
    QCOMPARE(cell(*m_card, 3, 5), QStringLiteral("yes"));
    config.runtime = QStringLiteral("ruby3.3");
    m_card->setFunction(config, false);
    QCOMPARE(cell(*m_card, 3, 5), QStringLiteral("with changes"));
}

void TestPlanCard::formulasOfTheSelectedOffer()
{
    engine::FunctionConfig config;
    config.runtime = QStringLiteral("python3.13");
    config.timeout = 15min;
    m_card->setFunction(config, false);
    type(*m_card, "planRequests", "2M");
    type(*m_card, "planDuration", "1000");
    auto *offers = find<QTableWidget>(*m_card, "offers");
    offers->setFocus();
    QTest::keyClick(offers, Qt::Key_Down);
    QTest::keyClick(offers, Qt::Key_Down);
    const QString detail = find<QLabel>(*m_card, "offerDetail")->text();
    QVERIFY2(detail.contains(QStringLiteral("(2,000,000 − 1,000,000 free) × $0.20 / 1,000,000")),
             qPrintable(detail));
    QVERIFY2(detail.contains(QStringLiteral("Does not fit: A function runs 10 minutes")),
             qPrintable(detail));
}

void TestPlanCard::provisionedFieldsComeAlive()
{
    QVERIFY(!find<QDoubleSpinBox>(*m_card, "planHours")->isEnabled());
    type(*m_card, "planRequests", "2M");
    type(*m_card, "planDuration", "280");
    type(*m_card, "planProvisioned", "7");
    QVERIFY(find<QDoubleSpinBox>(*m_card, "planHours")->isEnabled());
    const QString text = find<QLabel>(*m_card, "breakEven")->text();
    QVERIFY2(text.contains(QStringLiteral("60 %")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("≈ 3 %")), qPrintable(text)); // 560,000 of 18,144,000 s
    const QString detail = find<QLabel>(*m_card, "offerDetail")->text();
    QVERIFY2(detail.contains(QStringLiteral("kept ready")), qPrintable(detail));
}

void TestPlanCard::curvesFollowTheChoice()
{
    type(*m_card, "planRequests", "3M");
    type(*m_card, "planDuration", "120");
    auto *chart = m_card->findChild<widgets::PlanChart *>();
    QVERIFY(chart);
    QCOMPARE(chart->curves().curves.size(), std::size_t{4});
    QCOMPARE(chart->curves().values.front(), 0.0);
    QCOMPARE(chart->curves().values.back(), 9e6);
    QCOMPARE(chart->curves().now, 3e6);
    auto *axis = find<QComboBox>(*m_card, "costAxis");
    axis->setFocus();
    QTest::keyClick(axis, Qt::Key_Down);
    QCOMPARE(chart->curves().axis, engine::CostAxis::Memory);
    QCOMPARE(chart->curves().values.size(), std::size_t{80});
    auto *view = find<QComboBox>(*m_card, "costView");
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(chart->curves().kind, widgets::PlanCurves::Kind::Stacked);
    QCOMPARE(chart->curves().curves.size(), std::size_t{3});
}

void TestPlanCard::stackedIsTheFunctionsOwnArchitecture()
{
    engine::FunctionConfig config;
    config.architecture = engine::Architecture::Arm64;
    m_card->setFunction(config, false);
    type(*m_card, "planRequests", "3M");
    type(*m_card, "planDuration", "120");
    type(*m_card, "planMemory", "1536");
    find<QComboBox>(*m_card, "costView")->setCurrentIndex(1);
    const widgets::PlanCurves &curves = m_card->findChild<widgets::PlanChart *>()->curves();
    const auto now = std::find(curves.values.begin(), curves.values.end(), 3e6);
    QVERIFY(now != curves.values.end());
    double sum = 0;
    for (const auto &curve : curves.curves)
        sum += curve.dollars[static_cast<std::size_t>(now - curves.values.begin())];
    QCOMPARE(QString::number(sum, 'f', 2), QStringLiteral("2.27")); // 2.73 on x86_64
}

void TestPlanCard::curvesAsATable()
{
    type(*m_card, "planRequests", "3M");
    type(*m_card, "planDuration", "120");
    type(*m_card, "planMemory", "1536");
    find<QComboBox>(*m_card, "costView")->setCurrentIndex(2);
    auto *points = find<QTableWidget>(*m_card, "curvePoints");
    QVERIFY(points->isVisible());
    QCOMPARE(points->columnCount(), 5);
    bool found = false;
    for (int row = 0; row < points->rowCount(); ++row) {
        if (points->item(row, 0)->text() == u"3,000,000") {
            QCOMPARE(points->item(row, 1)->text(), QStringLiteral("2.73"));
            found = true;
        }
    }
    QVERIFY(found);
}

void TestPlanCard::namesForEveryControl()
{
    for (QWidget *widget : m_card->findChildren<QWidget *>()) {
        const bool isPart = qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) != nullptr;
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || isPart)
            continue;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                 qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestPlanCard)
#include "tst_plancard.moc"

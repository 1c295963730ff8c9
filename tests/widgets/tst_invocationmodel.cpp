// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QSignalSpy>

#include "samplerecords.h"
#include "widgets/history/historyfilter.h"
#include "widgets/history/invocationmodel.h"

using engine::Milliseconds;
using engine::Nanoseconds;
using engine::Outcome;
using widgets::HistoryFilter;
using widgets::InvocationModel;

namespace {

// A cost that a test can tell: one tick for each nanosecond.
engine::Money costOf(const engine::InvocationRecord &record)
{
    return engine::Money::fromTicks(record.duration.count());
}

QString cell(const QAbstractItemModel &model, int row, int column, int role = Qt::DisplayRole)
{
    return model.index(row, column).data(role).toString();
}

QStringList ids(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << cell(model, row, InvocationModel::RequestIdColumn);
    return all;
}

} // namespace

class TestInvocationModel : public QObject
{
    Q_OBJECT

private slots:
    void aBurstIsOneInsertion();
    void theOldestGoPastTheCapacity();
    void shows_data();
    void shows();
    void sortRoleIsRaw();
    void whatDidNotRunHasNoDuration();
    void everyOutcomeHasAWord();
    void sorts_data();
    void sorts();
    void filters_data();
    void filters();
    void findsARequest();
    void sortsAHundredThousand();
};

void TestInvocationModel::aBurstIsOneInsertion()
{
    InvocationModel model(costOf);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

    model.append({});
    QCOMPARE(inserted.size(), 0);
    model.append(samples::many(250));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 250);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    model.append(samples::many(3));
    QCOMPARE(model.rowCount(), 3);
}

void TestInvocationModel::theOldestGoPastTheCapacity()
{
    InvocationModel model(costOf, nullptr, 4);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto burst = [](const QStringList &names) {
        std::vector<engine::InvocationRecord> records;
        for (const QString &name : names)
            records.push_back(samples::record(name));
        return records;
    };
    const auto list = [](const char *text) {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    };

    model.append(burst(list("a b c")));
    model.append(burst(list("d e")));
    QCOMPARE(ids(model), list("b c d e"));
    model.append(burst(list("1 2 3 4 5 6"))); // more than fit at once
    QCOMPARE(ids(model), list("3 4 5 6"));
}

void TestInvocationModel::shows_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("toolTip");

    QTest::newRow("duration in the unit that fits, exact on hover")
        << int(InvocationModel::DurationColumn) << "3.14 ms"
        << "3.141593 ms";
    QTest::newRow("init") << int(InvocationModel::InitColumn) << "120 ms"
                          << "120.000000 ms";
    QTest::newRow("billed with init, in whole milliseconds")
        << int(InvocationModel::BilledColumn) << "124"
        << "124 ms";
    QTest::newRow("used memory is rounded up") << int(InvocationModel::MemoryUsedColumn) << "40"
                                               << "40 of 512 MB";
    QTest::newRow("start as a word") << int(InvocationModel::StartColumn) << "Cold"
                                     << "Cold";
    QTest::newRow("status as a word") << int(InvocationModel::StatusColumn) << "Success"
                                      << "Success";
    QTest::newRow("cost without rounding") << int(InvocationModel::CostColumn) << "$0.0000003141593"
                                           << "$0.0000003141593";
    QTest::newRow("response") << int(InvocationModel::ResponseBytesColumn) << "312 B"
                              << "312 bytes";
}

void TestInvocationModel::shows()
{
    QFETCH(int, column);
    QFETCH(QString, text);
    QFETCH(QString, toolTip);
    InvocationModel model(costOf);
    model.append({samples::cold(QStringLiteral("a"), Nanoseconds{3'141'593}, Milliseconds{120})});

    QCOMPARE(cell(model, 0, column), text);
    QCOMPARE(cell(model, 0, column, Qt::ToolTipRole), toolTip);
    QCOMPARE(cell(model, 0, column, Qt::AccessibleTextRole), text);
}

void TestInvocationModel::sortRoleIsRaw()
{
    InvocationModel model(costOf);
    model.append({samples::record(QStringLiteral("a"), Nanoseconds{3'141'593})});
    const auto raw = [&model](int column) {
        return model.index(0, column).data(InvocationModel::SortRole);
    };
    QCOMPARE(raw(InvocationModel::DurationColumn).toLongLong(), 3'141'593);
    QCOMPARE(raw(InvocationModel::TimeColumn).toLongLong(), samples::FirstMs);
    QCOMPARE(raw(InvocationModel::InitColumn).toLongLong(), -1);
    QCOMPARE(raw(InvocationModel::FunctionColumn).toString(), QStringLiteral("hello"));
}

void TestInvocationModel::whatDidNotRunHasNoDuration()
{
    InvocationModel model(costOf);
    model.append({samples::throttled(QStringLiteral("a")),
                  samples::failed(QStringLiteral("b"), Outcome::FunctionError)});

    QCOMPARE(cell(model, 0, InvocationModel::DurationColumn), QString());
    QCOMPARE(cell(model, 0, InvocationModel::MemoryUsedColumn), QString());
    QCOMPARE(cell(model, 0, InvocationModel::MemoryUsedColumn, Qt::AccessibleTextRole),
             QStringLiteral("not measured"));
    QCOMPARE(cell(model, 0, InvocationModel::StatusColumn), QStringLiteral("Throttled"));
    QVERIFY(!model.index(0, InvocationModel::StatusColumn)
                 .data(Qt::DecorationRole)
                 .value<QIcon>()
                 .isNull());
    // A function's own message is shown as it is, not as markup.
    QVERIFY(cell(model, 1, InvocationModel::StatusColumn, Qt::ToolTipRole)
                .contains(QStringLiteral("&lt;b&gt;")));
}

void TestInvocationModel::everyOutcomeHasAWord()
{
    QSet<QString> words;
    for (int outcome = 0; outcome <= int(Outcome::Cancelled); ++outcome)
        words << widgets::outcomeText(Outcome(outcome));
    QCOMPARE(words.size(), int(Outcome::Cancelled) + 1);
    QVERIFY(!words.contains(QString()));
}

void TestInvocationModel::sorts_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QString>("order");

    // a: cold 12 ms, b: 2.5 ms, c: 120 ms of another function, d: 2.5 ms as b, e: throttled
    QTest::newRow("newest first, the later one of a millisecond first")
        << int(InvocationModel::TimeColumn) << true << "edcba";
    QTest::newRow("by number, not by text")
        << int(InvocationModel::DurationColumn) << false << "ebdac";
    QTest::newRow("equal values in order of arrival, newest first when descending")
        << int(InvocationModel::DurationColumn) << true << "cadbe";
    QTest::newRow("by name") << int(InvocationModel::FunctionColumn) << false << "cabde";
    QTest::newRow("cold first") << int(InvocationModel::StartColumn) << false << "abcde";
    QTest::newRow("by cost") << int(InvocationModel::CostColumn) << true << "cadbe";
}

void TestInvocationModel::sorts()
{
    QFETCH(int, column);
    QFETCH(bool, descending);
    QFETCH(QString, order);
    InvocationModel model(costOf);
    HistoryFilter filter(model);
    QAbstractItemModelTester tester(&filter,
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.sort(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);

    engine::InvocationRecord other = samples::record(QStringLiteral("c"), Milliseconds{120});
    other.functionName = QStringLiteral("ABacus");
    // In two bursts: rows that come later find their place too.
    model.append({samples::cold(QStringLiteral("a"), Milliseconds{12}, Milliseconds{100}),
                  samples::record(QStringLiteral("b"), Nanoseconds{2'500'000})});
    model.append({other, samples::record(QStringLiteral("d"), Nanoseconds{2'500'000}),
                  samples::throttled(QStringLiteral("e"))});

    QCOMPARE(ids(filter).join(QString()), order);
}

void TestInvocationModel::filters_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    using Kind = HistoryFilter::Kind;

    QTest::newRow("nothing is held back") << "" << int(Kind::All) << ""
                                          << "abcde";
    QTest::newRow("one function") << "orders" << int(Kind::All) << ""
                                  << "c";
    QTest::newRow("a function's whole name") << "order" << int(Kind::All) << ""
                                             << "";
    QTest::newRow("succeeded") << "" << int(Kind::Succeeded) << ""
                               << "ac";
    QTest::newRow("failed, but not throttled") << "" << int(Kind::Failed) << ""
                                               << "bd";
    QTest::newRow("throttled") << "" << int(Kind::Throttled) << ""
                               << "e";
    QTest::newRow("cold starts") << "" << int(Kind::ColdStarts) << ""
                                 << "a";
    QTest::newRow("words of the error, in any case") << "" << int(Kind::All) << "keyERROR name"
                                                     << "bd";
    QTest::newRow("all words must be there") << "" << int(Kind::All) << "keyerror nowhere"
                                             << "";
    QTest::newRow("all conditions at once") << "hello" << int(Kind::Failed) << "d"
                                            << "bd";
    QTest::newRow("no pattern language") << "" << int(Kind::All) << ".*"
                                         << "";
}

void TestInvocationModel::filters()
{
    QFETCH(QString, function);
    QFETCH(int, kind);
    QFETCH(QString, text);
    QFETCH(QString, shown);
    InvocationModel model(costOf);
    engine::InvocationRecord orders = samples::record(QStringLiteral("c"));
    orders.functionName = QStringLiteral("orders");
    model.append({samples::cold(QStringLiteral("a"), Milliseconds{12}, Milliseconds{100}),
                  samples::failed(QStringLiteral("b"), Outcome::FunctionError), orders,
                  samples::failed(QStringLiteral("d"), Outcome::Timeout),
                  samples::throttled(QStringLiteral("e"))});

    HistoryFilter filter(model);
    filter.setFunction(function);
    filter.setKind(HistoryFilter::Kind(kind));
    filter.setText(text);

    QCOMPARE(ids(filter).join(QString()), shown);
}

void TestInvocationModel::findsARequest()
{
    InvocationModel model(costOf);
    model.append({samples::record(QStringLiteral("a")), samples::record(QStringLiteral("b"))});
    QCOMPARE(model.rowOfRequest(QStringLiteral("a")), 0);
    QCOMPARE(model.rowOfRequest(QStringLiteral("b")), 1);
    QCOMPARE(model.rowOfRequest(QStringLiteral("c")), -1);
}

void TestInvocationModel::sortsAHundredThousand()
{
    InvocationModel model(costOf);
    HistoryFilter filter(model);
    filter.sort(InvocationModel::TimeColumn, Qt::DescendingOrder);
    model.append(samples::many(100'000));
    QCOMPARE(filter.rowCount(), 100'000);

    filter.sort(InvocationModel::DurationColumn, Qt::AscendingOrder);
    for (int row = 1; row < filter.rowCount(); ++row)
        QVERIFY(model.row(filter.sourceRow(filter.index(row - 1, 0))).duration
                <= model.row(filter.sourceRow(filter.index(row, 0))).duration);

    // How long that takes is for the reader of the log; a test does not judge time.
    for (const int column : {InvocationModel::DurationColumn, InvocationModel::FunctionColumn,
                             InvocationModel::RequestIdColumn, InvocationModel::TimeColumn}) {
        QElapsedTimer timer;
        timer.start();
        filter.sort(column, Qt::DescendingOrder);
        qInfo("sorting 100,000 rows by column %d: %lld ms", column, timer.elapsed());
    }
    QElapsedTimer timer;
    timer.start();
    filter.setText(QStringLiteral("nothing like this"));
    qInfo("filtering 100,000 rows by three words: %lld ms", timer.elapsed());
    QCOMPARE(filter.rowCount(), 0);
}

QTEST_MAIN(TestInvocationModel)
#include "tst_invocationmodel.moc"

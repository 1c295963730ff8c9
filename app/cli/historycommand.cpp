// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/historycommand.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

#include "app/cli/recordwriter.h"
#include "app/cli/terminal.h"
#include "app/workspacepaths.h"
#include "engine/pricing/pricing.h"
#include "engine/telemetry/historystore.h"
#include "engine/telemetry/logtext.h"

namespace app {
namespace {

struct History
{
    Q_DECLARE_TR_FUNCTIONS(app::HistoryCommand)
};

} // namespace

QString HistoryCommand::name() const
{
    return QStringLiteral("history");
}

QString HistoryCommand::summary() const
{
    return History::tr("Shows earlier invocations, newest first.");
}

int HistoryCommand::run(const QString &workspace, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(summary());
    parser.addPositionalArgument(QStringLiteral("FUNCTION"), History::tr("Only this function."),
                                 QStringLiteral("[FUNCTION]"));
    const QCommandLineOption limit(QStringLiteral("limit"), History::tr("At most so many."),
                                   QStringLiteral("N"), QStringLiteral("20"));
    const QCommandLineOption json(QStringLiteral("json"), History::tr("One JSON object a line."));
    const QCommandLineOption log(QStringLiteral("log"), History::tr("The log of one request."),
                                 QStringLiteral("REQUEST-ID"));
    parser.addOptions({limit, json, log});
    if (const auto status = terminal::parse(parser, arguments))
        return *status;
    bool isNumber = false;
    const int count = parser.value(limit).toInt(&isNumber);
    if (!isNumber || count < 1)
        return terminal::usage(History::tr("--limit takes a number from 1 on."));
    if (!QFileInfo::exists(historyFile(workspace))) {
        terminal::errLine(History::tr("Nothing has been invoked in this workspace yet."));
        return Succeeded;
    }
    const auto store = engine::HistoryStore::open(historyFile(workspace));
    if (!store) {
        terminal::error(store.error());
        return NotRun;
    }
    if (parser.isSet(log)) {
        const auto attempts = (*store)->attempts(parser.value(log));
        if (!attempts) {
            terminal::error(attempts.error());
            return NotRun;
        }
        for (const engine::InvocationRecord &attempt : *attempts)
            terminal::out(attempt.log);
        return Succeeded;
    }
    const auto records = (*store)->list({parser.positionalArguments().value(0), count});
    if (!records) {
        terminal::error(records.error());
        return NotRun;
    }
    std::vector<QStringList> rows;
    for (const engine::InvocationRecord &record : *records) {
        if (parser.isSet(json)) {
            terminal::out(recordLine(record) + '\n');
            continue;
        }
        const engine::Money cost = engine::costOf(record, engine::shippedPrices()).total;
        rows.push_back(
            {QDateTime::fromMSecsSinceEpoch(record.startedAtMs)
                 .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")),
             record.functionName, engine::startKindName(record.start),
             engine::outcomeName(record.outcome),
             QString::fromLatin1(engine::logtext::milliseconds(record.duration)),
             record.initDuration
                 ? QString::fromLatin1(engine::logtext::milliseconds(*record.initDuration))
                 : QString(),
             record.maxMemoryUsed() ? QString::number(record.maxMemoryUsed()->value) : QString(),
             cost.toExactString(), record.requestId});
    }
    if (!rows.empty())
        terminal::table({History::tr("TIME"), History::tr("FUNCTION"), History::tr("START"),
                         History::tr("STATUS"), History::tr("DURATION"), History::tr("INIT"),
                         History::tr("MB"), History::tr("USD"), History::tr("REQUEST")},
                        rows);
    return Succeeded;
}

} // namespace app

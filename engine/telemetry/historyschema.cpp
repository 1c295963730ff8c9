// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/telemetry/historyschema.h"

#include <QVariant>

namespace engine::historyschema {
namespace {

const QStringList &columnNames()
{
    static const QStringList names =
        QStringLiteral("request_id function_name version runtime interpreter environment_id "
                       "revision trigger_name started_at_ms start_kind outcome error_type "
                       "error_message queued_ns sandbox_ns boot_ns init_ns handler_ns "
                       "response_ns after_ns init_duration_ns duration_ns billed_ms wall_ns "
                       "overhead_ns cpu_ns memory_mb peak_memory_bytes ephemeral_mb "
                       "architecture request_bytes response_bytes attempt "
                       "internet_sent_bytes internet_received_bytes "
                       "host_ports_sent_bytes host_ports_received_bytes "
                       "stream_kind stream_bytes first_byte_ns")
            .split(u' ');
    return names;
}

// Never NULL: a null QString and an empty one are the same to us.
QString notNull(const QString &text)
{
    return text.isNull() ? QString(QLatin1StringView("")) : text;
}

// How a response was streamed, as the table says it.
enum StreamKind { NotStreamed = 0, StreamedToBuffered = 1, StreamedToStreaming = 2 };

StreamKind streamKind(const InvocationRecord &record)
{
    if (!record.stream)
        return NotStreamed;
    return record.stream->caller == CallerMode::Streaming ? StreamedToStreaming
                                                          : StreamedToBuffered;
}

// Hands out a row's values from left to right.
class RowReader
{
public:
    explicit RowReader(const QSqlQuery &query)
        : m_query(query)
    {
    }

    QVariant next() { return m_query.value(m_column++); }
    QString text() { return next().toString(); }
    qint64 number() { return next().toLongLong(); }
    int integer() { return next().toInt(); }
    Nanoseconds time() { return Nanoseconds(number()); }
    std::optional<Nanoseconds> optionalTime()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : std::optional(Nanoseconds(value.toLongLong()));
    }

private:
    const QSqlQuery &m_query;
    int m_column = 0;
};

Error unknownWord(const QString &word)
{
    return {Error::Code::NotReadable,
            QStringLiteral("the history is damaged: \"%1\" is not known").arg(word)};
}

} // namespace

const std::vector<QStringList> &migrations()
{
    // Payloads have a table of their own, so that lists and charts read narrow rows. The counter
    // spares a count over a million rows with each append.
    static const std::vector<QStringList> steps{
        {
            QStringLiteral(
                "CREATE TABLE invocation (seq INTEGER PRIMARY KEY, "
                "request_id TEXT NOT NULL, function_name TEXT NOT NULL, "
                "version TEXT NOT NULL, runtime TEXT NOT NULL, interpreter TEXT NOT NULL, "
                "environment_id TEXT NOT NULL, revision TEXT NOT NULL, "
                "trigger_name TEXT NOT NULL, started_at_ms INTEGER NOT NULL, "
                "start_kind TEXT NOT NULL, outcome TEXT NOT NULL, "
                "error_type TEXT NOT NULL, error_message TEXT NOT NULL, "
                "queued_ns INTEGER NOT NULL, sandbox_ns INTEGER NOT NULL, "
                "boot_ns INTEGER NOT NULL, init_ns INTEGER NOT NULL, "
                "handler_ns INTEGER NOT NULL, response_ns INTEGER NOT NULL, "
                "after_ns INTEGER NOT NULL, init_duration_ns INTEGER, "
                "duration_ns INTEGER NOT NULL, billed_ms INTEGER NOT NULL, "
                "wall_ns INTEGER NOT NULL, overhead_ns INTEGER NOT NULL, "
                "cpu_ns INTEGER NOT NULL, memory_mb INTEGER NOT NULL, "
                "peak_memory_bytes INTEGER NOT NULL, ephemeral_mb INTEGER NOT NULL, "
                "architecture TEXT NOT NULL, request_bytes INTEGER NOT NULL, "
                "response_bytes INTEGER NOT NULL)"),
            QStringLiteral("CREATE TABLE payload (seq INTEGER PRIMARY KEY, request BLOB, "
                           "response BLOB, log BLOB)"),
            QStringLiteral("CREATE TABLE counter (records INTEGER NOT NULL)"),
            QStringLiteral("INSERT INTO counter VALUES (0)"),
            // A retry has the request id of the first try, so this index is not unique.
            QStringLiteral("CREATE INDEX by_request ON invocation (request_id)"),
            QStringLiteral("CREATE INDEX by_function ON invocation (function_name, started_at_ms)"),
            QStringLiteral("CREATE INDEX by_time ON invocation (started_at_ms)"),
        },
        {
            QStringLiteral("ALTER TABLE payload ADD COLUMN modules BLOB"),
        },
        {
            QStringLiteral("ALTER TABLE invocation ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0"),
        },
        {
            QStringLiteral("ALTER TABLE payload ADD COLUMN traces BLOB"),
        },
        {
            QStringLiteral("ALTER TABLE invocation ADD COLUMN "
                           "internet_sent_bytes INTEGER NOT NULL DEFAULT -1"),
            QStringLiteral("ALTER TABLE invocation ADD COLUMN "
                           "internet_received_bytes INTEGER NOT NULL DEFAULT -1"),
            QStringLiteral("ALTER TABLE invocation ADD COLUMN "
                           "host_ports_sent_bytes INTEGER NOT NULL DEFAULT -1"),
            QStringLiteral("ALTER TABLE invocation ADD COLUMN "
                           "host_ports_received_bytes INTEGER NOT NULL DEFAULT -1"),
        },
        {
            // What cost and lists need of a streamed response; its chunks are with the payloads.
            QStringLiteral("ALTER TABLE invocation ADD COLUMN stream_kind INTEGER NOT NULL "
                           "DEFAULT 0"),
            QStringLiteral("ALTER TABLE invocation ADD COLUMN stream_bytes INTEGER NOT NULL "
                           "DEFAULT 0"),
            QStringLiteral("ALTER TABLE invocation ADD COLUMN first_byte_ns INTEGER NOT NULL "
                           "DEFAULT -1"),
            QStringLiteral("ALTER TABLE payload ADD COLUMN stream BLOB"),
        }};
    return steps;
}

QString columns()
{
    return columnNames().join(QLatin1StringView(", "));
}

QString placeholders()
{
    return QStringList(columnNames().size(), QStringLiteral("?")).join(QLatin1StringView(", "));
}

void bindRow(QSqlQuery &query, const InvocationRecord &record)
{
    int position = 0;
    const auto text = [&](const QString &value) { query.bindValue(position++, notNull(value)); };
    const auto number = [&](qint64 value) { query.bindValue(position++, value); };
    const auto time = [&](Nanoseconds value) { number(value.count()); };

    text(record.requestId);
    text(record.functionName);
    text(record.version);
    text(record.runtime);
    text(record.interpreter);
    text(record.environmentId);
    text(record.revision);
    text(record.trigger);
    number(record.startedAtMs);
    text(startKindName(record.start));
    text(outcomeName(record.outcome));
    text(record.errorType);
    text(record.errorMessage);
    time(record.phases.queued);
    time(record.phases.sandbox);
    time(record.phases.boot);
    time(record.phases.init);
    time(record.phases.handler);
    time(record.phases.response);
    time(record.phases.after);
    if (record.initDuration)
        time(*record.initDuration);
    else
        query.bindValue(position++, QVariant(QMetaType::fromType<qint64>()));
    time(record.duration);
    number(record.billed.count());
    time(record.wall);
    time(record.overhead);
    time(record.cpu);
    number(record.memorySize.value);
    number(record.peakMemoryBytes);
    number(record.ephemeralStorage.value);
    text(architectureName(record.architecture));
    number(record.requestBytes);
    number(record.responseBytes);
    number(record.attempt);
    number(record.network.internetSent);
    number(record.network.internetReceived);
    number(record.network.hostPortsSent);
    number(record.network.hostPortsReceived);
    number(streamKind(record));
    number(record.stream ? record.stream->bytes : 0);
    time(record.stream ? record.stream->firstByte : Nanoseconds{-1});
    Q_ASSERT(position == columnNames().size());
}

Result<InvocationRecord> readRow(const QSqlQuery &query)
{
    RowReader row(query);
    InvocationRecord record;
    record.requestId = row.text();
    record.functionName = row.text();
    record.version = row.text();
    record.runtime = row.text();
    record.interpreter = row.text();
    record.environmentId = row.text();
    record.revision = row.text();
    record.trigger = row.text();
    record.startedAtMs = row.number();
    const QString start = row.text();
    const QString outcome = row.text();
    record.errorType = row.text();
    record.errorMessage = row.text();
    record.phases.queued = row.time();
    record.phases.sandbox = row.time();
    record.phases.boot = row.time();
    record.phases.init = row.time();
    record.phases.handler = row.time();
    record.phases.response = row.time();
    record.phases.after = row.time();
    record.initDuration = row.optionalTime();
    record.duration = row.time();
    record.billed = Milliseconds(row.number());
    record.wall = row.time();
    record.overhead = row.time();
    record.cpu = row.time();
    record.memorySize = {row.integer()};
    record.peakMemoryBytes = row.number();
    record.ephemeralStorage = {row.integer()};
    const QString architecture = row.text();
    record.requestBytes = row.number();
    record.responseBytes = row.number();
    record.attempt = row.integer();
    record.network.internetSent = row.number();
    record.network.internetReceived = row.number();
    record.network.hostPortsSent = row.number();
    record.network.hostPortsReceived = row.number();
    const int kind = row.integer();
    ResponseStream stream;
    stream.caller = kind == StreamedToStreaming ? CallerMode::Streaming : CallerMode::Buffered;
    stream.bytes = row.number();
    stream.firstByte = row.time();
    if (kind != NotStreamed)
        record.stream = stream;

    const std::optional<StartKind> startKind = startKindFromName(start);
    const std::optional<Outcome> knownOutcome = outcomeFromName(outcome);
    if (!startKind)
        return unknownWord(start);
    if (!knownOutcome)
        return unknownWord(outcome);
    record.start = *startKind;
    record.outcome = *knownOutcome;
    if (architecture == architectureName(Architecture::Arm64))
        record.architecture = Architecture::Arm64;
    else if (architecture != architectureName(Architecture::X86_64))
        return unknownWord(architecture);
    return record;
}

} // namespace engine::historyschema

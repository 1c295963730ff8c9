// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

#include "engine/runtimes/runtimecatalog.h"
#include "tests/behaviours/behaviours.h"

using engine::InvokeOutcome;
using engine::Outcome;
using testsupport::Behaviour;
using testsupport::Case;
using testsupport::LanguageCases;
using testsupport::TestWorkspace;

namespace {

// What a function of this test is called, and where its placeholders get their values.
const QString Name = QStringLiteral("f");

QByteArray filled(QByteArray text, const InvokeOutcome &outcome)
{
    text.replace("{function}", outcome.record.functionName.toUtf8());
    text.replace("{requestId}", outcome.record.requestId.toUtf8());
    text.replace("{logStream}", outcome.record.environmentId.toUtf8());
    return text.replace("{runtime}", outcome.record.runtime.toUtf8());
}

// The same bytes for the same JSON; what is no JSON stays as it is.
QByteArray canonical(const QByteArray &json)
{
    // In an array, because Qt takes no value alone.
    const auto document = QJsonDocument::fromJson('[' + json + ']');
    return document.isNull() ? json : document.toJson(QJsonDocument::Compact);
}

QByteArray withoutTimes(const QByteArray &text)
{
    static const QRegularExpression time(
        QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3,6})?Z?"));
    return QString::fromUtf8(text).replace(time, QStringLiteral("<time>")).toUtf8();
}

bool matches(const QString &text, const QString &expected)
{
    if (!expected.startsWith(u'^'))
        return text == expected;
    return QRegularExpression(QRegularExpression::anchoredPattern(expected),
                              QRegularExpression::DotMatchesEverythingOption)
        .match(text)
        .hasMatch();
}

} // namespace

// The shared list of behaviours, and each language's own, in the whole engine with real sandboxes,
// for every interpreter of this machine.
class TestBehaviours : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLanguageHasACaseForEach_data();
    void everyLanguageHasACaseForEach();
    void behaves_data();
    void behaves();

private:
    struct Installed
    {
        const LanguageCases *language;
        QString version;
        QString runtime;
        std::unique_ptr<TestWorkspace> workspace;
        QStringList functions; // added so far
    };
    engine::Result<InvokeOutcome> invoke(Installed &on, const Behaviour &behaviour,
                                         const QString &name, const QByteArray &event);
    static void checkError(const InvokeOutcome &outcome, const Case &made);
    QString function(Installed &on, const Behaviour &behaviour, const Case &made);

    std::vector<Installed> m_installed;
};

Q_DECLARE_METATYPE(Behaviour)
Q_DECLARE_METATYPE(Case)

void TestBehaviours::initTestCase()
{
    const QString why = TestWorkspace::whyNoSandbox();
    if (!why.isEmpty())
        QSKIP(qPrintable(why));
    auto places = engine::RuntimeCatalog::standardPlaces();
    QTemporaryDir cache;
    places.bootstraps = cache.path();
    const engine::RuntimeCatalog catalog(places);
    for (const LanguageCases &language : testsupport::languages()) {
        if (language.installed) {
            for (const QString &version : language.installed())
                m_installed.push_back(
                    {&language, version, language.runtimeOf(version), nullptr, {}});
            continue;
        }
        for (const engine::Interpreter &interpreter : catalog.interpreters()) {
            if (interpreter.language != language.language)
                continue;
            // Of two of the same line the catalog runs one only.
            const QString runtime = language.runtimeOf(interpreter.version);
            const auto chosen = catalog.interpreterFor(*engine::RuntimeId::parse(runtime));
            if (chosen == interpreter)
                m_installed.push_back({&language, interpreter.version, runtime, nullptr, {}});
        }
    }
}

void TestBehaviours::everyLanguageHasACaseForEach_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const LanguageCases &language : testsupport::languages())
        QTest::newRow(language.name.constData()) << index++;
}

void TestBehaviours::everyLanguageHasACaseForEach()
{
    QFETCH(int, index);

    const LanguageCases &language = testsupport::languages()[std::size_t(index)];
    QMap<QByteArray, Case> cases = language.shared(QStringLiteral("99.0.0"));
    QSet<QByteArray> ids;
    for (const Behaviour &behaviour : testsupport::sharedBehaviours()) {
        QVERIFY2(cases.contains(behaviour.id), behaviour.id.constData());
        ids.insert(behaviour.id);
    }
    for (const QByteArray &id : cases.keys())
        QVERIFY2(ids.contains(id), id.constData()); // a case that is never run
}

void TestBehaviours::behaves_data()
{
    QTest::addColumn<int>("on");
    QTest::addColumn<Behaviour>("behaviour");
    QTest::addColumn<Case>("made");

    for (std::size_t i = 0; i < m_installed.size(); ++i) {
        const LanguageCases &language = *m_installed[i].language;
        const QString &version = m_installed[i].version;
        const QByteArray name = language.name + ' ' + version.toUtf8() + ": ";
        const QMap<QByteArray, Case> cases = language.shared(version);
        for (const Behaviour &behaviour : testsupport::sharedBehaviours())
            QTest::newRow(name + behaviour.claim)
                << int(i) << behaviour << cases.value(behaviour.id);
        for (const LanguageCases::Own &own : language.own(version))
            QTest::newRow(name + own.behaviour.claim) << int(i) << own.behaviour << own.made;
    }
    if (m_installed.empty())
        QTest::newRow("no interpreter on this machine") << -1 << Behaviour{} << Case{};
}

QString TestBehaviours::function(Installed &on, const Behaviour &behaviour, const Case &made)
{
    if (!on.workspace)
        on.workspace = std::make_unique<TestWorkspace>();
    const QString name = Name + QString::number(on.functions.size());
    on.functions.append(name);
    // At full speed and without hurry, unless the behaviour is about that.
    QByteArray properties = behaviour.moreProperties;
    if (!properties.contains("Timeout"))
        properties += "      Timeout: 20\n";
    if (!properties.contains("MemorySize"))
        properties += "      MemorySize: 1769\n";
    on.workspace->add(name, on.runtime.toUtf8(), made.handler, made.files, properties);
    return name;
}

engine::Result<InvokeOutcome> TestBehaviours::invoke(Installed &on, const Behaviour &behaviour,
                                                     const QString &name, const QByteArray &event)
{
    engine::InvokeRequest request;
    request.functionName = name;
    request.payload = event;
    request.clientContext = behaviour.clientContext;
    request.extraEnvironment = behaviour.environment;
    if (behaviour.end != Behaviour::End::Streamed)
        return TestWorkspace::wait(on.workspace->engine().invoke(request));
    request.caller = engine::CallerMode::Streaming;
    const auto seen = connect(&on.workspace->engine(), &engine::LocalEngine::streamArrived, this,
                              [&on, &name](const engine::StreamPiece &piece) {
                                  if (piece.offset == 0 && piece.bytes == "one")
                                      on.workspace->write(name + QStringLiteral("/seen"), "");
                              });
    const auto outcome = TestWorkspace::wait(on.workspace->engine().invoke(request));
    disconnect(seen);
    return outcome;
}

void TestBehaviours::behaves()
{
    QFETCH(int, on);
    QFETCH(Behaviour, behaviour);
    QFETCH(Case, made);

    using End = Behaviour::End;
    if (on < 0)
        QSKIP("no interpreter on this machine");
    if (!made.absent.isEmpty())
        QSKIP(made.absent.constData());
    Installed &installed = m_installed[std::size_t(on)];
    const QString name = function(installed, behaviour, made);
    const auto first = invoke(installed, behaviour, name, behaviour.event);
    QVERIFY2(first.has_value(), first ? "" : qPrintable(first.error().detail));
    const InvokeOutcome &outcome = *first;
    const QByteArray log = withoutTimes(outcome.record.log);
    const QByteArray told = outcome.payload.left(2000) + '\n' + log.right(4000);
    const QByteArray payload = made.payload.isNull() ? behaviour.payload : made.payload;

    QByteArray nextEvent; // empty: one call is all
    switch (behaviour.end) {
    case End::Answer:
        QVERIFY2(outcome.record.outcome == Outcome::Success, told);
        QCOMPARE(canonical(outcome.payload), canonical(filled(payload, outcome)));
        break;
    case End::AnswerAgain:
        QVERIFY2(outcome.record.outcome == Outcome::Success, told);
        nextEvent = behaviour.event;
        break;
    case End::Error:
    case End::ErrorThenAnswer:
        QVERIFY2(outcome.record.outcome == Outcome::FunctionError, told);
        checkError(outcome, made);
        if (behaviour.end == End::ErrorThenAnswer)
            nextEvent = "{\"fine\":1}";
        break;
    case End::ErrorAndExit:
        QVERIFY2(outcome.record.outcome == Outcome::Exited, told);
        checkError(outcome, made);
        if (!payload.isEmpty())
            nextEvent = "{\"fine\":1}";
        break;
    case End::InitError:
        QVERIFY2(outcome.record.outcome == Outcome::InitFailed, told);
        checkError(outcome, made);
        break;
    case End::ExitError:
        QVERIFY2(outcome.record.outcome == Outcome::Exited, told);
        QCOMPARE(canonical(outcome.payload),
                 canonical(filled("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                                  "\"RequestId: {requestId} Error: "
                                      + made.errorMessage.toUtf8() + "\"}",
                                  outcome)));
        break;
    case End::Timeout:
        QVERIFY2(outcome.record.outcome == Outcome::Timeout, told);
        QCOMPARE(canonical(outcome.payload),
                 canonical(filled("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                                  "\"RequestId: {requestId} Error: Task timed out after 1.00 "
                                  "seconds\"}",
                                  outcome)));
        nextEvent = "{\"fine\":1}";
        break;
    case End::Streamed: {
        QCOMPARE(outcome.payload, payload);
        QVERIFY(outcome.record.stream.has_value());
        const engine::ResponseStream &stream = *outcome.record.stream;
        QCOMPARE(stream.chunks.size(), std::size_t{2});
        QVERIFY(stream.chunks[0].first == stream.firstByte);
        QVERIFY(stream.chunks[1].first > stream.firstByte);
        if (made.errorType.isEmpty()) {
            QVERIFY2(outcome.record.outcome == Outcome::Success, told);
            break;
        }
        QVERIFY2(outcome.record.outcome == Outcome::FunctionError, told);
        InvokeOutcome error = outcome; // what follows the bytes is what Invoke would have returned
        error.payload = stream.error;
        checkError(error, made);
        break;
    }
    case End::TooLarge:
        QVERIFY2(outcome.record.outcome == Outcome::ResponseTooLarge, told);
        QCOMPARE(canonical(outcome.payload),
                 canonical("{\"errorMessage\":\"Response payload size exceeded maximum allowed "
                           "payload size (6291556 bytes).\",\"errorType\":"
                           "\"Function.ResponseSizeTooLarge\"}"));
        nextEvent = "{\"size\":6291554}";
        break;
    }
    if (!made.bytes.isNull())
        QCOMPARE(outcome.payload, filled(made.bytes, outcome));
    QVERIFY2(outcome.payload.startsWith(filled(made.begin, outcome)), outcome.payload);
    for (const QByteArray &line : made.log)
        QVERIFY2(('\n' + log).contains('\n' + filled(line, outcome)),
                 filled(line, outcome) + "\nis not in\n" + log);
    for (const QByteArray &text : made.noLog)
        QVERIFY2(!log.contains(text), log);

    if (!nextEvent.isEmpty()) {
        const auto next = invoke(installed, behaviour, name, nextEvent);
        QVERIFY2(next.has_value(), next ? "" : qPrintable(next.error().detail));
        QCOMPARE(next->record.environmentId, outcome.record.environmentId);
        QVERIFY2(next->record.outcome == Outcome::Success,
                 next->payload.left(2000) + '\n' + next->record.log.right(4000));
        if (behaviour.end == End::TooLarge)
            QCOMPARE(next->payload.size(), qsizetype(6'291'556));
        else
            QCOMPARE(canonical(next->payload), canonical(filled(payload, *next)));
    }
    installed.workspace->engine().retire(name);
}

void TestBehaviours::checkError(const InvokeOutcome &outcome, const Case &made)
{
    const QJsonObject error = QJsonDocument::fromJson(outcome.payload).object();
    const QString message = error.value(QStringLiteral("errorMessage")).toString();
    QCOMPARE(outcome.functionError, QStringLiteral("Unhandled"));
    const QString type = error.value(QStringLiteral("errorType")).toString();
    QVERIFY2(matches(type, made.errorType), outcome.payload.constData());
    QVERIFY2(matches(message, made.errorMessage),
             message.toUtf8() + "\ninstead of\n" + made.errorMessage.toUtf8());
    if (!made.reportedType.isEmpty())
        QCOMPARE(outcome.record.errorType, made.reportedType);
}

QTEST_GUILESS_MAIN(TestBehaviours)
#include "tst_behaviours.moc"

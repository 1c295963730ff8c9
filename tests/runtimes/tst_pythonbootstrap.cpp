// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QTemporaryDir>

#include "tests/runtimes/bootstraprun.h"

using engine::Interpreter;
using engine::Language;
using engine::RuntimeCatalog;
using testsupport::BootstrapRun;
using testsupport::FakeRuntimeApi;

// Each claim for every Python of this machine: what the wire and the log descriptor carry. What a
// function sees and returns is in the shared list (tests/behaviours).
class TestPythonBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void describesAnEventThatIsNoJson();
    void logs_data();
    void logs();
    void reads6MegabytesThatComeSlowly();
    void takesBytesOfOtherTypes();
    void tellsXRayTheCause();
    void survivesAResponseOverTheLimit();
    void endsWithTheFunction_data();
    void endsWithTheFunction();

private:
    QTemporaryDir m_cache; // one for all, so that the bootstraps are compiled once
    BootstrapRun run(const Interpreter &python, const QByteArray &code,
                     const QString &handler = QStringLiteral("app.handler")) const;

    std::vector<Interpreter> m_pythons;
};

void TestPythonBootstrap::initTestCase()
{
    auto places = RuntimeCatalog::standardPlaces();
    places.bootstraps = m_cache.path();
    const RuntimeCatalog catalog(places);
    for (const Interpreter &one : catalog.interpreters()) {
        if (one.language == Language::Python)
            m_pythons.push_back(one);
    }
    if (m_pythons.empty())
        QSKIP("no Python on this machine");
}

BootstrapRun TestPythonBootstrap::run(const Interpreter &python, const QByteArray &code,
                                      const QString &handler) const
{
    BootstrapRun made;
    made.bootstraps = m_cache.path();
    made.interpreter = python;
    made.runtime = QStringLiteral("python") + python.version.section(u'.', 0, 1);
    made.handler = handler;
    made.files.insert(QStringLiteral("app.py"), code);
    return made;
}

void TestPythonBootstrap::describesAnEventThatIsNoJson()
{
    for (const Interpreter &python : m_pythons) {
        BootstrapRun one = run(python, "def handler(event, context): return 1\n");
        one.events = {{"nope"}};
        one.run();
        QCOMPARE(one.posts.value(0).body,
                 QByteArray("{\"errorMessage\": \"Unable to unmarshal input: Expecting value: line "
                            "1 column 1 (char 0)\", \"errorType\": \"Runtime.UnmarshalError\", "
                            "\"requestId\": \"id-1\", \"stackTrace\": []}"));
        QCOMPARE(one.exitCode, -1);
    }
}

void TestPythonBootstrap::logs_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("format"); // AWS_LAMBDA_LOG_FORMAT and _LEVEL
    QTest::addColumn<QByteArray>("level");
    QTest::addColumn<quint32>("type");
    QTest::addColumn<QByteArray>("framed");
    QTest::addColumn<QByteArray>("plain"); // without the descriptor

    QTest::newRow("a warning as text")
        << QByteArray("logging.warning('a\\nb')") << QByteArray() << QByteArray()
        << quint32(0xA55A0003) << QByteArray("[WARNING]\t<time>\tid-1\ta\nb\n")
        << QByteArray("[WARNING]\t<time>\tid-1\ta\nb\n");
    QTest::newRow("information when the level asks for it")
        << QByteArray("logging.info('x %d', 1)") << QByteArray() << QByteArray("INFO")
        << quint32(0xA55A000F) << QByteArray("[INFO]\t<time>\tid-1\tx 1\n")
        << QByteArray("[INFO]\t<time>\tid-1\tx 1\n");
    QTest::newRow("a warning as JSON with a member of its own")
        << QByteArray("logging.warning('x', extra={'k': 1})") << QByteArray("JSON")
        << QByteArray("INFO") << quint32(0xA55A0012)
        << QByteArray("{\"timestamp\": \"<time>\", \"level\": \"WARNING\", \"message\": \"x\", "
                      "\"logger\": \"root\", \"requestId\": \"id-1\", \"k\": 1}\n")
        << QByteArray("{\"timestamp\": \"<time>\", \"level\": \"WARNING\", \"message\": \"x\", "
                      "\"logger\": \"root\", \"requestId\": \"id-1\", \"k\": 1}\n");
    QTest::newRow("an error is one event")
        << QByteArray("raise KeyError('k')") << QByteArray() << QByteArray() << quint32(0xA55A0017)
        << QByteArray("[ERROR] KeyError: 'k'\nTraceback (most recent call last):\n"
                      "\u00a0\u00a0File \"/var/task/app.py\", line 3, in handler\n"
                      "\u00a0\u00a0\u00a0\u00a0raise KeyError('k')")
        << QByteArray("[ERROR] KeyError: 'k'\rTraceback (most recent call last):\r"
                      "\u00a0\u00a0File \"/var/task/app.py\", line 3, in handler\r"
                      "\u00a0\u00a0\u00a0\u00a0raise KeyError('k')\n");
    QTest::newRow("context.log adds nothing")
        << QByteArray("context.log('x')") << QByteArray() << QByteArray() << quint32(0xA55A0003)
        << QByteArray("x") << QByteArray("x");
}

void TestPythonBootstrap::logs()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, level);
    QFETCH(quint32, type);
    QFETCH(QByteArray, framed);
    QFETCH(QByteArray, plain);

    for (const Interpreter &python : m_pythons) {
        BootstrapRun one =
            run(python, "import logging\ndef handler(event, context):\n    " + body + "\n");
        if (!format.isEmpty())
            one.environment.append(
                {QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), QString::fromUtf8(format)});
        if (!level.isEmpty())
            one.environment.append(
                {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), QString::fromUtf8(level)});
        one.run();
        QCOMPARE(one.frames.size(), qsizetype(1));
        QCOMPARE(one.frames[0].text, framed);
        QCOMPARE(one.frames[0].type, type);
        QCOMPARE(one.output, QByteArray());
        one.framed = false;
        one.run();
        QCOMPARE(one.output, plain);
        QVERIFY(one.frames.isEmpty());
    }
}

void TestPythonBootstrap::reads6MegabytesThatComeSlowly()
{
    BootstrapRun one = run(m_pythons.front(), "def handler(event, context): return event\n");
    const QByteArray event = '"' + QByteArray(6 * 1024 * 1024, 'x') + '"';
    one.events = {{event}, {"1"}};
    one.slow = true;
    one.run();
    QCOMPARE(one.posts.size(), qsizetype(2));
    QVERIFY(one.posts[0].body == event);
    QCOMPARE(one.posts[1].body, QByteArray("1"));
}

void TestPythonBootstrap::takesBytesOfOtherTypes()
{
    BootstrapRun one = run(m_pythons.front(), "def handler(event, context): return event\n");
    one.events = {{"<x/>", {}, "text/xml"}};
    one.run();
    QCOMPARE(one.posts.value(0).body, QByteArray("<x/>"));
    QCOMPARE(one.posts.value(0).headers.value("content-type"), QByteArray("application/unknown"));
}

void TestPythonBootstrap::tellsXRayTheCause()
{
    BootstrapRun one =
        run(m_pythons.front(), "import os\ndef handler(event, context):\n"
                               "    raise ValueError(os.environ['_X_AMZN_TRACE_ID'])\n");
    one.events = {{"{}", "Lambda-Runtime-Trace-Id: Root=1-2-3\r\n"}};
    one.run();
    const QByteArray cause =
        one.posts.value(0).headers.value("lambda-runtime-function-xray-error-cause");
    QVERIFY2(
        cause.contains("\"exceptions\": [{\"message\": \"Root=1-2-3\", \"type\": \"ValueError\""),
        cause.constData());
}

void TestPythonBootstrap::survivesAResponseOverTheLimit()
{
    BootstrapRun one = run(m_pythons.front(), "def handler(event, context): return 1\n");
    one.events = {{"{}"}, {"{}"}};
    one.postStatus = "413 Request Entity Too Large";
    one.run();
    QCOMPARE(one.posts.size(), qsizetype(2));
    QCOMPARE(one.exitCode, -1);
}

void TestPythonBootstrap::endsWithTheFunction_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<int>("status");

    QTest::newRow("sys.exit in the handler")
        << QByteArray("import sys\ndef handler(event, context): sys.exit(3)\n") << 3;
    QTest::newRow("an error while it is loaded") << QByteArray("1 / 0\n") << 1;
    QTest::newRow("exit(0) in the handler")
        << QByteArray("def handler(event, context): exit(0)\n") << 0;
    QTest::newRow("sys.exit while it is loaded") << QByteArray("import sys\nsys.exit(4)\n") << 4;
}

void TestPythonBootstrap::endsWithTheFunction()
{
    QFETCH(QByteArray, code);
    QFETCH(int, status);

    BootstrapRun one = run(m_pythons.front(), code);
    one.run();
    QCOMPARE(one.posts.size(), qsizetype(status == 1)); // init/error
    QCOMPARE(one.exitCode, status);
}

QTEST_GUILESS_MAIN(TestPythonBootstrap)
#include "tst_pythonbootstrap.moc"

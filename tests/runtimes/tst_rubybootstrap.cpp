// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "tests/runtimes/bootstraprun.h"

using engine::Interpreter;
using engine::Language;
using engine::RuntimeCatalog;
using testsupport::BootstrapRun;

// Each claim for every Ruby of this machine: what the wire and the log descriptor carry, how the
// process ends, and gems. What a function sees and returns is in the shared list
// (tests/behaviours).
class TestRubyBootstrap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answers_data();
    void answers();
    void fails_data();
    void fails();
    void logs_data();
    void logs();
    void gems_data();
    void gems();
    void tellsWhatLoadingTook();
    void takesBytesOfOtherTypes();
    void reads6MegabytesThatComeSlowly();
    void survivesAResponseOverTheLimit();

private:
    QTemporaryDir m_cache;
    BootstrapRun run(const Interpreter &ruby, const QByteArray &code,
                     const QString &handler = QStringLiteral("app.handler")) const;

    std::vector<Interpreter> m_rubies;
};

void TestRubyBootstrap::initTestCase()
{
    auto places = RuntimeCatalog::standardPlaces();
    places.bootstraps = m_cache.path();
    const RuntimeCatalog catalog(places);
    for (const Interpreter &one : catalog.interpreters()) {
        if (one.language == Language::Ruby)
            m_rubies.push_back(one);
    }
    if (m_rubies.empty())
        QSKIP("no Ruby on this machine");
}

BootstrapRun TestRubyBootstrap::run(const Interpreter &ruby, const QByteArray &code,
                                    const QString &handler) const
{
    BootstrapRun made;
    made.bootstraps = m_cache.path();
    made.interpreter = ruby;
    made.runtime = QStringLiteral("ruby3.3");
    made.handler = handler;
    made.files.insert(QStringLiteral("app.rb"), code);
    return made;
}

void TestRubyBootstrap::answers_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("body");

    const auto row = [](const char *name, const QByteArray &expression, const char *body) {
        QTest::newRow(name) << "app.handler"
                            << QByteArray("def handler(event:, context:)\n  " + expression
                                          + "\nend\n")
                            << QByteArray(body);
    };
    row("symbols and other values are texts", "{a: :b, 1 => 2.5}", "{\"a\":\"b\",\"1\":2.5}");
    row("StringIO goes out as it is", "StringIO.new('raw')", "raw");
    row("so does a file", "File.open(__FILE__).tap { |f| f.seek(4) }",
        "handler(event:, context:)\n  File.open(__FILE__).tap { |f| f.seek(4) }\nend\n");
    row("constants of what Lambda's own runtime has loaded",
        "[Logger, StringIO, URI, Net::HTTP, Timeout, Monitor, RbConfig, Gem::Version, JSON]"
        ".map(&:name)",
        "[\"Logger\",\"StringIO\",\"URI\",\"Net::HTTP\",\"Timeout\",\"Monitor\",\"RbConfig\","
        "\"Gem::Version\",\"JSON\"]");
    row("Gem is defined without being loaded", "[defined?(Gem), URI('http://a/b').host]",
        "[\"constant\",\"a\"]");
    row("the standard library is there",
        "(require 'time'; require 'socket'; require 'digest'; "
        "[Time.parse('2026-01-05T10:00:00Z').utc.iso8601, Socket.name, Digest::SHA256.hexdigest('')"
        "[0, 8]])",
        "[\"2026-01-05T10:00:00Z\",\"Socket\",\"e3b0c442\"]");
    row("the code folder comes first on the load path",
        "$LOAD_PATH.find { |entry| Dir.exist?(entry) }", "\"/var/task\"");

    QTest::newRow("a file in a folder")
        << "lib/more.handler" << QByteArray("") << QByteArray("\"lib\"");
    QTest::newRow("the function's own idea of values")
        << "app.handler"
        << QByteArray("class AwsLambda::Marshaller\n"
                      "  def self.marshall_request(raw) = raw.body.size\n"
                      "  def self.marshall_response(value) = [value, 'text/x']\nend\n"
                      "def handler(event:, context:) = \"#{event} bytes\"\n")
        << QByteArray("7 bytes");
}

void TestRubyBootstrap::answers()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, body);

    for (const Interpreter &ruby : m_rubies) {
        BootstrapRun one = run(ruby, code, handler);
        one.files.insert(QStringLiteral("lib/more.rb"), "def handler(event:, context:) = 'lib'\n");
        one.events = {{"{\"a\":1}"}, {"{\"a\":1}"}}; // warm as well as cold
        one.run();
        QVERIFY2(one.posts.size() == 2, one.output + one.frames.value(0).text);
        for (const auto &post : one.posts) {
            QCOMPARE(post.body, body);
            QCOMPARE(post.path, QByteArray("invocation/id-1/response"));
        }
    }
}

void TestRubyBootstrap::fails_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("header"); // Lambda-Runtime-Function-Error-Type
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("message"); // its beginning
    QTest::addColumn<int>("status");      // -1: lives on

    const QByteArray invoke("invocation/id-1/error");
    const QByteArray init("init/error");
    const auto row = [](const char *name, const char *handler, const char *statement,
                        const QByteArray &path, const char *header, const char *type,
                        const char *message, int status) {
        QTest::newRow(name) << handler << QByteArray(statement) << path << QByteArray(header)
                            << type << message << status;
    };
    row("StandardError itself is named", "app.handler", "raise StandardError, 'no'", invoke,
        "Function<StandardError>", "Function<StandardError>", "no", -1);
    row("other classes are not", "app.handler", "raise 'no'", invoke, "Function<UserException>",
        "Function<RuntimeError>", "no", -1);
    row("a class of its own", "app.handler",
        "raise Class.new(ArgumentError) { def self.to_s = "
        "'Mine' }, 'm'",
        invoke, "Function<UserException>", "Function<Mine>", "m", -1);
    row("an unknown name ends the process", "app.handler", "nothing_of_this_name", invoke,
        "Function<NameError>", "Function<NameError>", "undefined local variable or method", 255);
    row("so does a call on nil", "app.handler", "nil.upcase", invoke, "Function<NoMethodError>",
        "Function<NoMethodError>", "undefined method ", 255);
    row("exit is an answer", "app.handler", "exit(3)", invoke, "Function<SystemExit>",
        "Function<SystemExit>", "exit", 255);
    row("no error is too low", "app.handler", "raise Exception, 'low'", invoke,
        "Function<Exception>", "Function<Exception>", "low", 255);
    row("endless recursion", "app.handler", "handler(event: event, context: context)", invoke,
        "Function<SystemStackError>", "Function<SystemStackError>", "stack level too deep", 255);
    row("a value that is no JSON", "app.handler", "0.0 / 0", invoke, "Function<UserException>",
        "Function<JSON::GeneratorError>", "", -1);
    row("a method that is not there", "app.missing", "1", invoke, "Function<NoMethodError>",
        "Function<NoMethodError>", "undefined method ", 255);
    row("a class that is not there", "app.Missing.handler", "1", invoke, "Function<NameError>",
        "Function<NameError>", "uninitialized constant Kernel::Missing", 255);
    row("a method with other parameters", "app.plain", "1", invoke, "Function<ArgumentError>",
        "Function<ArgumentError>", "wrong number of arguments (given 1, expected 2)", -1);
    row("no file", "nix.handler", "1", init, "Init<LoadError>", "Init<LoadError>",
        "cannot load such file -- nix", 252);
    row("an error of the file's own", "app.handler", "end\nraise KeyError, 'mine'\nbegin", init,
        "Function<UserException>", "Init<KeyError>", "mine", 252);
    row("exit while it is loaded", "app.handler", "end\nexit(0)\nbegin", init, "Init<SystemExit>",
        "Init<SystemExit>", "exit", 252);
}

void TestRubyBootstrap::fails()
{
    QFETCH(QString, handler);
    QFETCH(QByteArray, statement);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, header);
    QFETCH(QString, type);
    QFETCH(QString, message);
    QFETCH(int, status);

    for (const Interpreter &ruby : m_rubies) {
        BootstrapRun one = run(ruby,
                               "def plain(event, context) = 1\n"
                               "def handler(event:, context:)\n  "
                                   + statement + "\nend\n",
                               handler);
        one.run();
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        QCOMPARE(one.posts[0].path, path);
        QCOMPARE(one.posts[0].headers.value("lambda-runtime-function-error-type"), header);
        const QByteArray &body = one.posts[0].body;
        QVERIFY2(body.startsWith("{\"errorMessage\":"), body.constData());
        const QJsonObject error = QJsonDocument::fromJson(body).object();
        QCOMPARE(error.value(QStringLiteral("errorType")).toString(), type);
        QVERIFY2(error.value(QStringLiteral("errorMessage")).toString().startsWith(message),
                 body.constData());
        const QJsonArray trace = error.value(QStringLiteral("stackTrace")).toArray();
        QVERIFY(trace.size() <= 100);
        QVERIFY2(!body.contains("/var/runtime"), body.constData());
        QCOMPARE(one.exitCode, status);
        // Logged as a line and the document, written to be read.
        QCOMPARE(one.frames.size(), qsizetype(2));
        QCOMPARE(one.frames[0].text,
                 QByteArray(path == "init/error" ? "Init error when loading handler "
                            : status == 255      ? "Critical exception from handler"
                                                 : "Error raised from handler method"));
        QVERIFY2(one.frames[1].text.startsWith("{\n  \"errorMessage\": "),
                 one.frames[1].text.constData());
        QCOMPARE(QJsonDocument::fromJson(one.frames[1].text).object(), error);
    }
}

void TestRubyBootstrap::logs_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("level");
    QTest::addColumn<quint32>("type");
    QTest::addColumn<QByteArray>("framed");
    QTest::addColumn<QByteArray>("plain");

    const auto row = [](const char *name, const char *statement, const char *format,
                        const char *level, quint32 type, const QByteArray &framed) {
        QTest::newRow(name) << QByteArray(statement) << format << level << type << framed
                            << QByteArray(framed + '\n');
    };
    row("puts is one event", "puts 'a', [1, [nil, :b]]", "", "", 0xA55A0003, "a\n1\n\nb");
    row("a logger", "Logger.new($stdout).info('x')", "", "", 0xA55A000F,
        "I, [<time> #<pid>]  INFO id-1 -- : x");
    row("a logger with a name", "require 'logger'; Logger.new(nil, progname: 'me').warn('x')", "",
        "", 0xA55A0013, "W, [<time> #<pid>]  WARN id-1 -- me: x");
    row("the level of the environment", "l = Logger.new($stderr); l.info('no'); l.fatal('x')", "",
        "WARN", 0xA55A001B, "F, [<time> #<pid>] FATAL id-1 -- : x");
    row("the function's own level and format",
        "Logger.new($stdout, level: :error, formatter: ->(*all) { all.last + \"!\\n\" })"
        ".tap { |l| l.warn('no') }.error('x')",
        "JSON", "INFO", 0xA55A0002, "x!");
    row("JSON", "Logger.new($stdout, progname: 'me').debug('x')", "JSON", "TRACE", 0xA55A000A,
        "{\"timestamp\":\"<time>\",\"level\":\"DEBUG\",\"message\":\"x\",\"requestId\":\"id-1\","
        "\"logger\":\"me\"}");
    row("an exception as JSON",
        "Logger.new($stdout).error(KeyError.new('k').tap { |e| e.set_backtrace([\"/a.rb:3:in "
        "`m'\"]) })",
        "JSON", "", 0xA55A0016,
        "{\"timestamp\":\"<time>\",\"level\":\"ERROR\",\"message\":\"k\",\"requestId\":\"id-1\","
        "\"errorType\":\"KeyError\",\"errorMessage\":\"k\",\"stackTrace\":[\"/a.rb:3:in `m'\"],"
        "\"location\":\"/a.rb:m:3\"}");
}

void TestRubyBootstrap::logs()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, format);
    QFETCH(QString, level);
    QFETCH(quint32, type);
    QFETCH(QByteArray, framed);
    QFETCH(QByteArray, plain);

    const auto readable = [](const QByteArray &text) {
        static const QRegularExpression time(
            QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z?"));
        static const QRegularExpression process(QStringLiteral("#\\d+\\]"));
        return QString::fromUtf8(text)
            .replace(time, QStringLiteral("<time>"))
            .replace(process, QStringLiteral("#<pid>]"))
            .toUtf8();
    };
    for (const Interpreter &ruby : m_rubies) {
        BootstrapRun one =
            run(ruby, "def handler(event:, context:)\n  " + statement + "\n  nil\nend\n");
        one.environment = {{QStringLiteral("AWS_LAMBDA_LOG_FORMAT"), format},
                           {QStringLiteral("AWS_LAMBDA_LOG_LEVEL"), level}};
        one.run();
        QVERIFY2(one.posts.value(0).path.endsWith("/response"), one.posts.value(0).body);
        QCOMPARE(one.frames.size(), qsizetype(1));
        QCOMPARE(readable(one.frames[0].text), framed);
        QCOMPARE(one.frames[0].type, type);
        QCOMPARE(one.output, QByteArray());
        one.framed = false;
        one.run();
        QCOMPARE(readable(one.output), plain);
    }
}

void TestRubyBootstrap::gems_data()
{
    QTest::addColumn<QString>("folder"); // with %1 for the version's folder
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("body");

    const QString vendor = QStringLiteral("vendor/bundle/ruby/%1");
    QTest::newRow("a gem of vendor/bundle")
        << vendor << QByteArray("require 'tiny'\ndef handler(event:, context:) = Tiny::NAME\n")
        << QByteArray("\"tiny 1.2\"");
    QTest::newRow("by a version") << vendor
                                  << QByteArray("gem 'tiny', '~> 1.1'\nrequire 'tiny'\n"
                                                "def handler(event:, context:) = Tiny::NAME\n")
                                  << QByteArray("\"tiny 1.2\"");
    QTest::newRow("its version is known")
        << vendor
        << QByteArray("def handler(event:, context:) = Gem.loaded_specs.key?('tiny') || "
                      "Gem::Specification.find_by_name('tiny').version.to_s\n")
        << QByteArray("\"1.2\"");
    QTest::newRow("a logger beside gems is Lambda's too")
        << vendor
        << QByteArray("def handler(event:, context:) = "
                      "Logger.ancestors.include?(LambdaRuntime::LoggerPatch)\n")
        << QByteArray("true");
    QTest::newRow("the machine's gems are none of the function's")
        << QStringLiteral("none/%1")
        << QByteArray("def handler(event:, context:) = Gem::Specification.dirs.grep_v"
                      "(%r{^(#{Dir.pwd}|/opt)/})\n")
        << QByteArray("[\"/var/runtime/specifications\","
                      "\"/var/runtime/ruby/3.3.0/specifications\"]");
}

void TestRubyBootstrap::gems()
{
    QFETCH(QString, folder);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, body);

    for (const Interpreter &ruby : m_rubies) {
        BootstrapRun one = run(ruby, code);
        const QString version = ruby.version.section(u'.', 0, 1) + QStringLiteral(".0");
        const QString gems = folder.arg(version);
        one.files.insert(gems + QStringLiteral("/specifications/tiny-1.2.gemspec"),
                         "Gem::Specification.new { |s| s.name = 'tiny'; s.version = '1.2'; "
                         "s.summary = s.authors = 'x'; s.files = []; "
                         "s.require_paths = ['lib'] }\n");
        one.files.insert(gems + QStringLiteral("/gems/tiny-1.2/lib/tiny.rb"),
                         "module Tiny; NAME = 'tiny 1.2'; end\n");
        one.run();
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        QCOMPARE(one.posts[0].body, body);
    }
}

void TestRubyBootstrap::tellsWhatLoadingTook()
{
    for (const Interpreter &ruby : m_rubies) {
        BootstrapRun one = run(ruby, "require 'inner'\nrequire_relative 'sub/own'\nrequire 'json'\n"
                                     "begin; require 'nix'; rescue LoadError; end\n"
                                     "def handler(event:, context:) = "
                                     "ENV['_LAMBDA_WORKBENCH_EXPLAIN_INIT'].inspect\n");
        one.files.insert(QStringLiteral("inner.rb"), "require 'set'\nrequire 'inner'\n");
        one.files.insert(QStringLiteral("sub/own.rb"), "module Own; end\n");
        one.environment = {{QStringLiteral("_LAMBDA_WORKBENCH_EXPLAIN_INIT"), QStringLiteral("1")}};
        one.run();
        QVERIFY2(one.posts.size() == 1, one.output.constData());
        QCOMPARE(one.posts[0].body, QByteArray("\"nil\""));
        QVERIFY(!one.frames.isEmpty());
        QCOMPARE(one.frames[0].type, 0xa55a0022);
        QStringList names;
        for (const QJsonValue &value : QJsonDocument::fromJson(one.frames[0].text).array()) {
            const QJsonArray entry = value.toArray();
            QVERIFY(entry[2].toDouble() > 0 && entry[3].toDouble() >= entry[2].toDouble());
            names << QString(entry[1].toInt(), u' ') + QFileInfo(entry[0].toString()).fileName();
        }
        // What was loaded before takes no time: json, and "set" from Ruby 3.5 on.
        names.removeAll(QStringLiteral("  set"));
        QCOMPARE(names.mid(0, 3), QStringList({QStringLiteral("app"), QStringLiteral(" inner"),
                                               QStringLiteral(" own")}));
        QVERIFY(!names.contains(QStringLiteral(" json")));
    }
}

void TestRubyBootstrap::takesBytesOfOtherTypes()
{
    BootstrapRun one =
        run(m_rubies.front(), "def handler(event:, context:) = StringIO.new(event)\n");
    one.events = {{"<x/>", {}, "text/xml"}};
    one.run();
    QCOMPARE(one.posts.value(0).body, QByteArray("<x/>"));
    QCOMPARE(one.posts.value(0).headers.value("content-type"), QByteArray("application/unknown"));
}

void TestRubyBootstrap::reads6MegabytesThatComeSlowly()
{
    BootstrapRun one = run(m_rubies.front(), "def handler(event:, context:) = event\n");
    const QByteArray event = '"' + QByteArray(6 * 1024 * 1024, 'x') + '"';
    one.events = {{event}, {"1"}};
    one.slow = true;
    one.run();
    QCOMPARE(one.posts.size(), qsizetype(2));
    QVERIFY(one.posts[0].body == event);
    QCOMPARE(one.posts[1].body, QByteArray("1"));
}

void TestRubyBootstrap::survivesAResponseOverTheLimit()
{
    BootstrapRun one = run(m_rubies.front(), "def handler(event:, context:) = 1\n");
    one.events = {{"{}"}, {"{}"}};
    one.postStatus = "413 Request Entity Too Large";
    one.run();
    QCOMPARE(one.posts.size(), qsizetype(2));
    QCOMPARE(one.exitCode, -1);
}

QTEST_GUILESS_MAIN(TestRubyBootstrap)
#include "tst_rubybootstrap.moc"

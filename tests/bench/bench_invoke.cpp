// SPDX-License-Identifier: GPL-3.0-or-later
// Warm and cold invokes against a bare start of the same interpreter, in turn, in one run.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

#include "engine/core/atomicfile.h"
#include "engine/core/messages.h"
#include "engine/invoke/localengine.h"
#include "engine/project/trust.h"
#include "engine/runtimes/runtimecatalog.h"

namespace {

using engine::InvokeRequest;

double quantile(std::vector<double> values, double q)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(q * double(values.size() - 1))];
}

std::optional<engine::InvokeOutcome> run(engine::LocalEngine &engine, const QString &function,
                                         InvokeRequest::Start start)
{
    InvokeRequest request;
    request.functionName = function;
    request.payload = "{}";
    request.trigger = QStringLiteral("bench");
    request.start = start;
    const auto future = engine.invoke(request);
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const auto result = future.result();
    if (!result) {
        std::printf("failed: %s\n", qPrintable(engine::explain(result.error()).sentence));
        return std::nullopt;
    }
    if (!result->functionError.isEmpty())
        std::printf("function error: %s\n", result->payload.constData());
    return *result;
}

double milliseconds(engine::Nanoseconds duration)
{
    return double(duration.count()) / 1e6;
}

// Wall time of one bare process, from spawn to reaped. Like a function it sees nothing of the
// host's environment: NODE_EXTRA_CA_CERTS alone would triple Node's start.
double bareStart(const QString &program, std::vector<const char *> arguments)
{
    const QByteArray file = program.toLocal8Bit();
    arguments.insert(arguments.begin(), file.constData());
    arguments.push_back(nullptr);
    QElapsedTimer timer;
    timer.start();
    char path[] = "PATH=/usr/bin:/bin";
    char *const environment[] = {path, nullptr};
    pid_t pid = 0;
    posix_spawn_file_actions_t silent;
    posix_spawn_file_actions_init(&silent);
    posix_spawn_file_actions_addopen(&silent, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn(&pid, file.constData(), &silent, nullptr,
                  const_cast<char *const *>(arguments.data()), environment);
    posix_spawn_file_actions_destroy(&silent);
    ::waitpid(pid, nullptr, 0);
    return double(timer.nsecsElapsed()) / 1e6;
}

// Lets the engine clear away the last environment and park processes for the next one: what is
// measured is the first call of somebody who has done something else meanwhile.
void settle()
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 100)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

// A cold start in an environment that stands by: what has run is retired, what has not serves it.
void standby(engine::LocalEngine &engine, const char *title, const QString &function, int rounds)
{
    std::vector<double> wall, init;
    engine.setStandby(1);
    (void)run(engine, function, InvokeRequest::Start::ReuseOrStart);
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer clock;
        clock.start();
        while (engine.status().functions[function].standby == 0 && clock.elapsed() < 10'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        settle();
        engine.retire(function);
        settle();
        const auto outcome = run(engine, function, InvokeRequest::Start::ReuseOrStart);
        if (!outcome || outcome->record.start != engine::StartKind::Standby)
            continue;
        wall.push_back(milliseconds(outcome->record.wall));
        init.push_back(milliseconds(outcome->record.phases.init));
    }
    engine.setStandby(0);
    engine.retire(function);
    std::printf("cold %s with standby: p50 %.2f ms, p90 %.2f ms (own init %.2f); %zu calls\n",
                title, quantile(wall, 0.5), quantile(wall, 0.9), quantile(init, 0.5), wall.size());
}

void cold(engine::LocalEngine &engine, const char *title, const QString &function,
          const QString &program, const std::vector<const char *> &arguments, int rounds)
{
    std::vector<double> bare, invoke, init, sandbox;
    for (int i = 0; i < rounds; ++i) {
        settle();
        bare.push_back(bareStart(program, arguments));
        settle();
        const auto outcome = run(engine, function, InvokeRequest::Start::Cold);
        if (!outcome)
            return;
        invoke.push_back(milliseconds(outcome->record.wall));
        sandbox.push_back(milliseconds(outcome->record.phases.sandbox));
        init.push_back(milliseconds(outcome->record.initDuration.value_or(engine::Nanoseconds{0})));
        engine.retire(function);
    }
    std::printf("cold %s: p50 %.1f ms (sandbox %.1f, init %.1f); bare start %.1f ms; ratio %.2f\n",
                title, quantile(invoke, 0.5), quantile(sandbox, 0.5), quantile(init, 0.5),
                quantile(bare, 0.5), quantile(invoke, 0.5) / quantile(bare, 0.5));
}

// A no-op function in one language, and its interpreter's bare start.
struct Subject
{
    const char *title; // the function's name too
    const char *runtime;
    const char *handler;
    const char *file;
    const char *code;
    std::vector<const char *> bare; // arguments
};

std::optional<engine::Interpreter> installed(const engine::RuntimeCatalog &catalog,
                                             const Subject &subject)
{
    return catalog.interpreterFor(*engine::RuntimeId::parse(QString::fromLatin1(subject.runtime)));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 21;
    const QTemporaryDir dir;
    const auto write = [&dir](const QByteArray &name, const QByteArray &text) {
        return bool(engine::writeAtomically(dir.filePath(QString::fromLatin1(name)), text));
    };
    QFile::setPermissions(dir.path(), QFile::Permissions(0x7755));
    write("bare/Hello.java", "public class Hello { public static void main(String[] a) { "
                             "System.out.println(\"hi\"); } }\n");
    const QByteArray bare = QFile::encodeName(dir.filePath(QStringLiteral("bare")));
    QProcess::execute(QStringLiteral("javac"),
                      {QStringLiteral("-d"), dir.filePath(QStringLiteral("bare")),
                       dir.filePath(QStringLiteral("bare/Hello.java"))});
    const std::vector<Subject> subjects{
        {"Python",
         "python3.11",
         "app.handler",
         "app.py",
         "def handler(event, context):\n    return None\n",
         {"-I", "-c", "import json"}},
        {"Node",
         "nodejs20.x",
         "app.handler",
         "app.mjs",
         "export const handler = async () => null;\n",
         {"-e", "0"}},
        {"Ruby",
         "ruby3.3",
         "app.handler",
         "app.rb",
         "def handler(event:, context:)\n  nil\nend\n",
         {"-e", "require 'json'"}},
        {"Java",
         "java17",
         "app.App",
         "app/App.java",
         "package app;\nimport com.amazonaws.services.lambda.runtime.*;\nimport java.util.Map;\n"
         "public class App implements RequestHandler<Map<String, Object>, Object> {\n"
         "public Object handleRequest(Map<String, Object> event, Context context) { return null; "
         "}\n"
         "}\n",
         {"-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", bare.constData(), "Hello"}},
    };
    QByteArray text = "Resources:\n";
    for (const Subject &subject : subjects) {
        text += QByteArray("  ") + subject.title
                + ":\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: "
                + subject.runtime + "\n      Handler: " + subject.handler
                + "\n      MemorySize: 1769\n      CodeUri: " + subject.title + "\n";
        write(QByteArray(subject.title) + '/' + subject.file, subject.code);
    }
    write("template.yaml", text);
    QTemporaryDir cache;
    QFile::setPermissions(cache.path(), QFile::Permissions(0x7755));
    engine::LocalEngine::Options options;
    options.cacheFolder = cache.path();
    options.limitCpu = qEnvironmentVariableIsEmpty("FULL");
    options.trustFile = cache.filePath(QStringLiteral("trusted"));
    if (!engine::TrustedFolders(options.trustFile).add(dir.path()))
        return 1;
    const auto engine = engine::LocalEngine::open(dir.path(), options);
    if (!engine) {
        std::printf("%s\n", qPrintable(engine::explain(engine.error()).sentence));
        return 1;
    }
    engine::RuntimeCatalog::Places places = engine::RuntimeCatalog::standardPlaces();
    places.bootstraps = cache.path() + QStringLiteral("/bootstraps");
    const engine::RuntimeCatalog catalog(places);

    for (const Subject &subject : subjects) {
        if (!installed(catalog, subject))
            continue;
        const QString function = QString::fromLatin1(subject.title);
        if (!run(**engine, function, InvokeRequest::Start::ReuseOrStart))
            return 1;
        std::vector<double> wall, overhead;
        for (int i = 0; i < 200 * rounds; ++i) {
            const auto outcome = run(**engine, function, InvokeRequest::Start::ReuseOrStart);
            wall.push_back(milliseconds(outcome->record.wall) * 1e3);
            overhead.push_back(milliseconds(outcome->record.overhead) * 1e3);
        }
        std::printf("warm %s: wall p50 %.0f us, p99 %.0f us; overhead p50 %.0f us (%zu calls)\n",
                    subject.title, quantile(wall, 0.5), quantile(wall, 0.99),
                    quantile(overhead, 0.5), wall.size());
    }
    for (const Subject &subject : subjects) {
        if (const auto interpreter = installed(catalog, subject)) {
            cold(**engine, subject.title, QString::fromLatin1(subject.title), interpreter->program,
                 subject.bare, rounds);
            standby(**engine, subject.title, QString::fromLatin1(subject.title), rounds);
        } else
            std::printf("%s is not installed\n", subject.title);
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// From a saved file to the finished build: the sample's functions in compiled languages, on a warm
// cache, noticed by the watch as in the window; and an invoke of code that is built already.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "engine/invoke/localengine.h"
#include "engine/project/trust.h"
#include "engine/project/workspace.h"

namespace {

constexpr int Runs = 9;
constexpr int LongestMs = 600'000;

using State = engine::BuildStatus::State;

double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

// False when the build failed or never came.
bool waitForBuild(engine::LocalEngine &engine, const QString &function, State *state)
{
    return QTest::qWaitFor(
        [&] {
            *state = engine.buildStatus(function).state;
            return *state == State::Succeeded || *state == State::UpToDate
                   || *state == State::Failed;
        },
        LongestMs);
}

void measure(engine::LocalEngine &engine, const QString &function, const QString &file)
{
    State state{};
    QElapsedTimer clock;
    clock.start();
    engine.prepare(function);
    if (!waitForBuild(engine, function, &state) || state == State::Failed) {
        std::printf(
            "%s: not measured, %s\n", qPrintable(function),
            qPrintable(engine.buildStatus(function).error.value_or(engine::Error{}).detail));
        return;
    }
    std::printf("%s: first build, cold cache: %.1f s\n", qPrintable(function),
                static_cast<double>(clock.elapsed()) / 1e3);

    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return;
    const QByteArray text = source.readAll();
    source.close();
    std::vector<double> times;
    for (int run = 0; run < Runs; ++run) {
        bool done = false;
        const auto ended = QObject::connect(&engine, &engine::LocalEngine::buildChanged, &engine,
                                            [&done](const engine::BuildStatus &status) {
                                                done = done || status.state == State::Succeeded;
                                            });
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            return;
        clock.start();
        out.write(QByteArray(text).replace("greeting", "greeting " + QByteArray::number(run)));
        out.close();
        if (QTest::qWaitFor([&done] { return done; }, LongestMs))
            times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        QObject::disconnect(ended);
    }
    if (!times.empty())
        std::printf("%s: save to built, warm cache, p50 of %zu: %.0f ms (goal 1500)\n",
                    qPrintable(function), times.size(), median(times));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTemporaryDir dir;
    const QString sample = dir.filePath(QStringLiteral("sample"));
    const QString trust = dir.filePath(QStringLiteral("trusted"));
    QFile::setPermissions(dir.path(), QFile::Permissions(0x7755));
    if (!engine::writeSampleWorkspace(sample) || !engine::TrustedFolders(trust).add(sample))
        return 1;
    engine::LocalEngine::Options options;
    options.trustFile = trust;
    const auto engine = engine::LocalEngine::open(sample, options);
    if (!engine)
        return 1;
    measure(**engine, QStringLiteral("hello-go"), sample + QStringLiteral("/hello-go/main.go"));
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Does the engine grow, and is anything left behind? Warm calls without end, code that changes
// under them, a burst with an environment for each request. Prints what there is before and after
// each; exit status 1 when something has grown or stayed.
//
// Usage: bench_endurance [CALLS] [CHANGES] [BURST]
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/core/atomicfile.h"
#include "engine/core/messages.h"
#include "engine/invoke/localengine.h"

namespace {

using engine::InvokeRequest;

constexpr double GrowthAllowedMB = 5; // of the engine, in all calls together

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

double megabytesOf(const QByteArray &line) // "VmRSS:   123456 kB"
{
    return line.simplified().split(' ').value(1).toDouble() / 1024;
}

double residentMB(const QString &process = QStringLiteral("self"))
{
    for (const QByteArray &line :
         contentOf(QStringLiteral("/proc/%1/status").arg(process)).split('\n')) {
        if (line.startsWith("VmRSS:"))
            return megabytesOf(line);
    }
    return 0;
}

double availableMB()
{
    for (const QByteArray &line : contentOf(QStringLiteral("/proc/meminfo")).split('\n')) {
        if (line.startsWith("MemAvailable:"))
            return megabytesOf(line);
    }
    return 0;
}

// Processes of this machine that came from this one, by following parents.
int descendants()
{
    std::map<qint64, qint64> parents;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const QByteArray stat = contentOf(QStringLiteral("/proc/%1/stat").arg(name));
        const auto fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (name.toLongLong() > 0 && fields.size() > 1)
            parents[name.toLongLong()] = fields[1].toLongLong();
    }
    int count = 0;
    for (const auto &[process, parent] : parents) {
        qint64 at = parent;
        while (at > 1 && at != ::getpid())
            at = parents.contains(at) ? parents.at(at) : 0;
        count += at == ::getpid() ? 1 : 0;
    }
    return count;
}

struct Snapshot
{
    double residentMB = 0;
    int descriptors = 0;
    int processes = 0;
    int mounts = 0;

    static Snapshot take()
    {
        return {::residentMB(),
                static_cast<int>(QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files).size()
                                 + QDir(QStringLiteral("/proc/self/fd"))
                                       .entryList(QDir::System | QDir::NoDotAndDotDot)
                                       .size()),
                descendants(),
                static_cast<int>(contentOf(QStringLiteral("/proc/self/mounts")).count('\n'))};
    }
    void print(const char *when) const
    {
        std::printf("  %-28s %6.1f MB resident, %3d descriptors, %4d processes, %3d mounts\n", when,
                    residentMB, descriptors, processes, mounts);
        std::fflush(stdout);
    }
};

void process(const std::function<bool()> &until)
{
    while (!until())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void settle(int ms)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < ms)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

QFuture<engine::Result<engine::InvokeOutcome>> begin(engine::LocalEngine &engine,
                                                     const QString &function)
{
    InvokeRequest request;
    request.functionName = function;
    request.trigger = QStringLiteral("bench");
    return engine.invoke(request);
}

QByteArray answerOf(engine::LocalEngine &engine, const QString &function)
{
    const auto future = begin(engine, function);
    process([&] { return future.isFinished(); });
    const auto result = future.result();
    return result ? result->payload : engine::explain(result.error()).sentence.toUtf8();
}

int argument(int argc, char **argv, int index, int otherwise)
{
    return argc > index ? std::max(0, std::atoi(argv[index])) : otherwise;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int calls = argument(argc, argv, 1, 100'000);
    const int changes = argument(argc, argv, 2, 1'000);
    const int burst = argument(argc, argv, 3, 1'000);
    bool well = true;
    const auto complain = [&well](const QByteArray &what) {
        well = false;
        std::printf("  WRONG: %s\n", what.constData());
    };

    QTemporaryDir dir;
    QTemporaryDir cache;
    for (const QString &path : {dir.path(), cache.path()})
        QFile::setPermissions(path, QFile::Permissions(0x7755));
    const auto write = [&dir](const char *name, const QByteArray &text) {
        return bool(engine::writeAtomically(dir.filePath(QString::fromLatin1(name)), text));
    };
    const QByteArray function = ":\n    Type: AWS::Serverless::Function\n    Properties:\n"
                                "      Runtime: python3.11\n      Handler: app.handler\n"
                                "      Timeout: 60\n      MemorySize: 1769\n      CodeUri: ";
    write("template.yaml", "Resources:\n  warm" + function + "warm\n  changing" + function
                               + "changing\n  sleeping" + function + "sleeping\n");
    write("warm/app.py", "def handler(event, context): return None\n");
    write("changing/app.py", "def handler(event, context): return -1\n");
    write("sleeping/app.py", "import time\ndef handler(event, context): time.sleep(30)\n");

    const Snapshot nothing = Snapshot::take();
    {
        engine::LocalEngine::Options options;
        options.cacheFolder = cache.path();
        const auto opened = engine::LocalEngine::open(dir.path(), options);
        if (!opened) {
            std::printf("%s\n", qPrintable(engine::explain(opened.error()).sentence));
            return 1;
        }
        engine::LocalEngine &engine = **opened;

        std::printf("%d warm calls\n", calls);
        for (int i = 0; i < 1'000; ++i)
            (void)answerOf(engine, QStringLiteral("warm"));
        const Snapshot before = Snapshot::take();
        before.print("after the first 1,000");
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < calls; ++i) {
            if (answerOf(engine, QStringLiteral("warm")) != "null")
                complain("another answer");
        }
        std::printf("  %.0f calls a second\n", calls / (double(clock.elapsed()) / 1e3));
        const Snapshot after = Snapshot::take();
        after.print("after all of them");
        if (after.residentMB - before.residentMB > GrowthAllowedMB)
            complain("the engine has grown");
        if (after.descriptors > before.descriptors || after.processes > before.processes)
            complain("something has stayed");

        std::printf("%d changes of the code\n", changes);
        for (int i = 0; i < changes; ++i) {
            write("changing/app.py",
                  "def handler(event, context): return " + QByteArray::number(i) + "\n");
            const QByteArray answer = answerOf(engine, QStringLiteral("changing"));
            if (answer != QByteArray::number(i))
                complain("change " + QByteArray::number(i) + " answered " + answer);
        }
        settle(500);
        const Snapshot changed = Snapshot::take();
        changed.print("after the last one");
        if (changed.processes > after.processes + 3) // one more environment
            complain("old environments have stayed");

        std::printf("%d requests at once, each 30 s\n", burst);
        const double available = availableMB();
        double least = available;
        clock.start();
        std::vector<QFuture<engine::Result<engine::InvokeOutcome>>> requests;
        for (int i = 0; i < burst; ++i)
            requests.push_back(begin(engine, QStringLiteral("sleeping")));
        const auto counts = [&engine] {
            const auto status = engine.status();
            const auto it = status.functions.find(QStringLiteral("sleeping"));
            return it == status.functions.end() ? engine::EnvironmentCounts{} : it->second;
        };
        bool up = false;
        process([&] {
            least = std::min(least, availableMB());
            if (!up && counts().busy + counts().idle >= burst) {
                up = true;
                std::printf("  all up after %.1f s\n", double(clock.elapsed()) / 1e3);
                std::fflush(stdout);
            }
            return std::all_of(requests.begin(), requests.end(),
                               [](const auto &each) { return each.isFinished(); });
        });
        int answered = 0;
        for (const auto &each : requests)
            answered += each.result() && each.result()->payload == "null" ? 1 : 0;
        std::printf("  %d answered after %.1f s, %.0f MB used\n", answered,
                    double(clock.elapsed()) / 1e3, available - least);
        if (answered != burst)
            complain("not all were answered");
        Snapshot::take().print("after the burst");
    }
    settle(2'000); // what is dying is reaped
    const Snapshot end = Snapshot::take();
    nothing.print("before the engine");
    end.print("after the engine");
    if (end.processes > nothing.processes || end.mounts > nothing.mounts
        || end.descriptors > nothing.descriptors)
        complain("something is left behind");
    std::printf("%s\n", well ? "nothing has grown or stayed" : "NOT WELL");
    return well ? 0 : 1;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/insight/calibration.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <utility>

#include "engine/core/atomicfile.h"
#include "engine/core/deliver.h"
#include "engine/insight/distribution.h"
#include "engine/insight/milliseconds.h"
#include "engine/model/limits.h"
#include "engine/runtimes/runtimecatalog.h"

namespace engine {
namespace {

constexpr int LargeCalls = 5; // warm ones, after one that is cold
constexpr int SmallCalls = 3;
const auto Trigger = QStringLiteral("calibration");
const QByteArray Answer = QByteArrayLiteral("357615489");

Nanoseconds median(std::vector<Nanoseconds> values)
{
    std::sort(values.begin(), values.end());
    return percentileOf(values, 50);
}

} // namespace

double Calibration::smallestShare() const
{
    return smallest.count() == 0 ? 0 : inMilliseconds(oneCpu) / inMilliseconds(smallest);
}

double Calibration::factorFor(Nanoseconds lambda) const
{
    return oneCpu.count() == 0 ? 0 : inMilliseconds(lambda) / inMilliseconds(oneCpu);
}

QByteArray calibrationCode()
{
    return "def handler(event, context):\n"
           "    x = 1\n"
           "    for _ in range("
           + QByteArray::number(Calibration::Rounds)
           + "):\n"
             "        x = (x * 1103515245 + 12345) & 0x7fffffff\n"
             "    return x\n";
}

CalibrationRun::CalibrationRun(QString cacheFolder, QObject *parent)
    : QObject(parent)
    , m_cacheFolder(std::move(cacheFolder))
{
}

CalibrationRun::~CalibrationRun() = default;

Result<void> CalibrationRun::open()
{
    m_folder = std::make_unique<QTemporaryDir>();
    if (!m_folder->isValid())
        return Error{Error::Code::NotWritable, m_folder->errorString(), m_folder->path()};
    // Sandboxes may run as another user.
    QFile::setPermissions(m_folder->path(), QFile::Permissions(0x7755));
    const auto written =
        writeAtomically(m_folder->filePath(QStringLiteral("code/app.py")), calibrationCode());
    if (!written)
        return written;
    const auto described = writeAtomically(
        m_folder->filePath(QStringLiteral("template.yaml")),
        "Resources:\n  Calibration:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        "      Runtime: python3.12\n      Handler: app.handler\n      CodeUri: code\n"
        "      Timeout: 120\n");
    if (!described)
        return described;
    LocalEngine::Options options;
    options.cacheFolder = m_cacheFolder;
    auto engine = LocalEngine::open(m_folder->path(), options);
    if (!engine)
        return engine.error();
    m_engine = std::move(*engine);
    return {};
}

void CalibrationRun::start()
{
    if (const auto opened = open(); !opened) {
        emit finished(opened.error());
        return;
    }
    next();
}

void CalibrationRun::cancel()
{
    if (m_engine)
        m_engine->cancel(Trigger);
}

void CalibrationRun::next()
{
    InvokeRequest request;
    request.functionName = QStringLiteral("Calibration");
    request.trigger = Trigger;
    request.memory = m_call <= LargeCalls ? Megabytes{limits::MemoryOfOneCpu} : limits::MemoryMin;
    deliver(m_engine->invoke(request), this,
            [this](const Result<InvokeOutcome> &outcome) { onOutcome(outcome); });
}

void CalibrationRun::onOutcome(const Result<InvokeOutcome> &outcome)
{
    if (!outcome) {
        emit finished(outcome.error());
        return;
    }
    const InvocationRecord &record = outcome->record;
    if (record.outcome == Outcome::Cancelled) {
        emit finished(Error{Error::Code::Refused, QStringLiteral("cancelled")});
        return;
    }
    if (record.failed() || outcome->payload != Answer) {
        emit finished(Error{Error::Code::Refused, record.failed()
                                                      ? record.errorMessage
                                                      : QString::fromUtf8(outcome->payload)});
        return;
    }
    if (!isCold(record.start)) {
        const bool large = m_call <= LargeCalls;
        (large ? m_large : m_small).push_back(record.duration);
        if (large && record.cpu.count() >= 0)
            m_cpu.push_back(record.cpu);
    }
    m_interpreter = record.interpreter;
    if (++m_call <= LargeCalls + 1 + SmallCalls)
        return next();
    Calibration result;
    result.interpreter = m_interpreter;
    result.oneCpu = median(m_large);
    result.smallest = median(m_small);
    if (!m_cpu.empty())
        result.cpuShare = inMilliseconds(median(m_cpu)) / inMilliseconds(result.oneCpu);
    emit finished(result);
}

} // namespace engine

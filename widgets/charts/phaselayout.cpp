// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/phaselayout.h"

#include <QCoreApplication>

#include <algorithm>

namespace widgets {
namespace {

struct PhaseNames
{
    Q_DECLARE_TR_FUNCTIONS(widgets::PhaseNames)
};

} // namespace

engine::Nanoseconds timeOf(const engine::Phases &phases, Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return phases.queued;
    case Phase::Sandbox:
        return phases.sandbox;
    case Phase::Boot:
        return phases.boot;
    case Phase::Init:
        return phases.init;
    case Phase::Handler:
        return phases.handler;
    case Phase::Response:
        return phases.response;
    case Phase::After:
        return phases.after;
    }
    Q_UNREACHABLE();
}

QString phaseText(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return PhaseNames::tr("Queued");
    case Phase::Sandbox:
        return PhaseNames::tr("Sandbox");
    case Phase::Boot:
        return PhaseNames::tr("Boot");
    case Phase::Init:
        return PhaseNames::tr("Init");
    case Phase::Handler:
        return PhaseNames::tr("Handler");
    case Phase::Response:
        return PhaseNames::tr("Response");
    case Phase::After:
        return PhaseNames::tr("After");
    }
    Q_UNREACHABLE();
}

QString phaseMeaning(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return PhaseNames::tr("Waited for this machine; on AWS it would not have waited");
    case Phase::Sandbox:
        return PhaseNames::tr("Made the sandbox");
    case Phase::Boot:
        return PhaseNames::tr("Started the runtime, up to its first contact");
    case Phase::Init:
        return PhaseNames::tr("Ran the code outside the handler");
    case Phase::Handler:
        return PhaseNames::tr("Ran the handler, up to the response's first byte");
    case Phase::Response:
        return PhaseNames::tr("Received the response");
    case Phase::After:
        return PhaseNames::tr("Waited for the runtime to be ready again");
    }
    Q_UNREACHABLE();
}

std::vector<PhaseSegment> layoutPhases(const engine::Phases &phases, double width, double narrowest)
{
    std::vector<PhaseSegment> segments;
    for (const Phase phase : AllPhases)
        if (const engine::Nanoseconds time = timeOf(phases, phase); time.count() > 0)
            segments.push_back({.phase = phase, .time = time});
    if (segments.empty() || width <= 0)
        return {};
    narrowest = std::min(narrowest, width / double(segments.size()));

    // Raising one segment to the narrowest width shrinks the others, which may push the next one
    // below it: repeat until nothing changes, at most once for each segment.
    for (std::size_t round = 0; round <= segments.size(); ++round) {
        double shared = width;
        double time = 0;
        for (const PhaseSegment &segment : segments) {
            if (segment.width > 0)
                shared -= segment.width;
            else
                time += double(segment.time.count());
        }
        bool raised = false;
        for (PhaseSegment &segment : segments) {
            if (segment.width == 0 && double(segment.time.count()) / time * shared < narrowest) {
                segment.width = narrowest;
                raised = true;
            }
        }
        if (raised)
            continue;
        for (PhaseSegment &segment : segments)
            if (segment.width == 0)
                segment.width = double(segment.time.count()) / time * shared;
        break;
    }
    double left = 0;
    for (PhaseSegment &segment : segments) {
        segment.left = left;
        left += segment.width;
    }
    return segments;
}

} // namespace widgets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <vector>

#include "engine/telemetry/invocationrecord.h"

namespace widgets {

enum class Phase { Queued, Sandbox, Boot, Init, Handler, Response, After };
inline constexpr std::array AllPhases{Phase::Queued,  Phase::Sandbox,  Phase::Boot, Phase::Init,
                                      Phase::Handler, Phase::Response, Phase::After};

[[nodiscard]] engine::Nanoseconds timeOf(const engine::Phases &phases, Phase phase);
[[nodiscard]] QString phaseText(Phase phase);    // "Sandbox"
[[nodiscard]] QString phaseMeaning(Phase phase); // a sentence

struct PhaseSegment
{
    Phase phase = Phase::Queued;
    engine::Nanoseconds time{0};
    double left = 0;  // pixels from the bar's left end
    double width = 0; // pixels

    bool operator==(const PhaseSegment &) const = default;
};

// The phases that happened, in order of time, side by side over `width` pixels. Widths follow the
// times, except that none is narrower than `narrowest`, so that a short phase can still be seen
// and pointed at; the others give that up in proportion. Together they fill the width.
[[nodiscard]] std::vector<PhaseSegment> layoutPhases(const engine::Phases &phases, double width,
                                                     double narrowest);

} // namespace widgets

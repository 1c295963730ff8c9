// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/core/uniquefd.h"
#include "engine/core/units.h"
#include "engine/sandbox/init/protocol.h"
#include "engine/sandbox/resourcegroup.h"

namespace engine {

// How much memory does a sandbox use, as Lambda counts: without the files in /tmp, which are disk
// there, and without page cache. Numbers come from the control group, or, where there is none,
// from init's reports.
class MemoryMeter
{
public:
    // `group` may be null and must outlive this object otherwise.
    MemoryMeter(const ResourceGroup *group, Megabytes limit);

    void setTemporaryFolder(UniqueFd folder); // of the sandbox, opened with O_PATH
    void report(const WbMessage &usage);      // WbUsage
    // Measures now; cheap while nothing much has changed.
    void sample();
    // A new runtime starts: what the kernel killed before is no longer its business.
    void forgetKills();

    [[nodiscard]] std::int64_t nowBytes() const { return m_now; }   // -1: not known yet
    [[nodiscard]] std::int64_t peakBytes() const { return m_peak; } // never above the limit
    [[nodiscard]] bool isPastLimit() const { return m_pastLimit; }  // at the last sample
    // Has the kernel killed for lack of memory since forgetKills()?
    [[nodiscard]] bool kernelKilled() const;

private:
    [[nodiscard]] std::int64_t temporaryBytes() const;
    void take(std::int64_t bytes);

    const ResourceGroup *m_group;
    std::int64_t m_limit;
    UniqueFd m_temporary;
    bool m_usesGroup = false;
    bool m_pastLimit = false;
    std::int64_t m_now = -1;
    std::int64_t m_peak = -1;
    std::int64_t m_exactRaw = -1; // at the last full measurement
    std::int64_t m_exactUsed = -1;
    std::int64_t m_killsBefore = 0;
};

} // namespace engine

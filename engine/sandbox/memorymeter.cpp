// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/memorymeter.h"

#include <sys/statfs.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace engine {
namespace {

// Changes below this are taken over from the group's counter without asking what they are.
constexpr std::int64_t SmallChange = 512 * 1024;

} // namespace

MemoryMeter::MemoryMeter(const ResourceGroup *group, Megabytes limit)
    : m_group(group)
    , m_limit(limit.bytes())
    , m_usesGroup(group && group->rawMemoryBytes())
{
    forgetKills();
}

void MemoryMeter::setTemporaryFolder(UniqueFd folder)
{
    m_temporary = std::move(folder);
}

std::int64_t MemoryMeter::temporaryBytes() const
{
    struct statfs info = {};
    if (!m_temporary || ::fstatfs(m_temporary.get(), &info) != 0)
        return 0;
    return static_cast<std::int64_t>(info.f_blocks - info.f_bfree) * info.f_bsize;
}

void MemoryMeter::report(const WbMessage &usage)
{
    if (m_usesGroup)
        return;
    // Mapped files of /tmp are in the shared part; memory shared by several processes is counted
    // for each, because nothing cheap tells.
    const auto shared = static_cast<std::int64_t>(usage.b) - temporaryBytes();
    take(static_cast<std::int64_t>(usage.a) + std::max<std::int64_t>(shared, 0));
}

void MemoryMeter::sample()
{
    if (!m_usesGroup)
        return;
    const auto raw = m_group->rawMemoryBytes();
    if (!raw)
        return;
    if (m_exactRaw >= 0 && std::abs(*raw - m_exactRaw) < SmallChange && !m_pastLimit) {
        const std::int64_t estimate = m_exactUsed + *raw - m_exactRaw;
        if (estimate <= m_limit) {
            take(std::max<std::int64_t>(estimate, 0));
            return;
        }
    }
    const auto cache = m_group->pageCacheBytes();
    m_exactRaw = *raw;
    m_exactUsed = std::max<std::int64_t>(*raw - cache.value_or(0) - temporaryBytes(), 0);
    take(m_exactUsed);
}

void MemoryMeter::take(std::int64_t bytes)
{
    m_now = bytes;
    m_pastLimit = bytes > m_limit;
    m_peak = std::max(m_peak, std::min(bytes, m_limit));
}

void MemoryMeter::forgetKills()
{
    m_pastLimit = false;
    m_killsBefore = m_group ? m_group->outOfMemoryKills().value_or(0) : 0;
}

bool MemoryMeter::kernelKilled() const
{
    return m_group && m_group->outOfMemoryKills().value_or(0) > m_killsBefore;
}

} // namespace engine

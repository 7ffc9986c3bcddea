// SPDX-License-Identifier: MIT
#include "core/base/memory_budget.h"

#include "core/base/aligned_buffer.h"

#include <algorithm>

namespace tessera {

MemoryBudget::MemoryBudget(ByteCount total)
    : m_total(total)
{
}

void MemoryBudget::join(Tenant& tenant)
{
    const std::lock_guard lock(m_mutex);
    m_tenants.push_back(&tenant);
}

void MemoryBudget::leave(Tenant& tenant)
{
    const std::lock_guard lock(m_mutex);
    std::erase(m_tenants, &tenant);
}

void MemoryBudget::settle(ByteCount wanted)
{
    const auto isTooMuch = [&] { return AlignedBuffer::heldBytes() + wanted > m_total; };
    if (!isTooMuch())
        return;
    const std::lock_guard lock(m_mutex);
    while (isTooMuch()) {
        Tenant* oldest = nullptr;
        std::uint64_t stamp = Tenant::nothing;
        for (Tenant* const tenant : m_tenants) {
            const std::uint64_t use = tenant->oldestUse();
            if (use < stamp) {
                stamp = use;
                oldest = tenant;
            }
        }
        if (oldest == nullptr)
            return;
        oldest->dropOldest();
    }
}

} // namespace tessera

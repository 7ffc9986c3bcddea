// SPDX-License-Identifier: MIT
#include "core/source/late_reader.h"

#include "core/source/array_file.h"

#include <utility>

namespace tessera {

LateReader::LateReader(std::filesystem::path file, Open open)
    : m_file(std::move(file))
    , m_open(std::move(open))
{
}

// Not under the lock: two that come first open it twice, and one of the two is kept.
Result<ArrayPtr> LateReader::opened(const std::stop_token& stop) const
{
    Open open;
    {
        const std::lock_guard lock(m_mutex);
        if (m_opened)
            return *m_opened;
        open = m_open;
    }
    auto array = open(stop);
    if (!array && array.error().code == ErrorCode::Cancelled)
        return array;
    const std::lock_guard lock(m_mutex);
    if (!m_opened) {
        m_opened = std::move(array);
        m_open = nullptr;
    }
    return *m_opened;
}

Result<SlabSamples> LateReader::read(
    const ArraySlab& slab, ReadScratch& scratch, const std::stop_token& stop) const
{
    const auto array = opened(stop);
    if (!array)
        return std::unexpected(array.error());
    return (*array)->reader->read(slab, scratch, stop);
}

bool LateReader::holdsNothing(const ArraySlab& slab) const
{
    ArrayPtr array;
    {
        const std::lock_guard lock(m_mutex);
        if (m_opened && *m_opened)
            array = **m_opened;
    }
    return array && array->reader->holdsNothing(slab);
}

void LateReader::release()
{
    std::optional<Result<ArrayPtr>> opened = std::unexpected(wasReleased(m_file));
    {
        const std::lock_guard lock(m_mutex);
        m_opened.swap(opened);
        m_open = nullptr;
    }
    if (opened && *opened)
        (**opened)->release();
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/array_file.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <utility>

namespace tessera {

ArrayFile::ArrayFile(const StoragePlan& plan)
    : m_path(plan.file)
{
}

Result<std::shared_ptr<const PositionedFile>> ArrayFile::get() const
{
    const std::lock_guard lock(m_mutex);
    if (m_isReleased)
        return std::unexpected(wasReleased(m_path));
    if (!m_file) {
        auto file = PositionedFile::open(m_path);
        if (!file)
            return std::unexpected(file.error());
        m_file = std::make_shared<const PositionedFile>(std::move(*file));
    }
    return m_file;
}

void ArrayFile::release()
{
    const std::lock_guard lock(m_mutex);
    m_isReleased = true;
    m_file.reset();
}

Error wasReleased(const std::filesystem::path& path)
{
    return {ErrorCode::Unreadable,
        fmt::format("{} was closed to be read again; reload it.", shownName(path)), toUtf8(path)};
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/array_file.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <utility>

namespace tessera {

ArrayFile::ArrayFile(std::shared_ptr<const PositionedFile> file)
    : m_path(file->path())
    , m_file(std::move(file))
{
}

Result<std::shared_ptr<const PositionedFile>> ArrayFile::get() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_file)
        return std::unexpected(wasReleased(m_path));
    return m_file;
}

void ArrayFile::release()
{
    const std::lock_guard lock(m_mutex);
    m_file.reset();
}

Error wasReleased(const std::filesystem::path& path)
{
    return {ErrorCode::Unreadable,
        fmt::format("{} was closed to be read again; reload it.", shownName(path)), toUtf8(path)};
}

} // namespace tessera

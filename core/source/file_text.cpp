// SPDX-License-Identifier: MIT
#include "core/source/file_text.h"

#include "core/source/positioned_file.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace tessera {

std::string beginningOf(const std::filesystem::path& path, std::uint64_t mostBytes)
{
    const auto file = PositionedFile::open(path);
    if (!file)
        return {};
    std::string text(static_cast<std::size_t>(std::min(file->size().value, mostBytes)), '\0');
    const auto done = file->read(0, std::as_writable_bytes(std::span(text)));
    return done ? text : std::string();
}

} // namespace tessera

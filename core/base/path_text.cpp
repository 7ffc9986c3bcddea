// SPDX-License-Identifier: MIT
#include "core/base/path_text.h"

namespace tessera {

std::string toUtf8(const std::filesystem::path& path)
{
    const std::u8string text = path.u8string();
    return {reinterpret_cast<const char*>(text.data()), text.size()};
}

std::filesystem::path fromUtf8(std::string_view text)
{
    return {std::u8string_view(reinterpret_cast<const char8_t*>(text.data()), text.size())};
}

std::string shownName(const std::filesystem::path& path)
{
    const auto name = path.has_filename() ? path.filename() : path.parent_path().filename();
    return name.empty() ? toUtf8(path) : toUtf8(name);
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/base/path_text.h"

#include <fmt/format.h>

namespace tessera {

namespace {

// How many bytes at the start of `text` are a control character: one of ASCII, or two of UTF-8.
std::size_t controlBytes(std::string_view text)
{
    constexpr auto firstLetter = ' ';
    constexpr auto deleted = '\x7F';
    constexpr auto lastOfSecond = '\x9F';
    constexpr auto leadOfControls = '\xC2';
    const auto code = [](char letter) { return static_cast<unsigned char>(letter); };
    if (code(text[0]) < code(firstLetter) || text[0] == deleted)
        return 1;
    const bool isSecond =
        text[0] == leadOfControls && text.size() > 1 && code(text[1]) <= code(lastOfSecond);
    return isSecond ? 2 : 0;
}

} // namespace

std::string shownText(std::string_view text)
{
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const std::size_t controls = controlBytes(text);
        for (const char letter : text.substr(0, controls))
            shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(letter));
        if (controls == 0)
            shown += text.front();
        text.remove_prefix(controls == 0 ? 1 : controls);
    }
    return shown;
}

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
    return shownText(toUtf8(name.empty() ? path : name));
}

} // namespace tessera

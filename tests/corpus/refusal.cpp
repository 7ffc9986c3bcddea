// SPDX-License-Identifier: MIT
#include "tests/corpus/refusal.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace tessera::corpus {

namespace {

namespace fs = std::filesystem;

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool namesFileOf(std::string_view said, const fs::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (contains(said, entry.path().filename().string()))
            return true;
    return false;
}

bool namesFile(std::string_view said, const fs::path& path)
{
    if (contains(said, path.filename().string()))
        return true;
    std::error_code ignored;
    if (fs::is_directory(path, ignored))
        return namesFileOf(said, path);
    // Text files are read together.
    return path.extension() == ".csv" && namesFileOf(said, path.parent_path());
}

} // namespace

std::string whyUnclear(const std::string& everything, const std::string& path, bool isList)
{
    constexpr std::string_view begin = "tessera-cli: ";
#ifdef TESSERA_SANITIZED
    const auto own = everything.find("\n" + std::string(begin));
    const std::string said = own == std::string::npos ? everything : everything.substr(own + 1);
#else
    const std::string& said = everything;
#endif
    const auto firstEnd = std::min(said.find('\n'), said.size());
    const std::string_view first(said.data(), firstEnd);
    if (!first.starts_with(begin))
        return "no sentence says what is wrong";
    if (!isList && firstEnd + 1 < said.size())
        return "more than one line says what is wrong";
    if (!first.ends_with('.') && !(isList && first.ends_with(':')))
        return "what it says is no sentence";
    if (!namesFile(said, path))
        return "the file is not named";
    return {};
}

} // namespace tessera::corpus

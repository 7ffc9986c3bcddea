// SPDX-License-Identifier: MIT
#include "core/palette/palette_file.h"

#include "core/base/partial_file.h"
#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <system_error>

namespace fs = std::filesystem;

namespace tessera {

namespace {

struct Close {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
};

std::unexpected<Error> cannotRead(const fs::path& path, ErrorCode code, std::string_view why)
{
    return fail(
        code, fmt::format("\"{}\" cannot be read: {}.", shownName(path), why), toUtf8(path));
}

std::unexpected<Error> cannotRead(const fs::path& path, const std::error_code& cause)
{
    if (cause == std::errc::no_such_file_or_directory || cause == std::errc::not_a_directory)
        return cannotRead(path, ErrorCode::NotFound, "there is no such file");
    if (cause == std::errc::permission_denied)
        return cannotRead(path, ErrorCode::NoPermission, "you may not read it");
    return cannotRead(path, ErrorCode::Unreadable, cause.message());
}

Result<std::string> readText(const fs::path& path)
{
    std::error_code cause;
    const fs::file_status status = fs::status(path, cause);
    if (!fs::status_known(status) || !fs::exists(status))
        return cannotRead(path, cause);
    // Opening a pipe would wait for somebody to write into it.
    if (!fs::is_regular_file(status))
        return cannotRead(path, ErrorCode::Unreadable, "it is not a file; choose a palette file");
    const std::unique_ptr<std::FILE, Close> stream(std::fopen(path.c_str(), "rbe"));
    if (!stream)
        return cannotRead(path, std::error_code(errno, std::generic_category()));

    // One byte more than allowed, so that a file that is too large is noticed.
    const std::uint64_t size =
        std::min<std::uint64_t>(fs::file_size(path, cause), largestPaletteFile.value + 1);
    if (cause)
        return cannotRead(path, cause);
    std::string text(size, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), stream.get()));
    if (std::ferror(stream.get()) != 0)
        return cannotRead(path, std::error_code(errno, std::generic_category()));
    return text;
}

} // namespace

Result<void> savePalette(const Look& look, const fs::path& path)
{
    return writeWholeFile(path, toPaletteJson(look));
}

Result<std::vector<ClassStyle>> loadPalette(const fs::path& path)
{
    const auto text = readText(path);
    if (!text)
        return std::unexpected(text.error());
    auto classes = parsePaletteJson(*text, shownName(path));
    if (!classes)
        classes.error().subject = toUtf8(path);
    return classes;
}

Look withPalette(Look look, const std::vector<ClassStyle>& palette)
{
    std::vector<bool> isStyled(look.classes.size(), false);
    std::vector<bool> isUsed(palette.size(), false);
    const auto apply = [&](std::size_t index, std::size_t entry) {
        ClassStyle& style = look.classes[index];
        const std::string formerName = style.name;
        style = palette[entry];
        if (style.name.empty())
            style.name = formerName;
        isStyled[index] = isUsed[entry] = true;
    };
    for (std::size_t index = 0; index < look.classes.size(); ++index)
        for (std::size_t entry = 0; entry < palette.size() && !isStyled[index]; ++entry)
            if (!isUsed[entry] && !palette[entry].name.empty()
                && palette[entry].name == look.classes[index].name)
                apply(index, entry);
    for (std::size_t index = 0; index < std::min(isStyled.size(), isUsed.size()); ++index)
        if (!isStyled[index] && !isUsed[index])
            apply(index, index);
    return look;
}

} // namespace tessera

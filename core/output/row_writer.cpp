// SPDX-License-Identifier: MIT
#include "core/output/row_writer.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace tessera {

namespace {

std::string lowerCase(std::string text)
{
    constexpr char toLower = 'a' - 'A';
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + toLower) : letter;
    });
    return text;
}

} // namespace

Result<std::unique_ptr<RowWriter>> createRowWriter(
    const std::filesystem::path& target, PlaneShape shape)
{
    const std::string extension = toUtf8(target.extension());
    if (lowerCase(extension) == ".png")
        return createPngWriter(target, shape);
    if (lowerCase(extension) == ".npy")
        return createNpyWriter(target, shape);
    const std::string why = extension.empty()
        ? "its name does not say in which format"
        : fmt::format("\"{}\" is not a format this program writes", extension);
    return fail(ErrorCode::BadArgument,
        fmt::format("\"{}\" cannot be written: {}; let the name end in .png or .npy.",
            shownName(target), why),
        toUtf8(target));
}

} // namespace tessera

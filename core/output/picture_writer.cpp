// SPDX-License-Identifier: MIT
#include "core/output/picture_writer.h"

#include "core/base/checked.h"
#include "core/base/lower_case.h"
#include "core/base/path_text.h"

#include <fmt/format.h>

#include <limits>
#include <string>

namespace tessera {

Result<std::unique_ptr<StripeWriter>> createPictureWriter(const std::filesystem::path& target)
{
    const std::string extension = toUtf8(target.extension());
    if (lowerCase(extension) == ".png")
        return createPngWriter(target);
    if (lowerCase(extension) == ".npy")
        return createNpyWriter(target);
    const std::string why = extension.empty()
        ? "its name does not say in which format"
        : fmt::format("\"{}\" is not a format this program writes", extension);
    return fail(ErrorCode::BadArgument,
        fmt::format("\"{}\" cannot be written: {}; let the name end in .png or .npy.",
            shownName(target), why),
        toUtf8(target));
}

Result<std::uint64_t> checkedPictureBytes(const std::filesystem::path& target, PlaneShape shape)
{
    constexpr std::uint64_t channels = 3;
    const bool isEmpty = shape.rows < 1 || shape.columns < 1;
    const auto pixels = isEmpty ? std::nullopt
                                : checkedProduct(static_cast<std::uint64_t>(shape.rows),
                                      static_cast<std::uint64_t>(shape.columns));
    const auto bytes = pixels ? checkedProduct(*pixels, channels) : std::nullopt;
    if (bytes && *bytes <= std::numeric_limits<std::int64_t>::max())
        return *bytes;
    return fail(isEmpty ? ErrorCode::BadArgument : ErrorCode::TooLarge,
        fmt::format("\"{}\" cannot be written: a picture of {} rows and {} columns is {}.",
            shownName(target), shape.rows, shape.columns, isEmpty ? "empty" : "too large"),
        toUtf8(target));
}

} // namespace tessera

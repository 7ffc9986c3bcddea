// SPDX-License-Identifier: MIT
// Palette files: what is read is within the format's limits, and written again it is the same.
#include "core/palette/palette_file.h"
#include "tests/fuzz/fuzz_target.h"

namespace tessera::fuzz {

namespace {

void checkLimits(const std::vector<ClassStyle>& classes)
{
    constexpr std::size_t mostClasses = 4096;
    constexpr std::size_t mostNameBytes = 200 * 4; // letters of UTF-8
    check(classes.size() <= mostClasses, "a palette has at most 4096 classes");
    for (const ClassStyle& one : classes)
        check(one.name.size() <= mostNameBytes, "a name has at most 200 letters");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    const auto classes = parsePaletteJson(textOf(input), "palette.json");
    if (!classes) {
        check(classes.error().message.contains("palette.json"), "an error names the file");
        return;
    }
    checkLimits(*classes);
    Look look;
    look.classes = *classes;
    const auto again = parsePaletteJson(toPaletteJson(look), "again.json");
    check(again.has_value(), "what was written can be read");
    check(*again == *classes, "what was written is read the same");
}

} // namespace tessera::fuzz

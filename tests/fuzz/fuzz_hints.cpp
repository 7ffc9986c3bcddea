// SPDX-License-Identifier: MIT
// What attributes say: a number of dimensions, then attributes, each a byte for its name, one for
// how far above, one for the number of texts, and the texts, which end with a zero. Whatever they
// are, what is made of them is bounded and fit to be shown.
#include "core/base/plain_text.h"
#include "core/source/attribute_hints.h"
#include "core/source/level_claims.h"
#include "core/source/names_hints.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>
#include <array>
#include <string>

namespace tessera::fuzz {

namespace {

constexpr std::array<const char*, 17> names{"axistags", "axes", "DIMENSION_LABELS", "signal",
    "multiscales", "omero", "class_names", "labels", "axis_units", "units", "pixelResolution",
    "resolution", "drange", "INTERLACE_MODE", "MATLAB_class", "n5", "downsamplingFactors"};

std::string takenText(std::span<const std::byte>& rest)
{
    const auto end = std::ranges::find(rest, std::byte{0});
    const auto length = static_cast<std::size_t>(end - rest.begin());
    std::string text(textOf(rest.first(length)));
    rest = rest.subspan(std::min(length + 1, rest.size()));
    return text;
}

ArrayFacts factsOf(std::span<const std::byte> input)
{
    Taker taker(input);
    ArrayFacts facts;
    facts.claimed.path = "/g/p";
    facts.claimed.shape.assign(taker.number(1) % 7, 4);
    auto rest = taker.rest();
    while (rest.size() > 3) {
        Taker head(rest.first(3));
        AttributeFact& fact = facts.attributes.emplace_back();
        fact.name = names.at(head.number(1) % names.size());
        fact.above = static_cast<std::uint32_t>(head.number(1) % 4);
        const auto texts = head.number(1) % 8;
        rest = rest.subspan(3);
        for (std::size_t index = 0; index < texts; ++index)
            fact.texts.push_back(takenText(rest));
        for (const auto& text : fact.texts)
            fact.numbers.push_back(static_cast<double>(text.size()));
    }
    return facts;
}

void checkNames(const std::vector<std::string>& all)
{
    constexpr std::size_t mostNames = 4096;
    constexpr std::size_t mostBytes = 200;
    check(all.size() <= mostNames, "there are at most 4096 names");
    for (const auto& name : all) {
        check(name.size() <= mostBytes, "a name has at most 200 bytes");
        check(isPlainText(name), "a name can be shown");
    }
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    const auto facts = factsOf(input);
    const auto hints = hintsOf(facts);
    checkNames(hints.classNames);
    for (const auto& claim : hints.otherNames)
        checkNames(claim.names);
    for (const auto& claim : hints.axes) {
        check(claim.letters.size() == facts.claimed.shape.size(), "a letter a dimension");
        check(claim.letters.find_first_not_of("tzyxcb?") == std::string::npos, "known letters");
    }
    check(isPlainText(hints.spacing.unit), "a unit can be shown");
    for (const double distance : hints.spacing.perDimension)
        check(distance >= 0, "a distance is a number");
    check(hints.levels.size() <= mostFileLevels, "there are at most 32 levels");
    for (const auto& level : hints.levels)
        check(level.dataset.starts_with('/'), "a level lies in the file");
    check(bdvLevels("/t00000/s00/1/cells", hints.ownFactors).size() <= mostFileLevels,
        "BigDataViewer has at most 32 levels");
    const auto next = nextLevelName(textOf(input));
    check(next.empty() || next.size() <= input.size() + 1, "a name is one digit longer at most");
    for (const auto& claim : datasetJsonNames(textOf(input), "dataset.json"))
        checkNames(claim.names);
}

} // namespace tessera::fuzz

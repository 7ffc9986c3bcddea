// SPDX-License-Identifier: MIT
#include "core/source/bdv_size.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/attribute_text.h"
#include "core/source/file_text.h"
#include "core/source/spacing_hints.h"
#include "core/source/spacing_names.h"
#include "core/source/xml_scan.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tessera {

namespace {

constexpr std::size_t axesOfSpace = 3;
constexpr std::uint64_t mostXmlBytes = 1'000'000;

// One <ViewSetup> as far as it was read.
struct Setup {
    std::optional<std::uint64_t> id;
    SpacingClaim spacing;
    bool isInVoxelSize = false;
};

void readTag(const XmlTag& tag, std::string_view text, Setup& setup)
{
    if (tag.name == "voxelSize") {
        setup.isInVoxelSize = !tag.isEnd;
    } else if (!tag.isEnd && tag.name == "id" && !setup.id) {
        setup.id = wholeNumber(text);
    } else if (!tag.isEnd && setup.isInVoxelSize && tag.name == "unit") {
        setup.spacing.unit = shownUnit(text);
    } else if (!tag.isEnd && setup.isInVoxelSize && tag.name == "size") {
        setup.spacing.perDimension = distancesIn(std::string(text)).numbers;
    }
}

// How much coarser a level is, along x, y and z; nothing where the file does not say it.
std::vector<double> stepsOf(const BdvName& array, FileGuide& guide, const std::stop_token& stop)
{
    const auto values = guide.readValues(fmt::format("/{}/resolutions", array.setup), stop);
    if (!values || values->numbers.size() / axesOfSpace <= array.level)
        return {};
    const auto first =
        values->numbers.begin() + static_cast<std::ptrdiff_t>(axesOfSpace * array.level);
    return {first, first + axesOfSpace};
}

} // namespace

SpacingClaim bdvVoxelSize(std::string_view xml, std::string_view setup)
{
    const auto wanted = wholeNumber(setup.substr(setup.empty() ? 0 : 1)); // without the 's'
    XmlScanner scanner(xml);
    std::optional<Setup> open;
    while (const auto tag = scanner.next()) {
        if (tag->name == "ViewSetup" && !tag->isEnd) {
            open.emplace();
        } else if (tag->name == "ViewSetup" && open) {
            const bool isIt = wanted && open->id == wanted;
            if (isIt && open->spacing.perDimension.size() == axesOfSpace
                && areDistances(open->spacing.perDimension)) {
                open->spacing.letters = "xyz";
                return std::move(open->spacing);
            }
            open.reset();
        } else if (open) {
            readTag(*tag, scanner.text(), *open);
        }
    }
    return {};
}

SpacingClaim bdvSpacing(const std::filesystem::path& file, const BdvName& array, FileGuide& guide,
    const std::stop_token& stop)
{
    auto path = file;
    path.replace_extension(".xml");
    auto claim = bdvVoxelSize(beginningOf(path, mostXmlBytes), array.setup);
    if (claim.perDimension.empty())
        return {};
    const auto steps = stepsOf(array, guide, stop);
    if (steps.empty() && array.level > 0)
        return {};
    for (std::size_t axis = 0; axis < steps.size(); ++axis)
        claim.perDimension[axis] *= steps[axis];
    if (!areDistances(claim.perDimension))
        return {};
    claim.source = fmt::format("The file {}", toPlainName(shownName(path)));
    return claim;
}

} // namespace tessera

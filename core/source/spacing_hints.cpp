// SPDX-License-Identifier: MIT
#include "core/source/spacing_hints.h"

#include "core/base/plain_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view arrayOrder = "zyx";
constexpr std::string_view reversedOrder = "xyz";

struct UnitName {
    std::string_view name;
    std::string_view shown;
};

constexpr std::array unitNames{UnitName{"um", "µm"}, UnitName{"μm", "µm"}, UnitName{"micron", "µm"},
    UnitName{"microns", "µm"}, UnitName{"micrometer", "µm"}, UnitName{"micrometers", "µm"},
    UnitName{"micrometre", "µm"}, UnitName{"nanometer", "nm"}, UnitName{"nanometers", "nm"},
    UnitName{"nanometre", "nm"}, UnitName{"millimeter", "mm"}, UnitName{"millimeters", "mm"},
    UnitName{"millimetre", "mm"}, UnitName{"centimeter", "cm"}, UnitName{"meter", "m"},
    UnitName{"metre", "m"}, UnitName{"angstrom", "Å"}, UnitName{"pixel", "px"},
    UnitName{"pixels", "px"}};

bool areDistances(const std::vector<double>& numbers)
{
    const auto isOne = [](double number) { return std::isfinite(number) && number >= 0; };
    const auto isPositive = [](double number) { return number > 0; };
    return std::ranges::all_of(numbers, isOne) && std::ranges::any_of(numbers, isPositive);
}

// N5, and what is written like it, lists x first.
bool isReversed(const AttributeSet& attributes)
{
    return attributes.nearest("n5") != nullptr || attributes.find("downsamplingFactors") != nullptr
        || attributes.find("pixelResolution") != nullptr;
}

std::string unitIn(const AttributeFact& fact, std::size_t last)
{
    if (fact.texts.size() == 1)
        if (const auto json = parsedJson(fact.texts.front()); json && json->is_object())
            return shownUnit(textOf(memberOf(*json, "x")));
    const auto units = listOf(fact);
    return units.empty() ? std::string() : shownUnit(units[std::min(last, units.size() - 1)]);
}

// Of x, which is the last of a list in the array's order.
std::string unitOf(const AttributeSet& attributes, std::size_t last)
{
    for (const char* name : {"axis_units", "units"})
        if (const auto* fact = attributes.find(name))
            return unitIn(*fact, last);
    return {};
}

// `numbers` are of all dimensions, or of as many axes in space.
SpacingClaim claimOf(const AttributeFact& fact, std::vector<double> numbers, std::size_t rank,
    std::string_view order, std::string unit)
{
    if (numbers.size() == 1 && arrayOrder.size() <= rank)
        numbers.assign(arrayOrder.size(), numbers.front());
    const bool isFlat = numbers.size() == 2;
    const bool isOfSpace = numbers.size() == arrayOrder.size() || isFlat;
    if (!areDistances(numbers) || (!isOfSpace && numbers.size() != rank))
        return {};
    SpacingClaim claim{std::move(numbers), {}, std::move(unit), sourceOf(fact)};
    if (isOfSpace) {
        claim.letters = order;
        std::erase_if(claim.letters, [&](char letter) { return isFlat && letter == 'z'; });
    }
    return claim;
}

SpacingClaim elementSize(const AttributeSet& attributes, std::size_t rank)
{
    const auto* fact = attributes.nearest("element_size_um");
    return fact == nullptr ? SpacingClaim{} : claimOf(*fact, fact->numbers, rank, arrayOrder, "µm");
}

// Of vigra: a number in each axis, 0 where nobody knows.
SpacingClaim taggedResolution(const AttributeSet& attributes, std::size_t rank)
{
    const auto* fact = attributes.find("axistags");
    if (fact == nullptr || fact->texts.size() != 1)
        return {};
    const auto json = parsedJson(fact->texts.front());
    const auto* axes = json ? memberOf(*json, "axes") : nullptr;
    if (axes == nullptr || !axes->is_array() || axes->size() != rank)
        return {};
    std::vector<double> numbers;
    numbers.reserve(rank);
    for (const auto& axis : *axes) {
        const auto* resolution = memberOf(axis, "resolution");
        const auto key = textOf(memberOf(axis, "key"));
        const bool isOfSpace = key == "x" || key == "y" || key == "z";
        numbers.push_back(isOfSpace && resolution != nullptr && resolution->is_number()
                ? resolution->get<double>()
                : 0);
    }
    if (!areDistances(numbers))
        return {};
    return {std::move(numbers), {}, unitOf(attributes, rank - 1), sourceOf(*fact)};
}

// Numbers, or {"unit": "um", "dimensions": […]} as N5 has it.
SpacingClaim plainResolution(const AttributeSet& attributes, std::size_t rank)
{
    const auto order = isReversed(attributes) ? reversedOrder : arrayOrder;
    for (const char* name : {"resolution", "pixelResolution", "voxel_size", "spacing"}) {
        const auto* fact = attributes.nearest(name);
        if (fact == nullptr)
            continue;
        auto numbers = fact->numbers;
        auto unit = unitOf(attributes, arrayOrder.size() - 1);
        if (const auto json =
                fact->texts.size() == 1 ? parsedJson(fact->texts.front()) : std::nullopt) {
            numbers = numbersOf(json->is_array() ? &*json : memberOf(*json, "dimensions"));
            if (auto said = shownUnit(textOf(memberOf(*json, "unit"))); !said.empty())
                unit = std::move(said);
        }
        if (auto claim = claimOf(*fact, std::move(numbers), rank, order, std::move(unit));
            !claim.perDimension.empty())
            return claim;
    }
    return {};
}

// Of NIfTI: a sign, then x, y, z and more, in millimetres.
SpacingClaim nifti(const AttributeSet& attributes, std::size_t rank)
{
    const auto* fact = attributes.nearest("pixdim");
    if (fact == nullptr || fact->numbers.size() < reversedOrder.size())
        return {};
    const std::ptrdiff_t first = fact->numbers.size() > reversedOrder.size() ? 1 : 0;
    const auto begin = fact->numbers.begin() + first;
    return claimOf(*fact, {begin, begin + static_cast<std::ptrdiff_t>(reversedOrder.size())}, rank,
        reversedOrder, "mm");
}

} // namespace

SpacingClaim spacingClaim(const AttributeSet& attributes, std::size_t rank)
{
    for (const auto look : {elementSize, taggedResolution, plainResolution, nifti})
        if (auto claim = look(attributes, rank); !claim.perDimension.empty())
            return claim;
    return {};
}

std::string shownUnit(std::string_view unit)
{
    constexpr std::size_t mostBytes = 20;
    const auto found = std::ranges::find(unitNames, unit, &UnitName::name);
    return found == unitNames.end() ? toPlainText(unit, mostBytes) : std::string(found->shown);
}

void measurePixel(Meaning& meaning, const SpacingClaim& claim)
{
    const auto letters = claim.letters.empty() ? toText(meaning.axes) : claim.letters;
    if (letters.size() != claim.perDimension.size())
        return;
    PixelSize size;
    size.unit = claim.unit;
    for (std::size_t index = 0; index < letters.size(); ++index) {
        const double distance = claim.perDimension[index];
        if (letters[index] == 'x')
            size.x = distance;
        else if (letters[index] == 'y')
            size.y = distance;
        else if (letters[index] == 'z')
            size.z = distance;
    }
    if (!size.isKnown())
        return;
    meaning.pixelReason = fmt::format("{} says {} along {}.", claim.source,
        fmt::join(claim.perDimension, ", "), fmt::join(letters, ", "));
    meaning.pixel = std::move(size);
}

} // namespace tessera

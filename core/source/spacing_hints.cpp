// SPDX-License-Identifier: MIT
#include "core/source/spacing_hints.h"

#include "core/source/spacing_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view arrayOrder = "zyx";
constexpr std::string_view reversedOrder = "xyz";

// Of x, which is the last of a list in the array's order.
std::string unitIn(const AttributeFact& fact, std::size_t last)
{
    if (fact.texts.size() == 1)
        if (const auto json = parsedJson(fact.texts.front()); json && json->is_object())
            return textOf(memberOf(*json, "x"));
    const auto units = listOf(fact);
    return units.empty() ? std::string() : units[std::min(last, units.size() - 1)];
}

// That of the array, or of the group so far above: where the distances stand.
std::string unitOf(const AttributeSet& attributes, std::size_t last, std::uint32_t above = 0)
{
    for (const std::string_view name : unitAttributes)
        if (const auto* fact = attributes.find(name, above)) {
            const bool mayBeOfSamples = name.starts_with("unit");
            const auto unit = unitIn(*fact, last);
            if (auto shown = mayBeOfSamples ? lengthUnit(unit) : shownUnit(unit); !shown.empty())
                return shown;
        }
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

SpacingClaim plainSize(const AttributeSet& attributes, std::size_t rank)
{
    const auto order = isOfN5(attributes) ? reversedOrder : arrayOrder;
    for (const auto& [name, unit] : sizeAttributes) {
        const auto* fact = attributes.nearest(name);
        if (fact == nullptr)
            continue;
        auto said = fact->texts.size() == 1 ? distancesIn(fact->texts.front())
                                            : Distances{fact->numbers, {}};
        if (said.unit.empty())
            said.unit =
                unit.empty() ? unitOf(attributes, arrayOrder.size() - 1, fact->above) : unit;
        if (auto claim = claimOf(*fact, std::move(said.numbers), rank, order, std::move(said.unit));
            !claim.perDimension.empty())
            return claim;
    }
    return {};
}

// An attribute each axis; that of z may be missing.
SpacingClaim sizeByAxis(const AttributeSet& attributes, std::size_t rank)
{
    const auto number = [](const AttributeFact* fact) {
        return fact != nullptr && fact->numbers.size() == 1 ? fact->numbers.front() : 0;
    };
    for (const auto& [x, y, z] : axisAttributes) {
        const auto* fact = attributes.nearest(x);
        if (fact == nullptr)
            continue;
        const auto above = fact->above;
        std::vector<double> numbers{
            number(attributes.find(z, above)), number(attributes.find(y, above)), number(fact)};
        if (numbers.front() <= 0)
            numbers.erase(numbers.begin());
        auto claim = claimOf(*fact, std::move(numbers), rank, arrayOrder,
            unitOf(attributes, arrayOrder.size() - 1, above));
        if (!claim.perDimension.empty())
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

bool areDistances(const std::vector<double>& numbers)
{
    const auto isOne = [](double number) { return std::isfinite(number) && number >= 0; };
    const auto isPositive = [](double number) { return number > 0; };
    return std::ranges::all_of(numbers, isOne) && std::ranges::any_of(numbers, isPositive);
}

Distances distancesIn(const std::string& text)
{
    if (const auto json = parsedJson(text); json && (json->is_array() || json->is_object()))
        return {numbersOf(json->is_array() ? &*json : memberOf(*json, "dimensions")),
            shownUnit(textOf(memberOf(*json, "unit")))};
    Distances said;
    for (const auto& word : listOf({0, {}, {text}, {}})) {
        const char* const end = word.data() + word.size();
        const auto read = std::from_chars(word.data(), end, said.numbers.emplace_back());
        if (read.ec != std::errc{} || read.ptr != end)
            return {};
    }
    return said;
}

SpacingClaim spacingClaim(const AttributeSet& attributes, std::size_t rank)
{
    for (const auto look : {elementSize, taggedResolution, plainSize, sizeByAxis, nifti})
        if (auto claim = look(attributes, rank); !claim.perDimension.empty())
            return claim;
    return {};
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

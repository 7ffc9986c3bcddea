// SPDX-License-Identifier: MIT
#include "core/source/attribute_hints.h"

#include "core/base/plain_text.h"
#include "core/source/axis_names.h"
#include "core/source/level_claims.h"
#include "core/source/names_hints.h"
#include "core/source/ome_hints.h"
#include "core/source/reading_text.h"
#include "core/source/spacing_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tessera {

namespace {

struct Subject {
    AttributeSet attributes;
    std::string_view path;
    std::size_t rank = 0;
};

std::string_view lastComponent(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0: the whole name
}

std::string oneText(const AttributeFact* fact)
{
    return fact != nullptr && fact->texts.size() == 1 ? fact->texts.front() : std::string();
}

void addClaim(ArrayHints& hints, std::string letters, std::string source)
{
    const bool saysSomething =
        std::ranges::any_of(letters, [](char letter) { return letter != '?'; });
    if (saysSomething)
        hints.axes.push_back({std::move(letters), std::move(source)});
}

// Only the keys count: what else vigra writes differs from version to version. One that does not
// know an axis is of no use.
void addTags(const Subject& subject, ArrayHints& hints)
{
    const auto* fact = subject.attributes.find("axistags");
    const auto json = parsedJson(oneText(fact));
    const auto* axes = json ? memberOf(*json, "axes") : nullptr;
    if (axes == nullptr || !axes->is_array() || axes->size() != subject.rank)
        return;
    std::string letters;
    for (const auto& axis : *axes) {
        const auto key = textOf(memberOf(axis, "key"));
        letters += key.size() == 1 ? axisLetter(key) : '?';
    }
    if (letters.find('?') == std::string::npos)
        addClaim(hints, std::move(letters), sourceOf(*fact));
}

std::string lettersIn(const AttributeFact& fact, std::size_t rank)
{
    auto names = listOf(fact);
    if (names.size() == 1 && names.front().size() == rank) { // "zyxc"
        const auto word = std::move(names.front());
        names.clear();
        for (const char letter : word)
            names.emplace_back(1, letter);
    }
    return names.size() == rank ? axisLetters(names) : std::string();
}

void addAxes(const Subject& subject, ArrayHints& hints)
{
    for (const char* name : {"axes", "axis_order", "dimension_order"}) {
        const auto* fact = subject.attributes.find(name);
        if (fact == nullptr)
            continue;
        auto letters = lettersIn(*fact, subject.rank);
        if (!isOfN5(subject.attributes)) {
            addClaim(hints, std::move(letters), sourceOf(*fact));
            continue;
        }
        std::ranges::reverse(letters);
        addClaim(hints, std::move(letters),
            fmt::format("{}, which lists x first as N5 does,", sourceOf(*fact)));
    }
}

void addLabels(const Subject& subject, ArrayHints& hints)
{
    for (const char* name : {"DIMENSION_LABELS", "DIMENSION_LIST"})
        if (const auto* fact = subject.attributes.find(name))
            addClaim(hints, lettersIn(*fact, subject.rank), sourceOf(*fact));
}

bool isSignal(const AttributeSet& attributes, std::string_view name)
{
    const auto isName = [&](const std::string& text) { return text == name; };
    for (const char* attribute : {"signal", "auxiliary_signals"})
        if (const auto* fact = attributes.find(attribute, 1))
            if (std::ranges::any_of(listOf(*fact), isName))
                return true;
    return false;
}

// Of the group, one name a dimension; fewer where the last ones have none.
void addNexus(const Subject& subject, ArrayHints& hints)
{
    const auto* fact = subject.attributes.find("axes", 1);
    if (fact == nullptr || !isSignal(subject.attributes, lastComponent(subject.path)))
        return;
    auto names = listOf(*fact);
    if (names.size() > subject.rank)
        return;
    names.resize(subject.rank);
    addClaim(hints, axisLetters(names), sourceOf(*fact));
}

void addOme(const Subject& subject, ArrayHints& hints)
{
    auto ome = omeHints(subject.attributes, subject.path);
    hints.levels = std::move(ome.levels);
    if (ome.axes.letters.size() != subject.rank)
        return;
    addClaim(hints, std::move(ome.axes.letters), std::move(ome.axes.source));
    if (!ome.spacing.perDimension.empty())
        hints.spacing = std::move(ome.spacing);
}

void addBdv(const Subject& subject, ArrayHints& hints)
{
    if (subject.rank == 3 && bdvName(subject.path))
        addClaim(hints, "zyx", "The name, which is one of BigDataViewer,");
}

void addInterlace(const Subject& subject, ArrayHints& hints)
{
    const auto* fact = subject.attributes.find("INTERLACE_MODE");
    if (subject.rank != 3 || oneText(subject.attributes.find("CLASS")) != "IMAGE")
        return;
    const auto mode = oneText(fact);
    for (const auto& [name, letters] : {std::pair("INTERLACE_PIXEL", "yxc"),
             std::pair("INTERLACE_LINE", "ycx"), std::pair("INTERLACE_PLANE", "cyx")})
        if (mode == name)
            addClaim(hints, letters, sourceOf(*fact));
}

// What MATLAB calls p(y, x, z, c) is stored the other way round.
void addMatlab(const Subject& subject, ArrayHints& hints)
{
    constexpr std::array<std::string_view, 4> orders{"xy", "cxy", "czxy", "tczxy"};
    const auto* fact = subject.attributes.find("MATLAB_class");
    if (fact == nullptr)
        fact = subject.attributes.find("MATLAB_dims");
    if (fact == nullptr || subject.rank < 2 || subject.rank - 2 >= orders.size())
        return;
    addClaim(hints, std::string(orders[subject.rank - 2]),
        fmt::format("{}, whose program writes the last dimension first,", sourceOf(*fact)));
}

void addRange(const AttributeSet& attributes, ArrayHints& hints)
{
    const auto* fact = attributes.find("drange");
    if (fact == nullptr || fact->numbers.size() != 2)
        return;
    const ValueRange range{fact->numbers.front(), fact->numbers.back()};
    if (!isSound(range))
        return;
    hints.range = range;
    hints.rangeSource = sourceOf(*fact);
}

void addNames(const AttributeSet& attributes, ArrayHints& hints)
{
    auto claims = namesClaims(attributes);
    if (claims.empty())
        return;
    hints.classNames = std::move(claims.front().names);
    hints.classNamesSource = std::move(claims.front().source);
    claims.erase(claims.begin());
    hints.otherNames = std::move(claims);
}

bool isNumbered(std::string_view text, char letter, std::size_t digits)
{
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    return text.size() > digits && text.front() == letter
        && std::ranges::all_of(text.substr(1), isDigit);
}

} // namespace

ArrayHints hintsOf(const ArrayFacts& facts)
{
    const Subject subject{
        AttributeSet(facts.attributes), facts.claimed.path, facts.claimed.shape.size()};
    ArrayHints hints;
    // In the order of trust.
    for (const auto add :
        {addTags, addAxes, addLabels, addNexus, addOme, addBdv, addInterlace, addMatlab})
        add(subject, hints);
    hints.ownFactors = ownFactors(subject.attributes, subject.rank);
    addRange(subject.attributes, hints);
    addNames(subject.attributes, hints);
    if (auto spacing = spacingClaim(subject.attributes, subject.rank);
        !spacing.perDimension.empty())
        hints.spacing = std::move(spacing);
    return hints;
}

std::optional<BdvName> bdvName(std::string_view path)
{
    constexpr std::size_t timeDigits = 5;
    constexpr std::size_t setupDigits = 2;
    constexpr std::size_t mostLevelDigits = 2;
    std::array<std::string_view, 4> parts;
    for (auto& part : parts) {
        if (!path.starts_with('/'))
            return std::nullopt;
        path.remove_prefix(1);
        part = path.substr(0, path.find('/'));
        path.remove_prefix(part.size());
    }
    const auto& [time, setup, level, cells] = parts;
    const bool isLevel = !level.empty() && level.size() <= mostLevelDigits
        && std::ranges::all_of(level, [](char byte) { return byte >= '0' && byte <= '9'; });
    if (!path.empty() || cells != "cells" || !isLevel || !isNumbered(time, 't', timeDigits)
        || !isNumbered(setup, 's', setupDigits))
        return std::nullopt;
    std::size_t number = 0;
    for (const char digit : level)
        number = 10 * number + static_cast<std::size_t>(digit - '0');
    return BdvName{std::string(setup), number};
}

} // namespace tessera

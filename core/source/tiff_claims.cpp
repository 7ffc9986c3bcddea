// SPDX-License-Identifier: MIT
#include "core/source/tiff_claims.h"

#include "core/source/spacing_names.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace tessera {

namespace {

constexpr std::string_view space = " \t\r\n";
// Longer ones are read by nobody; nesting is bounded by their length.
constexpr std::size_t longestShape = 4096;

double distance(std::string_view text)
{
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} && std::isfinite(value) && value > 0 ? value : 0;
}

std::uint64_t extent(std::string_view text)
{
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} && value > 0 ? value : 1;
}

void addDimension(TiffClaims& claims, char letter, std::uint64_t extent)
{
    if (extent > 1)
        claims.pages.push_back({letter, extent});
}

// Empty where it is no unit of length, as "pixel" and "inch" are none here.
std::string unitOfImageJ(std::string_view unit)
{
    auto shown = lengthUnit(unit);
    return shown == "px" ? std::string() : shown;
}

char letterOfTifffile(char letter)
{
    constexpr std::string_view known = "TZYXC";
    if (letter == 'S') // samples
        return 'c';
    return known.contains(letter) ? static_cast<char>(letter - 'A' + 'a') : '?';
}

} // namespace

TiffClaims claimsOf(std::string_view description, std::uint64_t samples)
{
    description.remove_prefix(std::min(description.find_first_not_of(space), description.size()));
    if (description.starts_with("ImageJ="))
        return claimsOfImageJ(description);
    if (description.starts_with('{') && description.size() <= longestShape)
        return claimsOfShape(description, samples > 1 ? 3 : 2);
    if (description.starts_with('<'))
        return claimsOfOme(description, samples);
    return {};
}

// Channels are fastest. Without "hyperstack" the slices may be anything that was put on a stack:
// the classes of a trained segmentation, too.
TiffClaims claimsOfImageJ(std::string_view lines)
{
    TiffClaims claims;
    std::uint64_t images = 1;
    std::uint64_t channels = 1;
    std::uint64_t slices = 1;
    std::uint64_t frames = 1;
    bool isHyperstack = false;
    while (!lines.empty()) {
        auto line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        line = line.substr(0, line.find_last_not_of(space) + 1);
        const auto equals = std::min(line.find('='), line.size());
        const auto key = line.substr(0, equals);
        const auto value = line.substr(std::min(equals + 1, line.size()));
        if (key == "images")
            images = extent(value);
        else if (key == "channels")
            channels = extent(value);
        else if (key == "slices")
            slices = extent(value);
        else if (key == "frames")
            frames = extent(value);
        else if (key == "hyperstack")
            isHyperstack = value == "true";
        else if (key == "spacing")
            claims.z = distance(value);
        else if (key == "unit")
            claims.unit = unitOfImageJ(value);
    }
    claims.isSaid = true;
    claims.source = "The ImageJ description";
    claims.usesResolution = !claims.unit.empty();
    addDimension(claims, 't', frames);
    addDimension(claims, isHyperstack ? 'z' : '?', slices);
    addDimension(claims, 'c', channels);
    if (claims.pages.empty())
        addDimension(claims, '?', images);
    return claims;
}

TiffClaims claimsOfShape(std::string_view json, std::size_t pageRank)
{
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    TiffClaims claims;
    if (!parsed.is_object() || !parsed.contains("shape") || !parsed["shape"].is_array()
        || parsed["shape"].size() < pageRank)
        return claims;
    const auto& shape = parsed["shape"];
    const auto& axes = parsed.value("axes", nlohmann::json());
    const auto letters = axes.is_string() ? axes.get<std::string>() : std::string();
    const bool hasLetters = letters.size() == shape.size();
    for (std::size_t index = 0; index < shape.size(); ++index) {
        if (!shape[index].is_number_unsigned())
            return {};
        if (index < shape.size() - pageRank)
            addDimension(claims, hasLetters ? letterOfTifffile(letters[index]) : '?',
                shape[index].get<std::uint64_t>());
    }
    claims.isSaid = true;
    claims.source = "The description of the TIFF";
    return claims;
}

} // namespace tessera

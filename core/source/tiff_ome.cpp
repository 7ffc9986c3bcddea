// SPDX-License-Identifier: MIT
#include "core/source/tiff_claims.h"

#include "core/base/class_limit.h"
#include "core/base/plain_text.h"
#include "core/source/xml_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <ranges>
#include <utility>

namespace tessera {

namespace {

std::uint64_t extentOf(const XmlTag& tag, std::string_view attribute)
{
    const std::string text = tag.attribute(attribute).value_or("");
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc{} && value > 0 ? value : 1;
}

// In micrometres, which is what OME takes where no unit is named; 0 for a unit of no length.
double micrometres(const XmlTag& pixels, char axis)
{
    using Factor = std::pair<std::string_view, double>;
    constexpr std::array<Factor, 8> factors{{{"µm", 1}, {"um", 1}, {"nm", 1e-3}, {"pm", 1e-6},
        {"Å", 1e-4}, {"mm", 1e3}, {"cm", 1e4}, {"m", 1e6}}};
    const auto attribute = std::string("PhysicalSize") + axis;
    const std::string text = pixels.attribute(attribute).value_or("");
    const std::string unit = pixels.attribute(attribute + "Unit").value_or("µm");
    const auto* const factor = std::ranges::find(factors, unit, &Factor::first);
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isSound =
        read.ec == std::errc{} && std::isfinite(value) && value > 0 && factor != factors.end();
    return isSound ? value * factor->second : 0;
}

// DimensionOrder names the fastest first: XYCZT. Channels that are samples of the same pixel are
// no pages.
void addPages(TiffClaims& claims, const XmlTag& pixels, std::uint64_t samples)
{
    const std::string order = pixels.attribute("DimensionOrder").value_or("");
    for (const char axis : std::views::reverse(order)) {
        if (axis != 'Z' && axis != 'C' && axis != 'T')
            continue;
        std::uint64_t extent = extentOf(pixels, std::string("Size") + axis);
        if (axis == 'C' && samples > 1 && extent % samples == 0)
            extent /= samples;
        if (extent > 1)
            claims.pages.push_back({static_cast<char>(axis - 'A' + 'a'), extent});
    }
    claims.isSaid = !order.empty();
}

void dropNamesUnlessAll(TiffClaims& claims, std::uint64_t channels)
{
    const bool areNamed = std::ranges::none_of(claims.channelNames, &std::string::empty);
    if (!areNamed || claims.channelNames.size() != channels)
        claims.channelNames.clear();
}

} // namespace

TiffClaims claimsOfOme(std::string_view xml, std::uint64_t samples)
{
    TiffClaims claims;
    XmlScanner scanner(xml);
    std::uint64_t channels = 0; // 0: before the pixels of the first image
    bool isBehind = false; // them
    while (const auto tag = scanner.next()) {
        if (tag->name == "Pixels" && tag->isEnd) {
            isBehind = true;
        } else if (tag->name == "Pixels" && channels == 0) {
            addPages(claims, *tag, samples);
            channels = extentOf(*tag, "SizeC");
            claims.source = "The OME-XML";
            claims.x = micrometres(*tag, 'X');
            claims.y = micrometres(*tag, 'Y');
            claims.z = micrometres(*tag, 'Z');
            claims.unit = "µm";
        } else if (tag->name == "Pixels") {
            claims.mayHoldMore = true;
            break;
        } else if (tag->name == "Channel" && !tag->isEnd && channels != 0 && !isBehind
            && claims.channelNames.size() < maxClasses) {
            claims.channelNames.push_back(toPlainText(tag->attribute("Name").value_or("")));
        }
    }
    dropNamesUnlessAll(claims, channels);
    return claims;
}

} // namespace tessera

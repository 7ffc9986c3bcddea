// SPDX-License-Identifier: MIT
// The description of a TIFF file: OME-XML, ImageJ's lines, a shape in JSON, or anything.
//   samples of a pixel (1 byte), then the text
#include "core/base/plain_text.h"
#include "core/source/bdv_size.h"
#include "core/source/spacing_hints.h"
#include "core/source/tiff_claims.h"
#include "core/source/xml_scan.h"
#include "tests/fuzz/fuzz_target.h"

#include <cmath>

namespace tessera::fuzz {

namespace {

void checkClaims(const TiffClaims& claims)
{
    for (const auto& dimension : claims.pages) {
        check(dimension.extent > 1, "a dimension that is said has more than one entry");
        check(std::string_view("tzyxcb?").contains(dimension.letter), "its letter is one of ours");
    }
    for (const double distance : {claims.x, claims.y, claims.z})
        check(std::isfinite(distance) && distance >= 0, "a distance is none or a sound one");
    for (const auto& name : claims.channelNames)
        check(isPlainText(name), "a name can be shown");
    check(isPlainText(claims.unit), "a unit can be shown");
}

} // namespace

void tryInput(std::span<const std::byte> input)
{
    Taker taker(input);
    const auto samples = taker.number(1);
    const auto text = textOf(taker.rest());
    checkClaims(claimsOf(text, samples));
    checkClaims(claimsOfOme(text, samples));
    checkClaims(claimsOfImageJ(text));
    checkClaims(claimsOfShape(text, 2));
    const auto voxel = bdvVoxelSize(text, "s00");
    check(voxel.perDimension.empty() || areDistances(voxel.perDimension), "distances are sound");
    check(isPlainText(voxel.unit), "their unit can be shown");
    XmlScanner scanner(text);
    while (const auto tag = scanner.next()) {
        check(tag->attributes.size() < text.size(), "a tag lies in the text");
        if (const auto value = tag->attribute("Name"))
            check(value->size() <= tag->attributes.size(), "entities do not grow");
    }
}

} // namespace tessera::fuzz

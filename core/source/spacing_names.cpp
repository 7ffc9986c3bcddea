// SPDX-License-Identifier: MIT
#include "core/source/spacing_names.h"

#include "core/base/lower_case.h"
#include "core/base/plain_text.h"

#include <algorithm>

namespace tessera {

namespace {

struct UnitName {
    std::string_view name; // in lower case
    std::string_view shown;
};

constexpr std::array unitNames{UnitName{"µm", "µm"}, UnitName{"μm", "µm"}, UnitName{"um", "µm"},
    UnitName{"\xB5m", "µm"}, UnitName{"\\u00b5m", "µm"}, UnitName{"micron", "µm"},
    UnitName{"microns", "µm"}, UnitName{"micrometer", "µm"}, UnitName{"micrometers", "µm"},
    UnitName{"micrometre", "µm"}, UnitName{"micrometres", "µm"}, UnitName{"nm", "nm"},
    UnitName{"nanometer", "nm"}, UnitName{"nanometers", "nm"}, UnitName{"nanometre", "nm"},
    UnitName{"nanometres", "nm"}, UnitName{"mm", "mm"}, UnitName{"millimeter", "mm"},
    UnitName{"millimeters", "mm"}, UnitName{"millimetre", "mm"}, UnitName{"millimetres", "mm"},
    UnitName{"cm", "cm"}, UnitName{"centimeter", "cm"}, UnitName{"centimeters", "cm"},
    UnitName{"centimetre", "cm"}, UnitName{"m", "m"}, UnitName{"meter", "m"},
    UnitName{"meters", "m"}, UnitName{"metre", "m"}, UnitName{"metres", "m"}, UnitName{"km", "km"},
    UnitName{"kilometer", "km"}, UnitName{"kilometre", "km"}, UnitName{"pm", "pm"},
    UnitName{"picometer", "pm"}, UnitName{"Å", "Å"}, UnitName{"\u212B", "Å"},
    UnitName{"angstrom", "Å"}, UnitName{"angstroms", "Å"}, UnitName{"px", "px"},
    UnitName{"pixel", "px"}, UnitName{"pixels", "px"}};

} // namespace

std::string lengthUnit(std::string_view unit)
{
    const auto found = std::ranges::find(unitNames, lowerCase(unit), &UnitName::name);
    return found == unitNames.end() ? std::string() : std::string(found->shown);
}

std::string shownUnit(std::string_view unit)
{
    constexpr std::size_t mostBytes = 20;
    auto known = lengthUnit(unit);
    return known.empty() ? toPlainText(unit, mostBytes) : known;
}

} // namespace tessera

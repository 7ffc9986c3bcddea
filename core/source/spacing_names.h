// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace tessera {

// What attributes that tell distances between samples are called, by those who write them.

struct SizeAttribute {
    const char* name;
    std::string_view unit; // that the name tells; empty: it tells none
};

// A number each axis, or one for all; the most exact names first.
inline constexpr std::array sizeAttributes{SizeAttribute{"voxel_size_um", "µm"},
    SizeAttribute{"pixel_size_um", "µm"}, SizeAttribute{"resolution_um", "µm"},
    SizeAttribute{"spacing_um", "µm"}, SizeAttribute{"element_size_nm", "nm"},
    SizeAttribute{"voxel_size_nm", "nm"}, SizeAttribute{"pixel_size_nm", "nm"},
    SizeAttribute{"resolution_nm", "nm"}, SizeAttribute{"voxel_size_mm", "mm"},
    SizeAttribute{"pixel_size_mm", "mm"}, SizeAttribute{"spacing_mm", "mm"},
    SizeAttribute{"resolution", ""}, SizeAttribute{"pixelResolution", ""},
    SizeAttribute{"voxel_size", ""}, SizeAttribute{"voxelSize", ""}, SizeAttribute{"voxelsize", ""},
    SizeAttribute{"VoxelSize", ""}, SizeAttribute{"spacing", ""}, SizeAttribute{"Spacing", ""},
    SizeAttribute{"voxel_spacing", ""}, SizeAttribute{"pixel_spacing", ""},
    SizeAttribute{"pixel_size", ""}, SizeAttribute{"pixelSize", ""}, SizeAttribute{"pixelsize", ""},
    SizeAttribute{"PixelSize", ""}, SizeAttribute{"element_size", ""}};

// One number, of one axis: x, y and z.
using AxisAttributes = std::array<const char*, 3>;
inline constexpr std::array axisAttributes{
    AxisAttributes{"PhysicalSizeX", "PhysicalSizeY", "PhysicalSizeZ"},
    AxisAttributes{"pixel_size_x", "pixel_size_y", "pixel_size_z"},
    AxisAttributes{"voxel_size_x", "voxel_size_y", "voxel_size_z"},
    AxisAttributes{"pixelSizeX", "pixelSizeY", "pixelSizeZ"},
    AxisAttributes{"voxelSizeX", "voxelSizeY", "voxelSizeZ"},
    AxisAttributes{"spacing_x", "spacing_y", "spacing_z"},
    AxisAttributes{"resolution_x", "resolution_y", "resolution_z"},
    AxisAttributes{"x_resolution", "y_resolution", "z_resolution"},
    AxisAttributes{"dx", "dy", "dz"}};

// Units of them. Those that may as well be of the samples come last, and count only where they
// are units of length.
inline constexpr std::array unitAttributes{"axis_units", "resolution_units", "resolution_unit",
    "spacing_units", "spacing_unit", "voxel_size_units", "voxel_size_unit", "pixel_size_units",
    "pixel_size_unit", "voxel_unit", "spatial_unit", "length_unit", "PhysicalSizeXUnit", "units",
    "unit"};

// "µm" for "micron" and the like; others as they are, fit to be shown.
std::string shownUnit(std::string_view unit);

// The same; empty for what is no unit of length, nor "px".
std::string lengthUnit(std::string_view unit);

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_attributes.h"

#include "core/describe/hdf5_values.h"
#include "core/source/names_hints.h"
#include "core/source/spacing_names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostBytes = 1'000'000; // of all together
constexpr int mostSteps = 8; // from the root to the main array

constexpr std::array meaningNames{"axistags", "axes", "axis_order", "dimension_order",
    "DIMENSION_LABELS", "drange", "display_mode", "NX_class", "signal", "auxiliary_signals",
    "interpretation", "default", "MATLAB_class", "MATLAB_dims", "element_size_um", "pixdim",
    "downsamplingFactors", "n5", "CLASS", "INTERLACE_MODE", "multiscales"};

// Of all attributes that mean something.
std::vector<const char*> namesSought()
{
    std::vector<const char*> names(meaningNames.begin(), meaningNames.end());
    names.insert(names.end(), namesAttributes.begin(), namesAttributes.end());
    names.insert(names.end(), unitAttributes.begin(), unitAttributes.end());
    for (const auto& attribute : sizeAttributes)
        names.push_back(attribute.name);
    for (const auto& ofAxes : axisAttributes)
        names.insert(names.end(), ofAxes.begin(), ofAxes.end());
    return names;
}

std::size_t bytesOf(const Hdf5Values& values)
{
    std::size_t bytes = values.numbers.size() * sizeof(double);
    for (const auto& text : values.texts)
        bytes += text.size() + sizeof(std::string);
    return bytes;
}

// Nothing where it is not there, or damaged.
Hdf5Values valuesOf(const Hdf5Guard& guard, const H5::H5Object& object, const std::string& name)
{
    try {
        if (object.attrExists(name))
            return readValues(guard, object.openAttribute(name));
    } catch (const H5::Exception&) {
        return {}; // which says nothing of the rest
    }
    return {};
}

void addAttributes(const Hdf5Guard& guard, const H5::H5Object& object, std::uint32_t above,
    std::vector<AttributeFact>& found, std::size_t& bytes)
{
    for (const char* name : namesSought()) {
        auto values = valuesOf(guard, object, name);
        const auto own = bytesOf(values);
        if (values.isEmpty() || own > mostBytes - bytes)
            continue;
        bytes += own;
        found.push_back({above, name, std::move(values.texts), std::move(values.numbers)});
    }
}

// The last part of the name of what a reference leads to.
std::string nameOf(const H5::H5Object& holder, hobj_ref_t reference)
{
    constexpr std::size_t mostNameBytes = 1000;
    const hid_t object = H5Rdereference2(holder.getId(), H5P_DEFAULT, H5R_OBJECT, &reference);
    if (object < 0)
        return {};
    std::array<char, mostNameBytes> name{};
    const auto length = H5Iget_name(object, name.data(), name.size());
    H5Oclose(object);
    if (length <= 0)
        return {};
    const std::string_view whole(name.data());
    return std::string(whole.substr(whole.rfind('/') + 1));
}

// Of each dimension the first scale, by the references of the attribute.
std::vector<std::string> scaleNames(const H5::DataSet& dataset, const H5::Attribute& attribute)
{
    constexpr hssize_t mostDimensions = 32;
    const auto space = attribute.getSpace();
    const auto count = space.getSimpleExtentNpoints();
    if (attribute.getTypeClass() != H5T_VLEN || count <= 0 || count > mostDimensions
        || attribute.getVarLenType().getSuper().getClass() != H5T_REFERENCE)
        return {};
    const H5::DataType reference(H5::PredType::STD_REF_OBJ);
    const H5::VarLenType type(reference);
    std::vector<hvl_t> lists(static_cast<std::size_t>(count), hvl_t{0, nullptr});
    attribute.read(type, lists.data());
    std::vector<std::string> scales;
    scales.reserve(lists.size());
    for (const hvl_t& list : lists)
        scales.push_back(list.len == 0 || list.p == nullptr
                ? std::string()
                : nameOf(dataset, *static_cast<const hobj_ref_t*>(list.p)));
    H5Dvlen_reclaim(type.getId(), space.getId(), H5P_DEFAULT, lists.data());
    return scales;
}

void addScales(const H5::DataSet& dataset, std::vector<AttributeFact>& found)
{
    constexpr const char* name = "DIMENSION_LIST";
    try {
        if (!dataset.attrExists(name))
            return;
        auto scales = scaleNames(dataset, dataset.openAttribute(name));
        if (std::ranges::any_of(scales, [](const auto& scale) { return !scale.empty(); }))
            found.push_back({0, name, std::move(scales), {}});
    } catch (const H5::Exception&) {
        return; // it says nothing
    }
}

std::string inGroup(const std::string& group, const std::string& name)
{
    if (name.starts_with('/'))
        return name;
    return group == "/" ? group + name : group + "/" + name;
}

} // namespace

std::string readText(
    const Hdf5Guard& guard, const H5::H5Object& object, const std::string& attribute)
{
    auto texts = valuesOf(guard, object, attribute).texts;
    return texts.size() == 1 ? std::move(texts.front()) : std::string();
}

std::vector<AttributeFact> readAttributes(const Hdf5Guard& guard, const H5::H5File& file,
    const H5::DataSet& dataset, const std::string& path)
{
    std::vector<AttributeFact> found;
    std::size_t bytes = 0;
    addAttributes(guard, dataset, 0, found, bytes);
    addScales(dataset, found);
    std::string group = path;
    for (std::uint32_t above = 1; above <= AttributeFact::mostAbove && group.size() > 1; ++above) {
        group.resize(std::max<std::size_t>(group.rfind('/'), 1));
        try {
            addAttributes(guard, file.openGroup(group), above, found, bytes);
        } catch (const H5::Exception&) {
            break; // a damaged one, which hides those above it from nobody but us
        }
    }
    return found;
}

std::string mainArray(const Hdf5Guard& guard, const H5::H5File& file)
try {
    std::string group = "/";
    for (int step = 0; step < mostSteps; ++step) {
        const auto here = file.openGroup(group);
        if (const auto next = readText(guard, here, "default"); !next.empty())
            group = inGroup(group, next);
        else if (const auto signal = readText(guard, here, "signal"); !signal.empty())
            return inGroup(group, signal);
        else
            break;
    }
    return {};
} catch (const H5::Exception&) {
    return {};
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_values.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <functional>
#include <string_view>

namespace tessera {

namespace {

constexpr hssize_t mostValues = 4096;
constexpr std::size_t mostBytes = 1'000'000; // of all texts

using Read = std::function<void(const H5::DataType&, void*)>;

// Gives back the memory that the library allocated for texts of variable length.
class VariableTexts {
public:
    VariableTexts(
        const Read& read, const H5::DataType& type, const H5::DataSpace& space, std::size_t count)
        : m_type(type)
        , m_space(space)
        , m_pointers(count, nullptr)
    {
        read(type, static_cast<void*>(m_pointers.data()));
    }
    VariableTexts(const VariableTexts&) = delete;
    VariableTexts& operator=(const VariableTexts&) = delete;
    ~VariableTexts()
    {
        H5Dvlen_reclaim(
            m_type.getId(), m_space.getId(), H5P_DEFAULT, static_cast<void*>(m_pointers.data()));
    }

    // Nothing where they are too long.
    std::vector<std::string> take() const
    {
        std::vector<std::string> texts;
        texts.reserve(m_pointers.size());
        std::size_t bytes = 0;
        for (const char* text : m_pointers) {
            const auto length = text == nullptr ? 0 : ::strnlen(text, mostBytes + 1);
            bytes += length;
            if (bytes > mostBytes)
                return {};
            texts.emplace_back(text == nullptr ? "" : text, length);
        }
        return texts;
    }

private:
    H5::DataType m_type;
    H5::DataSpace m_space;
    std::vector<char*> m_pointers;
};

std::string unpadded(std::string_view field, H5T_str_t padding)
{
    field = field.substr(0, field.find('\0'));
    if (padding == H5T_STR_SPACEPAD)
        field = field.substr(0, field.find_last_not_of(' ') + 1);
    return std::string(field);
}

std::vector<std::string> fixedTexts(const Read& read, const H5::StrType& type, std::size_t count)
{
    const auto length = type.getSize();
    if (length == 0 || length > mostBytes / count)
        return {};
    std::vector<char> packed(count * length);
    read(type, packed.data());
    std::vector<std::string> texts;
    texts.reserve(count);
    for (std::size_t index = 0; index < count; ++index)
        texts.push_back(unpadded({packed.data() + index * length, length}, type.getStrpad()));
    return texts;
}

Hdf5Values valuesOf(const H5::AbstractDs& object, const H5::DataSpace& space, const Read& read)
{
    const auto kind = space.getSimpleExtentType();
    const auto samples = space.getSimpleExtentNpoints();
    if ((kind != H5S_SCALAR && kind != H5S_SIMPLE) || samples <= 0 || samples > mostValues)
        return {};
    const auto count = static_cast<std::size_t>(samples);
    Hdf5Values values;
    switch (object.getTypeClass()) {
    case H5T_STRING: {
        const auto type = object.getStrType();
        values.texts = type.isVariableStr() ? VariableTexts(read, type, space, count).take()
                                            : fixedTexts(read, type, count);
        break;
    }
    case H5T_INTEGER:
    case H5T_FLOAT:
        values.numbers.resize(count);
        read(H5::PredType::NATIVE_DOUBLE, values.numbers.data());
        break;
    default:
        break;
    }
    return values;
}

// What the library would read past its end, or open another file for.
bool isReadable(const H5::DataSet& dataset)
{
    const auto creation = dataset.getCreatePlist();
    const auto layout = creation.getLayout();
    if (layout == H5D_CHUNKED)
        return true;
    if ((layout != H5D_CONTIGUOUS && layout != H5D_COMPACT) || creation.getExternalCount() > 0)
        return false;
    const auto samples = dataset.getSpace().getSimpleExtentNpoints();
    const auto stored = dataset.getStorageSize();
    return samples > 0 && samples <= mostValues
        && stored >= static_cast<hsize_t>(samples) * dataset.getDataType().getSize();
}

} // namespace

Hdf5Values readValues(const Hdf5Guard& /*guard*/, const H5::Attribute& attribute)
{
    return valuesOf(attribute, attribute.getSpace(),
        [&](const H5::DataType& type, void* target) { attribute.read(type, target); });
}

Hdf5Values readValues(const Hdf5Guard& /*guard*/, const H5::DataSet& dataset)
{
    if (!isReadable(dataset))
        return {};
    return valuesOf(dataset, dataset.getSpace(),
        [&](const H5::DataType& type, void* target) { dataset.read(target, type); });
}

} // namespace tessera

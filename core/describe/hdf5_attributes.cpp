// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_attributes.h"

#include <algorithm>
#include <array>

namespace tessera {

namespace {

constexpr hsize_t maxNames = 4096;
constexpr std::size_t maxNameBytes = 200;
constexpr std::size_t maxFixedBytes = 65'536; // what the library lets an attribute hold at most
constexpr std::size_t maxTextBytes = 1'000'000;

bool isContinuationByte(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Cuts between characters of UTF-8, never inside one.
std::string clipped(std::string text, std::size_t maxBytes)
{
    if (text.size() > maxBytes) {
        while (maxBytes > 0 && isContinuationByte(text[maxBytes]))
            --maxBytes;
        text.resize(maxBytes);
    }
    return text;
}

// Gives back the memory that the library allocated for texts of variable length.
class VariableTexts {
public:
    VariableTexts(const H5::Attribute& attribute, const H5::DataType& type, std::size_t count)
        : m_type(type)
        , m_space(attribute.getSpace())
        , m_pointers(count, nullptr)
    {
        attribute.read(type, static_cast<void*>(m_pointers.data()));
    }
    VariableTexts(const VariableTexts&) = delete;
    VariableTexts& operator=(const VariableTexts&) = delete;
    ~VariableTexts()
    {
        H5Dvlen_reclaim(
            m_type.getId(), m_space.getId(), H5P_DEFAULT, static_cast<void*>(m_pointers.data()));
    }

    std::vector<std::string> clippedTo(std::size_t maxBytes) const
    {
        std::vector<std::string> texts;
        texts.reserve(m_pointers.size());
        for (const char* text : m_pointers)
            texts.push_back(text == nullptr ? std::string() : clipped(text, maxBytes));
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

std::vector<std::string> fixedTexts(const H5::Attribute& attribute, const H5::StrType& type,
    std::size_t count, std::size_t maxBytes)
{
    const auto length = type.getSize();
    if (length == 0 || length > maxFixedBytes || count * length > maxTextBytes)
        return {};
    std::vector<char> packed(count * length);
    attribute.read(type, packed.data());
    std::vector<std::string> texts;
    texts.reserve(count);
    for (std::size_t index = 0; index < count; ++index)
        texts.push_back(clipped(
            unpadded({packed.data() + index * length, length}, type.getStrpad()), maxBytes));
    return texts;
}

std::vector<std::string> readTexts(const H5::Attribute& attribute, std::size_t maxBytes)
{
    if (attribute.getTypeClass() != H5T_STRING)
        return {};
    const auto count = attribute.getSpace().getSimpleExtentNpoints();
    if (count <= 0 || static_cast<hsize_t>(count) > maxNames)
        return {};
    const auto type = attribute.getStrType();
    if (type.isVariableStr())
        return VariableTexts(attribute, type, static_cast<std::size_t>(count)).clippedTo(maxBytes);
    return fixedTexts(attribute, type, static_cast<std::size_t>(count), maxBytes);
}

} // namespace

std::vector<std::string> readClassNames(const Hdf5Guard& /*guard*/, const H5::DataSet& dataset)
{
    for (const char* name : {"class_names", "classes", "labels"}) {
        if (!dataset.attrExists(name))
            continue;
        const auto attribute = dataset.openAttribute(name);
        if (attribute.getSpace().getSimpleExtentNdims() != 1)
            continue;
        if (auto names = readTexts(attribute, maxNameBytes); !names.empty())
            return names;
    }
    return {};
}

std::string readText(
    const Hdf5Guard& /*guard*/, const H5::DataSet& dataset, const std::string& attribute)
{
    if (!dataset.attrExists(attribute))
        return {};
    auto texts = readTexts(dataset.openAttribute(attribute), maxTextBytes);
    return texts.size() == 1 ? std::move(texts.front()) : std::string();
}

} // namespace tessera

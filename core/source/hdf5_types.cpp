// SPDX-License-Identifier: MIT
#include "core/source/hdf5_types.h"

#include <fmt/format.h>

#include <array>

namespace tessera {

namespace {

struct KnownType {
    ElementType element;
    const H5::PredType& little;
    const H5::PredType& big;
};

std::array<KnownType, 4> knownTypes()
{
    return {{{ElementType::UInt8, H5::PredType::STD_U8LE, H5::PredType::STD_U8BE},
        {ElementType::UInt16, H5::PredType::STD_U16LE, H5::PredType::STD_U16BE},
        {ElementType::Float32, H5::PredType::IEEE_F32LE, H5::PredType::IEEE_F32BE},
        {ElementType::Float64, H5::PredType::IEEE_F64LE, H5::PredType::IEEE_F64BE}}};
}

std::string className(H5T_class_t kind)
{
    switch (kind) {
    case H5T_TIME:
        return "time";
    case H5T_STRING:
        return "text";
    case H5T_BITFIELD:
        return "bit field";
    case H5T_OPAQUE:
        return "opaque";
    case H5T_COMPOUND:
        return "compound";
    case H5T_REFERENCE:
        return "reference";
    case H5T_ENUM:
        return "enumeration";
    case H5T_VLEN:
        return "variable-length lists";
    case H5T_ARRAY:
        return "array";
    default:
        return "unknown";
    }
}

std::string describe(const H5::DataSet& dataset, const H5::DataType& type)
{
    const auto kind = type.getClass();
    if (kind == H5T_INTEGER) {
        const auto integer = dataset.getIntType();
        return fmt::format(
            "{}int{}", integer.getSign() == H5T_SGN_NONE ? "u" : "", integer.getPrecision());
    }
    if (kind == H5T_FLOAT)
        return fmt::format("float{}{}", dataset.getFloatType().getPrecision(),
            type.getSize() >= 4 ? " in an unusual bit layout" : "");
    return className(kind);
}

std::string byteOrder(const H5::DataType& type, const KnownType& known)
{
    const bool isNative = type == memoryType(known.element);
    if (isNative || elementSize(known.element) == 1)
        return {};
    return type == known.big ? ", big-endian" : ", little-endian";
}

} // namespace

StoredType storedType(const Hdf5Guard& /*guard*/, const H5::DataSet& dataset)
{
    const auto type = dataset.getDataType();
    for (const auto& known : knownTypes())
        if (type == known.little || type == known.big)
            return {known.element,
                fmt::format("{}{}", elementName(known.element), byteOrder(type, known))};
    return {std::nullopt, describe(dataset, type)};
}

const H5::PredType& memoryType(ElementType element)
{
    switch (element) {
    case ElementType::UInt8:
        return H5::PredType::NATIVE_UINT8;
    case ElementType::UInt16:
        return H5::PredType::NATIVE_UINT16;
    case ElementType::Float16: // no file is opened as such yet
    case ElementType::Float32:
        return H5::PredType::NATIVE_FLOAT;
    case ElementType::Float64:
        break;
    }
    return H5::PredType::NATIVE_DOUBLE;
}

} // namespace tessera

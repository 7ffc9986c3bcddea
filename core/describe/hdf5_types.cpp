// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_types.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstdint>

namespace tessera {

namespace {

constexpr bool isBigEndianMachine = std::endian::native == std::endian::big;
constexpr std::size_t bitsPerByte = 8;

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

// All bits count, and the bytes lie in one of the two usual orders.
std::optional<StoredNumber> plainNumber(const H5::AtomType& type, NumberKind kind)
{
    const auto bytes = type.getSize();
    const bool isUsual = bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
    const auto order = H5Tget_order(type.getId());
    if (!isUsual || type.getPrecision() != bytes * bitsPerByte
        || (order != H5T_ORDER_LE && order != H5T_ORDER_BE))
        return std::nullopt;
    return StoredNumber{kind, static_cast<std::uint8_t>(bytes), order == H5T_ORDER_BE};
}

// The library has no name for IEEE 754 binary16; numpy's has these fields.
bool isHalf(const H5::FloatType& type)
{
    struct Fields {
        std::size_t sign = 0;
        std::size_t exponent = 0;
        std::size_t exponentBits = 0;
        std::size_t fraction = 0;
        std::size_t fractionBits = 0;
        bool operator==(const Fields&) const = default;
    } fields;
    type.getFields(
        fields.sign, fields.exponent, fields.exponentBits, fields.fraction, fields.fractionBits);
    constexpr Fields half{15, 10, 5, 0, 10};
    constexpr std::size_t bias = 15;
    return type.getSize() == 2 && fields == half && type.getEbias() == bias;
}

bool isIeee(const H5::FloatType& type)
{
    return isHalf(type) || type == H5::PredType::IEEE_F32LE || type == H5::PredType::IEEE_F32BE
        || type == H5::PredType::IEEE_F64LE || type == H5::PredType::IEEE_F64BE;
}

StoredType floatType(const H5::FloatType& type)
{
    const auto number = plainNumber(type, NumberKind::Float);
    if (number && isIeee(type))
        return {number, false, storedName(*number)};
    // bfloat16, long double and the like: the library widens or rounds them.
    return {StoredNumber{NumberKind::Float, sizeof(double), isBigEndianMachine}, true,
        fmt::format("float{} in an unusual bit layout", type.getPrecision())};
}

StoredType integerType(const H5::IntType& type)
{
    const bool isSigned = type.getSign() != H5T_SGN_NONE;
    if (const auto number = plainNumber(type, isSigned ? NumberKind::Signed : NumberKind::Unsigned))
        return {number, false, storedName(*number)};
    return {std::nullopt, false,
        fmt::format(
            "{}int{} in {} bytes", isSigned ? "" : "u", type.getPrecision(), type.getSize())};
}

// As h5py writes numpy's bool.
bool isBool(const H5::EnumType& type)
{
    if (type.getSize() != 1 || type.getNmembers() != 2)
        return false;
    std::int8_t no = 0;
    std::int8_t yes = 0;
    type.getMemberValue(0, &no);
    type.getMemberValue(1, &yes);
    return type.nameOf(&no, 8) == "FALSE" && type.nameOf(&yes, 8) == "TRUE" && no == 0 && yes == 1;
}

} // namespace

StoredType storedType(const Hdf5Guard& /*guard*/, const H5::DataSet& dataset)
{
    constexpr StoredNumber boolean{NumberKind::Bool, 1, false};
    const auto kind = dataset.getTypeClass();
    if (kind == H5T_FLOAT)
        return floatType(dataset.getFloatType());
    if (kind == H5T_INTEGER)
        return integerType(dataset.getIntType());
    if (kind == H5T_ENUM && isBool(dataset.getEnumType()))
        return {boolean, false, storedName(boolean)};
    if (kind == H5T_BITFIELD && dataset.getDataType().getSize() == 1) // as PyTables writes bool
        return {boolean, false, storedName(boolean)};
    return {std::nullopt, false, className(kind)};
}

} // namespace tessera

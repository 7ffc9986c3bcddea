// SPDX-License-Identifier: MIT
#include "tests/support/hdf5_array.h"

#include <fmt/format.h>
#include <H5Cpp.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <numeric>

namespace tessera::test {

namespace {

using Sizes = std::vector<hsize_t>;

H5::DataType halfType()
{
    H5::FloatType type(H5::PredType::IEEE_F32LE);
    type.setFields(15, 10, 5, 0, 10);
    type.setSize(2);
    type.setEbias(15);
    return H5::DataType(type.getId());
}

H5::DataType boolType()
{
    H5::EnumType type(H5::PredType::STD_I8LE);
    std::int8_t value = 0;
    type.insert("FALSE", &value);
    value = 1;
    type.insert("TRUE", &value);
    return H5::DataType(type.getId());
}

H5::DataType littleEndian(const std::string& name)
{
    using H5::PredType;
    if (name == "f2")
        return halfType();
    if (name == "bool")
        return boolType();
    if (name == "f10")
        return PredType::NATIVE_LDOUBLE;
    const std::vector<std::pair<std::string, PredType>> types{{"f4", PredType::IEEE_F32LE},
        {"f8", PredType::IEEE_F64LE}, {"u1", PredType::STD_U8LE}, {"u2", PredType::STD_U16LE},
        {"u4", PredType::STD_U32LE}, {"u8", PredType::STD_U64LE}, {"i1", PredType::STD_I8LE},
        {"i2", PredType::STD_I16LE}, {"i4", PredType::STD_I32LE}, {"i8", PredType::STD_I64LE}};
    for (const auto& [known, type] : types)
        if (known == name)
            return type;
    std::cerr << "no type " << name << '\n';
    std::abort();
}

H5::DataType storedType(const Hdf5ArraySpec& spec)
{
    H5::DataType type;
    type.copy(littleEndian(spec.type));
    if (spec.bigEndian && spec.type != "bool")
        H5Tset_order(type.getId(), H5T_ORDER_BE);
    return type;
}

// Few of them equal, all of them exact in float16 and different in every byte of an integer.
double sampleAt(std::uint64_t index, const std::string& type)
{
    std::uint64_t mixed = (index + 1) * 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 29U)) * 0xBF58476D1CE4E5B9ULL;
    const auto hash = static_cast<std::uint32_t>(mixed >> 40U);
    if (type.front() == 'f')
        return static_cast<double>(hash % 1025) / 1024;
    if (type == "bool")
        return hash % 2;
    const int bits = 8 * std::stoi(type.substr(1));
    const double most = std::ldexp(1.0, type.front() == 'i' ? bits - 1 : bits);
    return std::floor(static_cast<double>(hash % 4093) / 4096 * most);
}

void addFilter(const H5::DSetCreatPropList& creation, const std::string& name)
{
    constexpr unsigned szipPixels = 4;
    if (name == "shuffle")
        creation.setShuffle();
    else if (name == "deflate")
        creation.setDeflate(4);
    else if (name == "fletcher32")
        creation.setFletcher32();
    else if (name == "szip")
        creation.setSzip(H5_SZIP_NN_OPTION_MASK, szipPixels);
    else if (name == "nbit")
        creation.setNbit();
    else if (name == "scaleoffset")
        H5Pset_scaleoffset(creation.getId(), H5Z_SO_INT, H5Z_SO_INT_MINBITS_DEFAULT);
}

H5::DSetCreatPropList creationOf(const std::filesystem::path& path, const Hdf5ArraySpec& spec)
{
    H5::DSetCreatPropList creation;
    if (!spec.chunk.empty())
        creation.setChunk(static_cast<int>(spec.chunk.size()),
            Sizes(spec.chunk.begin(), spec.chunk.end()).data());
    for (const auto& filter : spec.filters)
        addFilter(creation, filter);
    if (spec.edgesUnfiltered)
        H5Pset_chunk_opts(creation.getId(), H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS);
    if (spec.isCompact)
        creation.setLayout(H5D_COMPACT);
    if (spec.isExternal)
        creation.setExternal((path.parent_path() / "samples.bin").c_str(), 0, H5F_UNLIMITED);
    if (spec.fill != 0)
        creation.setFillValue(H5::PredType::NATIVE_DOUBLE, &spec.fill);
    return creation;
}

void writeSamples(const H5::DataSet& dataset, const Hdf5ArraySpec& spec)
{
    const auto to = std::min(spec.writtenTo, spec.shape.front());
    if (spec.writtenFrom >= to)
        return;
    Sizes start(spec.shape.size(), 0);
    Sizes count(spec.shape.begin(), spec.shape.end());
    start.front() = spec.writtenFrom;
    count.front() = to - spec.writtenFrom;
    const auto samples =
        std::accumulate(count.begin(), count.end(), hsize_t{1}, std::multiplies<>());
    const auto first = spec.writtenFrom * (samples / count.front());
    std::vector<double> values(samples);
    for (std::size_t index = 0; index < values.size(); ++index)
        values[index] = sampleAt(first + index, spec.type);
    const auto stored = dataset.getSpace();
    stored.selectHyperslab(H5S_SELECT_SET, count.data(), start.data());
    const H5::DataSpace memory(static_cast<int>(count.size()), count.data());
    if (spec.type == "bool") { // the library does not make an enumeration of numbers
        const std::vector<std::int8_t> bools(values.begin(), values.end());
        dataset.write(bools.data(), boolType(), memory, stored);
    } else {
        dataset.write(values.data(), H5::PredType::NATIVE_DOUBLE, memory, stored);
    }
}

void writeAxes(const H5::DataSet& dataset, const std::string& axes)
{
    if (axes.empty())
        return;
    std::string text;
    for (const char axis : axes)
        text += fmt::format(R"({}{{"key": "{}"}})", text.empty() ? "" : ", ", axis);
    text = fmt::format(R"({{"axes": [{}]}})", text);
    const H5::StrType type(H5::PredType::C_S1, text.size());
    dataset.createAttribute("axistags", type, H5::DataSpace(H5S_SCALAR)).write(type, text);
}

double divisorOf(const H5::DataSet& dataset)
{
    if (dataset.getTypeClass() != H5T_INTEGER)
        return 1;
    const auto type = dataset.getIntType();
    const bool isSigned = type.getSign() != H5T_SGN_NONE;
    if (!isSigned && type.getSize() <= 2)
        return 1; // delivered as they are
    const auto bits = static_cast<int>(8 * type.getSize()) - (isSigned ? 1 : 0);
    return bits < 53 ? std::ldexp(1.0, bits) - 1 : std::ldexp(1.0, bits);
}

template <class Work> auto orEnd(const std::filesystem::path& path, Work&& work)
{
    try {
        return work();
    } catch (const H5::Exception& exception) {
        std::cerr << path << ": " << exception.getDetailMsg() << '\n';
        std::abort();
    }
}

} // namespace

void writeHdf5Array(const std::filesystem::path& path, const Hdf5ArraySpec& spec)
{
    orEnd(path, [&] {
        const H5::FileCreatPropList fileCreation;
        if (spec.userBlock > 0)
            fileCreation.setUserblock(spec.userBlock);
        const H5::FileAccPropList access;
        if (spec.isLatest)
            access.setLibverBounds(H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
        H5::H5File file(path.string(), H5F_ACC_TRUNC, fileCreation, access);
        const Sizes extents(spec.shape.begin(), spec.shape.end());
        const Sizes unlimited(extents.size(), H5S_UNLIMITED);
        const H5::DataSpace space(static_cast<int>(extents.size()), extents.data(),
            spec.isUnlimited ? unlimited.data() : nullptr);
        const auto dataset =
            file.createDataSet("probabilities", storedType(spec), space, creationOf(path, spec));
        writeSamples(dataset, spec);
        writeAxes(dataset, spec.axes);
    });
}

std::vector<double> readHdf5Array(const std::filesystem::path& path)
{
    return orEnd(path, [&] {
        const H5::H5File file(path.string(), H5F_ACC_RDONLY);
        const auto dataset = file.openDataSet("probabilities");
        const auto count = static_cast<std::size_t>(dataset.getSpace().getSimpleExtentNpoints());
        if (dataset.getTypeClass() == H5T_ENUM) {
            std::vector<std::int8_t> bools(count);
            dataset.read(bools.data(), boolType());
            std::vector<double> values(count);
            std::ranges::transform(
                bools, values.begin(), [](std::int8_t value) { return value == 0 ? 0.0 : 255.0; });
            return values;
        }
        std::vector<double> values(count);
        dataset.read(values.data(), H5::PredType::NATIVE_DOUBLE);
        const double divisor = divisorOf(dataset);
        for (double& value : values)
            value /= divisor;
        return values;
    });
}

} // namespace tessera::test

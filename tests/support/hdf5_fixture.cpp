// SPDX-License-Identifier: MIT
#include "tests/support/hdf5_fixture.h"

#include <H5Cpp.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace tessera::test {

namespace {

struct StoredTypes {
    H5::DataType memory;
    H5::DataType little;
    H5::DataType big;
};

template <class T> StoredTypes storedTypes();
template <> StoredTypes storedTypes<float>()
{
    return {H5::PredType::NATIVE_FLOAT, H5::PredType::IEEE_F32LE, H5::PredType::IEEE_F32BE};
}
template <> StoredTypes storedTypes<double>()
{
    return {H5::PredType::NATIVE_DOUBLE, H5::PredType::IEEE_F64LE, H5::PredType::IEEE_F64BE};
}
template <> StoredTypes storedTypes<std::uint8_t>()
{
    return {H5::PredType::NATIVE_UINT8, H5::PredType::STD_U8LE, H5::PredType::STD_U8BE};
}
template <> StoredTypes storedTypes<std::uint16_t>()
{
    return {H5::PredType::NATIVE_UINT16, H5::PredType::STD_U16LE, H5::PredType::STD_U16BE};
}
template <> StoredTypes storedTypes<std::int32_t>()
{
    return {H5::PredType::NATIVE_INT32, H5::PredType::STD_I32LE, H5::PredType::STD_I32BE};
}

template <class Work> void orEnd(const std::filesystem::path& path, Work&& work)
{
    try {
        const auto flags = std::filesystem::exists(path) ? H5F_ACC_RDWR : H5F_ACC_EXCL;
        H5::H5File file(path.c_str(), flags);
        work(file);
    } catch (const H5::Exception& exception) {
        std::cerr << "cannot write " << path << ": " << exception.getDetailMsg() << '\n';
        std::abort();
    }
}

std::vector<hsize_t> extents(const std::vector<std::uint64_t>& shape)
{
    return {shape.begin(), shape.end()};
}

template <class T>
void writeDataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const T> samples)
{
    orEnd(path, [&](H5::H5File& file) {
        const H5::LinkCreatPropList links;
        links.setCreateIntermediateGroup(true);
        const H5::DSetCreatPropList creation;
        if (!spec.chunk.empty())
            creation.setChunk(static_cast<int>(spec.chunk.size()), extents(spec.chunk).data());
        if (spec.deflate > 0)
            creation.setDeflate(static_cast<int>(spec.deflate));
        const auto types = storedTypes<T>();
        const H5::DataSpace space(static_cast<int>(spec.shape.size()), extents(spec.shape).data());
        const hid_t id = H5Dcreate2(file.getId(), spec.name.c_str(),
            (spec.bigEndian ? types.big : types.little).getId(), space.getId(), links.getId(),
            creation.getId(), H5P_DEFAULT);
        if (id < 0)
            throw H5::DataSetIException("writeDataset", "H5Dcreate2 failed");
        const H5::DataSet dataset(id);
        H5Idec_ref(id); // the constructor above took a reference of its own
        dataset.write(samples.data(), types.memory);
    });
}

void writeVariable(H5::DataSet& dataset, const std::string& attribute,
    const std::vector<std::string>& texts, const H5::DataSpace& space)
{
    const H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
    std::vector<const char*> pointers;
    pointers.reserve(texts.size());
    for (const auto& text : texts)
        pointers.push_back(text.c_str());
    dataset.createAttribute(attribute, type, space)
        .write(type, static_cast<const void*>(pointers.data()));
}

void writeFixed(H5::DataSet& dataset, const std::string& attribute,
    const std::vector<std::string>& texts, const H5::DataSpace& space)
{
    std::size_t length = 1;
    for (const auto& text : texts)
        length = std::max(length, text.size());
    std::string packed;
    for (const auto& text : texts)
        packed += text + std::string(length - text.size(), '\0');
    H5::StrType type(H5::PredType::C_S1, length);
    type.setStrpad(H5T_STR_NULLPAD);
    dataset.createAttribute(attribute, type, space).write(type, packed.data());
}

} // namespace

void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const float> samples)
{
    writeDataset(path, spec, samples);
}

void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const double> samples)
{
    writeDataset(path, spec, samples);
}

void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const std::uint8_t> samples)
{
    writeDataset(path, spec, samples);
}

void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const std::uint16_t> samples)
{
    writeDataset(path, spec, samples);
}

void writeHdf5Dataset(
    const std::filesystem::path& path, const Hdf5Spec& spec, std::span<const std::int32_t> samples)
{
    writeDataset(path, spec, samples);
}

void writeHdf5Zeros(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::uint64_t>& shape)
{
    orEnd(path, [&](H5::H5File& file) {
        const H5::DSetCreatPropList creation;
        creation.setAllocTime(H5D_ALLOC_TIME_EARLY);
        creation.setFillTime(H5D_FILL_TIME_NEVER);
        file.createDataSet(name, H5::PredType::IEEE_F32LE,
            H5::DataSpace(static_cast<int>(shape.size()), extents(shape).data()), creation);
    });
}

void writeHdf5Texts(const std::filesystem::path& path, const std::string& dataset,
    const std::string& attribute, const std::vector<std::string>& texts, Hdf5Text kind)
{
    orEnd(path, [&](H5::H5File& file) {
        auto target = file.openDataSet(dataset);
        const hsize_t count = texts.size();
        const H5::DataSpace space(1, &count);
        (kind == Hdf5Text::VariableLength ? writeVariable : writeFixed)(
            target, attribute, texts, space);
    });
}

void writeHdf5Text(const std::filesystem::path& path, const std::string& dataset,
    const std::string& attribute, const std::string& text)
{
    orEnd(path, [&](H5::H5File& file) {
        auto target = file.openDataSet(dataset);
        writeVariable(target, attribute, {text}, H5::DataSpace(H5S_SCALAR));
    });
}

void writeHdf5Opaque(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::uint64_t>& shape, std::size_t bytes)
{
    orEnd(path, [&](H5::H5File& file) {
        const H5::DataSpace space(static_cast<int>(shape.size()), extents(shape).data());
        file.createDataSet(name, H5::DataType(H5T_OPAQUE, bytes), space);
    });
}

void writeHdf5SoftLink(
    const std::filesystem::path& path, const std::string& name, const std::string& target)
{
    orEnd(path, [&](H5::H5File& file) { file.link(H5L_TYPE_SOFT, target, name); });
}

} // namespace tessera::test

// SPDX-License-Identifier: MIT
#include "tests/support/hdf5_attributes.h"

#include <H5Cpp.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace tessera::test {

namespace {

template <class Work> void orEnd(const std::filesystem::path& path, Work&& work)
{
    try {
        const H5::H5File file(path.c_str(), H5F_ACC_RDWR);
        work(file);
    } catch (const H5::Exception& exception) {
        std::cerr << "cannot write " << path << ": " << exception.getDetailMsg() << '\n';
        std::abort();
    }
}

H5::Attribute created(const H5::H5File& file, const std::string& object, const std::string& name,
    const H5::DataType& type, const H5::DataSpace& space)
{
    if (object != "/" && file.childObjType(object) == H5O_TYPE_DATASET)
        return file.openDataSet(object).createAttribute(name, type, space);
    return file.openGroup(object).createAttribute(name, type, space);
}

} // namespace

void writeHdf5AttributeText(const std::filesystem::path& path, const std::string& object,
    const std::string& name, const std::string& text)
{
    orEnd(path, [&](const H5::H5File& file) {
        const H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
        created(file, object, name, type, H5::DataSpace(H5S_SCALAR)).write(type, text);
    });
}

void writeHdf5AttributeNumbers(const std::filesystem::path& path, const std::string& object,
    const std::string& name, const std::vector<double>& numbers)
{
    orEnd(path, [&](const H5::H5File& file) {
        const hsize_t count = numbers.size();
        created(file, object, name, H5::PredType::IEEE_F32BE, H5::DataSpace(1, &count))
            .write(H5::PredType::NATIVE_DOUBLE, numbers.data());
    });
}

void writeHdf5Scales(const std::filesystem::path& path, const std::string& dataset,
    const std::vector<std::string>& scales)
{
    orEnd(path, [&](const H5::H5File& file) {
        std::vector<hobj_ref_t> references(scales.size());
        std::vector<hvl_t> lists;
        for (std::size_t index = 0; index < scales.size(); ++index) {
            H5Rcreate(&references[index], file.getId(), scales[index].c_str(), H5R_OBJECT, -1);
            lists.push_back({1, &references[index]});
        }
        const H5::DataType reference(H5::PredType::STD_REF_OBJ);
        const H5::VarLenType type(reference);
        const hsize_t count = lists.size();
        created(file, dataset, "DIMENSION_LIST", type, H5::DataSpace(1, &count))
            .write(type, lists.data());
    });
}

void writeHdf5TextList(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::string>& texts)
{
    orEnd(path, [&](const H5::H5File& file) {
        std::size_t length = 1;
        for (const auto& text : texts)
            length = std::max(length, text.size());
        std::string packed;
        for (const auto& text : texts)
            packed += text + std::string(length - text.size(), '\0');
        H5::StrType type(H5::PredType::C_S1, length);
        type.setStrpad(H5T_STR_NULLPAD);
        const hsize_t count = texts.size();
        file.createDataSet(name, type, H5::DataSpace(1, &count)).write(packed.data(), type);
    });
}

void writeHdf5HardLink(
    const std::filesystem::path& path, const std::string& name, const std::string& target)
{
    orEnd(path, [&](const H5::H5File& file) { file.link(H5L_TYPE_HARD, target, name); });
}

} // namespace tessera::test

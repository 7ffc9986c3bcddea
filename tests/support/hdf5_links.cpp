// SPDX-License-Identifier: MIT
#include "tests/support/hdf5_links.h"

#include <H5Cpp.h>

#include <cstdlib>
#include <iostream>

namespace tessera::test {

namespace {

using Sizes = std::vector<hsize_t>;

void check(std::int64_t status, const char* call)
{
    if (status < 0)
        throw H5::Exception(call, "failed");
}

template <class Work> void orEnd(const std::filesystem::path& path, const Work& work)
{
    try {
        work();
    } catch (const H5::Exception& exception) {
        std::cerr << "cannot write " << path << ": " << exception.getDetailMsg() << '\n';
        std::abort();
    }
}

template <class Work> void inFile(const std::filesystem::path& path, const Work& work)
{
    orEnd(path, [&] {
        const auto flags = std::filesystem::exists(path) ? H5F_ACC_RDWR : H5F_ACC_EXCL;
        const H5::H5File file(path.c_str(), flags);
        work(file);
    });
}

H5::DataSpace spaceOf(const Sizes& extents)
{
    return {static_cast<int>(extents.size()), extents.data()};
}

} // namespace

void writeHdf5ExternalLink(const std::filesystem::path& path, const std::string& name,
    const std::string& otherFile, const std::string& target)
{
    inFile(path, [&](const H5::H5File& file) {
        check(H5Lcreate_external(otherFile.c_str(), target.c_str(), file.getId(), name.c_str(),
                  H5P_DEFAULT, H5P_DEFAULT),
            "H5Lcreate_external");
    });
}

void writeHdf5Virtual(const std::filesystem::path& path, const std::string& name,
    const std::vector<VirtualSource>& sources, const std::vector<std::uint64_t>& rest, float fill)
{
    inFile(path, [&](const H5::H5File& file) {
        Sizes extents{0};
        extents.insert(extents.end(), rest.begin(), rest.end());
        for (const auto& source : sources)
            extents.front() += source.rows;
        const auto whole = spaceOf(extents);
        const H5::DSetCreatPropList creation;
        creation.setFillValue(H5::PredType::NATIVE_FLOAT, &fill);
        Sizes start(extents.size(), 0);
        for (const auto& source : sources) {
            extents.front() = source.rows;
            whole.selectHyperslab(H5S_SELECT_SET, extents.data(), start.data());
            check(H5Pset_virtual(creation.getId(), whole.getId(), source.file.c_str(),
                      source.dataset.c_str(), spaceOf(extents).getId()),
                "H5Pset_virtual");
            start.front() += source.rows;
        }
        whole.selectAll();
        file.createDataSet(name, H5::PredType::IEEE_F32LE, whole, creation);
    });
}

void writeHdf5External(const std::filesystem::path& path, const std::string& name,
    const std::vector<std::uint64_t>& shape, const std::vector<ExternalFile>& files)
{
    inFile(path, [&](const H5::H5File& file) {
        const H5::DSetCreatPropList creation;
        for (const auto& part : files)
            creation.setExternal(part.file.c_str(), static_cast<off_t>(part.offset), part.bytes);
        file.createDataSet(
            name, H5::PredType::IEEE_F32LE, spaceOf({shape.begin(), shape.end()}), creation);
    });
}

void writeHdf5BeingWritten(
    const std::filesystem::path& path, const std::vector<std::uint64_t>& shape, bool isForReaders)
{
    auto working = path;
    working += ".working";
    orEnd(path, [&] {
        const H5::FileAccPropList access;
        access.setLibverBounds(H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
        const H5::H5File file(
            working.c_str(), H5F_ACC_TRUNC, H5::FileCreatPropList::DEFAULT, access);
        const H5::DSetCreatPropList creation;
        creation.setAllocTime(H5D_ALLOC_TIME_EARLY);
        file.createDataSet("probabilities", H5::PredType::IEEE_F32LE,
            spaceOf({shape.begin(), shape.end()}), creation);
        if (isForReaders)
            check(H5Fstart_swmr_write(file.getId()), "H5Fstart_swmr_write");
        check(H5Fflush(file.getId(), H5F_SCOPE_GLOBAL), "H5Fflush");
        std::filesystem::copy_file(
            working, path, std::filesystem::copy_options::overwrite_existing);
    });
    std::filesystem::remove(working);
}

} // namespace tessera::test

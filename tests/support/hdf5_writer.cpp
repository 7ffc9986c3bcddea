// SPDX-License-Identifier: MIT
#include "tests/support/hdf5_writer.h"

#include <H5Cpp.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <numeric>
#include <utility>

namespace tessera::test {

namespace {

using Shape = std::vector<hsize_t>;

H5::FileAccPropList latestFormat()
{
    const H5::FileAccPropList access;
    access.setLibverBounds(H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
    return access;
}

H5::DSetCreatPropList chunksOf(const Shape& shape)
{
    Shape chunk = shape;
    chunk.front() = 1;
    const H5::DSetCreatPropList plan;
    plan.setChunk(static_cast<int>(chunk.size()), chunk.data());
    plan.setDeflate(1);
    return plan;
}

H5::DataSpace growing(const Shape& shape)
{
    const Shape most(shape.size(), H5S_UNLIMITED);
    return {static_cast<int>(shape.size()), shape.data(), most.data()};
}

} // namespace

struct Hdf5Writer::File {
    File(const std::filesystem::path& path, Shape extents)
        : shape(std::move(extents))
        , file(path.string(), H5F_ACC_TRUNC, H5::FileCreatPropList::DEFAULT, latestFormat())
        , dataset(file.createDataSet(
              "probabilities", H5::PredType::IEEE_F32LE, growing(shape), chunksOf(shape)))
    {
    }

    void write(hsize_t firstRow, float value) const
    {
        Shape start(shape.size(), 0);
        Shape count = shape;
        start.front() = firstRow;
        count.front() -= firstRow;
        const auto samples =
            std::accumulate(count.begin(), count.end(), hsize_t{1}, std::multiplies<>());
        const std::vector<float> values(samples, value);
        const H5::DataSpace memory(static_cast<int>(count.size()), count.data());
        const H5::DataSpace target = dataset.getSpace();
        target.selectHyperslab(H5S_SELECT_SET, count.data(), start.data());
        dataset.write(values.data(), H5::PredType::NATIVE_FLOAT, memory, target);
        H5Dflush(dataset.getId());
    }

    Shape shape;
    H5::H5File file;
    H5::DataSet dataset;
};

Hdf5Writer::Hdf5Writer(
    const std::filesystem::path& path, const std::vector<std::uint64_t>& shape, float value)
{
    try {
        m_file = std::make_unique<File>(path, Shape(shape.begin(), shape.end()));
        m_file->write(0, value);
        if (H5Fstart_swmr_write(m_file->file.getId()) < 0)
            throw H5::FileIException("Hdf5Writer", "H5Fstart_swmr_write failed");
    } catch (const H5::Exception& error) {
        std::cerr << "cannot write " << path << ": " << error.getDetailMsg() << '\n';
        std::abort();
    }
}

Hdf5Writer::~Hdf5Writer() = default;

void Hdf5Writer::overwrite(float value)
{
    m_file->write(0, value);
}

void Hdf5Writer::grow(std::uint64_t rows, float value)
{
    const hsize_t before = m_file->shape.front();
    m_file->shape.front() = rows;
    m_file->dataset.extend(m_file->shape.data());
    m_file->write(before, value);
}

} // namespace tessera::test

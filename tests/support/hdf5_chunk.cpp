// SPDX-License-Identifier: MIT
#include "tests/support/hdf5_chunk.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <hdf5.h>
#include <iostream>
#include <random>

namespace tessera::test {

namespace {

template <class Value> Value orEnd(Value value, const char* what)
{
    if (value < 0) {
        std::cerr << "libhdf5 cannot " << what << '\n';
        std::abort();
    }
    return value;
}

class Handle {
public:
    Handle(hid_t id, herr_t (*close)(hid_t), const char* what)
        : m_id(orEnd(id, what))
        , m_close(close)
    {
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { m_close(m_id); }
    operator hid_t() const { return m_id; } // NOLINT(google-explicit-constructor)

private:
    hid_t m_id;
    herr_t (*m_close)(hid_t);
};

std::vector<FilterStep> stepsOf(hid_t creation)
{
    std::vector<FilterStep> steps;
    const int count = orEnd(H5Pget_nfilters(creation), "count filters");
    steps.reserve(static_cast<std::size_t>(count));
    for (int index = 0; index < count; ++index) {
        constexpr std::size_t most = 64;
        std::array<unsigned, most> values{};
        std::array<char, most> name{};
        std::size_t valueCount = values.size();
        unsigned flags = 0;
        const int id = orEnd(H5Pget_filter2(creation, static_cast<unsigned>(index), &flags,
                                 &valueCount, values.data(), name.size() - 1, name.data(), nullptr),
            "tell a filter");
        steps.push_back({id, name.data(), (flags & H5Z_FLAG_OPTIONAL) != 0,
            {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(valueCount)}});
    }
    return steps;
}

StoredChunk readChunk(hid_t dataset, hid_t creation, const std::vector<hsize_t>& offset)
{
    StoredChunk chunk;
    chunk.steps = stepsOf(creation);
    std::vector<hsize_t> extents(offset.size());
    orEnd(H5Pget_chunk(creation, static_cast<int>(extents.size()), extents.data()), "get a shape");
    const Handle type(H5Dget_type(dataset), H5Tclose, "get a type");
    chunk.decodedBytes = H5Tget_size(type);
    for (const hsize_t extent : extents)
        chunk.decodedBytes *= extent;
    hsize_t bytes = 0;
    orEnd(H5Dget_chunk_storage_size(dataset, offset.data(), &bytes), "get a chunk's size");
    chunk.stored.resize(bytes);
    orEnd(
        H5Dread_chunk(dataset, H5P_DEFAULT, offset.data(), &chunk.filterMask, chunk.stored.data()),
        "read a chunk");
    return chunk;
}

void addFilter(hid_t creation, const FilterStep& step)
{
    if (step.id == H5Z_FILTER_SHUFFLE)
        orEnd(H5Pset_shuffle(creation), "shuffle");
    else
        orEnd(H5Pset_filter(creation, step.id,
                  step.isOptional ? H5Z_FLAG_OPTIONAL : H5Z_FLAG_MANDATORY, step.parameters.size(),
                  step.parameters.data()),
            "set a filter");
}

} // namespace

// Closed from the last to the first.
struct ReadByLibhdf5::Dataset {
    Dataset(hsize_t elements, std::size_t width, const std::vector<FilterStep>& steps)
        : file(fileInMemory(), H5Fclose, "make a file")
        , type(H5Tcreate(H5T_OPAQUE, width), H5Tclose, "make a type")
        , dataset(create(elements, steps), H5Dclose, "make a dataset")
    {
    }

    static hid_t fileInMemory()
    {
        const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "make properties");
        constexpr std::size_t growth = 1 << 20;
        orEnd(H5Pset_fapl_core(access, growth, false), "keep a file in memory");
        return H5Fcreate("in memory.h5", H5F_ACC_TRUNC, H5P_DEFAULT, access);
    }
    hid_t create(hsize_t elements, const std::vector<FilterStep>& steps) const
    {
        const Handle space(H5Screate_simple(1, &elements, nullptr), H5Sclose, "make a space");
        const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "make properties");
        orEnd(H5Pset_chunk(creation, 1, &elements), "set a chunk");
        for (const FilterStep& step : steps)
            addFilter(creation, step);
        const Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "make properties");
        orEnd(H5Pset_chunk_cache(access, 0, 0, 0), "keep no chunk");
        return H5Dcreate2(file, "samples", type, space, H5P_DEFAULT, creation, access);
    }

    Handle file;
    Handle type;
    Handle dataset;
};

ReadByLibhdf5::ReadByLibhdf5(
    const std::vector<FilterStep>& steps, const std::vector<std::byte>& samples, std::size_t width)
    : m_dataset(std::make_unique<Dataset>(samples.size() / width, width, steps))
{
    orEnd(H5Dwrite(
              m_dataset->dataset, m_dataset->type, H5S_ALL, H5S_ALL, H5P_DEFAULT, samples.data()),
        "write");
    orEnd(H5Dflush(m_dataset->dataset), "flush");
}

ReadByLibhdf5::~ReadByLibhdf5() = default;

void ReadByLibhdf5::read(std::vector<std::byte>& samples) const
{
    orEnd(
        H5Dread(m_dataset->dataset, m_dataset->type, H5S_ALL, H5S_ALL, H5P_DEFAULT, samples.data()),
        "read");
}

StoredChunk ReadByLibhdf5::chunk() const
{
    const Handle creation(H5Dget_create_plist(m_dataset->dataset), H5Pclose, "get properties");
    return readChunk(m_dataset->dataset, creation, {0});
}

StoredChunk chunkOfLibhdf5(
    const std::vector<FilterStep>& steps, const std::vector<std::byte>& samples, std::size_t width)
{
    return ReadByLibhdf5(steps, samples, width).chunk();
}

std::vector<std::string> datasetsOf(const std::filesystem::path& path)
{
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open a file");
    std::vector<std::string> names;
    const auto note = [](hid_t, const char* name, const H5O_info_t* info, void* found) -> herr_t {
        if (info->type == H5O_TYPE_DATASET)
            static_cast<std::vector<std::string>*>(found)->emplace_back(name);
        return 0;
    };
    orEnd(H5Ovisit2(file, H5_INDEX_NAME, H5_ITER_INC, note, &names, H5O_INFO_BASIC), "look around");
    return names;
}

std::vector<StoredChunk> chunksOf(const std::filesystem::path& path, const std::string& dataset)
{
    const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open a file");
    const Handle opened(H5Dopen2(file, dataset.c_str(), H5P_DEFAULT), H5Dclose, "open a dataset");
    const Handle creation(H5Dget_create_plist(opened), H5Pclose, "get properties");
    const Handle space(H5Dget_space(opened), H5Sclose, "get a space");
    hsize_t count = 0;
    orEnd(H5Dget_num_chunks(opened, space, &count), "count chunks");
    std::vector<StoredChunk> chunks;
    chunks.reserve(count);
    for (hsize_t index = 0; index < count; ++index) {
        std::vector<hsize_t> offset(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        orEnd(H5Dget_chunk_info(opened, space, index, offset.data(), nullptr, nullptr, nullptr),
            "find a chunk");
        chunks.push_back(readChunk(opened, creation, offset));
    }
    return chunks;
}

void invertChunkByte(
    const std::filesystem::path& path, const std::string& dataset, std::uint64_t chunk)
{
    haddr_t address = 0;
    hsize_t bytes = 0;
    {
        const Handle file(
            H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open a file");
        const Handle opened(
            H5Dopen2(file, dataset.c_str(), H5P_DEFAULT), H5Dclose, "open a dataset");
        const Handle space(H5Dget_space(opened), H5Sclose, "get a space");
        std::vector<hsize_t> offset(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
        orEnd(H5Dget_chunk_info(opened, space, chunk, offset.data(), nullptr, &address, &bytes),
            "find a chunk");
    }
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(address + bytes / 2);
    file.seekg(at);
    const char inverted = static_cast<char>(~file.get());
    file.seekp(at);
    file.put(inverted);
    orEnd(file.flush() ? 0 : -1, "invert a byte");
}

std::vector<std::byte> sampleBytes(std::size_t count)
{
    std::mt19937 random(20260731); // NOLINT(*-msc51-cpp): the same in every run
    std::vector<std::byte> bytes(count);
    for (std::size_t index = 0; index < count; ++index) {
        const auto value = random();
        const bool isNew = index < 16 || value % 3 == 0;
        bytes[index] = isNew ? static_cast<std::byte>(value >> 24U) : bytes[index - 16];
    }
    return bytes;
}

} // namespace tessera::test

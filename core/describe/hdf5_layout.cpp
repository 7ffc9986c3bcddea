// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_layout.h"

#include "core/describe/hdf5_filters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tessera {

namespace {

std::vector<std::uint64_t> chunkShape(const H5::DSetCreatPropList& creation)
{
    std::vector<hsize_t> chunk(H5S_MAX_RANK);
    const int rank = creation.getChunk(static_cast<int>(chunk.size()), chunk.data());
    chunk.resize(static_cast<std::size_t>(std::max(rank, 0)));
    return {chunk.begin(), chunk.end()};
}

std::string layoutText(
    const H5::DSetCreatPropList& creation, const std::vector<std::uint64_t>& chunk)
{
    switch (creation.getLayout()) {
    case H5D_COMPACT:
        return "compact";
    case H5D_CONTIGUOUS:
        return creation.getExternalCount() > 0 ? "external files" : "contiguous";
    case H5D_CHUNKED:
        return fmt::format("chunked {}", fmt::join(chunk, "×"));
    case H5D_VIRTUAL:
        return "virtual";
    default:
        return "unknown";
    }
}

Result<> tooFewSamples(const std::string& subject, ByteCount claimed, std::uint64_t held)
{
    return fail(ErrorCode::Malformed,
        fmt::format("{} is damaged: its shape needs {}, but the file holds {} for it; copy or "
                    "write the file again.",
            subject, toText(claimed), toText(ByteCount{held})));
}

// Of the file that holds the dataset, which a link may have led to.
std::uint64_t fileBytes(const H5::DataSet& dataset)
{
    const hid_t file = H5Iget_file_id(dataset.getId());
    hsize_t bytes = 0;
    H5Fget_filesize(file, &bytes);
    H5Idec_ref(file);
    return bytes;
}

Result<> checkContiguous(const H5::DataSet& dataset, ByteCount samples, const std::string& subject)
{
    const std::uint64_t stored = dataset.getStorageSize();
    if (stored > 0 && stored < samples.value) // 0: nothing was written, all is fill value
        return tooFewSamples(subject, samples, stored);
    if (stored > fileBytes(dataset))
        return tooFewSamples(subject, samples, fileBytes(dataset));
    return {};
}

// Either we undo all of them, or the library does: the one to name is best one that neither knows.
const FilterFact* missingFilter(const std::vector<FilterFact>& filters)
{
    const FilterFact* missing = nullptr;
    for (const auto& filter : filters)
        if (!filter.isAvailable && (missing == nullptr || !canDecode({&filter.step, 1})))
            missing = &filter;
    return canDecode(stepsOf(filters)) ? nullptr : missing;
}

} // namespace

Hdf5Layout readLayout(const Hdf5Guard& guard, const H5::DataSet& dataset)
{
    const auto creation = dataset.getCreatePlist();
    Hdf5Layout layout;
    if (creation.getLayout() == H5D_CHUNKED)
        layout.chunk = chunkShape(creation);
    layout.text = layoutText(creation, layout.chunk);
    for (const auto& filter : readFilters(guard, creation))
        layout.text += ", " + filter.step.name;
    return layout;
}

Result<> checkStorage(const Hdf5Guard& guard, const H5::DataSet& dataset, ByteCount samples,
    const std::string& subject)
{
    const auto creation = dataset.getCreatePlist();
    const auto filters = readFilters(guard, creation);
    if (const auto* filter = missingFilter(filters))
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is stored with the HDF5 filter {} ({}), which this computer lacks; "
                        "install its HDF5 plugin, or write the file with gzip.",
                subject, filter->step.name, filter->step.id));
    // libhdf5 1.10 reads compact samples past their end when the shape claims more.
    if (creation.getLayout() == H5D_COMPACT && dataset.getStorageSize() < samples.value)
        return tooFewSamples(subject, samples, dataset.getStorageSize());
    if (creation.getLayout() == H5D_CONTIGUOUS && creation.getExternalCount() == 0)
        return checkContiguous(dataset, samples, subject);
    return {};
}

} // namespace tessera

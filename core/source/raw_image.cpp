// SPDX-License-Identifier: MIT
#include "core/source/raw_image.h"

#include "core/base/lower_case.h"
#include "core/base/path_text.h"
#include "core/base/picture_mark.h"
#include "core/base/plain_text.h"
#include "core/source/companion_image.h"
#include "core/source/file_text.h"
#include "core/source/label_map.h"
#include "core/source/volume_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostFiles = 20;
constexpr std::size_t mostDatasets = 20;
constexpr std::array<std::string_view, 14> volumeEndings{".gz", ".csv", ".txt", ".ome", ".tif",
    ".tiff", ".h5", ".hdf5", ".hdf", ".npy", ".npz", ".nxs", ".nx", ".ilp"};
constexpr std::array<std::string_view, 18> imageEndings{".png", ".PNG", ".tif", ".TIF", ".tiff",
    ".TIFF", ".ome.tif", ".jpg", ".JPG", ".jpeg", ".JPEG", ".h5", ".H5", ".hdf5", ".HDF5", ".hdf",
    ".npy", ".NPY"};
constexpr std::array<std::string_view, 11> meaningProbabilities{"probabilities", "probability",
    "probmaps", "probmap", "probs", "prob", "predictions", "prediction", "preds", "pred",
    "softmax"};

// Without the endings that formats have, of which there may be two: ".ome.tif".
std::string stemOf(std::string name)
{
    for (bool isShorter = true; isShorter;) {
        isShorter = false;
        for (const auto ending : volumeEndings)
            if (name.size() > ending.size() && lowerCase(name).ends_with(ending)) {
                name.resize(name.size() - ending.size());
                isShorter = true;
            }
    }
    return name;
}

// What is before "_Probabilities" and the like; empty where the name does not end so.
std::string imageNameOf(const std::string& stem)
{
    const auto small = lowerCase(stem);
    for (const auto word : meaningProbabilities) {
        if (!small.ends_with(word) || small.size() < word.size() + 2)
            continue;
        const std::size_t separator = small.size() - word.size() - 1;
        if (std::string_view("_- .").contains(small[separator]))
            return stem.substr(0, separator);
    }
    return {};
}

std::vector<std::string> imageNames(const std::filesystem::path& volume)
{
    const auto name = toUtf8(volume.filename());
    const auto stem = stemOf(name);
    std::vector<std::string> names;
    if (auto image = imageNameOf(stem); !image.empty()) {
        names.push_back(image + "_0000");
        names.push_back(std::move(image));
    } else if (lowerCase(name).ends_with(".npz")) { // as nnU-Net names its results
        names.push_back(stem + "_0000");
        names.push_back(stem);
    }
    return names;
}

bool isOwnPicture(const std::filesystem::path& path)
{
    constexpr std::uint64_t headBytes = 256; // the mark stands behind the first two chunks
    const auto head = beginningOf(path, headBytes);
    return head.starts_with("\x89PNG") && head.find(pictureMark) != std::string::npos;
}

// nnU-Net names the classes that it has found after the probabilities: cells.png of cells.npz.
bool isResult(const RawImage& image, const std::filesystem::path& path, const VolumeInfo& volume,
    const std::stop_token& stop)
{
    return stemOf(toUtf8(path.stem())) == stemOf(toUtf8(volume.path.filename()))
        && !image.axes.dimensionOf(Axis::Class) && isLabelMap(*image.array, volume.classes, stop);
}

Error otherExtents(
    const VolumeLocation& image, const std::vector<std::uint64_t>& shape, const VolumeInfo& volume)
{
    const auto slices = volume.zCount > 1 ? fmt::format(", {} slices", volume.zCount) : "";
    const auto of = image.dataset.empty() ? "" : fmt::format("{} in ", toPlainName(image.dataset));
    return {ErrorCode::Unsupported,
        fmt::format("{}{} has the extents {}, but the volume has {} rows and {} columns{}; pick an "
                    "image of the same size.",
            of, shownName(image.path), fmt::join(shape, " × "), volume.plane.rows,
            volume.plane.columns, slices),
        toUtf8(image.path)};
}

// Of a file of several arrays.
Result<RawImage> firstThatFits(VolumeFile& file, const std::filesystem::path& path,
    const std::vector<DatasetEntry>& entries, const VolumeInfo& volume, const std::stop_token& stop)
{
    std::size_t tried = 0;
    for (const DatasetEntry& entry : entries) {
        if (!companionAxes(entry.shape, volume))
            continue;
        auto image = rawImageIn(file, {path, entry.path}, volume, {}, stop);
        if (image || stop.stop_requested() || ++tried == mostDatasets)
            return image;
    }
    return fail(ErrorCode::Unsupported,
        fmt::format("No dataset in {} has the extents of the volume, {} rows and {} columns; pick "
                    "an image of the same size.",
            shownName(path), volume.plane.rows, volume.plane.columns),
        toUtf8(path));
}

} // namespace

std::vector<std::filesystem::path> rawImagesBeside(const std::filesystem::path& volume)
{
    std::vector<std::filesystem::path> found;
    for (const auto& name : imageNames(volume))
        for (const auto ending : imageEndings) {
            auto path = volume.parent_path() / fromUtf8(name + std::string(ending));
            std::error_code ignored;
            if (path != volume && std::filesystem::is_regular_file(path, ignored)
                && found.size() < mostFiles)
                found.push_back(std::move(path));
        }
    return found;
}

Result<RawImage> rawImageIn(VolumeFile& file, const VolumeLocation& image, const VolumeInfo& volume,
    const OpenProgress& progress, const std::stop_token& stop)
{
    auto array = file.open(image.dataset, ArrayUse::Image, progress, stop);
    if (!array)
        return std::unexpected(std::move(array.error()));
    auto guess = companionAxes((*array)->info.shape, volume);
    if (!guess)
        return std::unexpected(otherExtents(image, (*array)->info.shape, volume));
    return RawImage{*std::move(array), std::move(guess->axes)};
}

Result<RawImage> openRawImage(const VolumeLocation& image, const VolumeInfo& volume,
    const OpenLimits& limits, const std::stop_token& stop)
{
    auto file = openVolumeFile(image.path, limits, stop);
    if (!file)
        return std::unexpected(std::move(file.error()));
    if (!image.dataset.empty())
        return rawImageIn(**file, image, volume, {}, stop);
    const auto entries = (*file)->list(stop);
    if (!entries)
        return std::unexpected(entries.error());
    if (entries->empty())
        return rawImageIn(**file, image, volume, {}, stop);
    return firstThatFits(**file, image.path, *entries, volume, stop);
}

std::optional<RawImage> findRawImage(
    const VolumeInfo& volume, const OpenLimits& limits, const std::stop_token& stop)
{
    for (const auto& path : rawImagesBeside(volume.path)) {
        if (stop.stop_requested())
            return std::nullopt;
        if (isOwnPicture(path))
            continue;
        auto image = openRawImage({path, {}}, volume, limits, stop);
        if (image && !isResult(*image, path, volume, stop))
            return *std::move(image);
    }
    return std::nullopt;
}

} // namespace tessera

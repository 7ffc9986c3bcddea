// SPDX-License-Identifier: MIT
#include "core/source/open_source.h"

#include "core/base/path_text.h"
#include "core/source/csv_source.h"
#include "core/source/file_version.h"
#include "core/source/hdf5_volume.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <new>

namespace tessera {

namespace {

constexpr std::string_view separator = "::";
constexpr std::string_view hdf5Signature = "\x89HDF\r\n\x1A\n";
constexpr std::uint64_t firstUserBlock = 512; // HDF5 looks at 0, 512, 1024, 2048 …

enum class Format : std::uint8_t { Hdf5, Csv };

bool isThere(const std::filesystem::path& path)
{
    std::error_code error;
    return std::filesystem::exists(path, error);
}

bool hasSignatureAt(std::ifstream& stream, std::uint64_t offset)
{
    std::array<char, hdf5Signature.size()> bytes{};
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(bytes.data(), bytes.size());
    return stream.good() && std::string_view(bytes.data(), bytes.size()) == hdf5Signature;
}

bool isHdf5(std::ifstream& stream, std::uint64_t size)
{
    if (hasSignatureAt(stream, 0))
        return true;
    for (auto offset = firstUserBlock; offset < size; offset *= 2)
        if (hasSignatureAt(stream, offset))
            return true;
    return false;
}

bool isTextName(const std::filesystem::path& path)
{
    const auto extension = toUtf8(path.extension());
    return extension == ".csv" || extension == ".CSV" || extension == ".txt" || extension == ".TXT";
}

Error unknownFormat(const std::filesystem::path& path, std::uint64_t size)
{
    return {ErrorCode::WrongFormat,
        fmt::format("{} {}; Tessera opens HDF5 files and folders of CSV files (0.csv, 1.csv …).",
            shownName(path), size == 0 ? "is empty" : "is not an HDF5 file"),
        toUtf8(path)};
}

Result<Format> formatOf(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::directory)
        return Format::Csv;
    if (error || !std::filesystem::exists(status))
        return std::unexpected(systemError(
            path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory)));
    if (!std::filesystem::is_regular_file(status)) // opening a pipe would wait for its writer
        return fail(ErrorCode::Unsupported,
            fmt::format("{} is not a regular file; Tessera needs one it can read anywhere in.",
                shownName(path)),
            toUtf8(path));
    const auto version = versionOf(path);
    if (!version)
        return std::unexpected(version.error());
    std::ifstream stream(path, std::ios::binary);
    if (!stream.is_open())
        return std::unexpected(systemError(path, std::error_code(errno, std::generic_category())));
    if (isHdf5(stream, version->bytes))
        return Format::Hdf5;
    if (isTextName(path))
        return Format::Csv;
    return std::unexpected(unknownFormat(path, version->bytes));
}

Result<OpenedVolume> openAny(const VolumeLocation& location, const OpenLimits& limits,
    const OpenProgress& progress, const std::stop_token& stop)
{
    const auto format = formatOf(location.path);
    if (!format)
        return std::unexpected(format.error());
    if (*format == Format::Hdf5)
        return openHdf5Volume(location, limits);
    if (!location.dataset.empty())
        return fail(ErrorCode::BadArgument,
            fmt::format("{} is a CSV volume and has no datasets; leave out ::{}.",
                shownName(location.path), location.dataset),
            toUtf8(location.path));
    auto source = CsvSource::open(location.path, progress, stop);
    if (!source)
        return std::unexpected(source.error());
    return OpenedVolume{std::move(*source), nullptr};
}

} // namespace

VolumeLocation parseLocation(std::string_view text)
{
    const auto whole = fromUtf8(text);
    const auto first = text.find(separator);
    if (first == std::string_view::npos || isThere(whole))
        return {whole, {}};
    // A file's name may hold the separator too: the longest one that exists is meant.
    auto split = first;
    for (auto at = text.rfind(separator); at != first; at = text.rfind(separator, at - 1))
        if (isThere(fromUtf8(text.substr(0, at)))) {
            split = at;
            break;
        }
    return {fromUtf8(text.substr(0, split)), std::string(text.substr(split + separator.size()))};
}

std::string toText(const VolumeLocation& location)
{
    const auto path = toUtf8(location.path);
    return location.dataset.empty() ? path
                                    : fmt::format("{}{}{}", path, separator, location.dataset);
}

Result<OpenedVolume> openVolume(const VolumeLocation& location, const OpenLimits& limits,
    const OpenProgress& progress, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return cancelled();
    try {
        return openAny(location, limits, progress, stop);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory,
            fmt::format("There is not enough memory to open {}; close other programs first.",
                shownName(location.path)),
            toUtf8(location.path));
    }
}

Result<std::vector<DatasetEntry>> listDatasets(const std::filesystem::path& path)
{
    const auto format = formatOf(path);
    if (!format)
        return std::unexpected(format.error());
    if (*format == Format::Csv)
        return std::vector<DatasetEntry>();
    return listHdf5Datasets(path);
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/base/path_text.h"
#include "core/source/file_version.h"
#include "core/source/guide_maker.h"
#include "core/source/guided_volume.h"
#include "core/source/linked_files.h"
#include "core/source/reader_guides.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view hdf5Signature = "\x89HDF\r\n\x1A\n";
constexpr std::uint64_t firstUserBlock = 512; // HDF5 looks at 0, 512, 1024, 2048 …

Result<bool> hasSignatureAt(const PositionedFile& file, std::uint64_t offset)
{
    std::array<std::byte, hdf5Signature.size()> bytes{};
    if (const auto done = file.read(offset, bytes); !done)
        return std::unexpected(done.error());
    return std::ranges::equal(bytes, std::as_bytes(std::span(hdf5Signature)));
}

// Files that it refers to are looked for beside the file itself, not beside a link to it.
Result<std::shared_ptr<const PositionedFile>> underItsTrueName(const PositionedFile& file)
{
    std::error_code error;
    const auto path = std::filesystem::canonical(file.path(), error);
    const int copy = ::fcntl(file.descriptor(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        return std::unexpected(
            systemError(file.path(), std::error_code(errno, std::generic_category())));
    auto named = PositionedFile::adopt(error ? file.path() : path, copy);
    if (!named)
        return std::unexpected(std::move(named.error()));
    return std::make_shared<const PositionedFile>(*std::move(named));
}

} // namespace

Result<bool> isHdf5(const FileStart& start)
{
    if (!start.file)
        return false;
    const std::uint64_t bytes = start.file->size().value;
    for (std::uint64_t offset = 0; offset < bytes && bytes - offset >= hdf5Signature.size();
        offset = offset == 0 ? firstUserBlock : 2 * offset) {
        const auto found = hasSignatureAt(*start.file, offset);
        if (!found || *found)
            return found;
    }
    return false;
}

Result<std::unique_ptr<VolumeFile>> openHdf5File(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& stop)
{
    auto links = std::make_shared<LinkedFiles>(start.file->path(),
        limits.linkedFilesAnywhere ? LinkedFilePolicy::Anywhere : LinkedFilePolicy::OwnFolder);
    auto named = underItsTrueName(*start.file);
    if (!named)
        return std::unexpected(std::move(named.error()));
    const auto guides = limits.guides ? limits.guides : standardGuides();
    auto guide = guides->open(*std::move(named), links, stop);
    if (!guide)
        return std::unexpected(std::move(guide.error()));
    return std::make_unique<GuidedVolumeFile>(
        GuidedFile{start.file, *std::move(guide), std::move(links), limits});
}

} // namespace tessera

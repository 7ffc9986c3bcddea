// SPDX-License-Identifier: MIT
#include "core/source/picture_formats.h"

#include "core/base/path_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view pngSignature = "\x89PNG\r\n\x1A\n";
constexpr std::string_view jpegSignature = "\xFF\xD8\xFF";

bool begins(const FileStart& start, std::string_view signature)
{
    return start.bytes.size() >= signature.size()
        && std::ranges::equal(
            start.bytes.first(signature.size()), std::as_bytes(std::span(signature)));
}

class PictureFile final : public VolumeFile {
public:
    PictureFile(std::shared_ptr<const PositionedFile> file, bool isPng, ByteCount memory)
        : m_file(std::move(file))
        , m_isPng(isPng)
        , m_memory(memory)
    {
    }

    Result<std::vector<DatasetEntry>> list(const std::stop_token& /*stop*/) override
    {
        return std::vector<DatasetEntry>();
    }

    Result<ArrayPtr> open(const std::string& /*dataset*/, ArrayUse use,
        const OpenProgress& /*progress*/, const std::stop_token& /*stop*/) override
    {
        const auto& path = m_file->path();
        if (use == ArrayUse::Probabilities)
            return fail(ErrorCode::Unsupported,
                fmt::format("{} is a picture and holds no class probabilities; open the volume, "
                            "and pick this file as its raw image.",
                    shownName(path)),
                toUtf8(path));
        auto picture = m_isPng ? pngPicture(*m_file) : jpegPicture(*m_file);
        if (!picture)
            return std::unexpected(std::move(picture.error()));
        return openPicture(*std::move(picture), m_file, m_memory);
    }

private:
    std::shared_ptr<const PositionedFile> m_file;
    bool m_isPng;
    ByteCount m_memory;
};

} // namespace

Result<bool> isPicture(const FileStart& start)
{
    return start.file != nullptr && (begins(start, pngSignature) || begins(start, jpegSignature));
}

Result<std::unique_ptr<VolumeFile>> openPictureFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& /*stop*/)
{
    return std::make_unique<PictureFile>(start.file, begins(start, pngSignature), limits.memory);
}

} // namespace tessera

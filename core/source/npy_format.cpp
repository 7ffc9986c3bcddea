// SPDX-License-Identifier: MIT
#include "core/source/npy_format.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/npy_array.h"

#include <fmt/format.h>

#include <utility>

namespace tessera {

namespace {

class NpyFile final : public VolumeFile {
public:
    NpyFile(NpyArray array, std::shared_ptr<const PositionedFile> file, ByteCount memoryLimit)
        : m_array(std::move(array))
        , m_file(std::move(file))
        , m_memoryLimit(memoryLimit)
    {
    }

    Result<std::vector<DatasetEntry>> list(const std::stop_token& /*stop*/) override
    {
        return std::vector<DatasetEntry>();
    }

    Result<ArrayPtr> open(const std::string& dataset, ArrayUse use,
        const OpenProgress& /*progress*/, const std::stop_token& /*stop*/) override
    {
        if (!dataset.empty())
            return fail(ErrorCode::BadArgument,
                fmt::format("{} is an NPY file and holds one array without a name; leave out ::{}.",
                    shownName(m_array.path), toPlainName(dataset)),
                toUtf8(m_array.path));
        const std::uint64_t offset = m_array.header.bytes;
        const ByteCount available{m_file->size().value - offset};
        const auto bytes = npySampleBytes(m_array, available, use);
        if (!bytes)
            return std::unexpected(bytes.error());
        NpyArray array = m_array;
        if (*bytes < available)
            array.warnings.push_back(
                fmt::format("{} holds {} after its first array, which are not shown.",
                    shownName(array.path), toText(available - *bytes)));
        return npyArrayInFile(array, m_file, offset, use, m_memoryLimit);
    }

private:
    NpyArray m_array;
    std::shared_ptr<const PositionedFile> m_file;
    ByteCount m_memoryLimit;
};

} // namespace

Result<bool> isNpy(const FileStart& start)
{
    const auto* const text = reinterpret_cast<const char*>(start.bytes.data());
    return start.file && std::string_view(text, start.bytes.size()).starts_with(npySignature);
}

Result<std::unique_ptr<VolumeFile>> openNpyFile(
    const FileStart& start, const OpenLimits& limits, const std::stop_token& /*stop*/)
{
    NpyArray array{start.path, start.file->version(), {}, {}, {}};
    const auto readStart = [&](std::span<std::byte> target) { return start.file->read(0, target); };
    if (auto read = readNpyHeader(array, start.file->size().value, readStart); !read)
        return std::unexpected(std::move(read.error()));
    return std::make_unique<NpyFile>(std::move(array), start.file, limits.memory);
}

} // namespace tessera

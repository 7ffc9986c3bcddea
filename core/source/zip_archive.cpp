// SPDX-License-Identifier: MIT
#include "core/source/zip_archive.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/zip_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <new>
#include <utility>

namespace tessera {

namespace {

constexpr std::uint64_t mostMembers = 65535;
// The library keeps all of the directory in memory.
constexpr std::uint64_t mostDirectoryBytes = std::uint64_t{16} << 20U;
constexpr std::size_t pieceBytes = std::size_t{1} << 20U; // unpacked between two looks at `advance`
constexpr std::size_t scratchBytes = std::size_t{64} << 10U;

} // namespace

struct ZipArchive::Library {
    explicit Library(ZipInput from)
        : input(std::move(from))
    {
    }

    ZipInput input;
    ZipPtr archive = nullptr;
    std::mutex mutex;
};

// One member while it is unpacked.
class ZipArchive::Stream {
public:
    Stream(const ZipArchive& archive, std::size_t member)
        : m_archive(archive)
        , m_member(member)
        , m_lock(archive.m_library->mutex)
    {
        archive.m_library->input.failure.reset();
        m_stream.reset(zip_fopen_index(archive.m_library->archive.get(), member, 0));
    }

    // As much of `target` as there is; nothing at the end.
    Result<std::size_t> readSome(std::span<std::byte> target)
    {
        zip_error_t* const error = m_stream ? zip_file_get_error(m_stream.get())
                                            : zip_get_error(m_archive.m_library->archive.get());
        const auto got = m_stream ? zip_fread(m_stream.get(), target.data(), target.size()) : -1;
        if (got < 0)
            return std::unexpected(m_archive.failure(m_member, zip_error_code_zip(error)));
        return static_cast<std::size_t>(got);
    }

    Result<> fill(std::span<std::byte> target, const Advance& advance)
    {
        while (!target.empty()) {
            const auto got = readSome(target.first(std::min(target.size(), pieceBytes)));
            if (!got)
                return std::unexpected(got.error());
            if (*got == 0)
                return std::unexpected(m_archive.failure(m_member, ZIP_ER_EOF));
            m_done += *got;
            if (auto goesOn = advance(m_done); !goesOn)
                return goesOn;
            target = target.subspan(*got);
        }
        return {};
    }

    Result<> skip(std::uint64_t bytes, const Advance& advance)
    {
        std::array<std::byte, scratchBytes> scratch{};
        while (bytes > 0) {
            const auto piece = std::min<std::uint64_t>(bytes, scratch.size());
            if (auto done = fill(std::span(scratch).first(piece), advance); !done)
                return done;
            bytes -= piece;
        }
        return {};
    }

    // The library looks at the checksum when it meets the end.
    Result<> meetEnd()
    {
        std::array<std::byte, 1> more{};
        const auto got = readSome(more);
        if (!got)
            return std::unexpected(got.error());
        return *got == 0 ? Result<>() : std::unexpected(m_archive.failure(m_member, ZIP_ER_INCONS));
    }

private:
    const ZipArchive& m_archive;
    std::size_t m_member;
    std::unique_lock<std::mutex> m_lock;
    ZipStreamPtr m_stream;
    std::uint64_t m_done = 0;
};

ZipArchive::ZipArchive(std::shared_ptr<const PositionedFile> file)
    : m_file(std::move(file))
    , m_library(std::make_unique<Library>(ZipInput{m_file}))
{
}

ZipArchive::~ZipArchive() = default;

Result<std::unique_ptr<ZipArchive>> ZipArchive::open(std::shared_ptr<const PositionedFile> file)
{
    std::unique_ptr<ZipArchive> archive(new ZipArchive(std::move(file)));
    auto read = archive->readDirectory();
    if (!read)
        return std::unexpected(std::move(read.error()));
    return archive;
}

Result<> ZipArchive::readDirectory()
{
    const auto directory = findZipDirectory(*m_file);
    if (!directory)
        return std::unexpected(directory.error());
    m_directory = *directory;
    if (m_directory.entries > mostMembers || m_directory.bytes > mostDirectoryBytes)
        return fail(ErrorCode::TooLarge,
            fmt::format("{} holds {} members; Tessera opens ZIP files of up to {}.",
                shownName(m_file->path()), m_directory.entries, mostMembers),
            toUtf8(m_file->path()));
    int code = 0;
    m_library->archive = openZip(m_library->input, code);
    if (!m_library->archive) {
        if (code == ZIP_ER_MEMORY)
            throw std::bad_alloc();
        return std::unexpected(m_library->input.failure.value_or(damagedZip(*m_file)));
    }
    const auto count = zip_get_num_entries(m_library->archive.get(), 0);
    m_members.reserve(static_cast<std::size_t>(count));
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
        zip_stat_t stat{};
        if (zip_stat_index(m_library->archive.get(), index, ZIP_FL_ENC_RAW, &stat) != 0)
            return std::unexpected(damagedZip(*m_file));
        m_members.push_back({stat.name != nullptr ? stat.name : "", stat.size, stat.comp_size,
            stat.comp_method, stat.encryption_method != ZIP_EM_NONE});
    }
    return {};
}

Error ZipArchive::failure(std::size_t member, int code) const
{
    if (code == ZIP_ER_MEMORY)
        throw std::bad_alloc();
    if (m_library->input.failure)
        return *m_library->input.failure;
    const auto name = toPlainName(m_members[member].name);
    if (code == ZIP_ER_CRC)
        return {ErrorCode::Malformed,
            fmt::format("{} in {} is damaged: it does not match its checksum (CRC); copy or write "
                        "it again.",
                name, shownName(m_file->path())),
            toUtf8(m_file->path())};
    return {ErrorCode::Malformed,
        fmt::format("{} in {} is damaged and cannot be unpacked; copy or write it again.", name,
            shownName(m_file->path())),
        toUtf8(m_file->path())};
}

Result<> ZipArchive::readStart(std::size_t member, std::span<std::byte> target) const
{
    return Stream(*this, member).fill(target, [](std::uint64_t) { return Result<>(); });
}

Result<> ZipArchive::unpack(std::size_t member, std::uint64_t skipped, std::span<std::byte> target,
    const Advance& advance) const
{
    Stream stream(*this, member);
    auto done = stream.skip(skipped, advance);
    if (done)
        done = stream.fill(target, advance);
    return done ? stream.meetEnd() : done;
}

Result<> ZipArchive::verify(std::size_t member, const Advance& advance) const
{
    return unpack(member, m_members[member].bytes, {}, advance);
}

Result<std::uint64_t> ZipArchive::placeOf(std::size_t member) const
{
    const ZipMember& wanted = m_members[member];
    return placeInZip(*m_file, m_directory, {member, wanted.name, wanted.bytes});
}

} // namespace tessera

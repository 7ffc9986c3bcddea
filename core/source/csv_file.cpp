// SPDX-License-Identifier: MIT
#include "core/source/csv_file.h"

#include "core/base/path_text.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <new>
#include <utility>

namespace tessera {

Result<std::unique_ptr<const CsvFile>> CsvFile::open(
    const std::filesystem::path& path, bool keepOpen, std::size_t maxPlaces, const CsvPlace& start)
{
    auto file = PositionedFile::open(path);
    if (!file)
        return std::unexpected(std::move(file.error()));
    const auto head = readCsvHead(*file, start);
    if (!head)
        return std::unexpected(head.error());
    return std::make_unique<const CsvFile>(*std::move(file), keepOpen, *head, maxPlaces, start);
}

CsvFile::CsvFile(
    PositionedFile file, bool keepOpen, CsvHead head, std::size_t maxPlaces, const CsvPlace& start)
    : m_path(file.path())
    , m_version(file.version())
    , m_head(head)
    , m_maxPlaces(maxPlaces)
    , m_start(start)
{
    if (keepOpen)
        m_file = std::move(file);
}

std::optional<std::uint64_t> CsvFile::rows() const
{
    if (const CsvRowIndex* const index = m_index.load(std::memory_order_acquire))
        return index->rows();
    return m_head.stride ? std::optional(m_head.stride->rows) : std::nullopt;
}

Result<> CsvFile::makeIndex(
    const std::function<void(ByteCount)>& advance, const std::stop_token& stop) const
{
    {
        std::unique_lock lock(m_mutex);
        m_indexEnded.wait(lock, stop, [this] { return !m_isIndexing; });
        if (m_ownIndex)
            return {};
        if (stop.stop_requested())
            return cancelled();
        m_isIndexing = true;
    }
    auto index = indexed(advance, stop);
    if (!index) {
        endIndexing(nullptr);
        return std::unexpected(std::move(index.error()));
    }
    endIndexing(std::make_unique<const CsvRowIndex>(*std::move(index)));
    return {};
}

// Whoever waits has the index now, or goes on where this one was stopped.
void CsvFile::endIndexing(std::unique_ptr<const CsvRowIndex> index) const
{
    {
        const std::lock_guard lock(m_mutex);
        m_isIndexing = false;
        m_ownIndex = std::move(index);
        m_index.store(m_ownIndex.get(), std::memory_order_release);
    }
    m_indexEnded.notify_all();
}

// Calls `use` with the file, which is opened for it where it is not held open.
template <class Use> auto CsvFile::withFile(const Use& use) const
{
    using Used = decltype(use(*m_file));
    if (m_file)
        return use(*m_file);
    const auto file = PositionedFile::open(m_path);
    if (!file)
        return Used(std::unexpected(file.error()));
    // Of what another file has in those places nothing is known.
    if (file->version() != m_version)
        return Used(std::unexpected(
            explained({ErrorCode::Malformed, {}, {}}, m_path, m_version, file->version())));
    return use(*file);
}

// Lets nothing be thrown, so that nobody waits for an index that never comes.
Result<CsvRowIndex> CsvFile::indexed(
    const std::function<void(ByteCount)>& advance, const std::stop_token& stop) const
{
    const auto goOn = [&](ByteCount bytes) -> Result<> {
        if (stop.stop_requested())
            return cancelled();
        advance(bytes);
        return {};
    };
    try {
        return withFile([&](const PositionedFile& file) {
            return indexCsvRows(file, m_maxPlaces, goOn, m_start);
        });
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory,
            fmt::format("There is not enough memory to look for the rows of {}; close other "
                        "programs first.",
                shownName(m_path)),
            toUtf8(m_path));
    }
}

Result<> CsvFile::read(const CsvRegion& region, std::span<double> target, std::span<char> text,
    const std::stop_token& stop) const
{
    auto done = withFile(
        [&](const PositionedFile& file) { return readFrom(file, region, target, text, stop); });
    if (done)
        return done;
    return std::unexpected(
        explained(std::move(done.error()), m_path, m_version, versionOf(m_path)));
}

Result<> CsvFile::readFrom(const PositionedFile& file, const CsvRegion& region,
    std::span<double> target, std::span<char> text, const std::stop_token& stop) const
{
    CsvRows rows(file, m_head.form, text);
    if (m_head.stride && m_index.load(std::memory_order_acquire) == nullptr) {
        const auto isRight = rows.read(region, *m_head.stride, target, stop);
        if (!isRight)
            return std::unexpected(isRight.error());
        if (*isRight)
            return {};
        if (auto made = makeIndex([](ByteCount) { }, stop); !made)
            return made;
    }
    const CsvRowIndex* const index = m_index.load(std::memory_order_acquire);
    if (m_head.stride && m_head.stride->rows != index->rows())
        return otherwiseThanClaimed(*index);
    return CsvRows(file, m_head.form, text).read(region, *index, target, stop);
}

std::unexpected<Error> CsvFile::otherwiseThanClaimed(const CsvRowIndex& index) const
{
    return fail(ErrorCode::Malformed,
        fmt::format("{} has {} rows, not {} as its first line and its size say: line {} is not as "
                    "long as those before it; if another program has just written the file, open "
                    "it again.",
            shownName(m_path), index.rows(), m_head.stride->rows, index.irregularLine()),
        toUtf8(m_path));
}

} // namespace tessera

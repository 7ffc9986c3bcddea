// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/csv_head.h"
#include "core/source/csv_rows.h"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>

namespace tessera {

// One text file of numbers, of which only what is wanted is read.
// Threads: every member by any number at once; they share the index and nothing else.
class CsvFile {
public:
    // Reads the first lines. `keepOpen` false: the file is opened again for each read.
    // `maxPlaces` bounds the index, 24 bytes each. What stands before `start` is no row.
    static Result<std::unique_ptr<const CsvFile>> open(const std::filesystem::path& path,
        bool keepOpen, std::size_t maxPlaces, const CsvPlace& start = {});

    CsvFile(PositionedFile file, bool keepOpen, CsvHead head, std::size_t maxPlaces,
        const CsvPlace& start);

    const std::filesystem::path& path() const { return m_path; }
    const FileVersion& version() const { return m_version; } // when it was opened
    ByteCount size() const { return {m_version.bytes}; }
    std::uint64_t columns() const { return m_head.form.columns; }
    // Without a pass over the file where all lines seem equally long: then a claim, which every
    // read checks where it looks. Empty until makeIndex() was called otherwise.
    std::optional<std::uint64_t> rows() const;

    // Goes over the file once, whoever asks: others wait for the one that does. `advance` is told
    // of pieces read. Errors: Cancelled, Unreadable.
    Result<> makeIndex(
        const std::function<void(ByteCount)>& advance, const std::stop_token& stop) const;

    // `target` gets the values row after row; `text` is room for what is read meanwhile.
    // Errors: Malformed with file, line and column; Unreadable; Cancelled.
    Result<> read(const CsvRegion& region, std::span<double> target, std::span<char> text,
        const std::stop_token& stop) const;

private:
    template <class Use> auto withFile(const Use& use) const;
    Result<CsvRowIndex> indexed(
        const std::function<void(ByteCount)>& advance, const std::stop_token& stop) const;
    void endIndexing(std::unique_ptr<const CsvRowIndex> index) const; // null where there is none
    Result<> readFrom(const PositionedFile& file, const CsvRegion& region, std::span<double> target,
        std::span<char> text, const std::stop_token& stop) const;
    std::unexpected<Error> otherwiseThanClaimed(const CsvRowIndex& index) const;

    std::filesystem::path m_path;
    FileVersion m_version; // when it was opened
    std::optional<PositionedFile> m_file; // empty where it is opened for each read
    CsvHead m_head;
    std::size_t m_maxPlaces;
    CsvPlace m_start;

    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_indexEnded;
    mutable bool m_isIndexing = false; // guarded by m_mutex
    mutable std::unique_ptr<const CsvRowIndex> m_ownIndex; // guarded by m_mutex, set once
    mutable std::atomic<const CsvRowIndex*> m_index = nullptr; // the same, for readers
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/levels/cell_archive.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace tessera {

constexpr ByteCount usualLevelLimit = megabytes(2000);

struct LevelArchiveOptions {
    std::filesystem::path folder; // made when first needed; empty: nothing is kept
    ByteCount limit = usualLevelLimit; // on the disk, of all planes together; 0: nothing is kept
    // Told once, in a line, when cells cannot be kept (full disk, read-only folder …); by any
    // thread that saves. Nothing is written from then on, until clear(). May be empty.
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTNEXTLINE(readability-redundant-member-init)
    std::function<void(const std::string&)> log = {};
};

// The disk cache of cells: one small checked file a cell, which appears whole. What is damaged, cut
// short or of another version is no cell, and is removed. Cells not used for longest go first when
// there are too many. Several programs may use one folder at once; each may then be above the
// limit by a sixteenth. Threads: every member may be called from any thread; all of them touch the
// disk.
class LevelArchive : public CellArchive {
public:
    static std::shared_ptr<LevelArchive> create(LevelArchiveOptions options);

    CellPtr load(const std::string& plane, const CellPosition& position, PlaneShape shape,
        std::int64_t classes) override;
    void save(
        const std::string& plane, const CellPosition& position, const MeanCell& cell) override;
    bool holds(const std::string& plane, const CellPosition& position) override;

    const std::filesystem::path& folder() const { return m_folder; }
    ByteCount limit() const { return {m_limit.load()}; }
    void setLimit(ByteCount limit); // the next save() removes what is too much
    bool isWriting() const { return limit().value > 0 && !m_hasFailed.load(); }

    ByteCount held() const; // by all programs and planes; looks at every file
    void clear(); // of all planes; a cell that is being saved may stay

private:
    explicit LevelArchive(LevelArchiveOptions options);
    std::filesystem::path pathOf(const std::string& plane, const CellPosition& position) const;
    bool isOn() const { return !m_folder.empty() && limit().value > 0; }
    void makeRoom(ByteCount bytes);
    Result<void> write(
        const std::string& plane, const CellPosition& position, const MeanCell& cell) const;
    void stopWriting(const Error& error);

    const std::filesystem::path m_folder;
    const std::function<void(const std::string&)> m_log;
    std::atomic<std::uint64_t> m_limit;
    std::atomic<bool> m_hasFailed = false;
    std::atomic<int> m_lost = 0; // saves that found no folder, one after the other
    std::mutex m_upkeep; // held while the folder is looked through, by one at a time
    std::atomic<std::int64_t> m_bytesToScan = 0; // to be written before it is looked through again
};

} // namespace tessera

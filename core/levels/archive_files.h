// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/levels/mean_cell.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// As the system names it.
struct stat; // NOLINT(readability-identifier-naming)

namespace tessera {

// The names and the upkeep of the disk cache: a folder for each plane, in it a file for each cell.
// What has another name was not made by it and is never removed. Threads: any; several programs
// may do this to the same folder at once, what vanishes meanwhile is passed over.

std::string planeFolderName(std::string_view plane); // 32 hexadecimal digits
std::string cellFileName(const CellPosition& position); // "level-row-column.cell"

// What a file of so many bytes takes: disks give whole blocks.
ByteCount onDisk(std::uint64_t bytes);

// A file of the cache.
struct ArchiveFile {
    std::filesystem::path path;
    ByteCount bytes; // that it takes on the disk
    std::filesystem::file_time_type usedAt;
    int level = 0;
};

// All cells, and temporary files of programs that ended before they were complete.
std::vector<ArchiveFile> archiveFiles(const std::filesystem::path& folder);
ByteCount bytesOf(const std::vector<ArchiveFile>& files);

// Notes that a cell was used, now and then: its time of change says when.
void markUsed(int descriptor, const struct stat& status);

// Removes cells until the rest takes no more than `most`: those not used for longest first, among
// those last used in the same hour the finest level. How much is left.
ByteCount removeLeastUsed(std::vector<ArchiveFile> files, ByteCount most);

// Folders of planes that hold nothing any more.
void removeEmptyPlanes(const std::filesystem::path& folder);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/volume_source.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace tessera {

enum class FileChange : std::uint8_t {
    Changed, // written to: size or time differ
    Replaced, // another file has its name
    Deleted, // there is none of its name
    Unreadable, // the system does not hand it over any more
    Returned, // it is there again, as it was when it was opened
};

struct FileNews {
    FileChange change = FileChange::Changed;
    Error error; // of Deleted and Unreadable

    // Whether opening it again may show something else.
    bool isWorthReading() const
    {
        return change == FileChange::Changed || change == FileChange::Replaced;
    }
};

// The files of a volume: one, or those of the classes where it is a folder of text files.
// Errors: NotFound, NoPermission … Threads: any; asks the disk.
Result<std::vector<std::filesystem::path>> filesOfVolume(const std::filesystem::path& path);

// Compares a volume's files with their state when they were opened, as often as it is asked; tells
// each piece of news once. Threads: one at a time; look() asks the disk and may wait for it.
class FileWatch {
public:
    explicit FileWatch(const VolumeInfo& info);

    std::optional<FileNews> look(); // empty: nothing new since the last look

private:
    FileNews newsOf(const Result<FileVersion>& now) const;

    std::filesystem::path m_path;
    FileVersion m_opened;
    Result<FileVersion> m_last; // what the latest look found
};

} // namespace tessera

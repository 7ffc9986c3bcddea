// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace tessera {

// A file that appears under its name only when it is whole: written under a temporary name in the
// same folder, renamed by commit(), removed when destroyed before that. A symbolic link stays one:
// what it points at is replaced. A replaced file keeps its permissions. What is not a regular file
// (a folder, a device, a pipe) is refused.
// Errors: NotFound (no such folder), NoPermission, BadArgument (not a file), WriteFailed.
// Threads: one at a time, but for writeAt(), which several may call for different places.
class PartialFile {
public:
    // OnDisk waits until the bytes are there, for what cannot be made again; a picture can, and
    // waiting for the disk costs more than making it.
    enum class Safety : std::uint8_t { OnDisk, WithTheSystem };

    static Result<PartialFile> create(const std::filesystem::path& target);
    PartialFile(PartialFile&& other) noexcept;
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(PartialFile&&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;
    ~PartialFile();

    std::FILE* stream() { return m_stream.get(); } // null once committed
    Result<void> write(std::span<const std::byte> bytes);

    // For files whose size is known, in place of write(): sets room aside, so that a full disk is
    // noticed at once (nothing where the system cannot), and writes at a place of one's own.
    Result<void> reserve(std::uint64_t bytes);
    Result<void> writeAt(std::uint64_t offset, std::span<const std::byte> bytes) const;

    // Flushes, closes and renames; the target is replaced at once.
    Result<void> commit(Safety safety = Safety::OnDisk);

private:
    struct Close {
        void operator()(std::FILE* stream) const { std::fclose(stream); }
    };
    PartialFile(std::filesystem::path target, std::filesystem::path temporary, std::FILE* stream);

    std::filesystem::path m_target;
    std::filesystem::path m_temporary; // empty once committed or moved from
    std::unique_ptr<std::FILE, Close> m_stream;
};

// Writes `text` in one go, the same careful way.
Result<void> writeWholeFile(const std::filesystem::path& target, std::string_view text);

} // namespace tessera

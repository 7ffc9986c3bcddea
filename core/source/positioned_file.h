// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/base/owned_descriptor.h"
#include "core/source/volume_source.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace tessera {

// A file open for reading anywhere in it. What another program does to it meanwhile ends in an
// error, never in a signal.
// Threads: size() and read() by any number at once; there is no current position to share.
class PositionedFile {
public:
    // Errors: NotFound, NoPermission, Unreadable; Unsupported for what is no regular file.
    static Result<PositionedFile> open(const std::filesystem::path& path);

    // Of what is open already; `descriptor` is this object's from now on, also after an error.
    static Result<PositionedFile> adopt(const std::filesystem::path& path, int descriptor);
    // Of what another process opened and knows the version of; the system is not asked for it.
    static PositionedFile handedOver(
        std::filesystem::path path, OwnedDescriptor descriptor, const FileVersion& version);

    PositionedFile(PositionedFile&& other) noexcept;
    PositionedFile& operator=(PositionedFile&& other) noexcept;
    PositionedFile(const PositionedFile&) = delete;
    PositionedFile& operator=(const PositionedFile&) = delete;
    ~PositionedFile();

    const std::filesystem::path& path() const { return m_path; }
    ByteCount size() const { return {m_version.bytes}; } // when it was opened
    const FileVersion& version() const { return m_version; } // the same
    ByteCount sizeNow() const; // asks the system; nothing where it will not tell
    int descriptor() const { return m_descriptor; } // the system's; stays this object's

    // Fills all of `target` with the bytes from `offset` on.
    // Errors: Unreadable; Malformed where the file ends before that. Where the file has changed
    // since it was opened they say so.
    Result<> read(std::uint64_t offset, std::span<std::byte> target) const;

private:
    PositionedFile(std::filesystem::path path, int descriptor);
    Result<> readAll(std::uint64_t offset, std::span<std::byte> target) const;

    std::filesystem::path m_path;
    int m_descriptor = -1; // of the system; -1 in what was moved away
    FileVersion m_version;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"
#include "core/source/zip_directory.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// What the directory of a ZIP file says of one of its members.
struct ZipMember {
    std::string name; // as the file has it: any bytes
    std::uint64_t bytes = 0; // unpacked
    std::uint64_t storedBytes = 0;
    unsigned method = 0; // the format's number of it
    bool isEncrypted = false;

    static constexpr unsigned stored = 0;
    static constexpr unsigned deflated = 8;
};

// A ZIP file, open for reading. Members are known by their place in members().
// Threads: every member may be called from any thread; those that read wait for each other.
class ZipArchive {
public:
    // Errors: Malformed, Unsupported; TooLarge where there are very many members.
    static Result<std::unique_ptr<ZipArchive>> open(std::shared_ptr<const PositionedFile> file);
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;
    ~ZipArchive();

    const std::vector<ZipMember>& members() const { return m_members; }
    const std::shared_ptr<const PositionedFile>& file() const { return m_file; }

    // Fills `target` with the first bytes of the member, unpacked. Errors: Malformed …
    Result<> readStart(std::size_t member, std::span<std::byte> target) const;

    // Told how many bytes are unpacked; what it fails with ends the unpacking.
    using Advance = std::function<Result<>(std::uint64_t bytes)>;
    // Unpacks the member: leaves out `skipped` bytes, fills `target`, and there must be no more.
    // The whole must match the member's checksum.
    Result<> unpack(std::size_t member, std::uint64_t skipped, std::span<std::byte> target,
        const Advance& advance) const;
    // The same without keeping anything of it.
    Result<> verify(std::size_t member, const Advance& advance) const;

    // Where the bytes of a stored member lie in the file.
    Result<std::uint64_t> placeOf(std::size_t member) const;

private:
    struct Library;
    class Stream;

    explicit ZipArchive(std::shared_ptr<const PositionedFile> file);
    Result<> readDirectory();
    Error failure(std::size_t member, int code) const;

    std::shared_ptr<const PositionedFile> m_file;
    std::unique_ptr<Library> m_library; // one thread at a time
    ZipDirectory m_directory;
    std::vector<ZipMember> m_members;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct tiff; // libtiff's own

namespace tessera {

// A TIFF file open in libtiff, which reads through positioned reads, maps nothing, writes nothing
// and says what is wrong to this object only.
// Threads: one thread at a time; several handles of one file do not disturb each other.
class TiffHandle {
public:
    // The first directory is read. `memory` is the most that libtiff may allocate at once.
    // Errors: Malformed, Unreadable. Throws std::bad_alloc.
    static Result<std::unique_ptr<TiffHandle>> open(
        const std::shared_ptr<const PositionedFile>& file, ByteCount memory);
    TiffHandle(const TiffHandle&) = delete;
    TiffHandle& operator=(const TiffHandle&) = delete;
    ~TiffHandle();

    ::tiff* get() const { return m_tiff; } // for calls of libtiff
    const std::filesystem::path& path() const;
    ByteCount fileBytes() const;

    // Makes the directory at that place of the file the one that is read from.
    Result<> goTo(std::uint64_t directory);

    // What failed, with libtiff's reason where it gave one: "x.tif cannot be read as TIFF
    // (reason); remedy". `what` follows the file's name.
    Error error(std::string_view what, std::string_view remedy) const;

private:
    struct Client;
    explicit TiffHandle(std::unique_ptr<Client> client);

    std::unique_ptr<Client> m_client; // outlives m_tiff
    ::tiff* m_tiff = nullptr;
    std::uint64_t m_directory = 0; // where goTo() went; 0: nowhere yet
};

} // namespace tessera

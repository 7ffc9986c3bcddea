// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/aligned_buffer.h"
#include "core/base/error.h"
#include "core/source/gzip_inflater.h"
#include "core/source/positioned_file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace tessera {

// Whether the file begins as gzip data do.
Result<bool> isGzipFile(const PositionedFile& file);

// The bytes of a file from its start on, unpacked where it is a gzip file. May throw
// std::bad_alloc.
// Threads: one.
class TextStream {
public:
    // Errors: those of reading.
    static Result<TextStream> begin(std::shared_ptr<const PositionedFile> file);

    // Tells how many bytes it brought; fewer than `target` has room for only at the end.
    // Errors: Unreadable; Malformed where gzip data are damaged or end too soon.
    Result<std::size_t> read(std::span<char> target);

    const PositionedFile& file() const { return *m_file; }
    bool isPacked() const { return m_inflater.has_value(); }
    ByteCount taken() const { return {m_offset}; } // of the file

private:
    TextStream(std::shared_ptr<const PositionedFile> file, bool isPacked);
    Result<> loadPacked();
    Result<std::size_t> inflated(std::span<std::byte> target);

    std::shared_ptr<const PositionedFile> m_file;
    std::optional<GzipInflater> m_inflater;
    AlignedBuffer m_packed; // what was read and is not unpacked yet
    std::size_t m_held = 0;
    std::size_t m_used = 0;
    std::uint64_t m_offset = 0; // of the file, where the next read begins
    bool m_isEnded = false;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tessera {

// A walk through a text file in a small buffer: what is looked at begins at position().
// Threads: one.
class CsvText {
public:
    // `buffer` stays the caller's.
    CsvText(const PositionedFile& file, std::span<char> buffer);

    std::uint64_t position() const { return m_start + m_taken; } // in the file
    std::string_view view() const { return {m_buffer.data() + m_taken, m_held - m_taken}; }
    bool isAtEnd() const { return position() >= size(); } // of the file
    bool reachesEnd() const { return m_start + m_held >= size(); } // nothing follows view()

    // No more is read at once than up to there; 0 lifts the limit. Nothing is hidden behind it.
    void expectEnd(std::uint64_t offset) { m_expectedEnd = offset; }
    void seek(std::uint64_t offset); // anywhere in the file
    void drop(std::size_t bytes) { m_taken += bytes; } // the first of view()

    Result<> fill(); // view() is empty at the end of the file only
    // Lengthens view(). Tells false where it has all that there is or the buffer is full.
    Result<bool> lengthen();

    Result<> skipUtf8Mark(); // at the start of the file
    Result<> skipLine(); // to behind the next line end

private:
    std::uint64_t size() const { return m_file.size().value; }
    Result<> load(); // from position() on

    const PositionedFile& m_file;
    std::span<char> m_buffer;
    std::uint64_t m_start = 0; // of what is in the buffer
    std::size_t m_held = 0; // bytes in the buffer
    std::size_t m_taken = 0; // of these, dropped
    std::uint64_t m_expectedEnd = 0;
};

// Of the text before its first line end, or of all of it.
std::size_t csvLineLength(std::string_view text);

// What is no plain text is refused with a sentence that says what it is. `start`: of the file.
Result<> checkPlainText(std::string_view start, const std::filesystem::path& path);

} // namespace tessera

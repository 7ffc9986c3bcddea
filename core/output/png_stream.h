// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/partial_file.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

struct png_struct_def;
struct png_info_def;

namespace tessera {

// libpng behind three calls that return errors as values. The only place with setjmp: libpng
// reports errors by longjmp, so no call below it holds an object with a destructor.
// Threads: one at a time.
class PngStream {
public:
    PngStream(PartialFile file, std::string shownName);
    ~PngStream();
    PngStream(const PngStream&) = delete;
    PngStream(PngStream&&) = delete;
    PngStream& operator=(const PngStream&) = delete;
    PngStream& operator=(PngStream&&) = delete;

    Result<void> begin(std::uint32_t columns, std::uint32_t rows); // 8-bit RGB
    Result<void> writeRow(const std::uint8_t* rgb);
    Result<void> end(); // and commits the file

    // For libpng's callbacks.
    bool forward(std::span<const std::byte> bytes);
    void keepMessage(const char* message);

private:
    std::unexpected<Error> lastError() const;

    PartialFile m_file;
    std::string m_shownName;
    Result<void> m_written; // what became of the latest bytes
    std::array<char, 128> m_message{};
    png_struct_def* m_png = nullptr;
    png_info_def* m_info = nullptr;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/wire_bytes.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// What requests and replies have in common.
namespace tessera::reader_wire {

// Every message begins with its kind.
enum class Kind : std::uint8_t {
    Open = 1,
    List,
    Describe,
    Values,
    Locate,
    Read,
    FileAnswer,
    FileRefusal,
    Hello = 64,
    Done,
    Listing,
    Facts,
    SmallArray,
    Places,
    FileWish,
    Failure,
};

inline void write(WireWriter& writer, Kind kind)
{
    writer.number8(static_cast<std::uint8_t>(kind));
}

// For a person: plain, and cut to its limit.
void writeSentence(WireWriter& writer, std::string_view text);
std::string readSentence(WireReader& reader);

void writeError(WireWriter& writer, const Error& error);
Error readError(WireReader& reader);

void writeNumbers(WireWriter& writer, std::span<const std::uint64_t> numbers);
std::vector<std::uint64_t> readNumbers(WireReader& reader, std::size_t most);

std::unexpected<Error> invalidMessage();

} // namespace tessera::reader_wire

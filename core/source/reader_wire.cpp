// SPDX-License-Identifier: MIT
#include "core/source/reader_wire.h"

#include "core/base/plain_text.h"
#include "core/source/reader_protocol.h"

#include <algorithm>

namespace tessera::reader_wire {

void writeSentence(WireWriter& writer, std::string_view text)
{
    // A byte that is no text becomes three.
    constexpr std::size_t most = reader_limits::sentenceBytes / 3;
    writer.text(toPlainText(text.substr(0, std::min(text.size(), most))));
}

std::string readSentence(WireReader& reader)
{
    return reader.plainText(reader_limits::sentenceBytes);
}

void writeError(WireWriter& writer, const Error& error)
{
    writer.number8(static_cast<std::uint8_t>(error.code));
    writeSentence(writer, error.message);
    writeSentence(writer, error.subject);
}

Error readError(WireReader& reader)
{
    Error error;
    error.code = reader.choice(ErrorCode::BadArgument);
    error.message = readSentence(reader);
    error.subject = readSentence(reader);
    return error;
}

void writeNumbers(WireWriter& writer, std::span<const std::uint64_t> numbers)
{
    writer.count(numbers.size());
    for (const std::uint64_t number : numbers)
        writer.number64(number);
}

std::vector<std::uint64_t> readNumbers(WireReader& reader, std::size_t most)
{
    std::vector<std::uint64_t> numbers(reader.count(most, sizeof(std::uint64_t)));
    for (std::uint64_t& number : numbers)
        number = reader.number64();
    return numbers;
}

std::unexpected<Error> invalidMessage()
{
    return fail(ErrorCode::Malformed, "A message between two programs is invalid.");
}

} // namespace tessera::reader_wire

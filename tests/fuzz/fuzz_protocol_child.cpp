// SPDX-License-Identifier: MIT
// What a reader process is told: anything is refused, or is a message that is written the same
// again.
#include "core/source/reader_protocol.h"
#include "tests/fuzz/fuzz_target.h"

namespace tessera::fuzz {

void tryInput(std::span<const std::byte> input)
{
    const auto request = decodeRequest(input);
    if (!request) {
        check(!request.error().message.empty(), "an error says something");
        return;
    }
    const auto written = encodeRequest(*request);
    const auto again = decodeRequest(written);
    check(again.has_value(), "what was written can be read");
    check(encodeRequest(*again) == written, "what was written is read the same");
}

} // namespace tessera::fuzz

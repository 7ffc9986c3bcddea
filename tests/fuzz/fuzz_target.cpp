// SPDX-License-Identifier: MIT
#include "tests/fuzz/fuzz_target.h"

#include <cstdint>
#include <cstdlib>
#include <fmt/format.h>

namespace tessera::fuzz {

void check(bool isTrue, std::string_view claim)
{
    if (isTrue)
        return;
    fmt::print(stderr, "violated: {}\n", claim);
    std::abort();
}

} // namespace tessera::fuzz

// The name that libFuzzer calls.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tessera::fuzz::tryInput(std::as_bytes(std::span(data, size)));
    return 0;
}

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace tessera::corpus {

// As FIPS 180-4 has it, in hexadecimal digits. The walks link neither Qt nor a library of hashes.
std::string sha256(std::span<const std::byte> bytes);

} // namespace tessera::corpus

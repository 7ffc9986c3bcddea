// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/reader_messages.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

inline constexpr std::uint32_t readerProtocolVersion = 3;

// The most of everything that a message may hold; beyond it, it is invalid.
namespace reader_limits {
inline constexpr std::size_t dimensions = 32; // as HDF5 has it
inline constexpr std::size_t filters = 32; // as HDF5 has it
inline constexpr std::size_t filterParameters = 1024;
inline constexpr std::size_t sentenceBytes = 4096; // and of every other text for a person
inline constexpr std::size_t pathBytes = std::size_t{64} << 10U;
inline constexpr std::size_t attributes = 1024;
inline constexpr std::size_t values = 4096; // of one attribute, or of a small array
inline constexpr std::size_t valueBytes = std::size_t{1} << 20U; // of one text among them
inline constexpr std::size_t sampleBytes = 256;
inline constexpr std::size_t arrays = 100'000;
inline constexpr std::size_t externalParts = 100'000;
inline constexpr std::size_t writtenChunks = 4096;
inline constexpr std::size_t chunksAtOnce = 65'536;
inline constexpr std::uint64_t sharedBytes = std::uint64_t{64} << 20U;
inline constexpr std::size_t sandboxSteps = 32;
} // namespace reader_limits

// One message each, of at most MessageSocket::mostBytes. What is for a person is made plain text
// and cut to its limit; everything else goes as it is, even where the other side will refuse it.
std::vector<std::byte> encodeRequest(const ReaderRequest& request);
std::vector<std::byte> encodeReply(const ReaderReply& reply);

// Valid in form: kinds, counts, lengths and enumerators within their limits, texts that are text,
// nothing left over. Whether what it claims makes sense is not said. Error: Malformed.
// Threads: any.
Result<ReaderRequest> decodeRequest(std::span<const std::byte> message);
Result<ReaderReply> decodeReply(std::span<const std::byte> message);

} // namespace tessera

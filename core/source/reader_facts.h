// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"
#include "core/source/reader_wire.h"

namespace tessera::reader_wire {

inline constexpr std::size_t leastArrayBytes = 23; // with everything empty

void writeArray(WireWriter& writer, const StoredArray& array);
StoredArray readArray(WireReader& reader);

void writeValues(WireWriter& writer, const StoredValues& values);
StoredValues readValues(WireReader& reader);

void writeFacts(WireWriter& writer, const ArrayFacts& facts);
ArrayFacts readFacts(WireReader& reader);

} // namespace tessera::reader_wire

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/meaning.h"
#include "core/source/opened_array.h"
#include "core/source/reading_wish.h"

#include <stop_token>

namespace tessera {

// What the array means, by what the wish says, else by evidence: what the file says of it, then the
// values of a few samples, then its shape. Reads some of them, unless the wish says all: bounded in
// time and bytes, whatever the array. The error is a sentence that begins with the array's name.
// Threads: any.
Result<Meaning> understand(
    const OpenedArray& array, const ReadingWish& wish, const std::stop_token& stop);

} // namespace tessera

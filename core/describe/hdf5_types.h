// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"
#include "core/source/stored_number.h"

#include <H5Cpp.h>

#include <optional>
#include <string>

namespace tessera {

// How samples are stored.
struct StoredType {
    std::optional<StoredNumber> number; // empty: of a type that is not read
    bool isConverted = false; // `number` is what the library makes of it, a float64
    std::string text; // for a person: "float64, big-endian"
};

// May throw H5::Exception.
StoredType storedType(const Hdf5Guard& guard, const H5::DataSet& dataset);

} // namespace tessera

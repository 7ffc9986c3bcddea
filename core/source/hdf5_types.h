// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/element_type.h"
#include "core/source/hdf5_guard.h"

#include <H5Cpp.h>

#include <optional>
#include <string>

namespace tessera {

// How samples are stored, and as what they are delivered.
struct StoredType {
    std::optional<ElementType> element; // empty: of a type that is not read
    std::string text; // for a person: "float64, big-endian"
};

// May throw H5::Exception.
StoredType storedType(const Hdf5Guard& guard, const H5::DataSet& dataset);

// The type in memory that the library converts to.
const H5::PredType& memoryType(ElementType element);

} // namespace tessera

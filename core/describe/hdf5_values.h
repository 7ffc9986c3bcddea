// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <string>
#include <vector>

namespace tessera {

// What an attribute or a small dataset holds: texts or numbers, the last dimension fastest.
struct Hdf5Values {
    std::vector<std::string> texts;
    std::vector<double> numbers; // as float64, whatever they are stored as

    bool isEmpty() const { return texts.empty() && numbers.empty(); }
};

// All of it, where it is at most 4096 texts or numbers, of at most 1 MB together; nothing else.
// The dataset lies in the file itself, in chunks or in one piece. May throw H5::Exception.
Hdf5Values readValues(const Hdf5Guard& guard, const H5::Attribute& attribute);
Hdf5Values readValues(const Hdf5Guard& guard, const H5::DataSet& dataset);

} // namespace tessera

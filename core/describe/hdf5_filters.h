// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"
#include "core/source/codec_chunk.h"

#include <H5Cpp.h>

#include <vector>

namespace tessera {

struct Hdf5Filter {
    FilterStep step;
    bool isAvailable = false; // to the library on this computer, built in or as a plugin
};

// In the order of writing. May throw H5::Exception.
std::vector<Hdf5Filter> readFilters(const Hdf5Guard& guard, const H5::DSetCreatPropList& creation);

std::vector<FilterStep> stepsOf(const std::vector<Hdf5Filter>& filters);

} // namespace tessera

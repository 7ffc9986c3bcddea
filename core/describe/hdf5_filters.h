// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"
#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <vector>

namespace tessera {

// In the order of writing. May throw H5::Exception.
std::vector<FilterFact> readFilters(const Hdf5Guard& guard, const H5::DSetCreatPropList& creation);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/hdf5_guard.h"

#include <H5Cpp.h>

#include <string>
#include <vector>

namespace tessera {

struct Hdf5Filter {
    int id = 0; // as The HDF Group registers them
    std::string name;
    bool isAvailable = false; // on this computer, built in or as a plugin
};

// In the order of writing. May throw H5::Exception.
std::vector<Hdf5Filter> readFilters(const Hdf5Guard& guard, const H5::DSetCreatPropList& creation);

} // namespace tessera

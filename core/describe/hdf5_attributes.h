// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <string>
#include <vector>

namespace tessera {

// The names in the attribute `class_names`, `classes` or `labels` (the first that is a list of
// texts); empty where there is none. At most 4096 names of at most 200 bytes each, UTF-8.
// May throw H5::Exception.
std::vector<std::string> readClassNames(const Hdf5Guard& guard, const H5::DataSet& dataset);

// One text, as ilastik's `axistags`; empty where there is none. May throw H5::Exception.
std::string readText(
    const Hdf5Guard& guard, const H5::DataSet& dataset, const std::string& attribute);

} // namespace tessera

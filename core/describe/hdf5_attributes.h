// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"
#include "core/source/file_guide.h"

#include <H5Cpp.h>

#include <string>
#include <vector>

namespace tessera {

// What may tell the meaning of the dataset called `path`: its attributes of certain names, and
// those of the groups that the name leads through, the nearest first. Those that are damaged, long
// or of other types are left out. Of the attribute DIMENSION_LIST the names of the scales are told,
// one a dimension. Never throws H5::Exception.
std::vector<AttributeFact> readAttributes(const Hdf5Guard& guard, const H5::H5File& file,
    const H5::DataSet& dataset, const std::string& path);

// The one text of an attribute; empty where there is none. Never throws H5::Exception.
std::string readText(
    const Hdf5Guard& guard, const H5::H5Object& object, const std::string& attribute);

// The array that NeXus attributes of the root and its groups call the main one: `default` leads
// from group to group, `signal` to the array. Empty where they do not. Never throws H5::Exception.
std::string mainArray(const Hdf5Guard& guard, const H5::H5File& file);

} // namespace tessera

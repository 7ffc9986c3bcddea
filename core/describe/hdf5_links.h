// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// A name of a file that stands, or may stand, for a dataset.
struct Hdf5Name {
    std::string path; // from "/"
    // Of a second name for the same dataset, and of a link: what it leads to, "/run1/p" or
    // "other.h5::/p"; empty of a dataset's first name.
    std::string target;
    bool isThere = true; // false: the link leads nowhere
};

struct Hdf5Names {
    std::vector<Hdf5Name> names; // in the order of names, links last
    std::size_t textBytes = 0;
    bool isComplete = true; // false: damage, or too much, ended it early
    bool isDamaged = false;
};

// All names of datasets, without following links on the way: a cycle, or a link that leads nowhere,
// does no harm. Links that lead to groups are left out. At most 20 000 objects, 200 groups in one
// another, 8 MB of names, and 64 links into other files are looked at.
// Never throws H5::Exception.
Hdf5Names readNames(const Hdf5Guard& guard, const H5::H5File& file, const std::stop_token& stop);

// Whether the name leads to a dataset, through links too. Never throws H5::Exception.
bool isDataset(const Hdf5Guard& guard, const H5::H5File& file, const std::string& name);

} // namespace tessera

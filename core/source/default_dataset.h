// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/open_source.h"
#include "core/source/stored_number.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// What tools call probabilities, the likeliest first.
inline constexpr std::array<std::string_view, 4> usualDatasetNames{
    "probabilities", "predictions", "exported_data", "softmax"};

// What a dataset of a file claims about itself.
struct StoredArray {
    std::string path; // inside the file, from "/"
    std::vector<std::uint64_t> shape; // slowest dimension first
    std::optional<StoredNumber> number; // empty: of a type that is not read
    std::string storedType; // for a person; empty where its description is damaged
    // GCC wants the initialiser where a caller leaves it out.
    // NOLINTBEGIN(readability-redundant-member-init)
    std::string storage = {}; // for a person: "chunked 64×64×4, deflate"
    // Where the name is a link, what it leads to, "/run1/p" or "other.h5::/p": the name under which
    // it is listed where it is. Empty where it is none.
    std::string target = {};
    // NOLINTEND(readability-redundant-member-init)
    bool isThere = true; // false: the link leads nowhere
};

// Why the array cannot be shown as class probabilities, to follow its name in a sentence
// ("is empty"); empty where it can.
std::string whyUnreadable(const StoredArray& array);

// The same, and whether an array of that name and type is likely meant as probabilities.
DatasetEntry judgeDataset(const StoredArray& array);

// The dataset to show when none is named: the one that the file prefers, else the one called
// probabilities, predictions, exported_data or softmax (in this order), else the likeliest one.
// Several names of one dataset count once. `file` begins the error's sentence; `preferred` may be
// empty. Errors: Ambiguous, Unsupported. Threads: any.
Result<std::string> defaultDataset(std::span<const DatasetEntry> entries, const std::string& file,
    const std::string& preferred = {});

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/element_type.h"
#include "core/source/value_scale.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tessera {

// Tells one state of a file from another; a source belongs to the state it was opened on.
struct FileVersion {
    std::uint64_t bytes = 0;
    std::int64_t modifiedNs = 0;
    std::uint64_t device = 0; // with `inode`: which file it is, whatever its name
    std::uint64_t inode = 0;

    bool isOfSameFile(const FileVersion& other) const
    {
        return device == other.device && inode == other.inode;
    }
    friend bool operator==(const FileVersion&, const FileVersion&) = default;
};

// What a file says of an array's dimensions.
struct AxisClaim {
    std::string letters; // one a dimension, of "tzyxcb"; '?' where it does not say
    std::string source; // begins a sentence, followed by what it says: "The attribute axistags"
};

// Distances between neighbouring samples.
struct SpacingClaim {
    std::vector<double> perDimension; // 0: not said; empty: nothing is said
    // Where it is known along which axes they lie and not along which dimensions: a letter each,
    // "zyx"; else empty, and there is one a dimension.
    std::string letters;
    std::string unit; // "µm", "nm", "mm" …; empty: not said
    std::string source; // as that of AxisClaim
};

// What the file, or one beside it, calls the classes, for one count of them.
struct NamesClaim {
    std::vector<std::string> names;
    std::string source; // as that of AxisClaim
    std::string note; // a sentence that goes with them; may be empty
};

// A coarser copy of an array that the file says it holds.
struct LevelClaim {
    std::string dataset; // from "/"; need not exist
    std::vector<double> factors; // samples of the array that one of its is long; empty: not said
};

// What the file, or one beside it, says of an array's meaning. Nothing of it has been checked
// against the samples; claims that are no sound ones (a wrong count, a letter twice) may be there.
struct ArrayHints {
    std::vector<AxisClaim> axes; // the most trusted first
    std::optional<ValueRange> range; // as ilastik's attribute `drange`
    std::string rangeSource; // as that of AxisClaim
    std::vector<std::string> classNames; // may be empty
    std::string classNamesSource;
    std::vector<NamesClaim> otherNames; // for the case that those do not fit, the likeliest first
    SpacingClaim spacing;
    std::vector<LevelClaim> levels; // that are listed; others may have names that count on
    std::vector<double> ownFactors; // of N5, where it is a level itself; empty: not said
};

// What is known of one array before anybody has said what its dimensions and numbers mean. All
// plain values.
struct ArrayInfo {
    std::filesystem::path path; // the file, or the folder of a CSV volume
    std::string dataset; // path inside the file; empty where the format has none
    FileVersion version;
    std::vector<std::uint64_t> shape; // as stored, slowest dimension first
    ElementType type = ElementType::Float32; // as delivered by read()
    // What a stored number is divided by on its way to a probability that is shown as stored: the
    // maximum of an integer type, 1 for floats. Times this, a delivered probability is the number
    // in the file.
    double unit = 1;
    std::string storedType; // as stored, for a person: "float64, big-endian"
    std::string storage; // "contiguous", "chunked 128×128×4, deflate, shuffle", "4 text files"
    std::vector<std::uint64_t> chunk; // like `shape`; empty where the array is not chunked
    ArrayHints hints;
    // What a person should know of it, each a sentence: a file that it refers to is missing.
    std::vector<std::string> warnings;
};

} // namespace tessera

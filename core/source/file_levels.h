// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_level.h"
#include "core/source/guided_file.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace tessera {

// The coarser levels of an array that its file declares, the finest first: a list of them in an
// attribute, BigDataViewer's table, or arrays whose names count on from its own. Each is asked for
// by name, at most mostFileLevels of them; one whose extents, type or factors contradict the array
// is left out. Nothing is read of them before their samples are. Threads: any; asks the guide.
std::vector<ArrayLevel> findFileLevels(
    const GuidedFile& file, const OpenedArray& array, const std::stop_token& stop);

// How many samples of a whole array one of a part is long, along each dimension: what is claimed,
// where the extents bear it out; what the extents tell, where nothing is claimed. Nothing where the
// part is no coarser copy.
std::optional<std::vector<double>> soundFactors(const std::vector<std::uint64_t>& whole,
    const std::vector<std::uint64_t>& part, const std::vector<double>& claimed);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/tile_subject.h"

#include <cstdint>
#include <string>

namespace tessera {

// Names what cells of an edge are made of, for an archive: two planes have the same name only where
// all their cells are equal. In it are the file and its state, dataset, axes, plane, scale and
// kind. Empty where the state of the file is not known. Threads: any.
std::string planeName(const TileSubject& subject, std::int64_t cellEdge);

} // namespace tessera

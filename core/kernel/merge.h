// SPDX-License-Identifier: MIT
#pragma once

#include "core/kernel/reduce.h"

#include <cstdint>

namespace tessera {

// The same kernel for classes that arrive in groups (files with one class a chunk, planes of many
// classes): the planes of the target are the running state, so that no more than one group is ever
// in memory. Groups come in ascending order, that of class 0 first: it begins the state anew. So
// the first of equals wins as in reduceClasses(). `state.numberType` is `part.type`; its codes are
// as wide as all classes together need. Threads: any; touches nothing but the state.
void mergeClasses(const SampleView& part, std::int64_t firstClass, const ClassTarget& state);

// After the last group: what reduceClasses() would have counted.
ReduceCounts countMerged(const ClassTarget& state, std::int64_t rows, std::int64_t columns);

// Copies a state to the planes that are kept: numbers of another type become float32
// probabilities, rounded once.
void keepMerged(
    const ClassTarget& state, std::int64_t rows, std::int64_t columns, const ClassTarget& target);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/axis_evidence.h"
#include "core/source/axis_layout.h"
#include "core/source/value_sample.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tessera {

// What samples say of one dimension.
struct AxisFinding {
    std::size_t dimension = 0;
    SumEvidence sums;
    std::optional<double> roughness; // as roughnessAlong() has it
};

// Looks along dimensions of an array for the one whose samples sum to the same everywhere.
// Threads: one by one at a time.
class AxisSurvey {
public:
    // As ValueSampler. What is read is added to `boxes`.
    AxisSurvey(const OpenedArray& array, const Axes& likeliest, const std::stop_token& stop,
        std::vector<ValueBox>& boxes);

    // Errors of all three: Cancelled.
    Result<> lookAlong(std::size_t dimension);
    // All small dimensions at once, as far as they fit into one box, then the rest of them, if
    // those tell nothing; without `seen`.
    Result<> lookAtSmallOnes(
        std::span<const ClassChoice> choices, std::optional<std::size_t> seen = std::nullopt);
    // Some of the others, one by one.
    Result<> lookAtLargeOnes(std::span<const ClassChoice> choices);

    const std::vector<AxisFinding>& findings() const { return m_findings; }
    std::vector<const AxisFinding*> tellingOnes() const; // along which samples sum up

private:
    Result<> lookOneByOne(std::vector<std::size_t> dimensions);
    Result<> look(const std::vector<std::size_t>& whole, std::size_t places);
    bool noteFindings(std::span<const ValueBox> boxes, const std::vector<std::size_t>& whole);
    std::uint64_t extent(std::size_t dimension) const { return m_info.shape[dimension]; }

    const ArrayInfo& m_info;
    ValueSampler m_sampler;
    std::vector<ValueBox>& m_boxes;
    std::vector<AxisFinding> m_findings;
};

} // namespace tessera

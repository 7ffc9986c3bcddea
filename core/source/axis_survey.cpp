// SPDX-License-Identifier: MIT
#include "core/source/axis_survey.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tessera {

namespace {

constexpr std::uint64_t fewEntries = 32; // of a dimension that is looked at in the first round
constexpr std::uint64_t manyEntries = 1024; // one by one, where they do not lie side by side
constexpr std::size_t largeOnes = 3; // that are looked at
constexpr std::size_t placesAtFirst = 8;
constexpr std::size_t placesLater = 2;
constexpr std::size_t placesOfChunks = 2;
constexpr std::uint64_t chunksOfMore = 4; // at one place, for further dimensions than the first

} // namespace

AxisSurvey::AxisSurvey(const OpenedArray& array, const Axes& likeliest, const std::stop_token& stop,
    std::vector<ValueBox>& boxes)
    : m_info(array.info)
    , m_sampler(array, likeliest, stop)
    , m_boxes(boxes)
{
}

// Where chunks are to be decoded, more than two places are looked at only if those tell nothing.
Result<> AxisSurvey::look(const std::vector<std::size_t>& whole, std::size_t places)
{
    const std::size_t atOnce = m_info.chunk.empty() ? places : placesOfChunks;
    std::vector<ValueBox> boxes;
    for (std::size_t first = 0; first < places; first += atOnce) {
        auto more = m_sampler.take(whole, first, std::min(first + atOnce, places));
        if (!more)
            return std::unexpected(std::move(more.error()));
        boxes.insert(boxes.end(), std::make_move_iterator(more->begin()),
            std::make_move_iterator(more->end()));
        if (whole.empty() || noteFindings(boxes, whole))
            break;
    }
    m_boxes.insert(m_boxes.end(), std::make_move_iterator(boxes.begin()),
        std::make_move_iterator(boxes.end()));
    return {};
}

bool AxisSurvey::noteFindings(
    std::span<const ValueBox> boxes, const std::vector<std::size_t>& whole)
{
    std::erase_if(m_findings, [&](const AxisFinding& finding) {
        return std::ranges::find(whole, finding.dimension) != whole.end();
    });
    m_findings.reserve(m_findings.size() + whole.size());
    for (const auto dimension : whole)
        m_findings.push_back({dimension, sumsAlong(boxes, dimension, sortOf(m_info)),
            roughnessAlong(boxes, dimension)});
    return !tellingOnes().empty();
}

Result<> AxisSurvey::lookAlong(std::size_t dimension)
{
    if (!m_sampler.isAffordable({&dimension, 1}))
        return {};
    return look({dimension}, placesAtFirst);
}

Result<> AxisSurvey::lookAtSmallOnes(
    std::span<const ClassChoice> choices, std::optional<std::size_t> seen)
{
    std::vector<std::size_t> whole;
    std::vector<std::size_t> left;
    whole.reserve(choices.size());
    left.reserve(choices.size());
    for (const ClassChoice& choice : choices) {
        const auto dimension = choice.dimension;
        if (!dimension || dimension == seen || extent(*dimension) > fewEntries)
            continue;
        whole.push_back(*dimension);
        const bool isOnly = whole.size() == 1;
        if (!m_sampler.isAffordable(whole)
            || (!isOnly && m_sampler.chunksFor(whole) > chunksOfMore)) {
            left.push_back(*dimension);
            whole.pop_back();
        }
    }
    if (auto looked = look(whole, placesAtFirst); !looked || !tellingOnes().empty())
        return looked;
    return lookOneByOne(std::move(left));
}

// Those that need the fewest chunks first, as long as the sampler's budget lasts.
Result<> AxisSurvey::lookOneByOne(std::vector<std::size_t> dimensions)
{
    std::ranges::stable_sort(
        dimensions, {}, [&](std::size_t one) { return m_sampler.chunksFor({&one, 1}); });
    for (const auto dimension : dimensions)
        if (m_sampler.isAffordable({&dimension, 1}))
            if (auto looked = look({dimension}, placesLater); !looked)
                return looked;
    return {};
}

Result<> AxisSurvey::lookAtLargeOnes(std::span<const ClassChoice> choices)
{
    std::vector<std::size_t> large;
    large.reserve(choices.size());
    for (const ClassChoice& choice : choices) {
        const auto dimension = choice.dimension;
        const bool isLarge = dimension && extent(*dimension) > fewEntries;
        if (isLarge && (extent(*dimension) <= manyEntries || *dimension + 1 == m_info.shape.size()))
            large.push_back(*dimension);
    }
    std::ranges::stable_sort(large, {}, [&](std::size_t one) { return extent(one); });
    large.resize(std::min(large.size(), largeOnes));
    return lookOneByOne(std::move(large));
}

std::vector<const AxisFinding*> AxisSurvey::tellingOnes() const
{
    std::vector<const AxisFinding*> telling;
    telling.reserve(m_findings.size());
    for (const AxisFinding& finding : m_findings)
        if (finding.sums.tellsClasses())
            telling.push_back(&finding);
    return telling;
}

} // namespace tessera

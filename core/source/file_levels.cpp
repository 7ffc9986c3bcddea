// SPDX-License-Identifier: MIT
#include "core/source/file_levels.h"

#include "core/source/attribute_hints.h"
#include "core/source/finest_level.h"
#include "core/source/guided_array.h"
#include "core/source/level_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <utility>

namespace tessera {

namespace {

// A whole number of samples of the part, the last of which may reach beyond the end.
bool isBorneOut(double factor, std::uint64_t whole, std::uint64_t part)
{
    const bool isSame = part == whole;
    return std::isfinite(factor) && factor >= 1 && isSame == (factor == 1)
        && std::abs(static_cast<double>(part) - static_cast<double>(whole) / factor) < 1;
}

// Looks for the levels of one array, each by its name and once.
class LevelFinder {
public:
    LevelFinder(const GuidedFile& file, const OpenedArray& array, const std::stop_token& stop)
        : m_file(file)
        , m_array(array)
        , m_stop(stop)
        , m_tried{array.info.dataset}
    {
    }

    void addListed(const std::vector<LevelClaim>& claims)
    {
        for (const auto& claim : claims)
            add(claim.dataset, claim.factors);
    }

    void addCountedOn()
    {
        for (auto name = nextLevelName(m_array.info.dataset); !name.empty() && add(name, {});)
            name = nextLevelName(name);
    }

    std::vector<ArrayLevel> levels() &&
    {
        const auto samples = [](const ArrayLevel& level) {
            return std::accumulate(
                level.factors.begin(), level.factors.end(), 1.0, std::multiplies<>());
        };
        std::ranges::stable_sort(m_levels, {}, samples);
        return std::move(m_levels);
    }

private:
    // False: there is none, or it is no level of the array.
    bool add(const std::string& name, std::vector<double> factors)
    {
        if (m_tried.size() > mostFileLevels || m_stop.stop_requested()
            || !m_tried.insert(name).second)
            return false;
        auto facts = m_file.guide->describe(name, 0, m_stop);
        if (!facts || facts->liesElsewhere)
            return false;
        facts->claimed.path = name;
        const auto level = openArrayLater(m_file, *std::move(facts));
        if (!level)
            return false;
        const ArrayInfo& whole = m_array.info;
        const ArrayInfo& part = (*level)->info;
        if (factors.empty())
            factors = relativeToOwn(part.hints.ownFactors);
        auto sound = soundFactors(whole.shape, part.shape, factors);
        if (!sound || part.storedType != whole.storedType || part.unit != whole.unit)
            return false;
        m_levels.push_back({*level, *std::move(sound)});
        return true;
    }

    std::vector<double> relativeToOwn(std::vector<double> factors) const
    {
        const auto& own = m_array.info.hints.ownFactors;
        if (own.size() == factors.size())
            std::ranges::transform(factors, own, factors.begin(), std::divides<>());
        return factors;
    }

    const GuidedFile& m_file;
    const OpenedArray& m_array;
    const std::stop_token& m_stop;
    std::set<std::string> m_tried;
    std::vector<ArrayLevel> m_levels;
};

std::vector<double> bdvResolutions(
    const GuidedFile& file, const BdvName& name, const std::stop_token& stop)
{
    auto values = file.guide->readValues(fmt::format("/{}/resolutions", name.setup), stop);
    return values ? std::move(values->numbers) : std::vector<double>();
}

} // namespace

std::optional<std::vector<double>> soundFactors(const std::vector<std::uint64_t>& whole,
    const std::vector<std::uint64_t>& part, const std::vector<double>& claimed)
{
    if (whole.size() != part.size() || whole == part)
        return std::nullopt;
    std::vector<double> factors = claimed;
    if (claimed.size() != whole.size()) {
        factors.clear();
        std::ranges::transform(whole, part, std::back_inserter(factors),
            [](auto fine, auto coarse) { return static_cast<double>(partsOf(fine, coarse)); });
    }
    for (std::size_t dimension = 0; dimension < whole.size(); ++dimension)
        if (!isBorneOut(factors[dimension], whole[dimension], part[dimension]))
            return std::nullopt;
    return factors;
}

std::vector<ArrayLevel> findFileLevels(
    const GuidedFile& file, const OpenedArray& array, const std::stop_token& stop)
{
    LevelFinder finder(file, array, stop);
    finder.addListed(array.info.hints.levels);
    if (const auto name = bdvName(array.info.dataset))
        finder.addListed(bdvLevels(array.info.dataset, bdvResolutions(file, *name, stop)));
    finder.addCountedOn();
    return std::move(finder).levels();
}

} // namespace tessera

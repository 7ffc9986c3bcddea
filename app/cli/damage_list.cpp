// SPDX-License-Identifier: MIT
#include "app/cli/damage_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tessera {

std::string damageText(const PlaneDamage& damage)
{
    constexpr std::size_t mostLines = 100;
    const auto extent = [](std::int64_t first, std::int64_t count) {
        return count == 1 ? fmt::format("{}", first)
                          : fmt::format("{}-{}", first, first + count - 1);
    };
    const auto parts = damage.parts();
    std::string text;
    for (std::size_t index = 0; index < std::min(parts.size(), mostLines); ++index) {
        const auto& [rect, classes, error] = parts[index];
        fmt::format_to(std::back_inserter(text), "damaged: rows {}, columns {}: {}\n",
            extent(rect.row, rect.rows), extent(rect.column, rect.columns), error.message);
    }
    const std::size_t more = parts.size() - std::min(parts.size(), mostLines) + damage.unlisted();
    if (more > 0)
        fmt::format_to(std::back_inserter(text), "damaged: {} more regions\n", more);
    return text;
}

Json damageJson(const std::vector<DamagedPart>& parts)
{
    Json list = Json::array();
    for (const auto& [rect, classes, error] : parts)
        list.push_back({{"row", rect.row}, {"column", rect.column}, {"rows", rect.rows},
            {"columns", rect.columns}, {"reason", error.message}});
    return list;
}

} // namespace tessera

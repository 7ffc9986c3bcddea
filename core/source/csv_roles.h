// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/csv_survey.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// What the columns of a table of pixels are: each row tells where it is, and either the
// probabilities of all classes or that of one.
struct CsvRoles {
    std::optional<std::size_t> t, z; // columns
    std::size_t y = 0;
    std::size_t x = 0;
    std::optional<std::size_t> classColumn; // then there is one value, and a row is not all of it
    std::vector<std::size_t> values; // a column each
    std::vector<std::size_t> leftOut; // neither
    bool isByName = false; // else by their numbers

    std::vector<std::size_t> coordinates() const; // the slowest first
};

// By the names in the header. Empty where they name no coordinates; without values where they name
// nothing else but classes.
std::optional<CsvRoles> csvRolesByName(std::span<const std::string> names);

// By the numbers: whole ones in the first columns, each combination of them just once.
std::optional<CsvRoles> csvRolesByNumbers(const CsvSurvey& survey);

} // namespace tessera

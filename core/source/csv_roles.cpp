// SPDX-License-Identifier: MIT
#include "core/source/csv_roles.h"

#include "core/base/checked.h"
#include "core/base/lower_case.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tessera {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 11> wordsOfY{"y", "row", "rows", "ypos", "posy", "ypixel",
    "pixely", "ycoord", "coordy", "yindex", "rowindex"};
constexpr std::array<std::string_view, 13> wordsOfX{"x", "col", "cols", "column", "columns", "xpos",
    "posx", "xpixel", "pixelx", "xcoord", "coordx", "xindex", "colindex"};
constexpr std::array<std::string_view, 9> wordsOfZ{
    "z", "slice", "plane", "depth", "layer", "zpos", "zcoord", "zindex", "sliceindex"};
constexpr std::array<std::string_view, 5> wordsOfT{"t", "time", "frame", "timepoint", "timeindex"};
constexpr std::array<std::string_view, 10> wordsOfClass{"class", "classid", "classname",
    "classindex", "cls", "label", "labelid", "labelname", "category", "channel"};
constexpr std::array<std::string_view, 6> wordsOfIndex{"", "index", "idx", "id", "unnamed0", "n"};

// Small letters and digits only.
std::string plainWord(std::string_view name)
{
    std::string word;
    for (const char letter : lowerCase(name))
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
            word += letter;
    return word;
}

bool isOneOf(std::string_view word, Words words)
{
    return std::ranges::find(words, word) != words.end();
}

class Naming {
public:
    explicit Naming(std::span<const std::string> names)
        : m_isTaken(names.size())
    {
        m_words.reserve(names.size());
        for (const auto& name : names)
            m_words.push_back(plainWord(name));
    }

    std::optional<CsvRoles> roles()
    {
        CsvRoles roles;
        auto y = take(wordsOfY);
        auto x = take(wordsOfX);
        if (!y && !x) { // as in matrices
            y = takePair("i", "j");
            x = y ? take(std::array<std::string_view, 1>{"j"}) : x;
        }
        if (!y && !x) {
            y = takePair("r", "c");
            x = y ? take(std::array<std::string_view, 1>{"c"}) : x;
        }
        if (!y || !x)
            return std::nullopt;
        roles.y = *y;
        roles.x = *x;
        roles.isByName = true;
        roles.z = take(wordsOfZ);
        roles.t = take(wordsOfT);
        if (!m_isTaken[0] && isOneOf(m_words[0], wordsOfIndex))
            leaveOut(roles, 0);
        takeValues(roles);
        return roles;
    }

private:
    std::optional<std::size_t> find(Words words) const
    {
        for (std::size_t column = 0; column < m_words.size(); ++column)
            if (!m_isTaken[column] && isOneOf(m_words[column], words))
                return column;
        return std::nullopt;
    }
    std::optional<std::size_t> take(Words words)
    {
        const auto column = find(words);
        if (column)
            m_isTaken[*column] = true;
        return column;
    }
    std::optional<std::size_t> takePair(std::string_view first, std::string_view second)
    {
        const bool areThere = find(Words(&first, 1)) && find(Words(&second, 1));
        return areThere ? take(Words(&first, 1)) : std::nullopt;
    }
    void leaveOut(CsvRoles& roles, std::size_t column)
    {
        m_isTaken[column] = true;
        roles.leftOut.push_back(column);
    }

    // A class beside several probabilities is the one that won.
    void takeValues(CsvRoles& roles)
    {
        const auto classColumn = take(wordsOfClass);
        for (std::size_t column = 0; column < m_words.size(); ++column)
            if (!m_isTaken[column])
                roles.values.push_back(column);
        if (!classColumn)
            return;
        if (roles.values.size() == 1)
            roles.classColumn = classColumn;
        else
            leaveOut(roles, *classColumn);
    }

    std::vector<std::string> m_words;
    std::vector<bool> m_isTaken;
};

// A way to take the first columns of a table without names.
struct Leading {
    std::size_t first = 0; // behind the index
    std::size_t coordinates = 0;
    bool hasClass = false; // the last of them is one
};

bool isGrid(const CsvSurvey& survey, const Leading& leading)
{
    std::optional<std::uint64_t> product = 1;
    bool isSorted = false; // by one of them; else whole numbers of a matrix may be meant
    for (std::size_t index = 0; index < leading.coordinates; ++index) {
        const CsvColumnFacts& facts = survey.facts[leading.first + index];
        if (!facts.isSteppedOnly() || !facts.isWhole || facts.least < 0)
            return false;
        product = checkedProduct(*product, facts.extent());
        if (!product)
            return false;
        isSorted = isSorted || (facts.extent() > 1 && facts.changes == facts.extent() - 1);
    }
    return isSorted && *product == survey.rows;
}

// More classes than this, or more than rows or columns, are not expected of such a table.
bool seemsClass(const CsvSurvey& survey, std::size_t column)
{
    constexpr std::uint64_t fewClasses = 32;
    const auto extent = survey.facts[column].extent();
    return extent > 1 && extent <= fewClasses && extent <= survey.facts[column - 1].extent()
        && extent <= survey.facts[column - 2].extent();
}

CsvRoles rolesOf(const CsvSurvey& survey, const Leading& leading)
{
    CsvRoles roles;
    std::vector<std::size_t> places;
    places.reserve(leading.coordinates);
    const std::size_t end = leading.first + leading.coordinates;
    for (std::size_t column = leading.first; column < end - (leading.hasClass ? 1 : 0); ++column)
        places.push_back(column);
    // What changes least is the slowest: x first is written as often as y first.
    if (survey.facts[places.back()].changes < survey.facts[places.front()].changes)
        std::ranges::reverse(places);
    roles.x = places.back();
    roles.y = places[places.size() - 2];
    if (places.size() > 2)
        roles.z = places.front();
    if (leading.hasClass)
        roles.classColumn = end - 1;
    if (leading.first > 0)
        roles.leftOut.push_back(0);
    for (std::size_t column = end; column < survey.columns; ++column)
        roles.values.push_back(column);
    return roles;
}

} // namespace

std::vector<std::size_t> CsvRoles::coordinates() const
{
    std::vector<std::size_t> columns;
    if (t)
        columns.push_back(*t);
    if (z)
        columns.push_back(*z);
    columns.push_back(y);
    columns.push_back(x);
    return columns;
}

std::optional<CsvRoles> csvRolesByName(std::span<const std::string> names)
{
    return names.empty() ? std::nullopt : Naming(names).roles();
}

std::optional<CsvRoles> csvRolesByNumbers(const CsvSurvey& survey)
{
    if (survey.rows < 2 || survey.columns > survey.facts.size())
        return std::nullopt;
    for (std::size_t first = 0; first < 2; ++first) {
        if (first == 1 && !survey.facts[0].isCounting)
            break;
        for (std::size_t coordinates = 2; coordinates <= 4; ++coordinates) {
            if (first + coordinates >= survey.columns)
                break;
            const std::size_t values = survey.columns - first - coordinates;
            const bool hasClass =
                coordinates > 2 && values == 1 && seemsClass(survey, first + coordinates - 1);
            const Leading leading{first, coordinates, hasClass};
            if ((coordinates < 4 || hasClass) && isGrid(survey, leading))
                return rolesOf(survey, leading);
        }
    }
    return std::nullopt;
}

} // namespace tessera

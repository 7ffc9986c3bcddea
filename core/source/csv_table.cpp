// SPDX-License-Identifier: MIT
#include "core/source/csv_table.h"

#include "core/base/aligned_buffer.h"
#include "core/base/checked.h"
#include "core/base/class_limit.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/csv_walk.h"
#include "core/source/memory_array.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t longestWord = 200;
// Not a number, and none that a text brings: nothing was written there.
constexpr std::uint64_t untouched = 0x7FF8'0000'0000'1234;

std::unexpected<Error> unsupported(const std::filesystem::path& path, const std::string& what)
{
    return fail(ErrorCode::Unsupported, fmt::format("{} {}.", shownName(path), what), toUtf8(path));
}

// What a row tells of its place along one axis of the array.
struct Place {
    std::size_t column = 0;
    double least = 0;
    double step = 1;
    std::uint64_t extent = 1;
};

class Grid {
public:
    explicit Grid(const CsvTable& table)
        : m_table(table)
        , m_path(table.file->path())
    {
    }

    Result<> plan()
    {
        const auto columns = m_table.roles.coordinates();
        m_places.reserve(columns.size() + 1);
        for (const std::size_t column : columns)
            if (auto planned = planCoordinate(column); !planned)
                return planned;
        if (m_table.roles.classColumn)
            return planClassColumn(*m_table.roles.classColumn);
        if (m_table.roles.values.size() > maxClasses)
            return unsupported(m_path,
                fmt::format("has {} columns of numbers; at most {} classes can be shown",
                    m_table.roles.values.size(), maxClasses));
        m_classes = m_table.roles.values.size();
        return {};
    }

    const std::vector<Place>& places() const { return m_places; }
    const std::vector<std::string>& words() const { return m_words; }
    std::uint64_t classes() const { return m_classes; }

    std::vector<std::uint64_t> shape() const
    {
        std::vector<std::uint64_t> shape;
        shape.reserve(m_places.size() + 1);
        const std::size_t coordinates = m_table.roles.coordinates().size();
        for (const Place& place : std::span(m_places).first(coordinates))
            shape.push_back(place.extent);
        shape.push_back(m_classes);
        return shape;
    }

private:
    std::string nameOf(std::size_t column) const
    {
        const auto& names = m_table.sniff.names;
        return column < names.size() && !names[column].empty()
            ? fmt::format("“{}”", toPlainName(names[column]))
            : fmt::format("{}", column + 1);
    }

    Result<> planCoordinate(std::size_t column)
    {
        const CsvColumnFacts& facts = m_table.survey.facts[column];
        if (!facts.isSteppedOnly())
            return unsupported(m_path,
                fmt::format("is a table of pixels, but its column {} holds something else than "
                            "whole numbers (rows and columns of pixels are counted)",
                    nameOf(column)));
        m_places.push_back({column, facts.least,
            static_cast<double>(std::max<std::uint64_t>(facts.step, 1)), facts.extent()});
        return {};
    }

    Result<> planClassColumn(std::size_t column)
    {
        const CsvColumnFacts& facts = m_table.survey.facts[column];
        const bool isNumbered = facts.texts == 0 && facts.missing == 0 && facts.isWhole
            && facts.least >= 0 && facts.greatest < maxClasses;
        if (facts.texts > 0)
            m_words = m_table.survey.words;
        else if (!isNumbered)
            return unsupported(m_path,
                fmt::format("is a table of pixels, but its column {} holds no numbers of classes "
                            "(whole ones from 0 on, at most {})",
                    nameOf(column), maxClasses - 1));
        const double least = std::min(facts.least, 1.0); // counted from 0 or from 1
        m_classes = facts.texts > 0 ? m_words.size()
                                    : static_cast<std::uint64_t>(facts.greatest - least) + 1;
        m_places.push_back({column, least, 1, m_classes});
        return {};
    }

    const CsvTable& m_table;
    const std::filesystem::path& m_path;
    std::vector<Place> m_places; // the class's last
    std::vector<std::string> m_words; // of the class column, where they are no numbers
    std::uint64_t m_classes = 1;
};

class Filler final : public CsvVisitor {
public:
    Filler(const CsvTable& table, const Grid& grid, std::span<double> target)
        : m_grid(grid)
        , m_target(target)
        , m_use(table.survey.columns, unused)
        , m_at(grid.places().size())
        , m_values(table.roles.values.size())
    {
        for (std::size_t index = 0; index < grid.places().size(); ++index)
            m_use[grid.places()[index].column] = static_cast<int>(index);
        m_firstValue = static_cast<int>(grid.places().size());
        for (std::size_t index = 0; index < m_values.size(); ++index)
            m_use[table.roles.values[index]] = m_firstValue + static_cast<int>(index);
        for (const auto& word : grid.words())
            m_words.emplace(word, m_words.size());
        if (!m_words.empty())
            m_wordColumn = table.roles.classColumn;
        std::ranges::fill(target, std::bit_cast<double>(untouched));
    }

    Result<> takeCell(const CsvTokens& text, const CsvToken& cell) override
    {
        const auto column = static_cast<std::size_t>(text.column() - 1);
        const int use = column < m_use.size() ? m_use[column] : unused;
        if (use == unused)
            return {};
        if (column == m_wordColumn)
            return takeWord(text, cell, static_cast<std::size_t>(use));
        if (use < m_firstValue)
            return takePlace(text, cell, static_cast<std::size_t>(use));
        if (!cell.isNumber && !isMissingCell(cell.text))
            return std::unexpected(text.fault(
                text.column(), fmt::format("“{}” is not a number", toPlainName(cell.text))));
        m_values[static_cast<std::size_t>(use - m_firstValue)] =
            cell.isNumber ? cell.number : std::numeric_limits<double>::quiet_NaN();
        return {};
    }

    Result<> endRow(const CsvTokens& text) override
    {
        if (text.endedColumns() != m_use.size())
            return std::unexpected(hasChanged(text));
        std::uint64_t index = 0;
        for (std::size_t place = 0; place < m_at.size(); ++place)
            index = index * m_grid.places()[place].extent + m_at[place];
        const std::uint64_t first = index * m_values.size();
        if (std::bit_cast<std::uint64_t>(m_target[first]) != untouched)
            return std::unexpected(
                text.faultInEnded(1, "this pixel was in the table before, in another row"));
        std::ranges::copy(m_values, m_target.begin() + static_cast<std::ptrdiff_t>(first));
        ++m_rows;
        return {};
    }

    std::uint64_t rows() const { return m_rows; }

private:
    static constexpr int unused = -1;

    static Error hasChanged(const CsvTokens& text)
    {
        return text.fault(
            text.column(), "another value stood here a moment ago; open the file again");
    }

    Result<> takePlace(const CsvTokens& text, const CsvToken& cell, std::size_t index)
    {
        const Place& place = m_grid.places()[index];
        const double at = (cell.number - place.least) / place.step;
        const bool isInside = cell.isNumber && at >= 0 && at < static_cast<double>(place.extent);
        if (!isInside)
            return std::unexpected(hasChanged(text));
        m_at[index] = static_cast<std::uint64_t>(at);
        return {};
    }

    Result<> takeWord(const CsvTokens& text, const CsvToken& cell, std::size_t index)
    {
        const auto word = m_words.find(toPlainText(cell.text, longestWord));
        if (word == m_words.end())
            return std::unexpected(hasChanged(text));
        m_at[index] = word->second;
        return {};
    }

    const Grid& m_grid;
    std::span<double> m_target;
    std::vector<int> m_use; // of each column: a place, then a value; or unused
    std::vector<std::uint64_t> m_at;
    std::vector<double> m_values;
    std::optional<std::size_t> m_wordColumn;
    std::map<std::string, std::uint64_t, std::less<>> m_words; // and the class of each
    int m_firstValue = 0;
    std::uint64_t m_rows = 0;
};

std::string lettersOf(const CsvRoles& roles)
{
    return fmt::format("{}{}yxc", roles.t ? "t" : "", roles.z ? "z" : "");
}

ArrayInfo infoOf(const CsvTable& table, const Grid& grid, std::uint64_t rowsTaken)
{
    const auto& path = table.file->path();
    ArrayInfo info;
    info.path = path;
    info.version = table.file->version();
    info.shape = grid.shape();
    info.type = ElementType::Float64;
    info.storedType = "text";
    info.storage = table.sniff.isPacked ? "table of pixels, gzip" : "table of pixels";
    info.hints.axes.push_back({lettersOf(table.roles),
        table.roles.isByName
            ? fmt::format("The header of {}", shownName(path))
            : fmt::format("The first columns of {}, which count pixels,", shownName(path))});
    info.hints.classNames = grid.words();
    info.hints.classNamesSource = fmt::format("The class column of {}", shownName(path));
    if (grid.words().empty())
        hintCsvClasses(info, table.sniff, table.roles);
    const auto expected = checkedProduct(info.shape).value_or(0) / table.roles.values.size();
    if (rowsTaken < expected)
        info.warnings.push_back(fmt::format("{} has rows for {} of {} {}; the others are shown as "
                                            "not a number.",
            shownName(path), rowsTaken, expected,
            table.roles.classColumn ? "probabilities" : "pixels"));
    return info;
}

} // namespace

void hintCsvClasses(ArrayInfo& info, const CsvSniff& sniff, const CsvRoles& roles)
{
    info.hints.classNames.clear();
    info.hints.classNamesSource.clear();
    if (roles.classColumn || roles.values.size() < 2 || !roles.isByName)
        return;
    info.hints.classNames.reserve(roles.values.size());
    for (const std::size_t column : roles.values)
        info.hints.classNames.push_back(sniff.names[column]);
    info.hints.classNamesSource = fmt::format("The header of {}", shownName(info.path));
}

Result<ArrayPtr> openCsvTable(const CsvTable& table, ByteCount memory,
    const std::function<void(ByteCount)>& advance, const std::stop_token& stop)
{
    const auto& path = table.file->path();
    Grid grid(table);
    if (auto planned = grid.plan(); !planned)
        return std::unexpected(std::move(planned.error()));
    const auto shape = grid.shape();
    const auto samples = checkedProduct(shape);
    const auto bytes = samples ? checkedProduct(*samples, sizeof(double)) : std::nullopt;
    if (!bytes || *bytes > memory.value)
        return std::unexpected(
            tooLargeForMemory(path, fmt::format("The grid of {}", shownName(path)),
                {bytes.value_or(std::numeric_limits<std::uint64_t>::max())}, memory,
                "save it as HDF5, which is read in parts"));
    AlignedBuffer buffer(*bytes);
    Filler filler(table, grid, buffer.as<double>().first(*samples));
    if (auto walked = walkCsv(table.file, table.sniff, filler, advance, stop); !walked)
        return std::unexpected(std::move(walked.error()));
    MemoryLayout layout{Extents(shape.begin(), shape.end()), {}, {NumberKind::Float, 8}};
    return std::make_shared<const OpenedArray>(infoOf(table, grid, filler.rows()),
        std::make_shared<MemoryArray>(std::move(buffer), std::move(layout), path), nullptr, memory);
}

} // namespace tessera

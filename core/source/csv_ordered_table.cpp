// SPDX-License-Identifier: MIT
#include "core/source/csv_ordered_table.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/source/csv_sheet_reader.h"
#include "core/source/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostPlaces = std::size_t{64} << 10U; // of rows, 1 MB
constexpr ByteCount mostAtOnce = megabytes(256);
constexpr std::uint64_t rowsToTry = 256;
constexpr std::uint64_t mostColumns = 4200;
constexpr double farApart = 9e15; // doubles hold whole numbers up to there

// Columns that may tell a row's place, the slowest first, and what they are.
struct Order {
    std::vector<std::size_t> columns;
    std::string letters; // one each
};

std::vector<Order> ordersOf(const std::optional<CsvRoles>& roles)
{
    if (!roles)
        return {{{0, 1}, "yx"}, {{1, 0}, "yx"}, {{0, 1, 2}, "zyx"}, {{2, 1, 0}, "zyx"},
            {{1, 2}, "yx"}, {{2, 1}, "yx"}, {{1, 2, 3}, "zyx"}};
    Order order{
        roles->coordinates(), fmt::format("{}{}yx", roles->t ? "t" : "", roles->z ? "z" : "")};
    Order reversed = order;
    std::ranges::reverse(reversed.columns);
    std::ranges::reverse(reversed.letters);
    return {order, reversed};
}

class OrderedTable {
public:
    OrderedTable(const CsvFile& file, const std::stop_token& stop)
        : m_file(file)
        , m_rows(file.rows().value_or(0))
        , m_values(file.columns())
        , m_text(textBytes)
        , m_stop(stop)
    {
    }

    // Tells false where the rows do not come so.
    Result<bool> tryOrder(const Order& order, CsvSheetLayout& layout)
    {
        if (std::ranges::max(order.columns) + 1 >= m_file.columns() || m_rows < 2)
            return false;
        auto first = read(0);
        if (!first)
            return std::unexpected(std::move(first.error()));
        const std::vector<double> begin = m_values;
        auto last = read(m_rows - 1);
        if (!last)
            return std::unexpected(std::move(last.error()));
        if (!takeExtents(order, begin, layout))
            return false;
        for (std::uint64_t index = 0; index <= rowsToTry; ++index) {
            const auto row = static_cast<std::uint64_t>(static_cast<double>(m_rows - 1)
                * static_cast<double>(index) / static_cast<double>(rowsToTry));
            if (auto done = read(row); !done)
                return std::unexpected(std::move(done.error()));
            if (!isAtItsPlace(layout, row, m_values))
                return false;
        }
        return true;
    }

private:
    static constexpr std::size_t textBytes = std::size_t{64} << 10U;

    Result<> read(std::uint64_t row)
    {
        return m_file.read({row, 1, 1, {0, m_file.columns()}}, m_values, m_text.as<char>(), m_stop);
    }

    // By the first row and the last, which is in m_values.
    bool takeExtents(
        const Order& order, const std::vector<double>& begin, CsvSheetLayout& layout) const
    {
        layout = {};
        std::uint64_t product = 1;
        for (const std::size_t column : order.columns) {
            const double distance = m_values[column] - begin[column];
            if (!(distance >= 0) || distance > farApart || std::trunc(distance) != distance)
                return false;
            const auto extent = static_cast<std::uint64_t>(distance) + 1;
            const auto larger = checkedProduct(product, extent);
            if (!larger)
                return false;
            product = *larger;
            layout.rowShape.push_back(static_cast<std::int64_t>(extent));
            layout.coordinates.push_back({column, begin[column]});
        }
        return product == m_rows;
    }

    const CsvFile& m_file;
    std::uint64_t m_rows;
    std::vector<double> m_values; // of one row
    AlignedBuffer m_text;
    const std::stop_token& m_stop;
};

// The columns behind the coordinates, all of them; or those of the roles, where they are neighbours
// behind them.
std::optional<CsvColumns> samplesOf(
    const CsvFile& file, const std::optional<CsvRoles>& roles, const Order& order)
{
    const std::uint64_t behind = std::ranges::max(order.columns) + 1;
    if (!roles)
        return CsvColumns{behind, file.columns() - behind};
    const auto& values = roles->values;
    const bool areThere = values.back() < file.columns();
    const bool areNeighbours = values.back() - values.front() + 1 == values.size();
    if (roles->classColumn || !areThere || !areNeighbours || values.front() < behind)
        return std::nullopt;
    return CsvColumns{values.front(), values.size()};
}

ArrayInfo describe(const std::filesystem::path& path, const CsvSheetLayout& layout)
{
    ArrayInfo info;
    info.path = path;
    info.type = ElementType::Float64;
    info.storedType = "text";
    info.storage = "table of pixels, in order";
    for (const auto extent : layout.rowShape)
        info.shape.push_back(static_cast<std::uint64_t>(extent));
    for (const auto extent : layout.columnShape)
        info.shape.push_back(static_cast<std::uint64_t>(extent));
    return info;
}

} // namespace

Result<ArrayPtr> openOrderedCsv(const std::filesystem::path& path, const CsvSniff& sniff,
    const std::optional<CsvRoles>& roles, const std::function<void(ByteCount)>& advance,
    const std::stop_token& stop)
{
    auto file = CsvFile::open(path, true, mostPlaces, sniff.start);
    if (!file)
        return std::unexpected(std::move(file.error()));
    if ((*file)->columns() > mostColumns)
        return nullptr;
    if (!(*file)->rows())
        if (auto made = (*file)->makeIndex(advance, stop); !made)
            return std::unexpected(std::move(made.error()));
    OrderedTable table(**file, stop);
    for (const Order& order : ordersOf(roles)) {
        const auto samples = samplesOf(**file, roles, order);
        CsvSheetLayout layout;
        const auto isSo = samples ? table.tryOrder(order, layout) : Result<bool>(false);
        if (!isSo && isSo.error().code != ErrorCode::Malformed)
            return std::unexpected(isSo.error());
        if (!isSo || !*isSo)
            continue;
        layout.firstColumn = samples->first;
        layout.columnShape = {static_cast<std::int64_t>(samples->count)};
        auto info = describe(path, layout);
        info.version = (*file)->version();
        info.hints.axes.push_back({order.letters + "c",
            roles ? fmt::format("The header of {}", shownName(path))
                  : fmt::format("The first columns of {}, which count pixels,", shownName(path))});
        if (roles)
            hintCsvClasses(info, sniff, *roles);
        return std::make_shared<const OpenedArray>(std::move(info),
            std::make_shared<CsvSheetReader>(*std::move(file), std::move(layout), mostAtOnce),
            nullptr, mostAtOnce);
    }
    return nullptr;
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/csv_matrix.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/csv_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

namespace {

class MatrixFiller final : public CsvVisitor {
public:
    MatrixFiller(CsvMatrixShape shape, std::span<double> target)
        : m_shape(shape)
        , m_target(target)
    {
    }

    Result<> takeCell(const CsvTokens& text, const CsvToken& cell) override
    {
        if (text.column() <= m_shape.firstColumn)
            return {};
        if (!cell.isNumber)
            return std::unexpected(text.fault(text.column(),
                cell.text.empty() ? "a value is missing"
                                  : fmt::format("“{}” is not a number", toPlainName(cell.text))));
        const std::uint64_t column = text.column() - m_shape.firstColumn - 1;
        const bool hasRoom = m_rows < m_shape.rows && column < m_shape.columns;
        if (hasRoom)
            m_target[m_rows * m_shape.columns + column] = cell.number;
        return {};
    }

    Result<> endRow(const CsvTokens& text) override
    {
        const std::uint64_t columns = m_shape.firstColumn + m_shape.columns;
        if (text.endedColumns() != columns)
            return std::unexpected(text.faultInEnded(std::min(text.endedColumns(), columns) + 1,
                fmt::format(
                    "the row has {} values, the first row {}", text.endedColumns(), columns)));
        ++m_rows;
        return {};
    }

    std::uint64_t rows() const { return m_rows; }

private:
    CsvMatrixShape m_shape;
    std::span<double> m_target;
    std::uint64_t m_rows = 0;
};

} // namespace

Result<> readCsvMatrix(const std::shared_ptr<const PositionedFile>& file, const CsvSniff& sniff,
    CsvMatrixShape shape, std::span<double> target, const std::function<void(ByteCount)>& advance,
    const std::stop_token& stop)
{
    MatrixFiller filler(shape, target);
    if (auto walked = walkCsv(file, sniff, filler, advance, stop); !walked)
        return walked;
    if (filler.rows() == shape.rows)
        return {};
    return fail(ErrorCode::Malformed,
        fmt::format("{} has {} rows of numbers instead of {}.", shownName(file->path()),
            filler.rows(), shape.rows),
        toUtf8(file->path()));
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/csv_sheet.h"

#include "core/base/checked.h"
#include "core/base/path_text.h"
#include "core/source/csv_advance.h"
#include "core/source/csv_matrix.h"
#include "core/source/csv_ordered_table.h"
#include "core/source/csv_sheet_reader.h"
#include "core/source/csv_table.h"
#include "core/source/memory_array.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostPlaces = std::size_t{64} << 10U; // of rows, 1 MB
constexpr ByteCount mostAtOnce = megabytes(256);
constexpr ByteCount largeFile = megabytes(16); // what is smaller is soon read as a whole
constexpr std::size_t fewestDimensions = 2;
constexpr std::size_t mostDimensions = 5;

class SheetOpener {
public:
    SheetOpener(std::shared_ptr<const PositionedFile> file, CsvSniff sniff, ByteCount memory,
        CsvAdvance& advance, const std::stop_token& stop)
        : m_file(std::move(file))
        , m_path(m_file->path())
        , m_sniff(std::move(sniff))
        , m_memory(memory)
        , m_advance(advance)
        , m_stop(stop)
    {
    }

    Result<ArrayPtr> open() const
    {
        if (!m_sniff.shape.empty())
            return openShaped();
        if (const auto roles = csvRolesByName(m_sniff.names))
            return openTable(*roles);
        if (m_sniff.hasHeader && !countsNames())
            return unsupported("is a table, but no column says where a pixel is; name two of its "
                               "columns y and x, or write a comment “# Array shape: (rows, "
                               "columns, classes)” above it");
        return openUnnamed();
    }

private:
    std::unexpected<Error> unsupported(const std::string& what) const
    {
        return fail(
            ErrorCode::Unsupported, fmt::format("{} {}.", shownName(m_path), what), toUtf8(m_path));
    }

    std::function<void(ByteCount)> counting() const
    {
        return [this](ByteCount read) { m_advance.add(read); };
    }

    // As pandas does where nobody named the columns.
    bool countsNames() const
    {
        const std::size_t index = m_sniff.names.front().empty() ? 1 : 0;
        for (std::size_t column = index; column < m_sniff.names.size(); ++column)
            if (m_sniff.names[column] != std::to_string(column - index))
                return false;
        return true;
    }

    bool isLarge() const { return m_sniff.isSimple && m_file->size() > largeFile; }

    Result<ArrayPtr> openTable(const CsvRoles& roles) const
    {
        if (roles.values.empty())
            return unsupported("is a table of pixels without probabilities; it needs a column of "
                               "numbers a class, or one behind the class's");
        if (isLarge()) {
            auto ordered = openOrderedCsv(m_path, m_sniff, roles, counting(), m_stop);
            if (!ordered || *ordered)
                return ordered;
        }
        CsvSurveyLimits limits{m_memory.value / sizeof(double), roles.values.size()};
        limits.wordsOf = roles.classColumn;
        auto survey = surveyCsv(m_file, m_sniff, limits, counting(), m_stop);
        if (!survey)
            return std::unexpected(std::move(survey.error()));
        return openTable(*std::move(survey), roles);
    }

    Result<ArrayPtr> openTable(CsvSurvey survey, const CsvRoles& roles) const
    {
        if (roles.isByName && m_sniff.names.size() != survey.columns)
            return unsupported(fmt::format("has {} names in its header, but {} columns of values",
                m_sniff.names.size(), survey.columns));
        return openCsvTable(
            {m_file, m_sniff, std::move(survey), roles}, m_memory, counting(), m_stop);
    }

    Result<ArrayPtr> openUnnamed() const
    {
        if (isLarge() && !m_sniff.hasSlices) {
            auto ordered = openOrderedCsv(m_path, m_sniff, std::nullopt, counting(), m_stop);
            if (!ordered || *ordered)
                return ordered;
        }
        // A simple one may be read in parts: then nothing of it is held.
        const CsvSurveyLimits limits{m_sniff.isSimple ? std::numeric_limits<std::uint64_t>::max()
                                                      : m_memory.value / sizeof(double)};
        auto survey = surveyCsv(m_file, m_sniff, limits, counting(), m_stop);
        if (!survey)
            return std::unexpected(std::move(survey.error()));
        if (m_sniff.hasSlices && survey->slices > 1)
            return openArray({survey->slices, survey->sliceRows, survey->columns},
                {survey->rows, survey->columns});
        if (const auto roles = csvRolesByNumbers(*survey))
            return openTable(*std::move(survey), *roles);
        return openMatrix(*survey);
    }

    Result<ArrayPtr> openMatrix(const CsvSurvey& survey) const
    {
        // Of a table without names that was written with an index.
        const bool hasIndex =
            m_sniff.hasHeader && survey.columns > 1 && survey.facts.front().isCounting;
        const CsvMatrixShape matrix{
            survey.rows, survey.columns - (hasIndex ? 1 : 0), hasIndex ? 1U : 0U};
        if (survey.sumsToOne && survey.columns > 1 && survey.rows > 1)
            return unsupported(fmt::format(
                "has {} rows of {} numbers that sum to 1: it seems to hold a pixel a row, but does "
                "not say where; write a comment “# Array shape: (rows, columns, {})” above it, or "
                "columns named y and x",
                survey.rows, survey.columns, survey.columns));
        if (survey.isWhole && survey.greatest > 1 && !hasIndex)
            return unsupported(fmt::format("holds whole numbers up to {}, as labels are, not "
                                           "probabilities; save the probabilities themselves",
                survey.greatest));
        return openArray({1, matrix.rows, matrix.columns}, matrix);
    }

    Result<ArrayPtr> openShaped() const
    {
        if (m_sniff.shape.size() > mostDimensions)
            return unsupported(fmt::format(
                "says that it is an array of {} dimensions; class probabilities have {} to {}",
                m_sniff.shape.size(), fewestDimensions, mostDimensions));
        if (m_sniff.isSimple)
            return openShapedInParts();
        const CsvSurveyLimits limits{m_memory.value / sizeof(double)};
        const auto survey = surveyCsv(m_file, m_sniff, limits, counting(), m_stop);
        if (!survey)
            return std::unexpected(survey.error());
        const CsvMatrixShape matrix{survey->rows, survey->columns};
        if (!isOfShape(matrix))
            return unexpectedShape(matrix);
        return openArray(arrayShape(), matrix);
    }

    Result<ArrayPtr> openShapedInParts() const
    {
        auto file = CsvFile::open(m_path, true, mostPlaces, m_sniff.start);
        if (!file)
            return std::unexpected(std::move(file.error()));
        const auto matrix = [&] {
            return CsvMatrixShape{(*file)->rows().value_or(0), (*file)->columns()};
        };
        if (!isOfShape(matrix())) // also where the number of rows is not known, or a mere claim
            if (auto made = (*file)->makeIndex(counting(), m_stop); !made)
                return std::unexpected(std::move(made.error()));
        if (!isOfShape(matrix()))
            return unexpectedShape(matrix());
        const CsvMatrixShape found = matrix(); // before the file is handed over
        return inParts(*std::move(file), arrayShape(), found);
    }

    // A matrix is one class.
    std::vector<std::uint64_t> arrayShape() const
    {
        auto shape = m_sniff.shape;
        if (shape.size() == fewestDimensions)
            shape.insert(shape.begin(), 1);
        return shape;
    }

    // numpy.savetxt writes at most two dimensions, so that some were made one before.
    bool isOfShape(CsvMatrixShape matrix) const
    {
        const auto numbers = checkedProduct(matrix.rows, matrix.columns);
        if (!numbers || *numbers == 0 || numbers != checkedProduct(m_sniff.shape))
            return false;
        std::uint64_t columns = 1;
        bool isBorder = matrix.columns == 1;
        for (std::size_t index = m_sniff.shape.size(); index-- > 0;) {
            columns *= m_sniff.shape[index];
            isBorder = isBorder || columns == matrix.columns;
        }
        return isBorder;
    }

    std::unexpected<Error> unexpectedShape(CsvMatrixShape matrix) const
    {
        const auto numbers = checkedProduct(m_sniff.shape);
        return fail(ErrorCode::Malformed,
            fmt::format("{} says that its shape is ({}), which is {} numbers, but it has {} rows "
                        "of {}; correct the comment, or write a row for each place along all "
                        "dimensions but the last.",
                shownName(m_path), fmt::join(m_sniff.shape, ", "),
                numbers ? std::to_string(*numbers) : "too many", matrix.rows, matrix.columns),
            toUtf8(m_path));
    }

    // `shape` has as many numbers as the matrix.
    Result<ArrayPtr> openArray(std::vector<std::uint64_t> shape, CsvMatrixShape matrix) const
    {
        if (!m_sniff.isSimple)
            return inMemory(std::move(shape), matrix);
        auto file = CsvFile::open(m_path, true, mostPlaces, m_sniff.start);
        if (!file)
            return std::unexpected(std::move(file.error()));
        if ((*file)->rows() != matrix.rows)
            if (auto made = (*file)->makeIndex([](ByteCount) { }, m_stop); !made)
                return std::unexpected(std::move(made.error()));
        if ((*file)->rows() != matrix.rows
            || (*file)->columns() != matrix.columns + matrix.firstColumn)
            return inMemory(std::move(shape), matrix);
        return inParts(*std::move(file), std::move(shape), matrix);
    }

    Result<ArrayPtr> inParts(std::unique_ptr<const CsvFile> file, std::vector<std::uint64_t> shape,
        CsvMatrixShape matrix) const
    {
        CsvSheetLayout layout;
        layout.firstColumn = matrix.firstColumn;
        std::uint64_t columns = 1;
        for (std::size_t index = shape.size(); index-- > 0;) {
            auto& part = columns < matrix.columns ? layout.columnShape : layout.rowShape;
            part.insert(part.begin(), static_cast<std::int64_t>(shape[index]));
            columns *= shape[index];
        }
        auto info = describe(std::move(shape));
        return std::make_shared<const OpenedArray>(std::move(info),
            std::make_shared<CsvSheetReader>(std::move(file), std::move(layout), mostAtOnce),
            nullptr, mostAtOnce);
    }

    Result<ArrayPtr> inMemory(std::vector<std::uint64_t> shape, CsvMatrixShape matrix) const
    {
        const auto bytes = checkedProduct(std::array{matrix.rows, matrix.columns, sizeof(double)});
        if (!bytes || *bytes > m_memory.value)
            return std::unexpected(tooLargeForMemory(m_path, shownName(m_path),
                {bytes.value_or(std::numeric_limits<std::uint64_t>::max())}, m_memory,
                "save it as HDF5, which is read in parts"));
        AlignedBuffer buffer(*bytes);
        if (auto read =
                readCsvMatrix(m_file, m_sniff, matrix, buffer.as<double>(), counting(), m_stop);
            !read)
            return std::unexpected(std::move(read.error()));
        MemoryLayout layout{Extents(shape.begin(), shape.end()), {}, {NumberKind::Float, 8}};
        auto info = describe(std::move(shape));
        return std::make_shared<const OpenedArray>(std::move(info),
            std::make_shared<MemoryArray>(std::move(buffer), std::move(layout), m_path), nullptr,
            m_memory);
    }

    ArrayInfo describe(std::vector<std::uint64_t> shape) const
    {
        ArrayInfo info;
        info.path = m_path;
        info.version = m_file->version();
        info.shape = std::move(shape);
        info.type = ElementType::Float64;
        info.storedType = "text";
        info.storage = m_sniff.isPacked ? "text file, gzip" : "text file";
        if (info.shape.size() == fewestDimensions + 1 && info.shape.front() == 1)
            info.hints.axes.push_back({"cyx", "The file, one matrix of numbers,"});
        return info;
    }

    std::shared_ptr<const PositionedFile> m_file;
    const std::filesystem::path& m_path;
    CsvSniff m_sniff;
    ByteCount m_memory;
    CsvAdvance& m_advance;
    const std::stop_token& m_stop;
};

} // namespace

Result<ArrayPtr> openCsvSheet(const std::filesystem::path& path, ByteCount memory,
    const OpenProgress& progress, const std::stop_token& stop)
{
    auto opened = PositionedFile::open(path);
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    const auto file = std::make_shared<const PositionedFile>(*std::move(opened));
    auto sniff = sniffCsv(file);
    if (!sniff)
        return std::unexpected(std::move(sniff.error()));
    constexpr std::uint64_t passes = 2;
    CsvAdvance advance({file->size().value * passes}, progress);
    return SheetOpener(file, *std::move(sniff), memory, advance, stop).open();
}

} // namespace tessera

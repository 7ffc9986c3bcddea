// SPDX-License-Identifier: MIT
#include "core/source/csv_survey.h"

#include "core/base/checked.h"
#include "core/base/class_limit.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/csv_walk.h"
#include "core/source/memory_array.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t longestWord = 200;
constexpr double farApart = 9e15; // doubles hold whole numbers up to there
constexpr std::uint64_t rowsToSum = 4096;
constexpr double sumTolerance = 0.01;
constexpr std::string_view newSlice = "new slice";

class Surveyor final : public CsvVisitor {
public:
    Surveyor(const std::filesystem::path& path, const CsvSurveyLimits& limits)
        : m_path(path)
        , m_limits(limits)
    {
    }

    Result<> takeCell(const CsvTokens& text, const CsvToken& cell) override
    {
        const auto column = static_cast<std::size_t>(text.column() - 1);
        m_sum += cell.number;
        if (cell.isNumber) {
            m_found.isWhole = m_found.isWhole && std::trunc(cell.number) == cell.number;
            m_found.greatest = std::max(m_found.greatest, cell.number);
        }
        if (column >= CsvSurvey::mostFacts)
            return {};
        if (column == m_found.facts.size())
            m_found.facts.emplace_back();
        CsvColumnFacts& facts = m_found.facts[column];
        if (column == m_limits.wordsOf)
            if (auto taken = takeWord(text, cell); !taken)
                return taken;
        if (cell.isNumber && std::isfinite(cell.number)) {
            takeNumber(facts, cell.number);
        } else if (cell.isNumber || isMissingCell(cell.text)) {
            ++facts.missing;
        } else if (facts.texts++ == 0) {
            facts.textLine = text.line();
        }
        return {};
    }

    Result<> endRow(const CsvTokens& text) override
    {
        const std::uint64_t columns = text.endedColumns();
        if (m_found.rows == 0)
            m_found.columns = columns;
        if (columns != m_found.columns)
            return std::unexpected(text.faultInEnded(std::min(columns, m_found.columns) + 1,
                fmt::format("the row has {} values, the first row {}", columns, m_found.columns)));
        ++m_found.rows;
        if (m_found.rows <= rowsToSum)
            m_isOne = m_isOne && std::abs(std::exchange(m_sum, 0) - 1) < sumTolerance;
        const auto each = m_limits.valuesARow == 0 ? columns : m_limits.valuesARow;
        const auto values = checkedProduct(m_found.rows, each);
        if (!values || *values > m_limits.values)
            return std::unexpected(
                tooLargeForMemory(m_path, shownName(m_path), {m_found.rows * each * sizeof(double)},
                    {m_limits.values * sizeof(double)}, "save it as HDF5, which is read in parts"));
        return {};
    }

    void takeComment(std::string_view comment) override
    {
        if (!saysNewSlice(comment))
            return;
        const std::uint64_t rows = m_found.rows - std::exchange(m_sliceStart, m_found.rows);
        if (m_found.slices == 0 && rows > 0)
            m_found.sliceRows = rows;
        m_found.slices += rows > 0 ? 1 : 0; // numpy's users write it before or behind a slice
        m_isEven = m_isEven && (rows == 0 || rows == m_found.sliceRows);
    }

    CsvSurvey survey() &&
    {
        m_found.sumsToOne = m_found.rows > 0 && m_isOne;
        takeComment(newSlice); // the end is one
        if (!m_isEven)
            m_found.slices = 0;
        return std::move(m_found);
    }

private:
    Result<> takeWord(const CsvTokens& text, const CsvToken& cell)
    {
        const std::string word = toPlainText(cell.text, longestWord);
        if (!m_words.emplace(word, m_found.words.size()).second)
            return {};
        if (m_found.words.size() == maxClasses)
            return std::unexpected(
                text.fault(text.column(), fmt::format("this is more than {} classes", maxClasses)));
        m_found.words.push_back(word);
        return {};
    }

    void takeNumber(CsvColumnFacts& facts, double number) const
    {
        if (m_found.rows == 0)
            facts.first = facts.last = facts.least = facts.greatest = number;
        const double distance = std::abs(number - facts.first);
        facts.isWhole = facts.isWhole && std::trunc(number) == number;
        facts.isStepped =
            facts.isStepped && distance < farApart && std::trunc(distance) == distance;
        facts.isCounting = facts.isCounting && (facts.first == 0 || facts.first == 1)
            && number == facts.first + static_cast<double>(m_found.rows);
        facts.changes += number != facts.last ? 1 : 0;
        if (facts.isStepped)
            facts.step = std::gcd(facts.step, static_cast<std::uint64_t>(distance));
        facts.last = number;
        facts.least = std::min(facts.least, number);
        facts.greatest = std::max(facts.greatest, number);
    }

    const std::filesystem::path& m_path;
    CsvSurveyLimits m_limits;
    CsvSurvey m_found;
    std::map<std::string, std::size_t, std::less<>> m_words;
    std::uint64_t m_sliceStart = 0;
    bool m_isEven = true;
    double m_sum = 0; // of this row
    bool m_isOne = true;
};

} // namespace

std::uint64_t CsvColumnFacts::extent() const
{
    if (!isStepped)
        return 0;
    return step == 0 ? 1 : static_cast<std::uint64_t>(greatest - least) / step + 1;
}

Result<CsvSurvey> surveyCsv(const std::shared_ptr<const PositionedFile>& file,
    const CsvSniff& sniff, const CsvSurveyLimits& limits,
    const std::function<void(ByteCount)>& advance, const std::stop_token& stop)
{
    Surveyor surveyor(file->path(), limits);
    if (auto walked = walkCsv(file, sniff, surveyor, advance, stop); !walked)
        return std::unexpected(std::move(walked.error()));
    auto survey = std::move(surveyor).survey();
    if (survey.rows == 0)
        return fail(ErrorCode::Malformed,
            fmt::format("{} holds no rows of numbers.", shownName(file->path())),
            toUtf8(file->path()));
    return survey;
}

} // namespace tessera

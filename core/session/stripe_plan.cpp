// SPDX-License-Identifier: MIT
#include "core/session/stripe_plan.h"

#include "core/base/path_text.h"
#include "core/kernel/class_planes.h"
#include "core/kernel/paint.h"
#include "core/tile/band_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace tessera {

namespace {

// Of the picture: compressed one by one, smaller stripes would lose what their beginnings have in
// common, and larger ones only cost memory.
constexpr std::int64_t stripeBytes = std::int64_t{256} << 10;

// Few enough that their numbers and colours stay in the processor's cache beside the samples.
constexpr std::int64_t stepPixels = 16384;

// Of the picture: a row of chunks that makes more is cut, though its chunks are then decoded anew.
constexpr std::int64_t mostStripeBytes = std::int64_t{16} << 20;

std::int64_t roundedUp(std::int64_t value, std::int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

std::int64_t atLeastOne(std::int64_t value)
{
    return std::max<std::int64_t>(1, value);
}

class Planner {
public:
    Planner(const TileSubject& subject, const StripeWish& wish, const StripeWriter& writer)
        : m_info(subject.source->info())
        , m_writer(writer)
        , m_step(std::int64_t{1} << wish.level)
        , m_elementBytes(static_cast<std::int64_t>(elementSize(m_info.type)))
        , m_isChunked(!m_info.chunk.empty())
        , m_isMean(wish.level > 0)
        , m_chunkRows(chunkPixels(Axis::Y))
    {
        m_plan.shape = subject.grid.shapeAt(wish.level);
        if (wish.corner)
            m_plan.shape = {std::clamp<std::int64_t>(wish.corner->rows, 1, m_plan.shape.rows),
                std::clamp<std::int64_t>(wish.corner->columns, 1, m_plan.shape.columns)};
        m_plan.rowBytes =
            writer.rowLead() + static_cast<std::size_t>(m_plan.shape.columns) * channels;
        m_plan.workers = wish.threads;
        setColumns();
        const auto blocks =
            static_cast<int>(std::min<std::int64_t>(m_plan.blocksPerStripe(), wish.threads));
        m_plan.stripesInFlight = (wish.threads + blocks - 1) / blocks + stripesInReserve;
        setRows(wishedRows());
    }

    Result<StripePlan> fittedTo(std::optional<ByteCount> memory)
    {
        while (memory && need() > memory->value)
            if (!shrink())
                return fail(ErrorCode::TooLarge,
                    fmt::format("\"{}\" needs {} of memory to be rendered, and only {} may be "
                                "used; allow more.",
                        shownName(m_info.path), toText(ByteCount{need()}), toText(*memory)),
                    toUtf8(m_info.path));
        return m_plan;
    }

private:
    static constexpr std::size_t channels = 3;
    static constexpr int stripesInReserve = 2; // so that nobody waits for the one that writes

    // How many pixels of the level a chunk is long; 1 where it is less, or there are none.
    std::int64_t chunkPixels(Axis axis) const
    {
        return atLeastOne(m_info.chunkExtent(axis) / m_step);
    }

    // Bytes of samples under one row of a block, of so many classes.
    std::int64_t samplesPerRow(std::int64_t columns, std::int64_t classes) const
    {
        return columns * m_step * m_step * classes * m_elementBytes;
    }

    void setColumns()
    {
        const std::int64_t rows = m_isChunked ? m_chunkRows : 1;
        const std::int64_t unit = chunkPixels(Axis::X);
        const std::int64_t unitBytes = samplesPerRow(unit, classesTogether(m_info)) * rows;
        m_plan.blockColumns =
            std::min(atLeastOne(blockBytes / unitBytes) * unit, m_plan.shape.columns);
    }

    std::int64_t wishedRows() const
    {
        const auto rowBytes = static_cast<std::int64_t>(m_plan.rowBytes);
        const std::int64_t rows = atLeastOne(stripeBytes / rowBytes);
        if (!m_isChunked)
            return std::min(
                rows, atLeastOne(blockBytes / samplesPerRow(m_plan.blockColumns, m_info.classes)));
        const std::int64_t most = atLeastOne(mostStripeBytes / rowBytes);
        return std::min(roundedUp(rows, m_chunkRows), most);
    }

    void setRows(std::int64_t rows)
    {
        if (rows > m_chunkRows)
            rows -= rows % m_chunkRows;
        rows = std::min(rows, m_plan.shape.rows);
        std::int64_t steps = 0;
        if (m_isMean)
            steps = atLeastOne(
                blockBytes / samplesPerRow(m_plan.blockColumns, classesTogether(m_info)));
        else
            steps = roundedUp(atLeastOne(stepPixels / m_plan.blockColumns),
                planBand(m_info, m_plan.blockColumns, rows).rows);
        if (steps > m_chunkRows)
            steps -= steps % m_chunkRows;
        m_plan.stepRows = std::min(rows, steps);
        // Steps of the same height, so that none reads a narrow rest.
        m_plan.stripeRows = rows - rows % m_plan.stepRows;
    }

    // What a worker holds at a time, as far as it can be foreseen.
    std::uint64_t workerBytes() const
    {
        constexpr std::int64_t rowsOfSums = 9; // at most, and of counts: what MeanReducer holds
        const std::int64_t columns = m_plan.blockColumns * m_step;
        const Band band = planBand(m_info, columns, m_plan.stepRows * m_step);
        const std::int64_t samples = columns * band.rows * band.classes * m_elementBytes;
        const bool isMerged = m_isMean && band.classes < m_info.classes;
        const std::int64_t codeBytes = needsWideCodes(m_info.classes) ? 2 : 1;
        const std::int64_t numberBytes =
            m_isMean ? static_cast<std::int64_t>(sizeof(float)) : m_elementBytes;
        std::int64_t pixelBytes =
            numberBytes + codeBytes + static_cast<std::int64_t>(sizeof(Pixel));
        if (isMerged)
            pixelBytes += codeBytes + static_cast<std::int64_t>(sizeof(double));
        const std::int64_t sums = m_isMean
            ? rowsOfSums * columns * band.classes * static_cast<std::int64_t>(sizeof(double))
            : 0;
        const std::int64_t pixels = m_plan.stepRows * m_plan.blockColumns;
        return static_cast<std::uint64_t>(samples + pixels * pixelBytes + sums) + chunkBytes();
    }

    // Decoded, and at worst as large before.
    std::uint64_t chunkBytes() const
    {
        std::uint64_t bytes = m_isChunked ? 2 * elementSize(m_info.type) : 0;
        for (const std::uint64_t extent : m_info.chunk)
            bytes *= extent;
        return bytes;
    }

    std::uint64_t need() const
    {
        const std::size_t stripe = static_cast<std::size_t>(m_plan.stripeRows) * m_plan.rowBytes;
        const std::uint64_t perStripe = stripe + m_writer.encodedBound(stripe);
        return static_cast<std::uint64_t>(m_plan.stripesInFlight) * perStripe
            + static_cast<std::uint64_t>(m_plan.workers) * workerBytes();
    }

    // What costs least time first.
    bool shrink()
    {
        const bool isLean = m_plan.stripeRows <= m_chunkRows && m_plan.workers == 1;
        if (m_plan.stripesInFlight > (isLean ? 1 : 2))
            --m_plan.stripesInFlight;
        else if (m_plan.stripeRows > m_chunkRows)
            setRows(std::max(m_chunkRows, m_plan.stripeRows / 2));
        else if (const std::int64_t unit = chunkPixels(Axis::X);
            m_isChunked && m_plan.blockColumns > unit)
            m_plan.blockColumns = roundedUp(m_plan.blockColumns / 2, unit);
        else if (m_plan.workers > 1)
            --m_plan.workers;
        else if (m_plan.stripeRows > 1)
            setRows(m_plan.stripeRows / 2);
        else
            return false;
        return true;
    }

    const VolumeInfo& m_info;
    const StripeWriter& m_writer;
    std::int64_t m_step;
    std::int64_t m_elementBytes;
    bool m_isChunked;
    bool m_isMean;
    std::int64_t m_chunkRows; // that are read together anyway
    StripePlan m_plan;
};

} // namespace

PixelRect StripePlan::stripe(std::int64_t index) const
{
    const std::int64_t row = index * stripeRows;
    return {row, 0, std::min(stripeRows, shape.rows - row), shape.columns};
}

PixelRect StripePlan::block(std::int64_t stripeIndex, std::int64_t index) const
{
    PixelRect rect = stripe(stripeIndex);
    rect.column = index * blockColumns;
    rect.columns = std::min(blockColumns, shape.columns - rect.column);
    return rect;
}

Result<StripePlan> planStripes(
    const TileSubject& subject, const StripeWish& wish, const StripeWriter& writer)
{
    return Planner(subject, wish, writer).fittedTo(wish.memory);
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/tile/cell_maker.h"

#include "core/cost/stopwatch.h"
#include "core/levels/cell_parts.h"
#include "core/tile/band_reader.h"
#include "core/tile/block_plan.h"
#include "core/tile/finer_tiles.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

namespace tessera {

namespace {

// Of damage that a cell passes on: in a plane that is damaged all over nobody looks for each part.
constexpr std::size_t mostParts = 4096;

PixelRect coveredBy(const TileSubject& subject, const CellPosition& position) // at level 0
{
    const TileGrid& grid = subject.cells->grid();
    return grid.coveredAtLevel0(
        position.level, grid.tileRect(position.level, position.row, position.column));
}

bool isUnwritten(const TileSubject& subject, const PixelRect& covered)
{
    return subject.source->holdsNothing(
        {subject.plane, covered.row, covered.column, covered.rows, covered.columns});
}

} // namespace

bool usesCells(const TileSubject& subject, int level, TileQuality quality)
{
    return subject.cells && level >= firstKeptLevel && quality == TileQuality::Exact;
}

bool holdsNothing(const TileSubject& subject, const CellPosition& position)
{
    return isUnwritten(subject, coveredBy(subject, position));
}

CellMaker::CellMaker(const TileSubject& subject, WorkerScratch& scratch,
    const std::stop_token& stop, const FinerKeeper* keeper)
    : m_subject(subject)
    , m_cells(*subject.cells)
    , m_scratch(scratch)
    , m_stop(stop)
    , m_keeper(keeper)
    , m_epoch(m_cells.epoch())
{
}

void CellMaker::give(const CellPosition& position, MadeCell cell)
{
    m_given.insert_or_assign(position, std::move(cell));
}

Result<MadeCell> CellMaker::make(const CellPosition& position)
{
    if (const auto given = m_given.find(position); given != m_given.end())
        return given->second;
    if (m_stop.stop_requested())
        return cancelled();
    const Stopwatch watch;
    MadeCell known = m_cells.find(position);
    m_cost.readNs += watch.elapsedNs();
    if (known.cell)
        return known;
    if (holdsNothing(m_subject, position))
        return makeOfNothing(position);
    return position.level == firstKeptLevel ? makeFirst(position) : makeOfChildren(position);
}

// Means of equal samples are what one of them is.
Result<MadeCell> CellMaker::pixelOfNothing(const PixelRect& somewhere)
{
    if (CellPtr known = m_cells.pixelOfNothing())
        return MadeCell{std::move(known)};
    BandReader reader(m_subject, {somewhere.row, somewhere.column, 1, 1}, m_scratch, m_stop);
    auto pixel = std::make_shared<MeanCell>();
    pixel->shape = {1, 1};
    pixel->classes = m_cells.classes();
    pixel->isUniform = true;
    const auto put = [&](const SampleView& means) {
        const std::span values(means.row<double>(0), static_cast<std::size_t>(means.classes));
        pixel->means = AlignedBuffer(values.size() * sizeof(float));
        std::ranges::transform(values, pixel->means.as<float>().begin(),
            [](double value) { return static_cast<float>(value); });
        const auto counts = m_scratch.means.counts();
        pixel->counts = AlignedBuffer(counts.size_bytes());
        std::ranges::copy(counts, pixel->counts.as<std::uint64_t>().begin());
    };
    if (auto fed = reader.feedMeans(firstKeptLevel, {0, m_cells.classes()}, put); !fed)
        return std::unexpected(std::move(fed.error()));
    bill(reader);
    MadeCell made{std::move(pixel)};
    if (const auto& parts = reader.damagedParts(); !parts.empty())
        made.damage = std::make_shared<const std::vector<DamagedPart>>(parts);
    else
        m_cells.keepPixelOfNothing(made.cell);
    return made;
}

Result<MadeCell> CellMaker::makeOfNothing(const CellPosition& position)
{
    const auto pixel = pixelOfNothing(coveredBy(m_subject, position));
    if (!pixel)
        return pixel;
    MeanCell cell = uniformCell(m_cells.grid(), position, *pixel->cell);
    std::vector<DamagedPart> damage;
    if (pixel->damage)
        damage = *pixel->damage;
    return kept(position, std::move(cell), std::move(damage), PlaneCells::Worth::Memory);
}

Result<MadeCell> CellMaker::makeOfChildren(const CellPosition& position)
{
    const TileRange all = m_cells.grid().tilesAt(position.level - 1);
    CellChildren children;
    std::vector<DamagedPart> damage;
    for (std::size_t index = 0; index < children.size(); ++index) {
        const CellPosition child = childOf(position, static_cast<int>(index));
        if (child.row >= all.endRow || child.column >= all.endColumn)
            continue;
        auto made = make(child);
        if (!made)
            return made;
        if (made->damage && damage.size() < mostParts)
            damage.insert(damage.end(), made->damage->begin(), made->damage->end());
        children.at(index) = std::move(made->cell);
    }
    Stopwatch watch;
    MeanCell cell = combineCells(m_cells.grid(), position, children);
    m_cost.reduceNs += watch.lapNs();
    return kept(position, std::move(cell), std::move(damage));
}

Result<MadeCell> CellMaker::makeFirst(const CellPosition& position)
{
    const PlaneCells::Claim claim(m_cells, position, m_stop);
    if (!claim.isHeld())
        return cancelled();
    if (MadeCell known = m_cells.find(position); known.cell) // who had the claim has made it
        return known;
    const PixelRect rect = m_cells.grid().tileRect(position.level, position.row, position.column);
    auto begun = m_cells.takeBegun(position);
    Making making{position,
        begun ? *std::move(begun) : PartialCell(m_cells.grid(), position, m_cells.classes()), {},
        nullptr};
    if (m_keeper != nullptr)
        making.finer =
            std::make_unique<FinerTiles>(m_subject, position.level, rect, m_keeper->finestLevel());
    if (auto done = makeBlocks(rect, making); !done) {
        // Counts may be those of a block that was not read to its end.
        const bool isSound = making.damage.empty() && making.cell.means().counts.size() == 0;
        if (isSound && !making.cell.isEmpty())
            m_cells.giveBegun(position, std::move(making.cell));
        return std::unexpected(std::move(done.error()));
    }
    Stopwatch watch;
    MeanCell cell = making.cell.takeCell();
    compactIfUniform(cell);
    m_cost.reduceNs += watch.lapNs();
    return kept(position, std::move(cell), std::move(making.damage));
}

// Those that are not there yet.
Result<> CellMaker::makeBlocks(const PixelRect& rect, Making& making)
{
    for (const PixelRect& block : planChunks(m_subject, making.position.level, rect)) {
        if (making.cell.has(block))
            continue;
        if (auto done = makeBlock(block, making); !done)
            return done;
        making.cell.setThere(block);
    }
    return {};
}

Result<> CellMaker::makeBlock(const PixelRect& block, Making& making)
{
    const PixelRect covered = m_cells.grid().coveredAtLevel0(making.position.level, block);
    if (!isUnwritten(m_subject, covered))
        return readBlock(block, making);
    if (m_stop.stop_requested())
        return cancelled();
    const auto pixel = pixelOfNothing(covered);
    if (!pixel)
        return std::unexpected(pixel.error());
    if (pixel->damage)
        making.damage.insert(making.damage.end(), pixel->damage->begin(), pixel->damage->end());
    const Stopwatch watch;
    putPixel(m_cells.grid(), making.position, block, *pixel->cell, making.cell.means());
    m_cost.reduceNs += watch.elapsedNs();
    return {};
}

Result<> CellMaker::readBlock(const PixelRect& block, Making& making)
{
    const CellRect whole = rectOf(m_cells.grid(), making.position);
    BandReader reader(
        m_subject, m_cells.grid().coveredAtLevel0(whole.level, block), m_scratch, m_stop);
    const std::int64_t classes = m_cells.classes();
    const std::int64_t groupClasses = reader.band(reader.covered().rows).classes;
    // Of some classes of a pixel nobody can tell which one wins.
    FinerRows finer(groupClasses >= classes ? making.finer.get() : nullptr, block, m_keeper);
    for (std::int64_t first = 0; first < classes; first += groupClasses) {
        PixelRect row{block.row, block.column, 1, block.columns};
        const auto put = [&](const SampleView& means) {
            putRow({row, means, m_scratch.means.counts(), first}, whole, making.cell.means());
            ++row.row;
        };
        const ClassRange group{first, std::min(first + groupClasses, classes)};
        if (auto fed = reader.feedMeans(whole.level, group, put, {&finer}); !fed)
            return fed;
    }
    const auto& parts = reader.damagedParts();
    making.damage.insert(making.damage.end(), parts.begin(), parts.end());
    bill(reader);
    return {};
}

void CellMaker::bill(BandReader& reader)
{
    m_cost.readNs += reader.cost().readNs;
    m_cost.reduceNs += reader.cost().reduceNs;
    m_cost.bytesRead += reader.cost().bytesRead;
}

MadeCell CellMaker::kept(const CellPosition& position, MeanCell cell,
    std::vector<DamagedPart> damage, PlaneCells::Worth worth)
{
    MadeCell made{std::make_shared<const MeanCell>(std::move(cell))};
    if (!damage.empty())
        made.damage = std::make_shared<const std::vector<DamagedPart>>(std::move(damage));
    m_cells.keep(position, made, m_epoch, worth);
    return made;
}

} // namespace tessera

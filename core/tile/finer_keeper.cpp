// SPDX-License-Identifier: MIT
#include "core/tile/finer_keeper.h"

#include "core/cost/stopwatch.h"
#include "core/tile/tile_builder.h"
#include "core/tile/tile_format.h"

#include <utility>

namespace tessera {

namespace {

double bytesOfLevel(const TileSubject& subject, int level)
{
    const PlaneShape shape = subject.grid.shapeAt(level);
    return static_cast<double>(shape.rows) * static_cast<double>(shape.columns)
        * static_cast<double>(tileFormat(subject, level).bytes().value);
}

} // namespace

FinerKeeper::FinerKeeper(SubjectPtr subject, const Parts& parts, Insert insert)
    : m_subject(std::move(subject))
    , m_parts(parts)
    , m_insert(std::move(insert))
{
    const double most =
        static_cast<double>(parts.cache.budget().value) / static_cast<double>(parts.shareOfCache);
    while (m_finest < m_subject->grid.levels() && bytesOfLevel(*m_subject, m_finest) > most)
        ++m_finest;
}

std::unique_ptr<Tile> FinerKeeper::begin(const TileKey& key) const
{
    if (m_parts.cache.contains(key, TileQuality::Exact))
        return nullptr;
    return makeTile(m_subject, key, TileQuality::Exact, m_parts.buffers);
}

void FinerKeeper::keep(std::unique_ptr<Tile> tile, std::int64_t reduceNs) const
{
    const Stopwatch watch;
    countClasses(*tile);
    TileBill bill;
    bill.isImage = m_subject->kind == TileKind::Image;
    bill.z = m_subject->plane.z;
    bill.t = m_subject->plane.t;
    bill.level = tile->key.level;
    bill.row = tile->key.row;
    bill.column = tile->key.column;
    bill.worker = m_parts.worker;
    bill.finishedNs = nowNs();
    bill.reduceNs = reduceNs + watch.elapsedNs();
    bill.bytesKept = tile->bytes();
    bill.isAhead = true;
    bill.isByProduct = true;
    tile->billSerial = m_parts.costs.append(std::move(bill));
    m_insert(std::move(tile));
}

} // namespace tessera

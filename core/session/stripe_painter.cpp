// SPDX-License-Identifier: MIT
#include "core/session/stripe_painter.h"

#include "core/cost/stopwatch.h"
#include "core/kernel/hatch.h"
#include "core/kernel/rgb_bytes.h"

#include <algorithm>

namespace tessera {

RenderCost& RenderCost::operator+=(const RenderCost& other)
{
    readNs += other.readNs;
    reduceNs += other.reduceNs;
    paintNs += other.paintNs;
    encodeNs += other.encodeNs;
    writeNs += other.writeNs;
    bytesDecoded += other.bytesDecoded;
    return *this;
}

Result<void> StripePainter::paint(const RenderJob& job, const PixelRect& block,
    std::int64_t stepRows, Stripe& stripe, const std::stop_token& stop, RenderCost& cost)
{
    constexpr std::int64_t channels = 3;
    const auto columns = static_cast<std::size_t>(block.columns);
    for (std::int64_t done = 0; done < block.rows; done += stepRows) {
        PixelRect step = block;
        step.row += done;
        step.rows = std::min(stepRows, block.rows - done);
        fitTo(job, step);
        auto built = buildBlock(
            {*job.subject, job.level, TileQuality::Exact, step, m_tiles}, m_scratch, stop);
        if (!built)
            return std::unexpected(std::move(built.error()));
        if (!built->damage.empty() && job.policy == DamagePolicy::Stop)
            return std::unexpected(job.subject->damage->parts().front().error);
        cost.readNs += built->readNs;
        cost.reduceNs += built->reduceNs;
        cost.bytesDecoded += built->bytesRead;

        const Stopwatch watch;
        Pixel* pixels = m_pixels.as<Pixel>().data();
        paintClasses(m_tiles.front()->classView(), job.colours, pixels, step.columns);
        if (!built->damage.empty())
            hatch(step, built->damage.front());
        auto* row = reinterpret_cast<std::uint8_t*>(stripe.bytes.data())
            + static_cast<std::size_t>(step.row - stripe.firstRow) * stripe.rowBytes
            + stripe.rowLead + static_cast<std::size_t>(step.column * channels);
        for (std::int64_t index = 0; index < step.rows; ++index, row += stripe.rowBytes)
            toRgbBytes({pixels + index * step.columns, columns}, row);
        cost.paintNs += watch.elapsedNs();
    }
    return {};
}

void StripePainter::hatch(const PixelRect& step, const TileDamage& damage)
{
    Pixel* pixels = m_pixels.as<Pixel>().data();
    for (const auto& [rect, code] : damage.rects)
        paintHatch(rect, code,
            pixels + (rect.row - step.row) * step.columns + rect.column - step.column,
            step.columns);
}

void StripePainter::fitTo(const RenderJob& job, const PixelRect& step)
{
    const std::int64_t pixels = step.rows * step.columns;
    if (pixels > m_room) {
        m_room = 0; // there may be no memory
        m_tiles.clear();
        m_tiles.push_back(
            makeTileOf(job.subject, {job.subject->id, job.level, 0, 0}, TileQuality::Exact, step));
        m_pixels.reserve(static_cast<std::size_t>(pixels) * sizeof(Pixel));
        m_room = pixels;
    }
    m_tiles.front()->rect = step;
}

} // namespace tessera

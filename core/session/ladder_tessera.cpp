// SPDX-License-Identifier: MIT
#include "core/session/ladder_tessera.h"
#include "core/session/open_memory.h"

#include "core/session/row_render.h"

#include <cstring>
#include <memory>
#include <utility>

namespace tessera {

namespace {

// Takes the stripes of a picture into memory.
class PictureInMemory : public StripeWriter {
public:
    explicit PictureInMemory(LadderPicture& picture)
        : m_picture(picture)
    {
    }

    Result<void> begin(PlaneShape shape) override
    {
        m_picture.resize(static_cast<std::size_t>(shape.rows * shape.columns) * 3);
        return {};
    }
    Result<void> encode(Stripe& stripe) override // here, because all workers may do it at once
    {
        std::memcpy(m_picture.data() + static_cast<std::size_t>(stripe.firstRow) * stripe.rowBytes,
            stripe.bytes.data(), static_cast<std::size_t>(stripe.rows) * stripe.rowBytes);
        return {};
    }
    Result<void> append(const Stripe& /*stripe*/) override { return {}; }
    Result<void> finish() override { return {}; }

private:
    LadderPicture& m_picture;
};

} // namespace

Result<LadderPicture> climbTessera(const LadderTask& task, const ColourTable& colours, int threads)
{
    OpenLimits limits{usualOpenMemory()};
    limits.reading = task.reading;
    const auto volume = openVolume(task.location, limits);
    if (!volume)
        return std::unexpected(volume.error());
    LadderPicture picture;
    Engine engine({.threads = threads});
    const auto cost = renderAndWait(engine, OpenedVolume{volume->probabilities, nullptr},
        {.plane = task.plane,
            .colours = colours,
            .corner = PlaneShape{task.shape.rows, task.shape.columns}},
        std::make_unique<PictureInMemory>(picture));
    if (!cost)
        return std::unexpected(cost.error());
    return picture;
}

} // namespace tessera

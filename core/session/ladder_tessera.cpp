// SPDX-License-Identifier: MIT
#include "core/session/ladder_tessera.h"

#include "core/cost/process_memory.h"
#include "core/session/plane_render.h"

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
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

// What a render tells when it is over, for a thread that waits.
class Outcome {
public:
    void tell(Result<void> result)
    {
        const std::lock_guard lock(m_mutex);
        m_result = std::move(result);
        m_news.notify_all();
    }
    Result<void> wait()
    {
        std::unique_lock lock(m_mutex);
        m_news.wait(lock, [this] { return m_result.has_value(); });
        return *m_result;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_news;
    std::optional<Result<void>> m_result; // guarded by m_mutex
};

} // namespace

Result<LadderPicture> climbTessera(const VolumeLocation& location, PlanePosition plane,
    const LadderShape& shape, const ColourTable& colours, int threads)
{
    const auto volume = openVolume(location, ByteCount{physicalMemory().value / 2});
    if (!volume)
        return std::unexpected(volume.error());
    LadderPicture picture;
    Engine engine({.threads = threads});
    const auto outcome = std::make_shared<Outcome>(); // the one that tells may be the last to leave
    const auto done = [outcome](const Result<RenderCost>& cost) {
        outcome->tell(cost ? Result<void>() : std::unexpected(cost.error()));
    };
    const auto render = PlaneRender::start(engine, OpenedVolume{volume->probabilities, nullptr},
        {.plane = plane, .colours = colours, .corner = PlaneShape{shape.rows, shape.columns}},
        std::make_unique<PictureInMemory>(picture), {{}, done});
    if (auto rendered = outcome->wait(); !rendered)
        return std::unexpected(std::move(rendered.error()));
    return picture;
}

} // namespace tessera

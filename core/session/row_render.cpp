// SPDX-License-Identifier: MIT
#include "core/session/row_render.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace tessera {

namespace {

class RowPasser final : public StripeWriter {
public:
    explicit RowPasser(RgbRowSink sink)
        : m_sink(std::move(sink))
    {
    }

    Result<void> begin(PlaneShape /*shape*/) override { return {}; }
    Result<void> append(const Stripe& stripe) override
    {
        const auto bytes = stripe.bytes.as<const std::uint8_t>();
        for (std::int64_t row = 0; row < stripe.rows; ++row)
            if (auto passed = m_sink(bytes.subspan(
                    static_cast<std::size_t>(row) * stripe.rowBytes, stripe.rowBytes));
                !passed)
                return passed;
        return {};
    }
    Result<void> finish() override { return {}; }

private:
    RgbRowSink m_sink;
};

struct Outcome {
    std::mutex mutex;
    std::condition_variable news;
    std::optional<Result<RenderCost>> result; // guarded by mutex
};

} // namespace

std::unique_ptr<StripeWriter> passRowsTo(RgbRowSink sink)
{
    return std::make_unique<RowPasser>(std::move(sink));
}

Result<RenderCost> renderAndWait(Engine& engine, const OpenedVolume& volume, RenderWish wish,
    std::unique_ptr<StripeWriter> writer, std::function<void(double)> progress,
    const std::stop_token& stop)
{
    const auto outcome = std::make_shared<Outcome>(); // the one that tells may be the last to leave
    const auto done = [outcome](const Result<RenderCost>& result) {
        const std::lock_guard lock(outcome->mutex);
        outcome->result = result;
        outcome->news.notify_all();
    };
    const auto render = PlaneRender::start(
        engine, volume, std::move(wish), std::move(writer), {std::move(progress), done});
    const std::stop_callback onStop(stop, [&render] { render->cancel(); });
    std::unique_lock lock(outcome->mutex);
    outcome->news.wait(lock, [&] { return outcome->result.has_value(); });
    return *outcome->result;
}

Result<void> renderPlane(Engine& engine, const OpenedVolume& volume, RenderWish wish,
    RgbRowSink sink, std::function<void(double)> progress, const std::stop_token& stop)
{
    const auto cost = renderAndWait(
        engine, volume, std::move(wish), passRowsTo(std::move(sink)), std::move(progress), stop);
    return cost ? Result<void>() : std::unexpected(cost.error());
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/stripe_painter.h"
#include "core/session/stripe_plan.h"
#include "core/source/open_source.h"
#include "core/tile/engine.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace tessera {

// Which picture is wanted, and what it may cost.
struct RenderWish {
    PlanePosition plane = {};
    int level = 0; // from 0, the plane itself, to 9; a pixel of level n is a mean of 2^n × 2^n
    ColourTable colours;
    std::optional<ByteCount> memory =
        std::nullopt; // a cap on all that grows with the picture or its chunks
    std::optional<PlaneShape> corner = std::nullopt; // only so much, from the top left
    DamagePolicy policy = DamagePolicy::Stop;
    std::shared_ptr<PlaneDamage> damage = nullptr; // gets what could not be read; null: nobody asks
};

// A whole plane, class colour × number, black where no class has a positive probability, striped
// where it cannot be read (by the policy: else it ends with an error and leaves no file). Workers
// of the engine's pool make it block by block, past the cache of tiles; the one that completes a
// stripe encodes it, and the one that brings the next in order hands it to the file. No thread
// waits for another, so that a pool of one thread is enough, and how much is in memory does not
// depend on the height of the picture. Threads: every member may be called from any thread.
// `progress` (0 to 1) and `done` (once) are called by workers, never two at once. Whoever starts it
// holds it until then: let go of earlier, it ends without a word and leaves no file. The engine
// outlives it.
class PlaneRender : public WorkSource, public std::enable_shared_from_this<PlaneRender> {
public:
    struct Callbacks {
        std::function<void(double)> progress; // may be empty
        std::function<void(const Result<RenderCost>&)> done; // the file is complete or gone
    };

    static std::shared_ptr<PlaneRender> start(Engine& engine, const OpenedVolume& volume,
        RenderWish wish, std::unique_ptr<StripeWriter> writer, Callbacks callbacks);
    void cancel(); // done() is called with Cancelled, soon

    Work take() override;

private:
    struct Slot {
        Stripe stripe;
        std::int64_t index = 0;
        std::int64_t taken = 0; // blocks given out
        std::int64_t left = 0; // blocks to come back
    };
    using PainterPtr = std::unique_ptr<StripePainter>;

    PlaneRender(
        Engine& engine, RenderJob job, std::unique_ptr<StripeWriter> writer, Callbacks callbacks);
    void begin(const StripeWish& wish);
    void makeSlots();
    void build(Slot& slot, std::int64_t block);
    Result<void> paint(Slot& slot, std::int64_t block, PainterPtr& painter, RenderCost& cost);
    void complete(Slot& slot);
    void handOver();
    void leave(); // a worker goes; the last one ends it
    void finish();
    // With m_mutex held:
    Slot* openSlot();
    void keepError(Result<void> result);
    bool isToEnd() const;

    Engine& m_engine;
    RenderJob m_job;
    std::unique_ptr<StripeWriter> m_writer;
    Callbacks m_callbacks;
    StripePlan m_plan; // once begun
    std::stop_source m_stop;

    std::mutex m_mutex; // guards all below
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::vector<Slot*> m_freeSlots;
    std::map<std::int64_t, Slot*> m_encoded; // by their place in the picture
    Slot* m_open = nullptr; // whose blocks are given out
    std::vector<PainterPtr> m_painters; // not in use
    RenderCost m_cost;
    std::optional<Error> m_error;
    std::int64_t m_nextStripe = 0; // to be given out
    std::int64_t m_written = 0;
    int m_running = 0; // workers inside
    bool m_hasBegun = false;
    bool m_isHandingOver = false;
    bool m_hasTurnedAway = false; // a worker that may find something later
    bool m_isOver = false;
};

} // namespace tessera

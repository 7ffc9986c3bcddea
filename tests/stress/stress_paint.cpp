// SPDX-License-Identifier: MIT
// Looks change and repaints are asked for while tiles arrive; stages and painters end while busy.
#include "core/session/session.h"
#include "core/tile/paint_stage.h"
#include "tests/stress/stress.h"
#include "tests/support/tile_reference.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr test::FakeSpec spec{.rows = 300, .columns = 300};

// As a view does: keeps the latest picture of every tile.
class CheckingView : public PictureSink {
public:
    void picturesReady(PictureBatch batch) override
    {
        const std::lock_guard lock(m_mutex);
        check(batch.look >= m_look, "looks never go back");
        m_look = batch.look;
        for (const PictureOutcome& outcome : batch.outcomes) {
            check(outcome.picture.has_value(), "every tile is painted");
            const PaintedTile& picture = **outcome.picture;
            check(picture.look == batch.look, "a batch has one look");
            const PixelRect& rect = picture.tile->rect;
            check(picture.pixels.size()
                    == static_cast<std::size_t>(rect.rows * rect.columns) * sizeof(Pixel),
                "a picture has all its pixels");
            m_tiles[outcome.key.row * 1000 + outcome.key.column] = picture.tile;
        }
    }
    std::vector<TilePtr> tiles() const
    {
        const std::lock_guard lock(m_mutex);
        std::vector<TilePtr> tiles;
        for (const auto& [place, tile] : m_tiles)
            tiles.push_back(tile);
        return tiles;
    }
    std::uint64_t look() const
    {
        const std::lock_guard lock(m_mutex);
        return m_look;
    }

private:
    mutable std::mutex m_mutex;
    std::map<int, TilePtr> m_tiles; // guarded by m_mutex
    std::uint64_t m_look = 0; // guarded by m_mutex
};

void restyle(unsigned number, PaintStage& stage, const CheckingView& view)
{
    auto random = stress::randomOf(number);
    std::uint64_t last = 0;
    for (int turn = 0; turn < 30; ++turn) {
        const auto red = static_cast<std::uint8_t>(stress::below(random, 256));
        const std::uint64_t look = stress::below(random, 4) == 0
            ? stage.setWindow({0, static_cast<double>(red) + 1})
            : stage.setColours({{{red, 0, 0}}, {{0, red, 0}}, {{0, 0, red}}});
        check(look > last, "looks are numbered upwards");
        last = look;
        stage.repaint(view.tiles());
    }
}

void oneStage(unsigned turn, Engine& engine)
{
    const auto source = test::fakeSource(spec);
    const auto costs = std::make_shared<CostLog>();
    const auto view = std::make_shared<CheckingView>();
    const auto stage = std::make_shared<PaintStage>(engine.painter(), costs, view, engine.trace());
    Session session(engine, {source, source}, costs, stage);
    {
        std::vector<std::jthread> users;
        users.emplace_back([&] { restyle(turn * 2, *stage, *view); });
        users.emplace_back([&] { restyle(turn * 2 + 1, *stage, *view); });
        for (int level = 1; level >= 0; --level)
            session.want(session.wishesFor({{{0, 0, 300, 300}, level}}));
    }
    if (turn % 2 == 0)
        return; // ends while it is painted
    const std::uint64_t last = stage->setColours(ColourTable(3));
    while (session.state().pending > 0 || view->tiles().empty())
        std::this_thread::yield();
    stage->repaint(view->tiles());
    while (view->look() < last)
        std::this_thread::yield();
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    for (unsigned turn = 0; !run.isOver();) {
        Engine engine(
            {.threads = 2, .cacheBudget = megabytes(2), .trace = std::make_shared<Trace>(0, 1000)});
        for (int times = 0; times < 3 && !run.isOver(); ++times) {
            oneStage(turn++, engine);
            run.countTurn();
        }
    }
    return run.report("stress_paint");
}

// SPDX-License-Identifier: MIT
// Several sessions on one engine want, look ahead, turn planes, probe, render and end at random.
#include "core/session/row_render.h"
#include "core/session/session.h"
#include "tests/stress/stress.h"
#include "tests/support/tile_inbox.h"
#include "tests/support/tile_reference.h"

#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

using namespace tessera;
using stress::check;

namespace {

constexpr test::FakeSpec spec{.rows = 400, .columns = 300, .zCount = 5};
constexpr test::FakeSpec imageSpec{.rows = 400, .columns = 300, .classes = 1};

// What a probe tells must be of the pixel it was asked for, on any plane that was shown.
void probe(Session& session, const std::shared_ptr<test::FakeSource>& source, int row, int column)
{
    session.probe(row, column, [source, row, column](const Result<ProbeResult>& result) {
        check(result.has_value(), "a probe succeeds");
        check(result->row == row && result->column == column, "a probe is of its pixel");
        bool isKnown = false;
        for (std::int64_t z = 0; z < spec.zCount; ++z)
            isKnown = isKnown || source->valueAt({z, 0}, row, column, 0) == result->values[0];
        check(isKnown, "a probe tells values of the volume");
    });
}

void checkState(const SchedulerState& state)
{
    check(state.pending <= state.wished, "no more is pending than was wished");
}

void act(std::mt19937& random, Session& session, const std::shared_ptr<test::FakeSource>& source)
{
    const int row = stress::below(random, 400);
    const int column = stress::below(random, 300);
    const ViewWish view{{{row, column, 200, 200}, stress::below(random, 2)}};
    switch (stress::below(random, 7)) {
    case 0:
        session.setPlane({stress::below(random, 7) - 1, 0});
        break;
    case 1:
        probe(session, source, row, column);
        break;
    case 2:
        checkState(session.state());
        session.retryFailed();
        break;
    case 3:
    case 4:
        session.lookAhead(view, Session::Motion::Moving);
        break;
    default:
        session.want(session.wishesFor(view));
    }
}

void oneSession(std::mt19937& random, Engine& engine)
{
    const auto source = test::fakeSource(spec);
    const auto inbox = std::make_shared<test::TileInbox>();
    Session session(
        engine, {source, test::fakeSource(imageSpec)}, std::make_shared<CostLog>(), inbox);
    std::jthread other([&] {
        auto own = stress::randomOf(static_cast<unsigned>(random()));
        for (int turn = 0; turn < 10; ++turn)
            act(own, session, source);
    });
    auto mine = stress::randomOf(1);
    for (int turn = 0; turn < 10; ++turn)
        act(mine, session, source);
    other.join();
}

void oneRender(std::mt19937& random, Engine& engine)
{
    const OpenedVolume volume{test::fakeSource(spec), nullptr};
    std::stop_source stop;
    const int stopAt = stress::below(random, 800); // half of them to the end
    int rows = 0;
    const auto sink = [&](std::span<const std::uint8_t> rgb) -> Result<void> {
        check(rgb.size() == 300 * 3, "a row is whole");
        if (++rows == stopAt)
            stop.request_stop();
        return {};
    };
    const auto result = renderPlane(
        engine, volume, {.colours = ColourTable(3)}, sink, [](double) { }, stop.get_token());
    check(result.has_value() ? rows == spec.rows : rows >= stopAt, "rows are passed on in full");
}

void user(unsigned number, Engine& engine, stress::Run& run)
{
    auto random = stress::randomOf(number);
    while (!run.isOver()) {
        if (stress::below(random, 4) == 0)
            oneRender(random, engine);
        else
            oneSession(random, engine);
        run.countTurn();
    }
}

} // namespace

int main(int argumentCount, char** arguments)
{
    stress::Run run(argumentCount, arguments);
    Engine engine({.threads = 3, .cacheBudget = {500'000}, .trace = nullptr});
    {
        std::vector<std::jthread> users;
        for (unsigned number = 0; number < 3; ++number)
            users.emplace_back([&, number] { user(number, engine, run); });
    }
    check(engine.cache().held() == ByteCount{0}, "ended sessions leave nothing in the cache");
    return run.report("stress_session");
}

// SPDX-License-Identifier: MIT
#include "tests/benchmarks/walk/walk_script.h"

#include "ui/view/tile_view.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>
#include <numbers>

namespace tessera::bench {

namespace {

constexpr int tickMs = 16; // as near to 60 Hz as timers are
constexpr int notch = 120;
constexpr int ticksPerNotch = 4; // a quick hand
constexpr int mostNotches = 60;
constexpr int ticksPerSlice = 3; // twenty a second
constexpr int flingTicks = 20;
constexpr int restTicks = 30; // kinetic pans and zooms come to rest, tiles come in
constexpr double flingLength = 0.6; // of the view
constexpr double halfTurn = std::numbers::pi;

} // namespace

WalkScript::WalkScript(MainWindow& window, bool isShort)
    : m_window(window)
    , m_view(window.view())
{
    m_clock.setTimerType(Qt::PreciseTimer);
    m_clock.setInterval(tickMs);
    connect(&m_clock, &QTimer::timeout, this, &WalkScript::tick);
    constexpr int slices = 200;
    constexpr int fewSlices = 3;
    m_steps.emplace_back([this](int) {
        m_view.fit();
        m_fittedScale = m_view.transform().scale();
        return true;
    });
    addRest(restTicks);
    addPlace({0.3, 0.3});
    if (!isShort) {
        addPlace({0.7, 0.4});
        addPlace({0.5, 0.75});
    }
    if (window.document()->info().zCount > 1)
        addSlices(isShort ? fewSlices : slices);
}

void WalkScript::start()
{
    m_clock.start();
}

void WalkScript::tick()
{
    if (m_step == m_steps.size()) {
        m_clock.stop();
        Q_EMIT finished();
        return;
    }
    if (m_steps[m_step](m_tick++)) {
        ++m_step;
        m_tick = 0;
    }
}

void WalkScript::addRest(int ticks)
{
    m_steps.emplace_back([ticks](int tick) { return tick >= ticks; });
}

// In at a place until a pixel of the plane takes two of the screen, three pans, and out again.
void WalkScript::addPlace(QPointF share)
{
    constexpr double deepest = 2;
    constexpr double whole = 1.001;
    m_steps.emplace_back([this, share](int) {
        m_pointer = {m_view.width() * share.x(), m_view.height() * share.y()};
        mouse(QEvent::MouseMove, m_pointer, {});
        return true;
    });
    m_steps.emplace_back([this](int tick) {
        if (tick % ticksPerNotch == 0)
            turnWheel(notch);
        return m_view.transform().scale() >= deepest || tick >= mostNotches * ticksPerNotch;
    });
    addRest(restTicks);
    for (const QPointF direction : {QPointF(-1, -0.3), QPointF(0.8, 0.6), QPointF(-0.2, 1)})
        addFling(direction);
    m_steps.emplace_back([this](int tick) {
        if (tick % ticksPerNotch == 0)
            turnWheel(-notch);
        return m_view.transform().scale() <= m_fittedScale * whole
            || tick >= mostNotches * ticksPerNotch;
    });
    addRest(restTicks);
}

// Slowly, faster, and let go while it is fast.
void WalkScript::addFling(QPointF direction)
{
    m_steps.emplace_back([this, direction](int tick) {
        const QPointF from(m_view.width() * 0.5, m_view.height() * 0.5);
        const double way = 1 - std::cos(halfTurn / 2 * tick / flingTicks);
        const QPointF at(from.x() + direction.x() * way * flingLength * m_view.width() / 2,
            from.y() + direction.y() * way * flingLength * m_view.height() / 2);
        if (tick == 0)
            mouse(QEvent::MouseButtonPress, at, Qt::LeftButton);
        else
            mouse(QEvent::MouseMove, at, Qt::LeftButton);
        if (tick < flingTicks)
            return false;
        mouse(QEvent::MouseButtonRelease, at, {});
        return true;
    });
    addRest(restTicks);
}

void WalkScript::addSlices(int count)
{
    m_steps.emplace_back([this, count](int tick) {
        if (tick % ticksPerSlice == 0)
            turnWheel(-notch, Qt::ShiftModifier);
        return tick >= count * ticksPerSlice;
    });
    addRest(restTicks);
}

void WalkScript::turnWheel(int delta, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(m_pointer, m_view.mapToGlobal(m_pointer), {}, {0, delta}, Qt::NoButton,
        modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&m_view, &event);
}

void WalkScript::mouse(QEvent::Type type, QPointF position, Qt::MouseButtons buttons)
{
    m_pointer = position;
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, position, m_view.mapToGlobal(position), button, buttons, {});
    QCoreApplication::sendEvent(&m_view, &event);
}

} // namespace tessera::bench

// SPDX-License-Identifier: MIT
#include "ui/bars/slice_player.h"

#include <algorithm>
#include <utility>

namespace tessera {

namespace {
constexpr int second = 1000; // milliseconds
} // namespace

SlicePlayer::SlicePlayer(std::function<bool()> isReady, QObject* parent)
    : QObject(parent)
    , m_isReady(std::move(isReady))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    setFramesPerSecond(usual);
    connect(&m_timer, &QTimer::timeout, this, &SlicePlayer::tick);
}

void SlicePlayer::play(SliceAxis axis)
{
    m_axis = axis;
    m_due = 0;
    m_timer.start();
    Q_EMIT playingChanged();
}

void SlicePlayer::stop()
{
    if (!isPlaying())
        return;
    m_timer.stop();
    Q_EMIT playingChanged();
}

void SlicePlayer::setFramesPerSecond(int rate)
{
    m_timer.setInterval(second / std::clamp(rate, slowest, fastest));
}

void SlicePlayer::tick()
{
    ++m_due;
    if (m_isReady())
        Q_EMIT stepped(m_axis, std::exchange(m_due, 0));
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace tessera {

// Slices run along z (what one looks along) or along time.
enum class SliceAxis { Z, Time };

// Plays slices like a film. Keeps to its rate: while the picture is not there yet nothing is asked
// for, and the slices that would have been shown meanwhile are left out.
// Threads: GUI thread only.
class SlicePlayer : public QObject {
    Q_OBJECT
public:
    static constexpr int slowest = 1; // frames per second
    static constexpr int fastest = 30;
    static constexpr int usual = 10;

    // `isReady` tells whether the last slice asked for is on screen.
    explicit SlicePlayer(std::function<bool()> isReady, QObject* parent = nullptr);

    void play(SliceAxis axis);
    void stop();
    bool isPlaying() const { return m_timer.isActive(); }
    bool isPlaying(SliceAxis axis) const { return isPlaying() && m_axis == axis; }
    void setFramesPerSecond(int rate);
    void tick(); // as the timer does

Q_SIGNALS:
    void stepped(tessera::SliceAxis axis, int steps);
    void playingChanged();

private:
    std::function<bool()> m_isReady;
    QTimer m_timer;
    SliceAxis m_axis = SliceAxis::Z;
    int m_due = 0; // slices since the last step
};

} // namespace tessera

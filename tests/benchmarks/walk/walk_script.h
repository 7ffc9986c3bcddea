// SPDX-License-Identifier: MIT
#pragma once

#include "ui/window/main_window.h"

#include <QEvent>
#include <QObject>
#include <QPointF>
#include <QTimer>

#include <functional>
#include <string>
#include <vector>

namespace tessera::bench {

// The fixed walk of a hand over the picture, one small movement in each turn of a 60 Hz clock: the
// whole plane, three times in to single pixels with pans there and out again, then slices. Nothing
// is waited for on the way. Threads: GUI thread only.
class WalkScript : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WalkScript)
public:
    WalkScript(MainWindow& window, bool isShort);

    void start();

Q_SIGNALS:
    void finished();

private:
    using Step = std::function<bool(int tick)>; // true when it is over

    void tick();
    void addPlace(QPointF share);
    void addFling(QPointF direction);
    void addSlices(int count);
    void addRest(int ticks);
    void turnWheel(int delta, Qt::KeyboardModifiers modifiers = {});
    void mouse(QEvent::Type type, QPointF position, Qt::MouseButtons buttons);

    MainWindow& m_window;
    TileView& m_view;
    QTimer m_clock;
    std::vector<Step> m_steps;
    std::size_t m_step = 0;
    int m_tick = 0; // of the step
    QPointF m_pointer; // where the hand is, in the view
    double m_fittedScale = 1;
};

} // namespace tessera::bench

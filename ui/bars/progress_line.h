// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

namespace tessera {

// A thin line under the tool bar that says "working". It always takes its three pixels of height,
// so that nothing moves when it appears, and it appears only after 300 ms of activity.
// Threads: GUI thread only.
class ProgressLine : public QWidget {
    Q_OBJECT
public:
    static constexpr int delayMs = 300;

    explicit ProgressLine(QWidget* parent = nullptr);

    void setActive(bool active);
    void setFraction(double fraction); // 0 … 1; below 0: unknown, a part of the line wanders

    bool isShown() const { return m_shown; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void appear();
    void animateWhereAllowed();

    QTimer m_delay;
    QTimer m_frames;
    bool m_shown = false;
    double m_fraction = -1;
    int m_phase = 0; // of the wandering part, 0 … 99
};

} // namespace tessera

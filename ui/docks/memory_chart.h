// SPDX-License-Identifier: MIT
#pragma once

#include "ui/docks/cost_status.h"

#include <QWidget>

#include <deque>

namespace tessera {

class ChartFrame;

// Memory over the last minute: the process, its peak, and the cache against its budget.
// Threads: GUI thread only.
class MemoryChart : public QWidget {
    Q_OBJECT
public:
    static constexpr std::int64_t spanMs = 60'000;

    explicit MemoryChart(QWidget* parent = nullptr);

    void append(std::int64_t nowMs, const CostStatus& status); // times never go back
    void clear();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Sample {
        std::int64_t atMs;
        double resident;
        double peak;
        double cache;
    };
    double top() const;
    void paintLine(QPainter& painter, const ChartFrame& frame, double Sample::* value) const;

    std::deque<Sample> m_samples; // of the last spanMs
    double m_budget = 0;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/tile_bill.h"

#include <QWidget>

#include <span>
#include <vector>

namespace tessera {

class ChartFrame;

// The times of the latest tiles, one bar a tile, stacked: read, reduce, paint. The newest is at the
// right. Threads: GUI thread only.
class TileChart : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t capacity = 400;

    explicit TileChart(QWidget* parent = nullptr);

    void setBills(std::span<const TileBill> bills); // oldest first; the latest of them are kept
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Stages {
        std::uint64_t serial = 0;
        double readNs = 0;
        double reduceNs = 0;
        double paintNs = 0;
        double sumNs() const { return readNs + reduceNs + paintNs; }
        friend bool operator==(const Stages&, const Stages&) = default;
    };
    void paintBars(QPainter& painter, const ChartFrame& frame, std::span<const Stages> shown) const;

    std::vector<Stages> m_stages;
};

} // namespace tessera

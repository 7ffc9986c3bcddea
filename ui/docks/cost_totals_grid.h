// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"

#include <QWidget>

#include <array>
#include <span>

class QLabel;

namespace tessera {

// Totals since the last clear and medians of the bills in the table, stage by stage.
// Threads: GUI thread only.
class CostTotalsGrid : public QWidget {
    Q_OBJECT
public:
    explicit CostTotalsGrid(QWidget* parent = nullptr);

    void setCost(const CostTotals& totals, std::span<const TileBill> bills);

private:
    static constexpr std::size_t figures = 6; // tiles, wait, read, reduce, paint, bytes read

    std::array<QLabel*, figures> m_totals{};
    std::array<QLabel*, figures> m_medians{};
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"
#include "ui/docks/cost_status.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

namespace tessera {

class CostLine;
class CostTotalsGrid;
class LadderTab;
class MemoryChart;
class TileBillTable;
class TileChart;

// What every tile cost, live: one line, or opened with charts, totals and a table, and beside them
// the ladder from naive to fast. Looks at the log
// ten times a second, only while it can be seen, and touches only what changed.
// Threads: GUI thread only; the log is filled by others.
class CostPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr int pollMs = 100;

    explicit CostPanel(std::shared_ptr<CostLog> log, QWidget* parent = nullptr);

    void setStatus(const CostStatus& status); // as often as it likes; shown with the next poll
    void setOpen(bool open);
    bool isOpen() const { return m_isOpen; }
    QString lineText() const;
    LadderTab& ladder() { return *m_ladder; }

Q_SIGNALS:
    void openChanged(bool open);
    void tileActivated(const tessera::TileBill& bill);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeDetails();
    QWidget* makeTiles();
    void poll();
    void takeBills();
    void sampleMemory();
    void clearLog();

    std::shared_ptr<CostLog> m_log;
    CostStatus m_status;
    std::optional<std::uint64_t> m_shownRevision; // of the log, by what can be seen now
    bool m_isOpen = false;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::int64_t m_lastSampleMs = -1;
    CostStatus m_sampled;
    CostLine* m_line;
    TileChart* m_tileChart;
    MemoryChart* m_memoryChart;
    CostTotalsGrid* m_totals;
    TileBillTable* m_table;
    LadderTab* m_ladder;
    QWidget* m_details;
};

} // namespace tessera

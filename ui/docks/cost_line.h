// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/cost_log.h"
#include "ui/docks/cost_status.h"

#include <QWidget>

class QLabel;

namespace tessera {

class IconButton;

// The cost in one line: tiles, time a tile, rate, cache, peak; and the button that opens the rest.
// Every figure has its fixed place, so nothing moves while they change.
// Threads: GUI thread only.
class CostLine : public QWidget {
    Q_OBJECT
public:
    explicit CostLine(QWidget* parent = nullptr);

    void setTotals(const CostTotals& totals);
    void setStatus(const CostStatus& status);
    void setOpen(bool open); // which way the button points
    QString text() const; // the whole line, for copying

Q_SIGNALS:
    void toggleRequested();

protected:
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    QLabel* addFigure(const QString& widest, const QString& tip);

    QLabel* m_tiles;
    QLabel* m_time;
    QLabel* m_rate;
    QLabel* m_cache;
    QLabel* m_peak;
    IconButton* m_toggle;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/tile_bill.h"

#include <QTableView>

#include <vector>

class QSortFilterProxyModel;

namespace tessera {

class TileBillModel;

// The bills as a table that can be sorted, copied (Ctrl+C, with tabs) and followed to the tile
// (double click, Enter). New bills leave selection, sorting and the rows in view where they are;
// a table scrolled to its top keeps showing its top. Threads: GUI thread only.
class TileBillTable : public QTableView {
    Q_OBJECT
public:
    explicit TileBillTable(QWidget* parent = nullptr);

    void setBills(std::vector<TileBill> bills);
    const std::vector<TileBill>& bills() const;
    QString selectedAsText() const; // empty when nothing is selected

Q_SIGNALS:
    void tileActivated(const tessera::TileBill& bill);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void activate(const QModelIndex& index);
    void fitColumns();
    void showNeededColumns();

    TileBillModel* m_model;
    QSortFilterProxyModel* m_sorted;
};

} // namespace tessera

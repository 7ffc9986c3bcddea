// SPDX-License-Identifier: MIT
#pragma once

#include "core/cost/tile_bill.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <vector>

namespace tessera {

// The latest bills as rows, oldest first; times in µs, bytes with their unit. An update touches
// only what is new, gone or painted since, so that a view keeps selection and sorting.
// Threads: GUI thread only.
class TileBillModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Order,
        Kind,
        Level,
        Row,
        TileColumn,
        Z,
        T,
        Worker,
        Wait,
        Read,
        Reduce,
        Paint,
        BytesRead,
        Scratch,
        Kept,
        Damage
    };
    static constexpr int columns = Damage + 1;
    static constexpr int numberRole = Qt::UserRole; // qint64: nanoseconds, bytes; to sort by
    static constexpr std::size_t capacity = 4096;

    using QAbstractTableModel::QAbstractTableModel;

    // As CostLog::bills() gives them: by serial, without gaps in what was there before.
    void setBills(std::vector<TileBill> bills);
    const std::vector<TileBill>& bills() const { return m_bills; }
    const TileBill& billAt(int row) const { return m_bills.at(static_cast<std::size_t>(row)); }

    // A row for a spreadsheet: numbers without unit, separated by tabs; and the names above it.
    QString tabbedRow(int row) const;
    static QString tabbedHeader();
    static QString kindText(bool isImage);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool continues(const std::vector<TileBill>& bills) const;
    void dropOld(const std::vector<TileBill>& bills);
    void takePaints(const std::vector<TileBill>& bills);
    void appendNew(const std::vector<TileBill>& bills);

    std::vector<TileBill> m_bills;
};

} // namespace tessera

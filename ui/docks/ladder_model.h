// SPDX-License-Identifier: MIT
#pragma once

#include "ui/docks/ladder_bill.h"

#include <QAbstractTableModel>

#include <vector>

namespace tessera {

// The rungs that were climbed, as the rows of a table. Threads: GUI thread only.
class LadderModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Time, Memory, Faster, Picture };
    static constexpr int columns = 5;

    // How long the bar of a figure is, from 0 to 1, on a scale of powers of ten; empty where there
    // is none.
    static constexpr int barRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const LadderBill& bill);
    const std::vector<LadderBill>& bills() const { return m_bills; }
    QString asText() const; // with tabs

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const LadderBill& bill, int column) const;
    double barOf(const LadderBill& bill, int column) const;
    double timesFaster(const LadderBill& bill) const;

    std::vector<LadderBill> m_bills; // from the bottom up
};

QString rungText(const QString& rung); // "v0  text, a list for every pixel"
QString rungLesson(const QString& rung); // what the step teaches, a sentence

} // namespace tessera

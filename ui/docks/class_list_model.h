// SPDX-License-Identifier: MIT
#pragma once

#include "core/palette/look.h"

#include <QAbstractTableModel>

#include <vector>

namespace tessera {

// The classes of a look as rows: eye, swatch, name, share. Shows what it is given; a name typed in
// is passed on as a wish. Threads: GUI thread only.
class ClassListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Eye, Swatch, Name, Share };
    static constexpr int columns = 4;
    static constexpr int visibleRole = Qt::UserRole; // bool, in every column
    static constexpr int colourRole = Qt::UserRole + 1; // QColor, in every column

    using QAbstractTableModel::QAbstractTableModel;

    void setLook(const Look& look); // rows stay where their number stays
    const Look& look() const { return m_look; }
    void setShares(std::vector<double> percent); // in class order; empty: unknown
    void setNamesReason(const QString& reason) { m_namesReason = reason; } // why they are so called
    bool hasShares() const { return !m_shares.empty(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void renameRequested(int row, const QString& name); // never empty

private:
    QString shownText(int row, int column) const;
    QString tip(int row, int column) const;
    QString spokenText(int row, int column) const;

    Look m_look;
    std::vector<double> m_shares;
    QString m_namesReason;
};

} // namespace tessera

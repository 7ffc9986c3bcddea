// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace tessera {

// Draws a recent file: thumbnail, name, and below it the folder, fainter. Threads: GUI thread only.
class RecentDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int folderRole = Qt::UserRole + 1;
    static constexpr int existsRole = Qt::UserRole + 2;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QPalette>
#include <QStyledItemDelegate>

namespace tessera {

// Draws a row of a ClassListModel: the eye and the swatch in the middle of their cells, the text
// of hidden classes fainter. Threads: GUI thread only.
class ClassDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintEye(QPainter& painter, const QStyleOptionViewItem& option, bool visible) const;
    static void paintSwatch(
        QPainter& painter, const QStyleOptionViewItem& option, const QColor& colour);

    mutable QPalette m_iconPalette; // what the icons were drawn for
    mutable QIcon m_eye;
    mutable QIcon m_eyeOff;
};

} // namespace tessera

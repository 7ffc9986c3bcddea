// SPDX-License-Identifier: MIT
#include "ui/docks/class_delegate.h"

#include "ui/docks/class_list_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace tessera {

namespace {

constexpr int iconEdge = 4 * spacingUnit;
constexpr int rowHeight = 7 * spacingUnit;

QRect centred(const QRect& cell)
{
    QRect square(0, 0, iconEdge, iconEdge);
    square.moveCenter(cell.center());
    return square;
}

} // namespace

void ClassDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (!index.data(ClassListModel::visibleRole).toBool())
        option->palette.setColor(QPalette::Text, quietText(option->palette));
}

void ClassDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() == ClassListModel::Eye)
        paintEye(*painter, option, index.data(ClassListModel::visibleRole).toBool());
    else if (index.column() == ClassListModel::Swatch)
        paintSwatch(*painter, option, index.data(ClassListModel::colourRole).value<QColor>());
}

QSize ClassDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width(), std::max(size.height(), rowHeight)};
}

void ClassDelegate::paintEye(
    QPainter& painter, const QStyleOptionViewItem& option, bool visible) const
{
    if (m_eye.isNull() || m_iconPalette != option.palette) {
        m_iconPalette = option.palette;
        m_eye = lineIcon(QStringLiteral("eye"), option.palette);
        m_eyeOff = lineIcon(QStringLiteral("eye-off"), option.palette);
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    (visible ? m_eye : m_eyeOff)
        .paint(&painter, centred(option.rect), Qt::AlignCenter,
            selected ? QIcon::Selected : QIcon::Normal);
}

void ClassDelegate::paintSwatch(
    QPainter& painter, const QStyleOptionViewItem& option, const QColor& colour)
{
    constexpr double outline = 0.35;
    constexpr double radius = 2.5;
    const QColor line = mixed(colour, option.palette.color(QPalette::Text), outline);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line);
    painter.setBrush(colour);
    painter.drawRoundedRect(
        QRectF(centred(option.rect)).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius);
    painter.restore();
}

} // namespace tessera

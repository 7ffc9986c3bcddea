// SPDX-License-Identifier: MIT
#include "ui/docks/ladder_delegate.h"

#include "ui/docks/ladder_model.h"
#include "ui/theme/shades.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QPainter>

namespace tessera {

void LadderDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant share = index.data(LadderModel::barRole);
    if (!share.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString figure = std::exchange(item.text, QString());
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const int figureWidth = item.fontMetrics.horizontalAdvance(QStringLiteral("888.8 MB"));
    const QRect place = item.rect.adjusted(spacingUnit, 0, -2 * spacingUnit, 0);
    const bool isSelected = (item.state & QStyle::State_Selected) != 0;
    painter->save();
    painter->setPen(item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(QRect(place.left(), place.top(), figureWidth, place.height()),
        Qt::AlignRight | Qt::AlignVCenter, figure);
    QRectF bar =
        QRectF(place).adjusted(figureWidth + 2 * spacingUnit, spacingUnit, 0, -spacingUnit);
    bar.setWidth(std::max(bar.width(), 0.0) * share.toDouble());
    painter->fillRect(bar,
        isSelected ? item.palette.color(QPalette::HighlightedText)
                   : accentShade(item.palette, index.column() == LadderModel::Time ? 0 : 1));
    painter->restore();
}

} // namespace tessera

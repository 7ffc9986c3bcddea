// SPDX-License-Identifier: MIT
#include "ui/start/recent_delegate.h"

#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace tessera {

namespace {

constexpr int thumbnailEdge = 12 * spacingUnit;
constexpr int margin = 2 * spacingUnit;

void paintThumbnail(QPainter& painter, const QRect& place, const QIcon& thumbnail,
    const QPalette& palette, bool exists)
{
    constexpr double missingOpacity = 0.4;
    constexpr int iconMargin = 3 * spacingUnit;
    painter.save();
    painter.setOpacity(exists ? 1.0 : missingOpacity);
    if (thumbnail.isNull()) {
        painter.fillRect(place, lineColour(palette));
        const int inset = iconMargin;
        lineIcon(QStringLiteral("image"), palette)
            .paint(&painter, place.adjusted(inset, inset, -inset, -inset));
    } else {
        thumbnail.paint(&painter, place);
    }
    painter.restore();
}

void paintWords(
    QPainter& painter, QRect place, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool exists = index.data(RecentDelegate::existsRole).toBool();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor strong =
        option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = selected ? strong : quietText(option.palette);
    const int line = option.fontMetrics.height();
    place.setTop(place.center().y() - line);
    place.setHeight(line);
    const auto paintLine = [&](const QString& words, const QColor& colour, Qt::TextElideMode cut) {
        painter.setPen(colour);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(words, cut, place.width()));
        place.translate(0, line);
    };
    paintLine(index.data(Qt::DisplayRole).toString(), exists ? strong : quiet, Qt::ElideRight);
    const QString folder = index.data(RecentDelegate::folderRole).toString();
    paintLine(exists ? folder : RecentDelegate::tr("not found in %1").arg(folder), quiet,
        Qt::ElideMiddle);
}

} // namespace

void RecentDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);

    const bool exists = index.data(existsRole).toBool();
    const QRect inner = option.rect.adjusted(margin, margin / 2, -margin, -margin / 2);
    QRect square(0, 0, thumbnailEdge, thumbnailEdge);
    square.moveCenter({inner.left() + thumbnailEdge / 2, inner.center().y()});
    paintThumbnail(
        *painter, square, index.data(Qt::DecorationRole).value<QIcon>(), option.palette, exists);

    painter->save();
    painter->setFont(option.font);
    paintWords(*painter, inner.adjusted(thumbnailEdge + 3 * spacingUnit, 0, 0, 0), option, index);
    painter->restore();
}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int text = 2 * option.fontMetrics.height();
    return {0, std::max(thumbnailEdge, text) + margin};
}

} // namespace tessera

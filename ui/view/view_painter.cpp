// SPDX-License-Identifier: MIT
#include "ui/view/view_painter.h"

#include "ui/view/tile_layer.h"

#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <vector>

namespace tessera {

namespace {

constexpr double gridScale = 16; // from here on pixels are large enough to be told apart

void drawPixelGrid(QPainter& painter, const ViewTransform& transform)
{
    const PixelRect shown = transform.visibleRect();
    const QRectF plane = transform.planeOnScreen();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(QColor(128, 128, 128, 110), 1));
    for (std::int64_t column = shown.column; column <= shown.column + shown.columns; ++column) {
        const double x =
            std::round(transform.toScreen(QPointF(static_cast<double>(column), 0)).x());
        painter.drawLine(QPointF(x, std::max(0.0, plane.top())),
            QPointF(x, std::min(transform.viewport().height(), plane.bottom())));
    }
    for (std::int64_t row = shown.row; row <= shown.row + shown.rows; ++row) {
        const double y = std::round(transform.toScreen(QPointF(0, static_cast<double>(row))).y());
        painter.drawLine(QPointF(std::max(0.0, plane.left()), y),
            QPointF(std::min(transform.viewport().width(), plane.right()), y));
    }
}

// Tiles of which there is nothing at all.
void addFailures(
    std::vector<LostRect>& lost, const ViewContent& content, const ViewTransform& transform)
{
    if (content.failures().empty())
        return;
    const TileGrid& grid = content.session().grid();
    const int level = content.part().level;
    const TileRange range = grid.tilesTouching(level, content.part().rect);
    for (std::int32_t row = range.firstRow; row < range.endRow; ++row)
        for (std::int32_t column = range.firstColumn; column < range.endColumn; ++column) {
            if (content.failureAt(content.session().classKey(level, {row, column})) == nullptr)
                continue;
            const PixelRect covered =
                grid.coveredAtLevel0(level, grid.tileRect(level, row, column));
            lost.push_back({transform.toScreen(
                QRectF(static_cast<double>(covered.column), static_cast<double>(covered.row),
                    static_cast<double>(covered.columns), static_cast<double>(covered.rows)))});
        }
}

void paintUpright(QPainter& painter, ViewContent& content, const ViewTransform& transform,
    const ViewStyle& style, std::uint64_t frame)
{
    const bool hasImage = content.hasImage() && style.showsImage;
    const QRectF pane({0, 0}, transform.viewport());
    painter.fillRect(snappedToPixels(transform.planeOnScreen()) & pane, Qt::black);
    std::vector<LostRect> lost;
    TileLayer layer{content.session().grid(), transform, content.store(), {}, frame, &lost};
    if (hasImage) {
        layer.subjects = content.subjects(ViewContent::Layer::Image);
        layer.draw(painter, content.part());
        drawHatch(painter, lost, transform.planeOnScreen().topLeft());
        lost.clear();
    }
    if (style.showsOverlay) {
        painter.setOpacity(hasImage ? style.overlayOpacity : 1.0);
        layer.subjects = content.subjects(ViewContent::Layer::Classes);
        layer.draw(painter, content.part());
        painter.setOpacity(1);
        addFailures(lost, content, transform);
        drawHatch(painter, lost, transform.planeOnScreen().topLeft());
    }
    if (transform.scale() >= gridScale)
        drawPixelGrid(painter, transform);
}

} // namespace

QColor canvasColour(const QPalette& palette)
{
    constexpr int lightThemeGrey = 0xA8;
    constexpr int darkThemeGrey = 0x3C;
    const bool isDark = palette.color(QPalette::Window).lightness() < 128;
    const int grey = isDark ? darkThemeGrey : lightThemeGrey;
    return {grey, grey, grey};
}

void paintPane(QPainter& painter, ViewContent& content, const ViewTransform& transform,
    const ViewStyle& style, std::uint64_t frame)
{
    // Drawn as it is stored, and turned by the painter: whole pixels stay whole pixels.
    painter.save();
    painter.setTransform(transform.uprightToScreen(), true);
    paintUpright(painter, content, transform.upright(), style, frame);
    painter.restore();
}

} // namespace tessera

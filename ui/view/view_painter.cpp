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

// Where pixels are not square, their longer side decides how finely is read; only so far, because
// every doubling reads four times as many pixels.
constexpr double finestStretch = 4;

void drawPixelGrid(QPainter& painter, const ViewTransform& transform, const PixelRect& shown)
{
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
void addFailures(std::vector<LostRect>& lost, const ViewContent& content,
    const ViewTransform& transform, const VisiblePart& part)
{
    if (content.failures().empty())
        return;
    const TileGrid& grid = content.session().grid();
    const int level = part.level;
    const TileRange range = grid.tilesTouching(level, part.rect);
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

// The first layer, scaled quickly: what is under it is black, so that nothing has to be blended,
// and it goes straight into the image that the painter draws into.
void drawQuicklyOverBlack(QPainter& painter, TileLayer& layer, const VisiblePart& part,
    const QTransform& turn, const QRect& rect)
{
    constexpr QRgb opaque = 0xFF000000;
    auto* all = static_cast<QImage*>(painter.device());
    QImage image(all->scanLine(rect.top()) + rect.left() * qsizetype{sizeof(QRgb)}, rect.width(),
        rect.height(), all->bytesPerLine(), QImage::Format_RGB32);
    const NearestPixels pixels{image, rect.topLeft(), turn, opaque};
    layer.quick = &pixels;
    layer.draw(painter, part);
    layer.quick = nullptr;
}

// One layer into memory of its own, scaled quickly, and that over what is there.
void drawQuickly(QPainter& painter, TileLayer& layer, const VisiblePart& part,
    const QTransform& turn, const PanePart& pane)
{
    QImage& scratch = *pane.scratch;
    if (scratch.width() < pane.rect.width() || scratch.height() < pane.rect.height())
        scratch = QImage(
            pane.rect.size().expandedTo(scratch.size()), QImage::Format_ARGB32_Premultiplied);
    QImage image(scratch.bits(), pane.rect.width(), pane.rect.height(), scratch.bytesPerLine(),
        QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const NearestPixels pixels{image, pane.rect.topLeft(), turn};
    layer.quick = &pixels;
    layer.draw(painter, part);
    layer.quick = nullptr;
    painter.save();
    painter.setTransform(turn.inverted(), true);
    painter.drawImage(pane.rect.topLeft(), image);
    painter.restore();
}

// `turn` is done by the painter to what is drawn here.
void paintUpright(QPainter& painter, ViewContent& content, const ViewTransform& transform,
    const ViewStyle& style, const QTransform& turn, const PanePart& pane)
{
    const TileGrid& grid = content.session().grid();
    const QRectF rect = turn.inverted().mapRect(QRectF(pane.rect));
    // Edges of tiles are rounded to pixels of the screen.
    const VisiblePart part{
        transform.visibleRect(rect.adjusted(-1, -1, 1, 1)), levelFor(grid, transform)};
    const bool hasImage = content.hasImage() && style.showsImage;
    const QRectF plane = snappedToPixels(transform.planeOnScreen());
    if (!plane.contains(rect))
        painter.fillRect(rect, style.canvas);
    painter.fillRect(plane & rect, Qt::black);
    std::vector<LostRect> lost;
    TileLayer layer{
        grid, transform, content.store(), transform.visibleRect(), {}, pane.frame, &lost};
    const auto draw = [&](ViewContent::Layer which) {
        const bool isFirst = which == ViewContent::Layer::Image || !hasImage;
        layer.subjects = content.subjects(which);
        if (pane.scratch != nullptr && isFirst)
            drawQuicklyOverBlack(painter, layer, part, turn, pane.rect);
        else if (pane.scratch != nullptr)
            drawQuickly(painter, layer, part, turn, pane);
        else
            layer.draw(painter, part);
    };
    if (hasImage) {
        draw(ViewContent::Layer::Image);
        drawHatch(painter, lost, transform.planeOnScreen().topLeft());
        lost.clear();
    }
    if (style.showsOverlay) {
        painter.setOpacity(hasImage ? style.overlayOpacity : 1.0);
        draw(ViewContent::Layer::Classes);
        painter.setOpacity(1);
        addFailures(lost, content, transform, part);
        drawHatch(painter, lost, transform.planeOnScreen().topLeft());
    }
    if (transform.scale() >= gridScale)
        drawPixelGrid(painter, transform, part.rect);
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

int levelFor(const TileGrid& grid, const ViewTransform& transform)
{
    return levelForScale(
        grid, std::min(transform.longestScale(), transform.scale() * finestStretch));
}

void paintPane(QPainter& painter, ViewContent& content, const ViewTransform& transform,
    const ViewStyle& style, const PanePart& part)
{
    // Drawn as it is stored, and turned by the painter: whole pixels stay whole pixels.
    const QTransform turn = transform.uprightToScreen();
    painter.save();
    painter.setClipRect(part.rect);
    painter.setTransform(turn, true);
    paintUpright(painter, content, transform.upright(), style, turn, part);
    painter.restore();
}

void paintOverview(QPainter& painter, ViewContent& content, const ViewTransform& transform)
{
    constexpr int finerLevels = 6; // some thousand looks into the store
    const ViewTransform upright = transform.upright();
    const TileGrid& grid = content.session().grid();
    TileLayer layer{grid, upright, content.store(), upright.visibleRect(),
        content.subjects(ViewContent::Layer::Classes)};
    layer.finerLevels = finerLevels;
    painter.save();
    painter.setTransform(transform.uprightToScreen(), true);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    layer.draw(painter, {upright.visibleRect(), levelFor(grid, upright)});
    painter.restore();
}

} // namespace tessera

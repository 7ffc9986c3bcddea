// SPDX-License-Identifier: MIT
// How the view draws what is there.
#include "ui/view/tile_view.h"

#include "core/cost/stopwatch.h"
#include "ui/theme/spacing.h"
#include "ui/view/scale_bar.h"

#include <QPainter>

#include <algorithm>

namespace tessera {

namespace {

constexpr double longestScaleBar = 160; // logical pixels

// A number of the file without a unit is not one of pixels.
QString unitOf(const PixelSize& pixel)
{
    return pixel.unit.empty() ? TileView::tr("units") : QString::fromStdString(pixel.unit);
}

} // namespace

void TileView::paintEvent(QPaintEvent* /*event*/)
{
    const std::int64_t start = nowNs();
    ++m_frame;
    {
        QPainter painter(this);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        if (m_content == nullptr || m_isSideBySide)
            painter.fillRect(rect(), canvasColour(palette()));
        painter.scale(1 / devicePixelRatioF(), 1 / devicePixelRatioF());
        for (std::size_t pane = 0; m_content != nullptr && pane < paneCount(); ++pane) {
            refreshPane(pane, 0);
            painter.drawImage(paneCorner(pane), m_panes.at(pane).image());
        }
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        if (m_content != nullptr && m_isScaleBarShown)
            paintScaleBar(painter);
        if (m_content != nullptr && m_mark)
            paintMark(painter);
    }
    if (m_content == nullptr)
        return;
    m_content->trim(m_frame);
    Q_EMIT framePainted(start, nowNs());
    if (!isFinal() && !isMoving())
        m_refinement.start();
    if (!m_isFirstPicturePainted && m_content->isFirstPicture()) {
        m_isFirstPicturePainted = true;
        Q_EMIT firstPicture();
    }
    if (!m_isPaintedSettled && !m_motion.isMoving() && isFinal() && m_content->isSettled()) {
        m_isPaintedSettled = true;
        m_content->dropStandIns();
        Q_EMIT settled(m_content->isExact());
    }
}

ViewStyle TileView::paneStyle(bool isFirst) const
{
    ViewStyle style = m_style;
    if (m_isSideBySide && isFirst)
        style = {1, !m_content->hasImage(), true};
    else
        style.showsOverlay = m_style.showsOverlay && !m_isOverlayHeld;
    style.canvas = canvasColour(palette());
    return style;
}

QPointF TileView::paneCorner(std::size_t pane) const
{
    return {pane == 0 ? 0.0 : paneSize().width() + paneGap, 0};
}

QRegion TileView::refreshPane(std::size_t pane, std::int64_t budgetNs)
{
    FrameBuffer& buffer = m_panes.at(pane);
    buffer.setView(m_transform);
    const ViewStyle style = paneStyle(pane == 0);
    const auto draw = [&](QPainter& painter, const QRect& part, FrameQuality quality) {
        paintPane(painter, *m_content, m_transform, style,
            {part, m_frame, quality == FrameQuality::Quick ? &m_scratch : nullptr});
    };
    return buffer.refresh(draw, isMoving(), budgetNs);
}

void TileView::refine()
{
    constexpr std::int64_t stepNs = 5'000'000;
    if (m_content == nullptr || isMoving() || isFinal())
        return;
    for (std::size_t pane = 0; pane < paneCount(); ++pane)
        for (const QRect& part : refreshPane(pane, stepNs))
            updateDevice(QRectF(part).translated(paneCorner(pane)));
}

bool TileView::isFinal() const
{
    return std::all_of(m_panes.begin(), m_panes.begin() + static_cast<std::ptrdiff_t>(paneCount()),
        [](const FrameBuffer& pane) { return pane.isFinal(); });
}

void TileView::invalidatePanes()
{
    for (FrameBuffer& pane : m_panes)
        pane.invalidate();
}

// Pictures with another look come all at once, and are shown so.
void TileView::invalidateTiles(const PictureBatch& batch)
{
    if (batch.isRepaint) {
        invalidatePanes();
        update();
        return;
    }
    for (std::size_t pane = 0; pane < paneCount(); ++pane)
        m_panes.at(pane).setView(m_transform);
    const TileGrid& grid = m_content->session().grid();
    update(QRect(0, 0, 1, 1)); // the last tile may be out of view by now
    for (const PictureOutcome& outcome : batch.outcomes) {
        const TileKey& key = outcome.key;
        const PixelRect covered =
            grid.coveredAtLevel0(key.level, grid.tileRect(key.level, key.row, key.column));
        // Clipped: far more than the screen may be under a coarse tile.
        const QRectF place =
            m_transform.toScreen(
                QRectF(static_cast<double>(covered.column), static_cast<double>(covered.row),
                    static_cast<double>(covered.columns), static_cast<double>(covered.rows)))
            & QRectF({0, 0}, paneSize());
        const QRect part = place.adjusted(-1, -1, 1, 1).toAlignedRect();
        for (std::size_t pane = 0; pane < paneCount(); ++pane) {
            m_panes.at(pane).invalidate(part);
            updateDevice(QRectF(part).translated(paneCorner(pane)));
        }
    }
}

void TileView::updateDevice(const QRectF& part)
{
    const double ratio = devicePixelRatioF();
    update(QRectF(part.topLeft() / ratio, part.size() / ratio).toAlignedRect());
}

// Once, in the first pane, where both are shown.
void TileView::paintScaleBar(QPainter& painter) const
{
    const VolumeInfo& info = m_content->session().info();
    const QSizeF pixel = pixelSizeOf(info);
    const bool isKnown = pixel.width() > 0 && pixel.height() > 0;
    const bool isSideways = m_transform.orientation().isSideways();
    const QSizeF side = isKnown ? pixel : QSizeF(1, 1);
    const QSizeF stretch = m_transform.stretch();
    const double size =
        isSideways ? side.height() / stretch.height() : side.width() / stretch.width();
    const double ratio = devicePixelRatioF();
    const QSizeF pane = paneSize();
    const double most = std::min(longestScaleBar * ratio, pane.width() / 3);
    const ScaleLength length = scaleLength(
        size / m_transform.scale(), isKnown ? unitOf(info.meaning.pixel) : QString(), most);
    const double margin = 3.0 * spacingUnit;
    drawScaleBar(painter, palette(), length, {margin, pane.height() / ratio - margin}, ratio);
}

void TileView::markPixel(qint64 row, qint64 column)
{
    m_mark = QPointF(static_cast<double>(column), static_cast<double>(row));
    m_markTime.start();
    update();
}

// A frame around the pixel, never so small that it is overlooked.
void TileView::paintMark(QPainter& painter) const
{
    constexpr double smallest = 15; // device pixels
    const QRectF pixel = m_transform.toScreen(QRectF(*m_mark, QSizeF(1, 1)));
    QRectF frame({}, pixel.size().expandedTo({smallest, smallest}));
    frame.moveCenter(pixel.center());
    for (std::size_t pane = 0; pane < paneCount(); ++pane) {
        const QRect around = frame.translated(paneCorner(pane)).toAlignedRect();
        painter.setPen(Qt::black);
        painter.drawRect(around);
        painter.drawRect(around.adjusted(-2, -2, 2, 2));
        painter.setPen(Qt::white);
        painter.drawRect(around.adjusted(-1, -1, 1, 1));
    }
}

QSize TileView::pictureSize() const
{
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

QImage TileView::picture()
{
    QImage image(pictureSize(), QImage::Format_RGB32);
    image.fill(canvasColour(palette()));
    if (m_content == nullptr)
        return image;
    QPainter painter(&image);
    for (std::size_t pane = 0; pane < paneCount(); ++pane) {
        painter.save();
        painter.translate(paneCorner(pane));
        paintPane(painter, *m_content, m_transform, paneStyle(pane == 0),
            {QRectF({0, 0}, paneSize()).toRect(), m_frame});
        painter.restore();
    }
    if (m_isScaleBarShown)
        paintScaleBar(painter);
    return image;
}

} // namespace tessera

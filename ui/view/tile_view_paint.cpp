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
        painter.fillRect(rect(), canvasColour(palette()));
        painter.scale(1 / devicePixelRatioF(), 1 / devicePixelRatioF());
        paintPanes(painter);
    }
    if (m_content == nullptr)
        return;
    m_content->trim(m_frame);
    Q_EMIT framePainted(start, nowNs());
    if (!m_isPaintedSettled && m_content->isSettled()) {
        m_isPaintedSettled = true;
        m_content->dropStandIns();
        Q_EMIT settled(m_content->isExact());
    }
}

void TileView::paintPanes(QPainter& painter)
{
    if (m_content == nullptr)
        return;
    const QRectF pane({0, 0}, paneSize());
    painter.save();
    ViewStyle overlay = m_style;
    overlay.showsOverlay = m_style.showsOverlay && !m_isOverlayHeld;
    painter.setClipRect(pane);
    if (m_isSideBySide) {
        paintPane(painter, *m_content, m_transform, {1, !m_content->hasImage(), true}, m_frame);
        painter.translate(pane.width() + paneGap, 0);
        painter.setClipRect(pane);
    }
    paintPane(painter, *m_content, m_transform, overlay, m_frame);
    painter.restore();
    if (m_isScaleBarShown)
        paintScaleBar(painter);
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

QSize TileView::pictureSize() const
{
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

QImage TileView::picture()
{
    QImage image(pictureSize(), QImage::Format_RGB32);
    image.fill(canvasColour(palette()));
    QPainter painter(&image);
    paintPanes(painter);
    return image;
}

} // namespace tessera

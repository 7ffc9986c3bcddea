// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/frame_buffer.h"
#include "ui/view/view_content.h"
#include "ui/view/view_motion.h"
#include "ui/view/view_painter.h"
#include "ui/view/view_transform.h"

#include <QPoint>
#include <QTimer>
#include <QWidget>

#include <array>
#include <cstdint>
#include <optional>

namespace tessera {

class Minimap;

// The picture: shows the content, moves through it by mouse and keys. Gets values in, sends wishes
// out. Painting draws what is there; it never reads, waits or scales whole images.
class TileView : public QWidget {
    Q_OBJECT
public:
    explicit TileView(QWidget* parent = nullptr);

    // Null: nothing is shown. The content outlives its stay here.
    void setContent(ViewContent* content);
    void keepViewFor(ViewContent* content); // the same, with the view left where it is (reload)
    void takePictures(const PictureBatch& batch);

    const ViewTransform& transform() const { return m_transform; }
    // Where the view is going, while it zooms; else where it is.
    const ViewTransform& destination() const;
    Minimap& minimap() { return *m_minimap; }
    const ViewStyle& style() const { return m_style; }
    bool isSideBySide() const { return m_isSideBySide; }
    bool isScaleBarShown() const { return m_isScaleBarShown; }
    bool isSettled() const { return m_isPaintedSettled; }

    void setOverlayOpacity(double opacity);
    void setOverlayShown(bool shown);
    void setSideBySide(bool sideBySide);
    void setScaleBarShown(bool shown);
    void setViewState(const ViewState& state);
    void setOrientation(ViewOrientation orientation);
    void centreOnTile(int level, std::int32_t row, std::int32_t column);
    void centreOn(QPointF plane); // as large as now
    void markPixel(qint64 row, qint64 column); // for a moment
    void setPlane(PlanePosition plane);
    void refresh(); // after a change of the content from outside
    void retryFailed(); // reads again what is damaged

    QImage picture(); // what is on screen, in device pixels
    QSize pictureSize() const;

public Q_SLOTS:
    void fit();
    void showActualPixels();
    void zoomIn();
    void zoomOut();

Q_SIGNALS:
    void viewChanged(); // moved, zoomed, resized or got other tiles
    void hovered(qint64 row, qint64 column);
    void hoverEnded();
    void sliceStepRequested(int steps);
    void overlayHeld(bool hidden); // Shift is held over the picture, or no more
    void framePainted(qint64 startNs, qint64 endNs);
    void firstPicture(); // a frame with something at each place was painted, once for a content
    void settled(bool exact); // a frame with every visible tile in its final form was painted
    void tilesFailed(const QString& sentence);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    static constexpr double paneGap = 2; // device pixels between two panes
    QSizeF paneSize() const; // device pixels
    QPointF inPane(
        QPointF position) const; // device pixels in the pane under a position of the widget
    // Of the first pane, where there are two, what is under the classes alone.
    ViewStyle paneStyle(bool isFirst) const;
    std::size_t paneCount() const { return m_isSideBySide ? 2 : 1; }
    QPointF paneCorner(std::size_t pane) const; // device pixels
    QRegion refreshPane(std::size_t pane, std::int64_t budgetNs);
    void invalidatePanes();
    void invalidateTiles(const PictureBatch& batch);
    void refine(); // a step towards the final form of what was drawn quickly
    void updateDevice(const QRectF& part); // device pixels
    bool isFinal() const;
    bool isMoving() const { return m_rest.isActive() || m_motion.isMoving(); }
    void movedByHand(); // and maybe on at once
    void goTo(const ViewTransform& target); // by an eased zoom, where the style animates
    void zoomBy(QPointF position, double factor); // device pixels in the pane
    void step(); // of a motion
    void stopMotion();
    bool isAnimated() const;
    enum class Haste : std::uint8_t { None, ZoomsOn };
    void askFor(const ViewTransform& view, Haste haste = Haste::None);
    void paintMark(QPainter& painter) const;
    void paintScaleBar(QPainter& painter) const;
    void moved();
    void restyled();
    void tellDamage();
    void setOverlayHeld(bool held);
    void reportHover(QPointF position);
    void stepSlices(int delta);

    ViewContent* m_content = nullptr;
    ViewTransform m_transform;
    ViewStyle m_style;
    bool m_isSideBySide = false;
    bool m_isScaleBarShown = false;
    bool m_isOverlayHeld = false;
    bool m_isPaintedSettled = false;
    bool m_isFirstPicturePainted = false;
    std::optional<QPointF> m_dragFrom;
    int m_wheelRest = 0; // eighths of a degree not yet a slice
    ViewMotion m_motion;
    HandSpeed m_hand; // while it drags
    QTimer m_clock; // of a motion's frames
    Minimap* m_minimap;
    std::optional<QPointF> m_mark; // corner of a pixel of the plane
    QTimer m_markTime;
    std::array<FrameBuffer, 2> m_panes;
    QImage m_scratch; // for what is drawn quickly
    QTimer m_rest; // runs while the picture is moved
    QTimer m_refinement; // to the next step
    std::uint64_t m_frame = 0;
    std::size_t m_failuresTold = 0;
    bool m_isDamageTold = false;
};

} // namespace tessera

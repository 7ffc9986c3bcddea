// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/view_content.h"
#include "ui/view/view_transform.h"

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace tessera {

// The whole plane in a corner of the view, with a frame around what is in view; a click or a drag
// moves it. Shown where there is more of the plane than is in view. What it shows was on screen
// before; of planes that are quickly read it asks for its own level. Threads: GUI thread only.
class Minimap : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(QWidget* parent);

    void setContent(ViewContent* content); // null: nothing; forgets what was seen
    void setView(const ViewTransform& view); // moves the frame; shows or hides itself
    void setWanted(bool wanted);
    bool isWanted() const { return m_isWanted; }
    void tilesCame(); // draws them, a few times a second

    QRectF frame() const; // around what is in view, in pixels of the widget
    QSize sizeHint() const override;

Q_SIGNALS:
    void centreWanted(QPointF plane);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void shape(); // after the plane
    void drawOverview();
    void updateShown();
    QPointF planeAt(QPointF position) const;

    ViewContent* m_content = nullptr;
    ViewTransform m_view; // of the large picture
    ViewTransform m_whole; // of the plane onto this widget, air included
    QImage m_overview; // device pixels
    QTimer m_pace; // runs after the overview was drawn
    bool m_isDue = false;
    bool m_isWanted = false;
    std::optional<QPointF> m_grip; // of a drag: from the pointer to the middle of the frame, plane
};

} // namespace tessera

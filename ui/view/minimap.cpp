// SPDX-License-Identifier: MIT
#include "ui/view/minimap.h"

#include "ui/theme/spacing.h"
#include "ui/view/view_painter.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tessera {

namespace {

constexpr QSizeF largest(200, 150); // logical pixels
constexpr double thinnest = 16; // of a plane that is all length
constexpr int paceMs = 200;
constexpr int border = 1;

bool isWholeInView(const ViewTransform& view)
{
    constexpr double slack = 1; // device pixels
    return QRectF({0, 0}, view.viewport())
        .adjusted(-slack, -slack, slack, slack)
        .contains(view.planeOnScreen());
}

} // namespace

Minimap::Minimap(QWidget* parent)
    : QWidget(parent)
{
    hide();
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::ArrowCursor);
    setAccessibleName(tr("Minimap"));
    setToolTip(tr("The whole plane (N); click or drag to look elsewhere"));
    m_pace.setSingleShot(true);
    m_pace.setInterval(paceMs);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isDue, false))
            tilesCame();
    });
}

void Minimap::setContent(ViewContent* content)
{
    m_content = content;
    m_overview = {};
    m_grip.reset();
    updateShown();
}

void Minimap::setView(const ViewTransform& view)
{
    const bool isSameShape = view.plane() == m_view.plane() && view.stretch() == m_view.stretch()
        && view.orientation() == m_view.orientation() && !m_overview.isNull();
    m_view = view;
    if (!isSameShape && m_content != nullptr)
        shape();
    constexpr int margin = 3 * spacingUnit;
    const QSize around = parentWidget()->size();
    move(around.width() - margin - width(), around.height() - margin - height());
    updateShown();
    update();
}

void Minimap::setWanted(bool wanted)
{
    m_isWanted = wanted;
    updateShown();
}

void Minimap::updateShown()
{
    const bool isShown = m_isWanted && m_content != nullptr && !isWholeInView(m_view);
    if (isShown != isHidden())
        return;
    setVisible(isShown);
    if (isShown)
        tilesCame();
    else if (m_content != nullptr)
        m_content->setOverview({});
}

// As the plane is seen: stretched, turned, and never thinner than can be clicked.
void Minimap::shape()
{
    const bool isSideways = m_view.orientation().isSideways();
    const QSizeF pixels(static_cast<double>(m_view.plane().columns) * m_view.stretch().width(),
        static_cast<double>(m_view.plane().rows) * m_view.stretch().height());
    const QSizeF seen = isSideways ? pixels.transposed() : pixels;
    const double scale = std::min(largest.width() / seen.width(), largest.height() / seen.height());
    const QSize size = (seen * scale).expandedTo({thinnest, thinnest}).toSize();
    const double ratio = devicePixelRatioF();
    constexpr double air = 2 * ViewTransform::air;
    m_whole = m_view;
    m_whole.setViewport(QSizeF(size) * ratio + QSizeF(air, air));
    m_whole.fit();
    m_overview = QImage((QSizeF(size) * ratio).toSize(), QImage::Format_RGB32);
    m_overview.fill(canvasColour(palette()));
    resize(size + QSize(2 * border, 2 * border));
    drawOverview();
}

QSize Minimap::sizeHint() const
{
    return largest.toSize();
}

void Minimap::tilesCame()
{
    if (m_pace.isActive()) {
        m_isDue = true;
        return;
    }
    m_pace.start();
    drawOverview();
    update();
}

// Over what was drawn before: tiles that were dropped since stay here.
void Minimap::drawOverview()
{
    if (m_content == nullptr || m_overview.isNull() || isHidden())
        return;
    m_content->setOverview(levelFor(m_content->session().grid(), m_whole));
    QPainter painter(&m_overview);
    painter.translate(-ViewTransform::air, -ViewTransform::air);
    paintOverview(painter, *m_content, m_whole);
}

QRectF Minimap::frame() const
{
    const double ratio = devicePixelRatioF();
    const QPointF corner(ViewTransform::air, ViewTransform::air);
    const QSizeF view = m_view.viewport();
    const QPointF one = m_whole.toScreen(m_view.toPlane({0, 0}));
    const QPointF other = m_whole.toScreen(m_view.toPlane({view.width(), view.height()}));
    const QRectF device = QRectF(one, other).normalized().translated(-corner);
    return {device.topLeft() / ratio + QPointF(border, border), device.size() / ratio};
}

void Minimap::paintEvent(QPaintEvent* /*event*/)
{
    constexpr QColor shade(0, 0, 0, 96);
    constexpr double smallest = 7; // of the frame: to be found, and taken hold of
    QPainter painter(this);
    painter.fillRect(rect(), QColor(32, 32, 32));
    const QRect inside = rect().adjusted(border, border, -border, -border);
    painter.drawImage(inside, m_overview);
    QRectF shown = frame();
    const QPointF middle = shown.center();
    shown.setSize(shown.size().expandedTo({smallest, smallest}));
    shown.moveCenter(middle);
    QRect around = shown.toAlignedRect() & inside;
    for (const QRect& beside : QRegion(inside) - around)
        painter.fillRect(beside, shade);
    // White within black is seen on every picture, in every theme.
    painter.setPen(Qt::black);
    painter.drawRect(around.adjusted(-1, -1, 0, 0));
    painter.setPen(Qt::white);
    painter.drawRect(around.adjusted(0, 0, -1, -1));
}

QPointF Minimap::planeAt(QPointF position) const
{
    const QPointF inside = (position - QPointF(border, border)) * devicePixelRatioF();
    return m_whole.toPlane(inside + QPointF(ViewTransform::air, ViewTransform::air));
}

// Within the frame it is taken where it is; elsewhere its middle comes to the pointer.
void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF at = planeAt(event->position());
    const QPointF middle(m_view.state().centreX, m_view.state().centreY);
    m_grip = frame().contains(event->position()) ? middle - at : QPointF();
    Q_EMIT centreWanted(at + *m_grip);
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (m_grip)
        Q_EMIT centreWanted(planeAt(event->position()) + *m_grip);
}

void Minimap::mouseReleaseEvent(QMouseEvent* /*event*/)
{
    m_grip.reset();
}

// Nothing for the view beneath.
void Minimap::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
}

} // namespace tessera

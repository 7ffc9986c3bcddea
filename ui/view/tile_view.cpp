// SPDX-License-Identifier: MIT
#include "ui/view/tile_view.h"

#include "ui/view/minimap.h"

#include <QResizeEvent>

#include <algorithm>
#include <cmath>

namespace tessera {

namespace {

constexpr int restMs = 80; // a hand that stays for so long is at rest
constexpr int frameMs = 16;
constexpr int markMs = 1500;
constexpr int refinementMs = 8; // between two steps: input comes first

} // namespace

TileView::TileView(QWidget* parent)
    : QWidget(parent)
    , m_minimap(new Minimap(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(160, 120);
    for (auto [timer, interval] : {std::pair(&m_rest, restMs), {&m_refinement, refinementMs}}) {
        timer->setSingleShot(true);
        timer->setInterval(interval);
        connect(timer, &QTimer::timeout, this, &TileView::refine);
    }
    m_clock.setTimerType(Qt::PreciseTimer);
    m_clock.setInterval(frameMs);
    connect(&m_clock, &QTimer::timeout, this, &TileView::step);
    m_markTime.setSingleShot(true);
    m_markTime.setInterval(markMs);
    connect(&m_markTime, &QTimer::timeout, this, [this] {
        m_mark.reset();
        update();
    });
    connect(m_minimap, &Minimap::centreWanted, this, [this](QPointF plane) {
        m_rest.start();
        centreOn(plane);
    });
    setAccessibleName(tr("Picture"));
    setAccessibleDescription(tr("The segmentation: class colour times probability. "
                                "Arrow keys move, plus and minus zoom, F shows the whole plane."));
}

void TileView::setContent(ViewContent* content)
{
    stopMotion();
    m_mark.reset();
    m_minimap->setContent(nullptr);
    m_content = content;
    m_isFirstPicturePainted = false;
    m_failuresTold = 0;
    m_isDamageTold = false;
    if (content != nullptr) {
        m_transform.setViewport(paneSize());
        m_transform.setPixelSize(pixelSizeOf(content->session().info()));
        m_transform.setPlane(content->session().grid().plane());
    }
    restyled();
    m_minimap->setContent(content);
    m_minimap->setView(m_transform);
}

void TileView::keepViewFor(ViewContent* content)
{
    const ViewState state = m_transform.state();
    const bool wasFitted = m_transform.isFitted();
    setContent(content);
    if (content != nullptr && !wasFitted)
        setViewState(state);
}

void TileView::takePictures(const PictureBatch& batch)
{
    if (m_content == nullptr || !m_content->take(batch))
        return;
    if (m_content->failures().size() > m_failuresTold)
        Q_EMIT tilesFailed(QString::fromStdString(m_content->failures().begin()->second.message));
    m_failuresTold = m_content->failures().size();
    tellDamage();
    m_isPaintedSettled = false;
    invalidateTiles(batch);
    m_minimap->tilesCame();
    Q_EMIT viewChanged();
}

// Once: the status bar goes on counting.
void TileView::tellDamage()
{
    if (m_isDamageTold || m_failuresTold > 0)
        return;
    const ViewContent::Damage damage = m_content->damage();
    m_isDamageTold = damage.tiles > 0;
    if (m_isDamageTold)
        Q_EMIT tilesFailed(QString::fromStdString(damage.reason));
}

void TileView::retryFailed()
{
    if (m_content == nullptr)
        return;
    m_failuresTold = 0;
    m_isDamageTold = false;
    m_content->retryFailed();
    refresh();
}

void TileView::setOverlayOpacity(double opacity)
{
    m_style.overlayOpacity = std::clamp(opacity, 0.0, 1.0);
    restyled();
}

void TileView::setOverlayShown(bool shown)
{
    m_style.showsOverlay = shown;
    restyled();
}

void TileView::setSideBySide(bool sideBySide)
{
    stopMotion();
    m_isSideBySide = sideBySide;
    m_transform.setViewport(paneSize());
    restyled();
}

void TileView::setScaleBarShown(bool shown)
{
    m_isScaleBarShown = shown;
    update();
}

void TileView::setViewState(const ViewState& state)
{
    stopMotion();
    m_transform.setState(state);
    moved();
}

void TileView::setOrientation(ViewOrientation orientation)
{
    stopMotion();
    m_transform.setOrientation(orientation);
    moved();
}

void TileView::centreOnTile(int level, std::int32_t row, std::int32_t column)
{
    if (m_content == nullptr)
        return;
    stopMotion();
    const TileGrid& grid = m_content->session().grid();
    const PixelRect covered = grid.coveredAtLevel0(level, grid.tileRect(level, row, column));
    m_transform.setScaleAt({}, std::ldexp(1.0, -level));
    m_transform.centreOn(
        {static_cast<double>(covered.column) + static_cast<double>(covered.columns) / 2,
            static_cast<double>(covered.row) + static_cast<double>(covered.rows) / 2});
    moved();
}

void TileView::setPlane(PlanePosition plane)
{
    if (m_content == nullptr)
        return;
    m_content->setPlane(plane);
    m_failuresTold = 0;
    m_isDamageTold = false;
    refresh();
}

void TileView::refresh()
{
    m_isPaintedSettled = false;
    invalidatePanes();
    update();
    Q_EMIT viewChanged();
}

void TileView::restyled()
{
    invalidatePanes();
    moved();
}

void TileView::askFor(const ViewTransform& view, Haste haste)
{
    // Even opaque classes let the image through: where there is none, and where one is hidden.
    if (m_content != nullptr)
        m_content->show({view.visibleRect(), levelFor(m_content->session().grid(), view)}, true,
            true, haste == Haste::ZoomsOn ? ViewContent::Stay::Passing : ViewContent::Stay::Here);
}

void TileView::moved()
{
    askFor(m_transform);
    m_isPaintedSettled = false;
    m_minimap->setView(m_transform);
    update();
    Q_EMIT viewChanged();
}

void TileView::movedByHand()
{
    m_rest.start();
    moved();
}

void TileView::centreOn(QPointF plane)
{
    stopMotion();
    m_transform.centreOn(plane);
    moved();
}

QSizeF TileView::paneSize() const
{
    const QSizeF size = QSizeF(this->size()) * devicePixelRatioF();
    if (!m_isSideBySide)
        return size;
    return {std::floor((size.width() - paneGap) / 2), size.height()};
}

QPointF TileView::inPane(QPointF position) const
{
    const QPointF device = position * devicePixelRatioF();
    const double second = paneSize().width() + paneGap;
    return m_isSideBySide && device.x() >= second ? device - QPointF(second, 0) : device;
}

void TileView::resizeEvent(QResizeEvent* /*event*/)
{
    stopMotion();
    m_transform.setViewport(paneSize());
    moved();
}

} // namespace tessera

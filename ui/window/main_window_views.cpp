// SPDX-License-Identifier: MIT
// What is looked at: planes and slices, playing them, turning the picture, its scale bar.
#include "ui/window/main_window.h"

#include "ui/bars/slice_bar.h"
#include "ui/view/tile_view.h"
#include "ui/window/status_fields.h"
#include "ui/window/volume_point.h"

#include <QMenu>
#include <QSlider>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tessera {

namespace {

constexpr std::int64_t manySlices = 10;
const QString rateName = QStringLiteral("slicesPerSecond");

bool hasDepth(const VolumeInfo& info)
{
    const auto z = info.meaning.axes.dimensionOf(Axis::Z);
    return z && info.shape[*z] > 1;
}

std::int64_t wrapped(std::int64_t value, std::int64_t count)
{
    return ((value % count) + count) % count;
}

// The shorter side of a pixel, as far as it is known: what a scale is told in.
double shorterSide(const VolumeInfo& info)
{
    const QSizeF size = pixelSizeOf(info);
    return std::max(0.0, std::min(size.width(), size.height()));
}

} // namespace

void MainWindow::connectViews()
{
    m_player = new SlicePlayer([this] { return m_view->isSettled(); }, this);
    m_slices->setActions(m_actions->planes, *m_actions->playSlices, *m_actions->playTime);
    m_slices->setFramesPerSecond(m_settings.value(rateName, m_slices->framesPerSecond()).toInt());
    m_player->setFramesPerSecond(m_slices->framesPerSecond());
    connectSlices();
    connectPlayer();
    for (const PlaneAxes axes : {PlaneAxes::XY, PlaneAxes::XZ, PlaneAxes::YZ})
        connect(m_actions->planes.at(static_cast<qsizetype>(axes)), &QAction::triggered, this,
            [this, axes] { showPlaneAxes(axes); });
    const auto turn = [this](QAction* action, auto change) {
        connect(action, &QAction::triggered, this, [this, change] {
            m_view->setOrientation((m_view->transform().orientation().*change)());
        });
    };
    turn(m_actions->turnRight, &ViewOrientation::turnedRight);
    turn(m_actions->turnLeft, &ViewOrientation::turnedLeft);
    turn(m_actions->flipSideways, &ViewOrientation::flippedSideways);
    turn(m_actions->flipUpsideDown, &ViewOrientation::flippedUpsideDown);
    connect(m_actions->upright, &QAction::triggered, this, [this] { m_view->setOrientation({}); });
    connect(m_actions->pauseRefining, &QAction::toggled, this, &MainWindow::pauseRefining);
    connect(m_actions->scaleBar, &QAction::toggled, m_view, &TileView::setScaleBarShown);
}

void MainWindow::pauseRefining(bool isPaused)
{
    if (m_document)
        m_document->session().setRefining(!isPaused);
    m_status->refresh();
}

void MainWindow::connectSlices()
{
    connect(m_slices, &SliceBar::positionChanged, this, &MainWindow::setPlane);
    const auto step = [this](QAction* action, std::int64_t slices, std::int64_t times) {
        connect(action, &QAction::triggered, this, [this, slices, times] {
            const PlanePosition now = m_document->session().reading().plane;
            setPlane({now.z + slices, now.t + times});
        });
    };
    step(m_actions->previousSlice, -1, 0);
    step(m_actions->nextSlice, 1, 0);
    step(m_actions->tenSlicesBack, -manySlices, 0);
    step(m_actions->tenSlicesOn, manySlices, 0);
    step(m_actions->previousTime, 0, -1);
    step(m_actions->nextTime, 0, 1);
    step(m_actions->tenTimesBack, 0, -manySlices);
    step(m_actions->tenTimesOn, 0, manySlices);
    connect(m_actions->firstSlice, &QAction::triggered, this,
        [this] { setPlane({0, m_document->session().reading().plane.t}); });
    connect(m_actions->lastSlice, &QAction::triggered, this, [this] {
        setPlane({m_document->info().zCount - 1, m_document->session().reading().plane.t});
    });
}

void MainWindow::connectPlayer()
{
    const auto toggle = [this](QAction* action, SliceAxis axis) {
        connect(action, &QAction::triggered, this, [this, axis](bool on) {
            if (on)
                m_player->play(axis);
            else
                m_player->stop();
        });
        connect(m_player, &SlicePlayer::playingChanged, this, [this, action, axis] {
            WindowActions::setPlaying(*action, m_player->isPlaying(axis), palette());
        });
    };
    toggle(m_actions->playSlices, SliceAxis::Z);
    toggle(m_actions->playTime, SliceAxis::Time);
    connect(m_player, &SlicePlayer::stepped, this, [this](SliceAxis axis, int steps) {
        const VolumeInfo& info = m_document->info();
        PlanePosition plane = m_document->session().reading().plane;
        if (axis == SliceAxis::Z)
            plane.z = wrapped(plane.z + steps, info.zCount);
        else
            plane.t = wrapped(plane.t + steps, info.tCount);
        showPlane(plane);
    });
    connect(m_slices, &SliceBar::framesPerSecondChanged, this, [this](int rate) {
        m_player->setFramesPerSecond(rate);
        m_settings.setValue(rateName, rate);
    });
}

// Somebody's own wish: it ends playing.
void MainWindow::setPlane(PlanePosition plane)
{
    m_player->stop();
    showPlane(plane);
}

void MainWindow::stepSlice(int steps)
{
    if (!m_document)
        return;
    PlanePosition plane = m_document->session().reading().plane;
    plane.z += steps;
    setPlane(plane);
}

void MainWindow::showPlane(PlanePosition plane)
{
    if (!m_document)
        return;
    m_view->setPlane(plane);
    const PlanePosition shown = m_document->session().reading().plane;
    const VolumeInfo& info = m_document->info();
    m_slices->setPosition(shown);
    for (QAction* back :
        {m_actions->previousSlice, m_actions->firstSlice, m_actions->tenSlicesBack})
        back->setEnabled(shown.z > 0);
    for (QAction* on : {m_actions->nextSlice, m_actions->lastSlice, m_actions->tenSlicesOn})
        on->setEnabled(shown.z + 1 < info.zCount);
    for (QAction* back : {m_actions->previousTime, m_actions->tenTimesBack})
        back->setEnabled(shown.t > 0);
    for (QAction* on : {m_actions->nextTime, m_actions->tenTimesOn})
        on->setEnabled(shown.t + 1 < info.tCount);
}

// What bars and menus offer for the volume shown.
void MainWindow::offerViews()
{
    const VolumeInfo& info = m_document->info();
    m_slices->setRange(info.zCount, info.tCount);
    m_slices->setSliceLetter(QLatin1Char(sliceLetter(info.planeAxes)));
    m_actions->setPlanesOffered(hasDepth(info));
    m_actions->planes[static_cast<int>(info.planeAxes)]->setChecked(true);
    m_actions->playSlices->setEnabled(info.zCount > 1);
    m_actions->playTime->setEnabled(info.tCount > 1);
}

void MainWindow::showPlaneAxes(PlaneAxes plane)
{
    if (!m_document || !hasDepth(m_document->info()))
        return;
    m_player->stop();
    ReadingWish wish = readingWish();
    wish.plane = plane;
    readAs(wish);
}

// Where another plane of the same volume is looked at so that one keeps what one looks at: the
// slice that it was left at, else the one through the middle of the view.
std::optional<MainWindow::CarriedView> MainWindow::carriedTo(const VolumeInfo& next)
{
    const VolumeInfo& now = m_document->info();
    if (now.meaning.axes != next.meaning.axes || now.shape != next.shape) {
        m_slicesLeft = {};
        return std::nullopt;
    }
    if (now.planeAxes == next.planeAxes)
        return std::nullopt;
    const PlanePosition position = m_document->session().reading().plane;
    const ViewState view = m_view->transform().state();
    m_slicesLeft.at(static_cast<std::size_t>(now.planeAxes)) = position.z;
    const VolumePoint middle = inVolume(
        now.planeAxes, {{view.centreX, view.centreY}, static_cast<double>(position.z) + 0.5});
    const PlanePoint place = inPlane(next.planeAxes, middle);
    const auto slice = m_slicesLeft.at(static_cast<std::size_t>(next.planeAxes))
                           .value_or(static_cast<std::int64_t>(place.slice));
    const double sides =
        shorterSide(now) > 0 && shorterSide(next) > 0 ? shorterSide(next) / shorterSide(now) : 1;
    return CarriedView{{slice, position.t},
        {place.inPlane.x(), place.inPlane.y(), view.scale * sides}, m_view->transform().isFitted()};
}

void MainWindow::takeCarried(const CarriedView& carried)
{
    m_document->content().setPlane(carried.plane);
    if (!carried.isFitted)
        m_view->setViewState(carried.state);
}

RememberedView MainWindow::presentView() const
{
    const ViewTransform& transform = m_view->destination();
    return {transform.state(), transform.isFitted(), m_document->session().reading().plane,
        m_opacity->value(), m_document->info().planeAxes, transform.orientation(),
        m_actions->scaleBar->isChecked()};
}

// Nothing is known of a file that is opened for the first time: upright, and with a scale bar where
// there is a scale.
void MainWindow::restoreView(const std::optional<RememberedView>& view)
{
    m_player->stop();
    m_slicesLeft = {};
    m_view->setOrientation(view ? view->orientation : ViewOrientation());
    m_actions->scaleBar->setChecked(
        view ? view->showsScaleBar : shorterSide(m_document->info()) > 0);
    if (!view)
        return;
    m_opacity->setValue(view->opacityPercent);
    if (view->planeAxes != m_document->info().planeAxes)
        return;
    m_document->content().setPlane(view->plane);
    if (!view->isFitted)
        m_view->setViewState(view->state);
}

} // namespace tessera

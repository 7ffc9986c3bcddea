// SPDX-License-Identifier: MIT
// Where in the plane one looks: minimap, a position that somebody types.
#include "ui/window/main_window.h"

#include "ui/dialogs/go_to_popup.h"
#include "ui/view/minimap.h"
#include "ui/view/tile_view.h"
#include "ui/window/volume_point.h"

#include <algorithm>

namespace tessera {

namespace {

const QString minimapName = QStringLiteral("showsMinimap");

qint64 whole(double value)
{
    return static_cast<qint64>(value);
}

// x and y always, the rest where there is any.
QList<PositionAxis> axesOf(const VolumeInfo& info, const VolumePoint& at, std::int64_t time)
{
    const VolumePoint extent = inVolume(info.planeAxes,
        {{static_cast<double>(info.plane.columns), static_cast<double>(info.plane.rows)},
            static_cast<double>(info.zCount)});
    QList<PositionAxis> axes{{QStringLiteral("x"), whole(extent.x), whole(at.x)},
        {QStringLiteral("y"), whole(extent.y), whole(at.y)}};
    if (extent.z > 1 || info.tCount > 1)
        axes.append({QStringLiteral("z"), whole(extent.z), whole(at.z)});
    if (info.tCount > 1)
        axes.append({QStringLiteral("t"), info.tCount, time});
    for (PositionAxis& axis : axes)
        axis.value = std::clamp<qint64>(axis.value, 0, axis.count - 1);
    return axes;
}

} // namespace

void MainWindow::connectPlaces()
{
    connect(m_actions->goTo, &QAction::triggered, this, &MainWindow::askForPosition);
    m_actions->minimap->setChecked(m_settings.value(minimapName, true).toBool());
    m_view->minimap().setWanted(m_actions->minimap->isChecked());
    connect(m_actions->minimap, &QAction::toggled, this, [this](bool on) {
        m_view->minimap().setWanted(on);
        m_settings.setValue(minimapName, on);
    });
}

void MainWindow::askForPosition()
{
    if (!m_document)
        return;
    const VolumeInfo& info = m_document->info();
    const ViewState view = m_view->destination().state();
    const PlanePosition plane = m_document->session().reading().plane;
    const VolumePoint at =
        inVolume(info.planeAxes, {{view.centreX, view.centreY}, static_cast<double>(plane.z)});
    if (m_goTo == nullptr) {
        m_goTo = new GoToPopup(this);
        connect(m_goTo, &GoToPopup::wanted, this, &MainWindow::goToPosition);
    }
    m_goTo->openOver(*m_view, axesOf(info, at, plane.t));
}

// In the order of the fields; what has none is 0.
void MainWindow::goToPosition(const QList<qint64>& values)
{
    if (!m_document)
        return;
    const VolumeInfo& info = m_document->info();
    const auto at = [&values](
                        qsizetype index) { return static_cast<double>(values.value(index, 0)); };
    const PlanePoint place = inPlane(info.planeAxes, {at(0), at(1), at(2)});
    const PlanePosition plane{static_cast<std::int64_t>(place.slice), values.value(3, 0)};
    if (plane != m_document->session().reading().plane)
        setPlane(plane);
    constexpr QPointF middle(0.5, 0.5);
    m_view->centreOn(place.inPlane + middle);
    m_view->markPixel(whole(place.inPlane.y()), whole(place.inPlane.x()));
    m_view->setFocus();
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/grid/axes.h"

#include <QPointF>

namespace tessera {

// A place in a volume, in samples of the array, whatever plane is shown.
struct VolumePoint {
    double x = 0;
    double y = 0;
    double z = 0;

    friend bool operator==(const VolumePoint&, const VolumePoint&) = default;
};

// The same place as one sees it: in the plane (x to the right) and which slice that plane is.
struct PlanePoint {
    QPointF inPlane;
    double slice = 0;

    friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

VolumePoint inVolume(PlaneAxes plane, const PlanePoint& point);
PlanePoint inPlane(PlaneAxes plane, const VolumePoint& point);

char sliceLetter(PlaneAxes plane); // the axis that one looks along: 'z', 'y' or 'x'

} // namespace tessera

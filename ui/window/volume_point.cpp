// SPDX-License-Identifier: MIT
#include "ui/window/volume_point.h"

namespace tessera {

VolumePoint inVolume(PlaneAxes plane, const PlanePoint& point)
{
    const double column = point.inPlane.x();
    const double row = point.inPlane.y();
    switch (plane) {
    case PlaneAxes::XZ:
        return {column, point.slice, row};
    case PlaneAxes::YZ:
        return {point.slice, column, row};
    case PlaneAxes::XY:
        break;
    }
    return {column, row, point.slice};
}

PlanePoint inPlane(PlaneAxes plane, const VolumePoint& point)
{
    switch (plane) {
    case PlaneAxes::XZ:
        return {{point.x, point.z}, point.y};
    case PlaneAxes::YZ:
        return {{point.y, point.z}, point.x};
    case PlaneAxes::XY:
        break;
    }
    return {{point.x, point.y}, point.z};
}

char sliceLetter(PlaneAxes plane)
{
    switch (plane) {
    case PlaneAxes::XZ:
        return 'y';
    case PlaneAxes::YZ:
        return 'x';
    case PlaneAxes::XY:
        break;
    }
    return 'z';
}

} // namespace tessera

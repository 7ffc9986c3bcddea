// SPDX-License-Identifier: MIT
#include "ui/view/nearest_pixels.h"

#include <QVarLengthArray>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tessera {

namespace {

constexpr int usualWidth = 2048; // of what is drawn at once: no memory is asked for

// One axis of the target onto one of the picture.
struct Scale {
    double from = 0; // of the target
    double to = 0; // of the picture
    double step = 1;
    int last = 0; // pixel of the picture

    int at(double middle) const
    {
        return std::clamp(static_cast<int>(std::floor(to + (middle - from) * step)), 0, last);
    }
};

} // namespace

void NearestPixels::draw(const QImage& picture, const QRectF& target, const QRectF& source) const
{
    if (target.isEmpty() || picture.isNull())
        return;
    const QRect place = turn.mapRect(target).toRect().translated(-corner) & image.rect();
    if (place.isEmpty())
        return;
    const Scale across{
        target.left(), source.left(), source.width() / target.width(), picture.width() - 1};
    const Scale down{
        target.top(), source.top(), source.height() / target.height(), picture.height() - 1};
    const QTransform back = turn.inverted();
    const bool isSideways = back.m11() == 0;
    const auto stride = picture.bytesPerLine() / qsizetype{sizeof(QRgb)};
    constexpr double half = 0.5;
    // Of a column and of a row of the screen: what it adds to the place in the picture.
    const auto ofColumn = [&](int x) {
        const double middle = x + corner.x() + half;
        return isSideways ? stride * down.at(middle * back.m12() + back.dy())
                          : qsizetype{across.at(middle * back.m11() + back.dx())};
    };
    const auto ofRow = [&](int y) {
        const double middle = y + corner.y() + half;
        return isSideways ? qsizetype{across.at(middle * back.m21() + back.dx())}
                          : stride * down.at(middle * back.m22() + back.dy());
    };
    QVarLengthArray<qsizetype, usualWidth> columns(place.width());
    for (int x = 0; x < place.width(); ++x)
        columns[x] = ofColumn(place.left() + x);
    const auto* pixels = reinterpret_cast<const QRgb*>(picture.constBits());
    for (int y = place.top(); y <= place.bottom(); ++y) {
        const QRgb* row = pixels + ofRow(y);
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y)) + place.left();
        for (int x = 0; x < place.width(); ++x)
            out[x] = row[columns[x]];
    }
}

} // namespace tessera

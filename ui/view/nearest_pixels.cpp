// SPDX-License-Identifier: MIT
#include "ui/view/nearest_pixels.h"

#include <QVarLengthArray>

#include <algorithm>
#include <cstddef>

namespace tessera {

namespace {

constexpr int usualWidth = 2048; // of what is drawn at once: no memory is asked for

// Memory answers after about three rows of a tile; measured with 1, 2, 4 and 8.
constexpr int rowsAhead = 4;

// One axis of the target onto one of the picture.
struct Scale {
    double from = 0; // of the target
    double to = 0; // of the picture
    double step = 1;
    int last = 0; // pixel of the picture

    // What is negative is clamped anyway, and all else rounds down without a call.
    int at(double middle) const
    {
        return std::min(static_cast<int>(std::max(to + (middle - from) * step, 0.0)), last);
    }
};

using Offsets = QVarLengthArray<int, usualWidth>; // in a row of the picture, in pixels

bool isUnscaled(const Offsets& offsets)
{
    const auto leap =
        std::ranges::adjacent_find(offsets, [](int left, int right) { return right != left + 1; });
    return leap == offsets.end();
}

// Rows that are left out between two make the processor guess wrongly what comes next.
void fetchRow(const QRgb* row, const Offsets& offsets)
{
    constexpr qsizetype line = 64 / qsizetype{sizeof(QRgb)};
    const auto [first, last] = std::minmax(offsets.front(), offsets.back());
    for (qsizetype at = first; at <= last; at += line)
        __builtin_prefetch(row + at);
}

void fillRow(const QRgb* row, const Offsets& offsets, bool isPlain, QRgb added, QRgb* out)
{
    const qsizetype width = offsets.size();
    const int* from = offsets.constData();
    if (isPlain)
        for (qsizetype x = 0; x < width; ++x)
            out[x] = row[*from + x] | added;
    else
        for (qsizetype x = 0; x < width; ++x)
            out[x] = row[from[x]] | added;
}

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
    const int stride = static_cast<int>(picture.bytesPerLine() / qsizetype{sizeof(QRgb)});
    constexpr double half = 0.5;
    // Of a column and of a row of the screen: what it adds to the place in the picture.
    const auto ofColumn = [&](int x) {
        const double middle = x + corner.x() + half;
        return isSideways ? stride * down.at(middle * back.m12() + back.dy())
                          : across.at(middle * back.m11() + back.dx());
    };
    const auto ofRow = [&](int y) {
        const double middle = y + corner.y() + half;
        return isSideways ? across.at(middle * back.m21() + back.dx())
                          : stride * down.at(middle * back.m22() + back.dy());
    };
    Offsets columns(place.width());
    for (int x = 0; x < place.width(); ++x)
        columns[x] = ofColumn(place.left() + x);
    const bool isPlain = isUnscaled(columns);
    const auto* pixels = reinterpret_cast<const QRgb*>(picture.constBits());
    const QRgb* above = nullptr; // the row of the screen drawn last, and its place in the picture
    int aboveFrom = 0;
    for (int y = place.top(); y <= place.bottom(); ++y) {
        const int from = ofRow(y);
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y)) + place.left();
        if (!isSideways && y + rowsAhead <= place.bottom())
            fetchRow(pixels + ofRow(y + rowsAhead), columns);
        if (above != nullptr && from == aboveFrom)
            std::copy_n(above, place.width(), out);
        else
            fillRow(pixels + from, columns, isPlain, added, out);
        above = out;
        aboveFrom = from;
    }
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_options.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ReadingOptions", text);
}

QString rangeText(ValueRange range)
{
    constexpr int digits = 6;
    return tr("%1 – %2").arg(range.low, 0, 'g', digits).arg(range.high, 0, 'g', digits);
}

bool isAsStored(const ValueScale& scale, const ArrayInfo& array)
{
    return scale.activation == Activation::None && scale.range == ValueRange{0, array.unit};
}

QString scaleText(const ValueScale& scale, const ArrayInfo& array)
{
    const QString range = rangeText(scale.range);
    switch (scale.activation) {
    case Activation::Softmax:
        return tr("Logits (softmax)");
    case Activation::Sigmoid:
        return tr("Logits, each class alone (sigmoid)");
    case Activation::None:
        break;
    }
    return isAsStored(scale, array) ? tr("%1 (as stored)").arg(range) : range;
}

} // namespace

QString letterOf(Axis axis)
{
    return QString::fromStdString(toText(Axes{{axis}}));
}

QString axisText(Axis axis)
{
    const auto name = [axis] {
        switch (axis) {
        case Axis::Time:
            return tr("time");
        case Axis::Z:
            return tr("slices");
        case Axis::Y:
            return tr("rows");
        case Axis::X:
            return tr("columns");
        case Axis::Class:
            return tr("classes");
        case Axis::Batch:
            break;
        }
        return tr("batch");
    };
    return QStringLiteral("%1   %2").arg(letterOf(axis), name());
}

Axes withAxis(Axes axes, std::size_t dimension, Axis axis)
{
    const Axis former = axes.order.at(dimension);
    if (const auto other = axes.dimensionOf(axis); other && axis != Axis::Batch)
        axes.order[*other] = former;
    axes.order[dimension] = axis;
    return axes;
}

bool isComplete(const Axes& axes)
{
    return axes.dimensionOf(Axis::Y) && axes.dimensionOf(Axis::X);
}

std::int64_t storedChannels(const ArrayInfo& array, const Axes& axes)
{
    const auto dimension = axes.dimensionOf(Axis::Class);
    return dimension && *dimension < array.shape.size()
        ? static_cast<std::int64_t>(array.shape[*dimension])
        : 1;
}

std::vector<ScaleOption> scaleOptions(const ArrayInfo& array, ValueScale present)
{
    constexpr std::array usualRanges{1.0, 100.0, 255.0, 65535.0};
    present.isBinary = false;
    std::vector<ValueScale> scales{{{0, array.unit}}};
    for (const double high : usualRanges)
        scales.push_back({{0, high}});
    scales.push_back({{0, 1}, Activation::Softmax});
    scales.push_back({{0, 1}, Activation::Sigmoid});
    // Activations of other ranges are rare: one entry each, with the range that is in use.
    const auto same = std::ranges::find_if(scales, [&](const ValueScale& scale) {
        return scale.activation != Activation::None && scale.activation == present.activation;
    });
    if (same != scales.end())
        *same = present;
    else
        scales.push_back(present);

    std::vector<ScaleOption> options;
    options.reserve(scales.size());
    for (const ValueScale& scale : scales)
        if (std::ranges::find(options, scale, &ScaleOption::scale) == options.end())
            options.push_back({scaleText(scale, array), scale});
    return options;
}

} // namespace tessera

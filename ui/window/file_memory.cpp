// SPDX-License-Identifier: MIT
#include "ui/window/file_memory.h"

#include "core/palette/palette_file.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tessera {

FileMemory memoryOf(const Look& look, const RememberedView& view)
{
    const QJsonObject json{{QStringLiteral("x"), view.state.centreX},
        {QStringLiteral("y"), view.state.centreY}, {QStringLiteral("scale"), view.state.scale},
        {QStringLiteral("fitted"), view.isFitted},
        {QStringLiteral("z"), static_cast<double>(view.plane.z)},
        {QStringLiteral("t"), static_cast<double>(view.plane.t)},
        {QStringLiteral("opacity"), view.opacityPercent},
        {QStringLiteral("plane"), static_cast<int>(view.planeAxes)},
        {QStringLiteral("turns"), view.orientation.quarterTurns},
        {QStringLiteral("mirrored"), view.orientation.isMirrored},
        {QStringLiteral("scaleBar"), view.showsScaleBar}};
    return {QString::fromStdString(toPaletteJson(look)),
        QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))};
}

std::optional<Look> lookOf(const FileMemory& memory, const Look& present)
{
    if (memory.look.isEmpty())
        return std::nullopt;
    const auto classes = parsePaletteJson(memory.look.toStdString(), "settings");
    if (!classes || classes->size() != present.classes.size())
        return std::nullopt;
    return Look{*classes};
}

std::optional<RememberedView> viewOf(const FileMemory& memory)
{
    const QJsonObject json = QJsonDocument::fromJson(memory.view.toUtf8()).object();
    if (json.isEmpty())
        return std::nullopt;
    RememberedView view;
    view.state = {json[QStringLiteral("x")].toDouble(), json[QStringLiteral("y")].toDouble(),
        json[QStringLiteral("scale")].toDouble(1)};
    view.isFitted = json[QStringLiteral("fitted")].toBool(true);
    view.plane = {json[QStringLiteral("z")].toInteger(), json[QStringLiteral("t")].toInteger()};
    view.opacityPercent = std::clamp(json[QStringLiteral("opacity")].toInt(100), 0, 100);
    view.planeAxes =
        static_cast<PlaneAxes>(std::clamp(json[QStringLiteral("plane")].toInt(), 0, 2));
    view.orientation = {std::clamp(json[QStringLiteral("turns")].toInt(), 0, 3),
        json[QStringLiteral("mirrored")].toBool()};
    view.showsScaleBar = json[QStringLiteral("scaleBar")].toBool();
    return view;
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "ui/window/reading_memory.h"

#include "core/source/reading_text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace tessera {

namespace {

const QString axesName = QStringLiteral("axes");
const QString scaleName = QStringLiteral("scale");
const QString lowName = QStringLiteral("low");
const QString highName = QStringLiteral("high");
const QString activationName = QStringLiteral("activation");
const QString binaryName = QStringLiteral("binary");
const QString imageName = QStringLiteral("image");

std::optional<ValueScale> scaleOf(const QJsonObject& json)
{
    ValueScale scale;
    scale.range = {json[lowName].toDouble(NAN), json[highName].toDouble(NAN)};
    if (scale.range != rangeOfType && !isSound(scale.range))
        return std::nullopt;
    scale.activation =
        parseActivation(json[activationName].toString().toStdString()).value_or(Activation::None);
    return scale;
}

} // namespace

QString readingText(const ReadingWish& wish, const ImageChoice& image)
{
    QJsonObject json;
    if (wish.axes)
        json[axesName] = QString::fromStdString(toText(*wish.axes));
    if (wish.scale)
        json[scaleName] = QJsonObject{{lowName, wish.scale->range.low},
            {highName, wish.scale->range.high},
            {activationName, QString::fromStdString(std::string(toText(wish.scale->activation)))}};
    if (wish.isBinary)
        json[binaryName] = *wish.isBinary;
    if (image)
        json[imageName] = QString::fromStdString(*image);
    return json.isEmpty() ? QString()
                          : QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

ReadingWish readingOf(const QString& text)
{
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    ReadingWish wish;
    if (json.contains(axesName))
        wish.axes = parseAxes(json[axesName].toString().toStdString());
    if (json.contains(scaleName))
        wish.scale = scaleOf(json[scaleName].toObject());
    if (json[binaryName].isBool())
        wish.isBinary = json[binaryName].toBool();
    return wish;
}

ImageChoice imageOf(const QString& text)
{
    const QJsonValue image = QJsonDocument::fromJson(text.toUtf8()).object()[imageName];
    if (!image.isString())
        return std::nullopt;
    return image.toString().toStdString();
}

} // namespace tessera

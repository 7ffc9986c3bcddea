// SPDX-License-Identifier: MIT
#include "ui/settings/class_colours.h"

#include <QColor>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tessera {

namespace {

const QString nameKey = QStringLiteral("name");
const QString colourKey = QStringLiteral("colour");

} // namespace

std::optional<Rgb> ClassColours::colourOf(const QString& name) const
{
    const auto found = std::ranges::find(m_colours, name, &std::pair<QString, Rgb>::first);
    if (found == m_colours.end())
        return std::nullopt;
    return found->second;
}

void ClassColours::set(const QString& name, Rgb colour)
{
    if (name.isEmpty())
        return;
    m_colours.removeIf([&name](const auto& known) { return known.first == name; });
    m_colours.prepend({name, colour});
    if (m_colours.size() > capacity)
        m_colours.resize(capacity);
}

QByteArray ClassColours::toJson() const
{
    QJsonArray all;
    for (const auto& [name, colour] : m_colours)
        all.append(QJsonObject{
            {nameKey, name}, {colourKey, QColor(colour.red, colour.green, colour.blue).name()}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

ClassColours ClassColours::fromJson(const QByteArray& json)
{
    ClassColours colours;
    const QJsonArray all = QJsonDocument::fromJson(json).array();
    // From the end, since the one that is set last comes first.
    for (qsizetype place = std::min(all.size(), capacity); place > 0; --place) {
        const QJsonObject entry = all.at(place - 1).toObject();
        const QColor colour(entry[colourKey].toString());
        if (colour.isValid())
            colours.set(entry[nameKey].toString(),
                {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
                    static_cast<std::uint8_t>(colour.blue())});
    }
    return colours;
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "ui/window/colour_memory.h"

#include <algorithm>
#include <utility>

namespace tessera {

ColourMemory::ColourMemory(Settings& settings)
    : m_settings(settings)
{
}

void ColourMemory::learn(
    const Look& before, const Look& after, bool inProgress, const std::vector<std::string>& names)
{
    if (inProgress) {
        if (!m_beforeSeries)
            m_beforeSeries = before;
        return;
    }
    const Look former = std::exchange(m_beforeSeries, std::nullopt).value_or(before);
    if (former.classes.size() != after.classes.size())
        return;
    std::vector<std::size_t> changed;
    for (std::size_t index = 0; index < after.classes.size(); ++index)
        if (after.classes[index].colour != former.classes[index].colour)
            changed.push_back(index);
    // A preset or a palette changes many: it says nothing of one class.
    if (changed.size() != 1 || changed.front() >= names.size())
        return;
    ClassColours colours = m_settings.classColours();
    colours.set(
        QString::fromStdString(names[changed.front()]), after.classes[changed.front()].colour);
    m_settings.setClassColours(colours);
}

Look ColourMemory::applied(Look look, const std::vector<std::string>& names) const
{
    const ClassColours colours = m_settings.classColours();
    if (colours.count() == 0)
        return look;
    for (std::size_t index = 0; index < std::min(names.size(), look.classes.size()); ++index)
        if (const auto colour = colours.colourOf(QString::fromStdString(names[index])))
            look.classes[index].colour = *colour;
    return look;
}

bool ColourMemory::isEmpty() const
{
    return m_settings.classColours().count() == 0;
}

void ColourMemory::forget()
{
    m_settings.setClassColours({});
}

} // namespace tessera

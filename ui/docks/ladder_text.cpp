// SPDX-License-Identifier: MIT
// What the rungs are called and what they teach.
#include "ui/docks/ladder_model.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace tessera {

namespace {

struct RungWords {
    const char* rung;
    const char* name;
    const char* lesson;
};

constexpr const char* context = "tessera::LadderModel";

constexpr std::array<RungWords, 8> words{{
    {"v0", QT_TRANSLATE_NOOP("tessera::LadderModel", "v0  text, a list for every pixel"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "Text costs more than everything that is done with it; every pixel is an allocation.")},
    {"v1", QT_TRANSLATE_NOOP("tessera::LadderModel", "v1  binary, a list for every pixel"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "Numbers need no parsing; what remains is the price of many small lists.")},
    {"v2", QT_TRANSLATE_NOOP("tessera::LadderModel", "v2  whole arrays with temporaries"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "No small lists any more, but every operation leaves a new array in memory.")},
    {"v3", QT_TRANSLATE_NOOP("tessera::LadderModel", "v3  lean whole arrays"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "Smaller types and work in place: what is never written need not be read again.")},
    {"v4", QT_TRANSLATE_NOOP("tessera::LadderModel", "v4  lean arrays by chunks"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "A few rows at a time stay in the processor's cache and need a fraction of the "
            "memory.")},
    {"v5", QT_TRANSLATE_NOOP("tessera::LadderModel", "v5  one loop over the whole array"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "One pass does everything for a pixel: there are no temporaries at all.")},
    {"v6", QT_TRANSLATE_NOOP("tessera::LadderModel", "v6  the same with plain pointers"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "With help for the compiler, reading costs more than the arithmetic.")},
    {"v7", QT_TRANSLATE_NOOP("tessera::LadderModel", "v7  the same by chunks"),
        QT_TRANSLATE_NOOP("tessera::LadderModel",
            "A chunk is read, coloured and forgotten: the input is never in memory as a whole.")},
}};

const RungWords* wordsOf(const QString& rung)
{
    const auto* const found = std::ranges::find_if(
        words, [&rung](const RungWords& one) { return rung == QLatin1String(one.rung); });
    return found == words.end() ? nullptr : found;
}

} // namespace

QString rungText(const QString& rung)
{
    if (const RungWords* known = wordsOf(rung))
        return QCoreApplication::translate(context, known->name);
    const QString threads = rung.section(QLatin1Char('-'), 1);
    return threads == QLatin1String("1") ? LadderModel::tr("Tessera, one thread")
                                         : LadderModel::tr("Tessera, %1 threads").arg(threads);
}

QString rungLesson(const QString& rung)
{
    if (const RungWords* known = wordsOf(rung))
        return QCoreApplication::translate(context, known->lesson);
    return LadderModel::tr("The file itself, tile by tile, as the view reads it.");
}

} // namespace tessera

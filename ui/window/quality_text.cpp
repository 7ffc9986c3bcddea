// SPDX-License-Identifier: MIT
#include "ui/window/quality_text.h"

#include "ui/window/status_fields.h"

#include <QLocale>

#include <cmath>

namespace tessera {

namespace {

// Of a hundred, with two digits where there are few.
QString percentText(double share)
{
    const double percent = share * 100;
    return QLocale::c().toString(percent, percent < 1 ? 'g' : 'f', percent < 1 ? 2 : 0);
}

// What stands in for exact means; empty where nothing does.
QString standInText(const ViewContent& content)
{
    if (const auto sampled = content.sampledShare())
        return StatusFields::tr("sampled %1 %").arg(percentText(*sampled));
    if (const auto level = content.fileLevel())
        return StatusFields::tr("file's level %1").arg(QString::fromStdString(toText(*level)));
    return {};
}

} // namespace

QString qualityText(const ViewContent& content)
{
    const QString text = standInText(content);
    if (text.isEmpty())
        return StatusFields::tr("exact");
    if (content.session().refinement().isPaused)
        return StatusFields::tr("%1  ·  paused").arg(text);
    const double refined = std::floor(content.refinedShare() * 100) / 100;
    return refined > 0 ? StatusFields::tr("%1  ·  refined %2 %").arg(text, percentText(refined))
                       : text;
}

QString qualityToolTip(const ViewContent& content)
{
    if (content.sampledShare())
        return StatusFields::tr(
            "The picture is made of a few samples, evenly spread, until the exact one is there.");
    if (content.fileLevel())
        return StatusFields::tr("The picture is made of a coarser level that the file itself "
                                "brings; exact means replace it as they are made.");
    return StatusFields::tr(
        "Each pixel shows the mean probabilities of all samples under it (level %1).")
        .arg(content.part().level);
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "ui/dialogs/reading_checks.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace tessera {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ReadingChecks", text);
}

QString countText(std::uint64_t count)
{
    constexpr char16_t narrowSpace = 0x202F;
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // with separators
    return locale.toString(static_cast<qulonglong>(count)).replace(u',', QChar(narrowSpace));
}

QString numberText(double number)
{
    constexpr int digits = 4;
    return QLocale::c().toString(number, 'g', digits);
}

// What the classes of a pixel sum to, both to the same place.
QString sumText(const SampleChecks& checks)
{
    constexpr double large = 10;
    const int decimals = std::abs(checks.meanSum) < large ? 4 : 1;
    return tr("%1 ± %2")
        .arg(checks.meanSum, 0, 'f', decimals)
        .arg(checks.sumDeviation, 0, 'f', decimals);
}

// `sentence` begins with how many of how many.
void addWrong(
    QList<CheckLine>& lines, std::uint64_t count, std::uint64_t all, const QString& sentence)
{
    if (count > 0)
        lines.append({sentence.arg(countText(count), countText(all)), true});
}

void addSums(QList<CheckLine>& lines, const VolumeInfo& info)
{
    const SampleChecks& checks = info.meaning.checks;
    if (checks.sumsNotOne == 0 || info.classes < 2)
        return;
    const bool isMeant = info.meaning.scale.activation == Activation::Sigmoid;
    lines.append({tr("The classes of %1 of %2 pixels do not sum to 1 (%3): %4.")
                      .arg(countText(checks.sumsNotOne), countText(checks.pixels), sumText(checks),
                          isMeant ? tr("each class stands alone")
                                  : tr("the largest still decides, but it is no probability")),
        !isMeant});
}

void addSamples(QList<CheckLine>& lines, const SampleChecks& checks)
{
    const std::uint64_t all = checks.samples;
    addWrong(lines, checks.notANumber, all, tr("%1 of %2 sampled numbers are not a number."));
    addWrong(lines, checks.infinite, all, tr("%1 of %2 sampled numbers are infinite."));
    addWrong(lines, checks.negative, all,
        tr("%1 of %2 sampled numbers are negative; the least is ") + numberText(checks.least)
            + u'.');
    addWrong(lines, checks.aboveRange, all,
        tr("%1 of %2 sampled numbers are above the range; the greatest is ")
            + numberText(checks.greatest) + u'.');
}

void addSeen(QList<CheckLine>& lines, const SeenPixels& seen)
{
    addWrong(lines, seen.notANumber, seen.pixels,
        tr("%1 of %2 pixels seen so far hold nothing but NaN."));
    addWrong(lines, seen.clamped, seen.pixels,
        tr("%1 of %2 pixels seen so far are above 1; they are drawn as 1."));
    addWrong(lines, seen.damaged, seen.pixels, tr("%1 of %2 pixels seen so far cannot be read."));
}

bool hasWon(const std::vector<std::uint64_t>& won, std::size_t index)
{
    return index < won.size() && won[index] > 0;
}

void addDeadClasses(QList<CheckLine>& lines, const VolumeInfo& info, const SeenPixels& seen,
    const std::vector<std::string>& names)
{
    constexpr qsizetype mostNames = 4;
    const std::uint64_t looked = seen.pixels + info.meaning.checks.pixels;
    if (info.classes < 2 || looked == 0)
        return;
    QStringList dead;
    for (std::size_t index = 0; index < names.size(); ++index)
        if (!hasWon(seen.won, index) && !hasWon(info.meaning.checks.won, index))
            dead.append(QStringLiteral("\"%1\"").arg(QString::fromStdString(names[index])));
    if (dead.isEmpty())
        return;
    QString named = dead.mid(0, mostNames).join(QStringLiteral(", "));
    if (dead.size() > mostNames)
        named = tr("%1 and %2 more").arg(named).arg(dead.size() - mostNames);
    lines.append({tr("Nowhere the most probable so far: %1.").arg(named), false});
}

void addGood(QList<CheckLine>& lines, const VolumeInfo& info)
{
    const SampleChecks& checks = info.meaning.checks;
    if (checks.pixels == 0)
        return;
    const bool mustSum = info.meaning.scale.activation == Activation::None;
    if (mustSum && checks.sumsNotOne == 0 && info.classes > 1)
        lines.append({tr("The classes of %1 sampled pixels sum to %2.")
                          .arg(countText(checks.pixels), sumText(checks)),
            false});
    lines.append({tr("The sampled numbers go from %1 to %2.")
                      .arg(numberText(checks.least), numberText(checks.greatest)),
        false});
}

} // namespace

QList<CheckLine> checkLines(
    const VolumeInfo& info, const SeenPixels& seen, const std::vector<std::string>& names)
{
    QList<CheckLine> lines;
    addSums(lines, info);
    addSamples(lines, info.meaning.checks);
    addSeen(lines, seen);
    addDeadClasses(lines, info, seen, names);
    addGood(lines, info);
    if (seen.pixels > 0 && !isAnyWrong(lines))
        lines.append(
            {tr("Nothing is wrong in the %1 pixels seen so far.").arg(countText(seen.pixels)),
                false});
    if (lines.isEmpty())
        lines.append({tr("Nothing has been looked at yet."), false});
    return lines;
}

bool isAnyWrong(const QList<CheckLine>& lines)
{
    return std::ranges::any_of(lines, &CheckLine::isWrong);
}

} // namespace tessera

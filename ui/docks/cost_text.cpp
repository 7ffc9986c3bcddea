// SPDX-License-Identifier: MIT
#include "ui/docks/cost_text.h"

#include <array>
#include <cmath>

namespace tessera {

namespace {

constexpr double unitStep = 1000;
constexpr double roundsUp = 999.5; // three digits of it are the next unit's 1.00

QString threeDigits(double value)
{
    constexpr double twoDecimalsBelow = 9.995;
    constexpr double oneDecimalBelow = 99.95;
    int decimals = 0;
    if (value < twoDecimalsBelow)
        decimals = 2;
    else if (value < oneDecimalBelow)
        decimals = 1;
    return QString::number(value, 'f', decimals);
}

} // namespace

QString durationText(std::int64_t ns)
{
    constexpr std::array units{"µs", "ms", "s"};
    double shown = static_cast<double>(ns) / unitStep;
    std::size_t unit = 0;
    while (shown >= roundsUp && unit + 1 < units.size()) {
        shown /= unitStep;
        ++unit;
    }
    return QStringLiteral("%1 %2").arg(threeDigits(shown), QString::fromUtf8(units.at(unit)));
}

QString bytesText(ByteCount bytes)
{
    return QString::fromStdString(toText(bytes));
}

QString rateText(ByteCount bytes, std::int64_t ns)
{
    constexpr double nsPerSecond = 1e9;
    if (ns <= 0)
        return QStringLiteral("– GB/s");
    const double perSecond =
        static_cast<double>(bytes.value) * nsPerSecond / static_cast<double>(ns);
    return QStringLiteral("%1/s").arg(bytesText({static_cast<std::uint64_t>(perSecond)}));
}

QString shareText(ByteCount held, ByteCount budget)
{
    constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
    constexpr double oneDecimalBelow = 9.95;
    double whole = static_cast<double>(budget.value);
    double part = static_cast<double>(held.value);
    std::size_t unit = 0;
    while (whole >= roundsUp && unit + 1 < units.size()) {
        whole /= unitStep;
        part /= unitStep;
        ++unit;
    }
    return QStringLiteral("%1 of %2 %3")
        .arg(QString::number(part, 'f', part < oneDecimalBelow && part > 0 ? 1 : 0),
            QString::number(whole, 'g', 3), QString::fromUtf8(units.at(unit)));
}

double niceCeiling(double value)
{
    if (!(value > 0))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (value <= step * power)
            return step * power;
    }
    constexpr double nextPower = 10;
    return nextPower * power;
}

} // namespace tessera

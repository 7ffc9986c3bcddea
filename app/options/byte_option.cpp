// SPDX-License-Identifier: MIT
#include "app/options/byte_option.h"

#include <charconv>
#include <cmath>
#include <system_error>

namespace tessera {

namespace {

char upperCase(char letter)
{
    constexpr char toUpper = 'A' - 'a';
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter + toUpper) : letter;
}

std::optional<double> unitOf(std::string_view text)
{
    constexpr double kilo = 1e3;
    if (text.empty())
        return 1;
    constexpr std::string_view units = "KMGT";
    const std::size_t unit = units.find(upperCase(text.front()));
    const bool isBytes = text.size() == 2 && upperCase(text.back()) == 'B';
    if (unit != std::string_view::npos && (text.size() == 1 || isBytes))
        return std::pow(kilo, static_cast<double>(unit + 1));
    return text.size() == 1 && upperCase(text.front()) == 'B' ? std::optional(1.0) : std::nullopt;
}

} // namespace

std::optional<ByteCount> parseByteCount(std::string_view text)
{
    constexpr double most = 1e18;
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (error != std::errc())
        return std::nullopt;
    const auto unit = unitOf(text.substr(static_cast<std::size_t>(end - text.data())));
    const double bytes = unit ? number * *unit : 0;
    if (!std::isfinite(bytes) || bytes < 1 || bytes > most)
        return std::nullopt;
    return ByteCount{static_cast<std::uint64_t>(bytes)};
}

} // namespace tessera

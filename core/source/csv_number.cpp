// SPDX-License-Identifier: MIT
#include "core/source/csv_number.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>

namespace tessera {

namespace {

// "%.18e" of a number that is not negative: 1.234567890123456789e-01. Eight bytes are looked at at
// a time; of the last eight, the first two are digits that the eight before them hold as well.
constexpr std::ptrdiff_t formBytes = 24;
constexpr std::size_t firstEight = 2; // digits behind the point
constexpr std::size_t nextEight = 10;
constexpr std::size_t lastEight = 16;
constexpr int decimals = 18;
constexpr std::uint64_t weightOfUnits = 1'000'000'000'000'000'000;
constexpr std::uint64_t weightOfFirst = 10'000'000'000;
constexpr std::uint64_t weightOfNext = 100;

constexpr std::uint64_t everyByte = 0x0101010101010101;

constexpr std::size_t trialNumbers = 256;
constexpr std::size_t plainNumbers = 16 * trialNumbers; // until it is tried again

template <class Integer> Integer loaded(const char* text)
{
    Integer bytes = 0;
    std::memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

constexpr std::uint64_t packed(std::string_view eight)
{
    std::uint64_t bytes = 0;
    for (std::size_t index = 0; index < sizeof bytes; ++index)
        bytes |= std::uint64_t{static_cast<unsigned char>(eight[index])} << (index * 8);
    return bytes;
}

// Of eight digits less '0', the first in the lowest byte: pairs, then fours, then all.
constexpr std::uint64_t valueOfEight(std::uint64_t digits)
{
    digits = digits * ((10U << 8U) + 1) >> 8U;
    digits = (digits & 0x00FF00FF00FF00FF) * ((100U << 16U) + 1) >> 16U;
    return (digits & 0x0000FFFF0000FFFF) * ((std::uint64_t{10'000} << 32U) + 1) >> 32U;
}

struct Decimal {
    std::uint64_t digits = 0;
    std::int64_t exponent = 0; // of ten
};

// `text` has at least formBytes bytes. False where they have another form.
inline bool readForm(const char* text, Decimal& decimal)
{
    const unsigned start = loaded<std::uint16_t>(text) ^ static_cast<unsigned>('0' | '.' << 8);
    const std::uint64_t first = loaded<std::uint64_t>(text + firstEight) ^ (everyByte * '0');
    const std::uint64_t next = loaded<std::uint64_t>(text + nextEight) ^ (everyByte * '0');
    std::uint64_t last = loaded<std::uint64_t>(text + lastEight) ^ packed("0000e+00");
    // '+' and '-' differ by two bits, of which one tells which it is.
    constexpr unsigned signByte = 40;
    const std::uint64_t isSmall = last >> (signByte + 1U) & 1U;
    last ^= (isSmall * ('+' ^ '-')) << signByte;
    // What is added takes a byte above 0x7F where it is no digit (0 … 9 now), or not the letter.
    constexpr std::uint64_t beyondDigit = 0x7F - 9;
    constexpr std::uint64_t exact = packed({"\0\0\0\0\x09\x09\0\0", 8});
    const std::uint64_t wrong = first | next | last | (first + everyByte * beyondDigit)
        | (next + everyByte * beyondDigit) | (last + (everyByte * beyondDigit + exact));
    if ((wrong & everyByte * 0x80) != 0 || start > 9)
        return false;
    // Two digits end the mantissa and two are the exponent: both pairs in one go.
    const std::uint64_t pairs = last * 10 + (last >> 8U);
    decimal.digits = start * weightOfUnits + valueOfEight(first) * weightOfFirst
        + valueOfEight(next) * weightOfNext + ((pairs >> 16U) & 0xFFU);
    const auto size = static_cast<std::int64_t>((pairs >> 48U) & 0xFFU);
    decimal.exponent = (isSmall != 0 ? -size : size) - decimals;
    return true;
}

using Binary = fast_float::binary_format<double>;
constexpr int mantissaBits = Binary::mantissa_explicit_bits();

// The last resort but one: false where even this is not sure to round as it must.
bool convertWithCare(const Decimal& decimal, double& value)
{
    const auto binary = fast_float::compute_float<Binary>(decimal.exponent, decimal.digits);
    if (binary.power2 < 0)
        return false;
    value = std::bit_cast<double>(
        binary.mantissa | static_cast<std::uint64_t>(binary.power2) << mantissaBits);
    return true;
}

// Eisel and Lemire's way for exponents of two digits, where nothing is subnormal or infinite: the
// digits times a 64-bit approximation of the power of ten. It decides almost always; where what it
// leaves out could matter, or two doubles are equally near, fast_float decides.
inline bool convert(const Decimal& decimal, double& value)
{
    const std::uint64_t isZero = decimal.digits == 0 ? 1 : 0;
    const std::uint64_t digits = decimal.digits | isZero;
    const int shift = std::countl_zero(digits);
    const auto power = static_cast<std::size_t>(
        2 * (decimal.exponent - fast_float::powers::smallest_power_of_five));
    const auto product = fast_float::full_multiplication(
        digits << shift, fast_float::powers::power_of_five_128[power]);
    constexpr std::uint64_t leftOut = 0x1FF;
    if ((product.high & leftOut) == leftOut || product.low + 1 <= 2) [[unlikely]]
        return convertWithCare(decimal, value);
    const auto top = static_cast<int>(product.high >> 63U);
    std::uint64_t mantissa = product.high >> (top + 64 - mantissaBits - 3);
    mantissa = (mantissa + (mantissa & 1U)) >> 1U;
    const auto biased =
        static_cast<std::uint64_t>(fast_float::detail::power(static_cast<int>(decimal.exponent))
            + top - shift - Binary::minimum_exponent());
    // The mantissa's own top bit adds one to the exponent; one that was rounded up adds two.
    value = std::bit_cast<double>((((biased - 1) << mantissaBits) + mantissa) & (isZero - 1));
    return true;
}

// Where "%.18e" without its sign begins, or null where there is no room for it.
inline const char* formStart(const char* here, const char* end)
{
    const bool isNegative = here != end && *here == '-';
    const char* const digits = here + (isNegative ? 1 : 0);
    return end - digits > formBytes ? digits : nullptr;
}

constexpr bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

inline const char* readNumber(const char* here, const char* end, double& value)
{
    if constexpr (std::endian::native == std::endian::little) {
        const char* const digits = formStart(here, end);
        Decimal decimal;
        if (digits != nullptr && readForm(digits, decimal) && !isDigit(digits[formBytes])
            && convert(decimal, value)) {
            if (digits != here)
                value = -value;
            return digits + formBytes;
        }
    }
    const auto parsed = fast_float::from_chars(here, end, value);
    return parsed.ec == std::errc() ? parsed.ptr : nullptr;
}

} // namespace

const char* readCsvNumber(const char* here, const char* end, double& value)
{
    return readNumber(here, end, value);
}

bool parseCsvNumber(std::string_view token, double& value)
{
    const char* begin = token.data();
    const char* const end = begin + token.size();
    if (token.starts_with('+')) {
        ++begin;
        if (begin == end || *begin == '-')
            return false;
    }
    const auto parsed = fast_float::from_chars(begin, end, value);
    return parsed.ptr == end && parsed.ec != std::errc::invalid_argument;
}

CsvNumberReader::CsvNumberReader()
{
    // An entry that no text has filled must be right as well.
    m_known.fill(Known{{packed("0.000000"), packed("00000000"), packed("0000e+00")}, 0});
}

// Reads like readNumber(), but first asks whether the same text was read lately.
inline const char* CsvNumberReader::readAgain(const char* here, const char* end, double& value)
{
    const char* const digits = formStart(here, end);
    if (digits == nullptr)
        return readNumber(here, end, value);
    constexpr std::size_t step = sizeof(std::uint64_t);
    const Text text{loaded<std::uint64_t>(digits), loaded<std::uint64_t>(digits + step),
        loaded<std::uint64_t>(digits + 2 * step)};
    constexpr std::uint64_t spread = 0x9E3779B97F4A7C15; // 2^64 by the golden ratio
    const std::uint64_t mixed =
        (text[0] ^ std::rotl(text[1], 21) ^ std::rotl(text[2], 43)) * spread;
    Known& known = m_known[mixed >> (64 - knownBits)];
    const bool isKnown =
        ((known.text[0] ^ text[0]) | (known.text[1] ^ text[1]) | (known.text[2] ^ text[2])) == 0;
    if (isKnown && !isDigit(digits[formBytes])) {
        value = digits == here ? known.value : -known.value;
        return digits + formBytes;
    }
    ++m_missed;
    const char* const after = readNumber(here, end, value);
    if (after == digits + formBytes)
        known = {text, digits == here ? value : -value};
    return after;
}

template <bool isAgain>
CsvNumbers CsvNumberReader::readRun(
    const char* here, const char* end, char separator, std::span<double> target)
{
    CsvNumbers read{here, 0};
    for (double& value : target) {
        const char* const after =
            isAgain ? readAgain(here, end, value) : readNumber(here, end, value);
        if (after == nullptr || after == end || !endsCsvToken(*after))
            break;
        read.next = after;
        ++read.count;
        if (*after != separator)
            break;
        here = after + 1;
    }
    return read;
}

CsvNumbers CsvNumberReader::read(
    const char* here, const char* end, char separator, std::span<double> target)
{
    CsvNumbers read{here, 0};
    while (read.count < target.size()) {
        const auto wanted =
            target.subspan(read.count, std::min(target.size() - read.count, trialNumbers));
        const bool isAgain = m_plainNumbers == 0 && std::endian::native == std::endian::little;
        const CsvNumbers part = isAgain ? readRun<true>(here, end, separator, wanted)
                                        : readRun<false>(here, end, separator, wanted);
        if (part.count == 0)
            break;
        read.count += part.count;
        read.next = part.next;
        judge(isAgain, part.count);
        if (part.count < wanted.size() || *part.next != separator)
            break;
        here = part.next + 1;
    }
    return read;
}

// Remembering pays where most texts come again; where they do not, it is tried now and then.
void CsvNumberReader::judge(bool isAgain, std::size_t count)
{
    if (!isAgain) {
        m_plainNumbers -= std::min(m_plainNumbers, count);
        return;
    }
    m_tried += count;
    if (m_tried < trialNumbers)
        return;
    m_plainNumbers = 2 * m_missed > m_tried ? plainNumbers : 0;
    m_tried = 0;
    m_missed = 0;
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/base/plain_text.h"

#include <algorithm>
#include <array>

namespace tessera {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr unsigned bitsOfTail = 6;
constexpr unsigned char tailMask = 0x3F;

// What the first byte of a character says, by the number of its bytes.
struct Form {
    unsigned char lead;
    unsigned char mask; // of the bits that are the same in every lead
    std::uint32_t least; // the smallest character that is written so
};
constexpr std::array<Form, 4> forms{
    {{0x00, 0x80, 0x20}, {0xC0, 0xE0, 0x80}, {0xE0, 0xF0, 0x800}, {0xF0, 0xF8, 0x10000}}};
// Control characters, line and paragraph separators, marks and turns of direction.
constexpr std::array<std::array<std::uint32_t, 2>, 6> hidden{{{0x7F, 0x9F}, {0x061C, 0x061C},
    {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF}}};
constexpr std::uint32_t firstSurrogate = 0xD800;
constexpr std::uint32_t lastSurrogate = 0xDFFF;
constexpr std::uint32_t lastCharacter = 0x10FFFF;

unsigned char byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

bool isShown(std::uint32_t character, std::uint32_t least)
{
    const auto holds = [&](const auto& range) {
        return character >= range.front() && character <= range.back();
    };
    return character >= least && character <= lastCharacter
        && (character < firstSurrogate || character > lastSurrogate)
        && !std::ranges::any_of(hidden, holds);
}

// Bytes of the character that `text` begins with; 0 where it is none that can be shown.
std::size_t plainCharacter(std::string_view text)
{
    for (std::size_t length = 1; length <= forms.size() && length <= text.size(); ++length) {
        const Form& form = forms[length - 1];
        const unsigned char lead = byteAt(text, 0);
        if ((lead & form.mask) != form.lead)
            continue;
        std::uint32_t character = lead & static_cast<unsigned char>(~form.mask);
        for (std::size_t i = 1; i < length; ++i) {
            const unsigned char tail = byteAt(text, i);
            if ((tail & static_cast<unsigned char>(~tailMask)) != 0x80)
                return 0;
            character = (character << bitsOfTail) | (tail & tailMask);
        }
        return isShown(character, form.least) ? length : 0;
    }
    return 0;
}

} // namespace

bool isPlainText(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = plainCharacter(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string toPlainText(std::string_view text, std::size_t maxBytes)
{
    std::string plain;
    plain.reserve(std::min(text.size(), maxBytes));
    while (!text.empty()) {
        const std::size_t length = plainCharacter(text);
        const auto shown = length == 0 ? replacement : text.substr(0, length);
        if (shown.size() > maxBytes - plain.size())
            break;
        plain += shown;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return plain;
}

std::string toPlainName(std::string_view name)
{
    constexpr std::size_t longest = 300;
    return toPlainText(name, longest);
}

} // namespace tessera

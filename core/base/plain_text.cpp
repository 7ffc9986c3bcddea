// SPDX-License-Identifier: MIT
#include "core/base/plain_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

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
    {{0x00, 0x80, 0x20}, {0xC0, 0xE0, 0xA0}, {0xE0, 0xF0, 0x800}, {0xF0, 0xF8, 0x10000}}};
constexpr std::uint32_t deleteCharacter = 0x7F;
constexpr std::uint32_t firstSurrogate = 0xD800;
constexpr std::uint32_t lastSurrogate = 0xDFFF;
constexpr std::uint32_t lastCharacter = 0x10FFFF;

unsigned char byteAt(std::string_view text, std::size_t i)
{
    return static_cast<unsigned char>(text[i]);
}

bool isShown(std::uint32_t character, std::uint32_t least)
{
    return character >= least && character <= lastCharacter && character != deleteCharacter
        && (character < firstSurrogate || character > lastSurrogate);
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

std::string toPlainText(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = plainCharacter(text);
        plain += length == 0 ? replacement : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return plain;
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/xml_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view space = " \t\r\n";

struct Span {
    std::string_view begin;
    std::string_view end;
};
constexpr std::array<Span, 4> passedOver{{
    {"<!--", "-->"},
    {"<![CDATA[", "]]>"},
    {"<?", "?>"},
    {"<!", ">"},
}};

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
    return text.substr(0, text.find_last_not_of(space) + 1);
}

// Where a tag ends: at the first '>' that is in no attribute's value.
std::size_t endOfTag(std::string_view text)
{
    char quote = '\0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (quote != '\0')
            quote = letter == quote ? '\0' : quote;
        else if (letter == '"' || letter == '\'')
            quote = letter;
        else if (letter == '>')
            return at;
    }
    return std::string_view::npos;
}

void appendUtf8(std::string& text, std::uint32_t code)
{
    constexpr std::uint32_t oneByte = 0x80;
    constexpr std::uint32_t twoBytes = 0x800;
    constexpr std::uint32_t threeBytes = 0x10000;
    const auto tail = [&](unsigned shift) {
        text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
    };
    if (code < oneByte) {
        text += static_cast<char>(code);
    } else if (code < twoBytes) {
        text += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < threeBytes) {
        text += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::uint32_t> numberedCharacter(std::string_view entity) // "#181", "#xB5"
{
    constexpr std::uint32_t lastCharacter = 0x10FFFF;
    constexpr int decimal = 10;
    constexpr int hexadecimal = 16;
    entity.remove_prefix(1);
    const bool isHex = entity.starts_with('x') || entity.starts_with('X');
    entity.remove_prefix(isHex ? 1 : 0);
    std::uint32_t code = 0;
    const char* const begin = entity.data();
    const char* const end = begin + entity.size();
    const auto read = std::from_chars(begin, end, code, isHex ? hexadecimal : decimal);
    if (read.ec != std::errc{} || read.ptr != end || code == 0 || code > lastCharacter)
        return std::nullopt;
    return code;
}

bool appendEntity(std::string& text, std::string_view entity)
{
    using Named = std::pair<std::string_view, char>;
    constexpr std::array<Named, 5> named{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    if (entity.starts_with('#')) {
        const auto code = numberedCharacter(entity);
        if (code)
            appendUtf8(text, *code);
        return code.has_value();
    }
    const auto* const found = std::ranges::find(named, entity, &Named::first);
    if (found == named.end())
        return false;
    text += found->second;
    return true;
}

std::string withoutEntities(std::string_view raw)
{
    constexpr std::size_t longest = 10; // "&#x10FFFF;"
    std::string text;
    while (!raw.empty()) {
        const auto at = std::min(raw.find('&'), raw.size());
        text += raw.substr(0, at);
        raw.remove_prefix(at);
        const auto end = raw.substr(0, longest).find(';');
        if (end != std::string_view::npos && appendEntity(text, raw.substr(1, end - 1))) {
            raw.remove_prefix(end + 1);
        } else if (!raw.empty()) {
            text += raw.front();
            raw.remove_prefix(1);
        }
    }
    return text;
}

} // namespace

std::optional<std::string> XmlTag::attribute(std::string_view wanted) const
{
    std::string_view rest = attributes;
    for (;;) {
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        const auto key = trimmed(rest.substr(0, equals));
        rest = trimmed(rest.substr(equals + 1));
        if (rest.empty() || (rest.front() != '"' && rest.front() != '\''))
            return std::nullopt;
        const auto end = rest.find(rest.front(), 1);
        if (end == std::string_view::npos)
            return std::nullopt;
        if (key == wanted)
            return withoutEntities(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
    }
}

std::string_view XmlScanner::text() const
{
    return trimmed(m_rest.substr(0, m_rest.find('<')));
}

std::optional<XmlTag> XmlScanner::next()
{
    for (;;) {
        m_rest.remove_prefix(std::min(m_rest.find('<'), m_rest.size()));
        if (m_rest.empty())
            return std::nullopt;
        const auto* const span = std::ranges::find_if(
            passedOver, [&](const Span& each) { return m_rest.starts_with(each.begin); });
        const auto end = span == passedOver.end() ? endOfTag(m_rest) : m_rest.find(span->end);
        if (end == std::string_view::npos) {
            m_rest = {};
            return std::nullopt;
        }
        if (span != passedOver.end()) {
            m_rest.remove_prefix(end + span->end.size());
            continue;
        }
        auto inner = m_rest.substr(1, end - 1);
        m_rest.remove_prefix(end + 1);
        XmlTag tag;
        tag.isEnd = inner.starts_with('/');
        inner.remove_prefix(tag.isEnd ? 1 : 0);
        const auto nameEnd = std::min(inner.find_first_of(" \t\r\n/"), inner.size());
        tag.name = inner.substr(0, nameEnd);
        tag.attributes = inner.substr(nameEnd);
        if (const auto colon = tag.name.find(':'); colon != std::string_view::npos)
            tag.name.remove_prefix(colon + 1);
        return tag;
    }
}

} // namespace tessera

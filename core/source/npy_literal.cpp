// SPDX-License-Identifier: MIT
#include "core/source/npy_literal.h"

#include <charconv>
#include <utility>

namespace tessera {

void NpyLiteral::skipSpace()
{
    const auto first = m_left.find_first_not_of(" \t\r\n");
    m_left.remove_prefix(first == std::string_view::npos ? m_left.size() : first);
}

bool NpyLiteral::isAtEnd()
{
    skipSpace();
    return m_left.empty();
}

bool NpyLiteral::take(char mark)
{
    skipSpace();
    if (!m_left.starts_with(mark))
        return false;
    m_left.remove_prefix(1);
    return true;
}

bool NpyLiteral::takeWord(std::string_view word)
{
    skipSpace();
    if (!m_left.starts_with(word))
        return false;
    m_left.remove_prefix(word.size());
    return true;
}

bool NpyLiteral::takeText(std::string_view& text)
{
    skipSpace();
    if (!m_left.starts_with('\'') && !m_left.starts_with('"'))
        return false;
    const auto end = m_left.find(m_left.front(), 1);
    if (end == std::string_view::npos)
        return false;
    const auto inside = m_left.substr(1, end - 1);
    if (inside.find('\\') != std::string_view::npos)
        return false;
    text = inside;
    m_left.remove_prefix(end + 1);
    return true;
}

bool NpyLiteral::takeNumber(std::uint64_t& number)
{
    skipSpace();
    const auto [end, error] = std::from_chars(m_left.data(), m_left.data() + m_left.size(), number);
    if (error != std::errc())
        return false;
    m_left.remove_prefix(static_cast<std::size_t>(end - m_left.data()));
    if (m_left.starts_with('L'))
        m_left.remove_prefix(1);
    return true;
}

// "()", "(3,)", "(3, 4)", "(3, 4,)"; "(3)" is no tuple.
bool NpyLiteral::takeShape(std::vector<std::uint64_t>& shape)
{
    bool hasComma = true;
    while (!take(')')) {
        std::uint64_t extent = 0;
        if (!hasComma || !takeNumber(extent))
            return false;
        shape.push_back(extent);
        hasComma = take(',');
    }
    return shape.size() != 1 || hasComma;
}

// Texts, numbers and brackets up to the end of the list.
bool NpyLiteral::takeFields()
{
    constexpr std::string_view between = "(),[]";
    std::size_t depth = 1;
    while (depth > 0) {
        std::string_view text;
        std::uint64_t number = 0;
        if (takeText(text) || takeNumber(number))
            continue;
        if (m_left.empty() || between.find(m_left.front()) == std::string_view::npos)
            return false;
        depth += m_left.front() == '[' ? 1 : 0;
        depth -= m_left.front() == ']' ? 1 : 0;
        m_left.remove_prefix(1);
    }
    return true;
}

bool NpyLiteral::takeValue(NpyValue& value)
{
    std::string_view text;
    std::vector<std::uint64_t> shape;
    if (takeText(text))
        value = text;
    else if (takeWord("True"))
        value = true;
    else if (takeWord("False"))
        value = false;
    else if (take('[') && takeFields())
        value = NpyFields{};
    else if (take('(') && takeShape(shape))
        value = std::move(shape);
    else
        return false;
    return true;
}

} // namespace tessera

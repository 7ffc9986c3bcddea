// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace tessera {

// The list of fields of a structured type; what they are is not looked at.
struct NpyFields { };

using NpyValue = std::variant<std::string_view, bool, std::vector<std::uint64_t>, NpyFields>;

// Walks through the text of an NPY header, which is a Python dictionary of literals. Whatever is no
// such literal is refused; nothing is evaluated. What takes something tells false where something
// else stands there, and then has taken nothing but white space.
// Threads: one.
class NpyLiteral {
public:
    explicit NpyLiteral(std::string_view text)
        : m_left(text)
    {
    }

    bool take(char mark);
    bool takeText(std::string_view& text); // in quotes, without escapes; a view into the header
    bool takeValue(NpyValue& value); // of a key
    bool isAtEnd(); // nothing but white space follows

private:
    void skipSpace();
    bool takeWord(std::string_view word);
    bool takeNumber(std::uint64_t& number); // that fits 64 bits; of Python 2 as well: 10L
    bool takeShape(std::vector<std::uint64_t>& shape);
    bool takeFields();

    std::string_view m_left;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/axis_names.h"

#include "core/base/lower_case.h"

#include <algorithm>
#include <array>

namespace tessera {

namespace {

struct AxisWord {
    std::string_view word;
    char letter;
};

constexpr std::array words{AxisWord{"t", 't'}, AxisWord{"z", 'z'}, AxisWord{"y", 'y'},
    AxisWord{"x", 'x'}, AxisWord{"c", 'c'}, AxisWord{"b", 'b'}, AxisWord{"time", 't'},
    AxisWord{"frame", 't'}, AxisWord{"timepoint", 't'}, AxisWord{"depth", 'z'},
    AxisWord{"slice", 'z'}, AxisWord{"section", 'z'}, AxisWord{"plane", 'z'}, AxisWord{"row", 'y'},
    AxisWord{"height", 'y'}, AxisWord{"lat", 'y'}, AxisWord{"latitude", 'y'},
    AxisWord{"northing", 'y'}, AxisWord{"column", 'x'}, AxisWord{"col", 'x'},
    AxisWord{"width", 'x'}, AxisWord{"lon", 'x'}, AxisWord{"longitude", 'x'},
    AxisWord{"easting", 'x'}, AxisWord{"channel", 'c'}, AxisWord{"class", 'c'},
    AxisWord{"classe", 'c'}, AxisWord{"label", 'c'}, AxisWord{"band", 'c'}, AxisWord{"phase", 'c'},
    AxisWord{"batch", 'b'}};

bool isLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

char letterOfWord(std::string_view word)
{
    const auto find = [](std::string_view wanted) {
        return std::ranges::find(words, wanted, &AxisWord::word);
    };
    auto found = find(word);
    if (found == words.end() && word.size() > 2 && word.ends_with('s'))
        found = find(word.substr(0, word.size() - 1));
    return found == words.end() ? '?' : found->letter;
}

} // namespace

char axisLetter(std::string_view name)
{
    constexpr std::size_t mostBytes = 100;
    name = name.substr(0, mostBytes);
    char letter = '?';
    std::string word;
    const auto finish = [&] {
        // The last word that means something counts: "sample_x", "x_axis".
        if (const char found = letterOfWord(word); found != '?')
            letter = found;
        word.clear();
    };
    for (const char byte : name) {
        if (isLetter(byte))
            word += lowerCase(byte);
        else
            finish();
    }
    finish();
    return letter;
}

std::string axisLetters(std::span<const std::string> names)
{
    std::string letters;
    letters.reserve(names.size());
    for (const auto& name : names)
        letters += axisLetter(name);
    return letters;
}

} // namespace tessera

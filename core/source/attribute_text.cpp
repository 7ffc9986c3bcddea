// SPDX-License-Identifier: MIT
#include "core/source/attribute_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tessera {

namespace {

constexpr std::size_t mostValues = 4096;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blank = " \t\r\n";
    const auto begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::vector<std::string> split(std::string_view text, std::string_view separators)
{
    std::vector<std::string> parts;
    while (parts.size() < mostValues) {
        const auto end = text.find_first_of(separators);
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

std::vector<std::string> namesIn(const OrderedJson& list)
{
    std::vector<std::string> names;
    names.reserve(std::min(list.size(), mostValues));
    for (const auto& entry : list) {
        if (names.size() == mostValues)
            break;
        const auto* name = memberOf(entry, "name");
        names.push_back(
            textOf(entry.is_object() ? (name != nullptr ? name : memberOf(entry, "key")) : &entry));
    }
    return names;
}

std::vector<std::string> listIn(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('[')) {
        if (const auto json = parsedJson(text); json && json->is_array())
            return namesIn(*json);
        text.remove_prefix(1);
        if (text.ends_with(']'))
            text.remove_suffix(1);
    }
    for (const char* separator : {",", ";", ":", " \t\n"})
        if (text.find_first_of(separator) != std::string_view::npos)
            return split(text, separator);
    return {std::string(text)};
}

} // namespace

const AttributeFact* AttributeSet::find(std::string_view name, std::uint32_t above) const
{
    const auto isIt = [&](const AttributeFact& fact) {
        return fact.above == above && fact.name == name;
    };
    const auto found = std::ranges::find_if(m_facts, isIt);
    return found == m_facts.end() ? nullptr : &*found;
}

const AttributeFact* AttributeSet::nearest(std::string_view name) const
{
    const AttributeFact* nearest = nullptr;
    for (const auto& fact : m_facts)
        if (fact.name == name && (nearest == nullptr || fact.above < nearest->above))
            nearest = &fact;
    return nearest;
}

std::uint32_t AttributeSet::highest() const
{
    std::uint32_t highest = 0;
    for (const auto& fact : m_facts)
        highest = std::max(highest, fact.above);
    return std::min(highest, AttributeFact::mostAbove);
}

bool isOfN5(const AttributeSet& attributes)
{
    return attributes.nearest("n5") != nullptr || attributes.find("downsamplingFactors") != nullptr
        || attributes.find("pixelResolution") != nullptr;
}

std::string sourceOf(const AttributeFact& fact)
{
    return fmt::format("The attribute {}{}", fact.name,
        fact.above == 0       ? ""
            : fact.above == 1 ? " of its group"
                              : " of a group that it lies in");
}

std::vector<std::string> listOf(const AttributeFact& fact)
{
    return fact.texts.size() == 1 ? listIn(fact.texts.front()) : fact.texts;
}

std::optional<OrderedJson> parsedJson(std::string_view text)
{
    constexpr std::size_t mostBytes = 1'000'000;
    constexpr int mostDepth = 64; // what is deeper would be destroyed by recursion
    if (text.size() > mostBytes)
        return std::nullopt;
    bool isTooDeep = false;
    const auto look = [&](int depth, OrderedJson::parse_event_t /*event*/, OrderedJson& /*json*/) {
        isTooDeep = isTooDeep || depth > mostDepth;
        return depth <= mostDepth;
    };
    auto json = OrderedJson::parse(text, look, false);
    if (json.is_discarded() || isTooDeep)
        return std::nullopt;
    return json;
}

std::optional<std::uint64_t> wholeNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto read = std::from_chars(begin, end, number);
    return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

const OrderedJson* memberOf(const OrderedJson& json, const char* name)
{
    if (!json.is_object())
        return nullptr;
    const auto found = json.find(name);
    return found == json.end() ? nullptr : &*found;
}

std::string textOf(const OrderedJson* json)
{
    return json != nullptr && json->is_string() ? json->get<std::string>() : std::string();
}

std::vector<double> numbersOf(const OrderedJson* json)
{
    std::vector<double> numbers;
    if (json == nullptr || !json->is_array() || json->size() > mostValues)
        return numbers;
    numbers.reserve(json->size());
    for (const auto& entry : *json) {
        if (!entry.is_number())
            return {};
        numbers.push_back(entry.get<double>());
    }
    return numbers;
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/file_guide.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

// JSON that keeps the order in which a file names things.
using OrderedJson = nlohmann::ordered_json;

// The attributes of an array and of its groups, to look among. Threads: any.
class AttributeSet {
public:
    explicit AttributeSet(std::span<const AttributeFact> facts)
        : m_facts(facts)
    {
    }

    // That of the array (0) or the group so far above; null where there is none.
    const AttributeFact* find(std::string_view name, std::uint32_t above = 0) const;
    const AttributeFact* nearest(std::string_view name) const;
    std::uint32_t highest() const; // how far above the last group lies

private:
    std::span<const AttributeFact> m_facts;
};

// N5, and what is written like it, lists x first.
bool isOfN5(const AttributeSet& attributes);

// "The attribute axes", or "The attribute axes of its group".
std::string sourceOf(const AttributeFact& fact);

// The texts of a list, in whatever form it is written: several texts; one that is a JSON list of
// texts or of objects with a `name` or `key`; one with commas, colons or blanks between. A single
// word is a list of one.
std::vector<std::string> listOf(const AttributeFact& fact);

// What the text of at most 1 MB says; nothing where it is no JSON, or nested more than 64 deep.
std::optional<OrderedJson> parsedJson(std::string_view text);

// That all of the text is; nothing where it is anything else, or too great.
std::optional<std::uint64_t> wholeNumber(std::string_view text);

// A member of an object, if it is one and has it.
const OrderedJson* memberOf(const OrderedJson& json, const char* name);
std::string textOf(const OrderedJson* json); // empty where it is no text
std::vector<double> numbersOf(const OrderedJson* json); // empty where it is no list of numbers

} // namespace tessera

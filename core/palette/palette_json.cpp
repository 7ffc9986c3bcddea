// SPDX-License-Identifier: MIT
#include "core/palette/palette_file.h"

#include "core/base/class_limit.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace tessera {

namespace {

using Json = nlohmann::json;

constexpr std::string_view formatName = "tessera palette";
constexpr std::uint64_t formatVersion = 1;
constexpr std::ptrdiff_t longestName = 200;

std::unexpected<Error> refuse(std::string_view shownName, ErrorCode code, std::string_view why)
{
    return fail(code, fmt::format("\"{}\" cannot be used as a palette: {}.", shownName, why),
        std::string(shownName));
}

// How deep lists and objects are nested, judged without building anything.
std::size_t nestingOf(std::string_view text)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool isInString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (isInString && letter == '\\')
            ++at;
        else if (letter == '"')
            isInString = !isInString;
        else if (!isInString && (letter == '[' || letter == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!isInString && (letter == ']' || letter == '}') && depth > 0)
            --depth;
    }
    return deepest;
}

Result<Json> parseJson(std::string_view text, std::string_view shownName)
{
    constexpr std::size_t deepestNesting = 16;
    if (text.size() > largestPaletteFile.value)
        return refuse(shownName, ErrorCode::TooLarge,
            fmt::format("it is larger than {}", toText(largestPaletteFile)));
    if (nestingOf(text) > deepestNesting)
        return refuse(shownName, ErrorCode::WrongFormat, "it is nested too deeply");
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        // `byte` counts from 1 and is the place where it was noticed.
        const auto before = text.substr(0, std::max<std::size_t>(error.byte, 1) - 1);
        return refuse(shownName, ErrorCode::WrongFormat,
            fmt::format("it is not JSON (line {})", std::ranges::count(before, '\n') + 1));
    } catch (const Json::exception&) {
        return refuse(shownName, ErrorCode::Malformed, "it holds a number that is too large");
    }
}

std::optional<Rgb> parseColour(const std::string& text)
{
    constexpr std::size_t digits = 6;
    constexpr int hexadecimal = 16;
    constexpr unsigned redShift = 16;
    constexpr unsigned greenShift = 8;
    std::uint32_t value = 0;
    if (text.size() != digits + 1 || text.front() != '#')
        return std::nullopt;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data() + 1, end, value, hexadecimal).ptr != end)
        return std::nullopt;
    return Rgb{static_cast<std::uint8_t>(value >> redShift),
        static_cast<std::uint8_t>(value >> greenShift), static_cast<std::uint8_t>(value)};
}

std::ptrdiff_t characterCount(const std::string& text)
{
    constexpr unsigned char topBits = 0xC0;
    constexpr unsigned char continuation = 0x80;
    return std::ranges::count_if(text,
        [](char byte) { return (static_cast<unsigned char>(byte) & topBits) != continuation; });
}

// Says what is wrong with the class, as the end of a sentence.
std::expected<ClassStyle, std::string> parseClass(const Json& entry)
{
    if (!entry.is_object())
        return std::unexpected("is not an object with a colour");
    ClassStyle style;
    if (const auto name = entry.find("name"); name != entry.end()) {
        if (!name->is_string())
            return std::unexpected("has a name that is not text");
        style.name = name->get<std::string>();
    }
    if (characterCount(style.name) > longestName)
        return std::unexpected(fmt::format("has a name of more than {} characters", longestName));
    const auto colour = entry.find("colour");
    const auto rgb = colour != entry.end() && colour->is_string()
        ? parseColour(colour->get_ref<const std::string&>())
        : std::nullopt;
    if (!rgb)
        return std::unexpected(R"(has no colour such as "#0000ff")");
    style.colour = *rgb;
    if (const auto visible = entry.find("visible"); visible != entry.end()) {
        if (!visible->is_boolean())
            return std::unexpected("is visible neither true nor false");
        style.visible = visible->get<bool>();
    }
    return style;
}

Result<void> checkHead(const Json& root, std::string_view shownName)
{
    const auto format = root.is_object() ? root.find("format") : root.end();
    if (format == root.end() || *format != formatName)
        return refuse(shownName, ErrorCode::WrongFormat,
            fmt::format(R"(it does not say "format": "{}")", formatName));
    const auto version = root.find("version");
    if (version == root.end() || !version->is_number_unsigned())
        return refuse(shownName, ErrorCode::Malformed, "it does not say which version it is of");
    if (version->get<std::uint64_t>() != formatVersion)
        return refuse(shownName, ErrorCode::Unsupported,
            fmt::format("it is of version {}, this program reads version {}",
                version->get<std::uint64_t>(), formatVersion));
    return {};
}

} // namespace

std::string toPaletteJson(const Look& look)
{
    constexpr int indent = 2;
    nlohmann::ordered_json classes = nlohmann::ordered_json::array();
    for (const ClassStyle& style : look.classes)
        classes.push_back({{"name", style.name},
            {"colour",
                fmt::format("#{:02x}{:02x}{:02x}", style.colour.red, style.colour.green,
                    style.colour.blue)},
            {"visible", style.visible}});
    const nlohmann::ordered_json root{
        {"format", formatName}, {"version", formatVersion}, {"classes", std::move(classes)}};
    return root.dump(indent, ' ', false, Json::error_handler_t::replace) + '\n';
}

Result<std::vector<ClassStyle>> parsePaletteJson(std::string_view text, std::string_view shownName)
{
    const auto root = parseJson(text, shownName);
    if (!root)
        return std::unexpected(root.error());
    if (auto head = checkHead(*root, shownName); !head)
        return std::unexpected(head.error());
    const auto entries = root->find("classes");
    if (entries == root->end() || !entries->is_array() || entries->empty())
        return refuse(shownName, ErrorCode::Malformed, "it has no list of classes");
    if (entries->size() > maxClasses)
        return refuse(shownName, ErrorCode::TooLarge,
            fmt::format("it has {} classes, more than {}", entries->size(), maxClasses));

    std::vector<ClassStyle> classes;
    classes.reserve(entries->size());
    for (const Json& entry : *entries) {
        auto style = parseClass(entry);
        if (!style)
            return refuse(shownName, ErrorCode::Malformed,
                fmt::format("class {} {}", classes.size(), style.error()));
        classes.push_back(std::move(*style));
    }
    return classes;
}

} // namespace tessera

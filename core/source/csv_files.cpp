// SPDX-License-Identifier: MIT
#include "core/source/csv_files.h"

#include "core/base/lower_case.h"
#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string>

namespace tessera {

namespace {

constexpr std::size_t maxDigits = 4; // at most 4096 classes can be shown
constexpr std::size_t longestName = 200;
constexpr std::string_view howToName =
    "a CSV volume is a folder of 0.csv, 1.csv, 2.csv … with one class each";

// What the files of one volume have in common.
struct Series {
    std::string prefix; // "class_" of class_0.csv
    std::string extension; // lower case

    auto operator<=>(const Series&) const = default;
};

struct NumberedName {
    Series series;
    std::size_t number = 0;
};

// A file's name in parts, the ending in small letters: "0", ".csv.gz".
struct TextName {
    std::string stem;
    std::string ending;
};

using Numbered = std::multimap<std::size_t, std::filesystem::path>;

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

// Also every byte of what is no ASCII.
bool isLetter(unsigned char letter)
{
    constexpr unsigned char lastAscii = 0x7F;
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
        || letter > lastAscii;
}

bool isParting(char letter)
{
    return letter == '_' || letter == '-' || letter == ' ' || letter == '.';
}

std::optional<TextName> textName(const std::filesystem::path& path)
{
    constexpr std::array<std::string_view, 3> endings{".csv", ".txt", ".tsv"};
    std::filesystem::path name = path.filename();
    std::string packed = lowerCase(toUtf8(name.extension()));
    if (packed != ".gz")
        packed.clear();
    else
        name = name.stem();
    const std::string ending = lowerCase(toUtf8(name.extension()));
    if (std::ranges::find(endings, ending) == endings.end())
        return std::nullopt;
    return TextName{toUtf8(name.stem()), ending + packed};
}

std::optional<NumberedName> parseName(const std::filesystem::path& path)
{
    const auto name = textName(path);
    if (!name)
        return std::nullopt;
    const std::string& stem = name->stem;
    std::size_t digits = stem.size();
    while (digits > 0 && isDigit(stem[digits - 1]))
        --digits;
    const auto count = stem.size() - digits;
    if (count == 0 || count > maxDigits)
        return std::nullopt;
    NumberedName numbered{{stem.substr(0, digits), name->ending}, 0};
    std::from_chars(stem.data() + digits, stem.data() + stem.size(), numbered.number);
    return numbered;
}

// 0_glass: the class's name behind its number, with a letter in it.
std::optional<NumberedName> parseNamedNumber(const std::filesystem::path& path)
{
    const auto name = textName(path);
    if (!name)
        return std::nullopt;
    const std::string& stem = name->stem;
    const auto count = std::min(stem.find_first_not_of("0123456789"), stem.size());
    const bool isNamed = count > 0 && count <= maxDigits && count + 1 < stem.size()
        && isParting(stem[count]) && std::ranges::any_of(stem.substr(count + 1), isLetter);
    if (!isNamed)
        return std::nullopt;
    NumberedName numbered{{{}, name->ending}, 0};
    std::from_chars(stem.data(), stem.data() + count, numbered.number);
    return numbered;
}

// "class_" of class_glass.
std::optional<Series> parseClassName(const std::filesystem::path& path)
{
    constexpr std::string_view word = "class";
    const auto name = textName(path);
    const bool isNamed = name && name->stem.size() > word.size() + 1
        && lowerCase(name->stem).starts_with(word) && isParting(name->stem[word.size()]);
    return isNamed
        ? std::optional(Series{lowerCase(name->stem.substr(0, word.size() + 1)), name->ending})
        : std::nullopt;
}

Result<std::vector<std::filesystem::path>> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        if (hasTextEnding(entry->path()))
            files.push_back(entry->path());
    if (error)
        return std::unexpected(systemError(folder, error));
    return files;
}

std::map<Series, Numbered> seriesOf(std::span<const std::filesystem::path> files,
    std::optional<NumberedName> (*parse)(const std::filesystem::path&))
{
    std::map<Series, Numbered> all;
    for (const auto& path : files)
        if (const auto name = parse(path))
            all[name->series].emplace(name->number, path);
    return all;
}

Result<std::vector<std::filesystem::path>> withoutGaps(const Series& series, const Numbered& files)
{
    std::vector<std::filesystem::path> ordered;
    for (const auto& [number, path] : files) {
        if (number < ordered.size())
            return fail(ErrorCode::Ambiguous,
                fmt::format("{} and {} are both class {}; take one of them away.",
                    shownName(ordered.back()), shownName(path), number),
                toUtf8(path));
        if (number > ordered.size())
            return fail(ErrorCode::NotFound,
                fmt::format("{}{}{} is missing beside {}: {}.", series.prefix, ordered.size(),
                    series.extension, shownName(path), howToName),
                toUtf8(path.parent_path()));
        ordered.push_back(path);
    }
    return ordered;
}

// Files whose classes have names: the only ones of the folder that are so named, or nothing.
std::vector<std::filesystem::path> namedClasses(std::span<const std::filesystem::path> files)
{
    const auto numbered = seriesOf(files, parseNamedNumber);
    if (numbered.size() == 1 && numbered.begin()->second.size() > 1)
        return withoutGaps(numbered.begin()->first, numbered.begin()->second)
            .value_or(std::vector<std::filesystem::path>());
    std::vector<std::filesystem::path> named;
    std::optional<Series> only;
    for (const auto& path : files)
        if (const auto series = parseClassName(path)) {
            if (only && *only != *series)
                return {};
            only = series;
            named.push_back(path);
        }
    std::ranges::sort(named);
    return named.size() > 1 ? named : std::vector<std::filesystem::path>();
}

Result<std::vector<std::filesystem::path>> numberedClasses(
    const std::filesystem::path& folder, std::span<const std::filesystem::path> texts)
{
    const auto all = seriesOf(texts, parseName);
    if (all.empty())
        return fail(ErrorCode::NotFound,
            fmt::format("The folder {} holds no class files: {}.", shownName(folder), howToName),
            toUtf8(folder));
    const auto& [series, files] = *all.begin(); // plain numbers sort first
    if (all.size() > 1 && !series.prefix.empty())
        return fail(ErrorCode::Ambiguous,
            fmt::format("The folder {} holds {} series of numbered files; open a file of the one "
                        "that is meant.",
                shownName(folder), all.size()),
            toUtf8(folder));
    return withoutGaps(series, files);
}

Result<std::vector<std::filesystem::path>> inFolder(const std::filesystem::path& folder)
{
    const auto texts = filesIn(folder);
    if (!texts)
        return std::unexpected(texts.error());
    auto numbered = numberedClasses(folder, *texts);
    if (numbered)
        return numbered;
    auto named = namedClasses(*texts);
    return named.empty() ? std::move(numbered) : std::move(named);
}

Result<std::vector<std::filesystem::path>> besideFile(const std::filesystem::path& file)
{
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const auto texts = filesIn(folder);
    if (!texts)
        return std::unexpected(texts.error());
    const auto name = parseName(file);
    if (auto named = namedClasses(*texts); !named.empty()) {
        const auto isOfThem = std::ranges::any_of(
            named, [&](const auto& each) { return each.filename() == file.filename(); });
        if (isOfThem && !(name && numberedClasses(folder, *texts)))
            return named;
    }
    if (!name)
        return fail(ErrorCode::NotFound,
            fmt::format(
                "{} is not one of a series of class files: {}.", shownName(file), howToName),
            toUtf8(file));
    const auto all = seriesOf(*texts, parseName);
    const auto found = all.find(name->series);
    if (found == all.end())
        return std::unexpected(
            systemError(file, std::make_error_code(std::errc::no_such_file_or_directory)));
    return withoutGaps(found->first, found->second);
}

} // namespace

Result<std::vector<std::filesystem::path>> findClassFiles(const std::filesystem::path& path)
{
    std::error_code error;
    const bool isFolder = std::filesystem::is_directory(path, error);
    if (error)
        return std::unexpected(systemError(path, error));
    return isFolder ? inFolder(path) : besideFile(path);
}

std::vector<std::string> classNamesOf(std::span<const std::filesystem::path> files)
{
    std::vector<std::string> names;
    names.reserve(files.size());
    for (const auto& path : files) {
        const auto name = textName(path);
        if (!name)
            return {};
        std::string stem = name->stem;
        const bool isNumbered = parseNamedNumber(path).has_value();
        if (!isNumbered && (!parseClassName(path) || parseName(path)))
            return {};
        stem.erase(0, stem.find_first_of("_- .") + 1);
        std::ranges::replace(stem, '_', ' ');
        names.push_back(toPlainText(stem, longestName));
    }
    return names;
}

bool isNumberedClassFile(const std::filesystem::path& path)
{
    constexpr std::array<std::string_view, 8> words{
        "", "class", "cls", "c", "k", "prob", "p", "channel"};
    const auto name = parseName(path);
    if (!name)
        return false;
    std::string word = lowerCase(name->series.prefix);
    while (!word.empty() && isParting(word.back()))
        word.pop_back();
    return std::ranges::find(words, word) != words.end();
}

bool hasTextEnding(const std::filesystem::path& path)
{
    return textName(path).has_value();
}

} // namespace tessera

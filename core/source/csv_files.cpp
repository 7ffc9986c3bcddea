// SPDX-License-Identifier: MIT
#include "core/source/csv_files.h"

#include "core/base/path_text.h"
#include "core/source/file_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <string>

namespace tessera {

namespace {

constexpr std::size_t maxDigits = 4; // at most 4096 classes can be shown
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

using Numbered = std::multimap<std::size_t, std::filesystem::path>;

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
        [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

std::optional<NumberedName> parseName(const std::filesystem::path& path)
{
    const auto stem = toUtf8(path.stem());
    const auto extension = lowerCase(toUtf8(path.extension()));
    std::size_t digits = stem.size();
    while (digits > 0 && isDigit(stem[digits - 1]))
        --digits;
    const auto count = stem.size() - digits;
    if (count == 0 || count > maxDigits || (extension != ".csv" && extension != ".txt"))
        return std::nullopt;
    NumberedName name{{stem.substr(0, digits), extension}, 0};
    std::from_chars(stem.data() + digits, stem.data() + stem.size(), name.number);
    return name;
}

Result<std::map<Series, Numbered>> listSeries(const std::filesystem::path& folder)
{
    std::map<Series, Numbered> all;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
        if (const auto name = parseName(entry->path()))
            all[name->series].emplace(name->number, entry->path());
    if (error)
        return std::unexpected(systemError(folder, error));
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

Result<std::vector<std::filesystem::path>> inFolder(const std::filesystem::path& folder)
{
    const auto all = listSeries(folder);
    if (!all)
        return std::unexpected(all.error());
    if (all->empty())
        return fail(ErrorCode::NotFound,
            fmt::format("The folder {} holds no class files: {}.", shownName(folder), howToName),
            toUtf8(folder));
    const auto& [series, files] = *all->begin(); // plain numbers sort first
    if (all->size() > 1 && !series.prefix.empty())
        return fail(ErrorCode::Ambiguous,
            fmt::format("The folder {} holds {} series of numbered files; open a file of the one "
                        "that is meant.",
                shownName(folder), all->size()),
            toUtf8(folder));
    return withoutGaps(series, files);
}

Result<std::vector<std::filesystem::path>> besideFile(const std::filesystem::path& file)
{
    const auto name = parseName(file);
    if (!name)
        return fail(ErrorCode::NotFound,
            fmt::format(
                "{} is not one of a series of class files: {}.", shownName(file), howToName),
            toUtf8(file));
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const auto all = listSeries(folder);
    if (!all)
        return std::unexpected(all.error());
    const auto found = all->find(name->series);
    if (found == all->end())
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

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/names_beside.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/file_text.h"
#include "core/source/guide_maker.h"
#include "core/source/guided_volume.h"
#include "core/source/names_hints.h"
#include "core/source/names_inside.h"
#include "core/source/positioned_file.h"
#include "core/source/reader_guides.h"
#include "core/source/volume_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t mostJsonBytes = 1'000'000;

bool isFile(const fs::path& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error);
}

std::string sourceOf(const fs::path& path)
{
    return fmt::format("The file {}", toPlainName(shownName(path)));
}

std::string contentOf(const fs::path& path)
{
    auto text = beginningOf(path, mostJsonBytes + 1);
    return text.size() > mostJsonBytes ? std::string() : text;
}

std::vector<NamesClaim> namesOfProject(
    const fs::path& path, const OpenLimits& limits, const std::stop_token& stop)
{
    auto opened = PositionedFile::open(path);
    if (!opened)
        return {};
    FileStart start{path, std::make_shared<const PositionedFile>(*std::move(opened)), {}};
    if (!isHdf5(start).value_or(false))
        return {};
    const auto guides = limits.guides ? limits.guides : standardGuides();
    const auto guide = guides->open(start.file, nullptr, stop);
    if (!guide)
        return {};
    auto claims = projectNames(**guide, sourceOf(path), stop);
    (*guide)->release();
    return claims;
}

// "X_Probabilities" is also "X", and "X-raw_Probabilities" both.
std::vector<std::string> stemsOf(std::string stem)
{
    constexpr std::size_t most = 4;
    std::vector<std::string> stems{stem};
    while (stems.size() < most) {
        const auto cut = stem.find_last_of("_- ");
        if (cut == std::string::npos || cut == 0)
            break;
        stem.resize(cut);
        stems.push_back(stem);
    }
    return stems;
}

std::optional<fs::path> onlyProject(const fs::path& folder)
{
    constexpr int mostEntries = 1000;
    std::optional<fs::path> only;
    std::error_code error;
    int seen = 0;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
        entry.increment(error)) {
        if (++seen > mostEntries)
            return std::nullopt;
        if (entry->path().extension() != ".ilp")
            continue;
        if (only)
            return std::nullopt;
        only = entry->path();
    }
    return only && isFile(*only) ? only : std::nullopt;
}

std::optional<fs::path> projectBeside(const fs::path& file)
{
    const auto folder = file.parent_path();
    for (const auto& stem : stemsOf(toUtf8(file.stem())))
        if (auto project = folder / fromUtf8(stem + ".ilp"); isFile(project))
            return project;
    return onlyProject(folder);
}

} // namespace

std::vector<NamesClaim> namesBeside(
    const fs::path& file, const OpenLimits& limits, const std::stop_token& stop)
{
    std::error_code error;
    const auto path = fs::absolute(file, error);
    if (error)
        return {};
    std::vector<NamesClaim> claims;
    const auto folder = path.parent_path();
    for (const auto& place : {folder, folder.parent_path()}) {
        const auto json = place / "dataset.json";
        if (!isFile(json))
            continue;
        std::ranges::move(
            datasetJsonNames(contentOf(json), sourceOf(json)), std::back_inserter(claims));
    }
    if (const auto project = projectBeside(path); project && *project != path)
        std::ranges::move(namesOfProject(*project, limits, stop), std::back_inserter(claims));
    return claims;
}

} // namespace tessera

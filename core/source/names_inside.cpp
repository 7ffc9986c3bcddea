// SPDX-License-Identifier: MIT
#include "core/source/names_inside.h"

#include "core/base/plain_text.h"
#include "core/source/names_hints.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <utility>

namespace tessera {

namespace {

constexpr int mostGroups = 8; // that one array lies in
constexpr std::array usualNames{
    "class_names", "class_labels", "label_names", "labels", "classes", "class"};
constexpr std::array<const char*, 3> labelNames{"/PixelClassification/LabelNames",
    "/NNClassApplet/LabelNames", "/ObjectClassification/LabelNames"};

void addNames(FileGuide& guide, const std::string& path, const std::string& source,
    const std::stop_token& stop, std::vector<NamesClaim>& claims)
{
    auto values = guide.readValues(path, stop);
    if (values && !values->texts.empty())
        claims.push_back({shownNames(std::move(values->texts)), source, {}});
}

} // namespace

std::vector<NamesClaim> projectNames(
    FileGuide& guide, const std::string& source, const std::stop_token& stop)
{
    std::vector<NamesClaim> claims;
    for (const char* path : labelNames)
        addNames(guide, path, source, stop, claims);
    return claims;
}

std::vector<NamesClaim> namesInside(
    FileGuide& guide, std::string_view dataset, const std::stop_token& stop)
{
    std::vector<NamesClaim> claims;
    for (int step = 0; step < mostGroups; ++step) {
        const auto end = dataset.rfind('/');
        if (end == std::string_view::npos)
            break;
        dataset = dataset.substr(0, end);
        for (const char* name : usualNames) {
            const auto path = fmt::format("{}/{}", dataset, name);
            addNames(guide, path, fmt::format("The dataset {}", toPlainName(path)), stop, claims);
        }
    }
    auto ofProject = projectNames(guide, "The ilastik project", stop);
    claims.insert(claims.end(), std::make_move_iterator(ofProject.begin()),
        std::make_move_iterator(ofProject.end()));
    return claims;
}

} // namespace tessera

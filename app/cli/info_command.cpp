// SPDX-License-Identifier: MIT
#include "app/cli/info_command.h"

#include "app/cli/exit_code.h"
#include "app/cli/json_text.h"
#include "app/cli/meaning_report.h"
#include "core/base/path_text.h"
#include "core/session/open_memory.h"
#include "core/source/open_source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

namespace tessera {

namespace {

Json describe(const VolumeInfo& info)
{
    Json json;
    json["path"] = toUtf8(info.path);
    json["dataset"] = info.dataset;
    json["shape"] = info.shape;
    json["axes"] = toText(info.meaning.axes);
    json["axes_reason"] = info.meaning.axesReason;
    json["type"] = elementName(info.type);
    json["stored_type"] = info.storedType;
    json["storage"] = info.storage;
    json["chunk"] = info.chunk;
    json["rows"] = info.plane.rows;
    json["columns"] = info.plane.columns;
    json["slices"] = info.zCount;
    json["times"] = info.tCount;
    json["times_are_batch"] = info.isTimeBatch;
    json["classes"] = info.classes;
    json["file_bytes"] = info.version.bytes;
    json["warnings"] = info.warnings;
    return json;
}

Json describe(const std::vector<DatasetEntry>& datasets)
{
    Json list = Json::array();
    for (const DatasetEntry& entry : datasets) {
        list.push_back({{"path", entry.path}, {"shape", entry.shape},
            {"stored_type", entry.storedType}, {"storage", entry.storage},
            {"suitable", entry.suitable}, {"reason", entry.reason}});
        if (!entry.target.empty())
            list.back()["target"] = entry.target;
    }
    return list;
}

// Coarser levels that the file brings.
Json describe(const std::vector<FileLevel>& levels)
{
    Json list = Json::array();
    for (const FileLevel& level : levels)
        list.push_back({{"path", level.source->info().dataset},
            {"shape", level.source->info().shape}, {"rows_factor", level.scale.rows},
            {"columns_factor", level.scale.columns}, {"slices_factor", level.slices}});
    return list;
}

std::string levelsText(const std::vector<FileLevel>& levels)
{
    std::vector<std::string> texts;
    texts.reserve(levels.size());
    for (const FileLevel& level : levels)
        texts.push_back(fmt::format("{} ({})", toText(level.scale), level.source->info().dataset));
    return fmt::format("{}", fmt::join(texts, ", "));
}

void printText(const OpenedVolume& volume)
{
    const VolumeInfo& info = volume.probabilities->info();
    const VolumeInfo* image = volume.image ? &volume.image->info() : nullptr;

    const auto line = [](const char* name, const std::string& value) {
        if (!value.empty())
            fmt::print("{:<11} {}\n", name, shownText(value));
    };
    line("file", toUtf8(info.path));
    line("dataset", info.dataset);
    line("shape", fmt::format("{} ({})", fmt::join(info.shape, " x "), toText(info.meaning.axes)));
    line("type", info.storedType);
    line("storage", info.storage);
    line("plane", fmt::format("{} rows x {} columns", info.plane.rows, info.plane.columns));
    if (info.zCount > 1)
        line("slices", fmt::format("{}", info.zCount));
    if (info.tCount > 1)
        line(info.isTimeBatch ? "batch" : "times", fmt::format("{}", info.tCount));
    line("classes",
        info.classNames.empty()
            ? fmt::format("{}", info.classes)
            : fmt::format("{}: {}", info.classes, fmt::join(info.classNames, ", ")));
    for (const auto& [name, text] : meaningLines(info))
        line(name.c_str(), text);
    line("levels", levelsText(volume.levels));
    line("file size", toText(ByteCount{info.version.bytes}));
    if (image != nullptr)
        line("image",
            fmt::format("{} ({}, {})",
                image->path == info.path ? image->dataset
                                         : toText(VolumeLocation{image->path, image->dataset}),
                fmt::join(image->shape, " x "), image->storedType));
}

void printWarnings(const VolumeInfo& info)
{
    for (const std::string& warning : info.warnings)
        fmt::print("{:<11} {}\n", "note", shownText(warning));
}

void printChoice(const std::vector<DatasetEntry>& datasets)
{
    fmt::print("Several datasets can be shown; name one after \"::\".\n");
    for (const DatasetEntry& entry : datasets)
        fmt::print("{} {:<40} {} {}{}\n", entry.suitable ? '*' : ' ', shownText(entry.path),
            fmt::join(entry.shape, " x "), entry.storedType,
            entry.reason.empty() ? "" : fmt::format(" ({})", entry.reason));
}

int report(const InfoOptions& options, const Error& error)
{
    if (options.asJson)
        fmt::print("{}\n", dumped(Json{{"error", error.message}, {"subject", error.subject}}));
    fmt::print(stderr, "tessera-cli: {}\n", error.message);
    return exitFailed;
}

} // namespace

int runInfo(const InfoOptions& options)
{
    const VolumeLocation location = parseLocation(options.location);
    OpenLimits limits{usualOpenMemory()};
    limits.linkedFilesAnywhere = options.linkedFilesAnywhere;
    limits.guides = options.guides;
    limits.reading = options.reading;
    limits.image = fromUtf8(options.image);
    const auto volume = openVolume(location, limits);
    if (!volume && volume.error().code != ErrorCode::Ambiguous)
        return report(options, volume.error());
    if (volume && !options.asJson) {
        printText(*volume);
        printWarnings(volume->probabilities->info());
        return exitOk;
    }
    const auto datasets = listDatasets(location.path, limits);
    if (!volume) {
        if (!datasets)
            return report(options, datasets.error());
        if (options.asJson)
            fmt::print("{}\n",
                dumped(Json{{"path", toUtf8(location.path)}, {"datasets", describe(*datasets)}}));
        else
            printChoice(*datasets);
        return exitOk;
    }
    Json json = describe(volume->probabilities->info());
    json.update(meaningJson(volume->probabilities->info()));
    if (!volume->levels.empty())
        json["levels"] = describe(volume->levels);
    if (volume->image)
        json["image"] = describe(volume->image->info());
    if (datasets && !datasets->empty())
        json["datasets"] = describe(*datasets);
    fmt::print("{}\n", dumped(json));
    return exitOk;
}

} // namespace tessera

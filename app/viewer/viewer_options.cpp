// SPDX-License-Identifier: MIT
#include "app/viewer/viewer_options.h"

#include "app/options/byte_option.h"
#include "app/options/reading_options.h"
#include "core/tile/cache_shares.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace tessera {

namespace {

constexpr int usageError = 2;
constexpr int smallestWindow = 160;
constexpr int largestWindow = 16384;

bool parseSize(const std::string& text, ViewerOptions& options)
{
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, options.width);
    if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x')
        return false;
    const auto height = std::from_chars(width.ptr + 1, end, options.height);
    const auto isSensible = [](int extent) {
        return extent >= smallestWindow && extent <= largestWindow;
    };
    return height.ec == std::errc{} && height.ptr == end && isSensible(options.width)
        && isSensible(options.height);
}

} // namespace

ParsedOptions parseViewerOptions(int argc, char** argv)
{
    ParsedOptions parsed;
    ViewerOptions& options = parsed.options;
    CLI::App app(
        "Shows class-probability volumes: which class each pixel is, and how sure the model was.",
        "tessera");
    app.set_version_flag("--version", std::string("tessera ") + TESSERA_VERSION);
    app.add_option("FILE", options.locations,
        "HDF5, NPY, NPZ, TIFF or CSV file, FILE::/dataset, or folder of CSV files");
    addReadingOptions(app, options.reading);
    auto* image = app.add_option("--image", options.image,
        "Raw image of FILE (default: found in the file, or beside it by name)");
    app.add_flag("--sample", options.opensSample, "Open the volume that comes with Tessera");
    app.add_flag("--watch", options.follows,
        "Read the files again whenever another program writes to them (View, Follow the file)");
    auto* grab = app.add_option("--grab", options.grab,
        "Write a PNG of the window when every visible tile is final, and exit");
    app.add_option(
        "--trace", options.trace, "Write what happened, in Chrome trace format, at exit");
    app.add_option_function<std::string>(
        "--size",
        [&options](const std::string& text) {
            if (!parseSize(text, options))
                throw CLI::ValidationError("--size", "must look like 1280x800");
        },
        "Size of the window, as WxH");
    app.add_option("--threads", options.threads, "Worker threads (default: one a core)")
        ->check(CLI::Range(1, 1024));
    app.add_option_function<std::string>(
        "--memory",
        [&options](const std::string& text) {
            const auto memory = parseByteCount(text);
            if (!memory || *memory < leastMemory)
                throw CLI::ValidationError(
                    "--memory", "must look like 256M or 1.5G, and be at least 64M");
            options.memory = *memory;
        },
        "Most memory for data (default: as the settings say, else a quarter of the machine's, at "
        "most 2G)");
    try {
        app.parse(argc, argv);
        if (*grab && options.locations.empty() && !options.opensSample)
            throw CLI::RequiredError("FILE (or --sample) with --grab");
        if (*image && options.locations.empty())
            throw CLI::RequiredError("FILE with --image");
    } catch (const CLI::ParseError& error) {
        parsed.exitCode = app.exit(error) == 0 ? 0 : usageError;
    }
    return parsed;
}

} // namespace tessera

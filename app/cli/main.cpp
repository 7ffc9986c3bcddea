// SPDX-License-Identifier: MIT
// tessera-cli: what the viewer does, without a window.
#include "app/cli/bench_command.h"
#include "app/cli/exit_code.h"
#include "app/cli/info_command.h"
#include "app/cli/pyramid_command.h"
#include "app/cli/render_command.h"
#include "app/options/reading_options.h"
#include "core/kernel/variant.h"
#include "core/session/ladder_worker.h"
#include "core/source/reader_guides.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace tessera;

constexpr const char* fileHelp = "File, FILE::dataset, or folder of CSV files";
constexpr const char* sliceHelp =
    "Slice of a volume, from 0: z of plane xy, y of plane xz, x of plane yz";
constexpr const char* timeHelp = "Point in time, or entry of a batch, from 0";

void addLinkedFiles(CLI::App& command, bool& isAnywhere)
{
    command
        .add_option_function<std::string>(
            "--linked-files",
            [&isAnywhere](const std::string& place) { isAnywhere = place == "anywhere"; },
            "Where files that this one refers to may lie: folder (its own and those below; the "
            "default), or anywhere")
        ->option_text("folder|anywhere")
        ->check(CLI::IsMember({"folder", "anywhere"}));
}

void addInfo(CLI::App& app, InfoOptions& options)
{
    CLI::App* command =
        app.add_subcommand("info", "Say what a file holds and how it would be shown");
    command->add_option("FILE", options.location, fileHelp)->required();
    addReadingOptions(*command, options.reading);
    command->add_option("--image", options.image,
        "Raw image of the volume (default: found in the file, or beside it by name)");
    addLinkedFiles(*command, options.linkedFilesAnywhere);
    command->add_flag("--json", options.asJson, "Print JSON");
}

void addPlane(CLI::App& command, PlaneOptions& options)
{
    command.add_option("--dataset", options.dataset, "Dataset inside the file");
    command.add_option("--slice,--z", options.slice, sliceHelp)->capture_default_str();
    command.add_option("--time,--t", options.time, timeHelp)->capture_default_str();
    addReadingOptions(command, options.reading);
}

void addRender(CLI::App& app, RenderOptions& options)
{
    CLI::App* command = app.add_subcommand("render", "Write the coloured picture of a plane");
    command->add_option("FILE", options.location, fileHelp)->required();
    command
        ->add_option("-o,--output", options.output,
            "Picture to write: .png, or .npy (uint8, rows x columns x 3)")
        ->required();
    addPlane(*command, options);
    command->add_option("--palette", options.palette,
        "Palette file, or one of talk, okabe-ito, tableau-10, glasbey (default: by number of "
        "classes)");
    command
        ->add_option("--level", options.level,
            "Smaller: each pixel is the mean of 2^LEVEL x 2^LEVEL of the plane")
        ->check(CLI::Range(0, 9));
    command->add_option("--threads", options.threads, "Worker threads (default: one a core)")
        ->check(CLI::Range(1, 1024));
    command->add_option("--memory", options.memory,
        "Most memory for data, such as 500k, 64M or 1G (default: what is fast)");
    addLinkedFiles(*command, options.linkedFilesAnywhere);
    command->add_flag("--json", options.asJson, "Print what it cost as JSON");
    command
        ->add_option_function<std::string>(
            "--damaged",
            [&options](const std::string& choice) { options.marksDamage = choice == "mark"; },
            "Where something cannot be read: refuse to write a picture, or mark it with grey "
            "stripes; either way it is listed, and the exit code is 3")
        ->check(CLI::IsMember({"refuse", "mark"}))
        ->default_str("refuse");
}

void addPyramid(CLI::App& app, PyramidOptions& options)
{
    CLI::App* command = app.add_subcommand("pyramid",
        "Make the coarse levels of a large plane beforehand, so that the viewer shows it exactly "
        "at once; goes on where it was stopped");
    command->add_option("FILE", options.location, fileHelp)->required();
    addPlane(*command, options);
    command->add_flag("--all", options.isOfAllSlices, "All slices, not only one");
    command->add_flag("--force", options.isForced, "Make anew what is there already");
    command->add_option("--threads", options.threads, "Worker threads (default: one a core)")
        ->check(CLI::Range(1, 1024));
    command->add_option(
        "--cache-dir", options.folder, "Folder to keep them in (default: where the viewer looks)");
    command->add_option("--cache-limit", options.limit,
        "Most that the folder may hold, such as 500M or 10G (default: 2G); what was not used for "
        "longest is removed");
    addLinkedFiles(*command, options.linkedFilesAnywhere);
}

void addBench(CLI::App& app, BenchOptions& options)
{
    CLI::App* command = app.add_subcommand(
        "bench", "Climb the ladder from naive to fast on this file: time and memory of each step");
    command->add_option("FILE", options.location, fileHelp)->required();
    command->add_option("--dataset", options.dataset, "Dataset inside the file");
    command->add_option("--slice,--z", options.slice, sliceHelp)->capture_default_str();
    command->add_option("--time,--t", options.time, timeHelp)->capture_default_str();
    addReadingOptions(*command, options.reading);
    auto* pixels = command
                       ->add_option("--pixels", options.pixelLimit,
                           "Take at most so many pixels, from the top left corner")
                       ->check(CLI::PositiveNumber)
                       ->capture_default_str();
    command->add_flag("--full", options.isFull, "Take the whole plane")->excludes(pixels);
    command
        ->add_option("--repeats", options.repeats,
            "Runs of each step, of which the median counts (default: 1 for v0 and v1, else 3)")
        ->check(CLI::Range(1, 1000));
    command->add_option("--threads", options.threads, "Most worker threads (default: one a core)")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--json", options.asJson, "Print JSON");
}

// What "--version" says, and with "--verbose" what reads files and how it is closed in.
std::string versionText(ReaderGuides& guides, bool isVerbose)
{
    std::string version = fmt::format("tessera-cli {}", TESSERA_VERSION);
    if (!isVerbose)
        return version;
    const auto hello = guides.hello();
    return fmt::format("{}\n{}", version, hello ? readerText(*hello) : hello.error().message);
}

// While the arguments are parsed, the process that will read the file starts.
std::shared_ptr<ReaderGuides> makeGuides(const std::vector<std::string>& arguments)
{
    auto guides = std::make_shared<ReaderGuides>();
    constexpr std::array<std::string_view, 3> opening{"info", "render", "pyramid"};
    if (!arguments.empty() && std::ranges::find(opening, arguments.front()) != opening.end())
        guides->warmUp();
    return guides;
}

int run(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
    if (const auto code = answerLadderCall(arguments, stdout))
        return *code;
    const auto guides = makeGuides(arguments);
    CLI::App app(
        "Colours class-probability volumes: class colour times probability.", "tessera-cli");
    // Asked for before the arguments are parsed: the version is printed while they are.
    bool isVerbose = std::ranges::find(arguments, "--verbose") != arguments.end();
    app.set_version_flag(
        "--version", [&] { return versionText(*guides, isVerbose); },
        "Print the version, and exit");
    app.add_flag(
        "--verbose", isVerbose, "With --version: also what reads files, and how it is closed in");
    app.require_subcommand(1);
    InfoOptions info;
    info.guides = guides;
    RenderOptions render;
    render.guides = guides;
    addInfo(app, info);
    addRender(app, render);
    PyramidOptions pyramid;
    pyramid.guides = guides;
    addPyramid(app, pyramid);
    BenchOptions bench;
    addBench(app, bench);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exitOk : exitUsage;
    }
    if (const auto kernel = checkKernelChoice(); !kernel) {
        fmt::print(stderr, "tessera-cli: {}\n", kernel.error().message);
        return exitUsage;
    }
    if (app.got_subcommand("bench"))
        return runBench(bench);
    if (app.got_subcommand("pyramid"))
        return runPyramid(pyramid);
    return app.got_subcommand("info") ? runInfo(info) : runRender(render);
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        fmt::print(stderr, "tessera-cli: {}\n", error.what());
        return exitFailed;
    }
}

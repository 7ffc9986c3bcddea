// SPDX-License-Identifier: MIT
// tessera-cli: what the viewer does, without a window.
#include "app/cli/exit_code.h"
#include "app/cli/info_command.h"
#include "app/cli/render_command.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <exception>

namespace {

using namespace tessera;

void addInfo(CLI::App& app, InfoOptions& options)
{
    CLI::App* command =
        app.add_subcommand("info", "Say what a file holds and how it would be shown");
    command->add_option("FILE", options.location, "HDF5 file, FILE::/dataset, or CSV folder")
        ->required();
    command->add_flag("--json", options.asJson, "Print JSON");
}

void addRender(CLI::App& app, RenderOptions& options)
{
    CLI::App* command = app.add_subcommand("render", "Write the coloured picture of a plane");
    command->add_option("FILE", options.location, "HDF5 file, FILE::/dataset, or CSV folder")
        ->required();
    command
        ->add_option("-o,--output", options.output,
            "Picture to write: .png, or .npy (uint8, rows x columns x 3)")
        ->required();
    command->add_option("--dataset", options.dataset, "Dataset inside the file");
    command->add_option("--slice", options.slice, "Slice (z) of a volume, from 0")
        ->capture_default_str();
    command->add_option("--time", options.time, "Point in time, from 0")->capture_default_str();
    command->add_option("--palette", options.palette,
        "Palette file, or one of talk, okabe-ito, tableau-10, glasbey (default: by number of "
        "classes)");
    command->add_option("--threads", options.threads, "Worker threads (default: one a core)")
        ->check(CLI::Range(1, 1024));
}

int run(int argc, char** argv)
{
    CLI::App app(
        "Colours class-probability volumes: class colour times probability.", "tessera-cli");
    app.set_version_flag("--version", std::string("tessera-cli ") + TESSERA_VERSION);
    app.require_subcommand(1);
    InfoOptions info;
    RenderOptions render;
    addInfo(app, info);
    addRender(app, render);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exitOk : exitUsage;
    }
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

// SPDX-License-Identifier: MIT
// tessera: the viewer.
#include "app/viewer/grab_task.h"
#include "app/viewer/sample_path.h"
#include "app/viewer/viewer_options.h"
#include "core/base/large_buffers.h"
#include "core/base/path_text.h"
#include "core/cost/process_memory.h"
#include "core/cost/stopwatch.h"
#include "core/kernel/variant.h"
#include "core/levels/cache_folder.h"
#include "core/levels/level_archive.h"
#include "core/session/ladder_worker.h"
#include "core/source/reader_guides.h"
#include "core/tile/cache_shares.h"
#include "ui/settings/settings.h"
#include "ui/view/tile_view.h"
#include "ui/window/viewer.h"

#include <QApplication>
#include <QIcon>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace tessera;

constexpr int usageError = 2;

void nameApplication()
{
    QApplication::setApplicationName(QStringLiteral("tessera"));
    QApplication::setApplicationDisplayName(QStringLiteral("Tessera"));
    QApplication::setOrganizationName(QStringLiteral("tessera"));
    QApplication::setApplicationVersion(QStringLiteral(TESSERA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.tessera_viewer.Tessera"));
}

ByteCount memoryFor(const ViewerOptions& options, const Settings& settings)
{
    if (options.memory.value > 0)
        return options.memory;
    return std::max(settings.memory().value_or(usualMemory()), leastMemory);
}

void openAll(Viewer& viewer, const ViewerOptions& options, const std::filesystem::path& sample)
{
    std::vector<VolumeLocation> locations;
    locations.reserve(options.locations.size() + 1);
    for (const std::string& text : options.locations)
        locations.push_back(parseLocation(text));
    if (options.opensSample)
        locations.push_back({sample, {}});
    MainWindow* window = viewer.windows().constFirst();
    for (const VolumeLocation& location : locations) {
        window->actions().follow->setChecked(options.follows);
        const bool hasImage = &location == &locations.front() && !options.image.empty();
        // What is said here stands before what was chosen at an earlier time.
        if (!hasImage && options.reading == ReadingWish{})
            window->open(location);
        else
            window->open(
                location, {options.reading, hasImage ? ImageChoice(options.image) : std::nullopt});
        if (&location != &locations.back())
            window = viewer.addWindow();
    }
}

int run(int argc, char** argv, const ViewerOptions& options,
    const std::shared_ptr<GuideMaker>& guides, std::int64_t mainNs)
{
    const std::int64_t startNs = processStartNs().value_or(mainNs);
    const auto trace = options.trace.empty() ? nullptr : std::make_shared<Trace>(startNs);
    nameApplication(); // settings are found by it
    const Settings settings;
    EngineOptions shared = engineOptions(memoryFor(options, settings));
    shared.threads = options.threads;
    shared.trace = trace;
    shared.guides = guides;
    shared.archive = LevelArchive::create({levelCacheFolder(), settings.overviewLimit(),
        [](const std::string& line) { std::fprintf(stderr, "tessera: %s\n", line.c_str()); }});
    Engine engine(shared);
    const QApplication application(argc, argv);
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/tessera.svg")));
    const std::int64_t applicationNs = nowNs();
    const auto sample = samplePath(fromUtf8(QCoreApplication::applicationDirPath().toStdString()));
    Viewer viewer(engine, sample, Settings::defaultPath());
    MainWindow* window = viewer.addWindow();
    if (options.width > 0)
        window->resize(options.width, options.height);
    std::unique_ptr<GrabTask> grab;
    if (!options.grab.empty())
        grab = std::make_unique<GrabTask>(*window, fromUtf8(options.grab));
    openAll(viewer, options, sample);
    if (trace) {
        trace->span(Trace::guiLane, "start: before main", startNs, mainNs);
        trace->span(Trace::guiLane, "start: engine and application", mainNs, applicationNs);
        trace->span(Trace::guiLane, "start: window", applicationNs, nowNs());
    }
    const int code = QApplication::exec();
    if (!trace)
        return code;
    if (const auto written = trace->write(fromUtf8(options.trace)); !written) {
        std::fprintf(stderr, "tessera: %s\n", written.error().message.c_str());
        return 1;
    }
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    const std::int64_t mainNs = tessera::nowNs();
    try {
        // The ladder runs this program once more for each of its rungs, without a window.
        const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
        if (const auto code = tessera::answerLadderCall(arguments, stdout))
            return *code;
        const auto parsed = tessera::parseViewerOptions(argc, argv);
        if (parsed.exitCode)
            return *parsed.exitCode;
        if (const auto kernel = tessera::checkKernelChoice(); !kernel) {
            std::fprintf(stderr, "tessera: %s\n", kernel.error().message.c_str());
            return usageError;
        }
        tessera::returnLargeBuffers();
        // Starts while Qt does.
        const auto guides = std::make_shared<tessera::ReaderGuides>();
        if (parsed.options.opensSample || !parsed.options.locations.empty())
            guides->warmUp();
        return run(argc, argv, parsed.options, guides, mainNs);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tessera: %s\n", error.what());
        return 1;
    }
}

// SPDX-License-Identifier: MIT
// How it feels: drives the viewer's own window through a fixed walk and tells how long frames took.
// Needs a screen (Xvfb will do) that is larger than the window.
//
//   bench_walk [FILE[::/dataset]] [--size WxH] [--json] [--short] [--at-once] [--patience SECONDS]
//              [--threads N] [--memory SIZE] [--cache-dir DIR] [--smoke]
//
// The window is the program's, as `tessera FILE` makes it, with a settings file of its own and a
// disk cache of coarse levels of its own: an empty one, or with --cache-dir what an earlier walk
// left there. The walk (walk_script.h) sends wheel and mouse events to the view on a clock of 60
// Hz; how frames are measured stands in walk_meter.h. It begins when the whole plane is there in
// its final form, or with --at-once as soon as the first picture is; nothing is waited for on the
// way, and the figures are taken when the view has come to rest after it. --smoke: a tiny volume,
// written for it.
#include "app/options/byte_option.h"
#include "core/base/aligned_buffer.h"
#include "core/base/large_buffers.h"
#include "core/cost/process_io.h"
#include "core/cost/process_memory.h"
#include "core/cost/stopwatch.h"
#include "core/levels/level_archive.h"
#include "core/source/reader_guides.h"
#include "core/tile/cache_shares.h"
#include "tests/benchmarks/walk/walk_meter.h"
#include "tests/benchmarks/walk/walk_report.h"
#include "tests/benchmarks/walk/walk_script.h"
#include "tests/corpus/process_tree.h"
#include "tests/support/hdf5_array.h"
#include "tests/support/test_support.h"
#include "ui/view/tile_view.h"
#include "ui/window/viewer.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>
#include <utility>

using namespace tessera;
using namespace tessera::bench;

namespace {

struct WalkOptions {
    QString location;
    QSize size{1280, 800};
    int threads = 0;
    ByteCount memory = usualMemory();
    QString cacheFolder; // of coarse levels; empty: a fresh one
    qint64 patienceMs = 0;
    bool isJson = false;
    bool isShort = false;
    bool isAtOnce = false;
    bool isSmoke = false;
};

[[noreturn]] void refuse(std::string_view why)
{
    constexpr int usageError = 2;
    fmt::print(stderr, "bench_walk: {}\n", why);
    std::exit(usageError);
}

ByteCount memoryOf(const QString& text)
{
    if (text.isEmpty())
        return usualMemory();
    const auto memory = parseByteCount(text.toStdString());
    if (!memory || *memory < leastMemory)
        refuse("--memory is told as 256M, and at least 64M");
    return *memory;
}

WalkOptions optionsOf(const QCoreApplication& application)
{
    QCommandLineParser parser;
    const auto option = [&parser](const char* name, const char* value = nullptr) {
        parser.addOption({QString::fromLatin1(name), {}, QString::fromLatin1(value)});
    };
    for (const char* flag : {"json", "short", "at-once", "smoke"})
        option(flag);
    option("size", "WxH");
    option("threads", "N");
    option("patience", "SECONDS");
    option("memory", "SIZE");
    option("cache-dir", "DIR");
    parser.addPositionalArgument(QStringLiteral("file"), {});
    parser.process(application);
    const auto value = [&parser](const char* name, const char* usual) {
        const QString given = parser.value(QString::fromLatin1(name));
        return given.isEmpty() ? QString::fromLatin1(usual) : given;
    };
    WalkOptions options;
    options.location = parser.positionalArguments().value(0);
    const QStringList size = value("size", "1280x800").split(QLatin1Char('x'));
    options.size = {size.value(0).toInt(), size.value(1).toInt()};
    options.threads = value("threads", "0").toInt();
    constexpr qint64 msPerSecond = 1000;
    options.patienceMs = value("patience", "600").toLongLong() * msPerSecond;
    options.memory = memoryOf(parser.value(QStringLiteral("memory")));
    options.cacheFolder = parser.value(QStringLiteral("cache-dir"));
    options.isJson = parser.isSet(QStringLiteral("json"));
    options.isAtOnce = parser.isSet(QStringLiteral("at-once"));
    options.isSmoke = parser.isSet(QStringLiteral("smoke"));
    options.isShort = options.isSmoke || parser.isSet(QStringLiteral("short"));
    if (options.size.isEmpty())
        refuse("--size is told as 1920x1080");
    if (options.location.isEmpty() && !options.isSmoke)
        refuse("which file?");
    return options;
}

class Walk : public QObject {
public:
    Walk(WalkMeter& meter, Engine& engine, WalkOptions options)
        : m_meter(meter)
        , m_options(std::move(options))
        , m_viewer(engine, {}, m_folder.filePath(QStringLiteral("settings.ini")))
        , m_window(*m_viewer.addWindow())
        , m_bytesAtStart(processBytesRead())
    {
        m_window.resize(m_options.size);
        meter.watch(m_window.view());
        connect(&m_window, &MainWindow::volumeShown, this,
            [this] { m_meter.setContent(&m_window.document()->content()); });
        connect(&m_window, &MainWindow::openFailed, this,
            [](const QString& sentence) { refuse(sentence.toStdString()); });
        if (m_options.isSmoke)
            m_options.location = writeSmall();
        m_window.openHere(parseLocation(m_options.location.toStdString()));
    }

    WalkReport run()
    {
        m_patience.start();
        waitFor([this] { return m_meter.firstPictureNs().has_value(); });
        if (!m_options.isAtOnce && waitFor([this] { return isAtRest(); })) {
            m_report.settledMs = sinceStartMs(nowNs());
            m_report.isExact = m_window.document()->content().isExact();
        }
        bool isOver = false;
        WalkScript script(m_window, m_options.isShort);
        connect(&script, &WalkScript::finished, this, [&isOver] { isOver = true; });
        m_meter.startRecording();
        script.start();
        while (!isOver)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        m_report.frames = m_meter.frames();
        m_report.paints = m_meter.paints();
        m_report.gaps = m_meter.gaps();
        m_patience.restart();
        waitFor([this] { return isAtRest(); });
        complete();
        m_meter.setContent(nullptr);
        return m_report;
    }

private:
    QString writeSmall()
    {
        const QString file = m_folder.filePath(QStringLiteral("small.h5"));
        test::writeHdf5Array(test::toPath(file),
            {.shape = {3, 700, 900, 2}, .chunk = {1, 128, 128, 2}, .filters = {"deflate"}});
        return file;
    }

    bool waitFor(const std::function<bool()>& isTrue)
    {
        while (!isTrue()) {
            if (m_patience.elapsed() > m_options.patienceMs)
                return false;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return true;
    }

    bool isAtRest()
    {
        Document* document = m_window.document();
        return document != nullptr && document->content().isSettled()
            && m_window.view().isSettled();
    }

    static double sinceStartMs(std::int64_t momentNs)
    {
        constexpr double nsPerMs = 1e6;
        return static_cast<double>(momentNs - processStartNs().value_or(momentNs)) / nsPerMs;
    }

    void complete()
    {
        Session& session = m_window.document()->session();
        const VolumeInfo& info = session.info();
        m_report.file = info.path.filename().string();
        m_report.width = m_window.width();
        m_report.height = m_window.height();
        if (const auto first = m_meter.firstPictureNs())
            m_report.firstPictureMs = sinceStartMs(*first);
        const CostTotals costs = session.costs().totals();
        const SchedulerState state = session.state();
        m_report.tilesComputed = costs.tiles;
        m_report.tilesHit = state.fromCache;
        m_report.tilesCancelled = state.cancelled;
        m_report.samplesRead = costs.bytesRead;
        m_report.samplesNeeded = samplesUnder(m_meter.shown(), info);
        m_report.fileRead = processBytesRead() - m_bytesAtStart;
        m_report.fileNeeded = storedShare(m_report.samplesNeeded, info);
        if (session.imageInfo() != nullptr)
            m_report.samplesNeeded += samplesUnder(m_meter.shown(), *session.imageInfo());
        m_report.peakProcess = peakResidentMemory().value_or(ByteCount{});
        m_report.peakWithReader = {corpus::peakBytesOfTree(::getpid())};
        m_report.peakBuffers = AlignedBuffer::peakBytes();
    }

    WalkMeter& m_meter;
    WalkOptions m_options;
    QTemporaryDir m_folder;
    Viewer m_viewer;
    MainWindow& m_window;
    ByteCount m_bytesAtStart;
    QElapsedTimer m_patience;
    WalkReport m_report;
};

void checkSmoke(const WalkReport& report)
{
    const bool isSound = report.firstPictureMs && report.settledMs && report.isExact
        && report.frames.count > 0 && report.tilesComputed > 0 && report.samplesNeeded.value > 0;
    if (!isSound)
        refuse("the walk did not show the picture");
}

} // namespace

int main(int argc, char** argv)
{
    try {
        returnLargeBuffers();
        const auto guides = std::make_shared<ReaderGuides>();
        guides->warmUp();
        WalkMeter meter(argc, argv);
        const WalkOptions options = optionsOf(meter);
        const QTemporaryDir fresh;
        EngineOptions shared = engineOptions(options.memory);
        shared.threads = options.threads;
        shared.guides = guides;
        const QString levels = options.cacheFolder.isEmpty() ? fresh.path() : options.cacheFolder;
        shared.archive = LevelArchive::create({test::toPath(levels), usualLevelLimit,
            [](const std::string& line) { fmt::print(stderr, "bench_walk: {}\n", line); }});
        Engine engine(shared);
        Walk walk(meter, engine, options);
        const WalkReport report = walk.run();
        if (options.isSmoke)
            checkSmoke(report);
        fmt::print("{}", options.isJson ? asJson(report) : asTable(report));
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_walk: {}\n", error.what());
        return 1;
    }
}

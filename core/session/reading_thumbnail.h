// SPDX-License-Identifier: MIT
#pragma once

#include "core/kernel/paint.h"
#include "core/source/open_source.h"
#include "core/tile/engine.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace tessera {

// Which small picture is wanted, and what it may cost.
struct ThumbnailWish {
    ReadingWish reading = {};
    std::int64_t edge = 96; // neither side is longer
    ByteCount bytes = megabytes(8); // that are decoded, about
    std::chrono::milliseconds time{200}; // what is not read by then stays empty
};

// The slice in the middle, in the colours of a volume that nobody has styled: one sample a pixel.
struct Thumbnail {
    VolumeInfo info; // of the volume read so
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::vector<Pixel> pixels; // rows × columns, as paintClasses() has them
    PixelRect part; // of the plane, in its pixels: all of it, or the middle where that is too much
    bool isWhole = true; // false: time was up before all of `part` was read
};

// Threads: any; blocks while it reads. Errors: those of opening and reading. Throws std::bad_alloc.
Result<Thumbnail> makeThumbnail(const OpenedVolume& volume, const ThumbnailWish& wish,
    WorkerScratch& scratch, const std::stop_token& stop);

// Makes a thumbnail in the engine's pool, after what sessions that were there before want to see.
// `done` is called once, by a worker. Whoever starts it holds it until then: let go of earlier it
// stops, and `done` is not called but where the call is under way already. The engine outlives it.
// Threads: every member may be called from any thread.
class ThumbnailRequest : public WorkSource {
public:
    using Open = std::function<Result<OpenedVolume>(const std::stop_token&)>; // by a worker
    using Done = std::function<void(Result<Thumbnail>)>;

    static std::shared_ptr<ThumbnailRequest> start(
        Engine& engine, Open open, ThumbnailWish wish, Done done);
    ThumbnailRequest(const ThumbnailRequest&) = delete;
    ThumbnailRequest& operator=(const ThumbnailRequest&) = delete;
    ~ThumbnailRequest() override;

    Work take() override;

private:
    explicit ThumbnailRequest(Work work);

    std::mutex m_mutex;
    Work m_work; // guarded by m_mutex; empty once it is taken
    std::stop_source m_stop;
};

// Of an open volume, read in another way.
std::shared_ptr<ThumbnailRequest> requestThumbnail(
    Engine& engine, OpenedVolume volume, ThumbnailWish wish, ThumbnailRequest::Done done);

// Of a dataset that is not open.
std::shared_ptr<ThumbnailRequest> requestThumbnail(Engine& engine, VolumeLocation location,
    OpenLimits limits, ThumbnailWish wish, ThumbnailRequest::Done done);

} // namespace tessera

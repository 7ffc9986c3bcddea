// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/painted_tile.h"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace tessera::test {

// Collects what a paint stage delivers. Threads: every member may be called from any thread.
class PictureInbox : public PictureSink {
public:
    void picturesReady(PictureBatch batch) override;

    bool waitFor(std::size_t batches) const; // until that many came; false after 30 s
    std::vector<PictureBatch> batches() const; // in the order of their coming
    std::size_t pictures() const; // in all batches

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_news;
    std::vector<PictureBatch> m_batches; // guarded by m_mutex
};

} // namespace tessera::test

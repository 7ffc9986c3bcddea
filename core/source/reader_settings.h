// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/sanitizers.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace tessera {

// What a request may take, in processor time of the reader process and by the clock on the wall,
// which runs on while a disk or a network is waited for.
struct ReaderDeadlines {
    static constexpr int slowness = hasSanitizers ? 3 : 1;

    std::chrono::microseconds cpu = slowness * std::chrono::seconds(4);
    std::chrono::microseconds wall = slowness * std::chrono::seconds(20);
    // More for each megabyte that is to be unpacked, and each chunk that is to be found.
    std::chrono::microseconds cpuPerMegabyte = slowness * std::chrono::milliseconds(100);
    std::chrono::microseconds wallPerMegabyte = slowness * std::chrono::milliseconds(500);
    std::chrono::microseconds perChunk = slowness * std::chrono::microseconds(100);
    // A request that is not wanted any more may end by itself for so long.
    std::chrono::microseconds afterStop = slowness * std::chrono::milliseconds(300);
};

struct ReaderSettings {
    std::filesystem::path program; // empty: as readerProgram() finds it
    std::vector<std::string> arguments;
    ReaderDeadlines deadlines;
    // Times that a file's reader is started again after a crash; taking too long counts as two,
    // because a person waits for each.
    int restarts = 3;
};

} // namespace tessera

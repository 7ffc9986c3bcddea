// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace tessera {

// Records what happened when, and writes it in the Chrome trace format (JSON, opened by Perfetto
// and chrome://tracing). Format: "Trace Event Format", events X (complete), i (instant), C
// (counter), M (metadata). Times are those of nowNs(); in the file they are microseconds since
// `originNs`. Threads: every member may be called from any thread. Bounded: what comes after
// `capacity` events is counted ("dropped" in otherData), not kept.
class Trace {
public:
    explicit Trace(std::int64_t originNs, std::size_t capacity = 1'000'000);

    void nameLane(int lane, std::string name);
    // `args` is a JSON object as text, or empty.
    void span(int lane, std::string name, std::int64_t startNs, std::int64_t endNs,
        std::string args = {});
    void instant(int lane, std::string name, std::int64_t atNs, std::string args = {});
    void counter(std::string name, std::int64_t atNs, double value);

    Result<void> write(const std::filesystem::path& path) const;

    static constexpr int guiLane = 0;
    static constexpr int painterLane = 1;
    static constexpr int firstWorkerLane = 10;

private:
    struct Event {
        char phase;
        int lane;
        std::int64_t startNs;
        std::int64_t durationNs;
        std::string name;
        std::string args;
    };
    void add(Event event);

    mutable std::mutex m_mutex;
    std::int64_t m_originNs;
    std::size_t m_capacity;
    std::vector<Event> m_events; // guarded by m_mutex
    std::uint64_t m_dropped = 0; // guarded by m_mutex
};

} // namespace tessera

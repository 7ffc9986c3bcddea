// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace tessera {

// Records what happened when, and writes it in the Chrome trace format (JSON, opened by Perfetto
// and chrome://tracing). Format: "Trace Event Format", events X (complete), i (instant), C
// (counter), M (metadata). Times are those of nowNs(); in the file they are microseconds since
// `originNs`. Bounded: what comes after `capacity` events is counted ("dropped" in otherData), not
// kept.
// Threads: every member may be called from any thread; the lock is held for copying only.
class Trace {
public:
    explicit Trace(std::int64_t originNs, std::size_t capacity = 1'000'000);

    void nameLane(int lane, std::string name);
    // `args` is a JSON object as text, or empty; anything else is written as {"text": "…"}.
    void span(int lane, std::string name, std::int64_t startNs, std::int64_t endNs,
        std::string args = {});
    void instant(int lane, std::string name, std::int64_t atNs, std::string args = {});
    void counter(std::string name, std::int64_t atNs, double value); // finite values only

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
    std::string toJson(const Event& event) const;
    std::vector<Event> eventsFrom(std::size_t first, std::size_t end) const;

    mutable std::mutex m_mutex;
    std::int64_t m_originNs;
    std::size_t m_capacity;
    std::map<int, std::string> m_lanes; // guarded by m_mutex; names by lane
    std::deque<Event> m_events; // guarded by m_mutex; only ever grows
    std::uint64_t m_dropped = 0; // guarded by m_mutex
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>

namespace tessera {

// Holds the one lock around the HDF5 library while it lives: the library's own lock covers single
// calls, not a sequence of them. Takes down why a call failed, instead of the library printing it.
// Functions that call the library take a guard, so that none is called without it.
// A thread may hold several: handles are closed under one of their own, wherever they die.
// Threads: any; nothing else may be locked while it is held.
class Hdf5Guard {
public:
    Hdf5Guard();
    Hdf5Guard(const Hdf5Guard&) = delete;
    Hdf5Guard& operator=(const Hdf5Guard&) = delete;
    ~Hdf5Guard();

    // What the library says of the call under this guard that failed last: its innermost reason.
    std::string reason() const { return m_reason.data(); }

private:
    // Fixed, because it is written where nothing may throw.
    using Reason = std::array<char, 256>;
    using Handler = int (*)(std::int64_t, void*); // H5E_auto2_t, without the library's header

    std::unique_lock<std::recursive_mutex> m_lock;
    Reason m_reason{};
    Handler m_formerHandler = nullptr;
    void* m_formerData = nullptr;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct z_stream_s; // NOLINT(readability-identifier-naming): the name that zlib gives it

namespace tessera {

// Unpacks gzip data piece by piece: one member, or several one after the other. What follows the
// last one and is no member is left out, as gzip does. May throw std::bad_alloc.
// Threads: one.
class GzipInflater {
public:
    enum class State : std::uint8_t { GoesOn, Ended, Damaged };
    struct Step {
        State state = State::GoesOn;
        std::size_t taken = 0; // bytes of `packed`
        std::size_t made = 0; // bytes of `target`
    };

    GzipInflater();

    // Takes and makes as much as it can. `isLast`: nothing follows `packed`.
    Step inflate(std::span<const std::byte> packed, bool isLast, std::span<std::byte> target);

private:
    struct End {
        void operator()(z_stream_s* stream) const;
    };
    bool beginsMember(std::span<const std::byte> packed) const;

    std::unique_ptr<z_stream_s, End> m_stream;
    bool m_isBetween = false; // a member has ended
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/output/row_writer.h"

#include <string>

namespace tessera {

// What every format does alike: counts the rows, refuses what does not fit the shape, and keeps the
// first error as the answer to all that follows.
// Threads: one at a time.
class CheckedRowWriter : public RowWriter {
public:
    static constexpr std::size_t channels = 3;

    // At least one pixel, and no more bytes than can be counted.
    static Result<void> checkShape(const std::filesystem::path& target, PlaneShape shape);

    Result<void> writeRow(std::span<const std::uint8_t> rgb) final;
    Result<void> finish() final;

protected:
    CheckedRowWriter(const std::filesystem::path& target, PlaneShape shape);

private:
    virtual Result<void> encodeRow(std::span<const std::uint8_t> rgb) = 0;
    virtual Result<void> encodeEnd() = 0;

    Result<void> checkRow(std::size_t bytes) const;
    Result<void> checkEnd() const;

    std::string m_shownName;
    std::string m_subject;
    PlaneShape m_shape;
    std::int64_t m_row = 0;
    Result<void> m_state;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/source/open_source.h"

#include <algorithm>

namespace tessera {

// Tells the progress of going over text files, in steps of a hundredth.
// Threads: one.
class CsvAdvance {
public:
    // `total`: of all that will be read. `progress` stays the caller's.
    CsvAdvance(ByteCount total, const OpenProgress& progress)
        : m_total(total)
        , m_progress(progress)
    {
    }

    void add(ByteCount read)
    {
        m_read += read;
        const double done =
            std::min(1.0, static_cast<double>(m_read.value) / static_cast<double>(m_total.value));
        if (!m_progress || (done < m_told + step && (done < 1 || m_told == 1)))
            return;
        m_told = done;
        m_progress(done);
    }

private:
    static constexpr double step = 0.01;

    ByteCount m_total;
    ByteCount m_read;
    double m_told = 0;
    const OpenProgress& m_progress;
};

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/csv_loader.h"

#include "core/base/path_text.h"
#include "core/source/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tessera {

namespace {

constexpr double progressStep = 0.01;

// Counts the bytes read, tells the progress and asks whether to go on.
class Advance {
public:
    Advance(ByteCount total, const OpenProgress& progress, const std::stop_token& stop)
        : m_total(total)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    Result<> add(ByteCount read)
    {
        if (m_stop.stop_requested())
            return cancelled();
        m_read += read;
        const bool isDone = fraction() >= 1 && m_told < 1;
        if (m_progress && (isDone || fraction() >= m_told + progressStep)) {
            m_told = fraction();
            m_progress(m_told);
        }
        return {};
    }
    double fraction() const
    {
        const auto total = std::max<std::uint64_t>(m_total.value, 1);
        return std::min(1.0, static_cast<double>(m_read.value) / static_cast<double>(total));
    }

private:
    ByteCount m_total;
    ByteCount m_read;
    double m_told = 0;
    const OpenProgress& m_progress;
    const std::stop_token& m_stop;
};

// A plane whose size is known only when its file has been read.
class GrowingPlane {
public:
    void append(std::span<const double> values)
    {
        AlignedBuffer block(values.size_bytes());
        std::ranges::copy(values, block.as<double>().begin());
        m_count += values.size();
        m_blocks.push_back(std::move(block));
    }
    std::uint64_t count() const { return m_count; }
    void moveTo(std::span<double> target)
    {
        auto next = target.begin();
        for (auto& block : m_blocks) {
            next = std::ranges::copy(block.as<double>(), next).out;
            block = {};
        }
    }

private:
    std::vector<AlignedBuffer> m_blocks;
    std::uint64_t m_count = 0;
};

Error tooLarge(const std::filesystem::path& file, double need, ByteCount limit)
{
    return {ErrorCode::TooLarge,
        fmt::format("The CSV volume of {} needs about {} of memory, but only {} may be used; allow "
                    "more memory, or store it as HDF5, which is read piece by piece.",
            shownName(file), toText(ByteCount{static_cast<std::uint64_t>(need)}), toText(limit)),
        toUtf8(file)};
}

Error otherShape(const std::filesystem::path& file, const std::string& has,
    const std::filesystem::path& first, PlaneShape plane)
{
    return {ErrorCode::Malformed,
        fmt::format("{} {}, but {} has {} rows and {} columns; all classes need the same shape.",
            shownName(file), has, shownName(first), plane.rows, plane.columns),
        toUtf8(file)};
}

class Loader {
public:
    Loader(std::span<const std::filesystem::path> files, ByteCount limit, Advance advance)
        : m_files(files)
        , m_limit(limit)
        , m_advance(advance)
    {
    }

    Result<CsvPlanes> load()
    {
        if (const auto done = loadFirst(); !done)
            return std::unexpected(done.error());
        for (std::size_t index = 1; index < m_files.size(); ++index)
            if (const auto done = loadNext(index); !done)
                return std::unexpected(done.error());
        return std::move(m_planes);
    }

private:
    std::uint64_t bytesFor(std::uint64_t planeValues) const
    {
        return planeValues * sizeof(double) * (m_files.size() + 1);
    }

    Result<> loadFirst()
    {
        GrowingPlane first;
        const auto shape = readCsv(m_files.front(), [&](const CsvPiece& piece) -> Result<> {
            if (const auto going = m_advance.add(piece.read); !going)
                return going;
            const auto held = bytesFor(first.count() + piece.values.size());
            if (held > m_limit.value)
                return std::unexpected(tooLarge(m_files.front(), estimatedNeed(held), m_limit));
            first.append(piece.values);
            return {};
        });
        if (!shape)
            return std::unexpected(shape.error());
        m_planes.plane = *shape;
        m_planeValues = first.count();
        m_planes.samples = AlignedBuffer(m_planeValues * m_files.size() * sizeof(double));
        first.moveTo(planeOf(0));
        return {};
    }

    // Of all files together so far only `held` bytes for each class were needed.
    double estimatedNeed(std::uint64_t held) const
    {
        const auto classes = static_cast<double>(m_files.size());
        const double ofFirstFile = std::min(1.0, m_advance.fraction() * classes);
        return static_cast<double>(held) / std::max(ofFirstFile, 1e-9);
    }

    Result<> loadNext(std::size_t index)
    {
        const auto plane = planeOf(index);
        std::size_t count = 0;
        const auto shape = readCsv(m_files[index], [&](const CsvPiece& piece) -> Result<> {
            if (const auto going = m_advance.add(piece.read); !going)
                return going;
            if (piece.values.size() > plane.size() - count)
                return std::unexpected(otherShape(m_files[index],
                    fmt::format("has more values (by line {})", piece.line), m_files.front(),
                    m_planes.plane));
            std::ranges::copy(piece.values, plane.subspan(count).begin());
            count += piece.values.size();
            return {};
        });
        if (!shape)
            return std::unexpected(shape.error());
        if (*shape != m_planes.plane)
            return std::unexpected(otherShape(m_files[index],
                fmt::format("has {} rows and {} columns", shape->rows, shape->columns),
                m_files.front(), m_planes.plane));
        return {};
    }

    std::span<double> planeOf(std::size_t index)
    {
        return m_planes.samples.as<double>().subspan(index * m_planeValues, m_planeValues);
    }

    std::span<const std::filesystem::path> m_files;
    ByteCount m_limit;
    Advance m_advance;
    CsvPlanes m_planes;
    std::uint64_t m_planeValues = 0;
};

} // namespace

Result<CsvPlanes> loadCsvPlanes(std::span<const std::filesystem::path> files, ByteCount totalBytes,
    ByteCount memoryLimit, const OpenProgress& progress, const std::stop_token& stop)
{
    return Loader(files, memoryLimit, Advance(totalBytes, progress, stop)).load();
}

} // namespace tessera

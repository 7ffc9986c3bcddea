// SPDX-License-Identifier: MIT
#include "tests/benchmarks/walk/walk_report.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string_view>
#include <utility>

namespace tessera::bench {

namespace {

constexpr std::int64_t contiguousCell = 64;

// Which cells of one slab of planes were touched.
class Cells {
public:
    Cells(const VolumeInfo& info)
        : m_plane(info.plane)
        , m_height(std::max(info.chunkExtent(Axis::Y), contiguousCell))
        , m_width(std::max(info.chunkExtent(Axis::X), contiguousCell))
        , m_across((info.plane.columns + m_width - 1) / m_width)
        , m_isTouched(
              static_cast<std::size_t>(m_across * ((info.plane.rows + m_height - 1) / m_height)))
    {
    }
    void touch(const PixelRect& rect)
    {
        if (rect.isEmpty())
            return;
        for (std::int64_t row = rect.row / m_height; row * m_height < rect.row + rect.rows; ++row)
            for (std::int64_t column = rect.column / m_width;
                column * m_width < rect.column + rect.columns; ++column)
                m_isTouched[static_cast<std::size_t>(row * m_across + column)] = true;
    }
    std::int64_t pixels() const
    {
        std::int64_t pixels = 0;
        for (std::size_t cell = 0; cell < m_isTouched.size(); ++cell)
            if (m_isTouched[cell]) {
                const auto index = static_cast<std::int64_t>(cell);
                const std::int64_t row = index / m_across * m_height;
                const std::int64_t column = index % m_across * m_width;
                pixels += std::min(m_height, m_plane.rows - row)
                    * std::min(m_width, m_plane.columns - column);
            }
        return pixels;
    }

private:
    PlaneShape m_plane;
    std::int64_t m_height;
    std::int64_t m_width;
    std::int64_t m_across;
    std::vector<bool> m_isTouched;
};

double share(ByteCount part, ByteCount whole)
{
    return whole.value == 0 ? 0
                            : static_cast<double>(part.value) / static_cast<double>(whole.value);
}

double megabytesOf(ByteCount count)
{
    constexpr double megabyte = 1e6;
    return static_cast<double>(count.value) / megabyte;
}

std::string timeText(std::optional<double> ms)
{
    return ms ? fmt::format("{:.0f} ms", *ms) : std::string("never");
}

std::string spreadText(std::string_view name, const Spread& spread)
{
    return fmt::format("{:<16}{:>7}   p50 {:>6.1f}   p95 {:>6.1f}   max {:>6.1f} ms\n", name,
        spread.count, spread.p50, spread.p95, spread.max);
}

std::string spreadJson(std::string_view name, const Spread& spread)
{
    return fmt::format(R"("{0}_count":{1},"{0}_p50_ms":{2:.2f},"{0}_p95_ms":{3:.2f},)"
                       R"("{0}_max_ms":{4:.2f},)",
        name, spread.count, spread.p50, spread.p95, spread.max);
}

// An image without slices lies under all of them.
PlanePosition planeOf(const VolumeInfo& info, PlanePosition plane)
{
    return {plane.z < info.zCount ? plane.z : 0, plane.t < info.tCount ? plane.t : 0};
}

} // namespace

ByteCount samplesUnder(const std::vector<ShownPart>& shown, const VolumeInfo& info)
{
    const std::int64_t depth = std::max<std::int64_t>(info.chunkExtent(Axis::Z), 1);
    std::map<std::pair<std::int64_t, std::int64_t>, Cells> slabs;
    for (const ShownPart& part : shown) {
        const PlanePosition plane = planeOf(info, part.plane);
        slabs.try_emplace({plane.z / depth, plane.t}, info).first->second.touch(part.rect);
    }
    ByteCount bytes;
    for (const auto& [slab, cells] : slabs) {
        const std::int64_t planes = std::min(depth, info.zCount - slab.first * depth);
        bytes += {static_cast<std::uint64_t>(cells.pixels() * planes) * info.sampleBytes().value};
    }
    return bytes;
}

ByteCount storedShare(ByteCount samples, const VolumeInfo& info)
{
    double whole = static_cast<double>(info.sampleBytes().value);
    for (const std::int64_t extent :
        {info.plane.rows, info.plane.columns, info.zCount, info.tCount})
        whole *= static_cast<double>(extent);
    const double stored = static_cast<double>(info.version.bytes);
    return {static_cast<std::uint64_t>(static_cast<double>(samples.value) / whole * stored)};
}

std::string asTable(const WalkReport& report)
{
    std::string text = fmt::format("{}, window {}×{}\n", report.file, report.width, report.height);
    text += spreadText("frame", report.frames);
    text += spreadText("paint", report.paints);
    text += spreadText("gap", report.gaps);
    text += fmt::format("first picture {}, {} {}\n", timeText(report.firstPictureMs),
        report.isExact ? "exact" : "sampled, final", timeText(report.settledMs));
    text += fmt::format("tiles computed {}, cancelled {}, from the cache {}\n",
        report.tilesComputed, report.tilesCancelled, report.tilesHit);
    text += fmt::format("samples read {:.1f} of {:.1f} MB: {:.2f}; file read {:.1f} of {:.1f} MB: "
                        "{:.2f}\n",
        megabytesOf(report.samplesRead), megabytesOf(report.samplesNeeded),
        share(report.samplesRead, report.samplesNeeded), megabytesOf(report.fileRead),
        megabytesOf(report.fileNeeded), share(report.fileRead, report.fileNeeded));
    text += fmt::format("peak memory {:.1f} MB, with the reader {:.1f} MB, of buffers {:.1f} MB\n",
        megabytesOf(report.peakProcess), megabytesOf(report.peakWithReader),
        megabytesOf(report.peakBuffers));
    return text;
}

std::string asJson(const WalkReport& report)
{
    const auto time = [](std::optional<double> ms) {
        return ms ? fmt::format("{:.1f}", *ms) : std::string("null");
    };
    std::string escaped;
    for (const char letter : report.file) {
        if (letter == '"' || letter == '\\')
            escaped += '\\';
        escaped += letter;
    }
    std::string text = fmt::format(
        R"({{"file":"{}","width":{},"height":{},)", escaped, report.width, report.height);
    text += spreadJson("frame", report.frames);
    text += spreadJson("paint", report.paints);
    text += spreadJson("gap", report.gaps);
    text += fmt::format(R"("first_picture_ms":{},"settled_ms":{},"is_exact":{},)",
        time(report.firstPictureMs), time(report.settledMs), report.isExact);
    text += fmt::format(R"("tiles_computed":{},"tiles_cancelled":{},"tiles_hit":{},)",
        report.tilesComputed, report.tilesCancelled, report.tilesHit);
    text += fmt::format(R"("samples_read":{},"samples_needed":{},"file_read":{},"file_needed":{},)",
        report.samplesRead.value, report.samplesNeeded.value, report.fileRead.value,
        report.fileNeeded.value);
    text += fmt::format(R"("peak_process":{},"peak_with_reader":{},"peak_buffers":{}}})",
        report.peakProcess.value, report.peakWithReader.value, report.peakBuffers.value);
    return text + "\n";
}

} // namespace tessera::bench

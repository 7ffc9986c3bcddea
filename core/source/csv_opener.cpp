// SPDX-License-Identifier: MIT
#include "core/source/csv_opener.h"

#include "core/base/path_text.h"
#include "core/source/csv_advance.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tessera {

namespace {

constexpr std::size_t mostHeldOpen = 256; // a process may have 1024 files open by default
constexpr std::size_t placesOfAll = std::size_t{1} << 20U; // 16 MB
constexpr std::size_t placesOfOne = std::size_t{64} << 10U;

class Opener {
public:
    explicit Opener(const std::stop_token& stop)
        : m_stop(stop)
    {
    }

    Result<> open(std::span<const std::filesystem::path> paths)
    {
        m_files.reserve(paths.size());
        const std::size_t places = std::min(placesOfOne, placesOfAll / paths.size());
        for (const auto& path : paths) {
            if (m_stop.stop_requested())
                return cancelled();
            auto file = CsvFile::open(path, m_files.size() < mostHeldOpen, places);
            if (!file)
                return std::unexpected(std::move(file.error()));
            m_files.push_back(*std::move(file));
        }
        return {};
    }

    Result<> indexWhatIsUnknown(const OpenProgress& progress)
    {
        ByteCount total;
        for (const auto& file : m_files)
            total += file->rows() ? ByteCount{} : file->size();
        CsvAdvance advance(total, progress);
        for (const auto& file : m_files)
            if (!file->rows())
                if (auto made = file->makeIndex([&](ByteCount read) { advance.add(read); }, m_stop);
                    !made)
                    return made;
        return {};
    }

    Result<CsvPlanes> planes() &&
    {
        for (const auto& file : m_files)
            if (auto same = compare(*m_files.front(), *file); !same)
                return std::unexpected(std::move(same.error()));
        const PlaneShape plane = shapeOf(*m_files.front());
        return CsvPlanes{std::move(m_files), plane};
    }

private:
    static PlaneShape shapeOf(const CsvFile& file)
    {
        return {static_cast<std::int64_t>(file.rows().value_or(0)),
            static_cast<std::int64_t>(file.columns())};
    }

    Result<> compare(const CsvFile& first, const CsvFile& file) const
    {
        if (shapeOf(first) == shapeOf(file))
            return {};
        for (const CsvFile* each : {&first, &file}) // what is claimed may be wrong
            if (auto made = each->makeIndex([](ByteCount) { }, m_stop); !made)
                return made;
        const PlaneShape has = shapeOf(file);
        const PlaneShape plane = shapeOf(first);
        if (has == plane)
            return {};
        return fail(ErrorCode::Malformed,
            fmt::format("{} has {} rows and {} columns, but {} has {} rows and {} columns; all "
                        "classes need the same shape.",
                shownName(file.path()), has.rows, has.columns, shownName(first.path()), plane.rows,
                plane.columns),
            toUtf8(file.path()));
    }

    const std::stop_token& m_stop;
    std::vector<std::unique_ptr<const CsvFile>> m_files;
};

} // namespace

Result<CsvPlanes> openCsvPlanes(std::span<const std::filesystem::path> paths,
    const OpenProgress& progress, const std::stop_token& stop)
{
    Opener opener(stop);
    if (auto opened = opener.open(paths); !opened)
        return std::unexpected(std::move(opened.error()));
    if (auto indexed = opener.indexWhatIsUnknown(progress); !indexed)
        return std::unexpected(std::move(indexed.error()));
    return std::move(opener).planes();
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "core/source/reader_guide.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/array_file.h"
#include "core/source/reader_protocol.h"
#include "core/source/reader_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace tessera {

namespace {

bool isSame(ArrayFacts a, ArrayFacts b)
{
    // The process's own number, what plugins it has, and whether it had the time to look for all
    // chunks, say nothing about the file.
    for (ArrayFacts* facts : {&a, &b}) {
        facts->array = 0;
        facts->writtenChunks.reset();
        for (FilterFact& filter : facts->filters)
            filter.isAvailable = false;
    }
    return encodeReply(a) == encodeReply(b);
}

bool needsPlugins(const ArrayFacts& facts)
{
    if (std::ranges::all_of(facts.filters, &FilterFact::isAvailable))
        return false;
    std::vector<FilterStep> steps;
    steps.reserve(facts.filters.size());
    for (const FilterFact& filter : facts.filters)
        steps.push_back(filter.step);
    // What is converted or lies elsewhere is read by the library, whatever we can decode.
    return facts.isConverted || facts.liesElsewhere || !canDecode(steps);
}

} // namespace

ReaderGuide::ReaderGuide(ReaderSettings settings, std::shared_ptr<const PositionedFile> file,
    std::shared_ptr<OtherFiles> others, OnHello onHello)
    : m_settings(std::move(settings))
    , m_name(toPlainText(shownName(file->path())))
    , m_onHello(std::move(onHello))
    , m_file(std::move(file))
    , m_others(std::move(others))
{
}

Result<std::shared_ptr<FileGuide>> ReaderGuide::open(ReaderSettings settings,
    std::shared_ptr<const PositionedFile> file, std::shared_ptr<OtherFiles> others,
    std::optional<ReaderProcess> process, OnHello onHello, const std::stop_token& stop)
{
    // Its constructor is private.
    std::shared_ptr<ReaderGuide> guide(new ReaderGuide(
        std::move(settings), std::move(file), std::move(others), std::move(onHello)));
    if (auto started = guide->start(std::move(process), stop); !started)
        return std::unexpected(started.error());
    return guide;
}

bool ReaderGuide::isUnwanted(const std::stop_token& stop) const
{
    return stop.stop_requested() || m_isReleased.load(std::memory_order_relaxed);
}

std::string ReaderGuide::subject(const std::string& path) const
{
    return fmt::format("{} in {}", toPlainText(path), m_name);
}

ReaderBudget ReaderGuide::budgetOf(const Work& work) const
{
    const ReaderDeadlines& deadlines = m_settings.deadlines;
    const auto times = [](std::chrono::microseconds each, double count) {
        return std::chrono::duration_cast<std::chrono::microseconds>(each * count);
    };
    const auto search = times(deadlines.perChunk, static_cast<double>(work.chunks));
    return {.cpu = deadlines.cpu + search + times(deadlines.cpuPerMegabyte, work.megabytes),
        .wall = deadlines.wall + search + times(deadlines.wallPerMegabyte, work.megabytes),
        .afterStop = deadlines.afterStop};
}

void ReaderGuide::end()
{
    m_process.reset();
    m_memoryIsKnown = false;
    for (Described& array : m_arrays)
        array.number.reset();
}

std::unexpected<Error> ReaderGuide::failed(ReaderFault fault, const std::string& what)
{
    end();
    switch (fault) {
    case ReaderFault::Stopped:
        return m_isReleased ? std::unexpected(wasReleased(fromUtf8(m_name))) : cancelled();
    case ReaderFault::TookTooLong:
        m_faults += 2;
        return fail(ErrorCode::Malformed,
            fmt::format(
                "The HDF5 library took too long reading {}; the file is probably damaged.", what),
            m_name);
    case ReaderFault::SpokeNonsense:
        ++m_faults;
        return fail(ErrorCode::Malformed,
            fmt::format("The HDF5 library answered nonsense while reading {}; the file is "
                        "probably damaged.",
                what),
            m_name);
    case ReaderFault::Crashed:
        break;
    }
    ++m_faults;
    return fail(ErrorCode::Malformed,
        fmt::format(
            "The HDF5 library crashed while reading {}; the file is probably damaged.", what),
        m_name);
}

Result<> ReaderGuide::greet(const std::stop_token& stop)
{
    const auto hello = m_process->hello(budgetOf({}), [&] { return isUnwanted(stop); });
    if (hello) {
        if (m_onHello)
            m_onHello(*hello);
        return {};
    }
    end();
    if (hello.error() == ReaderFault::Stopped)
        return cancelled();
    ++m_faults;
    return fail(ErrorCode::Unreadable,
        hello.error() == ReaderFault::SpokeNonsense
            ? "The program tessera-reader, which reads HDF5 files, is of another version; install "
              "Tessera again."
            : "The program tessera-reader, which reads HDF5 files, does not start; install "
              "Tessera again.",
        m_name);
}

// After it a process runs that has the file open.
Result<> ReaderGuide::start(std::optional<ReaderProcess> process, const std::stop_token& stop)
{
    if (m_isReleased)
        return std::unexpected(wasReleased(fromUtf8(m_name)));
    if (m_process)
        return {};
    if (m_faults > m_settings.restarts)
        return fail(ErrorCode::Malformed,
            fmt::format("The HDF5 library failed too often while reading {}; the file is probably "
                        "damaged. Open it again to go on.",
                m_name),
            m_name);
    m_process = std::move(process);
    // One that was started beforehand may have gone meanwhile.
    if (m_process && !greet(stop))
        m_faults = 0;
    if (!m_process) {
        auto started = ReaderProcess::start(m_settings, m_hasPlugins);
        if (!started)
            return std::unexpected(started.error());
        m_process = *std::move(started);
        if (auto greeted = greet(stop); !greeted)
            return greeted;
    }
    // Names of other files in it are relative to its folder, which must not depend on ours.
    std::error_code ignored;
    const auto path = std::filesystem::absolute(m_file->path(), ignored);
    const OpenRequest request{toUtf8(path), m_file->version()};
    const auto opened = ask<Done>(request, m_file->descriptor(), {}, m_name, stop);
    if (opened)
        return {};
    end();
    return std::unexpected(opened.error());
}

template <class Reply>
Result<Reply> ReaderGuide::ask(const ReaderRequest& request, int descriptor, const Work& work,
    const std::string& what, const std::stop_token& stop)
{
    auto reply = m_process->ask(
        request, descriptor, budgetOf(work), [&] { return isUnwanted(stop); }, m_others.get());
    if (!reply)
        return failed(reply.error(), what);
    if (auto* const error = std::get_if<Error>(&*reply)) {
        // It was not asked to stop: whoever believed it would wait for ever.
        if (error->code == ErrorCode::Cancelled)
            error->code = ErrorCode::Malformed;
        return std::unexpected(*std::move(error));
    }
    if (auto* const expected = std::get_if<Reply>(&*reply))
        return *std::move(expected);
    return failed(ReaderFault::SpokeNonsense, what);
}

Result<FileListing> ReaderGuide::list(const std::stop_token& stop)
{
    const auto turn = m_turn.take(stop);
    if (!turn)
        return cancelled();
    if (auto ready = start({}, stop); !ready)
        return std::unexpected(ready.error());
    return ask<FileListing>(ListRequest{}, -1, {}, m_name, stop);
}

Result<ReaderGuide::Described> ReaderGuide::newlyDescribed(
    const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop)
{
    if (auto ready = start({}, stop); !ready)
        return std::unexpected(ready.error());
    auto facts = ask<ArrayFacts>(DescribeRequest{path, cacheBytes}, -1, {}, subject(path), stop);
    if (!facts)
        return std::unexpected(facts.error());
    const std::uint32_t number = facts->array;
    return Described{path, cacheBytes, *std::move(facts), number};
}

Result<ArrayFacts> ReaderGuide::describe(
    const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop)
{
    const auto turn = m_turn.take(stop);
    if (!turn)
        return cancelled();
    auto described = newlyDescribed(path, cacheBytes, stop);
    if (!described)
        return std::unexpected(described.error());
    if (!m_hasPlugins && needsPlugins(described->facts)) {
        end();
        m_hasPlugins = true;
        described->number.reset();
        if (auto again = newlyDescribed(path, cacheBytes, stop))
            described = *std::move(again);
    }
    // An array that is described again keeps its number.
    const auto known = std::ranges::find(m_arrays, path, &Described::path);
    described->facts.array = static_cast<std::uint32_t>(known - m_arrays.begin());
    if (known == m_arrays.end())
        return m_arrays.emplace_back(*std::move(described)).facts;
    *known = *std::move(described);
    return known->facts;
}

Result<StoredValues> ReaderGuide::readValues(const std::string& path, const std::stop_token& stop)
{
    const auto turn = m_turn.take(stop);
    if (!turn)
        return cancelled();
    if (auto ready = start({}, stop); !ready)
        return std::unexpected(ready.error());
    return ask<StoredValues>(ValuesRequest{path}, -1, {}, subject(path), stop);
}

Result<ReaderGuide::Described*> ReaderGuide::arrayOf(std::uint32_t array)
{
    if (array >= m_arrays.size())
        return fail(ErrorCode::BadArgument, "An array was asked for that was not described.");
    return &m_arrays[array];
}

Result<std::uint32_t> ReaderGuide::numberOf(Described& array, const std::stop_token& stop)
{
    if (auto ready = start({}, stop); !ready)
        return std::unexpected(ready.error());
    if (array.number)
        return *array.number;
    const auto again = newlyDescribed(array.path, array.cacheBytes, stop);
    if (!again)
        return std::unexpected(again.error());
    if (!isSame(array.facts, again->facts))
        return fail(ErrorCode::Malformed,
            fmt::format("{} is not what it was when the file was opened; open the file again.",
                subject(array.path)),
            m_name);
    array.number = again->number;
    return *array.number;
}

Result<> ReaderGuide::locate(
    std::uint32_t array, std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places)
{
    const auto turn = m_turn.take();
    const auto described = arrayOf(array);
    if (!described)
        return std::unexpected(described.error());
    while (!chunks.empty()) {
        const auto number = numberOf(**described, {});
        if (!number)
            return std::unexpected(number.error());
        const std::size_t count = std::min(chunks.size(), reader_limits::chunksAtOnce);
        const auto batch = chunks.first(count);
        const auto what = subject((*described)->path);
        const auto reply = ask<ChunkPlaces>(
            LocateRequest{*number, {batch.begin(), batch.end()}}, -1, {.chunks = count}, what, {});
        if (!reply)
            return std::unexpected(reply.error());
        if (reply->places.size() != count)
            return failed(ReaderFault::SpokeNonsense, what);
        std::ranges::copy(reply->places, places.begin());
        chunks = chunks.subspan(count);
        places = places.subspan(count);
    }
    return {};
}

Result<> ReaderGuide::makeMemory(std::size_t bytes)
{
    constexpr std::size_t step = std::size_t{64} << 10U; // it is kept, and counts as held
    if (bytes <= m_memory.bytes().size())
        return {};
    m_memory = {};
    m_memoryIsKnown = false;
    auto memory = SharedMemory::create((bytes + step - 1) / step * step);
    if (!memory)
        return std::unexpected(memory.error());
    m_memory = *std::move(memory);
    return {};
}

Result<> ReaderGuide::readPiece(Described& array, const ArraySlab& slab,
    std::span<std::byte> target, const std::stop_token& stop)
{
    const auto number = numberOf(array, stop);
    if (!number)
        return std::unexpected(number.error());
    if (auto made = makeMemory(target.size()); !made)
        return made;
    const bool isNew = !m_memoryIsKnown;
    const ReadRequest request{.array = *number,
        .slab = slab,
        .bytes = target.size(),
        .memoryBytes = isNew ? m_memory.bytes().size() : 0};
    m_memoryIsKnown = true;
    const auto done = ask<Done>(request, isNew ? m_memory.descriptor() : -1,
        {.megabytes = megabytesToRead(array.facts, slab)}, subject(array.path), stop);
    if (!done) {
        // The process may not have taken the memory.
        m_memoryIsKnown = false;
        return std::unexpected(done.error());
    }
    std::memcpy(target.data(), m_memory.bytes().data(), target.size());
    return {};
}

// In pieces that the shared memory holds, each a part of the slab along its slowest dimension.
Result<> ReaderGuide::readPieces(Described& array, const ArraySlab& slab,
    std::span<std::byte> target, const std::stop_token& stop)
{
    for (const SlabPiece& piece : piecesOf(slab, target.size(), reader_limits::sharedBytes))
        if (auto read =
                readPiece(array, piece.slab, target.subspan(piece.offset, piece.bytes), stop);
            !read)
            return read;
    return {};
}

Result<> ReaderGuide::readStored(std::uint32_t array, const ArraySlab& slab,
    std::span<std::byte> target, const std::stop_token& stop)
{
    if (target.empty())
        return {};
    const auto turn = m_turn.take(stop);
    if (!turn)
        return cancelled();
    const auto described = arrayOf(array);
    if (!described)
        return std::unexpected(described.error());
    auto read = readPieces(**described, slab, target, stop);
    // What the sources of a virtual array are packed with is seen when they are read.
    const bool mayLackFilter =
        !read && m_process && !m_hasPlugins && (*described)->facts.layout == StorageLayout::Virtual;
    if (!mayLackFilter)
        return read;
    end();
    m_hasPlugins = true;
    return readPieces(**described, slab, target, stop);
}

void ReaderGuide::release()
{
    m_isReleased = true;
    const auto turn = m_turn.take();
    end();
    m_memory = {};
    m_file.reset();
    m_others.reset();
}

} // namespace tessera

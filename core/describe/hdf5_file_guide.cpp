// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_file_guide.h"

#include "core/base/path_text.h"
#include "core/describe/hdf5_catalogue.h"
#include "core/describe/hdf5_file.h"
#include "core/describe/hdf5_layout.h"
#include "core/describe/hdf5_links.h"
#include "core/describe/hdf5_open_array.h"
#include "core/describe/hdf5_values.h"
#include "core/source/array_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace tessera {

// The arrays close before the file, and the file before what it is read through.
struct Hdf5FileGuide::Library {
    std::shared_ptr<Hdf5Files> files;
    H5::H5File file;
    std::vector<std::unique_ptr<Hdf5OpenArray>> arrays; // by number; null where opening failed
    std::vector<std::string> paths; // of the arrays
};

namespace {

std::unexpected<Error> damaged(const std::filesystem::path& path, const std::string& reason)
{
    return fail(ErrorCode::Malformed,
        fmt::format("{} is damaged and cannot be read; copy or write it again (HDF5 says “{}”).",
            shownName(path), reason),
        toUtf8(path));
}

std::unexpected<Error> outOfMemory(const std::filesystem::path& path)
{
    return fail(ErrorCode::OutOfMemory,
        fmt::format(
            "There is not enough memory to read {}; close other programs first.", shownName(path)),
        toUtf8(path));
}

// What `work` returns; of what it throws, an error.
template <class Work>
auto guarded(const Hdf5Guard& guard, const std::filesystem::path& path, const Work& work)
    -> std::invoke_result_t<Work>
{
    try {
        return work();
    } catch (const H5::Exception&) {
        return damaged(path, guard.reason());
    } catch (const std::bad_alloc&) {
        return outOfMemory(path);
    } catch (const std::exception& problem) { // a length that only damage can make
        return damaged(path, problem.what());
    }
}

// Why a name leads to no array.
std::unexpected<Error> noArray(
    Hdf5Files& files, const std::string& path, const std::filesystem::path& file)
{
    const auto refusal = files.takeRefusal();
    if (!refusal)
        return fail(ErrorCode::NotFound,
            fmt::format("{} has no dataset {}.", shownName(file), path), toUtf8(file));
    // The link is there: that its file is not is no reason to look for another name.
    const auto code = refusal->code == ErrorCode::NotFound ? ErrorCode::Unreadable : refusal->code;
    return fail(code,
        fmt::format("{} in {} lies in another file: {}", path, shownName(file), refusal->message),
        refusal->subject);
}

} // namespace

Hdf5FileGuide::Hdf5FileGuide(std::filesystem::path path)
    : m_path(std::move(path))
{
}

Hdf5FileGuide::~Hdf5FileGuide()
{
    release();
}

Result<std::shared_ptr<FileGuide>> Hdf5FileGuide::open(
    std::shared_ptr<const PositionedFile> file, std::shared_ptr<OtherFiles> others)
{
    const Hdf5Guard guard;
    const auto path = file->path();
    return guarded(guard, path, [&]() -> Result<std::shared_ptr<FileGuide>> {
        auto library = std::make_unique<Library>();
        library->files = std::make_shared<Hdf5Files>(std::move(file), std::move(others));
        auto opened = openHdf5File(guard, *library->files);
        if (!opened)
            return std::unexpected(std::move(opened.error()));
        library->file = *std::move(opened);
        // The constructor is not for others.
        std::shared_ptr<Hdf5FileGuide> guide(new Hdf5FileGuide(path));
        guide->m_library = std::move(library);
        return guide;
    });
}

// Waits for the library, and asks it with `work` unless that took too long or the file is closed.
template <class Work> auto Hdf5FileGuide::answered(const std::stop_token& stop, const Work& work)
{
    using Answer = std::invoke_result_t<Work, const Hdf5Guard&>;
    const Hdf5Guard guard;
    if (stop.stop_requested())
        return Answer(cancelled());
    if (!m_library)
        return Answer(std::unexpected(wasReleased(m_path)));
    return guarded(guard, m_path, [&] { return work(guard); });
}

template <class Work>
Result<> Hdf5FileGuide::askedOf(std::uint32_t array, const std::stop_token& stop, const Work& work)
{
    return answered(stop, [&](const Hdf5Guard& guard) -> Result<> {
        const auto& arrays = m_library->arrays;
        if (array >= arrays.size() || !arrays[array])
            return fail(ErrorCode::BadArgument,
                fmt::format("{} has no array number {}.", shownName(m_path), array));
        return work(guard, *arrays[array]);
    });
}

Result<FileListing> Hdf5FileGuide::list(const std::stop_token& stop)
{
    return answered(stop, [&](const Hdf5Guard& guard) {
        return readCatalogue(guard, m_library->file, m_path, stop);
    });
}

Result<ArrayFacts> Hdf5FileGuide::describe(
    const std::string& path, std::uint64_t cacheBytes, const std::stop_token& stop)
{
    return answered(stop, [&](const Hdf5Guard& guard) -> Result<ArrayFacts> {
        auto& library = *m_library;
        library.files->takeRefusal();
        if (!isDataset(guard, library.file, path))
            return noArray(*library.files, path, m_path);
        const auto known = std::ranges::find(library.paths, path);
        const auto number = static_cast<std::size_t>(known - library.paths.begin());
        if (known == library.paths.end()) {
            library.paths.push_back(path);
            library.arrays.resize(library.paths.size());
        }
        library.arrays[number].reset(); // a second opening would share the cache of the first
        auto array = Hdf5OpenArray::open(guard, *library.files, library.file, path, cacheBytes);
        if (!array)
            return std::unexpected(std::move(array.error()));
        library.arrays[number] = *std::move(array);
        auto facts = library.arrays[number]->facts();
        facts.array = static_cast<std::uint32_t>(number);
        return facts;
    });
}

Result<StoredValues> Hdf5FileGuide::readValues(const std::string& path, const std::stop_token& stop)
{
    return answered(stop, [&](const Hdf5Guard& guard) -> Result<StoredValues> {
        const auto& file = m_library->file;
        if (!isDataset(guard, file, path))
            return noArray(*m_library->files, path, m_path);
        const auto dataset = file.openDataSet(path);
        auto values = liesIn(file, dataset) ? tessera::readValues(guard, dataset) : Hdf5Values{};
        if (values.isEmpty())
            return fail(ErrorCode::Unsupported,
                fmt::format("{} in {} holds no short list.", path, shownName(m_path)),
                toUtf8(m_path));
        return StoredValues{describeArray(guard, dataset, path).shape, std::move(values.texts),
            std::move(values.numbers)};
    });
}

Result<> Hdf5FileGuide::locate(
    std::uint32_t array, std::span<const std::uint64_t> chunks, std::span<ChunkPlace> places)
{
    return askedOf(array, {}, [&](const Hdf5Guard& guard, const Hdf5OpenArray& asked) {
        return asked.locate(guard, chunks, places);
    });
}

Result<> Hdf5FileGuide::readStored(std::uint32_t array, const ArraySlab& slab,
    std::span<std::byte> target, const std::stop_token& stop)
{
    return askedOf(array, stop, [&](const Hdf5Guard& guard, const Hdf5OpenArray& asked) {
        return asked.readStored(guard, slab, target);
    });
}

void Hdf5FileGuide::release()
{
    const Hdf5Guard guard;
    m_library.reset();
}

} // namespace tessera

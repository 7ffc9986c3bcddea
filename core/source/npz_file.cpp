// SPDX-License-Identifier: MIT
#include "core/source/npz_file.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"
#include "core/source/companion_image.h"
#include "core/source/default_dataset.h"
#include "core/source/memory_array.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tessera {

namespace {

constexpr std::string_view ending = ".npy";
constexpr std::size_t maxListed = 5;
constexpr double progressStep = 0.01;
// Of what is stored as it is, so much is compared with its checksum: looking at a plane of a large
// array must not read all of it.
constexpr std::uint64_t mostVerified = std::uint64_t{4} << 20U;
// Deflate packs 258 bytes into two bits at best.
constexpr std::uint64_t mostPacked = 1032;

std::string methodName(unsigned method)
{
    constexpr unsigned bzip2 = 12;
    constexpr unsigned lzma = 14;
    constexpr unsigned zstd = 93;
    switch (method) {
    case bzip2:
        return "bzip2, ";
    case lzma:
        return "LZMA, ";
    case zstd:
        return "Zstandard, ";
    default:
        return {};
    }
}

// Why the member cannot be read, to follow its name in a sentence; empty where it can.
std::string whyClosed(const ZipMember& member)
{
    if (member.isEncrypted)
        return "is encrypted; write it without a password";
    if (member.method != ZipMember::stored && member.method != ZipMember::deflated)
        return fmt::format(
            "is compressed in a way that is not read ({}ZIP method {}); save it with "
            "numpy.savez or numpy.savez_compressed",
            methodName(member.method), member.method);
    const bool isStored = member.method == ZipMember::stored;
    if (isStored ? member.bytes != member.storedBytes
                 : member.bytes / mostPacked > member.storedBytes)
        return fmt::format(
            "is damaged: its two sizes in the ZIP file, {} and {} B, contradict each "
            "other; copy or write it again",
            member.bytes, member.storedBytes);
    return {};
}

Result<> goOn(std::uint64_t /*bytes*/)
{
    return {};
}

// Tells the progress of unpacking, and whether to go on.
ZipArchive::Advance advanceOf(
    std::uint64_t total, const OpenProgress& progress, const std::stop_token& stop)
{
    return [total, &progress, &stop, told = 0.0](std::uint64_t bytes) mutable -> Result<> {
        if (stop.stop_requested())
            return cancelled();
        const double done =
            static_cast<double>(bytes) / static_cast<double>(std::max<std::uint64_t>(total, 1));
        if (progress && done >= told + progressStep) {
            told = done;
            progress(std::min(done, 1.0));
        }
        return {};
    };
}

} // namespace

NpzFile::NpzFile(std::unique_ptr<ZipArchive> archive, ByteCount memory)
    : m_archive(std::move(archive))
    , m_memory(memory)
{
    std::map<std::string, std::size_t> places;
    const auto& members = m_archive->members();
    for (std::size_t index = 0; index < members.size(); ++index) {
        if (!members[index].name.ends_with(ending))
            continue;
        auto name = members[index].name.substr(0, members[index].name.size() - ending.size());
        const auto [place, isNew] = places.try_emplace(name, m_keys.size());
        if (!isNew)
            m_keys[place->second].isDouble = true;
        m_keys.push_back({std::move(name), index, !isNew});
    }
}

NpyArray NpzFile::unread(const Key& key) const
{
    return {m_archive->file()->path(), m_archive->file()->version(), key.name, {}, {}};
}

Result<NpyArray> NpzFile::described(const Key& key) const
{
    NpyArray array = unread(key);
    const ZipMember& member = m_archive->members()[key.member];
    if (key.isDouble)
        return std::unexpected(array.error(ErrorCode::Malformed,
            "is there more than once, so that its name does not tell which one is meant; save the "
            "arrays under names of their own"));
    if (const auto reason = whyClosed(member); !reason.empty())
        return std::unexpected(array.error(ErrorCode::Unsupported, reason));
    const auto readStart = [&](std::span<std::byte> target) {
        return m_archive->readStart(key.member, target);
    };
    auto read = readNpyHeader(array, member.bytes, readStart);
    if (read)
        return array;
    // What does not match its checksum is the reason of all else.
    if (member.bytes <= mostVerified)
        if (auto verified = m_archive->verify(key.member, goOn); !verified)
            return std::unexpected(std::move(verified.error()));
    return std::unexpected(std::move(read.error()));
}

DatasetEntry NpzFile::judged(const Key& key) const
{
    const auto array = described(key);
    if (array)
        return judgeDataset(
            {key.name, array->header.shape, array->header.number, array->header.storedType, {}});
    // The reason follows the name, as the sentence has it.
    std::string_view reason = array.error().message;
    const auto subject = unread(key).subject();
    if (reason.starts_with(subject))
        reason.remove_prefix(std::min(subject.size() + 1, reason.size()));
    if (reason.ends_with('.'))
        reason.remove_suffix(1);
    return {key.name, {}, {}, false, std::string(reason)};
}

Result<std::vector<DatasetEntry>> NpzFile::list(const std::stop_token& stop)
{
    if (m_keys.empty())
        return std::unexpected(noArrays());
    std::vector<DatasetEntry> entries;
    entries.reserve(m_keys.size());
    for (const Key& key : m_keys) {
        if (stop.stop_requested())
            return cancelled();
        entries.push_back(judged(key));
    }
    std::ranges::stable_sort(entries, {}, &DatasetEntry::path);
    return entries;
}

Result<ArrayPtr> NpzFile::open(const std::string& dataset, ArrayUse use,
    const OpenProgress& progress, const std::stop_token& stop)
{
    const auto key = chosen(dataset, stop);
    if (!key)
        return std::unexpected(key.error());
    const auto array = described(**key);
    if (!array)
        return std::unexpected(array.error());
    const ZipMember& member = m_archive->members()[(*key)->member];
    const ByteCount there{member.bytes - array->header.bytes};
    const auto bytes = npySampleBytes(*array, there, use);
    if (!bytes)
        return std::unexpected(bytes.error());
    if (*bytes != there)
        return std::unexpected(array->error(ErrorCode::Malformed,
            fmt::format("is damaged: it has {} of samples, but its header tells of {}; copy or "
                        "write it again",
                toText(there), toText(*bytes))));
    return member.method == ZipMember::stored
        ? openStored(*array, (*key)->member, use, stop)
        : openDeflated(*array, (*key)->member, *bytes, use, progress, stop);
}

std::vector<std::string> NpzFile::imagesOf(const std::string& dataset)
{
    auto names = companionNames(dataset);
    // Those of the root again, as a path has them.
    std::erase_if(names, [](const std::string& name) { return name.starts_with('/'); });
    return names;
}

Result<const NpzFile::Key*> NpzFile::chosen(const std::string& dataset, const std::stop_token& stop)
{
    if (m_keys.empty())
        return std::unexpected(noArrays());
    std::string name = dataset;
    if (name.empty() && m_keys.size() == 1)
        return &m_keys.front();
    if (name.empty()) {
        const auto entries = list(stop);
        if (!entries)
            return std::unexpected(entries.error());
        const auto& path = m_archive->file()->path();
        const auto usual = defaultDataset(*entries, shownName(path));
        if (!usual)
            return fail(usual.error().code, usual.error().message, toUtf8(path));
        name = *usual;
    }
    auto found = std::ranges::find(m_keys, name, &Key::name);
    if (found == m_keys.end() && name.starts_with('/')) // as datasets of HDF5 are called
        found = std::ranges::find(m_keys, name.substr(1), &Key::name);
    if (found == m_keys.end())
        return std::unexpected(noSuchArray(dataset));
    return &*found;
}

Error NpzFile::noArrays() const
{
    const auto& path = m_archive->file()->path();
    return {ErrorCode::Unsupported,
        fmt::format("{} is a ZIP file that holds no arrays: none of its {} members is called "
                    "….npy; numpy.savez writes what Tessera opens.",
            shownName(path), m_archive->members().size()),
        toUtf8(path)};
}

Error NpzFile::noSuchArray(const std::string& dataset) const
{
    std::vector<std::string> known;
    for (const Key& key : m_keys)
        if (known.size() < maxListed)
            known.push_back(toPlainName(key.name));
    const auto& path = m_archive->file()->path();
    return {ErrorCode::NotFound,
        fmt::format("{} has no array {}; it holds {}{}.", shownName(path), toPlainName(dataset),
            fmt::join(known, ", "), m_keys.size() > maxListed ? " …" : ""),
        toUtf8(path)};
}

Result<ArrayPtr> NpzFile::openStored(
    const NpyArray& array, std::size_t member, ArrayUse use, const std::stop_token& stop) const
{
    const auto place = m_archive->placeOf(member);
    if (!place)
        return std::unexpected(place.error());
    const std::uint64_t bytes = m_archive->members()[member].bytes;
    if (bytes <= mostVerified)
        if (auto verified = m_archive->verify(member, advanceOf(bytes, {}, stop)); !verified)
            return std::unexpected(std::move(verified.error()));
    return npyArrayInFile(array, m_archive->file(), *place + array.header.bytes, use, m_memory);
}

Result<ArrayPtr> NpzFile::openDeflated(const NpyArray& array, std::size_t member, ByteCount bytes,
    ArrayUse use, const OpenProgress& progress, const std::stop_token& stop)
{
    if (auto taken = takeMemory(array, bytes); !taken)
        return std::unexpected(std::move(taken.error()));
    AlignedBuffer samples(static_cast<std::size_t>(bytes.value));
    const std::span target(samples.data(), static_cast<std::size_t>(bytes.value));
    const auto advance = advanceOf(array.header.bytes + bytes.value, progress, stop);
    if (auto done = m_archive->unpack(member, array.header.bytes, target, advance); !done)
        return std::unexpected(std::move(done.error()));
    return npyArrayInMemory(array, std::move(samples), use, m_memory);
}

Result<> NpzFile::takeMemory(const NpyArray& array, ByteCount bytes)
{
    const std::lock_guard lock(m_mutex);
    const ByteCount left = m_memory - m_unpacked;
    if (bytes > left)
        return std::unexpected(tooLargeForMemory(array.path, array.subject(), bytes, left,
            "save it with numpy.savez instead of numpy.savez_compressed"));
    m_unpacked += bytes;
    return {};
}

} // namespace tessera

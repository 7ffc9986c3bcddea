// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_driver.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace tessera {

// The library sees the part that it knows.
struct Hdf5DriverFile : H5FD_t {
    Hdf5DriverFile(std::shared_ptr<Hdf5Files> owner, std::shared_ptr<const PositionedFile> opened)
        : H5FD_t()
        , files(std::move(owner))
        , file(std::move(opened))
    {
    }

    std::shared_ptr<Hdf5Files> files; // it belongs to
    std::shared_ptr<const PositionedFile> file;
    haddr_t end = 0; // of what the library has addresses for
    bool isRecording = false;
    unsigned reads = 0; // while recording
    RawRead lastRead;
};

namespace {

// What the library carries from a file to those that it refers to. Whoever opens a file with it
// has the files.
struct DriverInfo {
    Hdf5Files* files = nullptr;
};

Hdf5DriverFile& ours(H5FD_t* file)
{
    return *static_cast<Hdf5DriverFile*>(file);
}

const Hdf5DriverFile& ours(const H5FD_t* file)
{
    return *static_cast<const Hdf5DriverFile*>(file);
}

// No exception may go through the library.
H5FD_t* openFile(const char* name, unsigned flags, hid_t access, haddr_t /*last*/) noexcept
try {
    const auto* info = static_cast<const DriverInfo*>(H5Pget_driver_info(access));
    if ((flags & H5F_ACC_RDWR) != 0 || info == nullptr)
        return nullptr;
    auto file = info->files->open(name);
    if (!file)
        return nullptr;
    return std::make_unique<Hdf5DriverFile>(info->files->shared_from_this(), std::move(file))
        .release();
} catch (...) {
    return nullptr;
}

void* tellInfo(H5FD_t* file) noexcept
{
    return new (std::nothrow) DriverInfo{ours(file).files.get()};
}

void* copyInfo(const void* info) noexcept
{
    return new (std::nothrow) DriverInfo(*static_cast<const DriverInfo*>(info));
}

herr_t freeInfo(void* info) noexcept
{
    const std::unique_ptr<DriverInfo> owned(static_cast<DriverInfo*>(info));
    return 0;
}

// The library keeps one state of all that are equal.
int compareFiles(const H5FD_t* one, const H5FD_t* other) noexcept
{
    const auto order = std::compare_three_way()(ours(one).file.get(), ours(other).file.get());
    return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

herr_t closeFile(H5FD_t* file) noexcept
{
    const std::unique_ptr<Hdf5DriverFile> owned(&ours(file));
    return 0;
}

herr_t tellFeatures(const H5FD_t* /*file*/, unsigned long* flags) noexcept
{
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE
        | H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_SUPPORTS_SWMR_IO
        | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

haddr_t endOfAddresses(const H5FD_t* file, H5FD_mem_t /*type*/) noexcept
{
    return ours(file).end;
}

herr_t setEndOfAddresses(H5FD_t* file, H5FD_mem_t /*type*/, haddr_t end) noexcept
{
    ours(file).end = end;
    return 0;
}

haddr_t endOfFile(const H5FD_t* file, H5FD_mem_t /*type*/) noexcept
{
    return ours(file).file->size().value;
}

herr_t tellHandle(H5FD_t* file, hid_t /*access*/, void** handle) noexcept
{
    *handle = &ours(file);
    return 0;
}

// Beyond the file's end there are zeros, as in the library's own driver.
herr_t readBytes(H5FD_t* base, H5FD_mem_t type, hid_t /*transfer*/, haddr_t address,
    std::size_t size, void* buffer) noexcept
try {
    auto& file = ours(base);
    if (file.isRecording && type == H5FD_MEM_DRAW) {
        file.lastRead = {address, size};
        ++file.reads;
        return 0;
    }
    const std::uint64_t fileBytes = file.file->size().value;
    const auto there = static_cast<std::size_t>(
        address < fileBytes ? std::min<std::uint64_t>(size, fileBytes - address) : 0);
    auto* const target = static_cast<std::byte*>(buffer);
    std::memset(target + there, 0, size - there);
    return there == 0 || file.file->read(address, {target, there}) ? 0 : -1;
} catch (...) {
    return -1;
}

herr_t refuseWrite(H5FD_t* /*file*/, H5FD_mem_t /*type*/, hid_t /*transfer*/, haddr_t /*address*/,
    std::size_t /*size*/, const void* /*buffer*/) noexcept
{
    return -1;
}

// There are no locks; but the library looks at the marks of those who write the file only where a
// driver has them.
herr_t lock(H5FD_t* /*file*/, hbool_t /*isForWriting*/) noexcept
{
    return 0;
}

herr_t unlock(H5FD_t* /*file*/) noexcept
{
    return 0;
}

H5FD_class_t driver()
{
    H5FD_class_t description{};
    description.name = "tessera";
    description.maxaddr = (haddr_t{1} << 63U) - 1;
    description.fc_degree = H5F_CLOSE_WEAK;
    description.fapl_size = sizeof(DriverInfo);
    description.fapl_get = tellInfo;
    description.fapl_copy = copyInfo;
    description.fapl_free = freeInfo;
    description.open = openFile;
    description.close = closeFile;
    description.cmp = compareFiles;
    description.query = tellFeatures;
    description.get_eoa = endOfAddresses;
    description.set_eoa = setEndOfAddresses;
    description.get_eof = endOfFile;
    description.get_handle = tellHandle;
    description.read = readBytes;
    description.write = refuseWrite;
    description.lock = lock;
    description.unlock = unlock;
    constexpr H5FD_mem_t freeLists[] = H5FD_FLMAP_DICHOTOMY;
    std::ranges::copy(freeLists, description.fl_map);
    return description;
}

Hdf5DriverFile& driverFileOf(const H5::H5File& file)
{
    void* handle = nullptr;
    if (H5Fget_vfd_handle(file.getId(), H5P_DEFAULT, &handle) < 0)
        throw H5::FileIException("driverFileOf", "H5Fget_vfd_handle failed");
    return *static_cast<Hdf5DriverFile*>(handle);
}

} // namespace

void chooseDriver(const Hdf5Guard& /*guard*/, const H5::FileAccPropList& access, Hdf5Files& files)
{
    const auto description = driver();
    const hid_t id = H5FDregister(&description); // copies it
    if (id < 0)
        throw H5::PropListIException("chooseDriver", "H5FDregister failed");
    const DriverInfo info{&files};
    const herr_t done = H5Pset_driver(access.getId(), id, &info);
    H5FDunregister(id); // `access` and the files hold it from now on
    if (done < 0)
        throw H5::PropListIException("chooseDriver", "H5Pset_driver failed");
}

const PositionedFile& fileOf(const Hdf5Guard& /*guard*/, const H5::H5File& file)
{
    return *driverFileOf(file).file;
}

RecordingFile::RecordingFile(const Hdf5Guard& /*guard*/, const H5::H5File& file)
    : m_file(&driverFileOf(file))
{
}

void RecordingFile::start(const Hdf5Guard& /*guard*/) const
{
    m_file->isRecording = true;
    m_file->reads = 0;
}

std::optional<RawRead> RecordingFile::stop(const Hdf5Guard& /*guard*/) const
{
    m_file->isRecording = false;
    return m_file->reads == 1 ? std::optional(m_file->lastRead) : std::nullopt;
}

} // namespace tessera

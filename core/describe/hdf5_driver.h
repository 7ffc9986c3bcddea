// SPDX-License-Identifier: MIT
#pragma once

#include "core/describe/hdf5_files.h"
#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>

#include <cstdint>
#include <optional>

namespace tessera {

// Makes a file opened with `access`, and those that the library opens on its behalf, be read by a
// file driver of ours: for reading only, without locks, each from the one of `files` that has its
// name. They share what the library knows of them among themselves and with nobody else.
// May throw H5::Exception.
void chooseDriver(const Hdf5Guard& guard, const H5::FileAccPropList& access, Hdf5Files& files);

// The file that `file` reads. May throw H5::Exception.
const PositionedFile& fileOf(const Hdf5Guard& guard, const H5::H5File& file);

// Where the library would read the bytes of samples; the address counts from the file's first byte,
// a user block included.
struct RawRead {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

struct Hdf5DriverFile;

// A file of that driver, which can take down where samples would be read instead of reading them.
class RecordingFile {
public:
    // `file` was opened with chooseDriver() and stays open. May throw H5::Exception.
    RecordingFile(const Hdf5Guard& guard, const H5::H5File& file);

    // Between the two, reads of samples bring nothing. Empty unless there was just one.
    void start(const Hdf5Guard& guard) const;
    std::optional<RawRead> stop(const Hdf5Guard& guard) const;

private:
    Hdf5DriverFile* m_file = nullptr; // the library's
};

} // namespace tessera

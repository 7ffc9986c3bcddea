// SPDX-License-Identifier: MIT
#include "core/source/library_versions.h"

#include <fmt/format.h>

#include <H5public.h>

namespace tessera {

std::string libraryVersions()
{
    // Of the headers: asking the library would wait until no file is being read.
    return fmt::format("HDF5 {}.{}.{}", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE);
}

} // namespace tessera

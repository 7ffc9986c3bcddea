// SPDX-License-Identifier: MIT
#include "core/source/library_versions.h"

namespace tessera {

std::string libraryVersions()
{
    // Of the headers: asking the library would wait until no file is being read.
    return "HDF5 " TESSERA_HDF5_VERSION;
}

} // namespace tessera

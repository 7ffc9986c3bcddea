// SPDX-License-Identifier: MIT
#include "app/reader/libraries.h"

#include "core/describe/hdf5_library.h"
#include "core/describe/in_process_guides.h"

#include <ctime>

#include <H5Cpp.h>

namespace tessera {

std::shared_ptr<GuideMaker> loadLibraries(bool hasPlugins)
{
    forgetHdf5Environment();
    ::tzset(); // the time zone is a file, which dates would be turned with
    H5::H5Library::open();
    if (hasPlugins)
        loadFilterPlugins(TESSERA_FILTER_PLUGINS);
    return inProcessGuides();
}

} // namespace tessera

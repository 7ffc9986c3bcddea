// SPDX-License-Identifier: MIT
#include "core/describe/hdf5_library.h"

#include "core/describe/hdf5_guard.h"

#include <H5Cpp.h>
#include <H5PLextern.h>

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>

namespace tessera {

namespace {

std::vector<std::filesystem::path> librariesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> libraries;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
        entry.increment(error))
        if (entry->path().extension() == ".so" && entry->is_regular_file(error))
            libraries.push_back(entry->path());
    std::ranges::sort(libraries); // where two offer one filter, the same wins each time
    return libraries;
}

template <class Function> Function symbolOf(void* library, const char* name)
{
    return reinterpret_cast<Function>(dlsym(library, name)); // NOLINT: as dlsym() is to be used
}

// What stays registered stays loaded.
std::optional<int> loadFilter(const Hdf5Guard& /*guard*/, const std::filesystem::path& path)
{
    void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return std::nullopt;
    const auto type = symbolOf<decltype(&H5PLget_plugin_type)>(library, "H5PLget_plugin_type");
    const auto info = symbolOf<decltype(&H5PLget_plugin_info)>(library, "H5PLget_plugin_info");
    const auto* const filter =
        type != nullptr && info != nullptr && type() == H5PL_TYPE_FILTER ? info() : nullptr;
    if (filter != nullptr && H5Zregister(filter) >= 0)
        return static_cast<const H5Z_class2_t*>(filter)->id;
    dlclose(library);
    return std::nullopt;
}

} // namespace

void forgetHdf5Environment()
{
    std::vector<std::string> names;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry)
        if (const std::string text(*entry); text.starts_with("HDF5_"))
            names.push_back(text.substr(0, text.find('=')));
    for (const auto& name : names)
        ::unsetenv(name.c_str()); // NOLINT(concurrency-mt-unsafe): there are no threads yet
}

std::vector<int> loadFilterPlugins(const std::filesystem::path& folder)
{
    const Hdf5Guard guard;
    std::vector<int> filters;
    for (const auto& path : librariesIn(folder))
        if (const auto filter = loadFilter(guard, path))
            filters.push_back(*filter);
    H5PLset_loading_state(0);
    return filters;
}

} // namespace tessera

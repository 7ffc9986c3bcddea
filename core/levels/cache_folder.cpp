// SPDX-License-Identifier: MIT
#include "core/levels/cache_folder.h"

#include <cerrno>
#include <cstdlib>
#include <sys/stat.h>

namespace fs = std::filesystem;

namespace tessera {

namespace {

// Relative ones are to be ignored (XDG Base Directory Specification).
fs::path absolutePathIn(const char* variable)
{
    const char* const value = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): never set
    const fs::path path = value == nullptr ? "" : value;
    return path.is_absolute() ? path : fs::path();
}

} // namespace

fs::path levelCacheFolder()
{
    fs::path caches = absolutePathIn("XDG_CACHE_HOME");
    if (caches.empty()) {
        const fs::path home = absolutePathIn("HOME");
        if (home.empty())
            return {};
        caches = home / ".cache";
    }
    return caches / "tessera" / "levels";
}

std::error_code makePrivateFolder(const fs::path& folder)
{
    std::error_code cause;
    if (fs::is_directory(folder, cause))
        return {};
    fs::path part;
    for (const fs::path& name : folder) {
        part /= name;
        if (fs::is_directory(part, cause))
            continue;
        if (::mkdir(part.c_str(), S_IRWXU) == 0)
            continue;
        if (errno != EEXIST)
            return {errno, std::generic_category()};
        // Another program made it at the same time, and may have removed it again.
        if (fs::is_directory(part, cause))
            continue;
        return std::make_error_code(fs::exists(fs::symlink_status(part, cause))
                ? std::errc::not_a_directory
                : std::errc::no_such_file_or_directory);
    }
    return {};
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <vector>

namespace tessera {

// The text files of a volume, one a class: 0.csv, 1.csv … (or class_0.csv …; also .txt) of one
// folder, in the order of their numbers. `path` is the folder or any file of them.
// Errors: NotFound (a number is missing, or nothing is so named), Ambiguous, NoPermission …
// Threads: any; lists the folder.
Result<std::vector<std::filesystem::path>> findClassFiles(const std::filesystem::path& path);

} // namespace tessera

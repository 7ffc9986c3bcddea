// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tessera {

// The text files of a volume, one a class: 0.csv, 1.csv … (or class_0.csv …; also .txt, .tsv, and
// with .gz behind it) of one folder, in the order of their numbers. Where none are so named, the
// classes may have names: 0_glass.csv, 1_steel.csv …, in the order of their numbers, or
// class_glass.csv, class_steel.csv …, in that of their names. `path` is the folder or any file of
// them. Errors: NotFound (a number is missing, or nothing is so named), Ambiguous, NoPermission …
// Threads: any; lists the folder.
Result<std::vector<std::filesystem::path>> findClassFiles(const std::filesystem::path& path);

// The names of classes in the names of such files; empty where not all have one.
std::vector<std::string> classNamesOf(std::span<const std::filesystem::path> files);

// Whether a file has a number where class files have it, and little else: one of a series, of
// which others may be missing.
bool isNumberedClassFile(const std::filesystem::path& path);

// Whether a name ends as text files of numbers do: .csv, .txt or .tsv, then maybe .gz; any case.
bool hasTextEnding(const std::filesystem::path& path);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace tessera::corpus {

// Why what a program said on standard error, `everything`, is no clear refusal of the file; empty
// where it is one: one sentence that names the file, or a file of the folder. `isList`: further
// lines may follow. In a sanitized build the report of a reader process that died may come before
// it.
std::string whyUnclear(const std::string& everything, const std::string& path, bool isList);

} // namespace tessera::corpus

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_count.h"
#include "core/base/error.h"
#include "core/source/csv_roles.h"
#include "core/source/csv_sniff.h"
#include "core/source/open_source.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace tessera {

// A table of pixels whose rows seem to come in order, each pixel once: to be read in parts. Null
// where they do not. `roles`: by the header; else the first columns are tried. Looks at some of the
// rows; goes over the file once where lines differ in length. Errors: those of reading; Cancelled.
// Threads: any; blocks while it reads.
Result<ArrayPtr> openOrderedCsv(const std::filesystem::path& path, const CsvSniff& sniff,
    const std::optional<CsvRoles>& roles, const std::function<void(ByteCount)>& advance,
    const std::stop_token& stop);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/positioned_file.h"

#include <zip.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace tessera {

// What libzip reads from, in place of a file of its own.
struct ZipInput {
    std::shared_ptr<const PositionedFile> file;
    std::uint64_t position = 0;
    zip_error_t error{}; // the library's words for `failure`
    std::optional<Error> failure = std::nullopt; // of the last read, which says more

    static zip_int64_t answer(
        void* input, void* data, zip_uint64_t bytes, zip_source_cmd_t command);
    zip_int64_t readSome(void* target, zip_uint64_t bytes);
};

struct FreeZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* stream) const { zip_fclose(stream); }
};
using ZipPtr = std::unique_ptr<zip_t, FreeZip>;
using ZipStreamPtr = std::unique_ptr<zip_file_t, FreeZip>;

// Null where it cannot be opened; `code` is the library's. `input` outlives it.
ZipPtr openZip(ZipInput& input, int& code);

} // namespace tessera

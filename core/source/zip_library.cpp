// SPDX-License-Identifier: MIT
#include "core/source/zip_library.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>

namespace tessera {

zip_int64_t ZipInput::readSome(void* target, zip_uint64_t bytes)
{
    const std::uint64_t size = file->size().value;
    const std::uint64_t there = position < size ? std::min(bytes, size - position) : 0;
    auto read = file->read(position, {static_cast<std::byte*>(target), there});
    if (!read) {
        failure = std::move(read.error());
        zip_error_set(&error, ZIP_ER_READ, EIO);
        return -1;
    }
    position += there;
    return static_cast<zip_int64_t>(there);
}

zip_int64_t ZipInput::answer(void* input, void* data, zip_uint64_t bytes, zip_source_cmd_t command)
{
    auto& self = *static_cast<ZipInput*>(input);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        self.position = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return self.readSome(data, bytes);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_STAT: {
        auto* const stat = ZIP_SOURCE_GET_ARGS(zip_stat_t, data, bytes, &self.error);
        if (stat == nullptr)
            return -1;
        zip_stat_init(stat);
        stat->size = self.file->size().value;
        stat->valid = ZIP_STAT_SIZE;
        return sizeof *stat;
    }
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&self.error, data, bytes);
    case ZIP_SOURCE_SEEK: {
        const auto to = zip_source_seek_compute_offset(
            self.position, self.file->size().value, data, bytes, &self.error);
        if (to < 0)
            return -1;
        self.position = static_cast<std::uint64_t>(to);
        return 0;
    }
    case ZIP_SOURCE_TELL:
        return static_cast<zip_int64_t>(self.position);
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    default:
        zip_error_set(&self.error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

ZipPtr openZip(ZipInput& input, int& code)
{
    zip_error_t error{};
    zip_error_init(&error);
    zip_source_t* const source = zip_source_function_create(ZipInput::answer, &input, &error);
    zip_t* archive = nullptr;
    if (source != nullptr) {
        archive = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (archive == nullptr)
            zip_source_free(source);
    }
    code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    return ZipPtr(archive);
}

} // namespace tessera

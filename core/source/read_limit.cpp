// SPDX-License-Identifier: MIT
#include "core/source/read_limit.h"

#include "core/base/path_text.h"
#include "core/base/plain_text.h"

#include <fmt/format.h>

namespace tessera {

Error tooLargeAtOnce(const ArrayInfo& array, ByteCount bytes)
{
    return {ErrorCode::TooLarge,
        fmt::format("A part of {} in {} needs {} at once, which is more than may be used; write it "
                    "in smaller chunks, or allow more memory.",
            toPlainName(array.dataset), shownName(array.path), toText(bytes)),
        toUtf8(array.path)};
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "tests/corpus/outcome.h"

#include <string_view>

namespace tessera::corpus {

// What the manifest's verdict on a file allows: "opens", "clear error: …", "opens after choosing
// dataset (…) or clear error: …". Everything that a user can understand is right where it begins
// with "auto:" (a guess), or where it is empty.
Outcomes allowedBy(std::string_view verdict);

} // namespace tessera::corpus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/json_text.h"
#include "core/source/volume_source.h"

#include <string>
#include <utility>
#include <vector>

namespace tessera {

// What a volume means, and why: members of an object.
Json meaningJson(const VolumeInfo& info);

// The same for a person, a line each: its name and its text.
std::vector<std::pair<std::string, std::string>> meaningLines(const VolumeInfo& info);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/json_text.h"
#include "core/tile/plane_damage.h"

#include <string>
#include <vector>

namespace tessera {

// What could not be read of a plane, in pixels of level 0. The text has a line each, at most the
// first hundred, and one that counts the rest.
std::string damageText(const PlaneDamage& damage);
Json damageJson(const std::vector<DamagedPart>& parts);

} // namespace tessera

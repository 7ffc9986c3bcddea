// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace tessera {

using Json = nlohmann::ordered_json;

// Names in a file may be any bytes; JSON may not.
inline std::string dumped(const Json& json)
{
    constexpr int indent = 2;
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace tessera

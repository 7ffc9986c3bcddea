// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/ladder_run.h"

#include <cstdio>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tessera {

// A whole ladder in a process of its own, for a program with a window: its arguments. It tells what
// happens on its standard output, a JSON object a line: "event" is "begun", "preparing",
// "climbing", "climbed", "ended" or "failed" (with "message").
constexpr const char* ladderCallName = "ladder-run";
std::vector<std::string> ladderCall(const LadderOptions& options);

// What main() does first: where the arguments (without the program) are a call of a rung or a
// ladder, it is answered on `out`, and the program ends with the code given.
std::optional<int> answerLadderCall(std::span<const std::string> arguments, std::FILE* out);

} // namespace tessera

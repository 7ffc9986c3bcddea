// SPDX-License-Identifier: MIT
#include "core/base/stop_signals.h"

// For systems whose signals we do not know: the program ends as it always does.
namespace tessera {

StopSignals::StopSignals() = default;
StopSignals::~StopSignals() = default;
void StopSignals::wait(const std::stop_token&) { }
void StopSignals::end() { }
void StopSignals::passOn() { }

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "core/tile/engine.h"
#include "ui/settings/settings.h"
#include "ui/view/tile_bridge.h"

#include <memory>

class QWidget;

namespace tessera {

// Opens the settings over `parent`, which they go with; what is changed is stored at once. Engine
// and settings outlive the parent. The disk is looked at by a worker. Threads: GUI thread only.
void showSettings(Engine& engine, Settings& settings,
    const std::shared_ptr<TileBridge::Inbox>& inbox, QWidget* parent);

} // namespace tessera

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/shades.h"

#include <QIcon>

class QPalette;
class QString;

namespace tessera {

// One of our own line icons (resources/icons/ui/<name>.svg) in the colours of `palette`: button
// text, fainter where disabled, highlighted text where selected. Sharp at every size and scale.
// The colours are those of the call: ask again on QEvent::PaletteChange. Null for unknown names.
// Threads: GUI thread only.
QIcon lineIcon(const QString& name, const QPalette& palette);

} // namespace tessera

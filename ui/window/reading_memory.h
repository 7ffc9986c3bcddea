// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reading_wish.h"

#include <QString>

namespace tessera {

// What somebody chose of a file's reading, as JSON, and back: axes and scale. (The plane belongs to
// the view.) Empty where nothing was chosen; what is not sound is as good as not chosen.
// Threads: any.
QString readingText(const ReadingWish& wish);
ReadingWish readingOf(const QString& text);

} // namespace tessera

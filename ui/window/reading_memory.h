// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/reading_wish.h"

#include <QString>

#include <optional>
#include <string>

namespace tessera {

// Which raw image somebody chose: "FILE" or "FILE::/dataset", an empty text for none.
using ImageChoice = std::optional<std::string>;

// What somebody chose of a file's reading, as JSON, and back: axes, scale and raw image. (The plane
// belongs to the view.) Empty where nothing was chosen; what is not sound is as good as not chosen.
// Threads: any.
QString readingText(const ReadingWish& wish, const ImageChoice& image = {});
ReadingWish readingOf(const QString& text);
ImageChoice imageOf(const QString& text);

} // namespace tessera

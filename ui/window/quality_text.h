// SPDX-License-Identifier: MIT
#pragma once

#include "ui/view/view_content.h"

#include <QString>

namespace tessera {

// How exact the picture of a view is, and how far it has got, for the status bar: "exact",
// "sampled 2 %  ·  refined 4 %". Threads: GUI thread only.
QString qualityText(const ViewContent& content);
QString qualityToolTip(const ViewContent& content);

} // namespace tessera

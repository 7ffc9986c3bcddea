// SPDX-License-Identifier: MIT
#pragma once

#include <QPixmap>
#include <QString>

namespace tessera {

// A file opened before, as the start page shows it.
struct RecentFile {
    QString location; // what is asked for when it is chosen
    QString shownName; // "tissue.h5 ∷ /probabilities"
    QString folder;
    QPixmap thumbnail; // may be null
    bool exists = true; // when the list was made
};

} // namespace tessera

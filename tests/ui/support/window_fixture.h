// SPDX-License-Identifier: MIT
#pragma once

#include "ui/window/viewer.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace tessera::test {

// A viewer with one empty window; what it remembers stays in a folder of its own.
// Threads: GUI thread only.
struct WindowFixture {
    WindowFixture();

    QString path(const char* name) const; // of a file in the folder
    // Opens in the first window and waits until it is shown in its final form; false after 30 s.
    bool show(const QString& location);
    bool showSample();
    bool waitUntilSettled() const;
    Document& document() const { return *window->document(); }
    // Closes the first window and makes another, as a later start of the program does.
    void startAgain();

    QTemporaryDir folder;
    Engine engine;
    Viewer viewer;
    MainWindow* window;
};

// Float32, `slices` × 40 × 60 × 3 classes, which sum to 1; the picture of each slice is another
// one.
void writeStack(const QString& file, int slices = 4, float step = 0.01F);

} // namespace tessera::test

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tessera {

class Document;
class Engine;

// What a report of a fault needs: versions, kernel, threads, memory budget, the file's layout.
// `document` may be null. Threads: GUI thread only.
QString diagnosticsText(Engine& engine, Document* document);

} // namespace tessera

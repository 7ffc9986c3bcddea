// SPDX-License-Identifier: MIT
#include "ui/window/diagnostics.h"

#include "core/kernel/variant.h"
#include "core/source/library_versions.h"
#include "core/tile/engine.h"
#include "ui/window/document.h"

#include <QGuiApplication>
#include <QSysInfo>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

namespace {

std::string describe(const char* what, const VolumeInfo& info)
{
    return fmt::format("{}: {} {}\n  shape {} axes {} ({})\n  {} · {} · {} bytes in the file\n",
        what, info.path.filename().string(), info.dataset, fmt::join(info.shape, "×"),
        toText(info.meaning.axes), info.meaning.axesReason, info.storedType, info.storage,
        info.version.bytes);
}

} // namespace

QString diagnosticsText(Engine& engine, Document* document)
{
    std::string text = fmt::format(
        "Tessera {}\nQt {} on {}, {} {}, {}\nkernel {}, {} worker threads, cache {} of {}\n",
        TESSERA_VERSION, qVersion(), QGuiApplication::platformName().toStdString(),
        QSysInfo::prettyProductName().toStdString(),
        QSysInfo::currentCpuArchitecture().toStdString(), libraryVersions(), kernelVariant(),
        engine.pool().threads(), toText(engine.cache().held()), toText(engine.cache().budget()));
    text += engine.guides()->report() + '\n';
    if (document != nullptr) {
        text += describe("volume", document->info());
        if (const VolumeInfo* image = document->session().imageInfo())
            text += describe("image", *image);
    }
    return QString::fromStdString(text);
}

} // namespace tessera

// SPDX-License-Identifier: MIT
#include "ui/window/settings_sheet.h"

#include "core/levels/level_archive.h"
#include "core/tile/cache_shares.h"
#include "ui/dialogs/settings_dialog.h"

namespace tessera {

namespace {

// Nothing is kept on the disk where the engine has no archive, or a test's.
OverviewCache cacheOf(Engine& engine, const std::shared_ptr<LevelArchive>& archive,
    const std::shared_ptr<TileBridge::Inbox>& inbox)
{
    const auto ask = [&engine, archive, inbox](bool isCleared) {
        return [&engine, archive, inbox, isCleared](const OverviewCache::Answer& answer) {
            engine.pool().post([archive, inbox, isCleared, answer](WorkerContext&) {
                if (archive && isCleared)
                    archive->clear();
                const ByteCount held = archive ? archive->held() : ByteCount{};
                inbox->post([answer, held] { answer(held); });
            });
        };
    };
    return {ask(false), ask(true)};
}

} // namespace

void showSettings(Engine& engine, Settings& settings,
    const std::shared_ptr<TileBridge::Inbox>& inbox, QWidget* parent)
{
    const auto archive = std::dynamic_pointer_cast<LevelArchive>(engine.archive());
    auto* sheet = new SettingsDialog({settings.memory(), settings.overviewLimit()}, usualMemory(),
        cacheOf(engine, archive, inbox), parent);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(sheet, &SettingsDialog::settingsChanged, sheet,
        [&settings, archive](const ResourceSettings& changed) {
            settings.setMemory(changed.memory);
            settings.setOverviewLimit(changed.overviews);
            if (archive)
                archive->setLimit(changed.overviews);
        });
    sheet->show();
}

} // namespace tessera
